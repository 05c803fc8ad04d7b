"""The archive by date: years, months as calendars, a day as a page of a newspaper; and what is read most."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal, get_args

from flask import Blueprint, abort, current_app, render_template, request

from index import Article, Search
from search_web import current, params
from search_web.almanac import Days, beside, month_of, proper, rows_of

chronicle = Blueprint("chronicle", __name__)

Period = Literal["day", "week", "month", "year", "all"]

LENGTHS: dict[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
"""Days of a period."""
MOST_OF_A_DAY = 300
"""Articles on a day's page; the rest are a search."""
LEADING = 3
MOST_YEARS = 8
"""Other years that a day is remembered of."""
POPULAR = 50


@chronicle.get("/archive")
def years() -> str:
    """All years, the newest first."""
    days = known_days()
    undated = current.index().search(Search(limit=0, facets=False)).total - sum(count for _, count in days)
    rows = list(rows_of(days))
    return render_template(
        "archive.html", search=bare(), rows=rows, most=max((max(row.months) for row in rows if row.months), default=0),
        undated=undated,
    )  # fmt: skip


@chronicle.get("/archive/<int(fixed_digits=4):year>")
def year(year: int) -> str:
    """A year as twelve small calendars."""
    days = known_days()
    if not 1 <= year <= 9999:
        abort(404)
    of_year = [(day, count) for day, count in days if day // 10000 == year]
    return render_template(
        "year.html", search=bare(), year=year, months=[month_of(of_year, year, number) for number in range(1, 13)],
        count=sum(count for _, count in of_year), **beside([day // 10000 for day, _ in days], year),
    )  # fmt: skip


@chronicle.get("/archive/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
def month(year: int, month: int) -> str:
    """A month as a calendar, with what was read most in it."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        abort(404)
    days = known_days()
    number = year * 100 + month
    return render_template(
        "month.html", search=bare(), month=month_of(days, year, month), number=number,
        leading=leading(articles_of(f"{year:04}-{month:02}", 2 * LEADING)),
        **beside([day // 100 for day, _ in days], number),
    )  # fmt: skip


@chronicle.get("/archive/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/<int(fixed_digits=2):day>")
def day(year: int, month: int, day: int) -> str:
    """A day as a page of a newspaper: what was read most, the others by sections, the same day of other years."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        abort(404)
    days = known_days()
    number = year * 10000 + month * 100 + day
    shown = date(year, month, day)
    articles = articles_of(shown.isoformat(), MOST_OF_A_DAY)
    first = leading(articles)[:LEADING]
    return render_template(
        "day.html", search=bare(), date=shown, count=dict(days).get(number, 0), leading=first,
        sections=sections([article for article in articles if article not in first]), shown=len(articles),
        anniversaries=list(anniversaries(days, number)), **beside([day for day, _ in days], number),
    )  # fmt: skip


@chronicle.get("/popular")
def popular() -> str:
    """What is read most, of the last days of the archive, as far as it knows views; where nobody asked for a period, of
    the shortest one from a week on that it knows any of."""
    chosen = params.choice(request.args, "period", get_args(Period))
    for period in [chosen] if chosen else get_args(Period)[1:]:
        search, articles = most_read(period)
        if articles:
            break
    return render_template(
        "popular.html", search=bare(), period=period, asked=search, articles=articles, periods=get_args(Period)
    )


def most_read(period: str) -> tuple[Search, list[Article]]:
    """The question for the articles of a period, and those whose views are known, the most read first."""
    today = int(f"{current.settings().today():%Y%m%d}")
    last = max((day for day, _ in known_days() if day <= today), default=None)
    until = proper(last) if last else None
    since = until and max(date.min.toordinal(), until.toordinal() - LENGTHS.get(period, 0) + 1)
    search = Search(sort="views", limit=POPULAR, facets=False)
    if since and until and period != "all":
        search = Search(sort="views", limit=POPULAR, facets=False, since=f"{date.fromordinal(since)}", until=f"{until}")
    return search, [hit.article for hit in current.index().search(search).hits if hit.article.views is not None]


def bare() -> Search:
    """No question: what the box of these pages begins with."""
    return Search(limit=params.PAGE)


def known_days() -> Days:
    """The days of the archive, counted once for each state of it; those that no calendar has (30 February) are left to
    the search."""
    changed = current.index().changed()
    kept: tuple[datetime, Days] | None = current_app.config.get("DAYS")
    if kept is None or kept[0] != changed:
        kept = changed, [(day, count) for day, count in current.index().days(Search()) if proper(day)]
        current_app.config["DAYS"] = kept
    return kept[1]


def articles_of(date: str, most: int) -> list[Article]:
    """The articles of a day or a month, the most read first."""
    search = Search(sort="views", since=date, until=date, limit=most, facets=False)
    return [hit.article for hit in current.index().search(search).hits]


def leading(articles: Sequence[Article]) -> list[Article]:
    """The stories that a page begins with: the most read; where nobody counted readers, the longest."""
    return sorted(articles, key=lambda article: (article.views or 0, len(article.body)), reverse=True)


def sections(articles: Sequence[Article]) -> list[tuple[str | None, list[Article]]]:
    """The articles by sections, the largest first, those without one last; in a section in the order of time."""
    found: dict[str | None, list[Article]] = {}
    for article in sorted(articles, key=lambda article: article.published or ""):
        found.setdefault(article.section, []).append(article)
    return sorted(found.items(), key=lambda pair: (pair[0] is None, -len(pair[1]), pair[0] or ""))


def anniversaries(days: Days, number: int) -> Iterator[tuple[int, Article]]:
    """The most read article of the same day in other years, the nearest years first."""
    others = [day for day, _ in days if day % 10000 == number % 10000 and day != number]
    for day in sorted(others, key=lambda day: abs(day - number))[:MOST_YEARS]:
        yield from ((day, article) for article in articles_of(f"{proper(day)}", 1))
