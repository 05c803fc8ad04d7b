"""The nearest query that can be read: each misreading brings its own small edit, applied until all is well."""

from __future__ import annotations

from collections.abc import Callable

from index.errors import QueryError
from index.query.tree import Query
from index.tokens import forms

Edit = tuple[int, int, str]
"""Replace `query[start:end]` by a text."""

MOST_EDITS = 50


class Misread(Exception):  # noqa: N818 - it never leaves this package
    """What can't be read between `start` and `end`, and the edit that mends it."""

    def __init__(self, pattern: str, start: int, end: int, edit: Edit, **values: object) -> None:
        super().__init__(pattern)
        self.pattern, self.values = pattern, values
        self.start, self.end, self.edit = start, end, edit


def reading(query: str, read: Callable[[str], Query]) -> Query:
    """`read(query)`, or a `QueryError` for people: the first misreading's place and a query that can be read."""
    try:
        return read(query)
    except Misread as misread:
        mended = repaired(query, misread, read)
        raise QueryError(misread.pattern, misread.start, misread.end, mended, **misread.values) from None


def repaired(query: str, misread: Misread, read: Callable[[str], Query]) -> str:
    """The query with one misreading after another mended; its bare words where that leads nowhere."""
    for _ in range(MOST_EDITS):
        start, end, text = misread.edit
        query = " ".join(f"{query[:start]}{text}{query[end:]}".split())  # before it is read: «1 200» has one blank
        try:
            read(query)
        except Misread as another:
            misread = another
        else:
            return query
    return " ".join(forms(query)[:20])
