"""The search page and its API: every state is a URL, every match is marked, a hostile article stays harmless."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exporter import EXPORTS, STYLES
from index import Article, Index, Search
from search_web import create_app
from search_web.words import beyond, counted
from settings import Settings
from tests.archives import put

EVIL = "<script>alert(1)</script>"
ARTICLES = [
    Article(
        id="1",
        url="https://a.example/1",
        title="Наукограды построят",
        lead="Решение принято.",
        body="Первый из наукоградов заложат весной.\nСталь уже везут.",
        published="2025-10-01T09:30+05:00",
        source="a.example",
        section="Наука",
        author="И. Иванов",
        tags=("наука", "стройка"),
        views=1200,
        caption="Фото: архив",
    ),
    Article(
        id="2",
        title="Экспорт стали",
        body="Вывоз стали вырос, сообщил минфин.",
        published="2024-05-02",
        source="b.example",
    ),
    Article(
        id="3",
        url="javascript:alert(1)",
        title=f"Злая {EVIL}",
        body=f'Сталь {EVIL} "><img src=x onerror=alert(1)>',
        section=EVIL,
        author=EVIL,
        source=EVIL,
        tags=(EVIL,),
        image="javascript:alert(2)",
        caption=EVIL,
    ),
    *(
        Article(id=f"n{n}", title=f"Погода на день {n}", body="Дождь.", published=f"20{10 + n // 4:02}-0{n % 4 + 1}")
        for n in range(60)
    ),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    index = Index.create(tmp_path_factory.mktemp("web") / "archive")
    with index.write() as writer:
        for article in ARTICLES:
            writer.put(article)
    app = create_app(Settings(), index)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def page(client: FlaskClient, path: str, status: int = 200, **parameters: Any) -> str:
    response = client.get(path, query_string=parameters)
    assert response.status_code == status, response.text
    assert "Set-Cookie" not in response.headers
    return response.text


def test_the_front_page_shows_the_newest(client: FlaskClient) -> None:
    text = page(client, "/")
    assert "63\u00a0статьи" in text and "autofocus" in text
    assert text.index("Наукограды построят") < text.index("Экспорт стали")


@pytest.mark.parametrize("word", ["наукоградом", "НАУКОГРАДАМ", "наукоград"])
def test_every_form_is_marked(client: FlaskClient, word: str) -> None:
    text = page(client, "/", q=word)
    assert "<mark>Наукограды</mark>" in text and "<mark>наукоградов</mark>" in text
    article = page(client, "/article/1", q=word)
    assert '<mark id="h1">Наукограды</mark>' in article and '<mark id="h2">наукоградов</mark>' in article


def test_an_article_with_all_that_is_known(client: FlaskClient) -> None:
    text = page(client, "/article/1").replace("\u00a0", " ")
    for part in ("Наукограды построят", "Решение принято.", "Сталь уже везут.", "И. Иванов", "Наука", "стройка"):
        assert part in text
    for part in ('href="https://a.example/1"', "1 октября 2025", "09:30", "Фото: архив", "<mark>"):
        assert (part in text) is (part != "<mark>")


@pytest.mark.parametrize("query", ['"наукограды', "((", "дата:вчера", "вовсе не о том"])
def test_a_bad_query_does_not_break_an_article(client: FlaskClient, query: str) -> None:
    assert "Первый из" in page(client, "/article/1", q=query)


def test_a_hostile_article_is_harmless(client: FlaskClient) -> None:
    for text in (page(client, "/", q="сталь"), page(client, "/article/3", q="сталь"), page(client, "/", source=EVIL)):
        assert "<script>" not in text and "<img" not in text
        assert 'href="javascript' not in text and 'src="javascript' not in text
        assert "&lt;script&gt;" in text


def test_suggestions_are_what_a_script_adds(client: FlaskClient) -> None:
    text = page(client, "/", q="сталь")
    script = asset(text)
    scripts = re.findall("<script[^>]*>", text)
    assert f'<script src="{script}" defer>' in scripts
    assert all(re.fullmatch(r'<script src="/static/[^"]+" defer>', one) for one in scripts)
    assert 'data-suggest="/api/suggest"' in text and "combobox" not in text
    with client.get(script) as response:
        assert response.status_code == 200 and response.mimetype == "text/javascript"


def asset(text: str) -> str:
    """The address of the page's script."""
    return re.findall(r'<script src="(/static/suggest\.js\?v=\w+)"', text)[0]


