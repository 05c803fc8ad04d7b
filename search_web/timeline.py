"""The hits over time as bars, laid out in percent of a picture, so that it fits a phone and a wall alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal

from search_web.words import day_short, month_short

MOST_MONTHS = 60
"""Longer than this, bars are years."""
MOST_BARS = 120
"""More years than this are decades, or centuries: one article of the year 1 must not make a page of 24,000 bars."""
MOST_DAYS = 62
"""Not longer than this, bars are days."""
FEW_MONTHS = 3
"""Days of more months are always too many."""
MOST_LABELS = 6
MOST_COUNTS = 12
"""With more bars than these their counts would run into each other."""
HEIGHT = 56
"""Pixels of the highest bar."""

Step = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, a month, a year or more, and the dates that its link asks for; `height` in pixels. Without hits `count` is
    0; `gap` says that the archive has no article at all of that time."""

    since: str
    until: str
    count: int
    gap: bool
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
    step: Step
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    counted: bool
    """Whether there is room for the counts over the bars."""


@dataclass(frozen=True, slots=True)
class Period:
    """What becomes a bar: its first and last date as they are asked for, its first and last day, its label or none; a
    day's with its month."""

    since: str
    until: str
    first: int
    last: int
    label: str
    dated: str = ""


def timeline(days: Sequence[tuple[int, int]], known: Sequence[int], finest: Step = "day") -> Timeline | None:
    """The picture of `(yyyymmdd, count)` in the order of time; `known` are the days of the whole archive, in order.

    None of less than two days, or months where these are the finest that is known.
    """
    counted = [(day, count) for day, count in days if day % 10000 // 100 and count]
    if len(counted) < 2:
        return None
    step, periods = periods_of(counted[0][0], counted[-1][0], finest)
    counts = counts_of(counted, periods)
    if sum(counts) < sum(count for _, count in counted):  # a day that no calendar has still has a month
        step, periods = periods_of(counted[0][0], counted[-1][0], "month")
        counts = counts_of(counted, periods)
    gaps = [bisect_left(known, one.last + 1) == bisect_left(known, one.first) for one in periods]
    return Timeline(step, bars(periods, counts, gaps), labels(periods), len(periods) <= MOST_COUNTS)


def counts_of(days: Sequence[tuple[int, int]], periods: Sequence[Period]) -> list[int]:
    """How many there are in each period."""
    starts, sums = [day for day, _ in days], [0, *accumulate(count for _, count in days)]
    return [sums[bisect_left(starts, one.last + 1)] - sums[bisect_left(starts, one.first)] for one in periods]


def periods_of(first: int, last: int, finest: Step) -> tuple[Step, list[Period]]:
    """Days, months, years, decades or centuries from one day to another: the shortest that are not too many."""
    days = days_between(first, last) if finest == "day" else []
    if 0 < len(days) <= MOST_DAYS:
        return "day", [day_of(day) for day in days]
    months = ordinal(last) - ordinal(first) + 1
    if months <= MOST_MONTHS:
        return "month", [month_of(month, months) for month in range(ordinal(first), ordinal(last) + 1)]
    years = next(years for years in (1, 10, 100) if months / (years * 12) <= MOST_BARS)
    return "year", [years_of(one * years, years) for one in range(first // 10000 // years, last // 10000 // years + 1)]


def days_between(first: int, last: int) -> list[date]:
    """The days from one to another; none where one of them is in no calendar."""
    try:
        ends = [date(day // 10000, day // 100 % 100, day % 100).toordinal() for day in (first, last)]
    except ValueError:
        return []
    return [date.fromordinal(day) for day in range(ends[0], min(ends[1], ends[0] + MOST_DAYS) + 1)]


def number(day: date) -> int:
    """A day as yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(day: date) -> Period:
    """A day; its month is said by the first label of it."""
    return Period(f"{day}", f"{day}", number(day), number(day), f"{day.day}", day_short(day))


def ordinal(day: int) -> int:
    """Months since the year 0."""
    return day // 10000 * 12 + day // 100 % 100 - 1


def month_of(month: int, months: int) -> Period:
    """A month; labelled where there is but a year of them, else where a year begins."""
    year, place = divmod(month, 12)
    label = month_short(place + 1) if months <= 12 else f"{year}" if place == 0 else ""
    first = year * 10000 + (place + 1) * 100
    return Period(f"{year:04}-{place + 1:02}", f"{year:04}-{place + 1:02}", first, first + 99, label)


def years_of(year: int, years: int) -> Period:
    """Some years from one on; there is no year 0."""
    last = year + years - 1
    return Period(f"{max(year, 1):04}", f"{last:04}", year * 10000, last * 10000 + 9999, f"{year}")


def bars(periods: Sequence[Period], counts: Sequence[int], gaps: Sequence[bool]) -> tuple[Bar, ...]:
    """The periods side by side."""
    width, highest = 100 / len(periods), max(counts)
    return tuple(
        Bar(
            since=period.since,
            until=period.until,
            count=count,
            gap=gap,
            x=round(place * width, 2),
            width=round(width, 2),
            height=max(3, round(HEIGHT * count / highest)) if count else 0,
        )
        for place, (period, count, gap) in enumerate(zip(periods, counts, gaps, strict=True))
    )


def labels(periods: Sequence[Period]) -> tuple[Label, ...]:
    """A few words under the bars; of days, the first of a month names it."""
    named = [(place, period) for place, period in enumerate(periods) if period.label]
    every = -(-len(named) // MOST_LABELS) if len(named) > MOST_COUNTS else 1
    shown = named[::every]
    months = [0, *(period.first // 100 for _, period in shown)]
    return tuple(
        Label(period.dated if period.dated and month != period.first // 100 else period.label, middle(place, periods))
        for (place, period), month in zip(shown, months, strict=False)
    )


def middle(place: int, periods: Sequence[Period]) -> float:
    """Where the middle of a bar is, in percent."""
    return round(100 * (place + 0.5) / len(periods), 2)
