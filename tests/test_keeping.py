"""The care of an archive: what was refused comes back when it is mended, what was changed or deleted can be undone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from index import ArchiveError, Article, Index, Search, SearchError
from index.article import Origin
from index.engines import ENGINES
from index.keeping import journal
from index.keeping.corrections import correct, undo
from index.keeping.history import History
from index.keeping.quarantine import Quarantine
from index.keeping.rebuild import rebuilt
from index.keeping.session import Session
from tests.archives import Podshivka, put, run

STEEL = Article(
    url="https://gazeta.example/steel",
    title="Экспорт стали",
    body="Вывоз стали вырос.",
    published="2025-10-01",
    source="gazeta.example",
    tags=("металл",),
)


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    return Index.create(tmp_path / "archive", request.param)


def only(index: Index) -> Article:
    (hit,) = index.search(Search()).hits
    return hit.article


@pytest.fixture
def podshivka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Podshivka:
    monkeypatch.chdir(tmp_path)
    return run


def test_a_rebuild_that_reads_fewer_changes_nothing(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    put(index, STEEL)
    with monkeypatch.context() as patched:
        patched.setattr(type(index.engine), "articles", lambda engine: iter(()))
        with pytest.raises(ArchiveError, match="было 1, прочитано 0"):
            rebuilt(index.archive)
    assert index.archive.previous() is None
    assert only(index).title == STEEL.title


def test_a_run_is_remembered(index: Index) -> None:
    put(index, STEEL, STEEL)
    index.delete([STEEL.identified().id], "всё")
    with pytest.raises(RuntimeError), index.write("add", "плохое"):
        raise RuntimeError
    rebuilt(index.archive)
    runs = index.archive.journal().runs()
    assert [(run.command, run.what, run.outcome, run.counts) for run in runs] == [
        ("rebuild", "", "done", {}),
        ("add", "плохое", "RuntimeError", {}),
        ("delete", "всё", "done", {"deleted": 1}),
        ("add", "", "done", {"added": 1, "unchanged": 1}),
    ]
    assert all(run.ended and run.began <= run.ended for run in runs)


def test_a_run_that_was_cut_short_is_seen_by_the_next(index: Index) -> None:
    index.archive.journal().begin("add", "")
    assert [run.outcome for run in index.archive.journal().runs()] == [None]
    put(index, STEEL)
    assert [run.outcome for run in index.archive.journal().runs()] == ["done", "interrupted"]


KILLED = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.executemany("INSERT INTO run (command, what, began) VALUES (?, ?, '')", [("add", "x" * 5000)] * 500)
os.kill(os.getpid(), 9)
"""


def test_the_journal_of_a_killed_run_is_read(index: Index) -> None:
    """What SQLite has written by halves is taken back by the first reader."""
    put(index, STEEL)
    journal = index.archive.folder / "journal.sqlite"
    subprocess.run([sys.executable, "-c", KILLED, str(journal)], check=False)
    assert Path(f"{journal}-journal").exists()
    assert [run.outcome for run in index.archive.journal().runs()] == ["done"]
    assert index.versions(only(index).id)[0].article == only(index)


def test_what_an_article_was(index: Index) -> None:
    put(index, STEEL)
    put(index, replace(STEEL, title="Экспорт чугуна", author="И. Иванов"))
    put(index, STEEL, STEEL)
    versions = index.versions(only(index).id)
    assert [(v.number, v.article.title, v.changed) for v in versions] == [
        (1, "Экспорт стали", ()),
        (2, "Экспорт чугуна", ("title", "author")),
        (3, "Экспорт стали", ("title", "author")),
    ]
    assert versions[0].since is None and versions[2].since is not None
    rebuilt(index.archive)
    assert index.versions(only(index).id) == versions
    assert index.versions("нет") == []


