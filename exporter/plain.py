"""A citation as one would write it in an article: author, title, paper, day, address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exporter.dates import parts
from index import Article

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 - one line reads better
NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905


def lines(articles: Iterable[Article], today: date) -> Iterator[str]:
    """One line an article: `И. Иванов. Наукоград построят // kazpravda.kz, 1 октября 2025. https://...`."""
    for article in articles:
        said = ". ".join(filter(None, (article.author, one_line(article.title) or "Без заголовка")))
        place = ", ".join(filter(None, (article.source, day(article.published))))
        yield " // ".join(filter(None, (said, place))) + f". {article.url or ''}".rstrip() + "\n"


def day(date: str | None) -> str:
    """`1 октября 2025`, `октябрь 2025`, `2025`, or nothing."""
    match parts(date):
        case (year, month, day) if 1 <= month <= 12:
            return f"{day} {MONTHS[month - 1]} {year}"
        case (year, month) if 1 <= month <= 12:
            return f"{NOMINATIVE[month - 1]} {year}"
        case (year, *_):
            return f"{year}"
    return ""


def one_line(text: str) -> str:
    return " ".join(text.split())
