"""What a URL asks, as a `Search`: the URL is the whole state (`addresses.py` writes it again)."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from werkzeug.datastructures import MultiDict

from index import Search, SearchError
from index.article import FILTERS, Sort
from index.query import span

Args = MultiDict[str, str]

PAGE = 10
"""Hits on a page."""
MOST_HITS = 1000
"""Hits in one answer of the API."""
DEEPEST = 1_000_000
"""The last hit that can be turned to: an engine keeps a place in memory for each hit before it."""
MOST_VERSIONS = 1_000_000
"""States of one article that can be asked for by number."""
MOST_VALUES = 20
"""Values of one field that hits can be narrowed to."""
LONGEST = 1000
"""Letters of a value."""
LONGEST_QUERY = 10_000
"""Letters of a query that is looked at; the parser takes fewer, and says so with the place."""
API = {"q", "limit", "offset", "sort", "from", "to", "typed", "synonyms", "bridge", "fold", *FILTERS}


def of_page(args: Args) -> Search:
    """The question of a page; parameters of other programs (`utm_source`) are none of ours."""
    return asked(args, (number(args, "page", 1, DEEPEST // PAGE, 1) - 1) * PAGE, PAGE)


def of_api(args: Args) -> Search:
    """The question of a program, which is told when it asks for what there isn't."""
    known_only(args, API)
    return asked(args, number(args, "offset", 0, DEEPEST, 0), number(args, "limit", 0, MOST_HITS, PAGE))


def of_suggest(args: Args) -> str:
    """The text that is to be completed."""
    known_only(args, {"q"})
    return one(args, "q")


def known_only(args: Args, known: Collection[str]) -> None:
    """Refuse parameters that there aren't."""
    if unknown := sorted(set(args) - set(known)):
        raise SearchError("Нет параметра «{name}»; есть {names}", name=unknown[0][:50], names=", ".join(sorted(known)))


def asked(args: Args, offset: int, limit: int) -> Search:
    """The question of request arguments; `SearchError` for a value that can't be."""
    if crowded := next((name for name in FILTERS if len(args.getlist(name)) > MOST_VALUES), None):
        raise SearchError(
            "Слишком много отборов {name}: {number}; можно {most}",
            name=crowded,
            number=len(args.getlist(crowded)),
            most=MOST_VALUES,
        )
    where = tuple((name, value) for name in FILTERS for value in args.getlist(name) if value.strip())
    if too_long := next((name for name, value in where if len(value) > LONGEST), None):
        raise SearchError("Параметр {name} длиннее {most} знаков", name=too_long, most=LONGEST)
    since, until = date(args, "from"), date(args, "to")
    if since and until and days(since)[0] > days(until)[1]:
        raise SearchError("«С» ({since}) позже, чем «по» ({until})", since=since, until=until)
    return Search(
        text=one(args, "q", LONGEST_QUERY),
        sort=choice(args, "sort", get_args(Sort)) or "relevance",  # type: ignore[arg-type]  # it is one of them
        as_typed=choice(args, "typed", ("1",)) == "1",
        synonyms=choice(args, "synonyms", ("0", "1")) != "0",
        bridge=choice(args, "bridge", ("0", "1")) != "0",
        fold=choice(args, "fold", ("0", "1")) != "0",
        offset=offset,
        limit=limit,
        since=since,
        until=until,
        where=tuple(dict.fromkeys(where)),
    )


def one(args: Args, name: str, longest: int = LONGEST) -> str:
    """The value of a parameter that may be given once; empty where it isn't."""
    values = args.getlist(name)
    if len(values) > 1:
        raise SearchError("Параметр {name} указан не один раз ({number}), нужен один", name=name, number=len(values))
    if values and len(values[0]) > longest:
        raise SearchError("Параметр {name} длиннее {most} знаков", name=name, most=longest)
    return values[0] if values else ""


def date(args: Args, name: str) -> str | None:
    """A year, a month or a day, written one way: `01.10.2025` is `2025-10-01`, so that one question has one URL."""
    if not (value := one(args, name).strip(" ")):
        return None
    try:
        first, last = days(value)
    except ValueError:
        raise SearchError(
            "«{text}» — не дата: нужны год, месяц или день, например 2025, 2025-10, 01.10.2025", text=value[:50]
        ) from None
    year, month, day = f"{first // 10000:04}", f"{first // 100 % 100:02}", f"{first % 100:02}"
    return next(date for date in (year, f"{year}-{month}", f"{year}-{month}-{day}") if days(date) == (first, last))


def days(date: str) -> tuple[int, int]:
    """The first and the last day of a year, a month or a day; ValueError for anything else, ranges included."""
    first, last = span(date)
    if first is None or last is None or ".." in date:
        raise ValueError(date)
    return first, last


def choice(args: Args, name: str, choices: Collection[str]) -> str:
    value = one(args, name)
    if name in args and value not in choices:
        raise SearchError(
            "Параметр {name}: «{value}» не подходит; есть {names}",
            name=name,
            value=value[:50],
            names=", ".join(choices),
        )
    return value


def number(args: Args, name: str, least: int, most: int, default: int) -> int:
    """A whole number within its bounds."""
    value = one(args, name)
    if name not in args:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
        raise SearchError(
            "Параметр {name}: «{value}» не подходит; нужно целое число от {least} до {most}",
            name=name,
            value=value[:50],
            least=least,
            most=most,
        )
    return int(value)
