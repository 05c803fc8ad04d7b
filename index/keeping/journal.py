"""The archive's journal: every run with its counts, what it refused and what it replaced; it outlives generations."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from index.errors import ArchiveError, unwritable

FILE = "journal.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY, command TEXT NOT NULL, what TEXT NOT NULL, began TEXT NOT NULL, ended TEXT,
    outcome TEXT, counts TEXT NOT NULL DEFAULT '{}', undone INTEGER
);
CREATE TABLE IF NOT EXISTS refused (
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, member TEXT NOT NULL, offset INTEGER NOT NULL, reason TEXT NOT NULL,
    sha256 TEXT, at TEXT NOT NULL, run INTEGER NOT NULL, UNIQUE (file, member, offset)
);
CREATE TABLE IF NOT EXISTS earlier (
    number INTEGER PRIMARY KEY, run INTEGER NOT NULL, article TEXT NOT NULL, before BLOB, after TEXT
);
CREATE INDEX IF NOT EXISTS earlier_run ON earlier (run);
CREATE INDEX IF NOT EXISTS earlier_article ON earlier (article);
"""
UNDO_DAYS = 30
"""How long what was deleted is kept, so that it can be brought back."""


@dataclass(frozen=True, slots=True)
class Run:
    """One thing that was done to an archive: `began` and `ended` are ISO times, UTC; `outcome` is `done`, the reason
    of a failure, `interrupted`, or None while it goes on; `undone` is the run that took it back."""

    id: int
    command: str
    what: str
    began: str
    ended: str | None
    outcome: str | None
    counts: dict[str, int]
    undone: int | None


class Journal:
    """The journal of one archive: a SQLite file that is opened for each use, so that nothing stays open or locked."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read by; an archive without a journal has an empty one."""
        # What a killed run has left has to be taken back before anything is read: SQLite does it where it may write.
        mode = "rw" if os.access(self.path.parent, os.W_OK) else "ro"
        name = f"{self.path.absolute().as_uri()}?mode={mode}" if self.path.exists() else ":memory:"
        with said(self.path), closing(sqlite3.connect(name, uri=True, timeout=30)) as db:
            if name == ":memory:":
                db.executescript(SCHEMA)
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: kept when the block ends, or not at all."""
        with said(self.path), closing(sqlite3.connect(self.path, timeout=30)) as db:
            db.execute("PRAGMA synchronous = EXTRA")  # on the disk when it ends, before the engine commits
            db.executescript(SCHEMA)
            with db:
                yield db

    def begin(self, command: str, what: str) -> int:
        """Enter a run; the caller holds the archive's lock, so that a run without an end was interrupted."""
        with self.writing() as db:
            db.execute("UPDATE run SET outcome = 'interrupted' WHERE outcome IS NULL")
            purge(db)
            row = db.execute("INSERT INTO run (command, what, began) VALUES (?, ?, ?)", (command, what, now()))
            return int(row.lastrowid or 0)

    def end(self, run: int, outcome: str, counts: Counter[str]) -> None:
        """Say how a run ended and what it did."""
        said_counts = json.dumps({name: count for name, count in counts.items() if count})
        with self.writing() as db:
            db.execute(
                "UPDATE run SET ended = ?, outcome = ?, counts = ? WHERE id = ?", (now(), outcome, said_counts, run)
            )

    def runs(self, *, busy: bool = True) -> list[Run]:
        """All runs, the latest first; where nothing is `busy`, one without an end was interrupted."""
        with self.reading() as db:
            found = [read(row) for row in db.execute("SELECT * FROM run ORDER BY id DESC")]
        return [run if busy or run.outcome else replace(run, outcome="interrupted") for run in found]

    def copy(self, folder: Path) -> None:
        """Write a copy into another folder."""
        with self.reading() as db, closing(sqlite3.connect(folder / FILE)) as copy:
            db.backup(copy)

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        try:
            with self.reading() as db:
                return [row for (row,) in db.execute("PRAGMA integrity_check") if row != "ok"]
        except ArchiveError as error:
            return [str(error)]

    def shrink(self) -> None:
        """Give back the space of what was forgotten."""
        with said(self.path), closing(sqlite3.connect(self.path, timeout=30)) as db:
            db.execute("VACUUM")


def read(row: tuple[Any, ...]) -> Run:
    id, command, what, began, ended, outcome, counts, undone = row
    return Run(id, command, what, began, ended, outcome, json.loads(counts), undone)


def now(*, days_ago: int = 0) -> str:
    """This moment, or that of some days ago: ISO, UTC, to the second."""
    return (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")


def purge(db: sqlite3.Connection) -> None:
    """Forget for good, with its versions, what was deleted so long ago that it can't be brought back any more."""
    db.execute(
        "DELETE FROM earlier WHERE article IN (SELECT gone.article FROM earlier AS gone JOIN run ON gone.run = run.id"
        " WHERE run.command = 'delete' AND run.undone IS NULL AND run.began < ? AND gone.run >= earlier.run)",
        (now(days_ago=UNDO_DAYS),),
    )


@contextmanager
def said(path: Path) -> Iterator[None]:
    """What SQLite has against a file, said plainly."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise unwritable(path, error) from None
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"Журнал архива «{path}» повреждён: {error}. Верните его из копии или удалите") from None
