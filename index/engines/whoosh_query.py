"""The expanded tree as Whoosh's query objects; no query string is ever built."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import query
from whoosh.matching import ListMatcher, UnionMatcher
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
from index.weights import FIELDS, OTHER_FORMS, weights


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


class Strongest(UnionMatcher):  # type: ignore[misc]
    """Documents of either matcher; of both the higher score counts, and a part of the other."""

    def score(self) -> float:
        if not (self.a.is_active() and self.b.is_active()) or self.a.id() != self.b.id():
            return float(super().score())
        one, other = self.a.score(), self.b.score()
        return float(max(one, other) + OTHER_FORMS * min(one, other))


class AnyForm(query.DisjunctionMax):  # type: ignore[misc]
    """Any of the forms of a word; Whoosh's own gives a document the score of the next one's too, and no part of the
    other forms."""

    def _matcher(self, subs: Sequence[query.Query], searcher: Any, context: Any) -> Any:
        reader = searcher.reader()
        return self._tree_matcher(subs, Strongest, searcher, context, lambda one: one.estimate_size(reader))


class Compiler:
    """Compiles trees for one view of an index, whose counts it scores by."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher

    def compiled(self, tree: Query) -> query.Query:
        """The expanded tree as Whoosh's query; filters carry no score."""
        match tree:
            case Word() | Prefix() | Phrase() | Near():
                names = TEXT_FIELDS if tree.field is None else (tree.field,)
                return query.Or([self.in_field(tree, name, FIELDS[name]) for name in names])
            case Is(name, value):
                return unscored(query.Term("is", term(name, value)))
            case Between(name, low, high):
                return unscored(query.NumericRange(name, low, high))
            case And(items):
                return query.And([self.compiled(item) for item in items])
            case Or(items):
                return query.Or([self.compiled(item) for item in items]) if items else query.NullQuery
            case Some(items, least):
                subs = [self.compiled(item) for item in items]
                return query.And([query.Or(subs), unscored(AtLeast(subs, least))])
            case Prefer(item, better):
                return (
                    query.AndMaybe(self.compiled(item), query.Or([self.compiled(one) for one in better]))
                    if better
                    else self.compiled(item)
                )
            case Not(item):
                return query.And([unscored(query.Every()), query.Not(self.compiled(item))])
            case Boost(item, factor):
                return self.compiled(item).with_boost(factor)
            case All():
                return unscored(query.Every())
            case _:
                raise TypeError(f"not an expanded tree: {tree}")

    def in_field(self, tree: Word | Prefix | Phrase | Near, name: TextField, weight: float = 1.0) -> query.Query:
        """What asks one field."""
        match tree:
            case Word():
                terms = [query.Term(name, form, boost=weight * part) for form, part in self.parts(tree, name)]
                return AnyForm(terms) if len(terms) > 1 else query.Or(terms)
            case Prefix(text):
                return query.Prefix(name, text, boost=weight)
            case Phrase(items):
                return self.phrase(items, name)
            case Near(left, right, distance):
                return Pair(
                    self.in_field(left, name), self.in_field(right, name), slop=distance, ordered=False, mindist=1
                )

    def phrase(self, items: Sequence[Word | Prefix | None], name: TextField) -> query.Query:
        """Words at fixed distances, each pair of neighbours a span with exactly its gap."""
        found: query.Query | None = None
        gap = 1
        for item in items:
            if item is None:
                gap += 1
                continue
            word = self.in_field(item, name)
            found = word if found is None else Pair(found, word, slop=gap, ordered=True, mindist=gap)
            gap = 1
        return found

    def parts(self, word: Word, name: TextField) -> Iterator[tuple[str, float]]:
        """The forms of a word that a field has, and what each counts: a rare case ending makes no word rarer."""
        counts = {form: self.searcher.doc_frequency(name, form) for form in word.forms}
        whole, weight = self.idf(sum(counts.values())), weights(word)
        return ((form, weight[form] * whole / self.idf(count)) for form, count in counts.items() if count)

    def idf(self, count: int) -> float:
        """Inverse document frequency, as Whoosh's BM25F has it."""
        documents = max(self.searcher.doc_count_all(), 1)
        return math.log(documents / (min(count, documents) + 1)) + 1


def unscored(asked: query.Query) -> query.Query:
    """A filter."""
    return query.ConstantScoreQuery(asked, 0.0)
