"""What the filters of a question that finds nothing have kept away, and which of them no article answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from index.answering.question import tree_of
from index.article import FACETS, Narrowed, Search, Unknown, folded
from index.engine import Engine
from index.errors import SearchError
from index.lexicon import Lexicon
from index.query.fields import DATES, VALUES
from index.query.lexer import symbols
from index.query.tree import All, And, Is, Not, Or, Query

NEAR = 3
"""Values of the archive that are told in place of one that it doesn't have."""


def narrowed(search: Search, tree: Query, engine: Engine, lexicon: Lexicon) -> Narrowed | None:
    """Of a question that finds nothing: what it finds without its filters, where it has any; with the values that the
    archive doesn't have."""
    text = words_only(search.text)
    free = replace(search, text=text, since=None, until=None, where=())
    if free == search:
        return None
    unknown = tuple(
        Unknown(name, value, near(name, value, engine))
        for name, value in values(tree)
        if not engine.counts(name, [value])[value]
    )
    total = 0
    with suppress(SearchError):  # nothing that can be asked is left of «сталь | дата:2025»
        total = engine.count(tree_of(free, text, lexicon))
    return Narrowed(text, total, unknown) if total or unknown else None


def words_only(text: str) -> str:
    """A query without what it asks of exact values and dates."""
    kept, at = [], 0
    found = symbols(text)
    for number, (field, value) in enumerate(pairwise(found)):
        if field.kind == "field" and (field.text in VALUES or field.text in DATES):
            before = found[number - 1] if number else None
            start = before.start if before and before.kind == "not" and before.end == field.start else field.start
            kept.append(text[at:start])
            at = value.end
    return " ".join("".join([*kept, text[at:]]).split())


def values(tree: Query) -> Iterator[tuple[str, str]]:
    """The exact values that a tree asks for, each once."""
    match tree:
        case Is(name, value) if name in FACETS:
            yield name, value
        case And(items) | Or(items):
            yield from dict.fromkeys(pair for item in items if not isinstance(item, Not) for pair in values(item))


def near(name: str, value: str, engine: Engine) -> tuple[str, ...]:
    """The most frequent values of a field that hold one that no article has; of languages, which are few, any."""
    there = engine.search(All(), sort="date", limit=1, facets=(name,)).facets[name]
    return tuple(known for known, _ in there if name == "lang" or folded(value) in folded(known))[:NEAR]
