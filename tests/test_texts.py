"""The catalogues of the interface's texts: nothing missing, nothing left over, the same placeholders, right plurals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from search_web.translation import FOLDER, LANGUAGES, SOURCE, catalogue
from tests.texts import KEYWORDS, kept, path, renewed, untranslated, written

TEMPLATES = FOLDER.parent / "templates"
CYRILLIC = re.compile("[\u0400-\u04ff]+")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_and_no_other(language: str) -> None:
    texts = renewed(language)
    assert not untranslated(texts)
    assert not any(message.fuzzy for message in texts if message.id)
    assert written(texts) == path(language).read_text("utf-8"), "run: make texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_what_its_text_has(language: str) -> None:
    for message in kept(language):
        texts, said = message.id, message.string
        if not texts:
            continue
        wanted = sorted(PLACEHOLDER.findall(texts[-1] if isinstance(texts, tuple) else texts))
        for form in said if isinstance(said, tuple) else (said,):
            assert sorted(PLACEHOLDER.findall(form)) == wanted, texts


def test_the_texts_themselves_need_no_catalogue() -> None:
    assert catalogue(SOURCE).gettext("Популярное") == "Популярное"


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.html")), ids=lambda file: file.name)
def test_no_text_of_a_template_is_left_unmarked(file: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(file.read_text("utf-8"))
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    known = {
        id(text) for call in calls if call.node.name in {*KEYWORDS, "url_for"} for text in call.find_all(nodes.Const)
    }
    said = [text.data for text in tree.find_all(nodes.TemplateData)]
    said += [text.value for text in tree.find_all(nodes.Const) if isinstance(text.value, str) and id(text) not in known]
    assert [text for text in said if CYRILLIC.search(text)] == []


def test_scripts_say_what_the_page_tells_them() -> None:
    for file in (TEMPLATES.parent / "static").glob("*.js"):
        assert not CYRILLIC.search(file.read_text("utf-8")), file.name
