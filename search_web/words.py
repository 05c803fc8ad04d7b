"""Numbers, dates and durations as the language of the page says them; names of months and days are those of CLDR."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - `date` is what texts of dates are called here
from datetime import datetime

from search_web.translation import gettext, language, locale, ngettext

SPACE = "\N{NO-BREAK SPACE}"
# The order in which a language says a date; 2025-05-12 is 12 мая 2025, 2025 ж. 12 мамыр, 12 May 2025.
DAY = {
    "ru": f"{{day}}{SPACE}{{month}} {{year}}",
    "kk": f"{{year}}{SPACE}ж. {{day}}{SPACE}{{month}}",
    "en": f"{{day}}{SPACE}{{month}} {{year}}",
}
# And a month: май 2025, 2025 ж. мамыр, May 2025.
MONTH = {"ru": "{month} {year}", "kk": f"{{year}}{SPACE}ж. {{month}}", "en": "{month} {year}"}

# 2025, 2025-10, 2025-10-01, 2025-10-01T14:05, 2025-10-01T14:05:59+05:00
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d\d:\d\d)\S*)?)?)?")

WORD = re.compile(r"\w+")
# A line's end or a sentence's.
AFTER = r"(?:[^\w\n]*(?:\n\s*|$)|[.!?…]\W*?\s)"


def spaced(number: int) -> str:
    """1234567 -> 1 234 567, not broken at a line's end; 1,234,567 in English."""
    if -1000 < number < 1000:  # as most counts of a page are
        return str(number)
    return f"{number:,}".replace(",", locale(language()).number_symbols["latn"]["group"])


def counted(number: int, one: str, many: str) -> str:
    """1234, статья, статей -> 1 234 статьи; 1 234 мақала; 1,234 articles."""
    return f"{spaced(number)}{SPACE}{ngettext(one, many, number)}"


def month_alone(number: int) -> str:
    """The name of a month, 1 to 12, that stands without a day: октябрь, қазан, October."""
    name: str = locale(language()).months["stand-alone"]["wide"][number]
    return name.lower() if language() == "kk" else name  # CLDR has it as the beginning of a line


def month_short(number: int) -> str:
    """янв, қаң, Jan."""
    name: str = locale(language()).months["stand-alone"]["abbreviated"][number]
    return name.rstrip(".")


def day_short(day: Date) -> str:
    """1 окт, 1 қаз, 1 Oct."""
    name: str = locale(language()).months["format"]["abbreviated"][day.month]
    return f"{day.day}{SPACE}{name.rstrip('.')}"


def language_name(code: str) -> str:
    """A language by its code, as Unicode calls it: bg is болгарский; a code that it doesn't know, as it is."""
    name: str = locale(language()).languages.get(code, code)
    return name


def weekday(day: Date) -> str:
    """среда, сәрсенбі, Wednesday."""
    name: str = locale(language()).days["format"]["wide"][day.weekday()]
    return name


def weekdays_short() -> list[str]:
    """The days of a week from Monday: пн, дс, Mo."""
    names = locale(language()).days["stand-alone"]["short"]
    return [names[day] for day in range(7)]


def in_words(date: str | None, time: bool = False, since: bool = False) -> str:
    """2025-10-01T14:05 -> 1 октября 2025(, 14:05); as precise as it is, and as it is where it isn't a date. A month is
    «октябрь 2025», and after «с», which is `since`, «октября 2025»."""
    if not (match := DATE.fullmatch(date or "")):
        return date or ""
    year, month, day, clock = match.groups()
    if not month:
        return year
    name = locale(language()).months["format"]["wide"][int(month)]
    if not day:
        return MONTH[language()].format(year=year, month=name if since else month_alone(int(month)))
    said = DAY[language()].format(year=year, month=name, day=int(day))
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


def beyond(text: str, title: str) -> str:
    """What a text says after its title where that is its first line or sentence, too, as it is of a post; signs and
    marks of bold type between the words make no difference."""
    words = [re.escape(word) for word in WORD.findall(title)]
    said = re.match(r"\W*" + r"\W+".join(words) + AFTER, text) if words else None
    return text[said.end() :] if said else text


def lasting(milliseconds: float) -> str:
    """How long it took: 0.4 -> меньше чем за 1 мс; 12.3 -> за 12 мс; 1250 -> за 1,2 с."""
    if milliseconds < 1:
        return gettext("меньше чем за 1 мс")
    if milliseconds < 1000:
        return gettext("за %(time)s мс") % {"time": f"{milliseconds:.0f}"}
    seconds = f"{milliseconds / 1000:.1f}".replace(".", locale(language()).number_symbols["latn"]["decimal"])
    return gettext("за %(time)s с") % {"time": seconds}
