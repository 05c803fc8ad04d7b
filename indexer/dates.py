"""Dates as newspapers write them into ISO 8601: only as precise as they are, with the zone where it is stated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from indexer.months import AGO, DAYS, MONTH

_NAME = "|".join(sorted(MONTH, key=len, reverse=True))
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_SPAN = "|".join(sorted(AGO, key=len, reverse=True))
_YEAR = r"(?P<year>1[7-9]\d\d|20\d\d)"
_WEEKDAY = r"(?:\w{2,12}\.?,?\s+)?"


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way to write a day; groups are year, month (a number), name (of a month), day, or what `build` reads."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], datetime | None], _Day | None]


@dataclass(frozen=True, slots=True)
class _Day:
    """What a rule found: 1 to 3 numbers of a date, or a moment that is known to the minute."""

    numbers: tuple[int, ...] = ()
    moment: datetime | None = None


def _calendar(found: re.Match[str], now: datetime | None) -> _Day | None:
    """Year, month and day by their groups; a year of two digits is of this century up to 69."""
    groups = found.groupdict()
    month = MONTH[groups["name"]] if groups.get("name") else int(groups.get("month") or 0)
    text = groups.get("year") or ""
    if not text:
        return _nearest(month, int(groups["day"]), now)
    year = int(text) + (0 if len(text) == 4 else 2000 if int(text) < 70 else 1900)
    numbers = (year, month, int(groups.get("day") or 0))
    return _Day(numbers[: next((i for i, number in enumerate(numbers) if not number), 3)])


def _nearest(month: int, day: int, now: datetime | None) -> _Day | None:
    """A day without its year: the last such day before the capture."""
    if now is None:
        return None
    year = (
        now.year if (month, day) <= ((now + timedelta(days=1)).month, (now + timedelta(days=1)).day) else now.year - 1
    )
    return _Day((year, month, day))


def _relative(found: re.Match[str], now: datetime | None) -> _Day | None:
    if now is None:
        return None
    then = now - timedelta(days=DAYS[found["word"]])
    return _Day((then.year, then.month, then.day))


def _ago(found: re.Match[str], now: datetime | None) -> _Day | None:
    if now is None:
        return None
    minutes = (int(found["count"]) if found["count"] else 1) * AGO[found["span"]]
    then = now - timedelta(minutes=min(minutes, 1e7))
    return _Day(moment=then) if minutes < 1440 else _Day((then.year, then.month, then.day))


def _rules(*rows: tuple[str, Callable[[re.Match[str], datetime | None], _Day | None]]) -> tuple[_Rule, ...]:
    return tuple(_Rule(re.compile(pattern), build) for pattern, build in rows)


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

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?(?![\d.]|:\d)"
)
_COMPACT = re.compile(r"^t(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?")
_ZONE = re.compile(
    r"^\s*\(?(?:(?P<msk>мск|msk)\b|(?P<utc>z\b|utc\b|gmt\b)?\s*(?P<offset>[+-](?:0\d|1[0-4]|\d):?(?:[0-5]\d)?)?)"
)
_PM = re.compile(r"^\s*(?P<half>[ap])\.?m\b")


def parse(text: str, *, now: str | None = None, zone: str | None = None) -> str | None:
    """The first date in a text as ISO 8601, or None where there is none that can be.

    `now` is the ISO time of the capture, for «вчера» and days without a year; `zone` names the time zone of a time
    of day that states none. Midnight sharp is how programs write "no time known", so it is left out. A date after
    tomorrow is of an event, not of an article, and is none.
    """
    line = re.sub(r"\s+", " ", text[:400].lower().replace("ё", "е").replace("\u200b", "")).strip()
    if stamp := _stamp(line, zone):
        return stamp
    here = _now(now, zone)
    for rule in RULES:
        for found in rule.pattern.finditer(line):
            day = rule.build(found, here)
            if day is not None and (result := _iso(day, line, found, zone)):
                return result
        # What this rule refused («30 февраля 2024») is no date for a looser one either («февраля 2024»).
        line = rule.pattern.sub(lambda found: "#" * len(found[0]), line)
    return None


def _stamp(line: str, zone: str | None) -> str | None:
    """Seconds or milliseconds since 1970, as programs write them."""
    if not re.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d+)?", line):
        return None
    moment = datetime.fromtimestamp(int(line[:10]), _zone(zone) or UTC)
    return moment.isoformat(timespec="minutes") if _possible((moment.year, moment.month, moment.day)) else None


def _now(now: str | None, zone: str | None) -> datetime | None:
    """The time of the capture on the clock of the newspaper."""
    if not now:
        return None
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        return None
    here = _zone(zone)
    return moment.astimezone(here) if moment.tzinfo and here else moment


def _iso(day: _Day, line: str, found: re.Match[str], zone: str | None) -> str | None:
    """A day and the time of day beside it, put together."""
    if day.moment is not None:
        return day.moment.isoformat(timespec="minutes")
    if not _possible(day.numbers):
        return None
    date_text = "-".join(f"{number:02}" for number in day.numbers)
    clock = _clock(line, found) if len(day.numbers) == 3 else None
    if clock is None or clock[:3] == (0, 0, 0):
        return date_text
    hour, minute, second, offset = clock
    moment = datetime.combine(date(*day.numbers), time(hour, minute, second))
    tail = offset if offset is not None else offset_at(moment, zone)
    return moment.isoformat(timespec="seconds" if second else "minutes") + tail


def _clock(line: str, found: re.Match[str]) -> tuple[int, int, int, str | None] | None:
    """Hour, minute, second and stated offset of the time behind a date, else of the one just before it."""
    behind, before = line[found.end() : found.end() + 40], line[max(0, found.start() - 25) : found.start()]
    clock = _COMPACT.match(behind) or _TIME.search(behind.removeprefix("t"))
    if clock is None:
        clock = next(iter(reversed(list(_TIME.finditer(before)))), None)
    if clock is None:
        return None
    rest = clock.string[clock.end() :]
    hour = int(clock["hour"])
    if (half := _PM.match(rest)) and hour <= 12:
        hour = hour % 12 + (12 if half["half"] == "p" else 0)
    return hour, int(clock["minute"]), int(clock["second"] or 0), _offset(rest)


def _offset(rest: str) -> str | None:
    """The offset that stands behind a time: `Z`, `+0500`, `UTC+5`, `МСК`."""
    zone = _ZONE.match(rest)
    if zone is None or not (zone["msk"] or zone["utc"] or zone["offset"]):
        return None
    if zone["msk"]:
        return "+03:00"
    if not zone["offset"]:
        return "+00:00"
    digits = re.sub(r"\D", "", zone["offset"])
    hours, minutes = (digits, "00") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    return f"{zone['offset'][0]}{int(hours):02}:{minutes}"


def _possible(numbers: tuple[int, ...]) -> bool:
    """Whether there is such a day, and it is not later than tomorrow."""
    year, month, day = (*numbers, 1, 1)[:3]
    try:
        return date(year, month, day) <= datetime.now(UTC).date() + timedelta(days=1)
    except ValueError:
        return False


@lru_cache(maxsize=64)
def _zone(name: str | None) -> ZoneInfo | None:
    return ZoneInfo(name) if name else None


def offset_at(moment: datetime, zone: str | None) -> str:
    """The offset of a zone at a time on its clock, `+06:00`: Almaty had +7, +6 and +5 within twenty years."""
    here = _zone(zone)
    return moment.replace(tzinfo=here).isoformat()[-6:] if here else ""
