"""Ready records into articles: keys and values of exports of all kinds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index import Index, Search
from index.article import Origin
from indexer import ingest
from indexer.extract import extract
from indexer.pages import NotAnArticle, Page
from tests.test_extract import PAGE, read

RECORDS = (
    ({"title": "Мост", "text": "Открыт."}, {"title": "Мост", "body": "Открыт."}),
    (
        {"text": "а\r\nб\u2028в\x00", "date": "2019-11-01T00:00:00+00:00"},
        {"body": "а\nб\nв", "published": "2019-11-01"},
    ),
    ({"title": "Мост", "views": "3 407", "tags": "мост, Ишим"}, {"views": 3407, "tags": ("мост", "Ишим")}),
    ({"title": "Мост", "url": "http://www.a.kz/1/", "colour": 1}, {"url": "https://a.kz/1", "extra": {"colour": 1}}),
    ({"title": "Мост", "date": "непонятно"}, {"published": None, "extra": {"date": "непонятно"}}),
    ({"title": "Мост", "authors": ["А. Б.", {"name": "В. Г."}]}, {"author": "А. Б., В. Г."}),
    ({"id": 7, "title": "Мост", "views": None, "tags": []}, {"id": "7", "views": None, "tags": ()}),
    ({"title": "\ud83d", "text": "Мост"}, {"title": "", "body": "Мост"}),
    ({"lead": "Мост открыли."}, {"lead": "", "body": "Мост открыли."}),
)


@pytest.mark.parametrize(("record", "fields"), RECORDS)
def test_records(record: dict[str, object], fields: dict[str, object]) -> None:
    article = extract(Page(kind="record", data=json.dumps(record).encode(), origin=Origin("a.jsonl", None, 1)))
    assert {name: getattr(article, name) for name in fields} == fields


@pytest.mark.parametrize("line", [b"{", b"[1]", b"7", b'"a"', b'{"views": 1}', b"\xff", b"[" * 100_000])
def test_bad_records(line: bytes) -> None:
    with pytest.raises(NotAnArticle):
        extract(Page(kind="record", data=line, origin=Origin("a.jsonl")))


def test_an_export_comes_back_unchanged() -> None:
    article = read(PAGE).identified()
    line = json.dumps(article.to_json()).encode()
    assert extract(Page(kind="record", data=line, origin=Origin("export.jsonl"))) == article


FULL = {
    "url": "https://a.example/1",
    "title": "Мост",
    "text": "Открыт.",
    "source": "А",
    "author": "Б. В.",
    "tags": ["мост"],
    "date": "2025-10-01",
    "views": 7,
    "image": "https://a.example/1.jpg",
    "caption": "Вид",
}
BARE = {"url": "https://a.example/1", "title": "Мост", "text": "Закрыт."}
FIELDS = ("title", "body", "source", "author", "tags", "published", "views", "image", "caption")
KNOWN = ("Мост", "Закрыт.", "А", "Б. В.", ("мост",), "2025-10-01", 7, "https://a.example/1.jpg", "Вид")


def known(**others: object) -> tuple[object, ...]:
    return tuple(others.get(name, value) for name, value in zip(FIELDS, KNOWN, strict=True))


@pytest.mark.parametrize(
    ("then", "left"),
    [
        (BARE, known()),
        ({"url": FULL["url"], "text": "Закрыт."}, known()),
        (BARE | {"source": "Б"}, known(source="Б")),
        (BARE | {"source": "", "author": None, "tags": []}, known(source=None, author=None, tags=())),
        (BARE | {"date": "непонятно", "views": "много"}, known()),
        (BARE | {"publisher": None, "keywords": ""}, known(source=None, tags=())),
        (BARE | {"image": "https://a.example/2.jpg"}, known(image="https://a.example/2.jpg", caption=None)),
        (BARE | {"image": None}, known(image=None)),
    ],
)
def test_a_record_takes_nothing_away_that_it_says_nothing_of(
    tmp_path: Path, then: dict[str, object], left: tuple[object, ...]
) -> None:
    index = Index.create(tmp_path / "archive")
    add(index, tmp_path / "full.jsonl", FULL)
    assert add(index, tmp_path / "then.jsonl", then) == (0, 1, 0)
    (hit,) = index.search(Search()).hits
    assert tuple(getattr(hit.article, name) for name in FIELDS) == left
    assert add(index, tmp_path / "then.jsonl", then) == (0, 0, 1)


def test_cells_of_a_table_that_are_empty_say_so(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    add(index, tmp_path / "full.jsonl", FULL)
    (tmp_path / "then.csv").write_text("url,title,text,author\nhttps://a.example/1,Мост,Закрыт.,\n", "utf-8")
    ingest([tmp_path / "then.csv"], index, workers=2)  # so what is unsaid crosses between processes
    (hit,) = index.search(Search()).hits
    assert (hit.article.author, hit.article.source, hit.article.tags) == (None, "А", ("мост",))


def test_a_page_tells_all(tmp_path: Path) -> None:
    """So a profile that no more takes a menu for the author is believed when the pages are added again."""
    index, page = Index.create(tmp_path / "archive"), tmp_path / "page.html"
    add(index, tmp_path / "full.jsonl", FULL | {"url": read(PAGE).url})
    page.write_text(re.sub("<figcaption>.*</figcaption>", "", PAGE), "utf-8")
    assert ingest([page], index, workers=0).updated == 1
    (hit,) = index.search(Search()).hits
    assert hit.article.title == read(PAGE).title and hit.article.caption is None


def test_what_was_lacking_comes_in_with_the_same_text(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    add(index, tmp_path / "bare.jsonl", BARE)
    assert add(index, tmp_path / "full.jsonl", BARE | {"source": "А", "views": 7}) == (0, 1, 0)
    assert index.search(Search(text="источник:А")).total == 1
    assert add(index, tmp_path / "full.jsonl", BARE | {"source": "А", "views": 8}) == (0, 0, 1)


def add(index: Index, path: Path, record: dict[str, object]) -> tuple[int, int, int]:
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    report = ingest([path], index, workers=0)
    return report.added, report.updated, report.unchanged
