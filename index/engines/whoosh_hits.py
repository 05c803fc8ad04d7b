"""Documents by their numbers in Whoosh: in the order of a column, with their articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.answering.order import Preference, reordered, settled
from index.article import Sort
from index.weights import RERANKED

UNKNOWN = -(2**62)
"""What the column of a number has where an article has none."""
ORDERS = {"date": "newest", "oldest": "oldest", "views": "viewed"}


def packed(searcher: Any, number: int) -> bytes:
    """The article of a document, packed."""
    return bytes(searcher.stored_fields(number)["article"])


def column(reader: Any, numbers: Iterable[int], name: str) -> dict[int, int]:
    """What documents have in the column of a number, those without it left out."""
    known: dict[int, int] = {}
    # Segment by segment: Whoosh's column of them all fails where one segment has no such column.
    for segment, start in reader.leaf_readers():
        if segment.has_column(name):
            values, inside = segment.column_reader(name), range(start, start + segment.doc_count_all())
            known |= {n: value for n in numbers if n in inside and (value := values[n - start]) != UNKNOWN}
    return known


def in_order(
    searcher: Any, asked: Any, sort: Sort, recent: float = 0.0, limit: int | None = None
) -> list[tuple[int, float]]:
    """What a query finds, with scores, in an order; where a limit is said, of relevance at least so many."""
    if sort != "relevance":
        places = column(searcher.reader(), [int(number) for number in asked.docs(searcher)], ORDERS[sort])
        return [(number, 0.0) for number in sorted(places, key=places.__getitem__, reverse=True)]
    most = None if limit is None else max(limit, RERANKED)
    scored = best(searcher, asked, most)
    ordered = reordered([score for _, score in scored])
    if most is not None and most == len(scored) < ordered:
        scored = best(searcher, asked, ordered)
    first = scored[:ordered]
    every = searcher.reader().all_doc_ids() if recent else [number for number, _ in first]
    newest = column(searcher.reader(), list(every), "newest")
    preference = Preference(max(newest.values(), default=0), recent)
    order = settled([score for _, score in first], [newest[number] for number, _ in first], preference)
    return [*((first[at][0], score) for score, at in order), *scored[ordered:]]


def best(searcher: Any, asked: Any, limit: int | None) -> list[tuple[int, float]]:
    """The hits with the best scores, all where no limit is said."""
    return [(hit.docnum, float(hit.score)) for hit in searcher.search(asked, limit=limit)]
