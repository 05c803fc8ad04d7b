"""The days of an archive as calendars: squares that are as dark as a day is busy, years with their gaps."""

from __future__ import annotations

import calendar
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Days = Sequence[tuple[int, int]]
"""`(yyyymmdd, count)` in the order of time."""

BUSY = 4
"""Articles of a day or a month that make the darkest square, where no other has more."""
LONGEST_RUN = 12
"""Years without articles that are shown one by one."""


@dataclass(frozen=True, slots=True)
class Day:
    """A square of a calendar; `count` 0: nothing was kept of that day. `shade` from 0 to 4 goes with the count."""

    date: int
    count: int
    shade: int

    @property
    def number(self) -> int:
        return self.date % 100


@dataclass(frozen=True, slots=True)
class Month:
    """A month as rows of weeks from Monday; None is a square of another month."""

    month: int
    count: int
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A year and the counts of its months; `year` None stands for a long run of years without articles."""

    year: int | None
    months: tuple[int, ...] = ()


def proper(day: int) -> date | None:
    """A day as a date, if there is such a day."""
    try:
        return date(day // 10000, day // 100 % 100, day % 100)
    except ValueError:
        return None


def rows_of(days: Days) -> Iterator[Row]:
    """The years from the newest to the oldest; those between without articles are empty rows, or one for a long run."""
    counts: Counter[int] = Counter()
    for day, count in days:
        counts[day // 100] += count
    later: int | None = None
    for year in sorted({month // 100 for month in counts}, reverse=True):
        missing = range((later or year + 1) - 1, year, -1)
        yield from [Row(None)] if len(missing) > LONGEST_RUN else [Row(one, (0,) * 12) for one in missing]
        yield Row(year, tuple(counts[year * 100 + month] for month in range(1, 13)))
        later = year


def month_of(days: Days, year: int, month: int) -> Month:
    """A month of a calendar; its days are as dark as they are busy beside all those of the year."""
    first = year * 10000 + month * 100
    counts = {day % 100: count for day, count in days if first < day < first + 100}
    most = max((count for day, count in days if day // 10000 == year), default=0)
    weeks = tuple(
        tuple(Day(first + n, counts.get(n, 0), shade(counts.get(n, 0), most)) if n else None for n in week)
        for week in calendar.Calendar().monthdayscalendar(year, month)
    )
    return Month(first // 100, sum(counts.values()), weeks)


def shade(count: int, most: int) -> int:
    """How dark a count is beside the greatest one, by its square root: 0 for none, else 1 to 4."""
    return math.ceil(4 * math.sqrt(count / max(most, BUSY))) if most else 0


def beside(known: Sequence[int], number: int) -> dict[str, int | None]:
    """Of sorted numbers, the last one before a number and the first one after it."""
    before, after = bisect_left(known, number), bisect_right(known, number)
    return {"before": known[before - 1] if before else None, "after": known[after] if after < len(known) else None}
