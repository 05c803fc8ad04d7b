"""An archive stays whole, and can prove it: verify, backup, restore, rebuild, rollback, optimize."""

from __future__ import annotations

import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whoosh.index import TOC

from index import ArchiveError, Article, Index, Search
from index.engines import ENGINES
from index.keeping.archive import Archive
from index.keeping.backup import back_up, restore
from index.keeping.corrections import correct
from index.keeping.rebuild import optimized, rebuilt, rolled_back, since
from index.keeping.seal import PASSING, files
from index.keeping.verify import verify
from tests.archives import Podshivka, put, run, searching

QUERIES = ("", "сталь", "экспорт стали", '"экспорт стали"', "завод -7", "источник:b.example", "дата:2025-03", "стал*")


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """An archive of several segments."""
    index = Index.create(tmp_path / "archive", request.param)
    for part in range(3):
        put(index, *(steel(part * 10 + number) for number in range(10)))
    return index


def steel(number: int) -> Article:
    return Article(
        id=str(number),
        title=f"Экспорт стали {number}",
        body=f"Вывоз стали вырос. Завод номер {number} доволен. " + "Сталь. " * (number % 7),
        published=f"2025-{number % 12 + 1:02}-01",
        source=("a.example", "b.example")[number % 2],
    )


def answers(index: Index) -> list[Any]:
    return [
        [(hit.article, hit.fragments, round(hit.score, 4)) for hit in index.search(Search(text=text, limit=100)).hits]
        for text in QUERIES
    ]


def same(one: list[Any], other: list[Any]) -> bool:
    """The same hits with the same scores; those of one score in any order."""
    return all(sorted(map(repr, a)) == sorted(map(repr, b)) for a, b in zip(one, other, strict=True))


