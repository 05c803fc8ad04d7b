"""What must hold of any input: articles, dates, queries or reasons come of it."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from index.article import Origin
from index.errors import QueryError
from index.languages import Languages
from index.query import joined, parse
from index.query.groups import groups
from index.tokens import tokens
from indexer import dates
from indexer.extract import examine
from indexer.pages import NotAnArticle, Page, Refused, Skipped
from indexer.sources import read

LANGUAGES = Languages()


def reads(data: bytes) -> None:
    """Pages and reasons come of any bytes, and articles or reasons of the pages."""
    path = Path(folder().name, "file")
    path.write_bytes(data)
    for each in read(path):
        match each:
            case Refused(_, reason):
                assert reason
            case Page():
                extracts(each)
            case Skipped(what):
                assert what


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """A place for one file, deleted when the process ends."""
    return tempfile.TemporaryDirectory()


def extracts(given: Page) -> None:
    try:
        article = examine(given).article
    except NotAnArticle as error:
        assert str(error)
    else:
        assert article.origin and (article.title or article.body)
        list(tokens(article.body))


def extracts_html(data: bytes) -> None:
    extracts(Page(kind="html", data=data, origin=Origin("page.html")))


def extracts_text(data: bytes) -> None:
    extracts(Page(kind="text", data=data, origin=Origin("page.txt"), captured="2025-10-01T09:05:00+05:00"))


def dates_are_dates(data: bytes) -> None:
    for now in (None, "2025-10-01T09:05:00+05:00"):
        found = dates.parse(data.decode(), now=now, zone="Asia/Almaty")
        assert found is None or datetime.fromisoformat(found if "T" in found else (found + "-01-01")[:10])


def queries_are_read(data: bytes) -> None:
    """A text is a query, or its repair is one."""
    try:
        tree = parse(data.decode())
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(data.decode()) and error.message
        tree = parse(error.repaired)
    joined(tree, groups(("synonym", "bridge"), LANGUAGES.tables), LANGUAGES.query_readings)
