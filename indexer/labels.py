"""What a page says of its article's place and reach: section, tags, and the counter of readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from indexer import clean, document, jsonld
from indexer.document import Document
from indexer.headline import said_titles
from indexer.markup import Found, listed, named, value


def section(page: Document) -> Found | None:
    """The part of the newspaper that the article is of: what is stated, else the last step of the way to it."""
    marked = [node for node in page.marked if node.get("itemprop") == "articleSection"][:1]
    said: list[tuple[str, str | None]] = [
        ("JSON-LD", jsonld.text(page.article.get("articleSection"))),
        ("article:section", page.first("article:section", "og:section", "parsely-section", "section")),
        *(("itemprop", value(node)) for node in marked),
        ("breadcrumbs", _breadcrumb(page)),
    ]
    return next(((rule, clean.inline(text)) for rule, text in said if text and 1 < len(text) < 60), None)


_HOME = re.compile(
    r"главная(?: страница)?|home(?:page)?|новости|news|басты бет|start(?:seite)?|все новости|\W*|https?:.*", re.I
)


def _breadcrumb(page: Document) -> str | None:
    """The last step of the way to the article that is neither the first page nor the article."""
    trails: list[list[str]] = []
    for node in page.nodes:
        if "BreadcrumbList" in jsonld.types(node):
            steps = [step for step in listed(node.get("itemListElement")) if isinstance(step, dict)]
            trails.append([jsonld.text(step.get("name")) or jsonld.text(step.get("item")) or "" for step in steps])
    trails.append([document.text(link) for link in _links(page, "breadcrumb", "breadcrumbs")[:8]])
    for trail in trails:
        if names := [step for step in trail if _is_section(step, page)]:
            return names[-1]
    return None


def _is_section(step: str, page: Document) -> bool:
    if _HOME.fullmatch(step) or len(step.split()) > 4:
        return False
    return not any(clean.same(step, text) for _, text in said_titles(page))


def tags(page: Document) -> tuple[str, tuple[str, ...]] | None:
    """Key words that editors gave; those for machines, often split titles, only where there are no others."""
    for rule, texts in _tags(page):
        names = [part for text in texts for part in (text.split(",") if len(text) > 60 else [text])]
        shown = (clean.inline(name).strip(" #,;") for name in names if not name.endswith(":"))
        kept = tuple(dict.fromkeys(name for name in shown if 1 < len(name) < 60 and len(name.split()) < 7))
        if 0 < len(kept) <= 40:
            return rule, kept
    return None


def _tags(page: Document) -> Iterator[tuple[str, list[str]]]:
    yield "article:tag", list(page.meta.get("article:tag", ()))
    related = document.find(page.tree, "//a[@rel]")
    yield "rel", [document.text(node) for node in related if "tag" in node.get("rel").split()]
    yield "class", [document.text(node) for node in _links(page, "tags", "tag-list", "taglist")]
    stated = [text for each in listed(page.article.get("keywords")) for text in jsonld.texts(each)]
    yield "JSON-LD", [part for text in stated for part in text.split(",")]
    for name in ("news_keywords", "parsely-tags", "keywords"):
        yield "keywords", [part for text in page.meta.get(name, ())[:1] for part in text.split(",")][:15]


def _links(page: Document, *names: str) -> list[HtmlElement]:
    """The links in elements of these names, each once."""
    found = (link for node in named(page, names) for link in node.iterdescendants("a"))
    return list(dict.fromkeys(found))


_COUNTED = re.compile(
    r"(?:просмотр\w*|прочитан\w*|қарал\w+)\s*:?\s*(\d[\d\s\u00a0]*)|"
    r"(\d[\d\s\u00a0]*)\s*(?:просмотр|прочитан|рет қаралды)",
    re.I,
)
_SAID = ("росмотр", "рочитан", "аралды", "аралым")
_VIEWS = ("views", "viewcount", "view", "counter", "hits", "eye", "prosmotr", "watched")


def views(page: Document) -> tuple[str, int] | None:
    """The counter of readers that a page shows: a number in an element that is named so, or `Просмотров: 3407`."""
    for each in listed(page.article.get("interactionStatistic")):
        of_readers = isinstance(each, dict) and "Comment" not in str(each.get("interactionType"))
        if of_readers and (count := number(jsonld.text(each.get("userInteractionCount")) or "")):
            return "JSON-LD", count
    for node in islice(named(page, _VIEWS, shorter=40), 6):
        if count := number(document.text(node)):
            return "class", count
    if _says(page.tree.text_content()):  # as most pages don't: the single texts are many
        for text in islice(filter(_says, page.tree.itertext()), 5):
            if found := _COUNTED.search(text):
                return "visible", int(re.sub(r"\D", "", found[1] or found[2]))
    return None


def _says(text: str) -> bool:
    """Whether it speaks of readers."""
    return any(part in text for part in _SAID)


_NUMBER = re.compile(
    r"\D{0,20}?(?P<whole>\d{1,3}(?:[\s\u00a0.,]\d{3})+|\d{1,12})"
    r"(?:(?P<part>[.,]\d)?\s*(?P<unit>к|k|тыс\.?|млн|m))?\D{0,15}",
    re.I,
)


def number(text: str) -> int | None:
    """A count as pages write it: `3407`, `3 407`, `3,4 тыс.`, `12K`."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    whole = int(re.sub(r"\D", "", found["whole"]))
    if not found["unit"]:
        return whole
    times = 1_000_000 if found["unit"].lower() in ("млн", "m") else 1000
    return int((whole + float("0" + (found["part"] or ".0").replace(",", "."))) * times)