def flip(path: Path, at: int) -> None:
    """Change one bit of a file, in its place: it may be mapped into memory."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_a_good_archive_is_whole(index: Index) -> None:
    report = verify(index.archive)
    assert report.problems == [] and (report.articles, report.sampled) == (30, 30) and report.files > 3
    optimized(index.archive)
    rebuilt(index.archive)
    correct(index, "7", {"title": "Другое"})
    index.delete(["8"])
    index.relearn()
    assert verify(index.archive).problems == []


def test_a_flipped_byte_in_any_file_is_found(index: Index) -> None:
    folder = index.generation.folder
    watched = [path for _, path in files(folder)] + [folder / "seal.json"]
    assert len(watched) >= 4
    for path in watched:
        data = path.read_bytes()
        for at in {0, len(data) // 2, len(data) - 1} if data else ():
            flip(path, at)
            problems = verify(index.archive).problems
            assert [problem.where for problem in problems] == [path.relative_to(folder).as_posix()], (path, at)
            assert problems[0].todo
            flip(path, at)
    assert verify(index.archive).ok


def test_lost_and_strange_files_are_found(index: Index) -> None:
    folder = index.generation.folder
    (folder / "index" / "strange").write_text("x")
    (folder / "stamp.json").rename(folder / "stamp.old")
    shutil.copy(folder / "stamp.old", folder / "stamp.json")
    assert {problem.where for problem in verify(index.archive).problems} == {"index/strange", "stamp.old"}
    (folder / "seal.json").unlink()
    assert [problem.where for problem in verify(index.archive).problems] == ["seal.json"]


def test_a_form_that_is_missing_is_found(index: Index) -> None:
    with index.generation.writing(), index.lexicon.writing() as db:
        db.execute("DELETE FROM form WHERE form = 'вывоз'")
    assert {problem.what for problem in verify(index.archive).problems} == {"не все слова статьи есть в словаре"}


def test_a_damaged_segment_is_found_after_a_crash_too(index: Index) -> None:
    """Between a crash and the next session there is no seal of what came last."""
    if index.engine_name != "tantivy":
        pytest.skip("Whoosh keeps no checksums of its own")
    folder = index.generation.folder
    (folder / "open").touch()
    (folder / "seal.json").unlink()
    assert verify(index.archive).ok
    store = max((folder / "index").glob("*.store"))
    flip(store, 5)
    assert [problem.where for problem in verify(index.archive).problems] == [f"index/{store.name}"]


def test_a_damaged_journal_is_found(index: Index) -> None:
    (index.archive.folder / "journal.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert [problem.where for problem in verify(index.archive).problems] == ["journal.sqlite"]
    assert index.search(Search(text="сталь")).total == 30


def test_a_copy_is_an_archive_with_the_same_answers(index: Index, tmp_path: Path) -> None:
    index.delete(["29"])
    owned = ("tables/names.txt", "sites/my.toml")
    for name in owned:
        (index.archive.folder / name).parent.mkdir()
        (index.archive.folder / name).write_text("# моё", "utf-8")
    copy = back_up(index.archive, tmp_path / "copies")
    assert answers(Index(copy.folder)) == answers(index)
    assert verify(Archive(copy.folder)).ok
    assert Archive(copy.folder).journal().runs() == index.archive.journal().runs()
    place = Archive(tmp_path / "elsewhere")
    restore(place, tmp_path / "copies")
    assert answers(Index(place.folder)) == answers(index)
    assert verify(place).ok
    assert all((place.folder / name).exists() for name in owned)
    put(Index(place.folder), steel(31))
    assert verify(place).ok and verify(Archive(copy.folder)).ok


def test_copies_share_what_has_not_changed(index: Index, tmp_path: Path) -> None:
    first, second = (back_up(index.archive, tmp_path / "copies") for _ in range(2))
    assert first.new == first.files and second.new <= 2  # the file that names the segments
    put(index, steel(31))
    third = back_up(index.archive, tmp_path / "copies")
    assert 0 < third.new < third.files or index.engine_name == "whoosh"
    shutil.rmtree(first.folder)
    assert Index(second.folder).search(Search()).total == 30
    assert Index(third.folder).search(Search()).total == 31
    assert verify(Archive(third.folder)).ok
    assert not list(index.archive.folder.glob(".backup-*"))


def test_of_the_copies_the_last_are_kept(index: Index, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    first = back_up(index.archive, place).folder.rename(place / "навсегда")  # what has a name of its own stays
    made = [back_up(index.archive, place, keep=2) for _ in range(4)]
    assert [copy.deleted for copy in made] == [0, 0, 1, 1]
    assert {path.name for path in place.iterdir()} == {"lock", first.name, made[2].folder.name, made[3].folder.name}
    assert all(verify(Archive(copy.folder)).ok for copy in made[2:])
    assert back_up(index.archive, place).deleted == 0


def test_all_is_on_the_disk_before_it_is_named(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the power goes, the file that names a generation, a seal or a Whoosh commit names nothing half written."""
    state = {path: path.stat() for path in index.archive.folder.rglob("*") if path.is_file()}
    synced = {(stat.st_ino, stat.st_mtime_ns) for stat in state.values()}
    sync, replace, rename = os.fsync, Path.replace, os.rename

    def fsync(handle: int) -> None:
        sync(handle)
        stat = os.fstat(handle)
        synced.add((stat.st_ino, stat.st_mtime_ns))

    def whole(named: Path, *files: Path) -> None:
        for path in files:
            stat = path.stat()
            assert (stat.st_ino, stat.st_mtime_ns) in synced, (named, path)

    def replaced(path: Path, target: Path) -> Path:
        whole(target, path)
        if target.name == "current":
            generation = target.parent / "generations" / path.read_text("utf-8")
            whole(target, *(each for each in generation.rglob("*") if each.is_file()))
        named.append(target.name)
        return replace(path, target)

    def renamed(path: str, target: str) -> None:
        folder = Path(path) if Path(path).is_dir() else Path(target).parent  # of a copy, or of a commit
        whole(Path(target), *(each for each in folder.rglob("*") if each.is_file() and not each.name.endswith(PASSING)))
        named.append(Path(target).suffix)
        rename(path, target)

    named: list[str] = []
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", renamed)
    monkeypatch.setattr(Path, "replace", replaced)
    put(index, steel(31))
    assert set(named) == {"seal.json", *([".toc"] if index.engine_name == "whoosh" else [])}
    rebuilt(index.archive)
    copy = back_up(index.archive, tmp_path / "copies")
    restore(Archive(tmp_path / "other"), copy.folder)
    assert named.count("current") == 3


