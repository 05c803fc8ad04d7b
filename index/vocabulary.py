"""The words of texts, and where each form was seen: a run is told of each once, for most are known by then."""

from __future__ import annotations

import re

from index.languages import Seen
from index.tokens import SPELT, WORD, forms, printed

REMEMBERED = 200_000
"""Printed runs of one language that are kept in mind; some 20 MB beside those that `tokens` keeps."""

CAPITAL = rf"[A-Z\u00c0-\u00de{''.join(letter for letter in map(chr, range(0x250, 0x530)) if letter.isupper())}]"
BETWEEN = r'[^\w.!?…:\n«„“"—–-]'
AFTER_A_WORD = "|".join(rf"(?<=\w{BETWEEN * signs}.)" for signs in range(1, 7))
# A capital letter inside a sentence makes a name: after a word and a few signs, none of which ends a sentence, opens a
# line or a quote, or joins two words, and not in an abbreviation («США»); of a double name both halves
# («Касым-Жомарт»). Capitals are few, so they are looked for first, and then what stands before them.
CAPITALISED = re.compile(rf"({CAPITAL}(?:{AFTER_A_WORD}){WORD}(?:-{CAPITAL}{WORD})*)")


class Words(dict[str, str]):
    """The printed runs met in documents of one language, with their forms; a dictionary that fills itself, within
    bounds, and knows what is new since it was last asked."""

    def __init__(self, inside: Seen) -> None:
        super().__init__()
        self.inside = int(inside)
        self.new: dict[str, int] = {}
        self.told: set[str] = set()
        self.names: set[str] = set()
        self.uneven: set[str] = set()

    def __missing__(self, run: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
            self.told.clear()
            self.names.clear()
        self[run] = spelt = SPELT[run]
        found = spelt.split()
        if found != [spelt]:
            self.uneven.add(spelt)
        for form in found:
            if form not in self.told:
                self.told.add(form)
                self.new.setdefault(form, self.inside)
        return spelt

    def of(self, text: str) -> list[str]:
        """The forms of a text, one at each place."""
        found = [*map(self.__getitem__, printed(text))]
        if names := {*CAPITALISED.findall(text)} - self.names:
            self.names |= names
            self.new |= dict.fromkeys(capitalised(names), self.inside | int(Seen.CAPITAL))
        return found if self.uneven.isdisjoint(found) else " ".join(found).split()

    def news(self) -> dict[str, int]:
        """The forms that are new since the last time, with where they were seen (bits of `Seen`)."""
        new, self.new = self.new, {}
        return new


class Told:
    """The forms that a run has told of, by the languages of documents."""

    def __init__(self) -> None:
        self.words: dict[int, Words] = {}

    def inside(self, language: Seen) -> Words:
        """What was told of in documents of a language."""
        return self.words.setdefault(int(language), Words(language))


def capitalised(names: set[str]) -> set[str]:
    """The forms of names, half by half, without abbreviations."""
    halves = {half for name in names for half in name.split("-")}
    return {form for half in halves if half[-1].islower() for form in forms(half)[:1]}
