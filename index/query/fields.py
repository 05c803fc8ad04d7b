"""The names of the fields in the search language, Russian and English alike, and dates as days."""

from __future__ import annotations

import calendar
import re
from typing import Literal

from index.keyboard import relaid
from index.query.tree import TextField

TEXT: dict[str, TextField] = {
    "заголовок": "title",
    "title": "title",
    "лид": "lead",
    "lead": "lead",
    "текст": "body",
    "body": "body",
}
VALUES = {
    "источник": "source",
    "source": "source",
    "рубрика": "section",
    "section": "section",
    "автор": "author",
    "author": "author",
    "тег": "tag",
    "tag": "tag",
    "язык": "lang",
    "lang": "lang",
    "url": "url",
}
DATES = ("дата", "date")
PEOPLE: dict[str, Literal["m", "f"] | None] = {"кто": None, "who": None, "он": "m", "he": "m", "она": "f", "she": "f"}
"""A person by name: anyone, a man, a woman."""
SAID = frozenset(name for name, sex in PEOPLE.items() if sex)
"""Names of fields that are words before a colon as often: «Он: будет трудно»."""
NAMES = frozenset((*TEXT, *VALUES, *DATES, *PEOPLE))


def meant(name: str) -> str:
    """The field whose name was typed, also in another keyboard layout: «кто» for «rnj»; none is empty."""
    return next((other for other in (name.lower(), *relaid(name)) if other in NAMES), "")


Span = tuple[int | None, int | None]
"""First and last day as yyyymmdd, both included; None where it is open."""

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "январь января қаңтар january",
            "февраль февраля ақпан february",
            "март марта наурыз march",
            "апрель апреля сәуір april",
            "май мая мамыр may",
            "июнь июня маусым june",
            "июль июля шілде july",
            "август августа тамыз august",
            "сентябрь сентября қыркүйек september",
            "октябрь октября қазан october",
            "ноябрь ноября қараша november",
            "декабрь декабря желтоқсан december",
        ),
        1,
    )
    for name in names.split()
}
# «2025», «2025-10», «2025/10/01», and as people write days: «01.10.2025», «1 октября 2025».
ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")
MONTH = "|".join(MONTHS)
OF_YEAR = r"(?:\s*(?:г\.|года))?"
NAMED = re.compile(rf"(?:(\d{{1,2}})\s+)?({MONTH})\s+(\d{{4}}){OF_YEAR}", re.IGNORECASE)
# As Kazakh says it: «2025 ж. 1 қазан», «2025 жылғы қазан».
OF = r"\s*(?:ж\.|жылғы)\s*"
YEAR_FIRST = re.compile(rf"(\d{{4}}){OF}(?:(\d{{1,2}})\s+)?({MONTH})", re.IGNORECASE)
TO = re.compile(r"\.{2,3}|[…–—]|\s-\s|(?<=[^\W\d_])-|-(?=[^\W\d_]|\d{1,2}\s)|(?<=\d{4})-(?=\d{4}|\d{1,2}\.\d)")
"""What stands between the ends of a range; a hyphen only where no month can follow it."""
SHORTER = re.compile(rf"(?:(\d{{1,2}})\s+)?({MONTH})|(\d{{1,2}})", re.IGNORECASE)
"""The first end of a range without what its last end says: «октябрь..ноябрь 2025», «1-10 октября 2025»."""

SINGLE = (
    rf"(?:\d{{4}}{OF}(?:\d{{1,2}}\s+)?(?:{MONTH})|(?:\d{{1,2}}\s+)?(?:{MONTH})(?:\s+\d{{4}}{OF_YEAR})?"
    rf"|\d{{1,4}}(?:[-/.]\d{{1,2}}){{0,2}}(?:\.\d{{4}})?)(?![^\W_])"
)
BETWEEN = r"(?:\.{2,3}|-|\s*[…–—]\s*|\s+(?:-|\.{2,3})\s+)"
DATED = re.compile(
    rf"(?=[^|()]*(?:{MONTH}))"
    rf"(?:{SINGLE}{BETWEEN}{SINGLE}|(?:[<>]=?|\.{{2,3}})?{SINGLE}(?:\.{{2,3}})?)(?![^\s,;:!?)|])",
    re.IGNORECASE,
)
"""A date or a range with a month by its name, which has blanks of its own: «1 октября 2025 — 5 ноября 2025»."""


class BackwardsError(ValueError):
    """A range whose first day is after its last one, the ends as typed."""

    def __init__(self, since: str, until: str) -> None:
        super().__init__(f"{since}..{until}")
        self.since, self.until = since, until


def span(text: str) -> Span:
    """The days that a date of the language means: a year, month or day, `a..b`, `>a`, `<a`, `>=a`, `<=a`.

    `>2024` begins after the year's last day. Raises ValueError where it is none of these, and its `BackwardsError`.
    """
    if TO.search(text):
        since, until = (end.strip() for end in TO.split(text, maxsplit=1))
        since = completed(since, until)
        low, high = day_span(since) if since else None, day_span(until) if until else None
        if low and high and low[0] > high[1]:
            raise BackwardsError(since, until)
        if not low and not high:
            raise ValueError(text)
        return low and low[0], high and high[1]
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            first, last = day_span(text.removeprefix(sign))
            return {">=": (first, None), "<=": (None, last), ">": (last + 1, None), "<": (None, first - 1)}[sign]
    return day_span(text)


def completed(since: str, until: str) -> str:
    """The first end of a range with the month and the year of the last, where it has none of its own; a month that
    comes later in the year is of the year before: «декабрь..январь 2026»."""
    first, last = SHORTER.fullmatch(since), NAMED.fullmatch(until)
    if not first or not last:
        return since
    day, month = first[1] or first[3], first[2] or last[2]
    year = int(last[3]) - (MONTHS[month.lower()] > MONTHS[last[2].lower()])
    return f"{day} {month} {year}" if day else f"{month} {year}"


def day_span(text: str) -> tuple[int, int]:
    """First and last day of a year, a month or a day."""
    if match := ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.group(1, 3, 4))
    elif match := DOTTED.fullmatch(text):
        day, month, year = (int(part) if part else None for part in match.groups())
    elif match := NAMED.fullmatch(text):
        day, month, year = int(match[1]) if match[1] else None, MONTHS[match[2].lower()], int(match[3])
    elif match := YEAR_FIRST.fullmatch(text):
        year, day, month = int(match[1]), int(match[2]) if match[2] else None, MONTHS[match[3].lower()]
    else:
        raise ValueError(text)
    if not year:  # there is no year 0
        raise ValueError(text)
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    if not 1 <= month <= 12:
        raise ValueError(text)
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(text)
    base = year * 10000 + month * 100
    return base + (day or 1), base + (day or last)
