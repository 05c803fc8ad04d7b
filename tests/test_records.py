"""Ready records into articles: keys and values of exports of all kinds."""

from __future__ import annotations

import json

import pytest

from index.article import Origin
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
