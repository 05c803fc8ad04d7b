"""The expanded tree as Whoosh's query objects; no query string is ever built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from whoosh import query
from whoosh.matching import ListMatcher
from whoosh.query import spans

from index.engine import term
from index.query.tree import (
    TEXT_FIELDS,
    All,
    And,
    Between,
    Boost,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Some,
    TextField,
    Word,
)
from index.weights import FIELDS, weights


class Pair(spans.SpanNear):  # type: ignore[misc]
    """Two stretches near each other; Whoosh's own can't estimate its size inside other queries."""

    def estimate_size(self, reader: Any) -> int:
        return int(self.q.estimate_size(reader))

    def estimate_min_size(self, reader: Any) -> int:
        return 0


class AtLeast(query.Query):  # type: ignore[misc]
    """Documents that match some number of queries; Whoosh's own `minmatch` is not implemented."""

    def __init__(self, subqueries: list[query.Query], least: int) -> None:
        self.subqueries = subqueries
        self.least = least

    def __hash__(self) -> int:
        return hash((self.least, *self.subqueries))

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        counts = Counter(number for one in self.subqueries for number in one.matcher(searcher, context).all_ids())
        return ListMatcher(sorted(number for number, count in counts.items() if count >= self.least))


def compiled(tree: Query) -> query.Query:
    """The expanded tree as Whoosh's query; filters carry no score."""
    match tree:
        case Word() | Prefix() | Phrase() | Near():
            names = TEXT_FIELDS if tree.field is None else (tree.field,)
            return query.Or([in_field(tree, name, FIELDS[name]) for name in names])
        case Is(name, value):
            return unscored(query.Term("is", term(name, value)))
        case Between(name, low, high):
            return unscored(query.NumericRange(name, low, high))
        case And(items):
            return query.And([compiled(item) for item in items])
        case Or(items):
            return query.Or([compiled(item) for item in items]) if items else query.NullQuery
        case Some(items, least):
            subs = [compiled(item) for item in items]
            return query.And([query.Or(subs), unscored(AtLeast(subs, least))])
        case Prefer(item, better):
            return (
                query.AndMaybe(compiled(item), query.Or([compiled(one) for one in better]))
                if better
                else compiled(item)
            )
        case Not(item):
            return query.And([unscored(query.Every()), query.Not(compiled(item))])
        case Boost(item, factor):
            return compiled(item).with_boost(factor)
        case All():
            return unscored(query.Every())
        case _:
            raise TypeError(f"not an expanded tree: {tree}")


def in_field(tree: Word | Prefix | Phrase | Near, name: TextField, weight: float = 1.0) -> query.Query:
    """What asks one field."""
    match tree:
        case Word():
            return query.Or([query.Term(name, form, boost=weight * less) for form, less in weights(tree).items()])
        case Prefix(text):
            return query.Prefix(name, text, boost=weight)
        case Phrase(items):
            return phrase(items, name)
        case Near(left, right, distance):
            return Pair(in_field(left, name), in_field(right, name), slop=distance, ordered=False, mindist=1)


def phrase(items: Sequence[Word | Prefix | None], name: TextField) -> query.Query:
    """Words at fixed distances, each pair of neighbours a span with exactly its gap."""
    found: query.Query | None = None
    gap = 1
    for item in items:
        if item is None:
            gap += 1
            continue
        word = in_field(item, name)
        found = word if found is None else Pair(found, word, slop=gap, ordered=True, mindist=gap)
        gap = 1
    return found


def unscored(asked: query.Query) -> query.Query:
    """A filter."""
    return query.ConstantScoreQuery(asked, 0.0)
