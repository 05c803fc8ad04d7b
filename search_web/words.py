"""Numbers, dates and durations as Russian says them."""

from __future__ import annotations

import re
from datetime import datetime

MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905 - one line reads better
MONTHS_OF = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
WEEKDAYS = "понедельник вторник среда четверг пятница суббота воскресенье".split()  # noqa: SIM905
WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
SPACE = "\N{NO-BREAK SPACE}"

# 2025, 2025-10, 2025-10-01, 2025-10-01T14:05, 2025-10-01T14:05:59+05:00
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d\d:\d\d)\S*)?)?)?")


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form that goes with a number: 1, 21 статья; 2, 34 статьи; 5, 11, 112 статей (the rule of CLDR)."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


def spaced(number: int) -> str:
    """1234567 -> 1 234 567, not broken at a line's end."""
    return f"{number:,}".replace(",", SPACE)


def counted(number: int, one: str, few: str, many: str) -> str:
    """1234 -> 1 234 статьи."""
    return f"{spaced(number)}{SPACE}{plural(number, one, few, many)}"


def in_words(date: str | None, time: bool = False) -> str:
    """2025-10-01T14:05 -> 1 октября 2025(, 14:05); as precise as it is, and as it is where it isn't a date."""
    if not (match := DATE.fullmatch(date or "")):
        return date or ""
    year, month, day, clock = match.groups()
    if not month:
        return year
    if not day:
        return f"{MONTHS[int(month) - 1]} {year}"
    said = f"{int(day)}{SPACE}{MONTHS_OF[int(month) - 1]} {year}"
    return f"{said}, {clock}" if time and clock else said


def machine(date: str | None) -> str | None:
    """A date for the `datetime` of HTML, which takes no other than a proper one (30 February is none)."""
    if not date or not DATE.fullmatch(date):
        return None
    try:
        datetime.fromisoformat(date if len(date) > 7 else f"{date}-01-01"[:10])
    except ValueError:
        return None
    return date


def lasting(milliseconds: float) -> str:
    """How long it took: 0.4 -> меньше чем за 1 мс; 12.3 -> за 12 мс; 1250 -> за 1,2 с."""
    if milliseconds < 1:
        return f"меньше чем за 1{SPACE}мс"
    if milliseconds < 1000:
        return f"за {milliseconds:.0f}{SPACE}мс"
    return f"за {milliseconds / 1000:.1f}{SPACE}с".replace(".", ",")
