"""What stands around the hits: filters to add and to remove, the numbers of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index import Index, Results, Search
from index.article import SEVERAL
from search_web.addresses import address
from search_web.params import PAGE
from search_web.steps import chosen, joining, only, unchosen, without

MOST_CHOICES = 20
"""Values of one facet on a page; more of them would weigh more than the hits."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; its URL adds the filter, or removes it where it is chosen; `without` excludes the value.
    `more` says that the value would be an alternative to the chosen ones: its hits come to those there are."""

    value: str
    count: int
    url: str
    without: str
    chosen: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the URL without it."""

    name: str
    value: str
    url: str


def facets(search: Search, results: Results, index: Index) -> Iterator[tuple[str, list[Choice]]]:
    """For each facet that can narrow the hits: its choices.

    Several values of a field that an article has one of are alternatives: where one is chosen, the others follow it
    with what each would add.
    """
    for name, values in results.facets.items():
        choices = [choice(search, name, value, count) for value, count in values[:MOST_CHOICES]]
        taken = [one for one in choices if one.chosen]
        if taken and name not in SEVERAL:
            yield name, [*taken, *alternatives(search, name, results, index)][:MOST_CHOICES]
        elif taken or any(one.count < results.total for one in choices):
            yield name, choices


def alternatives(search: Search, name: str, results: Results, index: Index) -> Iterator[Choice]:
    """The values of a field beside the chosen ones, by the hits of the question without these: they have just been
    counted for whoever came from there, and are remembered."""
    text = results.correction.query if results.correction else search.text
    elsewhere = index.search(replace(unchosen(search, name), text=text, limit=0, as_typed=True))
    for value, count in () if elsewhere.partial else elsewhere.facets.get(name, ()):
        if not (other := choice(search, name, value, count)).chosen:
            yield replace(other, more=True)


def choice(search: Search, name: str, value: str, count: int) -> Choice:
    already = chosen(search, name, value)
    changed = without(search, name, value) if already else only(search, name, value)
    return Choice(value, count, address(changed), address(only(search, f"-{name}", value)), already)


def chips(search: Search) -> list[Chip]:
    """The filters in force, dates last; a month or a year is one chip."""
    found = [Chip(name, value, address(without(search, name, value))) for name, value in search.where]
    for kind, wanted in (("synonym", search.synonyms), ("bridge", search.bridge)):
        if not wanted:
            found.append(Chip(kind, "0", address(joining(search, kind, True))))
    if search.since and search.since == search.until:
        found.append(Chip("date", search.since, address(replace(search, since=None, until=None, offset=0))))
        return found
    if search.since:
        found.append(Chip("from", search.since, address(replace(search, since=None, offset=0))))
    if search.until:
        found.append(Chip("to", search.until, address(replace(search, until=None, offset=0))))
    return found


def last_page(rows: int | None) -> int | None:
    """The number of the last page, where it is known."""
    return None if rows is None else max(1, -(-rows // PAGE))


def page_numbers(page: int, last: int | None) -> list[int | None]:
    """The pages to offer: the first, those around, the last; None where some are left out between them, or where it
    isn't known how many follow."""
    if last is None:
        return [*page_numbers(page, page + 1), None]
    shown = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    numbers: list[int | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before == 2:
            numbers.append(number - 1)  # a gap of one page is as short as its number
        elif number - before > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers
