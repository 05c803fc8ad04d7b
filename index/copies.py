"""Near copies of one text: the marks by which candidates are found, and the check that says whether they are copies.

A text is seen as the set of its shingles, the runs of three words (Broder, "On the resemblance and containment of
documents", 1997). Copies differ in length (a half is left out, a lead is put before), so the share is taken of the
shorter one. A headline is no part of it: every paper has its own.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from operator import xor
from typing import TYPE_CHECKING
from zlib import crc32

from index.article import Article
from index.query.tree import TextField
from index.tokens import forms

SPREAD = 0x85EBCA6B
"""Spreads a CRC over 32 bits (a multiplier of MurmurHash3): without it words of like endings, whose CRCs differ alike,
would cancel each other out in a shingle."""
REMEMBERED = 200_000
"""Words that a process keeps in mind with their hashes; some 30 MB."""

FEWEST = 10
"""Shingles of the shortest text that can be a copy: shorter ones («Фото редакции») tell nothing apart."""
BELOW = (1 << 32) // 24
"""A shingle whose hash is below this, one of 24, is a mark."""
FEWEST_MARKS = 16
"""Marks of a text that is too short to have so many: its smallest hashes."""
CONTAINED = 0.5
"""The share of the shorter text's shingles that copies have in common: a text with each seventh word changed keeps .6
of them."""
NUMBERS = 0.5
"""The share of the shorter text's numbers that are in the other too. Rates, forecasts and parts of a series are the
same words around other numbers: of their pairs in real channels .2 to .47, of real copies nearly all."""
BEFORE_ENDING = 0.25
"""The share that copies have in common before their common ending too: that may be the line which a source puts under
all its texts, and half of a note of twenty words."""
FEW = 5
"""Shingles before the ending that say something."""
LENGTHS = 0.25
"""A text this much shorter is a part of the other, as an item is of a digest, and not a copy of it."""
DAYS = 7
"""News is copied within a week; what comes later in nearly the same words is a form that is filled in anew ..."""
THE_SAME = 0.9
"""... unless it is the same text."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


if TYPE_CHECKING:
    Shingles = array[int]
    """All shingles of a text, each once: a kilobyte."""
else:
    Shingles = array


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a text is compared."""

    words: Sequence[str]
    shingles: frozenset[int]
    numbers: frozenset[str]
    day: str | None


def reading(words: Sequence[str], published: str | None) -> Reading:
    """A text as it is compared."""
    numbers = frozenset(word for word in words if word[0].isdigit())
    day = DAY.match(published or "")
    return Reading(words, frozenset(shingles(words)), numbers, day and day.group())


def words(texts: Mapping[TextField, str]) -> list[str]:
    """The words of a document's texts that are compared."""
    return f"{texts['lead']} {texts['body']}".split()


def words_of(article: Article) -> list[str]:
    """The words of an article that are compared."""
    return [*forms(article.lead), *forms(article.body)]


class Hashes(dict[str, int]):
    """Words with hashes of 32 bits, the same on every machine; a dictionary that fills itself, within bounds."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = found = crc32(word.encode()) * SPREAD & 0xFFFFFFFF
        return found


HASHES = Hashes()


def shingles(words: Sequence[str]) -> set[int]:
    """The runs of three words, each as a hash that doesn't tell their order within it: all of it runs without a step
    of Python's own, as it is done for every article."""
    hashes = [*map(HASHES.__getitem__, words)]
    return {*map(xor, map(xor, hashes, hashes[1:]), hashes[2:])}


def marks(found: Set[int]) -> tuple[str, ...]:
    """A sample of the shingles of a text, the same of each text that has them: few, as every one is a term of the
    index; none of a text that is too short."""
    if len(found) < FEWEST:
        return ()
    few = [*filter(BELOW.__gt__, found)]
    return tuple(f"{mark:x}" for mark in (few if len(few) >= FEWEST_MARKS else sorted(found)[:FEWEST_MARKS]))


def expected(size: int, other: int) -> float:
    """How many marks two texts of so many shingles share where the shorter is a part of the other: of the longer one's
    sample, which is the smaller part of its shingles, as many as there are in the shorter."""
    part = max(BELOW / (1 << 32), FEWEST_MARKS / max(size, other, FEWEST_MARKS))
    return min(size, other) * part


def copies(one: Reading, other: Reading) -> bool:
    """Whether two texts are near copies of each other."""
    shorter, longer = sorted((one, other), key=lambda text: len(text.shingles))
    if len(shorter.shingles) < max(FEWEST, LENGTHS * len(longer.shingles)):
        return False
    near = apart(one.day, other.day) <= DAYS
    return (
        contained(shorter.shingles, longer.shingles) >= (CONTAINED if near else THE_SAME)
        and same_numbers(one, other)
        and not same_ending_only(one.words, other.words)
    )


def contained(some: Set[int], others: Set[int]) -> float:
    return len(some & others) / len(some)


def may_be_copies(some: frozenset[int], others: Collection[int]) -> bool:
    """Whether two texts have as many shingles in common as copies have."""
    return len(some.intersection(others)) >= CONTAINED * min(len(some), len(others))


def same_ending_only(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts differ in all that is before their common ending."""
    ending = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    )
    before = [frozenset(shingles(words[: len(words) - ending])) for words in (one, other)]
    shorter, longer = sorted(before, key=len)
    return len(shorter) >= FEW and contained(shorter, longer) < BEFORE_ENDING


def same_numbers(one: Reading, other: Reading) -> bool:
    few = min(len(one.numbers), len(other.numbers))
    return len(one.numbers & other.numbers) >= NUMBERS * few


def apart(one: str | None, other: str | None) -> int:
    """The days between two dates; 0 where one isn't known."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else 0
    except ValueError:  # 30 February
        return 0
