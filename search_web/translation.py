"""The language of the interface: which one a reader wants, and its texts."""

from __future__ import annotations

import gettext as catalogues
import io
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, g, has_request_context, request
from markupsafe import Markup

from index import SearchError
from search_web import current

LANGUAGES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
"""Each by its own name; the first is the one that the texts in the code and in the templates are written in."""
LOCALES = {"ru": "ru", "kk": "kk", "en": "en_GB"}
"""Whose names and numbers are written (Unicode CLDR, as Babel has it)."""
SOURCE = "ru"
CHOICE = "ui"
"""The parameter that chooses a language, and the cookie that keeps the choice."""
A_YEAR = 31_536_000
FOLDER = Path(__file__).parent / "translations"


def register(app: Flask) -> None:
    """Make texts and the choice of a language known to an application."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=written, language=language, tongues=LANGUAGES, switched=switched)
    app.jinja_env.filters.update(said=said)
    app.before_request(choose)
    app.after_request(varied)


def language() -> str:
    """The language of the page that is being made; outside of a request, the one that the texts are written in."""
    if not has_request_context():
        return SOURCE
    known: str | None = g.get("language")
    if known is None:
        known = g.language = wanted()
    return known


def wanted() -> str:
    """What the reader has chosen, else what the settings say, else what the browser asks for."""
    chosen = request.cookies.get(CHOICE)
    if chosen in LANGUAGES:
        return chosen
    return current.settings().language or request.accept_languages.best_match(LANGUAGES) or SOURCE


def choose() -> Response | None:
    """Keep a choice (`?ui=kk` on any page) and lead to the same page without it."""
    chosen = request.args.get(CHOICE)
    if chosen not in LANGUAGES or request.blueprint == "api":
        return None
    query = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != CHOICE])
    page = quote(request.path.rpartition("/")[2])
    # Relative to this very page, so that it leads to no other place, whatever stands before the server.
    response = Response(status=302, headers={"Location": f"./{page}{'?' if query else ''}{query}"})
    response.set_cookie(CHOICE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def switched(language: str) -> str:
    """The URL of the same page in another language, relative to it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != CHOICE]
    return f"?{urlencode([*kept, (CHOICE, language)])}"


def varied(response: Response) -> Response:
    """A page says what it depends on, so that nothing on the way gives it to a reader of another language."""
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def gettext(text: str) -> str:
    """A text in the language of the page."""
    return catalogue(language()).gettext(text)


def written(text: str, **values: object) -> Markup:
    """A text for a template: it may have tags, the values in it are escaped.

    A page asks a hundred times, and this takes half the time of what Jinja itself calls `_`.
    """
    said = Markup(gettext(text))  # noqa: S704 - the catalogues are ours
    return said % values if values else said


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a text that goes with a number, in the language of the page."""
    return catalogue(language()).ngettext(one, many, number)


def said(error: SearchError) -> str:
    """The message of an error in the language of the page; where it has none, as it is, named as what it is."""
    if language() == SOURCE:
        return str(error)
    said = gettext(error.pattern)
    if said == error.pattern:
        return Markup('<span lang="{}">{}</span>').format(SOURCE, error)
    return said.format(**error.values) if error.values else said


@cache
def catalogue(language: str) -> catalogues.GNUTranslations:
    """The texts of a language, read from what translators edit, so that nothing compiled can be out of date."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        texts = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)


@cache
def locale(language: str) -> Locale:
    """What Unicode knows of a language: names of months, signs in numbers."""
    return Locale.parse(LOCALES[language])