def test_two_captures_of_a_folder_take_no_turns(index: Index) -> None:
    """Read again they change nothing; what was overwritten in its place, or lies in another one, is read as ever."""
    first, last = (replace(STEEL, body=text, sha256=text, origin=Origin(text)) for text in ("Открыт.", "Закрыт."))
    assert put(index, first, last) == ["added", "updated"]
    assert put(index, first, last) == ["unchanged", "unchanged"]
    assert put(index, first, last, first) == ["unchanged", "unchanged", "unchanged"]
    assert only(index).body == "Закрыт."
    assert len(index.versions(only(index).id)) == 2
    assert put(index, replace(first, origin=Origin("later"))) == ["updated"]
    assert put(index, first, last, replace(first, origin=Origin("later"))) == ["unchanged"] * 3

    again = replace(last, origin=Origin("later"))
    assert put(index, again, replace(first, origin=Origin("later"))) == ["updated", "updated"]

    index.delete([only(index).id])
    assert put(index, first, last) == ["added", "updated"]
    assert put(index, first, last) == ["unchanged", "unchanged"]


def test_a_correction_outlives_its_page(index: Index) -> None:
    put(index, STEEL)
    id = only(index).id
    article = correct(index, id, {"published": "2024-05-02", "tags": "сталь, вывоз", "source": "other.example"})
    assert (article.published, article.tags, article.source) == ("2024-05-02", ("сталь", "вывоз"), "other.example")
    assert article.corrected == {"published": "2025-10-01", "tags": ["металл"], "source": "gazeta.example"}
    assert article.uncorrected() == replace(STEEL, id=id, lang="ru")
    assert index.search(Search(text="дата:2024-05")).total == 1
    assert put(index, STEEL) == ["unchanged"]
    assert put(index, replace(STEEL, title="Экспорт чугуна")) == ["updated"]
    assert only(index) == replace(article, title="Экспорт чугуна")
    rebuilt(index.archive)
    assert only(index) == replace(article, title="Экспорт чугуна")


def test_a_correction_of_an_article_without_address(index: Index) -> None:
    """Its id is made of its source, title and date: those that its page says, not the corrected ones."""
    page = replace(STEEL, url=None)
    put(index, page)
    correct(index, only(index).id, {"source": "other.example", "title": "Другое", "published": ""})
    assert put(index, page) == ["unchanged"]
    assert only(index).title == "Другое" and only(index).published is None


def test_a_correction_back_is_none(index: Index) -> None:
    put(index, STEEL)
    before = only(index)
    correct(index, before.id, {"title": "Другое"})
    assert correct(index, before.id, {"title": STEEL.title}) == before


@pytest.mark.parametrize(
    ("field", "value"), [("published", "вчера"), ("views", "много"), ("id", "2"), ("цвет", "синий"), ("url", "x")]
)
def test_what_can_not_be_corrected(index: Index, field: str, value: str) -> None:
    put(index, STEEL)
    with pytest.raises(SearchError, match=field):
        correct(index, only(index).id, {field: value})
    with pytest.raises(ArchiveError, match="нет статьи"):
        correct(index, "нет", {"title": "x"})


def test_undo(index: Index) -> None:
    put(index, STEEL, Article(id="2", title="Другая"))
    before = sorted(map(repr, index.scan(Search())))
    correct(index, "2", {"title": "Третья"})
    index.delete(["2", STEEL.identified().id])
    assert undo(index).restored == 2
    assert undo(index).restored == 1
    assert sorted(map(repr, index.scan(Search()))) == before
    with pytest.raises(ArchiveError, match="нечего"):
        undo(index)
    assert index.search(Search(text="третья", as_typed=True)).total == 0


def test_an_undoing_is_undone(index: Index) -> None:
    put(index, STEEL)
    index.delete([STEEL.identified().id])
    undone = undo(index)
    last = index.archive.journal().runs()[0]
    assert (undone.command, last.command) == ("delete", "undo")
    assert undo(index, last.id).restored == 1
    assert index.search(Search()).total == 0


def test_undo_leaves_what_was_changed_since(index: Index) -> None:
    put(index, STEEL)
    id = only(index).id
    correct(index, id, {"title": "Второе"})
    run = index.archive.journal().runs()[0].id
    correct(index, id, {"title": "Третье"})
    assert undo(index, run).kept == (id,)
    assert only(index).title == "Третье"


