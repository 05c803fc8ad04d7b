"""Whose name is asked for, where it may be his or hers: both readings, each counted, instead of a guess."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from index.answering.question import tree_of
from index.article import Reading, Search
from index.engine import Engine
from index.lexicon import Lexicon
from index.query.fields import PEOPLE
from index.query.lexer import Symbol, symbols
from index.query.names import bearers
from index.query.nodes import person

HIS_OR_HERS = {"кто": {"m": "он", "f": "она"}, "who": {"m": "he", "f": "she"}}
"""The field that asks for any person, and those that ask for one of them."""

MOST_TOLD = 4
"""Names of a query whose readings are told: each asks the whole query twice."""


def readings(search: Search, text: str, engine: Engine, lexicon: Lexicon) -> tuple[Reading, ...]:
    """The readings of the first names of a query, of each that may be a man's or a woman's («кто:Бектенова»: of him, or
    she), with the query that asks for the one reading and its total under the question's filters."""
    found = []
    for field, value in islice(asked(text), MOST_TOLD):
        for sex, name in bearers(person(field, value, None), lexicon):
            query = f"{text[: field.start]}{HIS_OR_HERS[field.text][sex]}{text[field.end - 1 :]}"
            total = engine.search(tree_of(search, query, lexicon), sort="date", limit=1).total
            found.append(Reading(name, sex, query, total))
    return tuple(found)


def asked(text: str) -> Iterator[tuple[Symbol, Symbol]]:
    """The names that a query asks for without saying whose: the field and its value."""
    if any(f"{name}:" in text.lower() for name in HIS_OR_HERS):
        for field, value in pairwise(symbols(text)):
            if field.kind == "field" and field.text in PEOPLE and PEOPLE[field.text] is None:
                yield field, value