def test_the_front_page_helps_in_two_lines(client: FlaskClient) -> None:
    text = page(client, "/")
    assert "нужны все слова" in text
    examples = re.findall(r'<a href="([^"]+)"><code[^>]*>', text)
    assert [client.get(unescape(address)).status_code for address in examples] == [200] * 5


@pytest.mark.parametrize("path", ["/", "/article/1", "/article/нет", "/api/search", "/healthz", "/static/style.css"])
def test_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"


STATES = [
    ({"q": "сталь", "source": "b.example"}, ["2"]),
    ({"q": "сталь", "sort": "date"}, ["1", "2", "3"]),
    ({"q": "сталь", "sort": "oldest"}, ["2", "1", "3"]),
    ({"q": "сталь", "from": "2025"}, ["1"]),
    ({"q": "сталь", "to": "2024-05"}, ["2"]),
    ({"q": "сталь", "section": "наука"}, ["1"]),
    ({"q": "сталь", "author": "И. Иванов"}, ["1"]),
    ({"q": "", "tag": ["наука", "стройка"]}, ["1"]),
    ({"q": "погода", "lang": "kk"}, []),
]


@pytest.mark.parametrize(("parameters", "ids"), STATES)
def test_states(client: FlaskClient, parameters: dict[str, Any], ids: list[str]) -> None:
    found = client.get("/api/search", query_string=parameters).get_json()
    assert [hit["id"] for hit in found["hits"]] == ids
    text = page(client, "/", **parameters)
    assert [id for id in ("1", "2", "3") if f'id="a-{id}"' in text] == sorted(ids)


def test_pages_go_as_deep_as_the_hits(client: FlaskClient) -> None:
    seen = [hit for n in range(1, 7) for hit in page(client, "/", q="погода", page=n).split('id="a-')[1:]]
    assert len({hit.split('"')[0] for hit in seen}) == 60
    assert "Последняя страница" in page(client, "/", q="погода", page=9)


def test_the_timeline_leads_to_months(client: FlaskClient) -> None:
    assert "from=2024-05" in page(client, "/", q="сталь")
    assert "<svg" in page(client, "/", q="погода")


def test_a_correction_is_said_and_can_be_undone(client: FlaskClient) -> None:
    text = page(client, "/", q="yferjuhfl")
    assert "наукоград" in text and "раскладка" in text and "typed=1" in text and "<mark>" in text
    assert "Ничего не нашлось" in page(client, "/", q="yferjuhfl", typed=1)


def test_zero_is_honest(client: FlaskClient) -> None:
    text = page(client, "/", q="наукограды абракадабра")
    assert "Нет в архиве" in text and "абракадабра" in text and "Наукограды" in text
    assert "Ничего не нашлось" in page(client, "/", q="абракадабра")


def test_an_error_shows_its_place_and_the_way_out(client: FlaskClient) -> None:
    text = page(client, "/", q="(сталь", status=400)
    assert "<u>(</u>" in text and "q=(%D1%81%D1%82%D0%B0%D0%BB%D1%8C)" in text


BAD = [
    {"page": "0"},
    {"page": "x"},
    {"sort": "по алфавиту"},
    {"from": "вчера"},
    {"to": "2024-13"},
    {"q": "а" * 20_000},
    {"typed": "да"},
]


@pytest.mark.parametrize("parameters", BAD)
def test_bad_parameters_are_said(client: FlaskClient, parameters: dict[str, str]) -> None:
    assert "Traceback" not in page(client, "/", status=400, **parameters)


def test_filters_outlive_a_bad_date(client: FlaskClient) -> None:
    text = page(client, "/", status=400, **{"q": "сталь", "source": "b.example", "from": "вчера"})
    assert '<input type="hidden" name="source" value="b.example">' in text
    assert re.search(r'href="[^"]*&amp;source=b\.example">Искать «сталь» без этого', text)


def test_a_long_name_of_an_archive_is_smaller(client: FlaskClient, tmp_path: Path) -> None:
    named = create_app(Settings(title="Архив газеты «Степной вестник»"), Index.create(tmp_path / "archive"))
    assert '<p class="nameplate long">' in named.test_client().get("/").text
    assert '<p class="nameplate">' in page(client, "/")


