"""What a search page promises, its links keep: counts of facets and bars, one URL for one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Article, Index
from search_web import create_app
from search_web.timeline import timeline
from settings import Settings

QUESTIONS = ("", "погода", "погода | снег")
FACET = re.compile(r'<li><a href="([^"]+)">([^<]*)</a> <span class="count">(\d+)</span>')
BAR = re.compile(r'<a href="([^"]+)"><title>[^<]*?: (\d+)')
TOTAL = re.compile(r"(?:Нашлась|Нашлось)\s+(\d+)|(Ничего не нашлось)")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("links") / "archive"
    index = Index.create(folder)
    with index.write() as writer:
        for number in range(60):
            writer.put(
                Article(
                    id=f"n{number}",
                    title="Погода" if number % 3 else "Снег",
                    body="Ясно",
                    published=None if number % 20 == 7 else f"{2000 + number % 9}-0{1 + number % 8}-11",
                    author=f"Автор {number % 4}, Соавтор {number % 3}",
                    section=f"Рубрика {number % 2}",
                    tags=(f"тег {number % 5}", f"метка {number % 2}"),
                    source="газета",
                )
            )
    return create_app(Settings(), index).test_client()


def total(page: str) -> int:
    match = TOTAL.search(page)
    assert match
    return int(match[1] or 0)


def pages(client: FlaskClient) -> Iterator[str]:
    """The page of each question, and of each question narrowed by its first author."""
    for text in QUESTIONS:
        yield (first := client.get("/", query_string={"q": text, "sort": "views"}).text)
        yield client.get(unescape(next(url for url, _, _ in FACET.findall(first) if "author=" in url))).text


def test_a_facet_gives_as_many_as_it_says(client: FlaskClient) -> None:
    for page in pages(client):
        for url, value, count in FACET.findall(page):
            assert total(client.get(unescape(url)).text) == int(count), value


def test_bars_and_undated_make_the_total_and_each_bar_gives_its_count(client: FlaskClient) -> None:
    for page in pages(client):
        bars = BAR.findall(page)
        undated = re.search(r"Ещё (\d+)", page)
        assert sum(int(count) for _, count in bars) + (int(undated[1]) if undated else 0) == total(page)
        for url, count in bars:
            assert total(client.get(unescape(url)).text) == int(count)


@pytest.mark.parametrize(
    ("months", "bars", "first", "last"),
    [
        ([(202510, 3)], 0, "", ""),
        ([(202510, 3), (202512, 1)], 3, "2025-10", "2025-12"),
        ([(202001, 1), (202412, 1)], 60, "2020-01", "2024-12"),
        ([(202001, 1), (202501, 1)], 6, "2020", "2025"),
        ([(189511, 1), (202501, 1)], 14, "1890", "2029"),
        ([(101, 1), (999912, 1)], 100, "0001", "9999"),
    ],
)
def test_bars_are_never_many(months: list[tuple[int, int]], bars: int, first: str, last: str) -> None:
    drawn = timeline(months)
    assert len(drawn.bars if drawn else ()) == bars
    if drawn:
        assert (drawn.bars[0].since, drawn.bars[-1].until) == (first, last)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [("01.10.2005", "", "2005-10-01"), ("10.2005", "", "2005-10"), ("2005-1", "", "2005-01"), ("2005", "", "2005")],
)
def test_one_date_is_written_one_way(client: FlaskClient, since: str, until: str, shown: str) -> None:
    assert f'name="from" value="{shown}"' in client.get("/", query_string={"from": since, "to": until}).text


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [("давно", "", "не дата"), ("2005..2007", "", "не дата"), ("2007", "2005", "позже"), ("", "2005-13", "не дата")],
)
def test_a_date_that_cannot_be_is_told(client: FlaskClient, since: str, until: str, says: str) -> None:
    for path in ("/", "/api/search"):
        response = client.get(path, query_string={"from": since, "to": until})
        assert response.status_code == 400
        assert says in response.text
