"""The texts of the interface as code and templates have them; `python -m tests.texts` (`make texts`) brings the
catalogues up to date: what is new waits there for its translation, what is gone is taken out."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from search_web.translation import FOLDER, LANGUAGES, SOURCE

ROOT = Path(__file__).parents[1]
METHODS = [
    ("search_web/templates/**.html", "jinja2.ext:babel_extract"),
    ("search_web/**.py", "python"),
    ("index/query/**.py", "python"),
    ("index/answering/question.py", "python"),
]
"""Where the texts are; of the errors of `index` those of a query."""
OPTIONS = {METHODS[0][0]: {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "counted": (2, 3),
    "SearchError": (1,),
    "Misread": (1,),
    "dropping": (1,),
}
"""What takes a text, and which of its arguments are texts."""
HEAD = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
WIDTH = 120


def extracted() -> Catalog:
    """Every text, without translations."""
    texts = Catalog()
    for _, _, text, _, _ in extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, directory_filter=ours):
        texts.add(text)
    return texts


def ours(folder: str) -> bool:
    """Whether a folder has texts of ours."""
    return Path(folder).relative_to(ROOT).parts[:1] in {("search_web",), ("index",)}


def kept(language: str) -> Catalog:
    """The catalogue of a language as it is."""
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str) -> Catalog:
    """The catalogue of a language with exactly the texts that there are; that of the language which they are written in
    holds only those with a number, which have more forms than the code says."""
    wanted = Catalog()
    for message in extracted():
        if message.id and (language != SOURCE or message.pluralizable):
            wanted.add(message.id)
    catalogue = kept(language) if path(language).exists() else Catalog(locale=language)
    catalogue.update(wanted, no_fuzzy_matching=True)
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts whose translation is missing, or of which a form is."""
    forms = {message.id: message.string for message in catalogue if message.id}
    return [str(id) for id, said in forms.items() if not (all(said) if isinstance(said, tuple) else said)]


def written(catalogue: Catalog) -> str:
    """A catalogue as a file that differs only where its texts do: in their order, without places and times."""
    body = io.BytesIO()
    write_po(body, catalogue, WIDTH, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    head = HEAD.format(language=catalogue.locale, plurals=catalogue.plural_forms)
    return head + body.getvalue().decode().lstrip()


def path(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


if __name__ == "__main__":
    for language in LANGUAGES:
        path(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue = renewed(language)
        path(language).write_text(written(catalogue), "utf-8")
        sys.stdout.write(f"{language}: {len(untranslated(catalogue))} untranslated\n")
