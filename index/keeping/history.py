"""What was before: earlier states of articles, kept so that a change can be seen and a deletion be taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.article import Article, Origin
from index.errors import ArchiveError
from index.keeping.journal import UNDO_DAYS, Journal, Run, now, read
from index.packing import packed, unpacked, written
from index.packing import read as read_article

UNDOABLE = ("delete", "correct", "undo")
Capture = tuple[str | None, Origin | None]
"""What a capture is known by: the hash of its bytes, and where they lie."""
SAID = ("title", "lead", "body", "published", "modified", "author", "section", "tags", "source", "lang", "url")
"""The fields whose change a history names."""


@dataclass(frozen=True, slots=True)
class Change:
    """One article by one run: what it was `before` (None: it was not there) and a hash of what it became."""

    id: str
    before: Article | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article, the first being 1. `since` is when the archive came to it (None for the first),
    `command` what brought it, `changed` the fields in which it differs from the version before."""

    number: int
    article: Article
    since: str | None
    command: str | None
    changed: tuple[str, ...]


def told(versions: Sequence[Version]) -> dict[str, Any]:
    """Versions as the JSON of the contract: how many there are, and when the archive came to each (null: unknown)."""
    return {"count": len(versions), "dates": [version.since for version in versions]}


def state(article: Article | None) -> str | None:
    """A hash of all that an article says."""
    if article is None:
        return None
    return hashlib.sha256(json.dumps(article.to_json(), sort_keys=True).encode()).hexdigest()[:16]


def capture(article: Article) -> Capture:
    """What the capture that an article was read from is known by."""
    return article.sha256, article.origin


@dataclass(frozen=True, slots=True)
class History:
    """The earlier states in the journal of one archive."""

    journal: Journal

    def enter(self, run: int, changes: Iterable[tuple[str, Article | None, Article | None]]) -> None:
        """Take in what a run changed: ids with the article before and after, None where there is none."""
        rows = [(run, id, packed(written(before)) if before else None, state(after)) for id, before, after in changes]
        if rows:
            with self.journal.writing() as db:
                db.executemany("INSERT INTO earlier (run, article, before, after) VALUES (?, ?, ?, ?)", rows)

    def versions(self, id: str, current: Article | None) -> list[Version]:
        """All states of an article, the oldest first; `current` is the last, where the article is there."""
        with self.journal.reading() as db:
            rows = db.execute(
                "SELECT before, began, command FROM earlier JOIN run ON run = run.id WHERE article = ? ORDER BY number",
                (id,),
            ).fetchall()
        states = [(read_article(unpacked(row[0])) if row[0] else None) for row in rows] + [current]
        # After a deletion it came again as new, which the journal does not note.
        came = [(None, None), *((row[1], row[2]) if row[2] != "delete" else (None, None) for row in rows)]
        versions: list[Version] = []
        for article, (since, command) in zip(states, came, strict=True):
            last = versions[-1].article if versions else None
            if article is None or (last and state(article) == state(last)):
                continue  # it was deleted, or a run that was cut short had to be done again
            changed = tuple(name for name in SAID if last and getattr(article, name) != getattr(last, name))
            versions.append(Version(len(versions) + 1, article, since, command, changed))
        return versions

    def replaced(self, id: str) -> set[Capture]:
        """The captures of an article that others have replaced since it was last deleted."""
        with self.journal.reading() as db:
            rows = db.execute(
                "SELECT before FROM earlier WHERE article = ?1 AND before IS NOT NULL AND number >"
                " (SELECT ifnull(max(number), 0) FROM earlier WHERE article = ?1 AND after IS NULL)",
                (id,),
            ).fetchall()
        return {capture(read_article(unpacked(before))) for (before,) in rows}

    def count(self) -> int:
        """How many earlier states are kept."""
        with self.journal.reading() as db:
            return int(db.execute("SELECT count(before) FROM earlier").fetchone()[0])

    def to_undo(self, run: int | None) -> Run:
        """The run of a number, or the last that can be taken back; `ArchiveError` where it can't be."""
        did = "EXISTS (SELECT 1 FROM earlier WHERE earlier.run = run.id)"  # a deletion of nothing takes nothing back
        last = f"WHERE undone IS NULL AND command IN ('delete', 'correct') AND {did} ORDER BY id DESC LIMIT 1"
        with self.journal.reading() as db:
            if run is None:
                row = db.execute(f"SELECT * FROM run {last}").fetchone()  # noqa: S608 - a constant
            else:
                row = db.execute("SELECT * FROM run WHERE id = ?", (run,)).fetchone()
        if row is None:
            raise ArchiveError("Отменять нечего: нет такого удаления или исправления (список: podshivka runs)")
        return undoable(read(row))

    def changes(self, run: int) -> list[Change]:
        """What a run changed, the last first."""
        with self.journal.reading() as db:
            rows = db.execute(
                "SELECT article, before, after FROM earlier WHERE run = ? ORDER BY number DESC", (run,)
            ).fetchall()
        return [Change(id, read_article(unpacked(before)) if before else None, after) for id, before, after in rows]

    def undone(self, run: int, by: int) -> None:
        """Note that a run was taken back, once the engine has committed it."""
        with self.journal.writing() as db:
            db.execute("UPDATE run SET undone = ? WHERE id = ?", (by, run))


def undoable(run: Run) -> Run:
    """A run that can be taken back, or the reason why it can't."""
    if run.command not in UNDOABLE:
        raise ArchiveError(f"Запуск {run.id} ({run.command}) не отменяется: отменяются {', '.join(UNDOABLE)}")
    if run.undone is not None:
        raise ArchiveError(f"Запуск {run.id} уже отменён запуском {run.undone}")
    if run.began < now(days_ago=UNDO_DAYS):
        raise ArchiveError(f"Запуску {run.id} больше {UNDO_DAYS} дней: прежнее уже не хранится")
    return run
