"""Tables of words, one row a line, that the rules of a language cannot know: built-in ones, and an owner's beside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArchiveError

LEARNT = ("exceptions", "names")
"""The tables of an archive's owner that the readings in its lexicon are made by."""
OWN = (*LEARNT, "synonyms", "bridge")
"""The tables that an archive's owner can extend, each by a file of the same name and syntax."""
LARGEST = 1_000_000
"""Bytes of an owner's table."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The built-in tables, extended by the files of an owner's folder, where there is one."""

    folder: Path | None = None

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of a table, the owner's last; `ArchiveError` for a file that is no text."""
        yield from table(name)
        yield from rows_of(self.own(name))

    def own(self, name: str) -> str:
        """The text of an owner's table; empty where there is none."""
        path = self.folder / f"{name}.txt" if self.folder else None
        try:
            if path is None or not path.is_file():
                return ""
            if path.stat().st_size > LARGEST:
                raise ArchiveError(f"Таблица «{path}» больше {LARGEST // 1_000_000} МБ")
            return path.read_text("utf-8-sig")
        except (OSError, ValueError) as error:
            raise ArchiveError(f"Таблица «{path}» не читается (нужен текст в UTF-8): {error}") from None

    def version(self) -> str:
        """What changes with any of the tables; `ArchiveError` where the folder has a file that nothing reads."""
        there = {path.stem for path in self.folder.glob("*.txt")} if self.folder else set()
        if unknown := there.difference(OWN):
            known = ", ".join(f"{name}.txt" for name in OWN)
            raise ArchiveError(f"В «{self.folder}» лежит {min(unknown)}.txt: такой таблицы нет, есть {known}")
        texts = [tables_text(), *(self.own(name) for name in LEARNT)]
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]


def table(name: str) -> Iterator[list[str]]:
    """The rows of the built-in `name`.txt as lists of words; `#` begins a comment."""
    return rows_of(Path(__file__).with_name(f"{name}.txt").read_text("utf-8"))


def rows_of(text: str) -> Iterator[list[str]]:
    """The rows of a table's text."""
    return (words for line in text.splitlines() if (words := line.partition("#")[0].split()))


def tables_text() -> str:
    """All built-in tables as one text."""
    found = sorted(
        (file.name, file.read_text("utf-8")) for file in Path(__file__).parent.iterdir() if file.name.endswith(".txt")
    )
    return "\n".join(f"{name}\n{text}" for name, text in found)
