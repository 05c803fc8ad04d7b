"""What was measured, as JSON Lines: a row for each measure of each size, the last one counts."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Row = dict[str, Any]
FILE = Path(__file__).parent / "results.jsonl"
MADE_BY = ("tantivy", "Whoosh3", "pymorphy3", "zstandard", "lxml", "trafilatura")


def kept(file: Path = FILE) -> list[Row]:
    """All rows."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def keep(rows: Iterable[Row], note: str, file: Path = FILE) -> None:
    """Rows take the places of those of the same part, name and size; each says under what circumstances it was made."""
    known = {key(row): row for row in kept(file)}
    circumstances = {"at": f"{datetime.now(UTC):%Y-%m-%d}", "load": round(os.getloadavg()[0], 1), "note": note}
    known |= {key(row): row | circumstances for row in (machine(), *rows)}
    lines = (json.dumps(known[at], ensure_ascii=False) + "\n" for at in sorted(known))
    file.write_text("".join(lines), "utf-8")


def key(row: Row) -> tuple[str, int, str]:
    return row["part"], row.get("size", 0), row.get("name", "")


def machine() -> Row:
    """What it runs on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "part": "machine",
        "processors": os.cpu_count(),
        "memory_gb": round(memory),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: found for name in MADE_BY if (found := known_version(name))},
    }


def known_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def share(values: Iterable[float], percent: int) -> float:
    """A percentile of some values."""
    every = sorted(values)
    return round(every[min(len(every) - 1, round(len(every) * percent / 100))], 3)
