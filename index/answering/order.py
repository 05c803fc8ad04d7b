"""One order of all documents, however an index has grown: equals are told apart, and the recent mildly preferred."""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.weights import HALF_LIFE, RERANKED, TIED

TIE = 26
"""Bits of a place that only tell equals apart: of a thousand articles without a date two are still equal once in 130
times."""
UNKNOWN, MOST = -(1 << 35), (1 << 36) - 1
"""Before any date and any number of views, in seconds and in readers; behind them all. A place has 63 bits."""
DAY = 86_400


class Preference(NamedTuple):
    """How the recent are preferred: the newest place by date of an index, and the part of its score that it gains."""

    latest: int
    recent: float


NONE = Preference(0, 0.0)
"""No preference."""


def place(number: int | None, id: str) -> int:
    """Where a number puts a document in an order in which the greatest comes first: one without it last, equals by a
    hash of their ids."""
    return ((UNKNOWN if number is None else min(number, MOST)) << TIE) | (zlib.crc32(id.encode()) & ((1 << TIE) - 1))


def settled(scores: Sequence[float], newest: Sequence[int], preference: Preference) -> Iterator[tuple[float, int]]:
    """The best hits in their order: each with its score and its index among `scores`.

    `newest` are their places by date. The score of an article as old as the latest (or of today, where that lies ahead)
    is raised by the part `recent`, of one that is `HALF_LIFE` days older by half of that, and so on. Scores that differ
    by no more than an engine's rounding are equal: the newer is first.
    """
    now = min(preference.latest >> TIE, int(time.time()))
    preferred = [score * fresh(now - (at >> TIE), preference.recent) for score, at in zip(scores, newest, strict=True)]
    keys = list(zip(map(rounded, preferred), newest, strict=True))
    order = sorted(range(len(scores)), key=keys.__getitem__, reverse=True)
    return ((preferred[i], i) for i in order)


def reordered(scores: Sequence[float]) -> int:
    """How many of the best hits are put in order, the best score coming first."""
    first = scores[:RERANKED]
    return TIED if len(first) == RERANKED and rounded(first[0]) == rounded(first[-1]) else RERANKED


def rounded(score: float) -> float:
    """A score without what an engine's sums may differ by."""
    return float(f"{score:.5g}")


def fresh(age: float, recent: float) -> float:
    """The factor of a score by the age in seconds."""
    return 1 + recent * math.pow(2, -max(age, 0) / DAY / HALF_LIFE)
