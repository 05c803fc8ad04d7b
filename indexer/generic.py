"""The body of a page: which of several ways finds it, and its paragraphs without furniture."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from indexer import blocks, clean, document, furniture, jsonld
from indexer.document import Document
from indexer.markup import properties

LOG = logging.getLogger(__name__)

_NUMBER = re.compile(r"[\d\s.,:]+")
"""A counter or a time of day that stands above the body or below it: `1 892`, `14:05`."""

_STAMP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4},?\s+\d{1,2}:\d\d(?::\d\d)?")
"""When a page appeared, on a line of its own: `09.04.2023 13:28`."""

MIN_WORDS = 12
"""A body of fewer words, or without one sentence, is a menu or a caption."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that was left out, and the name of the rule that said so."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs, the way that found them, and what was left out of them."""

    paragraphs: tuple[str, ...]
    rule: str
    dropped: tuple[Dropped, ...] = ()


def body(page: Document) -> Body | None:
    """The body by the first way that finds running text; None where none does."""
    if found := marked(page):
        return found
    ways: tuple[tuple[str, Callable[[Document], list[str]]], ...] = (
        ("trafilatura", _general),
        ("blocks", _densest),
        ("JSON-LD", _stated),
    )
    for rule, way in ways:
        found = swept(way(page), rule)
        if is_body(found.paragraphs):
            return _fuller(page, found) if rule == "trafilatura" else found
    return None


def marked(page: Document) -> Body | None:
    """The body that the page itself marks as one; None where there is no such, or no running text in it."""
    found = swept(_marked(page), "articleBody")
    return found if is_body(found.paragraphs) else None


def _fuller(page: Document, found: Body) -> Body:
    """A body, or the one by the page's shape where that is the same and goes on: bodies cut in parts by advertising."""
    other = swept(_densest(page), "blocks")
    own, more = (Counter(word for line in each.paragraphs for word in line.split()) for each in (found, other))
    if not 1.15 * own.total() < more.total() < 8 * own.total() or (own & more).total() < 0.9 * own.total():
        return found
    prose = sum(furniture.words(line) for line in other.paragraphs if furniture.is_prose(line))
    return other if prose > 0.85 * sum(map(furniture.words, other.paragraphs)) else found


def is_body(paragraphs: tuple[str, ...]) -> bool:
    """Whether paragraphs can be an article: some words, and a sentence among them."""
    return sum(map(furniture.words, paragraphs)) >= MIN_WORDS and any(map(furniture.is_prose, paragraphs))


def untitled(paragraphs: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Paragraphs without the title at their head."""
    start = next((index for index, line in enumerate(paragraphs[:3]) if title and clean.same(line, title)), None)
    return paragraphs if start is None else paragraphs[start + 1 :]


def swept(paragraphs: list[str], rule: str) -> Body:
    """A body without the lines that a rule of furniture knows; a heading of furniture takes its headlines along."""
    kept: list[str] = []
    out: list[Dropped] = []
    section = False
    for line in paragraphs:
        found = furniture.label(line)
        if _STAMP.fullmatch(line) or (_NUMBER.fullmatch(line) and not any(map(furniture.is_prose, kept))):
            out.append(Dropped(line, "counter"))
        elif found is not None:
            section = found.section or (section and found.name != "heading")
            out.append(Dropped(line, found.name))
        elif section and not furniture.is_prose(line) and not furniture.ends(line):
            out.append(Dropped(line, "under heading"))
        else:
            section = False
            kept.append(line)
    while kept and _NUMBER.fullmatch(kept[-1]):
        out.append(Dropped(kept.pop(), "counter"))
    return Body(tuple(kept), rule, tuple(out))


def _marked(page: Document) -> list[str]:
    """What the page itself marks as the body; of several marked parts those of one length with the longest."""
    found = properties(page, "articleBody")
    marked = [node for node in found if not any(above in found for above in node.iterancestors())]
    texts = [document.lines(node, blocks.dropped(node)) for node in marked]
    sizes = [sum(map(len, text)) for text in texts]
    return next((text for text, size in zip(texts, sizes, strict=True) if size >= 0.5 * max(sizes)), [])


@cache
def _trafilatura() -> Any:
    """The general extractor, or None where it can't be loaded: said once, in the log."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        LOG.warning("trafilatura не загружается, тело статьи ищет только свой разбор: %s", error)
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a bad page is told in the report, not in its log
    return bare_extraction


def _general(page: Document) -> list[str]:
    extraction = _trafilatura()
    if extraction is None:
        return []
    tree = deepcopy(page.tree)
    for node in document.find(tree, "//related|//noscript|//template|//address"):
        node.drop_tree()
    found = extraction(tree, url=page.url, include_comments=False, favor_precision=True, with_metadata=False)
    if found is None or found.body is None:
        return []
    return [" ".join(line.split()) for line in _rendered(found.body)]  # it makes most blanks plain, but not all


def _rendered(root: Any) -> list[str]:
    """The paragraphs of trafilatura's own XML: `head`, `p`, `item`, `quote`, `lb`, cells of a row in one line."""
    names = {
        "head": "h2",
        "item": "li",
        "list": "ul",
        "quote": "blockquote",
        "lb": "br",
        "row": "tr",
        "cell": "span",
        "hi": "span",
    }
    copy = html.fromstring("<div></div>")
    stack = [(root, copy)]
    while stack:
        source, target = stack.pop()
        target.text = source.text
        for child in source:
            plain = isinstance(child.tag, str) and child.tag.isalnum()  # broken markup makes names such as `meta<meta`
            made = html.Element(names.get(child.tag, child.tag if plain else "span"))
            made.tail = (child.tail or "") + (" " if child.tag == "cell" else "")
            target.append(made)
            stack.append((child, made))
    return document.lines(copy)


def _densest(page: Document) -> list[str]:
    found = blocks.densest(page.tree)
    return [] if found is None else document.lines(found, blocks.dropped(found))


def _stated(page: Document) -> list[str]:
    """The body in JSON-LD; some publishers put HTML there, and most lose the paragraphs."""
    text = jsonld.text(page.article.get("articleBody")) or ""
    if "<" in text and ">" in text:
        try:
            return document.lines(html.fragment_fromstring(text, create_parent="div"))
        except ValueError:
            return []
    return clean.paragraphs(text.replace("\r", "\n").split("\n"))


def within(page: Document, path: str, drop: frozenset[HtmlElement]) -> list[str]:
    """The paragraphs of what an XPath finds, less what it should drop: how a site's profile reads a body."""
    found = [
        line for node in document.find(page.tree, path) for line in document.lines(node, drop | blocks.dropped(node))
    ]
    return clean.paragraphs(found)
