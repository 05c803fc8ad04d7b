"""Items of XML into articles: feeds, sitemaps, NITF and NewsML-G2, each as the keys and values of a record."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from lxml import etree

from index.article import Article
from indexer import clean, document, feeds, record
from indexer.charset import decode
from indexer.pages import NotAnArticle, Page

Element = Any
"""An element of lxml, its names without namespaces."""


def article(page: Page, timezone: str) -> Article:
    """The article of an item; raises NotAnArticle where it can't be read or has neither title nor text."""
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", decode(page.data, page.charset))
    found = re.search(r"<(?:[\w.-]+:)?([\w.-]+)[\s>/]", re.sub(r"<!--.*?-->|<!DOCTYPE[^>]*>", "", text, flags=re.S))
    match found[1].lower() if found else "":
        case "rss" | "rdf" | "feed":
            data = feeds.record(text)
        case "urlset":
            data = _sitemap(_parsed(text))
        case "nitf":
            data = _nitf(_parsed(text))
        case _:
            data = _newsml(_parsed(text))
    return record.made({key: value for key, value in data.items() if value}, page, timezone)


def _parsed(text: str) -> Element:
    """The tree of a document; broken ones as far as they go."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise NotAnArticle(f"не разбирается как XML: {error}") from None
    if tree is None:
        raise NotAnArticle("не разбирается как XML")
    for node in tree.iter("*"):
        with suppress(ValueError):  # a name that broken markup made up is left as it is
            node.tag = node.tag.rpartition("}")[2]
    return tree


def _said(tree: Element, *paths: str) -> str | None:
    """The first text that one of the paths finds: of an element, or of an attribute."""
    return next((text for path in paths for text in _all(tree, path)), None)


def _all(tree: Element, path: str) -> list[str]:
    found = tree.xpath(path)
    texts = (each if isinstance(each, str) else "".join(each.itertext()) for each in found)
    return [text for each in texts if (text := clean.inline(each))]


def _sitemap(tree: Element) -> dict[str, Any]:
    """An entry of a news sitemap. https://www.sitemaps.org/protocol.html, Google News sitemaps"""
    return {
        "url": _said(tree, "//url/loc"),
        "title": _said(tree, "//news/title", "//video/title"),
        "published": _said(tree, "//news/publication_date", "//video/publication_date"),
        "modified": _said(tree, "//url/lastmod"),
        "tags": _said(tree, "//news/keywords"),
        "source": _said(tree, "//news/publication/name"),
        "lang": _said(tree, "//news/publication/language"),
        "image": _said(tree, "//image/loc"),
    }


def _nitf(tree: Element) -> dict[str, Any]:
    """A story in NITF 3. https://iptc.org/standards/nitf/"""
    body = tree.find(".//body.content")
    return {
        "id": _said(tree, "//docdata/doc-id/@id-string"),
        "url": _said(tree, "//docdata/doc-id/@regsrc[starts-with(., 'http')]", "//pubdata/@ex-ref"),
        "title": _said(tree, "//body.head/hedline/hl1", "//head/title"),
        "lead": _said(tree, "//body.head/abstract", "//body.head/hedline/hl2"),
        "body": _paragraphs(body),
        "published": _said(
            tree, "//docdata/date.release/@norm", "//docdata/date.issue/@norm", "//pubdata/@date.publication",
            "//dateline/story.date/@norm",
        ),
        "author": _names(tree, "//body.head/byline//person", "//body.head/byline"),
        "section": _said(tree, "//pubdata/@position.section", "//tobject.subject/@tobject.subject.type"),
        "tags": _all(tree, "//docdata/key-list/keyword/@key"),
        "source": _said(tree, "//pubdata/@name", "//body.head/distributor", "//docdata/doc.copyright/@holder"),
        "caption": _said(tree, "//media/media-caption"),
        "image": _said(tree, "//media/media-reference/@source"),
    }  # fmt: skip


def _newsml(tree: Element) -> dict[str, Any]:
    """A text item of NewsML-G2. https://iptc.org/standards/newsml-g2/"""
    item = tree if tree.tag == "newsItem" else tree.find(".//newsItem")
    if item is None:
        raise NotAnArticle("не разбирается как NewsML-G2")
    kind = _said(item, "itemMeta/itemClass/@qcode") or ""
    if kind and not kind.endswith((":text", ":composite")):
        raise NotAnArticle(f"не текст, а {kind}")
    inline = next((found for path in _BODIES if (found := item.find(path)) is not None), None)
    return {
        "id": item.get("guid"),
        "url": _said(item, "itemMeta/link[contains(@rel, 'canonical') or contains(@rel, 'web')]/@href"),
        "title": _said(item, "contentMeta/headline", "itemMeta/title", "contentSet//body.head/hedline/hl1"),
        "lead": _said(item, "contentMeta/description"),
        "body": _paragraphs(inline) or _said(item, "contentSet/inlineData"),
        "published": _said(item, "itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated"),
        "modified": _said(item, "contentMeta/contentModified", "itemMeta/versionCreated"),
        "author": _names(item, "contentMeta/by", "contentMeta/creator/name", "contentMeta/creator/@literal"),
        "section": _said(item, "contentMeta/genre/name"),
        "tags": _all(item, "contentMeta/keyword") or _all(item, "contentMeta/subject/name"),
        "source": _said(
            item, "itemMeta/provider/name", "itemMeta/provider/@literal", "rightsInfo/copyrightHolder/name",
            "rightsInfo/copyrightHolder/@literal",
        ),
        "lang": (_said(item, "contentMeta/language/@tag") or "")[:2],
    }  # fmt: skip


_BODIES = ("contentSet/inlineXML//body.content", "contentSet/inlineXML//body", "contentSet/inlineXML")


def _names(tree: Element, *paths: str) -> str | None:
    """Those who wrote, divided by commas, without the word before them."""
    names = next((found for path in paths if (found := _all(tree, path))), [])
    return ", ".join(re.sub(r"^(?:Автор\w*|Текст|By)\s*:?\s+", "", name, flags=re.I) for name in names) or None


_RENAMED = {"hl2": "h2", "bq": "blockquote", "block": "div"}


def _paragraphs(body: Element | None) -> str:
    """The paragraphs of a body without its media, whose captions are no text of it."""
    if body is None:
        return ""
    for node in list(body.iter(*_RENAMED)):
        node.tag = _RENAMED[node.tag]
    media = frozenset(body.iter("media", "script", "style", "figure"))
    return "\n".join(document.lines(body, media))
