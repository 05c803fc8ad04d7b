"""What stands above the body of a page: its title, its lead, its picture and the picture's caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from indexer import clean, document, jsonld
from indexer.document import Document
from indexer.markup import Found, flat, named, properties


def title(page: Document) -> Found | None:
    """The visible headline that agrees with what the head of the page says; else what the head says."""
    said = list(said_titles(page))
    places = (("itemprop", _marked(page)), ("h1", document.find(page.tree, "//h1")))
    visible = [(rule, text) for rule, nodes in places for node in nodes[:5] if (text := document.text(node))]
    for rule, text in visible:
        if len(text) > 8 and any(_agree(text, other) for _, other in said):
            return rule, text
    if said:
        return said[0][0], _without_site(said[0][1], page)
    return visible[0] if visible else None


def _marked(page: Document) -> list[HtmlElement]:
    """The elements that are marked as the headline: of an h1 it may be one mark of several."""
    named = properties(page, "headline")
    return [node for node in page.marked if node in named or (node.tag == "h1" and "headline" in node.get("itemprop"))]


def said_titles(page: Document) -> Iterator[Found]:
    """What the head of a page says that its title is, the surest first."""
    if text := jsonld.text(page.article.get("headline")):
        yield "JSON-LD", clean.inline(text)
    for name in ("og:title", "twitter:title", "dc.title", "title"):
        if text := page.first(name):
            yield name, text
    for node in document.find(page.tree, "//title")[:1]:
        if text := clean.inline(node.text_content()):
            yield "title", text


def _agree(visible: str, said: str) -> bool:
    """Whether a visible headline is the one that is said, longer or cut: most words of one are in the other."""
    left, right = (set(re.findall(r"\w+", text.lower())) for text in (visible, said))
    common = len(left & right)
    return common >= 0.6 * min(len(left), len(right)) and common >= min(3, len(left))


_DIVIDERS = re.compile(r"\s+[|–—\-:·•»/]+\s+|\s*\|\s*")


def _without_site(text: str, page: Document) -> str:
    """A title without the name of the site behind it: `Экспорт стали вырос - ТАСС`."""
    parts = _DIVIDERS.split(text)
    if len(parts) < 2:
        return text
    cut = text[: text.rindex(parts[-1])].rstrip(" |–—-:·•»/")
    last = re.sub(r"\W+", "", parts[-1].lower())
    names = (page.first("og:site_name") or "", page.url or "")
    known = any(last and last in re.sub(r"\W+", "", name.lower()) for name in names)
    return cut if known or (len(parts[-1].split()) <= 3 and len(cut.split()) >= 4) else text


_LEAD = (
    "lead", "lid", "intro", "anons", "announce", "standfirst", "perex", "subtitle", "sub-title", "subheadline",
    "excerpt", "short-text", "preview-text", "kicker",
)  # fmt: skip
_PARTS = frozenset(["p", "div", "h2", "h3", "span", "strong"])
_LONGEST_LEAD = 900
_BEGINNINGS = "//body//text()[starts-with(normalize-space(.), $letter)]"


def leads(page: Document) -> Iterator[Found]:
    """Visible texts that are marked as what comes before the body, and the description where it stands on the page."""
    below = (node for node in named(page, _LEAD, below=True) if node.tag in _PARTS)
    for rule, nodes in (("itemprop", properties(page, "description", "alternativeHeadline")), ("class", below)):
        for node in islice(nodes, 2):
            if 30 < len(text := document.text(node)) < _LONGEST_LEAD:
                yield rule, text
    said = page.first("og:description", "description") or jsonld.text(page.article.get("description"))
    if said and len(said) > 40 and (node := _beginning(page, said[:40])) is not None:
        yield "description", document.text(node)


def _beginning(page: Document, said: str) -> HtmlElement | None:
    """The last element, the innermost of several, that begins with some words and is no longer than a lead: looked for
    upwards from the texts that begin so, for to read the text of each element of a page takes long."""
    for text in reversed(document.find(page.tree, _BEGINNINGS, letter=said[0])):
        node = text.getparent().getparent() if text.is_tail else text.getparent()
        here = flat(text)
        while node.tag != "body" and (here.startswith(said) or said.startswith(here)):
            if len(here := flat(node.text_content())) >= _LONGEST_LEAD:
                break
            if here.startswith(said) and _opens(text, node):
                return node
            node = node.getparent()
    return None


def _opens(text: Any, node: HtmlElement) -> bool:
    """Whether nothing but blanks stands before a text in an element."""
    (first,) = document.find(node, "(.//text()[normalize-space(.)])[1]")
    return bool(first.getparent() is text.getparent() and first.is_tail == text.is_tail)


_FIGCAPTIONS = "//article//figure//figcaption | //main//figure//figcaption | //h1/following::figcaption[1]"
_CAPTIONED = ("caption", "photo-author", "image-author")


def caption(page: Document) -> Found | None:
    """What stands under the first picture."""
    places = (
        ("itemprop", properties(page, "caption")),
        ("figcaption", document.find(page.tree, _FIGCAPTIONS)),
        ("class", named(page, _CAPTIONED, shorter=250, below=True)),
    )
    for rule, nodes in places:
        for node in islice(nodes, 2):
            if 3 < len(text := document.text(node)) < 400:
                return rule, text
    return None


def image(page: Document) -> Found | None:
    """The address of the picture that a page gives to others."""
    said = (
        ("og:image", page.first("og:image", "og:image:url", "twitter:image", "twitter:image:src")),
        ("JSON-LD", jsonld.text(page.article.get("image"))),
    )
    return next(((rule, text) for rule, text in said if text and re.match(r"https?://|/", text)), None)
