"""Years, months and days (numbers: 2025, 202510, 20251001) as templates need them: their names and their pages."""

from __future__ import annotations

from flask import Flask, url_for

from index import Search
from search_web import addresses, params
from search_web.almanac import shade
from search_web.words import in_words, month_alone, month_short, weekday, weekdays_short


def register(app: Flask) -> None:
    """Make them known to the templates of an application."""
    app.jinja_env.globals.update(
        year_address=year_address,
        month_address=month_address,
        day_address=day_address,
        day_search=lambda day: addresses.address(Search(since=day, until=day, limit=params.PAGE)),
        year_name=str,
        month_name=lambda month: in_words(f"{month // 100:04}-{month % 100:02}"),
        month_only=lambda month: month_alone(month % 100),
        day_name=lambda day: in_words(f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"),
        weekday=weekday,
        weekdays_short=weekdays_short,
        month_short=month_short,
        shade=shade,
    )


def year_address(year: int) -> str:
    return url_for("chronicle.year", year=year)


def month_address(month: int) -> str:
    return url_for("chronicle.month", year=month // 100, month=month % 100)


def day_address(day: int) -> str:
    return url_for("chronicle.day", year=day // 10000, month=day // 100 % 100, day=day % 100)
