"""The quarantine: what was refused is kept by reference, until a later run takes it in or a person drops it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.article import Origin
from index.keeping.journal import Journal, now


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, a member or a line that did not become an article: where it lies, why, and which run found that.

    `sha256` is of its bytes where these were read; `at` is an ISO time, UTC.
    """

    id: int
    origin: Origin
    reason: str
    sha256: str | None
    at: str
    run: int

    def holds(self, origin: Origin) -> bool:
        """Whether a place is this one or lies inside it: the member of a refused container, a line of a file."""
        if absolute(origin.file) != self.origin.file:
            return False
        if self.origin.member is None:
            inside = True
        else:
            member = origin.member or ""
            inside = member == self.origin.member or member.startswith(f"{self.origin.member}!")
        return inside and self.origin.offset in (None, origin.offset)


NOWHERE = -1
"""The offset of what has none."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The refusals in the journal of one archive."""

    journal: Journal

    def all(self, ids: Iterable[int] = ()) -> list[Refusal]:
        """The refusals of some numbers, or all of them, in the order of their places."""
        wanted = set(ids)
        with self.journal.reading() as db:
            rows = db.execute(
                "SELECT id, file, member, offset, reason, sha256, at, run FROM refused ORDER BY file, member, offset"
            ).fetchall()
        return [
            Refusal(id, Origin(file, member or None, None if offset == NOWHERE else offset), *rest)
            for id, file, member, offset, *rest in rows
            if not wanted or id in wanted
        ]

    def enter(self, run: int, refusals: Iterable[tuple[Origin, str, str | None]]) -> None:
        """Take in refusals of a run: places, reasons, hashes. A place that is there keeps its number."""
        rows = [
            (absolute(o.file), o.member or "", NOWHERE if o.offset is None else o.offset, reason, sha256, now(), run)
            for o, reason, sha256 in refusals
        ]
        if rows:
            with self.journal.writing() as db:
                db.executemany(
                    "INSERT INTO refused (file, member, offset, reason, sha256, at, run) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET"
                    " reason = excluded.reason, sha256 = excluded.sha256, at = excluded.at, run = excluded.run",
                    rows,
                )

    def settle(self, run: int, places: Iterable[str]) -> int:
        """A run has read all that lies below these places: what it didn't refuse again is mended. What is no longer
        there stays, for it was not taken in. Returns how many left the quarantine."""
        below = [absolute(place) for place in places if place != "-"]
        mended = [
            refusal.id
            for refusal in self.all()
            if refusal.run < run and lies_in(refusal.origin.file, below) and Path(refusal.origin.file).exists()
        ]
        return self.drop(mended)

    def drop(self, ids: Iterable[int]) -> int:
        """Forget refusals; returns how many there were."""
        rows = [(id,) for id in ids]
        if not rows:
            return 0
        with self.journal.writing() as db:
            return db.executemany("DELETE FROM refused WHERE id = ?", rows).rowcount


def absolute(file: str) -> str:
    """A file as it is found from anywhere; standard input has no place."""
    return file if file == "-" else os.path.abspath(file)  # noqa: PTH100 - no link is followed, no file asked for


def lies_in(file: str, places: list[str]) -> bool:
    return any(file == place or file.startswith(place.rstrip("/") + "/") for place in places)
