"""RIS, as Zotero, EndNote and Mendeley read it: a tag of two letters, two blanks, a dash, a value; CR LF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exporter.dates import parts
from exporter.people import authors
from exporter.plain import one_line
from index import Article


def records(articles: Iterable[Article], today: date) -> Iterator[str]:
    """One record an article, a blank line after each."""
    for article in articles:
        lines = (f"{tag}  - {one_line(value)}\r\n" for tag, value in tagged(article, today) if value.strip())
        yield f"TY  - NEWS\r\n{''.join(lines)}ER  - \r\n\r\n"


def tagged(article: Article, today: date) -> Iterator[tuple[str, str]]:
    """The tags in the order of the format's own description, empty values among them."""
    yield "TI", article.title
    yield from (("AU", person.inverted) for person in authors(article))
    yield "T2", article.source or ""
    date = parts(article.published)
    yield "PY", f"{date[0]:04}" if date else ""
    yield "DA", "/".join((*(f"{part:02}" for part in date), "", "", "")[:3]) + "/" if date else ""
    yield "SE", article.section or ""
    yield "AB", article.lead
    yield from (("KW", tag) for tag in article.tags)
    yield "LA", article.lang or ""
    yield "UR", article.url or ""
    yield "Y2", f"{today:%Y/%m/%d}/" if article.url else ""
    yield "ID", article.id
