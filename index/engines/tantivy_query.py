"""The expanded tree as tantivy's query objects; no query string is ever built."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

from tantivy import FieldType, Occur, Schema, Searcher
from tantivy import Query as Compiled

from index.engine import term
from index.engines.tantivy_patterns import patterns
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

MOST_PHRASES = 64
"""Phrases that one phrase of words with several forms is multiplied out to; more are asked for as patterns."""
MOST_DISTANCES = 10
"""Distances that a pair with a phrase in it is asked for one by one, in both orders; at more its words are looked at
two by two (a name of three words /50 a word among 4,000 articles: 114 ms one by one, 4 ms so)."""
MOST_ONE_BY_ONE = 200
"""Distances that all the pairs of a query are asked for one by one, in each field and order; then none are."""
MOST_FACING = 4
"""Words of each side of a pair whose distance is looked at; more of a side need only be there as a phrase."""

Pattern = list[str | tuple[int, str]]
"""A phrase as tantivy takes it: words, or patterns of words, with their places."""
Place = tuple[int, Word]
"""A word at its distance from the beginning of a stretch."""


class Compiler:
    """Compiles trees for one view of an index, whose counts it scores by."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self.schema = schema
        self.searcher = searcher
        self.counts: dict[tuple[Word, TextField], dict[str, int]] = {}
        self.left = MOST_ONE_BY_ONE

    @cached_property
    def documents(self) -> int:
        return int(self.searcher.num_docs)

    def query(self, query: Query) -> Compiled:
        """One tree; filters carry no score."""
        match query:
            case Word() | Prefix() | Phrase() | Near():
                fields = TEXT_FIELDS if query.field is None else (query.field,)
                return any_of([weighted for field in fields if (weighted := self.weighted(query, field))])
            case Is(name, value):
                return unscored(Compiled.term_query(self.schema, "is", term(name, value)))
            case Between(name, None, None):
                return unscored(Compiled.exists_query(name))
            case Between(name, low, high):
                return unscored(Compiled.range_query(self.schema, name, FieldType.Integer, low, high))
            case And(items):
                return all_of([self.query(item) for item in items])
            case Or(items):
                return any_of([self.query(item) for item in items])
            case Some(items, least):
                clauses = [(Occur.Should, self.query(item)) for item in items]
                return Compiled.boolean_query(clauses, minimum_number_should_match=least)
            case Prefer(item, better):
                return self.preferring(self.query(item), better)
            case Not(item):
                return Compiled.boolean_query(
                    [(Occur.Must, unscored(Compiled.all_query())), (Occur.MustNot, self.query(item))]
                )
            case Boost(item, factor):
                return Compiled.boost_query(self.query(item), factor)
            case All():
                return unscored(Compiled.all_query())
            case _:
                raise TypeError(f"not an expanded tree: {query}")

    def preferring(self, compiled: Compiled, better: Iterable[Query]) -> Compiled:
        """A compiled tree, some of whose articles are better."""
        return Compiled.boolean_query([(Occur.Must, compiled), *((Occur.Should, self.query(one)) for one in better)])

    def weighted(self, query: Word | Prefix | Phrase | Near, field: TextField) -> Compiled | None:
        """What asks one field, or None where no document can have it there."""
        match query:
            case Word():
                found = self.word(query, field)
            case Prefix(text):
                found = Compiled.const_score_query(
                    Compiled.regex_query(self.schema, field, f"{re.escape(text)}.*"), 1.0
                )
            case Phrase(items):
                found = self.phrase([(at, item) for at, item in enumerate(items) if isinstance(item, Word)], field)
            case Near():
                found = self.near(query, field)
        return None if found is None else Compiled.boost_query(found, FIELDS[field])

    def counted(self, word: Word, field: TextField) -> dict[str, int]:
        """The forms of a word that the field has, with their numbers of documents."""
        if (word, field) not in self.counts:
            counts = {form: self.searcher.doc_freq(field, form) for form in word.forms}
            self.counts[word, field] = {form: count for form, count in counts.items() if count}
        return self.counts[word, field]

    def idf(self, count: int) -> float:
        """BM25's inverse document frequency (Robertson and Sparck Jones, as Lucene has it)."""
        count = min(count, self.documents)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def word(self, word: Word, field: TextField) -> Compiled | None:
        """Any of the forms; each scores as the whole word does: a rare case ending makes no word rarer."""
        counts = self.counted(word, field)
        if not counts:
            return None
        whole, weight = self.idf(sum(counts.values())), weights(word)
        boosts = {form: weight[form] * whole / self.idf(count) for form, count in counts.items()}
        terms = [Compiled.boost_query(Compiled.term_query(self.schema, field, f), boost) for f, boost in boosts.items()]
        return terms[0] if len(terms) == 1 else Compiled.disjunction_max_query(terms, OTHER_FORMS)

    def phrase(
        self, places: Sequence[Place], field: TextField, slop: int = 0, most: int = MOST_PHRASES
    ) -> Compiled | None:
        """Words at fixed distances: every combination of their forms while these are no more than `most`, else
        patterns."""
        counts = [self.counted(word, field) for _, word in places]
        if not all(counts):
            return None
        first = places[0][0]
        offsets = [at - first for at, _ in places]
        if math.prod(map(len, counts)) <= most:
            combined: list[Pattern] = [list(zip(offsets, forms, strict=True)) for forms in product(*counts)]
            return any_of([Compiled.phrase_query(self.schema, field, words, slop) for words in combined])
        score = sum(self.idf(sum(forms.values())) for forms in counts)  # a pattern's own score is on another scale
        each = patterns([word for _, word in places], counts)
        some: list[Pattern] = [list(zip(offsets, chosen, strict=True)) for chosen in product(*each)]
        found = any_of([Compiled.regex_phrase_query(self.schema, field, words, slop) for words in some])
        return Compiled.const_score_query(found, score)

    def near(self, query: Near, field: TextField) -> Compiled | None:
        """Two stretches at a distance of 1 to n, in either order."""
        sides = (stretch(query.left), stretch(query.right))
        if not all(self.there(side, field) for side in sides):  # which is quick, and the distances are many
            return None
        found = [one for pair in (sides, sides[::-1]) if (one := self.beside(*pair, query.distance, field))]
        return any_of(found) if found else None

    def there(self, side: Sequence[Place], field: TextField) -> bool:
        """Whether any document has a stretch."""
        if len(side) == 1:
            return bool(self.counted(side[0][1], field))
        found = self.phrase(side, field)
        return found is not None and bool(self.searcher.search(found, 1, count=False).hits)

    def beside(self, one: Sequence[Place], other: Sequence[Place], distance: int, field: TextField) -> Compiled | None:
        """One stretch before another."""
        left, right = one[-MOST_FACING:], other[:MOST_FACING]
        own = {form for _, word in left for form in word.forms}
        alike = not own.isdisjoint(form for _, word in right for form in word.forms)
        far = len(one) == len(other) == 1 or distance > min(MOST_DISTANCES, self.left)
        ask = self.within if far and not alike else self.at_each
        return ask(one, other, distance, field)

    def at_each(self, one: Sequence[Place], other: Sequence[Place], distance: int, field: TextField) -> Compiled | None:
        """One stretch before another: one phrase for each distance."""
        self.left -= distance
        left, right = one[-MOST_FACING:], other[:MOST_FACING]
        each = ([*left, *shifted(right, one[-1][0] + at)] for at in range(1, distance + 1))
        most = MOST_PHRASES if distance <= MOST_DISTANCES else 1
        found = [phrase for places in each if (phrase := self.phrase(places, field, most=most))]
        whole = [self.phrase(side, field) for side in (one, other) if len(side) > MOST_FACING]
        return self.as_one([any_of(found), *whole], (*one, *other), field) if found else None

    def within(self, one: Sequence[Place], other: Sequence[Place], distance: int, field: TextField) -> Compiled | None:
        """The same of two words without a form in common, by tantivy's slop, which counts the places between them.

        Of stretches of several: each is there, and every two of their words are as far apart as in the whole. That is
        the whole, unless a text has the phrase elsewhere and here all of its words, but out of their order.
        """
        after = shifted(other, one[-1][0] + 1)
        facing = product(one[-MOST_FACING:], after[:MOST_FACING])
        pairs = [self.phrase(pair, field, slop=distance - 1) for pair in facing]
        whole = [self.phrase(side, field) for side in (one, other) if len(side) > 1]
        return self.as_one([*whole, *pairs], (*one, *other), field)

    def as_one(self, asked: Sequence[Compiled | None], places: Iterable[Place], field: TextField) -> Compiled | None:
        """All of what a pair is asked for by, which scores as its words do."""
        found = [one for one in asked if one]
        if len(found) < len(asked):
            return None
        if len(found) == 1:
            return found[0]
        score = sum(self.idf(sum(self.counted(word, field).values())) for _, word in places)
        return Compiled.const_score_query(all_of(found), score)


def stretch(side: Word | Phrase) -> list[Place]:
    """The words of one side of a pair, with their places."""
    items = side.items if isinstance(side, Phrase) else (side,)
    return [(at, item) for at, item in enumerate(items) if isinstance(item, Word)]


def shifted(places: Iterable[Place], by: int) -> list[Place]:
    """The words, all further on."""
    return [(at + by, word) for at, word in places]


def unscored(query: Compiled) -> Compiled:
    """A filter."""
    return Compiled.const_score_query(query, 0.0)


def any_of(queries: Sequence[Compiled]) -> Compiled:
    """Any of them; of none nothing."""
    if not queries:
        return Compiled.empty_query()
    return queries[0] if len(queries) == 1 else Compiled.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Sequence[Compiled]) -> Compiled:
    """All of them."""
    return Compiled.boolean_query([(Occur.Must, query) for query in queries])
