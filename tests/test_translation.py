"""The interface in three languages: which one a reader gets, how it is changed, and that no text of another is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from index import ArchiveError, Article, Index, SearchError
from search_web import create_app
from search_web.translation import LANGUAGES, catalogue, said
from search_web.words import counted, in_words, lasting, month_alone, month_short, spaced, weekdays_short
from settings import Settings
from tests.texts import kept

TALE = "The old bridge was closed at noon, the mayor said, and buses go round by the mill until the spring. "
ARTICLES = [
    Article(
        id=f"{n}", title=f"Bridge closed {n}", lead="Traffic stops.", body=f"{TALE * 3} Number {n}.", author="A. Smith",
        published=f"{2024 + n % 2}-10-0{1 + n // 2}", source="herald.example", section=("City", "Country")[n % 2],
        tags=("bridge",), views=1200 * n, modified="2025-11-02", lang="en", image="https://herald.example/1.jpg",
    )
    for n in range(15)
]  # fmt: skip
ARTICLES.append(Article(id="undated", title="Bridges of old", body="A bridge.", source="post.example", lang="ru"))
PAGES = [
    "/", "/?q=bridge", "/?q=bridge&sort=date&page=2", "/?q=bridge&fold=0&synonyms=0&bridge=0", "/?q=bridge&page=90",
    "/?q=bridge&from=2024&to=2025-11&section=City&-author=X&lang=en", "/?q=unicorn", "/?q=unicorn&from=2024",
    "/?q=bridge+mayor+unicorn", "/?q=bridgf", "/?q=the+old+bridge+was+closed+at+seven", "/?q=bridge&from=2025-10",
    "/article/1", "/article/1?q=bridge&n=1", "/article/1?q=%28bridge", "/article/undated", "/article/none", "/nothing",
    "/diff/1?with=0", "/diff/0?with=1&q=bridge", "/diff/1", "/diff/1?with=none", "/diff/0?version=1",
    "/archive", "/archive/2025", "/archive/2025/10", "/archive/2025/10/01", "/archive/2025/12/31",
    "/popular", "/popular?period=all", "/popular?period=never", "/help", "/api",
    "/export?format=xls", "/feed?since=once",
    "/?q=%28bridge", "/?q=%22bridge", "/?q=colour:red", "/?q=title:", "/?q=bridge+/999+mayor", "/?q=date:never",
    "/?q=bridge+NOT", "/?q=a*", "/?q=*", "/?q=bridge)", "/?q=who:", "/?sort=x", "/?page=0", "/?from=2025&to=2024",
    "/?from=never", "/?q=a&q=b",
]  # fmt: skip
SAID = ("aria-label", "title", "placeholder", "alt", "data-suggestions")
CYRILLIC = re.compile("[\u0400-\u04ff]+")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("translation") / "archive")
    with index.write() as writer:
        for article in ARTICLES:
            writer.put(article)
    return index


@pytest.fixture(scope="module")
def app(index: Index) -> Flask:
    return create_app(Settings(title="Herald"), index)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def texts(page: str, language: str) -> Iterator[str]:
    """What a page says in its language: its texts and the names for those who hear it, without what says that it is in
    another language."""
    tree = html.document_fromstring(page)
    assert tree.get("lang") == language
    for element in tree.xpath("//*[@lang]"):
        if element.get("lang") != language and element is not tree:
            element.drop_tree()
    yield from (text.strip() for text in tree.itertext() if text.strip())
    for element in tree.iter():
        yield from (element.get(name) for name in SAID if element.get(name))


def asked(client: FlaskClient, path: str, language: str) -> str:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.mimetype == "text/html" and response.status_code < 500, path
    return response.text


@pytest.mark.parametrize("path", PAGES)
def test_nothing_russian_is_left(client: FlaskClient, path: str) -> None:
    foreign = [text for text in texts(asked(client, path, "en"), "en") if CYRILLIC.search(text)]
    assert not foreign
    said = " | ".join(texts(asked(client, path, "kk"), "kk"))
    russian = [
        str(one.id) for one in kept("kk") if isinstance(one.id, str) and one.string != one.id and len(one.id) > 4
    ]
    assert [text for text in russian if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)] == []


def test_every_page_is_told_in_russian_too(client: FlaskClient) -> None:
    for path in PAGES:
        assert CYRILLIC.search(" ".join(texts(asked(client, path, "ru"), "ru"))), path


@pytest.mark.parametrize(
    ("asks", "cookie", "setting", "given"),
    [
        (None, None, "", "ru"),
        ("kk", None, "", "kk"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", None, "", "kk"),
        ("en-US,en;q=0.9", None, "", "en"),
        ("de,fr;q=0.5", None, "", "ru"),
        ("ru;q=0.5,en;q=0.7", None, "", "en"),
        ("en", "kk", "", "kk"),
        ("en", "tlh", "", "en"),
        ("en", None, "kk", "kk"),
        ("en", "ru", "kk", "ru"),
    ],
)
def test_whose_word_counts(index: Index, asks: str | None, cookie: str | None, setting: str, given: str) -> None:
    client = create_app(Settings(language=setting), index).test_client()
    if cookie:
        client.set_cookie("ui", cookie)
    response = client.get("/help", headers={"Accept-Language": asks} if asks else {})
    assert f'<html lang="{given}">' in response.text
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=bridge&from=2024&section=City&section=Country", "/archive/2025/10", "/article/1?q=bridge&n=1", "/no/w"],
)
def test_the_switch_leads_to_the_same_page(client: FlaskClient, path: str) -> None:
    page = html.document_fromstring(client.get(path).text)
    links = {one.get("hreflang"): one.get("href") for one in page.xpath("//a[@hreflang]")}
    assert list(links) == list(LANGUAGES)
    chosen = urljoin(f"http://localhost{path}", links["kk"])
    response = client.get(chosen)
    assert response.status_code == 302 and "ui=" not in response.location
    kept = response.headers["Set-Cookie"]
    assert "ui=kk" in kept and "SameSite=Lax" in kept and "HttpOnly" in kept and "Path=/" in kept
    assert urljoin(chosen, response.location) == f"http://localhost{path}"
    assert '<html lang="kk">' in client.get(path, headers={"Accept-Language": "en"}).text
    assert '<html lang="kk">' in client.get("/popular", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("path", ["//evil.example/?ui=kk", "/%0d%0aSet-Cookie:x=y?ui=kk", "/\\evil.example?ui=kk"])
def test_the_switch_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    response = client.get(path, base_url="http://localhost")
    assert response.status_code == 302 and response.location.startswith("./")
    assert "Set-Cookie:x" not in response.location and "x=y" not in response.headers["Set-Cookie"]


def test_an_unknown_language_is_ignored(client: FlaskClient) -> None:
    response = client.get("/help?ui=tlh")
    assert response.status_code == 200 and "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/feed?q=bridge", "/opensearch.xml", "/api/search?q=bridge", "/export?q=bridge"])
def test_what_programs_read_is_the_same_in_every_language(client: FlaskClient, path: str) -> None:
    answers = {
        client.get(path, headers={"Accept-Language": language}).data.split(b'"took_ms"')[0] for language in LANGUAGES
    }
    assert len(answers) == 1


def test_an_article_keeps_its_own_language(client: FlaskClient) -> None:
    page = html.document_fromstring(asked(client, "/article/1", "kk"))
    assert page.xpath("//h1/@lang") == ["en"] and page.get("lang") == "kk"


# What a language says: a date, a month, a month after «с», a count, a time.
WAYS = {
    "ru": ("12 мая 2025", "май 2025", "мая 2025", "12 345 статей", "за 1,2 с", "май", "мар", "пн"),
    "kk": ("2025 ж. 12 мамыр", "2025 ж. мамыр", "2025 ж. мамыр", "12 345 мақала", "1,2 с ішінде", "мамыр", "нау", "дс"),
    "en": ("12 May 2025", "May 2025", "May 2025", "12,345 articles", "in 1.2 s", "May", "Mar", "Mo"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_numbers(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Accept-Language": language}):
        ways = (
            in_words("2025-05-12"), in_words("2025-05"), in_words("2025-05", since=True),
            counted(12345, "статья", "статей"), lasting(1249), month_alone(5), month_short(3)[:3], weekdays_short()[0],
        )  # fmt: skip
        assert tuple(text.replace("\u00a0", " ") for text in ways) == WAYS[language]
        assert in_words("2025-05-12T09:30", time=True).endswith(", 09:30")
        assert in_words("2025") == "2025" and in_words("давно") == "давно" and spaced(999) == "999"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ru", {1: "статья", 2: "статьи", 5: "статей", 11: "статей", 21: "статья", 112: "статей", 1000: "статей"}),
        ("kk", {0: "мақала", 1: "мақала", 2: "мақала", 5: "мақала", 21: "мақала"}),
        ("en", {0: "articles", 1: "article", 2: "articles", 21: "articles"}),
    ],
)
def test_plurals(language: str, forms: dict[int, str]) -> None:
    assert {number: catalogue(language).ngettext("статья", "статей", number) for number in forms} == forms


def test_a_text_is_not_kept_from_one_reader_for_another(client: FlaskClient) -> None:
    for language, order in (
        ("ru", "по соответствию"),
        ("en", "by relevance"),
        ("kk", "сәйкестігі"),
        ("ru", "по соотв"),
    ):
        assert order in asked(client, "/?q=bridge", language)


@pytest.mark.parametrize(("asks", "given"), [("en", "en"), ("kk", "en")])
def test_examples_are_in_a_language_that_the_archive_has(client: FlaskClient, asks: str, given: str) -> None:
    examples = html.document_fromstring(asked(client, "/help", asks)).xpath("//table//code")
    assert {one.get("lang") for one in examples} == {given} and len(examples) > 10


@pytest.mark.parametrize(
    ("settings", "method", "status"),
    [
        ({"password": "scrypt:32768:8:1$a$b"}, "GET", 401),
        ({"auth_header": "X-Reader"}, "GET", 403),
        ({}, "POST", 405),
        ({"rate": 1}, "GET", 429),
    ],
)
def test_who_is_turned_away_is_told_so_in_his_language(
    index: Index, settings: dict[str, Any], method: str, status: int
) -> None:
    client = create_app(Settings(title="Herald", **settings), index).test_client()
    for language, foreign in (("en", CYRILLIC), ("kk", re.compile("редакции|адреса|паролем|читают"))):
        for _ in range(2):
            response = client.open("/help", method=method, headers={"Accept-Language": language})
        assert response.status_code == status
        assert not foreign.search(" ".join(texts(response.text, language)))


def test_an_error_without_a_translation_says_that_it_is_russian(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert said(ArchiveError("Том <7> потерян")) == '<span lang="ru">Том &lt;7&gt; потерян</span>'
        assert said(SearchError("Нет поля «{name}:»", name="<b>{x}")) == "There is no field “<b>{x}:”"
    assert said(ArchiveError("Том {7} потерян")) == "Том {7} потерян"
