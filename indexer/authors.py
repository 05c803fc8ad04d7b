"""Who wrote an article: JSON-LD, meta tags, microdata, links and classes for authors, `Автор: ...`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from indexer import clean, document, jsonld
from indexer.document import Document
from indexer.markup import SHORT, Found, listed, named

META = ("author", "article:author", "dc.creator", "parsely-author", "mediator_author", "sailthru.author", "byl")
"""Names of meta tags, the surest first."""

_SAID = " or ".join(f"starts-with(normalize-space(.), '{word}:')" for word in ("Автор", "Авторы", "Текст"))
PATHS = (
    (
        "itemprop",
        "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'])]",
    ),
    ("rel", "//*[contains(concat(' ', @rel, ' '), ' author ')]"),
)
CLASSES = ("author", "byline", "avtor", "writer")
VISIBLE = f"//*[{_SAID}][{SHORT.format(80)}]"


def author(page: Document) -> Found | None:
    """The people who wrote, divided by commas; a site is no author, an address is no name."""
    for rule, texts in _said(page):
        names = [part for text in texts for part in _AND.split(text)]
        kept = list(dict.fromkeys(name for part in names if (name := _person(part, page))))
        if kept:
            return rule, ", ".join(kept)
    return None


_AND = re.compile(r"\s*,\s*|\s+(?:и|and|und|og|et|och|және|та)\s+")


def _said(page: Document) -> Iterator[tuple[str, list[str]]]:
    """What the page says, the surest way first; an organisation is asked last."""
    said = [(each, name) for each in listed(page.article.get("author")) for name in jsonld.texts(each)]
    yield "JSON-LD", [name for each, name in said if not _is_organisation(each)]
    for name in META:
        yield name, list(page.meta.get(name, ()))
    for rule, path in PATHS:
        yield rule, _texts(document.find(page.tree, path)[:4])
    yield "class", _texts(islice(named(page, CLASSES, shorter=80), 4))
    yield "visible", _texts(document.find(page.tree, VISIBLE)[:4])
    yield "JSON-LD", [name for _, name in said]


def _texts(nodes: Iterable[HtmlElement]) -> list[str]:
    return [node.get("content") or document.text(node) for node in nodes]


def _is_organisation(node: object) -> bool:
    return isinstance(node, dict) and "Organization" in jsonld.types(node)


_BEFORE = re.compile(
    r"^(?:(?:авторы?|текст|автор текста)\s*:|(?:автор|by|von|par|por|written by|беседовала?|подготовила?)\s)\s*", re.I
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|/|\d{2}|\.(?:ru|kz|com|net|ua|org)$|\b(?:facebook|twitter|telegram|фото|видео|коллаж|photo)\b|"
    r"^(?:admin|редакция|авторы?|редакторы?|все (?:статьи|материалы).*|читать.*|об авторе|подробнее|author|byline|"
    r"contributor|guest|staff|комментари\w*)$",
    re.I,
)


def _person(text: str, page: Document) -> str | None:
    """A name without what stands before and behind it (`(abc)`), None where it is none."""
    name = re.sub(r"\s*\([^)]{0,12}\)$", "", _BEFORE.sub("", clean.inline(text))).strip(" ,.;:|—-")
    if not 2 < len(name) < 60 or len(name.split()) > 6 or _NO_NAME.search(name):
        return None
    return None if clean.same(name, page.first("og:site_name") or "") else name
