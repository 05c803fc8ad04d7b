"""The hits of a compiled query in tantivy: a page of them in their order, copies folded or not, with their articles."""

from __future__ import annotations

from dataclasses import dataclass

import tantivy

from index.answering.order import NONE, Preference, reordered, settled
from index.article import Sort
from index.engine import firsts
from index.weights import RERANKED, TIED

WINDOW = 100
"""Hits that are looked through for the first ones of their stories, at least."""
ORDERS = {"date": "newest", "oldest": "oldest", "views": "viewed"}


@dataclass(frozen=True, slots=True)
class Found:
    """Hits as tantivy names them, with their scores; how many there are, and how many when copies are folded."""

    total: int
    rows: int | None
    hits: list[tuple[float, tantivy.DocAddress]]


def page(
    searcher: tantivy.Searcher,
    compiled: tantivy.Query,
    sort: Sort,
    offset: int,
    limit: int,
    preference: Preference = NONE,
) -> Found:
    """A page of hits in their order; of the best the first are put in order anew."""
    if sort != "relevance":  # a limit of 0 panics in tantivy; a search by a column doesn't score
        found = searcher.search(compiled, max(limit, 1), offset=offset, order_by_field=ORDERS[sort])
        return Found(total(found), total(found), [(0.0, address) for _, address in found.hits[:limit]])
    skipped = offset if offset >= TIED else 0
    found = searcher.search(compiled, max(offset + limit - skipped, RERANKED), offset=skipped)
    first = 0 if skipped else reordered([float(score or 0) for score, _ in found.hits])
    if len(found.hits) < min(first, total(found)):
        found = searcher.search(compiled, first)
    scored = [(float(score or 0), address) for score, address in found.hits]
    newest = [int(at or 0) for at in searcher.fast_field_values("newest", [at for _, at in scored[:first]])]
    order = settled([score for score, _ in scored[:first]], newest, preference)
    scored[:first] = [(score, scored[at][1]) for score, at in order]
    return Found(total(found), total(found), scored[offset - skipped :][:limit])


def total(found: tantivy.SearchResult) -> int:
    """The number of all that a search found."""
    return found.count or 0  # type: ignore[attr-defined] # missing in its stub


def folded(
    searcher: tantivy.Searcher, compiled: tantivy.Query, sort: Sort, offset: int, limit: int, preference: Preference
) -> Found:
    """A page of the first hits of stories: more hits are looked through until there is one more than asked for, so
    that there is a next page where `rows` is None."""
    most = WINDOW + 2 * (offset + limit)
    while True:
        found = page(searcher, compiled, sort, 0, most, preference)
        first = firsts(stories_of(searcher, [address for _, address in found.hits]))
        whole = len(found.hits) == found.total
        if whole or len(first) > offset + limit:
            chosen = [found.hits[place] for place in first[offset : offset + limit]]
            return Found(found.total, len(first) if whole else None, chosen)
        most *= 4


def stories_of(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    """The stories of documents."""
    return searcher.fast_field_values("story", addresses)  # type: ignore[return-value] # each has one


def packed(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    """The article of a document, packed."""
    return bytes(searcher.doc(address)["article"][0])
