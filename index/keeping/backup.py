"""A copy of an archive, made while it serves and is added to: an archive too, what has not changed shared by copies."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.engine import Engine
from index.errors import ArchiveError
from index.keeping.archive import PINS, Archive
from index.keeping.durable import synced, synced_tree
from index.keeping.generation import STAMP, TABLES, Generation
from index.keeping.seal import broken, harmed, seal, sealed
from index.keeping.session import running
from index.keeping.sharing import refused, take

OWNED = (TABLES, "sites")
"""Folders in which an archive's owner keeps tables of words and profiles of sites."""
TIME = "%Y-%m-%dT%H-%M-%S-%fZ"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{6}Z")
"""How a copy is named."""
PART = ".part"
"""The end of the name of a copy that is not whole yet."""
TRIES = 100
"""How often a commit may come between while the files of one are linked, which takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made: its folder, its files, how many of them are not shared with the copy before, how many of
    these because they are `damaged` there, and how many older copies were deleted."""

    folder: Path
    files: int
    new: int
    damaged: int
    deleted: int


def back_up(archive: Archive, place: Path, keep: int | None = None) -> Copy:
    """Copy an archive as it is at this moment into a new folder of `place`, named by the time; of the copies there the
    last `keep` stay (None: all).

    What has not changed since the last copy there is shared with it (a hard link), so that every copy is whole and
    may be deleted by itself; it is read before, and copied anew where a disk has changed it. The archive is not locked:
    a run of adding goes on, and the copy has its last commit. `ArchiveError` where a file of the archive is not what it
    was when it was written.
    """
    local(archive)
    try:
        with alone(place):
            name = datetime.now(UTC).strftime(TIME)
            part = place / f"{name}{PART}"
            with whole(part):
                files, new, damaged = fill(archive, part, newest(place))
                synced_tree(part)
                part.rename(place / name)
            synced(place)
            return Copy(place / name, files, new, damaged, thinned(place, keep))
    except OSError as error:
        raise ArchiveError(f"Копия в «{place}» не сделана: {error.strerror or error}") from None


@contextmanager
def whole(folder: Path) -> Iterator[None]:
    """Make a folder as a whole, or leave nothing of it."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def local(archive: Archive) -> None:
    """Refuse an archive whose index is not in a folder."""
    if archive.place != str(archive.folder):
        raise ArchiveError(
            f"Архив {archive.place} хранит кластер: его копии — снимки кластера (docs/cluster.md), "
            f"а копия в папке делается так: podshivka -a ПАПКА import {archive.place}"
        )


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Be the one that copies to a place; what a copy that was cut short left there is deleted."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveError(f"В «{place}» уже делается копия: дождитесь её") from None
        for left in place.glob(f"*{PART}"):
            shutil.rmtree(left)
        yield


def newest(place: Path) -> Path | None:
    """The last whole copy in a place."""
    return max(copies(place), default=None)


def copies(place: Path) -> list[Path]:
    """The whole copies in a place, the oldest first; of what has another name nothing is used or deleted."""
    return sorted(path.parent for path in place.glob("*/current") if NAME.fullmatch(path.parent.name))


def thinned(place: Path, keep: int | None) -> int:
    """Delete all copies in a place but the last `keep`; returns how many. What later ones share stays with these."""
    old = copies(place)[:-keep] if keep else []
    for copy in old:
        left = copy.rename(copy.with_name(f"{copy.name}{PART}"))  # cut short, it is no copy any more
        shutil.rmtree(left)
    return len(old)


def fill(archive: Archive, part: Path, last: Path | None) -> tuple[int, int, int]:
    """Write a copy; returns how many files it has, how many are not shared with the last, how many of these because
    they are damaged there."""
    source = archive.current()
    target = Generation(part / "generations" / source.folder.name, source.stamp)
    before = last / "generations" / source.folder.name if last else None
    (target.folder / "index").mkdir(parents=True)
    theirs = (sealed(before) if before else None) or {}
    with pinned(archive, source.engine()) as files:
        own = sealed(source.folder) or {}
        taken = {
            f"index/{path.name}": take(path, target.folder / "index", before and before / "index", own, theirs)
            for path in files
        }
    # After the articles, for the forms of every commit are there before it.
    if harmed(source.folder, "lexicon.sqlite"):
        raise refused("lexicon.sqlite")
    source.lexicon().copy(target.folder / "lexicon.sqlite")
    shutil.copy2(source.folder / STAMP, target.folder / STAMP)
    archive.journal().copy(part)
    copy_owned(archive.folder, part)
    seal(target.folder, {name: each.print for name, each in taken.items()})
    Archive(part).use(target)
    each = taken.values()
    return len(each), sum(not one.shared for one in each), sum(one.damaged for one in each)


@contextmanager
def pinned(archive: Archive, engine: Engine) -> Iterator[list[Path]]:
    """The files of the engine's last commit, held by links while merges may delete them."""
    with tempfile.TemporaryDirectory(dir=archive.folder, prefix=PINS) as folder:
        for number in range(TRIES):
            here = Path(folder, str(number))
            here.mkdir()
            files = engine.commit_files()
            try:
                for path in files:
                    os.link(path, here / path.name)
                whole = all(path.samefile(here / path.name) for path in files)
            except FileNotFoundError:
                continue
            if whole and set(engine.commit_files()) == set(files):
                yield [here / path.name for path in files]
                return
        raise ArchiveError(f"В архив «{archive.folder}» пишут слишком часто: повторите позже")


def copy_owned(source: Path, target: Path) -> None:
    """Copy the owner's own folders, where there are none yet."""
    for name in OWNED:
        if (source / name).is_dir() and not (target / name).exists():
            shutil.copytree(source / name, target / name)


def restore(archive: Archive, place: Path) -> Path:
    """Make a copy (or the last one of a place) the current generation of an archive, which may be a new one; the
    generation before stays for `rollback`, however damaged it is; so does a damaged journal, beside that of the copy.
    Returns the folder of the copy."""
    local(archive)
    copy = chosen(place)
    source = Archive(copy).current()
    if damaged := broken(source.folder):
        raise ArchiveError(f"Копия «{copy}» повреждена ({damaged[0][0]}: {damaged[0][1]}): возьмите другую")
    with archive.locked():
        if archive.journal().damage():
            journal = archive.journal().path
            journal.replace(journal.with_name(f"{journal.name}.damaged"))
        if not archive.journal().path.exists():
            Archive(copy).journal().copy(archive.folder)
        with running(archive.journal(), "restore", str(copy)):
            copy_owned(copy, archive.folder)
            folder = archive.next()
            with whole(folder):
                shutil.copytree(source.folder, folder)
                archive.use(Generation(folder, source.stamp))
            archive.sweep()
    return copy


def chosen(place: Path) -> Path:
    """The copy that a path names: itself, or the last of a place where copies are made."""
    copy = place if Archive(place).exists() else newest(place)
    if copy is None:
        raise ArchiveError(f"В «{place}» нет резервной копии")
    return copy
