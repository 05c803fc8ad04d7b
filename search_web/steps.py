"""The questions one step away from a question: another page, order or wording, a filter more or less."""

from __future__ import annotations

from dataclasses import replace

from index import Search
from index.article import Sort, folded
from search_web.params import PAGE


def turned(search: Search, page: int) -> Search:
    """The same question, another page."""
    return replace(search, offset=(page - 1) * PAGE)


def reworded(search: Search, text: str) -> Search:
    """Another text with the same filters, from its first page."""
    return replace(search, text=text, as_typed=False, offset=0)


def as_typed(search: Search) -> Search:
    """The question without a correction of its text, from its first page."""
    return replace(search, as_typed=True, offset=0)


def joining(search: Search, kind: str, wanted: bool) -> Search:
    """The question with or without what means the same, of one kind, from its first page."""
    changed = replace(search, synonyms=wanted) if kind == "synonym" else replace(search, bridge=wanted)
    return replace(changed, offset=0)


def folding(search: Search, fold: bool) -> Search:
    """The question with near copies folded or not, from its first page."""
    return replace(search, fold=fold, offset=0)


def sorted_by(search: Search, sort: Sort) -> Search:
    """The same question in another order, from its first page."""
    return replace(search, sort=sort, offset=0)


def within(search: Search, since: str, until: str | None = None) -> Search:
    """The question between two dates, or within one, from its first page."""
    return replace(search, offset=0, since=since, until=until or since)


def only(search: Search, name: str, value: str) -> Search:
    """The question with one filter more, from its first page."""
    return replace(search, offset=0, where=(*search.where, (name, value)))


def chosen(search: Search, name: str, value: str) -> bool:
    """Whether a filter is among those of a question."""
    return (name, folded(value)) in {(name, folded(value)) for name, value in search.where}


def without(search: Search, name: str, value: str) -> Search:
    """The question with a filter less, from its first page."""
    kept = tuple(pair for pair in search.where if (pair[0], folded(pair[1])) != (name, folded(value)))
    return replace(search, offset=0, where=kept)


def unchosen(search: Search, name: str) -> Search:
    """The question without the filters to values of a field, from its first page."""
    return replace(search, offset=0, where=tuple(pair for pair in search.where if pair[0] != name))


def instead(search: Search, text: str, name: str = "", value: str = "") -> Search:
    """The question with another text and one filter, or none, in place of its own, from its first page."""
    where = ((name, value),) if name else ()
    return replace(unfiltered(search), text=text, where=where)


def unfiltered(search: Search) -> Search:
    """The question without its filters, from its first page."""
    return replace(search, offset=0, since=None, until=None, where=())
