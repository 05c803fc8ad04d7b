"""Articles are kept compressed by what they have in common; whoever opens the archive, or a copy of it, reads them."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from index import Article, Index
from index.engines import ENGINES
from index.keeping.archive import Archive
from index.keeping.backup import back_up, restore
from index.keeping.rebuild import rebuilt
from index.keeping.verify import verify
from index.packing import FILE, Packing, packed, read, title_of, unpacked, written

TEXT = "Мост через Ульбу закрыли на ремонт до {} ноября, сообщили в акимате города, объезд по улице Садовой, {}."


def article(number: int) -> Article:
    text = TEXT.format(number, number * 7)
    return Article(id=str(number), title=f'Мост "{number}"', body=text, url=f"https://a.example/{number}")


def put(index: Index, numbers: range) -> None:
    with index.write() as writer:
        for number in numbers:
            writer.put(article(number))


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr("index.packing.SAMPLE", 20_000)
    return Index.create(tmp_path / "archive", request.param)


def dictionary(index: Index) -> Path:
    return index.archive.generation() / "index" / FILE


def test_the_dictionary_is_made_when_there_is_enough_to_make_it_of(index: Index) -> None:
    reader = Index(index.archive.folder)
    put(index, range(10))
    assert reader.article("3") == index.article("3") is not None
    assert not dictionary(index).exists()
    put(index, range(10, 90))
    assert dictionary(index).exists()
    put(index, range(90, 100))
    for number in range(100):
        found = reader.article(str(number))
        assert found is not None
        assert found.body == article(number).body
    assert verify(index.archive).problems == []


def test_articles_of_sessions_too_small_for_it_make_it_together(index: Index) -> None:
    for start in range(0, 90, 30):
        put(Index(index.archive.folder), range(start, start + 30))
    assert dictionary(index).exists()
    assert {found.id for found in index.engine.articles()} == set(map(str, range(90)))


def test_copies_of_an_archive_have_it(index: Index, tmp_path: Path) -> None:
    put(index, range(100))
    back_up(index.archive, tmp_path / "copies")
    put(index, range(100, 110))
    again = back_up(index.archive, tmp_path / "copies")
    restored = Archive(tmp_path / "other")
    restore(restored, again.folder)
    assert verify(restored).problems == []
    assert rebuilt(restored) == 110
    assert Index(restored.folder).article("105") == index.article("105") is not None


def test_a_damaged_dictionary_is_found(index: Index) -> None:
    put(index, range(100))
    path = dictionary(index)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert [problem.where for problem in verify(index.archive).problems] == [f"index/{FILE}"]


def test_dictionary_halves_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.packing.SAMPLE", 20_000)
    packing = Packing(tmp_path)
    sizes = [len(packing.pack(written(article(number)))) for number in range(200)]
    assert sizes[-1] < sizes[0] / 2


def test_what_earlier_programs_and_the_journal_keep_is_read(tmp_path: Path) -> None:
    data = written(article(1))
    assert Packing(tmp_path).unpack(zlib.compress(data)) == data
    assert read(unpacked(packed(data))) == article(1)


@pytest.mark.parametrize("title", ['Мост "1"', "", "\\", "a" * 5000, '","title":"b'])
def test_a_title_is_read_alone(title: str) -> None:
    assert title_of(written(Article(id="1", title=title, body='{"title":"другой"}'))) == title


def test_articles_that_teach_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.packing.SAMPLE", 200)
    packing = Packing(tmp_path)
    kept = [packing.pack(b"{}") for _ in range(300)]
    assert all(packing.unpack(data) == b"{}" for data in kept)
