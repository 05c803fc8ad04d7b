"""A bibliographic record by ГОСТ Р 7.0.100-2018: a part of an electronic resource (its section 6), short form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exporter.dates import parts
from exporter.people import Person, authors
from exporter.plain import one_line
from index import Article

# ГОСТ Р 7.0.12-2011: months are cut to these; those of three to five letters are not.
MONTHS = ("янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")
DASH = " \N{EN DASH} "
HEADED = 3
"""Up to three authors the first one heads the record; of five and more three are named."""
NAMED = 4


def lines(articles: Iterable[Article], today: date) -> Iterator[str]:
    """One record a line."""
    for article in articles:
        yield record(article, today) + "\n"


def record(article: Article, today: date) -> str:
    """`Иванов, И. Заглавие / И. Иванов. – Текст : электронный // a.kz : [сайт]. – 2025. – 1 окт. – URL: ...`."""
    areas = [resource(article), *published(article.published)]
    if article.url:
        areas.append(f"URL: {article.url} (дата обращения: {today:%d.%m.%Y})")
    return DASH.join(f"{area.removesuffix('.')}." for area in [described(article), *areas])


def described(article: Article) -> str:
    """The heading, the title and who is responsible for it."""
    people = authors(article)
    title = one_line(article.title).removesuffix(".") or "[Без заглавия]"
    if people and len(people) <= HEADED:
        title = f"{heading(people[0])} {title}"
    return f"{title} / {responsible(people)}" if people else title


def heading(person: Person) -> str:
    """`Иванов, И. П.`; a name that can't be taken apart as it is."""
    return f"{person.surname}, {person.initials}" if person.given else f"{person.surname.removesuffix('.')}."


def responsible(people: list[Person]) -> str:
    """`И. П. Иванов, С. Серіков [и др.]`."""
    names = [f"{one.initials}\N{NO-BREAK SPACE}{one.surname}" if one.given else one.surname for one in people]
    return ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:HEADED])} [и др.]"


def resource(article: Article) -> str:
    """What kind of content it is, and where it was published."""
    kind = "Текст : электронный"
    if not article.source:
        return kind
    return f"{kind} // {article.source} : [сайт]" if article.url else f"{kind} // {article.source}"


def published(date: str | None) -> list[str]:
    """Year and day, each an area of its own."""
    match parts(date):
        case (year, month, day) if 1 <= month <= 12:
            return [f"{year}", f"{day} {MONTHS[month - 1]}"]
        case (year, *_):
            return [f"{year}"]
    return []
