"""What is asked again is answered as before, and never as before a commit."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from cachetools import TTLCache
from flask import Flask

from index import Article, Index
from index.keeping.rebuild import rebuilt
from search_web import again, create_app
from settings import Settings

PATHS = ("/?q=весна", "/api/search?q=весна", "/", "/?q=весна&sort=date&page=1")


def written(index: Index, *ids: str) -> None:
    with index.write() as writer:
        for id in ids:
            writer.put(Article(id=id, title=f"Весна {id}", body="Снег сошёл.", published="2025-03-01"))


@pytest.fixture(params=["tantivy", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    index = Index.create(tmp_path / "archive", request.param)
    written(index, "первая")
    return index


@pytest.fixture
def app(index: Index) -> Flask:
    return create_app(Settings(archive=str(index.archive.place)), index)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the questions that reached the archive."""
    asked: list[str] = []
    search = Index.search

    def counted(self: Index, question):
        asked.append(question.text)
        return search(self, question)

    monkeypatch.setattr(Index, "search", counted)
    return asked


@pytest.mark.parametrize("path", PATHS)
def test_what_is_asked_again_is_the_same_and_not_searched_for(app: Flask, searches: list[str], path: str) -> None:
    client = app.test_client()
    first = client.get(path)
    before = len(searches)
    second = client.get(path)
    assert before and len(searches) == before
    assert (second.status_code, second.data, sorted(second.headers)) == (200, first.data, sorted(first.headers))


@pytest.mark.parametrize("path", PATHS)
def test_a_commit_is_seen_at_once(app: Flask, index: Index, path: str) -> None:
    client = app.test_client()
    client.get(path)
    with Index(index.archive.place) as elsewhere:
        written(elsewhere, "вторая")
    assert "вторая" in client.get(path).text
    with Index(index.archive.place) as elsewhere:
        elsewhere.delete(["вторая"])
    assert "вторая" not in client.get(path).text


def test_a_rebuilt_archive_is_asked_anew(app: Flask, index: Index, searches: list[str]) -> None:
    client = app.test_client()
    client.get("/?q=весна")
    before = len(searches)
    rebuilt(index.archive)
    assert "первая" in client.get("/?q=весна").text
    assert len(searches) > before


def test_each_reader_is_answered_in_his_language_and_as_he_can_read(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    path = "/?q=весна"
    pages = {
        language: [client.get(path, headers={"Accept-Language": language}).text for _ in range(2)]
        for language in ("ru", "kk", "en")
    }
    assert all(first == second for first, second in pages.values())
    assert len({first for first, _ in pages.values()}) == 3
    packed = [client.get(path, headers={"Accept-Encoding": "gzip"}).data for _ in range(2)]
    assert packed[0] == packed[1]
    assert gzip.decompress(packed[0]).decode().startswith("<!doctype html>")


def test_an_address_is_written_as_the_reader_sees_it(app: Flask) -> None:
    client = app.test_client()
    pages = [
        client.get("/?q=весна", base_url=base).text for base in ("http://a.example/", "http://b.example/podshivka")
    ]
    assert "podshivka/" not in pages[0] and "/podshivka/" in pages[1]


def test_only_whole_answers_are_kept(app: Flask, searches: list[str]) -> None:
    client = app.test_client()
    for _ in range(2):
        assert client.get("/?q=весна&ui=kk").status_code == 302
        assert client.get('/api/search?q="').status_code == 400
        assert client.head("/?q=весна").status_code == 200
    assert len(searches) >= 2


def test_a_password_is_asked_for_again(index: Index) -> None:
    from werkzeug.security import generate_password_hash

    settings = Settings(archive=str(index.archive.place), password=generate_password_hash("ключ", "pbkdf2:sha256:1"))
    client = create_app(settings, index).test_client()
    assert client.get("/?q=весна", auth=("podshivka", "ключ")).status_code in (200, 401)
    assert client.get("/?q=весна", auth=(settings.user, "ключ")).status_code == 200
    assert client.get("/?q=весна").status_code == 401


def test_a_reader_over_the_limit_is_refused_what_is_kept(index: Index) -> None:
    client = create_app(Settings(archive=str(index.archive.place), rate=2), index).test_client()
    assert [client.get("/?q=весна").status_code for _ in range(3)] == [200, 200, 429]


def test_an_answer_ages_however_often_it_is_given(
    monkeypatch: pytest.MonkeyPatch, index: Index, searches: list[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr(again, "TTLCache", lambda *of, **also: TTLCache(*of, **also, timer=lambda: clock[0]))
    client = create_app(Settings(archive=str(index.archive.place)), index).test_client()
    asked = []
    for clock[0] in (0.0, 40.0, 80.0, 120.0):
        client.get("/?q=весна")
        asked.append(len(searches))
    assert asked == [1, 1, 2, 2]


def test_what_is_kept_is_bounded(app: Flask, monkeypatch: pytest.MonkeyPatch, index: Index) -> None:
    made: list[TTLCache] = []

    class Small(TTLCache):
        def __init__(self, size, seconds, getsizeof):
            super().__init__(30_000, seconds, getsizeof=getsizeof)
            made.append(self)

    monkeypatch.setattr(again, "TTLCache", Small)
    client = create_app(Settings(archive=str(index.archive.place)), index).test_client()
    for number in range(40):
        assert client.get(f"/api/search?q=весна&offset={number}").status_code == 200
    assert 0 < made[0].currsize <= 30_000
    assert made[0].ttl == again.SECONDS <= 60
