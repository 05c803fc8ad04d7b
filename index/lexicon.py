"""The archive's vocabulary: every form with its readings, so that a word asked for becomes the forms that are there."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index.errors import unwritable
from index.languages import KAZAKH, NAME, UNSPECIFIC, WITHOUT_KAZAKH, Languages, Seen
from index.slips import one_slip, slight_slips

SCHEMA = """
CREATE TABLE form (form TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (reading TEXT NOT NULL, form TEXT NOT NULL, PRIMARY KEY (reading, form)) WITHOUT ROWID;
CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
CHUNK = 500
"""Values of one statement: SQLite takes 32,766, older builds 999."""
AT_ONCE = 100_000
"""Forms read anew at once."""
REMEMBERED = 300_000
"""Forms that a writer keeps in mind so as not to ask for them again; some 40 MB, however large the archive."""

LONG = 7
"""Letters of a word that two slips leave recognisable if it has more."""

Vocabulary = Mapping[str, int]
"""Forms with the bits of `Seen`."""

Row = tuple[str, int]
"""A form and where it was seen."""

WRITING = 16_384
"""Kilobytes of pages that a writer keeps; a reader has SQLite's usual 2,000, for each thread has its own, and the
system keeps the pages of the file for all of them."""


class Lexicon:
    """The vocabulary of one archive in one SQLite file; many readers, one writer, each thread with its connection."""

    def __init__(self, path: Path, languages: Languages | None = None) -> None:
        self.path = path
        self.languages = languages or Languages()
        self.local = threading.local()
        self.known: dict[str, int] = {}
        if not path.exists():
            with self.writing() as db:
                db.executescript(f"PRAGMA journal_mode = WAL; BEGIN; {SCHEMA}")
                self.set_stamp(db)

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self.local, "db"):
            writable = os.access(self.path.parent, os.W_OK)
            # Where nothing may be written, nothing changes either, and SQLite needs no files of its own beside it.
            name = f"{self.path.absolute().as_uri()}{'' if writable else '?immutable=1'}"
            self.local.db = sqlite3.connect(name, uri=True, isolation_level=None, timeout=30)
            if writable:  # a commit is on the disk when it returns: the engine's, which needs its forms, comes after it
                self.local.db.execute("PRAGMA synchronous = FULL")
        return self.local.db  # type: ignore[no-any-return]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing."""
        self.db.execute(f"PRAGMA cache_size = -{WRITING}")
        try:
            yield self.db
            if self.db.in_transaction:
                self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self.known.clear()
            if isinstance(error, sqlite3.DatabaseError):
                raise unwritable(self.path, error) from None
            raise

    def close(self) -> None:
        """Close this thread's connection; those of ended threads close with them."""
        if hasattr(self.local, "db"):
            self.local.db.close()
            del self.local.db

    def settle(self) -> None:
        """Bring all that was committed into the one file."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, path: Path) -> None:
        """Write a copy of the last commit, whoever writes meanwhile."""
        with closing(sqlite3.connect(path)) as copy, room(path):
            self.db.backup(copy)

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        try:
            return [row for (row,) in self.db.execute("PRAGMA integrity_check") if row != "ok"]
        except sqlite3.DatabaseError as error:
            return [str(error)]

    def shrink(self) -> None:
        """Give back the space of what was deleted; it takes as much for a while."""
        with room(self.path):
            self.db.execute("VACUUM")

    def add(self, vocabulary: Vocabulary) -> int:
        """Take in forms and where they were seen; returns how many were new. Kept when it returns."""
        news = [form for form, seen in vocabulary.items() if seen & ~self.known.get(form, 0)]
        if not news:
            return 0
        with self.writing() as db:
            db.execute("BEGIN IMMEDIATE")
            there = dict(chosen(db, "form, seen", "form", "form", news))
            now = {form: there.get(form, 0) | vocabulary[form] for form in news}
            changed = sorted((form, seen) for form, seen in now.items() if seen != there.get(form))
            self.forget(db, [(form, there[form]) for form, _ in changed if form in there])
            db.executemany("INSERT OR REPLACE INTO form VALUES (?, ?)", changed)
            self.learn(db, changed)
        self.remember(now)
        return len(now) - len(there)

    def lacking(self, vocabulary: Vocabulary) -> dict[str, int]:
        """What of a vocabulary the file doesn't say yet: forms with the bits that they lack."""
        news = [form for form, seen in vocabulary.items() if seen & ~self.known.get(form, 0)]
        there = dict(chosen(self.db, "form, seen", "form", "form", news))
        return {form: lack for form in news if (lack := vocabulary[form] & ~there.get(form, 0)) or form not in there}

    def remember(self, vocabulary: Vocabulary) -> None:
        """Keep in mind what is in the file, within bounds."""
        if len(self.known) + len(vocabulary) > REMEMBERED:
            self.known.clear()
        self.known.update(vocabulary)

    def forms(self, readings: Iterable[str]) -> list[str]:
        """The archive's forms that have any of the readings, sorted."""
        found = chosen(self.db, "form", "reading", "reading", sorted(readings))
        return sorted({form for (form,) in found})

    def starting(self, prefix: str, limit: int) -> list[str]:
        """The first `limit` forms that begin with `prefix`, in the order of the alphabet."""
        rows = self.db.execute(
            "SELECT form FROM form WHERE form >= ? AND form < ? ORDER BY form LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        return [form for (form,) in rows]

    def begins(self, prefix: str) -> bool:
        """Whether a form, a lemma, a name's key or a Kazakh stem begins so."""
        return bool(self.starting(prefix, 1)) or any(
            self.db.execute(
                "SELECT 1 FROM reading WHERE reading >= ? AND reading < ? LIMIT 1",
                (mark + prefix, f"{mark}{prefix}\U0010ffff"),
            ).fetchone()
            for mark in ("", NAME, KAZAKH)
        )

    def has(self, forms: Sequence[str]) -> bool:
        """Whether the archive has all of these forms."""
        return len(self.among(forms)) == len(set(forms))

    def among(self, forms: Sequence[str]) -> list[str]:
        """Those of the forms that the archive has."""
        return [form for (form,) in chosen(self.db, "form", "form", "form", forms)]

    def capitalised(self, form: str) -> bool:
        """Whether a form was seen with a capital letter inside a sentence."""
        row = self.db.execute("SELECT seen FROM form WHERE form = ?", (form,)).fetchone()
        return row is not None and bool(row[0] & Seen.CAPITAL)

    def kazakh(self, prefix: str) -> list[str]:
        """The beginnings of Kazakh words that are spelt so without the letters that only Kazakh has."""
        spelt = UNSPECIFIC + prefix
        rows = self.db.execute(
            "SELECT DISTINCT substr(form, 1, ?) FROM reading WHERE reading >= ? AND reading < ? LIMIT 100",
            (len(prefix), spelt, spelt + "\U0010ffff"),
        )
        return [form for (form,) in rows if form.translate(WITHOUT_KAZAKH) == prefix != form]

    def like(self, form: str) -> list[str]:
        """The forms one slip away; of a word of more than seven letters also those two slips away, where both are
        slight or one at most is in its first half. All are looked up by their beginnings, however many forms there are.
        """
        from rapidfuzz.distance import OSA

        near = set(self.among([form, *one_slip(form)]))
        if len(form) > LONG:
            middle = len(form) // 2 + 1
            near.update(self.among(list({twice for once in slight_slips(form) for twice in slight_slips(once)})))
            for half in {form[:middle], *one_slip(form[:middle])}:
                rows = self.db.execute(
                    "SELECT form FROM form WHERE form >= ? AND form < ? AND length(form) BETWEEN ? AND ?",
                    (half, half + "\U0010ffff", len(form) - 2, len(form) + 2),
                )
                near.update(like for (like,) in rows if OSA.distance(form, like, score_cutoff=2) <= 2)
        return sorted(near)

    def __len__(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM form").fetchone()[0])

    @property
    def learnt(self) -> str:
        """The version of the languages that the readings were made by; another process may have made them anew."""
        return self.stamped("languages")

    @property
    def current(self) -> bool:
        """Whether the readings were made by this version of the languages."""
        return self.learnt == self.languages.version

    def relearn(self) -> int:
        """Read every form anew by this version of the languages; returns their number. All at once, or not at all."""
        with self.writing() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM reading")
            last, count = "", 0
            after = "SELECT form, seen FROM form WHERE form > ? ORDER BY form LIMIT ?"
            while rows := db.execute(after, (last, AT_ONCE)).fetchall():
                self.learn(db, rows)
                last, count = rows[-1][0], count + len(rows)
            self.set_stamp(db)
        return count

    def stamped(self, name: str) -> str:
        """What was said of the file under a name, else nothing."""
        row = self.db.execute("SELECT value FROM stamp WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def stamp(self, name: str, value: str) -> None:
        """Say something of the file."""
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO stamp VALUES (?, ?)", (name, value))

    def set_stamp(self, db: sqlite3.Connection) -> None:
        """Say which version of the languages the readings are of."""
        db.execute("INSERT OR REPLACE INTO stamp VALUES ('languages', ?)", (self.languages.version,))

    def pairs(self, rows: Iterable[Row]) -> list[tuple[str, str]]:
        """Every reading of the forms with its form, in the order of the table."""
        return sorted((reading, form) for form, seen in rows for reading in self.languages.readings(form, seen))

    def learn(self, db: sqlite3.Connection, rows: Iterable[Row]) -> None:
        """Write the readings of forms."""
        db.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?)", self.pairs(rows))

    def forget(self, db: sqlite3.Connection, rows: Iterable[Row]) -> None:
        """Delete the readings of forms, which are those that `learn` wrote."""
        db.executemany("DELETE FROM reading WHERE reading = ? AND form = ?", self.pairs(rows))


def chosen(db: sqlite3.Connection, columns: str, table: str, column: str, values: Sequence[str]) -> Iterator[Any]:
    """The rows whose `column` is among the values; names are constants of this file, values are bound."""
    for at in range(0, len(values), CHUNK):
        some = values[at : at + CHUNK]
        marks = ",".join("?" * len(some))
        yield from db.execute(f"SELECT {columns} FROM {table} WHERE {column} IN ({marks})", some)  # noqa: S608


@contextmanager
def room(path: Path) -> Iterator[None]:
    """A full disk said plainly, where SQLite writes a file anew."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise unwritable(path, error) from None
