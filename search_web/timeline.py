"""The hits over time as bars, laid out in percent of a picture, so that it fits a phone and a wall alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search_web.words import MONTHS

MOST_MONTHS = 60
"""Longer than this, bars are years."""
MOST_BARS = 120
"""More years than this are decades, or centuries: one article of the year 1 must not make a page of 24,000 bars."""
MOST_LABELS = 6
MOST_COUNTS = 12
"""With more bars than these their counts would run into each other."""
HEIGHT = 56
"""Pixels of the highest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, a year or more, and the dates that its link asks for; a `count` of 0 is a gap; `height` in pixels."""

    since: str
    until: str
    count: int
    x: float
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class Label:
    """A word under a bar, in the middle of it."""

    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    by_year: bool
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    counted: bool
    """Whether there is room for the counts over the bars."""


def timeline(months: Sequence[tuple[int, int]]) -> Timeline | None:
    """The picture of `(yyyymm, count)` in the order of time; none of less than two months."""
    dated = [(ordinal(month), count) for month, count in months if month % 100 and count]
    if len(dated) < 2:
        return None
    step = months_in_a_bar(dated[-1][0] - dated[0][0] + 1)
    counts: dict[int, int] = {}
    for month, count in dated:
        counts[month // step] = counts.get(month // step, 0) + count
    periods = range(min(counts), max(counts) + 1)
    return Timeline(step > 1, bars(periods, counts, step), labels(periods, step), len(periods) <= MOST_COUNTS)


def ordinal(month: int) -> int:
    """Months since the year 0."""
    return month // 100 * 12 + month % 100 - 1


def months_in_a_bar(months: int) -> int:
    """A month, a year, a decade or a century."""
    if months <= MOST_MONTHS:
        return 1
    return next(years * 12 for years in (1, 10, 100) if months / (years * 12) <= MOST_BARS)


def bars(periods: range, counts: dict[int, int], step: int) -> tuple[Bar, ...]:
    width, highest = 100 / len(periods), max(counts.values())
    return tuple(
        Bar(
            since=date(max(period * step, 12), step),  # there is no year 0
            until=date(period * step + step - 1, step),
            count=(count := counts.get(period, 0)),
            x=round(place * width, 2),
            width=round(width, 2),
            height=max(3, round(HEIGHT * count / highest)) if count else 0,
        )
        for place, period in enumerate(periods)
    )


def date(month: int, step: int) -> str:
    return f"{month // 12:04}" if step > 1 else f"{month // 12:04}-{month % 12 + 1:02}"


def labels(periods: range, step: int) -> tuple[Label, ...]:
    """A few words under the bars: years; months where there is but a year of them."""
    if step > 1:
        named = [(place, f"{period * step // 12}") for place, period in enumerate(periods)]
    elif len(periods) <= 12:
        named = [(place, MONTHS[period % 12][:3]) for place, period in enumerate(periods)]
    else:
        named = [(place, f"{period // 12}") for place, period in enumerate(periods) if period % 12 == 0]
    every = -(-len(named) // MOST_LABELS) if len(named) > MOST_COUNTS else 1
    return tuple(Label(text, round(100 * (place + 0.5) / len(periods), 2)) for place, text in named[::every])