@pytest.mark.parametrize("path", ["/article/нет", "/нет", "/article/"])
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    assert "нет" in page(client, path, status=404)


def test_api_search(client: FlaskClient) -> None:
    answer = client.get("/api/search", query_string={"q": "наукоградом"}).get_json()
    assert list(answer) == [
        "query",
        "total",
        "took_ms",
        "hits",
        "facets",
        "timeline",
        "synonyms",
        "correction",
        "offered",
        "readings",
        "partial",
        "narrowed",
        "absent",
    ]
    assert answer["hits"][0]["why"][0] == {
        "word": "наукоградом",
        "form": "наукограды",
        "kind": "form",
        "field": "title",
    }
    assert len(client.get("/api/search", query_string={"q": "погода", "limit": 1000}).get_json()["hits"]) == 60
    assert len(client.get("/api/search?q=погода&limit=7&offset=57").get_json()["hits"]) == 3


@pytest.mark.parametrize("query", ["limit=1001", "limit=x", "offset=-1", "sort=x", "from=x", "цвет=синий"])
def test_api_refuses(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/search?q=сталь&{query}")
    assert response.status_code == 400 and response.get_json()["error"]


def test_api_says_what_cannot_be_read(client: FlaskClient) -> None:
    response = client.get("/api/search", query_string={"q": "нефть («сталь»"})
    assert response.status_code == 400
    error = response.get_json()
    assert (error["start"], error["end"], error["repaired"]) == (6, 7, "нефть («сталь»)")


def test_api_suggest(client: FlaskClient) -> None:
    response = client.get("/api/suggest", query_string={"q": "погод"})
    found = [{"text": "погода на день", "kind": "phrase", "count": 60}, {"text": "погода", "kind": "word", "count": 60}]
    assert response.get_json() == {"query": "погод", "suggestions": found}
    assert response.headers["Cache-Control"] == "max-age=60, private"
    assert client.get("/api/suggest").get_json() == {"query": "", "suggestions": []}


@pytest.mark.parametrize("query", ["q=а&q=б", "цвет=синий", f"q={'а' * 1001}"])
def test_api_suggest_refuses(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/suggest?{query}")
    assert response.status_code == 400 and response.get_json()["error"]


def test_api_article(client: FlaskClient) -> None:
    article = client.get("/api/article/1").get_json()
    assert article["title"] == "Наукограды построят" and article["tags"] == ["наука", "стройка"]
    assert client.get("/api/article/нет").status_code == 404
    assert client.get("/api/article/нет").get_json()["error"]


def test_healthz(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "articles": 63}
    assert client.post("/").status_code == 405


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 статей"),
        (1, "1 статья"),
        (2, "2 статьи"),
        (5, "5 статей"),
        (11, "11 статей"),
        (21, "21 статья"),
        (112, "112 статей"),
        (1234, "1 234 статьи"),
    ],
)
def test_plurals(number: int, words: str) -> None:
    assert counted(number, "статья", "статей").replace("\u00a0", " ").replace("\u202f", " ") == words


@pytest.mark.parametrize("form", EXPORTS)
def test_an_export_has_every_hit(client: FlaskClient, form: str) -> None:
    response = client.get("/export", query_string={"q": "погода", "format": form})
    counts = {"csv": "\r\n", "jsonl": "\n", "bibtex": "@article", "ris": "ER  - "}
    assert response.status_code == 200 and response.is_streamed
    assert response.text.count(counts[form]) - (form == "csv") == 60
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_export_of_a_page_is_of_what_it_shows(client: FlaskClient) -> None:
    for parameters in ({"q": "погода", "from": "2015", "sort": "date", "page": "2"}, {"q": "yferjuhfl"}):
        text = page(client, "/", **parameters)
        url = unescape(re.search(r'href="([^"]*/export[^"]*format=jsonl)"', text)[1])  # type: ignore[index]
        total = int(re.search(r"Нашл\w+ (\d+)", text)[1])  # type: ignore[index]
        assert client.get(url).text.count("\n") == total


@pytest.mark.parametrize("style", STYLES)
def test_an_article_can_be_cited(client: FlaskClient, style: str) -> None:
    response = client.get("/cite/1", query_string={"format": style})
    assert response.status_code == 200 and "Наукограды построят" in response.text
    assert client.get("/cite/нет").status_code == 404


