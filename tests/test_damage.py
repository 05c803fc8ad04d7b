"""A damaged archive: what is wrong is said, and the commands that mend it work on it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from index import ArchiveError, Article, Index, Search
from index.engines import ENGINES
from index.keeping.archive import Archive
from index.keeping.backup import back_up, restore
from index.keeping.rebuild import rebuilt
from index.keeping.verify import verify
from search_web import create_app
from settings import Settings
from tests.archives import put, run


@pytest.fixture(params=ENGINES)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """An archive of two generations and a copy of it in `copies`."""
    index = Index.create(tmp_path / "archive", request.param)
    put(index, *(Article(id=str(number), title=f"Дорога {number}", body="Мост открыт.") for number in range(20)))
    index.close()
    rebuilt(index.archive)
    back_up(index.archive, tmp_path / "copies")
    return index.archive


def lose(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut(path: Path) -> None:
    path.write_bytes(b"")


def found(archive: Archive, text: str = "дорогами") -> int:
    with Index(archive.folder) as index:
        return index.search(Search(text=text)).total


def generations(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.folder / "generations").glob("*"))


LOSSES = [
    (lose, "current"),
    (cut, "current"),
    (zero, "current"),
    (lose, "generations/0002/stamp.json"),
    (zero, "generations/0002/stamp.json"),
    (lose, "generations/0002/lexicon.sqlite"),
    (lose, "generations/0002/index"),
    (lose, "generations"),
    (cut, "generations/0001/stamp.json"),
    (zero, "journal.sqlite"),
    (lose, "journal.sqlite"),
]


@pytest.mark.parametrize(("harm", "name"), LOSSES)
def test_whatever_is_damaged_is_restored(archive: Archive, tmp_path: Path, harm: object, name: str) -> None:
    harm(archive.folder / name)  # type: ignore[operator]
    restore(archive, tmp_path / "copies")
    assert found(archive) == 20
    assert verify(archive).problems == []
    assert [one.command for one in archive.journal().runs()] == ["restore", "rebuild", "add"]
    assert len(generations(archive)) <= 2


@pytest.mark.parametrize(("harm", "name"), LOSSES[:7])
def test_a_good_generation_is_gone_back_to(archive: Archive, harm: object, name: str) -> None:
    where = str(archive.folder)
    harm(archive.folder / name)  # type: ignore[operator]
    assert run("-a", where, "verify", "--json", status=1)["problems"]
    assert run("-a", where, "rollback", "--yes", "--json") == {"generation": "0001"}
    assert found(archive) == 20 and verify(archive).ok
    assert generations(archive) == ["0001", "0002"]  # what is left of it is there to look at


def test_the_only_generation_is_found_again(archive: Archive) -> None:
    """Where nothing says which one is in use, and there is neither a copy nor one before."""
    lose(archive.folder / "previous")
    shutil.rmtree(archive.folder / "generations" / "0001")
    cut(archive.folder / "current")
    with pytest.raises(ArchiveError, match=r"current.*restore.*rollback"):
        archive.current()
    assert run("-a", str(archive.folder), "rollback", "--yes", "--json") == {"generation": "0002"}
    assert found(archive) == 20


def test_a_damaged_generation_is_not_gone_back_to(archive: Archive) -> None:
    where = str(archive.folder)
    zero(archive.folder / "generations" / "0001" / "stamp.json")
    assert "stamp.json испорчен" in run("-a", where, "rollback", "--yes", status=2).stderr
    assert run("-a", where, "stats", "--json")["articles"] == 20
    assert run("-a", where, "rebuild", "--json")["articles"] == 20


def test_a_restoring_that_fails_leaves_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    before = generations(archive)
    monkeypatch.setattr(Archive, "use", full)
    with pytest.raises(ArchiveError, match="место"):
        restore(archive, tmp_path / "copies")
    assert generations(archive) == before and found(archive) == 20


def test_no_archive_is_begun_where_one_is_lost(archive: Archive, tmp_path: Path) -> None:
    lose(archive.folder / "current")
    (tmp_path / "new.jsonl").write_text('{"title": "Новая"}', "utf-8")
    assert "restore" in run("-a", str(archive.folder), "add", str(tmp_path / "new.jsonl"), status=2).stderr
    assert generations(archive) == ["0001", "0002"]


def test_a_lost_lexicon_is_said_and_made_anew(archive: Archive) -> None:
    lexicon = archive.current().folder / "lexicon.sqlite"
    lexicon.unlink()
    with pytest.raises(ArchiveError, match="rebuild"):
        Index(archive.folder)
    assert not lexicon.exists()
    assert run("-a", str(archive.folder), "rebuild", "--json")["articles"] == 20
    assert found(archive) == 20


COMMANDS = (("search", "дорогами"), ("stats",), ("backup", "others"), ("rebuild",), ("optimize",), ("export",))


@pytest.mark.parametrize("archive", ["tantivy"], indirect=True)
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
@pytest.mark.parametrize("part", ["lexicon.sqlite", "lexicon.sqlite halved", "store"])
def test_a_command_names_what_is_damaged(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], part: str
) -> None:
    """It does its work all the same where that needs nothing of what is damaged."""
    monkeypatch.chdir(tmp_path)
    folder = archive.current().folder
    damaged = folder / "lexicon.sqlite" if "lexicon" in part else next((folder / "index").glob("*.store"))
    data = damaged.read_bytes()
    if part.endswith("halved"):
        damaged.write_bytes(data[: len(data) // 2])
    else:
        damaged.write_bytes(bytes(200) + data[200:])
    result = CliRunner().invoke(main, ["-a", str(archive.folder), *command])
    if result.exit_code:
        assert result.exit_code == 2, result.exception
        assert damaged.name in result.stderr and "verify" in result.stderr
    else:
        assert command[0] in ({"rebuild", "export"} if "lexicon" in part else {"stats"})
    if command[0] != "rebuild":
        assert not verify(archive).ok


PAGES = ("/", "/?q=дорогами", "/article/1", "/archive", "/popular", "/feed?q=мост", "/api/search?q=мост", "/healthz")
SAID = {"ru": "Архив повреждён", "kk": "Мұрағат зақымдалған", "en": "The archive is damaged"}


def gone(archive: Archive) -> None:
    cut(archive.folder / "current")


def spoilt(archive: Archive) -> None:
    for path in (archive.current().folder / "index").glob("*.store"):
        path.write_bytes(bytes(200) + path.read_bytes()[200:])


def unread(archive: Archive) -> None:
    zero(archive.current().folder / "lexicon.sqlite")


@pytest.mark.parametrize("archive", ["tantivy"], indirect=True)
@pytest.mark.parametrize(
    ("harm", "pages", "name"),
    [
        (gone, PAGES, "current"),
        (spoilt, [page for page in PAGES if page not in ("/archive", "/healthz")], ".store"),  # these only count
        (unread, ["/?q=дорогами", "/api/search?q=мост"], "lexicon.sqlite"),
    ],
)
def test_readers_are_told_plainly_and_the_keeper_what_to_run(
    archive: Archive, caplog: pytest.LogCaptureFixture, harm: object, pages: Sequence[str], name: str
) -> None:
    index = Index(archive.folder)
    harm(archive)  # type: ignore[operator]
    if harm is spoilt:
        index = Index(archive.folder)  # this one has read what it needs
    client = create_app(Settings(), index).test_client()
    for page in pages:
        for language, words in SAID.items():
            caplog.clear()
            answer = client.get(page, headers={"Accept-Language": language})
            assert answer.status_code == 503, page
            assert (words if answer.mimetype == "text/html" else SAID["ru"]) in answer.text
            assert "podshivka verify" in answer.text and str(archive.folder) not in answer.text
            assert name in caplog.text and str(archive.folder) in caplog.text


def test_what_is_no_damage_is_none(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Index, "search", wrong)
    answer = create_app(Settings(), Index(archive.folder)).test_client().get("/?q=мост")
    assert answer.status_code == 500 and "Ошибка в программе" in answer.text
