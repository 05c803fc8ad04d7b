"""CSL-JSON, the data of Zotero, Pandoc and every citeproc (schema csl-data.json): an `article-newspaper`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from exporter.dates import parts
from exporter.people import authors
from index import Article


def items(articles: Iterable[Article], today: date) -> Iterator[str]:
    """A JSON array, one item a line."""
    yield "["
    for number, article in enumerate(articles):
        yield f"{',' if number else ''}\n{json.dumps(item(article, today), ensure_ascii=False)}"
    yield "\n]\n"


def item(article: Article, today: date) -> dict[str, Any]:
    """One article; what isn't known is left out."""
    known = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [
            {"family": one.surname, "given": " ".join(one.given)} if one.given else {"literal": one.surname}
            for one in authors(article)
        ],
        "container-title": article.source,
        "section": article.section,
        "issued": dated(parts(article.published)),
        "abstract": article.lead,
        "keyword": ", ".join(article.tags),
        "language": article.lang,
        "URL": article.url,
        "accessed": dated((today.year, today.month, today.day)) if article.url else None,
    }
    return {name: value for name, value in known.items() if value}


def dated(date: tuple[int, ...]) -> dict[str, Any] | None:
    return {"date-parts": [list(date)]} if date else None