class Killed(BaseException):
    """The end of a process, as near as a test comes to it."""


@pytest.mark.parametrize("committed", [0, 1])
def test_an_undoing_that_was_cut_short_is_done_again(
    index: Index, monkeypatch: pytest.MonkeyPatch, committed: int
) -> None:
    """However many of its batches were kept."""
    put(index, *(Article(id=str(number), title=f"Статья {number}") for number in range(5)))
    index.delete(map(str, range(5)))
    keep, commits = Session.keep, []

    def killed(session: Session) -> None:
        keep(session)  # what comes next is the engine's commit
        commits.append(session)
        if len(commits) > committed:
            raise Killed

    monkeypatch.setattr("index.writer.BATCH", 2)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(Session, "keep", killed)
        undo(index)
    assert index.search(Search()).total == 2 * committed
    assert undo(index).restored == 5 - 2 * committed
    assert index.search(Search()).total == 5
    with pytest.raises(ArchiveError, match="нечего"):
        undo(index)


def test_an_undoing_that_was_committed_but_not_noted_is_noted(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    put(index, STEEL)
    index.delete([STEEL.identified().id])
    with monkeypatch.context() as patched:
        patched.setattr(History, "undone", lambda *_: None)
        undo(index)
    assert undo(index).restored == 0 and index.search(Search()).total == 1
    with pytest.raises(ArchiveError, match="нечего"):
        undo(index)


def test_a_run_of_which_nothing_could_be_undone_is_not_undone(index: Index) -> None:
    """Its article has come again; once that is deleted, what it was before can be brought back."""
    put(index, STEEL)
    id = only(index).id
    correct(index, id, {"title": "Исправлено"})
    index.delete([id])
    put(index, STEEL)
    assert undo(index, 3).nothing
    index.delete([id])
    assert undo(index, 3).restored == 1
    assert only(index).title == "Исправлено"


def test_what_can_not_be_undone(index: Index) -> None:
    put(index, STEEL)
    index.delete([STEEL.identified().id])
    with pytest.raises(ArchiveError, match="add"):
        undo(index, 1)
    with pytest.raises(ArchiveError, match="нечего"):
        undo(index, 77)
    undo(index, 2)
    with pytest.raises(ArchiveError, match="уже отменён"):
        undo(index, 2)


def test_after_thirty_days_the_deleted_is_gone(index: Index) -> None:
    put(index, STEEL)
    put(index, replace(STEEL, title="Экспорт чугуна"))
    id = only(index).id
    index.delete([id])
    with index.archive.journal().writing() as db:
        db.execute("UPDATE run SET began = ? WHERE command = 'delete'", (journal.now(days_ago=31),))
    assert len(index.versions(id)) == 2
    with pytest.raises(ArchiveError, match="30"):
        undo(index, 3)
    put(index)
    assert index.versions(id) == []


def test_mended_pages_leave_the_quarantine(podshivka: Podshivka) -> None:
    folder = Path("страницы")
    folder.mkdir()
    bad = folder / "bad.jsonl"
    bad.write_text('{"title": "Целая"}\n{"title": \n{"note": 1}\n', "utf-8")
    (folder / "gone.bin").write_bytes(b"\0\1\2" * 50)
    assert podshivka("add", str(folder), "--json", status=1)["refused"] == 3
    listed = podshivka("quarantine", "list", "--json")
    assert [(Path(one["file"]).name, one["offset"], one["run"]) for one in listed] == [
        ("bad.jsonl", 2, 1),
        ("bad.jsonl", 3, 1),
        ("gone.bin", None, 1),
    ]
    assert all(one["reason"] and Path(one["file"]).is_absolute() for one in listed) and listed[0]["sha256"]
    assert podshivka("quarantine", "show", str(listed[0]["id"]), "--json") == listed[0]
    assert podshivka("quarantine", "retry", "--json", status=1)["mended"] == 0
    (folder / "gone.bin").unlink()
    bad.write_text('{"title": "Целая"}\n{"title": "Починенная"}\n{"note": 1}\n', "utf-8")
    podshivka("add", str(folder), status=1)
    left = podshivka("quarantine", "list", "--json")
    assert [(Path(one["file"]).name, one["offset"]) for one in left] == [("bad.jsonl", 3), ("gone.bin", None)]
    assert podshivka("search", "починенная", "--json")["total"] == 1
    assert podshivka("quarantine", "drop", str(left[1]["id"]), "--json") == {"dropped": 1}
    assert podshivka("quarantine", "drop", "--all", "--json") == {"dropped": 1}
    assert podshivka("quarantine", "show", "1", status=2).stderr


def test_retry_reads_the_place_again(podshivka: Podshivka) -> None:
    def pack(text: str) -> None:
        with zipfile.ZipFile("pages.zip", "w") as archive:
            archive.writestr("one.jsonl", '{"title": "Целая"}')
            archive.writestr("two.jsonl", text)

    pack('{"title": ')
    podshivka("add", "pages.zip", status=1)
    pack('{"title": "Починенная"}')
    again = podshivka("quarantine", "retry", "--json")
    assert (again["mended"], again["read"], again["added"], again["left"]) == (1, 1, 1, [])
    assert podshivka("quarantine", "list", "--json") == []
    assert [run["command"] for run in podshivka("runs", "--json")] == ["retry", "add"]


def test_a_refused_container_is_retried_whole(podshivka: Podshivka) -> None:
    Path("pages.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    podshivka("add", "pages.zip", status=1)
    with zipfile.ZipFile("pages.zip", "w") as archive:
        archive.writestr("one.jsonl", '{"title": "Первая"}\n{"title": "Вторая"}')
    assert podshivka("quarantine", "retry", "--json")["added"] == 2
    assert podshivka("quarantine", "list", "--json") == []


@pytest.mark.parametrize(
    ("origin", "held"),
    [
        (Origin("/a.zip", "two", 3), True),
        (Origin("/a.zip", "two!inner", 3), True),
        (Origin("/a.zip", "twofold", 3), False),
        (Origin("/a.zip", "two", 4), False),
        (Origin("/a.zip", None, 3), False),
        (Origin("/b.zip", "two", 3), False),
    ],
)
def test_what_a_refused_place_holds(tmp_path: Path, origin: Origin, held: bool) -> None:
    quarantine = Quarantine(journal.Journal(tmp_path))
    quarantine.enter(1, [(Origin("/a.zip", "two", 3), "плохо", None)])
    (refusal,) = quarantine.all()
    assert refusal.holds(origin) is held


def test_the_commands_of_keeping(podshivka: Podshivka) -> None:
    Path("a.jsonl").write_text('{"id": "1", "title": "Экспорт стали", "date": "2025-10-01"}', "utf-8")
    podshivka("add", "a.jsonl")
    assert podshivka("correct", "1", "date=2 мая 2024", "--json")["published"] == "2024-05-02"
    shown = podshivka("show", "1", "--json")
    assert shown["corrected"] == {"published": "2025-10-01"} and shown["versions"]["count"] == 2
    assert podshivka("show", "1", "--version", "1", "--json")["published"] == "2025-10-01"
    assert "2025-10-01" in podshivka("show", "1").output
    podshivka("show", "1", "--version", "9", status=1)
    assert [(one["version"], one["changed"]) for one in podshivka("history", "1", "--json")] == [
        (1, []),
        (2, ["published"]),
    ]
    assert "undo" in podshivka("delete", "1", "--yes").output
    assert "undo" not in podshivka("delete", "1", "--yes", status=1).output  # nothing was deleted, nor is it taken back
    assert podshivka("undo", "--json")["restored"] == 1
    assert podshivka("undo", "--json")["restored"] == 1
    assert podshivka("show", "1", "--json")["published"] == "2025-10-01"
    podshivka("undo", status=2)
    podshivka("history", "7", status=1)
    podshivka("correct", "1", "цвет=синий", status=2)
    podshivka("correct", "1", "date", status=2)
    assert "отменён" in podshivka("runs").output