@pytest.mark.parametrize("path", ["/export?format=xls", "/export?q=(сталь", "/cite/1?format=mla", "/export?from=вчера"])
def test_what_cannot_be_taken_away_is_told(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


def test_synonyms_are_said_and_can_be_left_out(client: FlaskClient) -> None:
    text = page(client, "/", q="министерство финансов")
    assert "<strong>министерство финансов</strong> = минфин." in text and "synonyms=0" in text
    text = page(client, "/", q="министерство финансов", synonyms=0)
    assert "минфин" not in text and "Синонимы" in text and "bridge" not in text
    assert ">минфин</mark>" in page(client, "/article/2", q="министерство финансов")
    assert "<mark>" not in page(client, "/article/2", q="министерство финансов", synonyms=0)


def test_from_result_to_result_without_going_back(client: FlaskClient) -> None:
    first = page(client, "/", q="погода", sort="oldest", page=1)
    url = unescape(re.findall(r'<h2[^>]*><a href="([^"]+)"', first)[0])
    seen = []
    while url:
        text = client.get(url).text
        seen.append(url.split("?")[0])
        assert "К результатам" in text and f"#a-{seen[-1].removeprefix('/article/')}" in text
        following = re.search(r'data-key="\]" href="([^"]+)"', text)
        url = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == 60
    assert "page=6" in text and 'data-key="["' in text and "60 из 60" in text


@pytest.mark.parametrize("place", ["0", "x", "7", "999999999", "5000000"])
def test_a_place_that_is_not_the_article_s_is_left_out(client: FlaskClient, place: str) -> None:
    text = page(client, "/article/1", q="погода", n=place)
    assert "data-key" not in text.split("<dialog")[0] and "Наукограды" in text


def test_each_match_has_an_address(client: FlaskClient) -> None:
    text = page(client, "/article/1", q="наукоград")
    ids = re.findall(r'<mark id="(h\d+)"', text)
    assert ids == ["h1", "h2"] and re.findall(r'href="#(h\d+)"', text) == ids


def test_of_many_matches_the_first_twelve_have_numbers_and_a_link_goes_on(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="1", title="Снег", body="Снег и снова снег. " * 10, source="a.example", lang="bg"))
        for n in range(2, 61):
            writer.put(Article(id=f"{n}", title=f"Град {n}", body=f"Шёл град {n}.", source=f"{n}.example"))
    client = create_app(Settings(), index).test_client()
    text = page(client, "/article/1", q="снег")
    assert re.findall(r'href="#(h\d+)"', text) == [f"h{n}" for n in range(1, 14)] and 'id="h13"' in text
    front = page(client, "/").replace("\u00a0", " ")
    assert "50 источников и больше" in front  # no answer counts more values of a field
    assert "болгарский" in front


EXAMPLE = re.compile(
    r'<td><a href="([^"]+)"><code[^>]*>([^<]+)</code></a></td>\s*<td>([^<]+)</td><td class="count">([^<]+)<'
)


def answered(client: FlaskClient, url: str) -> Any:
    return client.get("/api" + unescape(url).replace("/?", "/search?")).get_json()


def test_the_help_shows_examples_that_this_archive_answers(client: FlaskClient) -> None:
    rows = EXAMPLE.findall(page(client, "/help"))
    assert len(rows) > 12
    for url, _, _, count in rows:
        assert answered(client, url + "&typed=1")["total"] == int(count.replace("\u00a0", ""))
    assert sum(count != "0" for *_, count in rows) >= len(rows) - 2
    assert "<kbd>j</kbd>" in page(client, "/help")


NEWS = [
    ("Запуск ракеты С-300 отложен", "2025-10-02"),
    ("Прививки от COVID-19 подешевели", "2025-10-20"),
    ("Самолёт Ми-8 сел в степи", "2024-03-01"),
]


