"""The expanded tree as OpenSearch's JSON; forms are values in it, and no query string is ever built.

The alternatives of a word travel as one item, `стали|сталь|сталью`, which the analyzer `alternatives` of the index puts
at one place; `_` is a place that may hold anything. No form has such characters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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

MOST_TERMS = 8
"""Forms of a word that score each for itself, those that count most; the others as one synonym. A cluster refuses a
query of more than 1,024 terms, counted over all fields."""
SATURATED = 2.2
"""The factor k1 + 1 of BM25, which Lucene leaves out: with it a word counts beside what scores a constant (the
beginning of a word, an article's opening) as in the other engines."""
ANALYZER = "alternatives"
GAP = "_"
NOWHERE = {"query": GAP, "analyzer": "forms"}
"""What is in no text."""

Asked = dict[str, Any]
"""A query as OpenSearch takes it."""
NOTHING: Asked = {"match_none": {}}
Counts = Mapping[tuple[str, str], int]
"""For a field and a form the number of documents."""
Place = tuple[int, Word]
"""A word at its distance from the beginning of a stretch."""


def asked_forms(query: Query) -> Iterator[tuple[TextField, str]]:
    """Each field and form that a tree asks for: what the compiler wants to know the counts of."""
    match query:
        case Word(field=field, forms=forms):
            for name in TEXT_FIELDS if field is None else (field,):
                yield from ((name, form) for form in forms)
        case Phrase(items, field):
            for part in items:
                if isinstance(part, Word):
                    yield from asked_forms(in_field(part, field))
        case Near(left, right, _, field):
            yield from asked_forms(in_field(left, field))
            yield from asked_forms(in_field(right, field))
        case And(items) | Or(items) | Some(items):
            for item in items:
                yield from asked_forms(item)
        case Prefer(item, better):
            for one in (item, *better):
                yield from asked_forms(one)
        case Not(item) | Boost(item):
            yield from asked_forms(item)


def in_field(side: Word | Phrase, field: TextField | None) -> Word | Phrase:
    """A part of a phrase or a pair, in the field of the whole: its own says nothing."""
    if isinstance(side, Word):
        return Word(side.text, field=field, forms=side.forms)
    return Phrase(side.items, field)


class Compiler:
    """Compiles trees for an index of so many documents, whose counts of forms it scores by."""

    def __init__(self, counts: Counts, documents: int) -> None:
        self.counts = counts
        self.documents = documents

    def query(self, query: Query) -> Asked:
        """One tree; filters carry no score."""
        match query:
            case Word() | Prefix() | Phrase() | Near():
                fields = TEXT_FIELDS if query.field is None else (query.field,)
                return any_of([self.weighted(query, field) for field in fields])
            case Is(name, value):
                return unscored({"term": {"is": term(name, value)}})
            case Between(name, None, None):
                return unscored({"exists": {"field": name}})
            case Between(name, low, high):
                ends = {"gte": low, "lte": high}
                return unscored({"range": {name: {end: value for end, value in ends.items() if value is not None}}})
            case And(items):
                return {"bool": {"must": [self.query(item) for item in items]}}
            case Or(items):
                return any_of([self.query(item) for item in items])
            case Some(items, least):
                return {"bool": {"should": [self.query(item) for item in items], "minimum_should_match": least}}
            case Prefer(item, better):
                return {"bool": {"must": [self.query(item)], "should": [self.query(one) for one in better]}}
            case Not(item):
                return {"bool": {"must": [self.query(All())], "must_not": [self.query(item)]}}
            case Boost(item, factor):
                return {"bool": {"must": [self.query(item)], "boost": factor}}
            case All():
                return {"match_all": {"boost": 0}}
            case _:
                raise TypeError(f"not an expanded tree: {query}")

    def weighted(self, query: Word | Prefix | Phrase | Near, field: TextField) -> Asked:
        """What asks one field."""
        match query:
            case Word():
                return self.word(query, field)
            case Prefix(text):
                return {"prefix": {field: {"value": text, "boost": FIELDS[field]}}}
            case Phrase():
                return self.phrase(stretch(query), field)
            case Near():
                return self.near(query, field)

    def idf(self, count: int) -> float:
        """BM25's inverse document frequency (Robertson and Sparck Jones, as Lucene has it)."""
        count = min(count, self.documents)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def idf_of(self, word: Word, field: TextField) -> float:
        """That of a word: its count is the sum of its forms'."""
        return self.idf(sum(self.counts[field, form] for form in word.forms))

    def word(self, word: Word, field: TextField) -> Asked:
        """Any of the forms; each scores as the whole word does: a rare case ending makes no word rarer."""
        whole, weight = self.idf_of(word, field) * FIELDS[field] * SATURATED, weights(word)
        known = sorted(word.forms, key=lambda form: weight[form] * self.counts[field, form], reverse=True)
        groups = [[form] for form in known[:MOST_TERMS]]
        groups += [known[MOST_TERMS:]] if known[MOST_TERMS:] else []
        found: list[Asked] = []
        for forms in groups:
            rarity = self.idf(max(self.counts[field, form] for form in forms))
            boost = max(weight[form] for form in forms) * whole / rarity
            found.append(
                {"term": {field: {"value": forms[0], "boost": boost}}}
                if len(forms) == 1
                else {"match": {field: {"query": "|".join(forms), "analyzer": ANALYZER, "boost": boost}}}
            )
        return {"dis_max": {"queries": found, "tie_breaker": OTHER_FORMS}} if len(found) > 1 else any_of(found)

    def phrase(self, places: Sequence[Place], field: TextField, slop: int = 0) -> Asked:
        """Words at fixed distances. Lucene counts the rarity of every form: here it is that of the words."""
        if not all(word.forms for _, word in places):
            return NOTHING
        each = sum(self.idf(count) for _, w in places for form in w.forms if (count := self.counts[field, form]))
        words = sum(self.idf_of(word, field) for _, word in places)
        boost = FIELDS[field] * SATURATED * (words / each if each else 1.0)
        return {"match_phrase": {field: {"query": items(places), "analyzer": ANALYZER, "slop": slop, "boost": boost}}}

    def near(self, query: Near, field: TextField) -> Asked:
        """Two stretches at a distance of 1 to n, in either order.

        Of two words without a form in common Lucene's slop counts the places between them, and scores as a phrase does;
        others are intervals: each distance as a phrase of its own would be more than a cluster takes.
        """
        one, other = stretch(query.left), stretch(query.right)
        if not all(word.forms for _, word in (*one, *other)):
            return NOTHING
        if len(one) == len(other) == 1 and not {*one[0][1].forms} & {*other[0][1].forms}:
            pairs = [(one[0], other[0]), (other[0], one[0])]
            slop = query.distance - 1
            return any_of([self.phrase([(0, first), (1, second)], field, slop) for (_, first), (_, second) in pairs])
        words = sum(self.idf_of(word, field) for _, word in (*one, *other))
        rules = [
            {"match": {"query": items(side), "analyzer": ANALYZER, "max_gaps": 0, "ordered": True}}
            for side in (one, other)
        ]
        if rules[0] == rules[1]:
            # Lucene takes two equal ones for one that is repeated, and misses some: one of them asks for nothing more.
            rules[1] = {"match": {**rules[1]["match"], "filter": {"not_containing": {"match": NOWHERE}}}}
        orders = [
            {"all_of": {"intervals": both, "max_gaps": query.distance - 1, "ordered": True}}
            for both in (rules, rules[::-1])
        ]
        return {"intervals": {field: {"any_of": {"intervals": orders}, "boost": FIELDS[field] * SATURATED * words}}}


def stretch(side: Word | Phrase) -> list[Place]:
    """The words of a phrase or of one side of a pair, with their places."""
    items = side.items if isinstance(side, Phrase) else (side,)
    return [(at, item) for at, item in enumerate(items) if isinstance(item, Word)]


def items(places: Sequence[Place]) -> str:
    """The words of a stretch as a text: the forms of each at its place."""
    said, last = [], places[0][0] - 1
    for at, word in places:
        said += [*[GAP] * (at - last - 1), "|".join(word.forms)]
        last = at
    return " ".join(said)


def unscored(query: Asked) -> Asked:
    """A filter."""
    return {"constant_score": {"filter": query, "boost": 0}}


def any_of(queries: Sequence[Asked]) -> Asked:
    """Any of them; of none nothing."""
    if len(queries) > 1:
        return {"bool": {"should": list(queries)}}
    return queries[0] if queries else NOTHING


def escaped(text: str) -> str:
    """A text as a pattern of Lucene's that is just it."""
    return re.sub(r'([.?+*|{}\[\]()"\\#@&<>~^$-])', r"\\\1", text)
