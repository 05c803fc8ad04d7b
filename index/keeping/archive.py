"""The archive folder: generations of an index and its lexicon, which is current, who writes, what version it is."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from index.errors import ArchiveError, BusyError, DamagedError, unwritable
from index.keeping.durable import synced, synced_tree, written
from index.keeping.generation import STAMP, TABLES, Generation, Stamp
from index.keeping.journal import FILE as JOURNAL
from index.keeping.journal import Journal
from index.keeping.seal import SEAL, broken, sealed
from index.languages import Languages

CURRENT = "current"
"""The file that names the generation in use; replaced as a whole, so that a reader sees the old or the new one."""
LOCK = "lock"
PREVIOUS = "previous"
"""The file that names the generation that was in use before."""
PINS = ".backup-"
"""The beginning of the names of folders in which a backup that goes on holds files."""
WAYS_BACK = {
    CURRENT: "Вернуть: podshivka -a {folder} restore КОПИЯ, или прежнее поколение: podshivka -a {folder} rollback",
    PREVIOUS: "Нынешнего поколения это не касается",
}
"""What to do where the generation that a file names can't be read."""
A_DAY = 86400
"""Seconds after which such a folder is of a backup that was cut short."""


class Archive:
    """An archive in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = str(folder)

    def exists(self) -> bool:
        return (self.folder / CURRENT).is_file()

    def current(self) -> Generation:
        """The generation in use; `ArchiveError` where there is none, or its files can't be read."""
        if not self.exists() and self.lost() is None:
            message = f"Здесь нет архива: {self.folder}. Создать его: podshivka -a {self.folder} add ПАПКА"
            raise ArchiveError(message)
        return self.read(self.generation(), CURRENT)

    def readable(self) -> Generation:
        """The generation in use, to take its articles out, whatever else of it is lost."""
        return self.current()

    def previous(self) -> Generation | None:
        """The generation that was in use before, where it is kept; where none is said to be in use, the newest."""
        folder = self.generation(PREVIOUS) or self.lost()
        return self.read(folder, PREVIOUS) if folder else None

    def generation(self, file: str = CURRENT) -> Path | None:
        """The folder of the generation that a file of the archive names; None where it names none that is there."""
        try:
            name = (self.folder / file).read_text("utf-8").strip()
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise ArchiveError(f"Архив «{self.folder}» не читается: {error.strerror or error}") from None
        folder = self.folder / "generations" / name
        return folder if name.isdigit() and folder.is_dir() else None

    def lost(self, *but: Path) -> Path | None:
        """Where no generation is said to be in use: the newest that was ever whole."""
        whole = {path.parent for path in (self.folder / "generations").glob(f"*/{SEAL}")}
        return None if self.generation() else max(whole - {*but}, default=None)

    def read(self, folder: Path | None, file: str) -> Generation:
        """The generation of a folder that a file of the archive names."""
        try:
            if folder is None:
                raise ValueError(f"файл {file} не называет ни одного из поколений, которые есть")
            stamp = folder / STAMP
            try:
                return Generation(folder, Stamp(**json.loads(stamp.read_text("utf-8"))))
            except FileNotFoundError:
                raise ValueError(f"файла {stamp.relative_to(self.folder)} нет") from None
            except (ValueError, TypeError):
                raise ValueError(f"файл {stamp.relative_to(self.folder)} испорчен") from None
        except (OSError, ValueError) as error:
            pattern = f"Архив «{{folder}}» повреждён: {{what}}. {WAYS_BACK[file]}"
            raise DamagedError(pattern, folder=self.folder, what=error) from None

    def languages(self) -> Languages:
        """The languages with the owner's tables; also of an archive that isn't there yet."""
        return Languages(self.folder / TABLES)

    def journal(self) -> Journal:
        """What was done to the archive."""
        return Journal(self.folder)

    def begin(self, engine: str) -> Generation:
        """A new, empty generation beside the one in use."""
        stamp = Stamp.of(engine)
        try:
            folder = self.next()
            folder.mkdir()
            (folder / STAMP).write_text(json.dumps(asdict(stamp)), "utf-8")
        except OSError as error:
            raise ArchiveError(f"Архив «{self.folder}» не создаётся: {error}") from None
        generation = Generation(folder, stamp)
        generation.engine(create=True).close()
        generation.lexicon(create=True).close()
        return generation

    def next(self) -> Path:
        """The folder of the next generation, which isn't there yet."""
        generations = self.folder / "generations"
        generations.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in generations.iterdir() if path.name.isdigit()]
        return generations / f"{max(numbers, default=0) + 1:04}"

    def use(self, generation: Generation) -> None:
        """Make a generation the current one, at once and for all readers; the one in use before is the previous,
        damaged or not. All of it is on the disk before it is named."""
        synced_tree(generation.folder)
        synced(self.folder)
        if before := self.generation() or self.lost(generation.folder):
            self.name(PREVIOUS, before.name)
        self.name(CURRENT, generation.folder.name)

    def name(self, file: str, generation: str) -> None:
        """Write the name of a generation, so that a reader sees the old one or the new one."""
        written(self.folder / file, generation.encode())

    def sweep(self, *, keep_previous: bool = True) -> None:
        """Delete what is not in use: generations but the current and the previous one, and what a run that was cut
        short has left; the caller holds the lock."""
        if not keep_previous:
            (self.folder / PREVIOUS).unlink(missing_ok=True)
        kept = {self.current().folder.name, *([before.name] if (before := self.generation(PREVIOUS)) else [])}
        for path in (self.folder / "generations").iterdir():
            if path.name not in kept:
                shutil.rmtree(path)
        for path in self.folder.glob(f"{PINS}*"):
            if time.time() - path.stat().st_mtime > A_DAY:
                shutil.rmtree(path)

    def drop(self, generation: Generation) -> None:
        """Delete a generation that is not in use."""
        shutil.rmtree(generation.folder)

    def broken(self) -> tuple[int, list[tuple[str, str]]]:
        """How many files the seal of the generation in use names, and which are not what it says, each with what is
        wrong."""
        folder = self.generation() or self.current().folder
        return len(sealed(folder) or ()), broken(folder)

    def size(self) -> int:
        """Bytes of all files."""
        return bytes_of(self.folder)

    def sizes(self) -> dict[str, int]:
        """Bytes of the parts: what is searched, the vocabulary, what was before, the generation for `rollback`."""
        current, previous = self.current().folder, self.generation(PREVIOUS)
        return {
            "index": bytes_of(current / "index"),
            "lexicon": bytes_of(current / "lexicon.sqlite"),
            "journal": bytes_of(self.folder / JOURNAL),
            "previous": bytes_of(previous) if previous else 0,
        }

    def busy(self) -> bool:
        """Whether a process writes at this moment."""
        try:
            with (self.folder / LOCK).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def lockable(self) -> IO[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        return (self.folder / LOCK).open("a+", encoding="utf-8")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the one writer. The lock is the process's: it ends with it, however it ends."""
        with plainly(self.folder), self.lockable() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise BusyError(
                    f"В архив «{self.folder}» уже пишет процесс {file.read() or '?'}: дождитесь его"
                ) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
            file.truncate(0)

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one that writes, on whatever machine, to make another generation; for a folder no more than the
        one writer."""
        return self.locked()


def bytes_of(path: Path) -> int:
    """Bytes of a file, or of all files of a folder; those that a merge deletes meanwhile don't count."""
    total = 0
    for each in path.rglob("*") if path.is_dir() else (path,):
        with suppress(FileNotFoundError):
            total += each.stat().st_size if each.is_file() else 0
    return total


@contextmanager
def plainly(folder: Path) -> Iterator[None]:
    """What the system has against writing to an archive, said with the way out."""
    try:
        yield
    except OSError as error:
        raise unwritable(folder, error) from None