@pytest.mark.parametrize(
    ("asks", "dates"),
    [
        ("ru", ("дата:октябрь 2025", "дата:1 октября 2025", "дата:>2024", "дата:<2024-06")),
        ("kk", ("дата:қазан 2025", "дата:1 қазан 2025", "дата:>2024", "дата:<2024-06")),
        ("en", ("date:October 2025", "date:1 October 2025", "date:>2024", "date:<2024-06")),
    ],
)
def test_the_help_tells_all_spellings_by_queries_that_find(tmp_path: Path, asks: str, dates: tuple[str, ...]) -> None:
    index = Index.create(tmp_path / "archive")
    put(index, *(Article(title=t, published=d, url=f"https://a.example/{n}") for n, (t, d) in enumerate(NEWS)))
    client = create_app(Settings(), index).test_client()
    rows = EXAMPLE.findall(client.get("/help", headers={"Accept-Language": asks}).text)
    said = {unescape(query): (url, int(count)) for url, query, _, count in rows}
    day = dates[0][:5]
    expected = {"COVID19": 1, dates[0]: 2, f"{day}01.10.2025-15.10.2025": 1, f"{day}2024..2025": 3}
    expected |= {"(https://a.example/1)": 1, "[запуск ракеты](https://a.example/1)": 1}
    for query, count in expected.items():
        assert said[query][1] == count == answered(client, said[query][0])["total"], query
    words = unescape(" ".join(what for _, _, what, _ in rows))
    for date in dates[1:]:
        assert date in words
        index.search(Search(text=date, as_typed=True))  # which would refuse what is no date


def test_a_hit_says_why_it_was_found(client: FlaskClient) -> None:
    said = re.compile(r'<ul class="why"[^>]*>(.*?)</ul>', re.DOTALL)
    (why,) = said.findall(page(client, "/", q="наукоградом"))
    assert re.findall(r"<li>([^<]+) <i>([^<]+)</i></li>", why) == [("форма слова", "наукограды, наукоградов")]
    assert not said.findall(page(client, "/", q="!наукограды"))


def test_pages_are_compressed_for_who_takes_it(client: FlaskClient) -> None:
    plain = client.get("/?q=погода")
    packs = {"Accept-Encoding": "gzip"}
    packed = client.get("/?q=погода", headers=packs)
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    words = re.compile(r"(меньше чем )?за [\d,]+\s\w+</small>")  # how long it took
    assert words.sub("", gzip.decompress(packed.data).decode()) == words.sub("", plain.text)
    assert len(packed.data) * 4 < len(plain.data) and "Accept-Encoding" in plain.headers["Vary"]
    with client.get("/static/style.css") as style, client.get("/static/style.css", headers=packs) as packed:
        assert gzip.decompress(packed.data) == style.data and len(packed.data) * 3 < len(style.data)
    feed = client.get("/feed?q=погода", headers=packs)
    known = {**packs, "If-None-Match": feed.headers["ETag"]}
    assert client.get("/feed?q=погода", headers=known).status_code == 304


def test_the_first_page_is_light(client: FlaskClient) -> None:
    """Under 60 KB with all that it needs, as it travels."""
    total = 0
    page = client.get("/?q=погода", headers={"Accept-Encoding": "gzip"})
    for path in ["", *re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.data).decode())]:
        with client.get(path, headers={"Accept-Encoding": "gzip"}) if path else page as response:
            total += len(response.data)
    assert total < 60_000


POST = "Мост через реку открыт"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (POST, ""),
        (f"**⚡️{POST}**", ""),
        (f"{POST}.\nАвтобусы пойдут позже.", "Автобусы пойдут позже."),
        (f"**{POST}.** «Автобусы» пойдут позже.", "«Автобусы» пойдут позже."),
        (f"{POST} для пешеходов.", f"{POST} для пешеходов."),
        (f"Вчера сообщили: {POST}", f"Вчера сообщили: {POST}"),
        ("", ""),
    ],
)
def test_a_post_is_not_told_twice(text: str, said: str) -> None:
    assert beyond(text, POST) == said
    assert beyond(text, "") == text


def test_a_hit_says_what_follows_its_title(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    put(index, Article(id="1", title=POST, body=POST), Article(id="2", title=POST, body=f"{POST}.\nАвтобусы позже."))
    text = create_app(Settings(), index).test_client().get("/?fold=0").text
    assert text.count(POST) == 2
    assert ">Автобусы позже.</p>" in text


def test_of_a_long_question_the_first_words_are_named(client: FlaskClient) -> None:
    words = " ".join(f"погода дождь день {n}" for n in range(5))
    text = page(client, "/", q=f"{words} весной наукограды сталь минфин вывоз стройка решение первый")
    named = re.search(r"часть слов: ([^<]*?)\.?</p>", text)
    assert named and named[1].endswith("вывоз и ещё 2")
