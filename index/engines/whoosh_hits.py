"""Documents by their numbers in Whoosh: in the order of a column, with their articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.article import Article, Hit
from index.engine import unpacked

UNKNOWN = -(2**62)
"""What the column of a number has where an article has none."""
ORDERS = {"date": ("time", -1), "oldest": ("time", 1), "views": ("views", -1)}


def stored(searcher: Any, number: int) -> Article:
    """The article that a document keeps."""
    return unpacked(packed(searcher, number))


def packed(searcher: Any, number: int) -> bytes:
    """The article of a document, packed."""
    return bytes(searcher.stored_fields(number)["article"])


def shown(searcher: Any, scored: list[tuple[int, float]]) -> tuple[Hit, ...]:
    """Hits with their articles."""
    stories = column(searcher.reader(), [number for number, _ in scored], "story")
    return tuple(Hit(article=stored(searcher, n), score=score, story=stories[n]) for n, score in scored)


def column(reader: Any, numbers: Iterable[int], name: str) -> dict[int, int]:
    """What documents have in the column of a number, those without it left out."""
    known: dict[int, int] = {}
    # Segment by segment: Whoosh's column of them all fails where one segment has no such column.
    for segment, start in reader.leaf_readers():
        if segment.has_column(name):
            values, inside = segment.column_reader(name), range(start, start + segment.doc_count_all())
            known |= {n: value for n in numbers if n in inside and (value := values[n - start]) != UNKNOWN}
    return known


def in_order(reader: Any, numbers: list[int], name: str, sign: int) -> list[int]:
    """Documents by a number, those without it last, equals as they came."""
    known = column(reader, numbers, name)
    return [*sorted(known, key=lambda number: sign * known[number]), *(n for n in numbers if n not in known)]
