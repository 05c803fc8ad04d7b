"""The marks of texts: terms of the index by which the articles are found that may be near copies of a new one.

News is copied within days, so an archive of years is not looked through whole: most marks are terms of one season, and
only by the few of the whole text is its like found at any time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache, reduce
from operator import xor

from index.copies import DAYS, FEWEST, SAME_LENGTHS, near, ordinal
from index.engine import Document

BELOW = (1 << 32) // 24
"""A shingle whose hash is below this, one of 24, is a mark of the text's season."""
FEWEST_MARKS = 16
"""Marks of a text that is too short to have so many: its smallest hashes."""
RANGES, TOGETHER = 15, 3
"""Ranges of hashes; the smallest hashes of so many are one mark of the whole. Of a range it is the same in two texts as
often as the shingles are of which both have some (one permutation hashing: Li, Owen, Zhang, NIPS 2012): of texts with
nine of ten shingles in common 99.9 % have a mark of the whole in common, of those with a fifth one of 25."""

LEAST = 2
"""Marks of a season that a candidate has in common with an article, at least ..."""
SHARE = 1 / 6
"""... and of the marks that would be in common if the one were a part of the other: of copies it is a half or more."""
COMMON = 50
"""A mark of more articles than this is a turn of speech, or the last line that a source puts under everything ..."""
ALL_COMMON = 0.75
"""... unless so many of the marks of a text are common: then it is the copies that are many."""


def marks(found: Set[int], day: int | None) -> tuple[str, ...]:
    """A sample of the shingles of a text of a day, the same of each text that has them: few, as every one is a term of
    the index; none of a text that is too short."""
    if len(found) < FEWEST:
        return ()
    ordered = sorted(found)
    few = ordered[: max(FEWEST_MARKS, bisect_left(ordered, BELOW))]
    return (*(f"{season}:{mark:x}" for season in seasons(day) for mark in few), *whole(ordered))


def whole(ordered: Sequence[int]) -> Iterator[str]:
    """The marks of a whole text, of its sorted hashes."""
    beginnings = ((number << 32) // RANGES for number in range(RANGES))
    least = [ordered[bisect_left(ordered, beginning) % len(ordered)] for beginning in beginnings]
    for first in range(0, RANGES, TOGETHER):
        yield f"={first:x}{reduce(xor, least[first : first + TOGETHER]):08x}"


@lru_cache(maxsize=100_000)
def seasons(day: int | None) -> tuple[str, ...]:
    """The quarter of a day, and the next one that is near to it, so that a text is found in the quarter of each text
    that is; of what has no day, the same for all."""
    if (number := ordinal(day)) is None:
        return ("",)
    steps = (min(max(number + step, 1), date.max.toordinal()) for step in (0, -DAYS, DAYS))
    days = map(date.fromordinal, steps)
    return tuple(dict.fromkeys(f"{each.year}.{(each.month - 1) // 3}" for each in days))


def asked(new: Document) -> tuple[list[str], list[str]]:
    """The marks by which candidates are looked for: those of the text's own season, and those of the whole."""
    own = f"{seasons(new.day)[0]}:"
    return [mark for mark in new.marks if mark.startswith(own)], [mark for mark in new.marks if mark.startswith("=")]


def enough(new: Document, common: int, size: int, day: int | None) -> bool:
    """Whether a text of `size` shingles and of a day has so many marks of a season in common with a new one that they
    may be copies."""
    return near(new.day, day) and common >= SHARE * expected(new.shingles, size)


def of_like_length(new: Document, common: int, size: int, day: int | None) -> bool:
    """Whether a text of `size` shingles may be the same as a new one."""
    return min(new.shingles, size) >= SAME_LENGTHS * max(new.shingles, size)


def expected(size: int, other: int) -> float:
    """How many marks two texts of so many shingles share where the shorter is a part of the other: of the longer one's
    sample, which is the smaller part of its shingles, as many as there are in the shorter."""
    part = max(BELOW / (1 << 32), FEWEST_MARKS / max(size, other, FEWEST_MARKS))
    return min(size, other) * part


def telling(counts: Mapping[str, int], least: int) -> list[str]:
    """The marks that tell texts apart, of those that the archive has; none where they are fewer than `least`."""
    known = [mark for mark, count in counts.items() if count]
    rare = [mark for mark in known if counts[mark] <= COMMON]
    if len(rare) < least and len(known) >= ALL_COMMON * len(counts):
        return known
    return rare if len(rare) >= least else []
