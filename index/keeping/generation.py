"""A generation of an archive: one whole index with its vocabulary, and what they were made by."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index import engines, tokens
from index.engine import SCHEMA, Engine
from index.errors import ArchiveError, DamagedError
from index.keeping.seal import unsealed
from index.languages import Languages
from index.lexicon import Lexicon

STAMP = "stamp.json"
TABLES = "tables"
"""The folder of the owner's tables, beside the generations: it outlives them."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a generation was made by; of other versions it is only read to be rebuilt."""

    engine: str
    schema: int
    tokens: int

    @classmethod
    def of(cls, engine: str) -> Stamp:
        """What this program makes."""
        return cls(engine, SCHEMA, tokens.VERSION)


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index: `folder/index` is the engine's, `folder/lexicon.sqlite` the vocabulary's."""

    folder: Path
    stamp: Stamp

    @property
    def place(self) -> str:
        """The archive as a command names it."""
        return str(self.folder.parent.parent)

    def engine(self, *, create: bool = False) -> Engine:
        (self.folder / "index").mkdir(exist_ok=True)
        if self.stamp.engine == "whoosh" and self.folder.stat().st_uid != os.getuid():
            # Its files are pickles: reading a stranger's would run whatever code they bring.
            raise ArchiveError(
                f"Архив «{self.folder}» принадлежит другому пользователю: файлы Whoosh могут исполнить код"
            )
        return engines.open_engine(self.stamp.engine, self.folder / "index", create=create)

    def lexicon(self, *, create: bool = False) -> Lexicon:
        path = self.folder / "lexicon.sqlite"
        if not create and not path.exists():
            # An empty one would lose hits in silence: only the very forms would be found.
            raise DamagedError(
                f"Словарь архива пропал: нет файла «{path}». "
                f"Построить его заново из статей: podshivka -a {self.place} rebuild"
            )
        return Lexicon(path, Languages(self.folder.parent.parent / TABLES))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A writing session of the engine and the lexicon, at whose end every file is sealed."""
        with unsealed(self.folder):
            try:
                yield
            finally:
                with closing(self.lexicon()) as lexicon:
                    lexicon.settle()

    def changed(self) -> datetime:
        """When the index was last written, or later (merges count)."""
        return datetime.fromtimestamp((self.folder / "index").stat().st_mtime, UTC)

    def check(self) -> None:
        """Refuse an index of another version."""
        if self.stamp != Stamp.of(self.stamp.engine):
            raise ArchiveError(
                f"Архив «{self.place}» построен другой версией программы. "
                f"Перестройте его: podshivka -a {self.place} rebuild"
            )
