"""Near copies of one text: the check that says whether two texts are copies; `candidates` finds what is to be checked.

A text is seen as the set of its shingles, the runs of three words (Broder, "On the resemblance and containment of
documents", 1997). Copies differ in length (a half is left out, a lead is put before), so the share is taken of the
shorter one. A headline is no part of it: every paper has its own.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile
from operator import xor
from typing import TYPE_CHECKING, TypeVar
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
"""Shingles before the ending that say something; where there are fewer, a half of the words there is in common ..."""
LINE = 6
"""... if the ending has at most so many words for each of them. A longer one is no line of a source's: it is the text,
and the name of a town stands before it."""
LENGTHS = 0.25
"""A text this much shorter is a part of the other, as an item is of a digest, and not a copy of it."""
DAYS = 7
"""News is copied within a week; what comes later in nearly the same words is a form that is filled in anew ..."""
THE_SAME = 0.9
"""... unless it is the same text ..."""
SAME_LENGTHS = 0.8
"""... of nearly the same length."""

T = TypeVar("T")

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
    day: int | None


def reading(words: Sequence[str], day: int | None) -> Reading:
    """A text of a day, yyyymmdd, as it is compared."""
    numbers = frozenset(word for word in words if word[0].isdigit())
    return Reading(words, frozenset(shingles(words)), numbers, day)


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


def copies(one: Reading, other: Reading) -> bool:
    """Whether two texts are near copies of each other."""
    shorter, longer = sorted((one, other), key=lambda text: len(text.shingles))
    lengths, share = (LENGTHS, CONTAINED) if near(one.day, other.day) else (SAME_LENGTHS, THE_SAME)
    if len(shorter.shingles) < max(FEWEST, lengths * len(longer.shingles)):
        return False
    return (
        contained(shorter.shingles, longer.shingles) >= share
        and same_numbers(one, other)
        and not same_ending_only(one.words, other.words)
    )


def contained(some: Set[T], others: Set[T]) -> float:
    return len(some & others) / len(some)


def may_be_copies(some: frozenset[int], others: Collection[int]) -> bool:
    """Whether two texts have as many shingles in common as copies have."""
    return len(some.intersection(others)) >= CONTAINED * min(len(some), len(others))


def same_ending_only(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts differ in all that is before their common ending."""
    ending = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    )
    before = sorted((words[: len(words) - ending] for words in (one, other)), key=len)
    runs = sorted(map(shingles, before), key=len)
    if len(runs[0]) >= FEW:
        return contained(*runs) < BEFORE_ENDING
    shorter, longer = map(frozenset, before)
    return 0 < ending <= LINE * len(before[0]) and contained(shorter, longer) < CONTAINED


def same_numbers(one: Reading, other: Reading) -> bool:
    few = min(len(one.numbers), len(other.numbers))
    return len(one.numbers & other.numbers) >= NUMBERS * few


def near(one: int | None, other: int | None) -> bool:
    """Whether two days are at most `DAYS` apart; what has none is near to what has none."""
    first, second = ordinal(one), ordinal(other)
    if first is None or second is None:
        return first == second
    return abs(first - second) <= DAYS


@lru_cache(maxsize=100_000)
def ordinal(day: int | None) -> int | None:
    """The number of a day, yyyymmdd, as Python counts them; none of what is no day."""
    with suppress(ValueError):  # 30 February
        return date(day // 10000, day // 100 % 100, day % 100).toordinal() if day else None
    return None
