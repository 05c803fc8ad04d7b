"""What a text typed so far may be meant for: itself, another keyboard layout, another alphabet, a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from index.answering.layout import may_be
from index.engine import Engine
from index.keyboard import relaid
from index.languages.letters import LATIN_WORD
from index.lexicon import Lexicon
from index.query import translit
from index.query.expand import kinds
from index.slips import one_slip, slips
from index.suggest.typed import Sought, Typed, typed

SHORTEST_SLIP = 4
"""Letters of the shortest beginning that is taken for misspelt: every shorter one is like many others."""
MOST_BEGINNINGS = 8
"""Beginnings that one is taken for at once."""


class Readings:
    """What the words of one archive make of a text that was typed so far."""

    def __init__(self, engine: Engine, lexicon: Lexicon) -> None:
        self.engine = engine
        self.lexicon = lexicon

    def sought(self, typed: Typed, words: Sequence[str], *beginnings: str) -> Sought:
        """A text with its words, before and last, taken for these."""
        return Sought(typed, tuple(frozenset(kinds(word, self.lexicon)) for word in words), beginnings)

    def as_typed(self, typed: Typed) -> Sought:
        """The text as it is."""
        return self.sought(typed, typed.words, typed.last)

    def in_kazakh(self, typed: Typed) -> Iterator[Sought]:
        """The text with the Kazakh letters that its last word lacks."""
        if typed.last and (beginnings := self.lexicon.kazakh(typed.last)):
            yield self.sought(typed, typed.words, *beginnings[:MOST_BEGINNINGS])

    def otherwise(self, text: str) -> Iterator[tuple[str, Sought]]:
        """The text in other layouts, and its Latin letters read as Cyrillic; each with what stays of it."""
        for runs in zip_longest(*(relaid(run) for run in text.split())):
            if None not in runs and all(map(may_be, text.split(), runs)):
                head, other = typed(" ".join(runs) + text[len(text.rstrip()) :])
                yield head, self.as_typed(other)
        head, latin = typed(text)
        if LATIN_WORD.match(latin.last):
            words = [self.cyrillic(word) for word in latin.words]
            meant = islice(translit.readings(latin.last, self.lexicon.begins), MOST_BEGINNINGS)
            if beginnings := [beginning for beginning in meant if self.lexicon.starting(beginning, 1)]:
                yield head, self.sought(renamed(latin, words), words, *beginnings)

    def cyrillic(self, word: str) -> str:
        """A word in Latin letters as the most frequent word that it may be; another word as it is."""
        if not LATIN_WORD.match(word):
            return word
        found = set(translit.readings(word, self.lexicon.begins))
        return self.likeliest(word, self.lexicon.among(sorted(found))) or word

    def misspelt(self, typed: Typed) -> Sought | None:
        """The text with each word that the archive has not, and the last where none begins so, one slip away."""
        words = [word if self.known(word) else self.spelt(word) for word in typed.words]
        last = [typed.last]
        if len(typed.last) >= SHORTEST_SLIP and not self.lexicon.starting(typed.last, 1):
            near = {
                other: slips(typed.last, other) for other in one_slip(typed.last) if self.lexicon.starting(other, 1)
            }
            last = [other for other, cost in near.items() if cost == min(near.values())][:MOST_BEGINNINGS]
        if None in words or not last or (*words, *last) == (*typed.words, typed.last):
            return None
        meant = [word for word in words if word]
        return self.sought(renamed(typed, meant), meant, *last)

    def known(self, word: str) -> bool:
        return any(self.engine.frequencies(kinds(word, self.lexicon)).values())

    def spelt(self, word: str) -> str | None:
        """The likeliest of the archive's words one slip away from another."""
        return self.likeliest(word, self.lexicon.among(list(one_slip(word)))) if len(word) >= SHORTEST_SLIP else None

    def likeliest(self, typed: str, words: Sequence[str]) -> str | None:
        counts = self.engine.frequencies(words)
        return min(words, key=lambda word: (slips(typed, word), -counts[word]), default=None)


def renamed(typed: Typed, words: Sequence[str]) -> Typed:
    """A text with other words before the last."""
    if tuple(words) == typed.words:
        return typed
    return Typed(" ".join((*words, "")), tuple(words), typed.last)
