"""The archive by date: every article with a date stands on its day, days without articles show as such."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Article, Index
from search_web import create_app
from search_web.almanac import LONGEST_RUN, Row, beside, month_of, rows_of, shade
from settings import Settings

DAYS = {
    "2024-02-29": 2,
    "2024-03-01": 1,
    "2025-10-01": 4,
    "2025-10-03": 1,
    "2023-10-01": 1,
    "2001-10-01": 1,
    "2099-10-01": 1,
}
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("chronicle")
    index = Index.create(folder / "archive")
    with index.write() as writer:
        for day, count in DAYS.items():
            for number in range(count):
                writer.put(
                    Article(
                        id=f"{day}-{number}",
                        title=f"{EVIL} {day} № {number}",
                        body="Слово " * (number + 1),
                        published=f"{day}T0{9 - number}:00+05:00",
                        section=("Город", "Спорт", None)[number % 3],
                        views=None if day == "2025-10-03" else 10 * number,
                    )
                )
        writer.put(Article(id="undated", title="Без даты"))
        writer.put(Article(id="never", title="30 февраля", published="2024-02-30"))
    return create_app(Settings(), index).test_client()


def page(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    assert EVIL not in response.text
    return response.text


def links(text: str, pattern: str) -> list[str]:
    return [unescape(url) for url in re.findall(rf'href="({pattern})"', text)]


def test_from_years_to_an_article(client: FlaskClient) -> None:
    years = dict.fromkeys(links(page(client, "/archive"), r"/archive/\d{4}"))
    assert list(years) == ["/archive/2099", "/archive/2025", "/archive/2024", "/archive/2023", "/archive/2001"]
    found = []
    for year in years:
        for month in links(page(client, year), r"/archive/\d{4}/\d\d"):
            days = dict.fromkeys(links(page(client, month), r"/archive/\d{4}/\d\d/\d\d"))
            for day in days:
                found += sorted(set(links(page(client, day).split("other-years")[0], r"/article/[^\"]+")))
    assert len(found) == sum(DAYS.values())
    assert "без даты" in page(client, "/archive")


def test_counts_of_a_month_are_those_of_its_days(client: FlaskClient) -> None:
    text = page(client, "/archive/2025/10").replace("\u00a0", " ")
    assert "5 статей" in text and text.count('class="none"') == 29
    assert 'title="4 статьи"' in text and 'title="1 статья"' in text


def test_a_day_leads_with_what_was_read_most(client: FlaskClient) -> None:
    text = page(client, "/archive/2025/10/01")
    assert text.index("№ 3") < text.index("№ 2") < text.index("№ 1") < text.index("№ 0")
    assert "среда" in text and links(text, r"/\?section=[^\"]+")
    others = links(text.split("other-years")[-1], r"/archive/[\d/]+")
    assert others == ["/archive/2023/10/01", "/archive/2001/10/01", "/archive/2099/10/01"]


def test_a_day_without_articles_leads_on(client: FlaskClient) -> None:
    text = page(client, "/archive/2025/10/02")
    assert "нет статей" in text
    assert links(text, r"/archive/\d{4}/\d\d/\d\d")[:2] == ["/archive/2025/10/01", "/archive/2025/10/03"]


@pytest.mark.parametrize(
    "path",
    ["0000", "99999", "abcd", "2025/13", "2025/00", "2025/1", "2025/02/30", "2025/10/32", "2025/10/1", "2025/10/00"],
)
def test_what_no_calendar_has(client: FlaskClient, path: str) -> None:
    assert client.get(f"/archive/{path}").status_code == 404


@pytest.mark.parametrize("path", ["0001", "9999", "0001/01", "9999/12", "0001/01/01", "9999/12/31", "1582/10/10"])
def test_the_ends_of_time(client: FlaskClient, path: str) -> None:
    page(client, f"/archive/{path}")


PERIODS = [("day", []), ("week", ["3", "2", "1", "0"]), ("all", ["3", "2", "1", "1"])]


@pytest.mark.parametrize(("period", "numbers"), PERIODS)
def test_popular(client: FlaskClient, period: str, numbers: list[str]) -> None:
    text = page(client, f"/popular?period={period}")
    assert re.findall(r"№ (\d)", text)[:4] == numbers
    assert ("не знает просмотров" in text) is (not numbers)
    assert client.get("/popular?period=век").status_code == 400


def test_popular_begins_with_the_shortest_period_that_has_any(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        for day, views in (("2025-10-31", None), ("2025-10-10", 5), ("2025-01-01", 9)):
            writer.put(Article(id=day, title=f"№ {day}", published=day, views=views))
    text = page(create_app(Settings(), index).test_client(), "/popular")
    assert re.findall(r"№ ([\d-]+)", text) == ["2025-10-10"]
    assert re.search(r'aria-current="true">за месяц<', text)


def test_an_empty_archive(tmp_path: Path) -> None:
    empty = create_app(Settings(), Index.create(tmp_path / "archive")).test_client()
    for path in ("/archive", "/archive/2025", "/archive/2025/10", "/archive/2025/10/01", "/popular"):
        assert empty.get(path).status_code == 200


def test_a_month_has_every_day_once_in_its_weekday() -> None:
    for number in range(1, 13):
        weeks = month_of([], 2024, number).weeks
        days = [day for week in weeks for day in week if day]
        first = date(2024, number, 1)
        assert [day.number for day in days] == [
            (first + timedelta(n)).day for n in range(len(days))
        ] and len(days) >= 29  # fmt: skip
        assert all(
            date(2024, number, day.number).weekday() == place for week in weeks for place, day in enumerate(week) if day
        )


def test_days_are_as_dark_as_they_are_busy_beside_those_of_the_year() -> None:
    days = [(20240105, 9), (20240301, 9), (20240302, 36), (20250101, 900)]
    shades = {
        day.date: day.shade for number in (1, 3) for week in month_of(days, 2024, number).weeks for day in week if day
    }
    assert {date: shade for date, shade in shades.items() if shade} == {20240105: 2, 20240301: 2, 20240302: 4}


def test_years_without_articles_are_rows_too() -> None:
    near = [(20200101, 1), (20230101, 2)]
    assert [row.year for row in rows_of(near)] == [2023, 2022, 2021, 2020]
    assert [row.year for row in rows_of([(10101, 1), (99990101, 1)])] == [9999, None, 1]
    assert len(list(rows_of([(20000101, 1), ((2001 + LONGEST_RUN) * 10000 + 101, 1)]))) == LONGEST_RUN + 2
    assert list(rows_of(near))[1] == Row(2022, (0,) * 12)


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(0, 0, 0), (0, 9, 0), (1, 1, 2), (4, 4, 4), (1, 16, 1), (9, 9, 4), (4, 16, 2), (1, 10**9, 1)],
)
def test_shades(count: int, most: int, expected: int) -> None:
    assert shade(count, most) == expected


@pytest.mark.parametrize(
    ("number", "before", "after"), [(5, 3, 7), (3, None, 7), (7, 3, None), (1, None, 3), (9, 7, None)]
)
def test_beside(number: int, before: int | None, after: int | None) -> None:
    assert beside([3, 3, 7], number) == {"before": before, "after": after}
