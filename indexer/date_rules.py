"""The ways in which newspapers write a day, as a table of patterns: each with an example, the surest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from indexer.months import AGO, DAYS, MONTH

_NAME = "|".join(sorted(MONTH, key=len, reverse=True))
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_SPAN = "|".join(sorted(AGO, key=len, reverse=True))
_YEAR = r"(?P<year>1[7-9]\d\d|20\d\d)"
_WEEKDAY = r"(?:\w{2,12}\.?,?\s+)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a day; groups are year, month (a number), name (of a month), day, or what `build` reads."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], datetime | None], Day | None]


@dataclass(frozen=True, slots=True)
class Day:
    """What a rule found: 1 to 3 numbers of a date, or a moment that is known to the minute."""

    numbers: tuple[int, ...] = ()
    moment: datetime | None = None


def _calendar(found: re.Match[str], now: datetime | None) -> Day | None:
    """Year, month and day by their groups; a year of two digits is of this century up to 69."""
    groups = found.groupdict()
    month = MONTH[groups["name"]] if groups.get("name") else int(groups.get("month") or 0)
    text = groups.get("year") or ""
    if not text:
        return _nearest(month, int(groups["day"]), now)
    year = int(text) + (0 if len(text) == 4 else 2000 if int(text) < 70 else 1900)
    numbers = (year, month, int(groups.get("day") or 0))
    return Day(numbers[: next((i for i, number in enumerate(numbers) if not number), 3)])


def _nearest(month: int, day: int, now: datetime | None) -> Day | None:
    """A day without its year: the last such day before the capture."""
    if now is None:
        return None
    year = (
        now.year if (month, day) <= ((now + timedelta(days=1)).month, (now + timedelta(days=1)).day) else now.year - 1
    )
    return Day((year, month, day))


def _relative(found: re.Match[str], now: datetime | None) -> Day | None:
    if now is None:
        return None
    then = now - timedelta(days=DAYS[found["word"]])
    return Day((then.year, then.month, then.day))


def _ago(found: re.Match[str], now: datetime | None) -> Day | None:
    if now is None:
        return None
    minutes = (int(found["count"]) if found["count"] else 1) * AGO[found["span"]]
    then = now - timedelta(minutes=min(minutes, 1e7))
    return Day(moment=then) if minutes < 1440 else Day((then.year, then.month, then.day))


def _rules(*rows: tuple[str, Callable[[re.Match[str], datetime | None], Day | None]]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(pattern), build) for pattern, build in rows)


RULES = _rules(
    # 2025-10-01, 2025-10-01T14:05:00+05:00, 2025/10/1, 2025.10.01
    (rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)", _calendar),
    # 20251001T140500
    (rf"(?<!\d){_YEAR}(?P<month>0\d|1[0-2])(?P<day>[0-3]\d)(?=t\d{{4}}|(?!\d))", _calendar),
    # 2025 жылғы 1 қазан, 2025 жылдың 1 қазанында, 2025 жыл 1 қазан, 2025 jylǵy 1 qazan
    (
        rf"(?<!\d){_YEAR}\s*(?:ж\.?|жыл\w*|j\.?|jyl\w*)?,?\s*(?P<day>\d\d?)[\s-]+(?P<name>{_NAME})\w{{0,4}}\b",
        _calendar,
    ),
    # 1 октября 2025 г., 01 окт. 2025, 1 Qazan 2025, Tue, 01 Oct 2024, 1-го октября 2025
    (rf"(?<!\d)(?P<day>\d\d?)(?:-?го|-?е|st|nd|rd|th)?[\s.\-–]*(?P<name>{_NAME})\b\.?,?[\s\-–]*{_YEAR}", _calendar),
    # October 1, 2025
    (rf"\b(?P<name>{_NAME})\b\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}", _calendar),
    # 01.10.2025, 1/10/2025, 01-10-2025
    (rf"(?<![\d.])(?P<day>\d\d?)(?P<mark>[./-])(?P<month>\d\d?)(?P=mark){_YEAR}(?!\d)", _calendar),
    # 01.10.25
    (r"(?<![\d.])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d\d)(?![\d.])", _calendar),
    # 3 часа назад, час назад, 2 сағат бұрын, 5 hours ago
    (rf"(?:(?<!\d)(?P<count>\d{{1,3}})\s*)?\b(?P<span>{_SPAN})\w*\s+(?:назад|бұрын|buryn|тому|ago)\b", _ago),
    # сегодня, 14:05; вчера в 14:05; кеше
    (rf"\b(?P<word>{_DAY})\b", _relative),
    # Октябрь 2025, 2025 жылғы қазан
    (rf"\b(?P<name>{_NAME})\b\.?,?\s+{_YEAR}", _calendar),
    (rf"(?<!\d){_YEAR}\s*(?:ж\.|жыл\w*|jyl\w*)\s*(?P<name>{_NAME})\w{{0,4}}\b", _calendar),
    # 1 октября, 14:05: of the year of the capture
    (rf"(?<!\d)(?P<day>\d\d?)\s+(?P<name>{_NAME})\b", _calendar),
    # 2025-10, and 2025 when there is nothing else in the text
    (rf"^{_YEAR}-(?P<month>\d\d)$", _calendar),
    (rf"^{_YEAR}(?:\s*(?:г\.?|год|ж\.?|жыл))?$", _calendar),
)
"""Tried in this order; of a rule that fits several times, the first possible date counts."""
