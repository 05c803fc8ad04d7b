"""A parsed page: its tree, its meta tags, and the text of any part of it by paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from index.address import canonical_url
from indexer import clean, jsonld
from indexer.charset import decode
from indexer.pages import NotAnArticle, Page

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "br",
])  # fmt: skip
"""Elements that begin and end a paragraph; all others are inline and keep their text as it stands."""

UNSEEN = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "option", "textarea",
    "button", "head", "math", "canvas", "audio", "video", "map", "datalist",
])  # fmt: skip
"""Elements whose text a reader does not read as text."""


@dataclass(frozen=True, slots=True)
class Document:
    """What all the extractors of one page share."""

    page: Page
    tree: HtmlElement
    meta: dict[str, tuple[str, ...]]
    nodes: list[dict[str, Any]]
    article: dict[str, Any]
    """The JSON-LD node of the article; empty where there is none."""
    url: str | None
    classed: dict[str, list[tuple[int, HtmlElement]]]
    """The elements that have a class, by what it says; each with its place among them all."""
    below: int
    """The place of the first of them that comes after the headline, the first h1; one behind the last without one."""
    marked: list[HtmlElement]
    """The elements that have an `itemprop`, in the order of the page."""

    def first(self, *names: str) -> str | None:
        """The first meta tag of these names (of `name`, `property` or `itemprop`) that says something."""
        return next((values[0] for name in names if (values := self.meta.get(name))), None)


def document(page: Page) -> Document:
    """A page parsed, without network, entities or documents of its own; raises NotAnArticle for what has no tree."""
    tree = parse(decode(page.data, page.charset))
    meta = _meta(tree)
    nodes = jsonld.nodes(tree)
    article = jsonld.article(nodes)
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", "iframe", with_tail=False)
    found = find(tree, "//*[@class]")
    classed: dict[str, list[tuple[int, HtmlElement]]] = {}
    for place, node in enumerate(found):
        classed.setdefault(node.get("class"), []).append((place, node))
    return Document(
        page=page,
        tree=tree,
        meta=meta,
        nodes=nodes,
        article=article,
        url=_address(page, tree, meta, article),
        classed=classed,
        below=_below(tree, found),
        marked=find(tree, "//*[@itemprop]"),
    )


def _below(tree: HtmlElement, classed: list[HtmlElement]) -> int:
    """The place of the first element with a class after the first h1, among them all; behind the last without."""
    heading = next(tree.iter("h1"), None)
    upwards = () if heading is None else (heading, *heading.iterancestors())
    following = (node for each in upwards for beside in each.itersiblings() for node in beside.iter())
    first = next((node for node in following if node.get("class") is not None), None)
    return len(classed) if first is None else classed.index(first)


def parse(text: str) -> HtmlElement:
    """The tree of a page's text; comments and processing instructions are left out."""
    data = _bounded(re.sub(r"^\s*<\?xml[^>]*\?>", "", text)).encode("utf-8", "ignore").translate(None, _CONTROL)
    for code in _NO_CHARACTERS:
        data = data.replace(code, b"")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, recover=True
    )
    # lxml.html's own parser asks a function in Python for the class of each element, to know forms from links.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError):
        raise NotAnArticle("не разбирается как HTML") from None
    return tree


_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""What a tree may not hold, as UTF-8."""

_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}>")


def _bounded(text: str) -> str:
    """A text whose huge tags (50,000 attributes, a picture inside an attribute) are emptied."""
    return _TAG.sub(lambda found: re.match(r"<[a-zA-Z][\w-]*", found[0])[0] + ">", text)  # type: ignore[index]


def _meta(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = clean.inline(tag.get("content") or "")
        for kind in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := (tag.get(kind) or "").strip().lower()):
                values = found.setdefault(name, [])
                if content not in values:
                    values.append(content)
    return {name: tuple(values) for name, values in found.items()}


# «<!-- saved from url=(0061)https://... -->»: how browsers mark a page that they save.
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
SAVED_FROM_WITHIN = 2000
"""Bytes at the beginning of a page among which that mark stands."""


def _address(page: Page, tree: HtmlElement, meta: dict[str, tuple[str, ...]], article: dict[str, Any]) -> str | None:
    """The canonical address: the page's link, og:url, JSON-LD, microdata, what the protocol or the browser that saved
    the page said; one with a path is preferred."""
    links = list(tree.iter("link"))
    said = [
        *(link.get("href") for link in links if "canonical" in (link.get("rel") or "").lower().split()),
        *meta.get("og:url", ()),
        jsonld.text(article.get("mainEntityOfPage")),
        jsonld.text(article.get("url")),
        *(link.get("href") for link in links if link.get("itemprop") == "mainEntityOfPage"),
        page.url,
        *SAVED_FROM.findall(page.data[:SAVED_FROM_WITHIN].decode("ascii", "replace")),
    ]
    found = [url for each in said if (url := canonical_url(each, page.url))]
    return next((url for url in found if not url.endswith("/")), found[0] if found else None)


def lines(element: HtmlElement, skip: frozenset[HtmlElement] = frozenset()) -> list[str]:
    """The text of an element by paragraphs: block elements divide them, inline ones keep their text as it is."""
    return clean.paragraphs("".join(_pieces(element, skip)).split("\n"))


def _pieces(element: HtmlElement, skip: frozenset[HtmlElement]) -> Iterator[str]:
    """Texts and line ends in the order of the page; without recursion, so depth costs nothing."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if closing:
            if tag in BLOCKS:
                yield "\n"
            if node is not element and node.tail:
                yield _flat(node.tail)
            continue
        stack.append((node, True))
        if not tag or tag in UNSEEN or node in skip:
            continue
        if tag in BLOCKS:
            yield "\n"
        if node.text:
            yield node.text if tag == "pre" else _flat(node.text)
        stack.extend((child, False) for child in reversed(node))


def _flat(text: str) -> str:
    """Text of a source line as a browser shows it: its line ends are blanks."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def text(element: HtmlElement) -> str:
    """The text of an element as one line."""
    return " ".join(lines(element))


@lru_cache(maxsize=1024)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)


def find(tree: HtmlElement, path: str, **said: str) -> list[Any]:
    """What an XPath finds, as a list, whatever its kind; `said` are its variables."""
    found = _compiled(path)(tree, **said)
    return found if isinstance(found, list) else [found]