def test_a_damaged_file_is_not_copied_over_a_good_one(index: Index, tmp_path: Path) -> None:
    back_up(index.archive, tmp_path / "copies")
    damaged = next((index.generation.folder / "index").glob("*.s*"))
    stat = damaged.stat()
    flip(damaged, 3)
    os.utime(damaged, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # as a disk would do it
    copy = back_up(index.archive, tmp_path / "copies")  # the good one is shared
    assert verify(Archive(copy.folder)).ok
    with pytest.raises(ArchiveError, match="повреждён"):
        back_up(index.archive, tmp_path / "others")
    assert not list((tmp_path / "others").glob("*/current"))
    restore(index.archive, tmp_path / "copies")
    assert verify(index.archive).ok and Index(index.archive.folder).search(Search()).total == 30


def rotten(path: Path) -> None:
    """Change a bit as a disk would do it: nothing says that the file was changed."""
    stat = path.stat()
    flip(path, 3)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_damaged_copy_passes_its_damage_on_to_none(index: Index, tmp_path: Path) -> None:
    first = back_up(index.archive, tmp_path / "copies")
    rotten(next((first.folder / "generations").glob("*/index/*.s*")))
    second = back_up(index.archive, tmp_path / "copies")
    assert (first.damaged, second.damaged) == (0, 1)
    assert not verify(Archive(first.folder)).ok
    assert verify(Archive(second.folder)).ok
    third = back_up(index.archive, tmp_path / "copies")
    assert third.damaged == 0 and verify(Archive(third.folder)).ok
    rotten(next((third.folder / "generations").glob("*/index/*.s*")))
    said = run("-a", str(index.archive.folder), "backup", str(tmp_path / "copies"))
    assert "restore --check" in said.stderr


def test_no_copy_is_made_of_a_damaged_archive(index: Index, tmp_path: Path) -> None:
    """Nor does a later session or copy take the damage for what was written."""
    copy = back_up(index.archive, tmp_path / "copies")
    damaged = next((index.generation.folder / "index").glob("*.s*"))
    flip(damaged, 3)
    for _ in range(2):
        with pytest.raises(ArchiveError, match=rf"{damaged.name}.*verify.*restore"):
            back_up(index.archive, tmp_path / "copies")
        with index.generation.writing():
            pass
    assert [problem.where for problem in verify(index.archive).problems] == [f"index/{damaged.name}"]
    assert {path.name for path in (tmp_path / "copies").iterdir()} == {"lock", copy.folder.name}


def test_no_copy_is_made_of_a_damaged_lexicon(index: Index, tmp_path: Path) -> None:
    """SQLite itself finds nothing wrong with a letter that is another one."""
    lexicon = index.generation.folder / "lexicon.sqlite"
    flip(lexicon, lexicon.read_bytes().index("завод".encode()) + 1)
    with pytest.raises(ArchiveError, match=r"lexicon\.sqlite.*verify"):
        back_up(index.archive, tmp_path / "copies")
    (index.generation.folder / "open").touch()  # a session that goes on may have written it
    assert back_up(index.archive, tmp_path / "copies").files


def test_a_damaged_copy_is_not_restored(index: Index, tmp_path: Path) -> None:
    copy = back_up(index.archive, tmp_path / "copies")
    damaged = next((copy.folder / "generations").glob("*/index/*.s*"))
    flip(damaged, 3)
    with pytest.raises(ArchiveError, match="повреждена"):
        restore(index.archive, tmp_path / "copies")
    with pytest.raises(ArchiveError, match="нет резервной копии"):
        restore(index.archive, tmp_path / "нет")


def test_a_copy_while_articles_come_in(index: Index, tmp_path: Path) -> None:
    def add() -> None:
        for number in range(40, 60):
            put(index, steel(number))

    thread = threading.Thread(target=add)
    thread.start()
    totals = []
    while thread.is_alive():
        copy = back_up(index.archive, tmp_path / "copies")
        assert verify(Archive(copy.folder)).problems == []
        totals.append(Index(copy.folder).search(Search()).total)
    thread.join()
    assert totals == sorted(totals) and totals[0] >= 30


def test_a_commit_comes_between_a_look_into_the_folder_and_the_opening(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh finds its last commit by its file's name; by then a writer may have put the next one in its place."""
    if index.engine_name != "whoosh":
        pytest.skip("tantivy's last commit has always the same name")
    look = TOC._latest_generation
    looks = itertools.cycle([-1, 1, None])  # none is seen, one that is gone, the last
    monkeypatch.setattr(TOC, "_latest_generation", lambda *place: next(looks) or look(*place))
    opened = Index(index.archive.folder)
    assert opened.search(Search(text="сталью")).total == 30
    assert opened.article("7") == index.article("7")
    assert verify(Archive(back_up(index.archive, tmp_path / "copies").folder)).articles == 30


def test_rebuilding_and_back_while_it_is_searched(index: Index) -> None:
    before, old = answers(index), index.generation.folder.name
    with searching(index.archive.folder, "сталью", 30):
        for _ in range(3):
            assert rebuilt(index.archive) == 30
        assert same(answers(index), before)
        assert sorted(path.name for path in (index.archive.folder / "generations").iterdir()) == ["0003", "0004"]
        assert rolled_back(index.archive) == "0003"
        assert same(answers(index), before)
        assert rolled_back(index.archive) == "0004"
    assert old == "0001"
    assert verify(index.archive).ok


@pytest.mark.parametrize("engine", ENGINES)
def test_rebuilding_leaves_hits_of_one_score_in_their_order(tmp_path: Path, engine: str) -> None:
    """In however many segments they lie before and after."""
    index = Index.create(tmp_path / "archive", engine)
    for part in range(4):
        some = range(part * 10, part * 10 + 10)
        put(index, *(replace(steel(7 * (number * 17 % 40)), id=str(number)) for number in some))
    before = answers(index)
    rebuilt(index.archive)
    assert answers(index) == before
    optimized(index.archive)
    assert answers(index) == before


def test_what_a_rollback_would_lose_is_known(index: Index) -> None:
    rebuilt(index.archive)
    assert since(index.archive.journal()) == []
    put(index, steel(1))  # unchanged
    assert since(index.archive.journal()) == []
    put(index, steel(50))
    assert [run.counts for run in since(index.archive.journal())] == [{"added": 1}]
    rolled_back(index.archive)
    assert index.search(Search()).total == 30


def test_nowhere_to_roll_back(index: Index) -> None:
    with pytest.raises(ArchiveError, match="некуда"):
        rolled_back(index.archive)


def test_optimizing_changes_no_answer(index: Index) -> None:
    index.delete([str(number) for number in range(15, 30)])
    rebuilt(index.archive)
    before = answers(index)
    with searching_any(index.archive.folder):
        after, now = optimized(index.archive)
    found = [sorted(repr(hit[:2]) for hit in hits) for hits in answers(index)]  # Whoosh rounds lengths when it merges
    assert now < after and found == [sorted(repr(hit[:2]) for hit in hits) for hits in before]
    assert [path.name for path in (index.archive.folder / "generations").iterdir()] == ["0002"]
    assert verify(index.archive).ok


@contextmanager
def searching_any(folder: Path) -> Iterator[None]:
    """A reader that has the archive open."""
    index = Index(folder)
    index.search(Search(text="сталь"))
    yield
    assert index.search(Search(text="сталь")).total == 15


def test_what_a_killed_rebuild_left_is_swept(index: Index) -> None:
    index.archive.begin(index.engine_name)
    rebuilt(index.archive)
    assert sorted(path.name for path in (index.archive.folder / "generations").iterdir()) == ["0001", "0002"]


@pytest.fixture
def podshivka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Podshivka:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text('{"id": "1", "title": "Экспорт стали"}', "utf-8")
    run("add", "a.jsonl")
    return run


def test_the_commands(podshivka: Podshivka) -> None:
    assert podshivka("verify", "--json")["ok"] is True
    podshivka("backup", "копии")
    made = podshivka("backup", "копии", "--keep", "1", "--json")
    folder = made["folder"]
    assert (made["files"] >= made["new"], made["deleted"]) == (True, 1)
    assert podshivka("-a", folder, "search", "сталью", "--json")["total"] == 1
    assert "цел" in podshivka("restore", "копии", "--check").output
    assert podshivka("-a", "новый", "restore", "копии", "--json")["restored"] == folder
    assert podshivka("-a", "новый", "search", "сталью", "--json")["total"] == 1
    assert podshivka("rebuild", "--json") == {"articles": 1, "captures": 0, "changed": 0}
    Path("b.jsonl").write_text('{"id": "2", "title": "Чугун"}', "utf-8")
    podshivka("add", "b.jsonl")
    assert "add" in podshivka("rollback", input="n\n", status=1).stderr
    assert podshivka("rollback", "--yes", "--json") == {"generation": "0001"}
    podshivka("search", "чугун", status=1)
    assert podshivka("optimize", "--json")["bytes"] > 0
    podshivka("rollback", "--yes", status=2)
    seal = next(Path("archive/generations").glob("*/seal.json"))
    seal.write_text("{}")
    assert podshivka("verify", "--json", status=1)["problems"][0]["where"] == "seal.json"
    assert "restore" in podshivka("verify", status=1).output
