"""The words of a query into the forms of the archive that share a reading with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from index.errors import SearchError
from index.languages import query_readings
from index.query.tree import And, Boost, Fuzzy, Near, Not, Or, Phrase, Prefer, Prefix, Query, Some, Word

MOST_STARTING = 500
"""Forms that the beginning of a word may stand for inside a phrase; alone it has no such bound."""


class Vocabulary(Protocol):
    """What expansion asks of a lexicon."""

    def forms(self, readings: Iterable[str]) -> list[str]: ...
    def starting(self, prefix: str, limit: int) -> list[str]: ...
    def like(self, form: str) -> list[str]: ...


def expand(query: Query, lexicon: Vocabulary) -> Query:
    """The same tree with every word's forms filled in; what engines and marks take."""
    match query:
        case Word():
            return word(query, lexicon)
        case Fuzzy(text, field):
            near = {form for like in lexicon.like(text) for form in lexicon.forms(query_readings(like))}
            return Word(text, field=field, forms=tuple(sorted(near | {text})))
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
                f"С «{item.text}» начинается слишком много слов архива: внутри фразы нужно начало подлиннее"
            )
        return Word(item.text, field=item.field, forms=tuple(forms))
    if item.exact:
        return replace(item, forms=(item.text,))
    others = [form for form in lexicon.forms(query_readings(item.text)) if form != item.text]
    return replace(item, forms=(item.text, *others))
