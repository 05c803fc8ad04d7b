"""The words of a query into the forms of the archive that share a reading with them, each with how it came there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from index.errors import SearchError
from index.query.forms import Vocabulary as Readings
from index.query.forms import kinds as kinds
from index.query.person import person
from index.query.tree import (
    And,
    Boost,
    Fuzzy,
    Kind,
    Meaning,
    Near,
    Not,
    Or,
    Person,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Some,
    Word,
)
from index.slips import slips

LIKEST = 10.0
"""How much a word that a misspelt one is likest counts beside all that are like it: more than its place in a title."""
MOST_STARTING = 500
"""Forms that the beginning of a word may stand for inside a phrase; alone it has no such bound."""


class Vocabulary(Readings, Protocol):
    """What expansion asks of a lexicon."""

    def starting(self, prefix: str, limit: int) -> list[str]: ...
    def like(self, form: str) -> list[str]: ...
    def has(self, forms: Sequence[str]) -> bool: ...


def expand(query: Query, lexicon: Vocabulary) -> Query:
    """The same tree with every word's forms filled in; what engines and marks take."""
    match query:
        case Word():
            return word(query, lexicon)
        case Fuzzy(text, field):
            return misspelt(text, lexicon, Word(text, field=field))
        case Person():
            return person(query, lexicon)
        case Phrase(items, field):
            return Phrase(tuple(item and word(item, lexicon) for item in items), field)
        case Near(left, right):
            return replace(query, left=stretch(left, lexicon), right=stretch(right, lexicon))
        case And(items):
            return And(tuple(expand(item, lexicon) for item in items))
        case Or(items):
            return Or(tuple(expand(item, lexicon) for item in items))
        case Some(items, least):
            return Some(tuple(expand(item, lexicon) for item in items), least)
        case Prefer(item, better):
            return Prefer(expand(item, lexicon), tuple(expand(one, lexicon) for one in better))
        case Not(item):
            return Not(expand(item, lexicon))
        case Boost(item, factor):
            return Boost(expand(item, lexicon), factor)
        case _:
            return query


def stretch(query: Word | Phrase, lexicon: Vocabulary) -> Word | Phrase:
    """One side of a `Near`, expanded."""
    expanded = expand(query, lexicon)
    assert isinstance(expanded, Word | Phrase)
    return expanded


def word(item: Word | Prefix, lexicon: Vocabulary) -> Word:
    """A word with its forms, the form as typed first."""
    if isinstance(item, Prefix):
        forms = lexicon.starting(item.text, MOST_STARTING + 1)
        if len(forms) > MOST_STARTING:
            raise SearchError(
                "С «{text}» начинается слишком много слов: внутри фразы нужно начало подлиннее", text=item.text
            )
        return with_kinds(Word(item.text, field=item.field), dict.fromkeys(forms, "prefix"))
    found: dict[str, Kind] = {} if item.instead else {item.text: "exact"} if item.exact else kinds(item.text, lexicon)
    for meaning in item.means:
        found |= {form: meaning.kind for form in meant(meaning, lexicon) if form not in found}
    return with_kinds(item, found)


def meant(meaning: Meaning, lexicon: Vocabulary) -> list[str]:
    """The archive's forms of another word for a word; of «Семей» those of the town, and none of «семья»."""
    names = lexicon.languages.names.get(meaning.text) if meaning.capital else None
    others = lexicon.forms({name.key for name in names}) if names else kinds(meaning.text, lexicon)
    same, *others = (meaning.text,) if meaning.exact else dict.fromkeys((meaning.text, *others))
    return [same, *others] if lexicon.has((same,)) else others


def misspelt(text: str, lexicon: Vocabulary, item: Word) -> Query:
    """A word with the forms of all words like it; those that it is likest are better."""
    like = {near: lexicon.forms(lexicon.languages.query_readings(near)) for near in lexicon.like(text)}
    found: dict[str, Kind] = dict.fromkeys(sorted({form for forms in like.values() for form in forms} - {text}), "typo")
    whole = with_kinds(item, {text: "exact", **found})
    costs = {near: slips(text, near) for near in like}
    nearest = {form for near, cost in costs.items() if cost == min(costs.values()) for form in like[near]}
    likest = with_kinds(
        item, {form: kind for form, kind in zip(whole.forms, whole.kinds, strict=True) if form in nearest}
    )
    return Prefer(whole, (Boost(likest, LIKEST),)) if 0 < len(nearest) < len(whole.forms) else whole


def with_kinds(item: Word, found: dict[str, Kind]) -> Word:
    return replace(item, forms=tuple(found), kinds=tuple(found.values()))
