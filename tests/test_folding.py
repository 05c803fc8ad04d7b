"""Copies of one text on the page, in the API and in the terminal: folded, unfolded, switched off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from cli import main
from index import Article, Index
from search_web import create_app
from search_web.lists import page_numbers
from settings import Settings
from tests.test_copies import CHESS, PAPER, SITE, TEXT, WIRE

MANY = [Article(id=f"m{n}", body=TEXT, source=f"<b>{n}</b>", published=f"2025-09-{n + 1:02}") for n in range(7)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("folding") / "archive")
    with index.write() as writer:
        for article in (WIRE, PAPER, SITE, CHESS):
            writer.put(article)
        for number in range(300):
            writer.put(Article(id=f"n{number}", title="Дождь", body=f"Погода {number}.", published="2020"))
    return index


@pytest.fixture
def client(index: Index) -> FlaskClient:
    return create_app(Settings(), index).test_client()


def hits(client: FlaskClient, **asked: Any) -> list[str]:
    return re.findall(r'class="hit" id="a-([^"]+)"', client.get("/", query_string=asked).text)


def test_the_page_folds_and_unfolds(client: FlaskClient) -> None:
    page = client.get("/?q=мост&sort=date").text
    assert hits(client, q="мост", sort="date") == ["site"]
    assert "Нашлось 3\u00a0статьи" in page
    assert re.findall(r"<summary>(ещё[^<]*)</summary>", page) == ["ещё 2\u00a0копии"]
    copies = page.split('class="copies"')[1].split("</details>")[0]
    assert re.findall(r"/article/(\w+)\?", copies) == ["wire", "paper"]
    assert copies.index("<b>первая</b>") < copies.index("paper")
    assert "ещё 2\u00a0копии, эта первая" in client.get("/?q=мост&sort=oldest").text


def test_folding_can_be_switched_off(client: FlaskClient) -> None:
    assert 'href="/?q=%D0%BC%D0%BE%D1%81%D1%82&amp;fold=0">Копии отдельно' in client.get("/?q=мост").text
    assert sorted(hits(client, q="мост", fold="0")) == ["paper", "site", "wire"]
    assert 'href="/?q=%D0%BC%D0%BE%D1%81%D1%82">Сложить копии' in client.get("/?q=мост&fold=0").text
    assert "Копии отдельно" not in client.get("/?q=кубок").text
    assert client.get("/?q=мост&fold=2").status_code == 400


def test_the_article_lists_its_copies(client: FlaskClient) -> None:
    section = client.get("/article/paper").text.split('id="copies"')[1].split("</section>")[0]
    assert re.findall(r'href="/article/(\w+)"', section) == ["wire", "site"]
    assert "эта публикация первая" in client.get("/article/wire").text
    assert 'id="copies"' not in client.get("/article/chess").text


def test_copies_in_json(client: FlaskClient) -> None:
    (hit,) = client.get("/api/search?q=мост&sort=oldest").get_json()["hits"]
    assert (hit["id"], hit["copies_total"], [copy["id"] for copy in hit["copies"]]) == ("wire", 2, ["paper", "site"])
    assert hit["copies"][0] == {
        "id": "paper", "title": "Ремонт моста", "source": "Б", "published": "2025-10-01T12:00:00+05:00", "url": None,
    }  # fmt: skip
    assert len(client.get("/api/search?q=мост&fold=0").get_json()["hits"]) == 3
    assert [copy["id"] for copy in client.get("/api/article/site").get_json()["copies"]] == ["wire", "paper"]


def test_copies_in_the_terminal(index: Index) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(main, ("-a", str(index.archive.folder), "search", "мост", *words)).output

    assert "копий: 2, раньше всех: 2025-10-01T08:00:00+05:00 · А · wire" in run("--sort", "date")
    assert "копий: 2, эта раньше всех" in run("--sort", "oldest")
    assert run("--no-fold").count("копий: 2") == 3


def test_pages_while_rows_are_not_counted(client: FlaskClient) -> None:
    first, last = client.get("/?q=дождь").text, client.get("/?q=дождь&page=30").text
    assert 'rel="next"' in first
    assert "Страница </span>30</a>" not in first
    assert 'aria-current="page"><span class="hidden">Страница </span>30</a>' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 20, [1, None, 4, 5, 6, 7, 8, None, 20]),
        (1, None, [1, 2, None]),
        (6, None, [1, None, 4, 5, 6, 7, None]),
    ],
)
def test_page_numbers(page: int, last: int | None, numbers: list[int | None]) -> None:
    assert page_numbers(page, last) == numbers


def test_more_copies_than_are_shown(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        for article in MANY:
            writer.put(article)
    page = create_app(Settings(), index).test_client().get("/?sort=oldest").text
    assert "ещё 6\u00a0копий, эта первая" in page
    assert page.count("&lt;b&gt;") >= 6
    assert "<b>0" not in page
    assert re.search(r'href="/article/m0\?sort=oldest#copies">все 6', page)


def test_a_headline_whose_story_has_copies(tmp_path: Path) -> None:
    """Above the heading the articles with all the words, their copies folded; below it those with a part of them."""
    index = Index.create(tmp_path / "archive")
    other = Article(id="other", title="Мост через Ульбу закрыли", body="Ремонт в понедельник утром.", source="Г")
    with index.write() as writer:
        for article in (WIRE, SITE, other):
            writer.put(article)
    client = create_app(Settings(), index).test_client()
    asked = {"q": "мост через Ульбу закрыли на ремонт в понедельник утром до ноября"}
    partial = client.get("/api/search", query_string=asked).get_json()["partial"]
    assert (partial["full"], partial["rows"]) == (2, 1)
    above, below = client.get("/", query_string=asked).text.split('class="nearest"')
    assert re.findall(r'class="hit" id="a-(\w+)"', above) in (["wire"], ["site"])
    assert re.findall(r'class="hit" id="a-(\w+)"', below) == ["other"]
