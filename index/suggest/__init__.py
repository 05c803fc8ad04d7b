"""What a text typed so far may become: completions out of the archive's own titles and words, typed well or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from index.article import Suggestion
from index.engine import Engine
from index.errors import QueryError
from index.lexicon import Lexicon
from index.query import expand, parse
from index.query.tree import And, Query, Word
from index.suggest.choices import Choices
from index.suggest.readings import Readings
from index.suggest.typed import Sought, typed
from index.tokens import forms

__all__ = ["suggest"]

LONGEST = 200
"""Letters of a text that is completed; what is longer was pasted."""
FEW = 3
"""With fewer suggestions for a text as it is, those for other letters, another layout or alphabet follow."""


def suggest(text: str, engine: Engine, lexicon: Lexicon, limit: int = 8) -> tuple[Suggestion, ...]:
    """Queries that the text may become, the likeliest first; each finds something."""
    found: dict[tuple[str, ...], Suggestion] = {}
    if len(text) > LONGEST:
        return ()
    for head, sought in meant(text, found, Readings(engine, lexicon)):
        for words, kind in Choices(sought, engine, lexicon):
            if len(found) == limit:
                return tuple(found.values())
            key = tuple(forms(words))
            if key not in found and (count := articles(head, words, engine, lexicon)):
                found[key] = Suggestion(readable(head + words), kind, count)
    return tuple(found.values())


def meant(text: str, found: Collection[object], readings: Readings) -> Iterator[tuple[str, Sought]]:
    """What a text may be meant for, each with what of it stays as it is; less likely things while little is `found`."""
    head, words = typed(text)
    yield head, readings.as_typed(words)
    if len(found) < FEW:
        yield from ((head, sought) for sought in readings.in_kazakh(words))
        yield from readings.otherwise(text)
    if not found and (slip := readings.misspelt(words)):
        yield head, slip


def articles(head: str, words: str, engine: Engine, lexicon: Lexicon) -> int:
    """How many articles have all of the words in their titles, or, where none has, in their texts; beside operators
    how many are found: none at all, if the operators exclude them."""

    def total(tree: Query) -> int:
        return engine.search(expand(tree, lexicon), sort="date", limit=0).total

    if head:
        return total(parse(readable(head + words)))
    in_titles = total(And(tuple(Word(word, field="title") for word in forms(words))))
    return in_titles or total(And(tuple(Word(word) for word in forms(words))))


def readable(query: str) -> str:
    """A query, with what has not been closed yet closed."""
    try:
        parse(query)
    except QueryError as error:
        return error.repaired
    return query
