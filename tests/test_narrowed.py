"""Nothing found because of filters is said, with what there would be without them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from index import Article, Index, Search
from index.answering.narrowed import words_only
from index.article import Narrowed, Unknown
from search_web import create_app
from settings import Settings


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp(request.param) / "archive", request.param)
    with index.write() as writer:
        for number in range(3):
            writer.put(
                Article(
                    id=f"{number}",
                    title=f"Паводок {number}",
                    body="Вода сошла.",
                    source="vesti-reki.example",
                    published=f"2025-0{number + 1}-01",
                    lang="ru",
                )
            )
    return index


@pytest.mark.parametrize(
    ("search", "narrowed"),
    [
        (Search(text="паводок"), None),
        (Search(text="паводок дата:2025"), None),
        (Search(text="засуха"), None),
        (Search(text="засуха дата:2024"), None),
        (Search(text="паводки дата:2024"), Narrowed("паводки", 3)),
        (Search(text="паводки", since="2024", until="2024"), Narrowed("паводки", 3)),
        (
            Search(text="источник:vesti паводки"),
            Narrowed("паводки", 3, (Unknown("source", "vesti", ("vesti-reki.example",)),)),
        ),
        (Search(where=(("source", "vesti"),)), Narrowed("", 3, (Unknown("source", "vesti", ("vesti-reki.example",)),))),
        (Search(text="язык:kk вода"), Narrowed("вода", 3, (Unknown("lang", "kk", ("ru",)),))),
        (Search(text="паводки -источник:vesti-reki.example"), Narrowed("паводки", 3)),
    ],
)
def test_what_filters_keep_away(index: Index, search: Search, narrowed: Narrowed | None) -> None:
    found = index.search(search)
    assert (found.narrowed, bool(found.total)) == (narrowed, search.text in ("паводок", "паводок дата:2025"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("паводок дата:март 2025 река", "паводок река"),
        ("-источник:a.example сталь", "сталь"),
        ('автор:"И. Иванов" (сталь | чугун)', "(сталь | чугун)"),
        ("кто:Иванов дата:2025", "кто:Иванов"),
        ("заголовок:сталь язык:ru", "заголовок:сталь"),
    ],
)
def test_a_query_without_what_it_asks_of_values(text: str, words: str) -> None:
    assert words_only(text) == words


def test_the_page_leads_out(index: Index) -> None:
    client = create_app(Settings(archive=str(index.archive.place)), index).test_client()
    page = client.get("/", query_string={"q": "паводки источник:vesti", "from": "2025"}).text
    links = dict(re.findall(r'<a href="([^"]*)">([^<]*)</a>', page))
    assert {
        unquote(address).partition("?")[2]: said.replace("\xa0", " ") for address, said in links.items()
    }.items() >= {
        ("q=паводки", "Без отборов — 3 статьи"),
        ("q=паводки&amp;source=vesti-reki.example", "vesti-reki.example"),
    }
