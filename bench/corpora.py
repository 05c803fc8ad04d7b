"""The made corpora, the archives of them, and the queries: made once in a folder, found there again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BENCH = Path(os.environ.get("PODSHIVKA_BENCH") or ROOT.parent / "shared" / "bench")


class Corpus:
    """So many made articles, in a folder that also keeps the indexes of them."""

    def __init__(self, size: int, folder: Path, given: Path | None = None) -> None:
        self.size = size
        self.folder = folder / str(size)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.given = given

    @cached_property
    def file(self) -> Path:
        """JSON Lines."""
        file = self.given or self.folder / "corpus.jsonl"
        if not file.is_file():
            made("big_corpus.py", str(self.size), str(file))
        return file

    @property
    def indexes(self) -> Path:
        """Where the peers keep theirs."""
        return self.folder / "indexes"

    @cached_property
    def archive(self) -> Path:
        """Ours of these articles; where the peers haven't been run, it is made."""
        from index import Index
        from indexer import ingest

        archive = self.indexes / "podshivka-engine" / "archive"
        if not archive.is_dir():
            ingest([self.file], Index.create(archive))
        return archive

    def first(self, number: int) -> Iterator[dict[str, Any]]:
        """The first articles."""
        with self.file.open(encoding="utf-8") as lines:
            yield from map(json.loads, islice(lines, number))

    @cached_property
    def letters(self) -> int:
        """Bytes of the titles and texts."""
        return sum(len((article["title"] + article["text"]).encode()) for article in self.first(self.size))


def queries() -> dict[str, list[dict[str, Any]]]:
    """The queries of each class."""
    found: dict[str, list[dict[str, Any]]] = json.loads((BENCH / "queries.json").read_text("utf-8"))
    return {name: each for name, each in found.items() if isinstance(each, list)}


def made(script: str, *arguments: str) -> None:
    """Run a script that is kept with the peers."""
    subprocess.run([sys.executable, str(BENCH / script), *arguments], cwd=ROOT, check=True)


def megabytes(folder: Path) -> float:
    """What the files of a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
