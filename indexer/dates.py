"""Dates as newspapers write them into ISO 8601: only as precise as they are, with the zone where it is stated."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from indexer.date_rules import RULES, Day

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?(?![\d.]|:\d)"
)
_COMPACT = re.compile(r"^t(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?")
_ZONE = re.compile(
    r"^\s*\(?(?:(?P<msk>мск|msk)\b|(?P<utc>z\b|utc\b|gmt\b)?\s*(?P<offset>[+-](?:0\d|1[0-4]|\d):?(?:[0-5]\d)?(?!:?\d))?)"
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


@lru_cache(maxsize=64)
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


def _iso(day: Day, line: str, found: re.Match[str], zone: str | None) -> str | None:
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
