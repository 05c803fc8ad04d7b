"""What a text typed so far may become: completions out of the archive's own titles and words, typed well or not."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from functools import lru_cache

from index.article import Suggestion
from index.engine import Engine
from index.errors import QueryError
from index.lexicon import Lexicon
from index.query import expand, parse
from index.query.expand import kinds
from index.query.tree import And, Word
from index.suggest.choices import Choices, Kind
from index.suggest.folding import alike
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
    readings = lexicon.languages.query_readings
    if len(text) > LONGEST:
        return ()
    for head, sought in meant(text, found, Readings(engine, lexicon)):
        for words, kind in Choices(sought, engine, lexicon):
            if len(found) == limit:
                return tuple(found.values())
            key = tuple(forms(words))
            if any(alike(key, other, readings) for other in found):
                continue
            if count := articles(head, words, kind, engine, lexicon):
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


def articles(head: str, words: str, kind: Kind, engine: Engine, lexicon: Lexicon) -> int:
    """How many articles have all of the words in their titles, or, where none has, in their texts; a title's as it is
    printed. Beside operators how many are found: none at all, if the operators exclude them."""
    if head:
        return engine.count(expand(parse(readable(head + words)), lexicon))
    commit = engine.last_commit()
    alike = {form: (form,) if kind == "title" else kinds_at(form, lexicon, commit) for form in forms(words)}
    in_titles = engine.count(And(tuple(Word(form, field="title", forms=some) for form, some in alike.items())))
    return in_titles or engine.count(And(tuple(Word(form, forms=some) for form, some in alike.items())))


def kinds_at(form: str, lexicon: Lexicon, commit: Hashable) -> tuple[str, ...]:
    """The archive's forms of a word, which the next letter that is typed mostly asks for again."""
    return tuple(kinds(form, lexicon)) if commit is None else remembered(form, lexicon, commit)


@lru_cache(maxsize=5_000)
def remembered(form: str, lexicon: Lexicon, commit: Hashable) -> tuple[str, ...]:
    """The forms as they are at a commit."""
    return tuple(kinds(form, lexicon))


def readable(query: str) -> str:
    """A query, with what has not been closed yet closed."""
    try:
        parse(query)
    except QueryError as error:
        return error.repaired
    return query
