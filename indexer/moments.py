"""When an article appeared and was changed: JSON-LD, meta tags, microdata, `<time>`, visible lines, the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer import dates, document, jsonld
from indexer.document import Document
from indexer.markup import Found, dated, named, value

PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "publish_date", "publish-date", "published_time", "pubdate", "publishdate", "mediator_published_time",
    "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dc.date", "date.created", "datecreated", "date", "article_date_original", "aiturec:datetime",
    "ptime", "last-modified-date",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "article:modified", "last-modified")
"""Names of meta tags, the surest first."""


def published(page: Document, zone: str | None) -> Found | None:
    """When the article appeared, by the surest statement; the time of day from the first that has it for that day."""
    found = (
        (rule, date)
        for rule, text in _published(page)
        if text and (date := dates.parse(text, now=page.page.captured, zone=zone))
    )
    vague = None
    for rule, date in found:
        if len(date) > 10:
            return rule, date
        if len(date) == 10:
            # The same day may follow with its time: `<meta content="2020-12-01">` and `1 декабря 2020, 14:02`.
            return next((each for each in found if len(each[1]) > 10 and each[1].startswith(date)), (rule, date))
        vague = vague or (rule, date)
    return vague


def _published(page: Document) -> Iterator[tuple[str, str | None]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield "JSON-LD", jsonld.text(page.article.get(key))
    yield from ((name, text) for name in PUBLISHED for text in page.meta.get(name, ()))
    for name in ("datePublished", "dateCreated"):
        for node in dated(page, name)[:3]:
            yield "itemprop", value(node)
    yield from _times(page)
    yield from _visible(page)
    yield from (("JSON-LD", jsonld.text(node.get("datePublished"))) for node in page.nodes)
    yield "url", _in_address(page.url or "")
    yield "modified", page.first(*MODIFIED)


_TIMES = (
    "//time[@pubdate]",
    "//article//header//time",
    "//h1/following::time[1]",
    "//h1/preceding::time[1]",
    "//article//time",
    "//main//time",
    "//time",
)
"""Those that say that they are of publication, those of the article, the first of all."""


def _times(page: Document) -> Iterator[Found]:
    for path in _TIMES:
        for node in document.find(page.tree, path)[:1]:
            yield "time", node.get("datetime") or ""
            yield "time", document.text(node)


_CLASSES = ("date", "time", "published", "pubdate", "datetime", "created", "posted", "data", "info", "meta", "stat")
_NEAR = (
    "//h1/following::*[position() <= 25]",
    "//h1/preceding::*[position() <= 12]",
    "//h1/ancestor::*[position() <= 3]/*",
)


def _visible(page: Document) -> Iterator[Found]:
    """Short lines near the headline whose class speaks of a date, then any short line near it, then any of a date."""
    near = [(node, " ".join(node.text_content().split())) for path in _NEAR for node in document.find(page.tree, path)]
    short = [(node, line) for node, line in near if len(line) < 120 and re.search(r"\d", line)]
    for node, line in short:
        if any(word in (node.get("class") or "").lower() for word in _CLASSES):
            yield "visible", line
    yield from (("visible", line) for _, line in short if len(line) < 60)
    for node in islice(named(page, _CLASSES[:7], shorter=80), 10):
        yield "visible", document.text(node)


_ADDRESS = (
    # /2020/09/23/, /2020-09-23-
    re.compile(r"/(20\d\d|199\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)"),
    # /20200923/
    re.compile(r"/(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[/_-])"),
)


def _in_address(url: str) -> str | None:
    """The day in an address."""
    return next(("-".join(found.groups()) for pattern in _ADDRESS if (found := pattern.search(url))), None)


def modified(page: Document, zone: str | None) -> Found | None:
    """When the article was last changed, as far as the page says it."""
    marked = dated(page, "dateModified")[:1]
    said = [
        ("JSON-LD", jsonld.text(page.article.get("dateModified"))),
        *((name, page.first(name)) for name in MODIFIED),
        *(("itemprop", value(node)) for node in marked),
    ]
    return next(((rule, date) for rule, text in said if text and (date := dates.parse(text, zone=zone))), None)
