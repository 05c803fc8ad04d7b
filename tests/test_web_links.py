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
from tests.archives import put

QUESTIONS = ("", "погода", "погода | снег")
FACET = re.compile(r'<li><a href="([^"]+)">([^<]*)</a> <span class="count">(\d+)</span>')
BAR = re.compile(r'<a href="([^"]+)" data-since[^>]*><title>[^<]*?: (\d+)')
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


BARS = [
    ([(20251001, 3)], 0, "", ""),
    ([(20251001, 3), (20251003, 1)], 3, "2025-10-01", "2025-10-03"),
    ([(20240228, 3), (20240301, 1)], 3, "2024-02-28", "2024-03-01"),
    ([(20251001, 3), (20251201, 1)], 62, "2025-10-01", "2025-12-01"),
    ([(20251001, 3), (20251202, 1)], 3, "2025-10", "2025-12"),
    ([(20240228, 3), (20240230, 1), (20240301, 1)], 2, "2024-02", "2024-03"),
    ([(20200101, 1), (20241201, 1)], 60, "2020-01", "2024-12"),
    ([(20200101, 1), (20250101, 1)], 6, "2020", "2025"),
    ([(18951101, 1), (20250101, 1)], 14, "1890", "2029"),
    ([(10101, 1), (99991231, 1)], 100, "0001", "9999"),
]


@pytest.mark.parametrize(("days", "bars", "first", "last"), BARS)
def test_bars_are_never_many(days: list[tuple[int, int]], bars: int, first: str, last: str) -> None:
    drawn = timeline(days, [day for day, _ in days])
    assert len(drawn.bars if drawn else ()) == bars
    if drawn:
        assert (drawn.bars[0].since, drawn.bars[-1].until) == (first, last)
        assert sum(bar.count for bar in drawn.bars) == sum(count for _, count in days)
        assert all(bar.gap is (not bar.count) for bar in drawn.bars)


def test_where_the_archive_has_articles_there_is_no_gap() -> None:
    drawn = timeline([(20251001, 3), (20251004, 1)], [20251001, 20251002, 20251004])
    assert drawn and [bar.gap for bar in drawn.bars] == [False, False, True, False]


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ([(20251001, 3), (20251003, 1)], ["1 окт", "2", "3"]),
        ([(20250929, 3), (20251002, 1)], ["29 сент", "30", "1 окт", "2"]),
        ([(20240420, 3), (20240525, 1)], ["20 апр", "26", "2 мая", "8", "14", "20"]),
        ([(20250101, 3), (20250401, 1)], ["янв", "февр", "март", "апр"]),
    ],
)
def test_labels_under_days_say_their_month_once(days: list[tuple[int, int]], labels: list[str]) -> None:
    drawn = timeline(days, [day for day, _ in days])
    assert drawn and [label.text.replace("\u00a0", " ") for label in drawn.labels] == labels


def test_from_years_to_a_day(client: FlaskClient) -> None:
    url, steps = "/?q=погода", []
    while bars := BAR.findall(page := client.get(url).text):
        steps.append(re.search(r"Статьи по (\w+)", page)[1])  # type: ignore[index]
        url = unescape(bars[-1][0])
    assert steps == ["годам", "месяцам"] and re.search(r"from=\d{4}-\d\d&to=\d{4}-\d\d$", url)


def test_what_is_excluded_is_gone_and_comes_back(client: FlaskClient) -> None:
    first = client.get("/", query_string={"q": "погода"}).text
    url, value = re.findall(r'<a class="without" href="([^"]+)"[^>]*><span class="hidden">Кроме: ([^<]+)', first)[0]
    count = next(int(number) for _, name, number in FACET.findall(first) if name == value)
    narrowed = client.get(unescape(url)).text
    assert total(narrowed) == total(first) - count
    assert value not in [name for _, name, _ in FACET.findall(narrowed)]
    chip = re.search(r'<li><a href="([^"]+)"><span class="hidden">Убрать: </span><i>Кроме', narrowed)
    assert chip and total(client.get(unescape(chip[1])).text) == total(first)


def test_two_tags_are_wanted_together_and_two_sections_alternatively(client: FlaskClient) -> None:
    def count(**where: object) -> int:
        return int(client.get("/api/search", query_string=where).get_json()["total"])

    assert count(tag=["тег 1", "метка 1"]) == 6 and count(tag="тег 1") == 12
    assert count(section=["Рубрика 0", "Рубрика 1"]) == 60
    assert count(**{"tag": "тег 1", "-tag": "метка 1"}) == 6
    assert count(**{"-section": ["Рубрика 0", "Рубрика 1"]}) == 0


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


ALTERNATIVE = re.compile(r'Или: </span>([^<]*)</a> <span class="count">\+(\d+)</span>')


def test_several_values_of_a_field_can_be_chosen_one_after_the_other(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    sources = ["вечер"] * 3 + ["утро"] * 2 + ["полдень"]
    put(index, *(Article(id=f"{n}", title="Дождь", body=f"Лило {n} дней.", source=s) for n, s in enumerate(sources)))
    client = create_app(Settings(), index).test_client()
    first = client.get("/?q=дождь&source=утро").text
    assert ALTERNATIVE.findall(first) == [("вечер", "3"), ("полдень", "1")]
    url = unescape(next(url for url in re.findall(r'href="([^"]+)"><span class="hidden">Или:', first)))
    second = client.get(url).text
    assert total(second) == 5
    assert ALTERNATIVE.findall(second) == [("полдень", "1")]
    assert second.count('class="chosen"') == 2


def test_another_date_keeps_how_a_question_is_read(client: FlaskClient) -> None:
    page = client.get("/?q=погода&typed=1&fold=0&synonyms=0&from=2003").text
    box = re.search(r'<form id="search".*?</form>', page, re.DOTALL)
    assert box
    assert set(re.findall(r'type="hidden" name="(\w+)" value="0"', box[0])) == {"fold", "synonyms"}
    assert re.search(r'<button form="search" name="typed" value="1">', page)
