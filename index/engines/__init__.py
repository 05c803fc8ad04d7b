"""The engines, one module each, and the one way to open them."""

from __future__ import annotations

from pathlib import Path

from index.engine import Engine
from index.errors import ArchiveError

ENGINES = ("tantivy", "whoosh")


def open_engine(name: str, folder: Path, *, create: bool = False) -> Engine:
    """The engine of a name over its folder; only that engine's library is imported."""
    match name:
        case "tantivy":
            from index.engines.tantivy import Tantivy

            return Tantivy(folder, create=create)
        case "whoosh":
            from index.engines.whoosh import Whoosh

            return Whoosh(folder, create=create)
        case _:
            raise ArchiveError(f"Нет движка «{name}»; есть {', '.join(ENGINES)}")
