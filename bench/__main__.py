"""`python -m bench [SIZE ...]`: this engine beside its peers on made corpora; writes docs/benchmarks.md.

The maker of corpora, the queries and the peers are kept beside the project (PODSHIVKA_BENCH, else ../shared/bench).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BENCH = Path(os.environ.get("PODSHIVKA_BENCH") or ROOT.parent / "shared" / "bench")
DOC = ROOT / "docs" / "benchmarks.md"
SHORT = (20_000,)
OURS = ("engine", "whole")
"""Our two workers: what an engine does, and all that a reader gets."""
PEERS = "fts5,tantivy,whoosh"
MADE_BY = ("tantivy", "Whoosh3", "pymorphy3")


def main() -> None:
    """Measure every size, then write all of it."""
    asked = arguments()
    rows: dict[int, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.dir) as folder:
        for size in asked.sizes or SHORT:
            rows[size] = measured(size, Path(folder), asked.peers, asked.rounds)
    DOC.write_text("\n".join(document(rows)), "utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help=f"articles; {SHORT} without one")
    parser.add_argument("--peers", default=PEERS, help="as the script of the peers names them")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dir", help="where corpora and indexes are made (a temporary folder)")
    asked = parser.parse_args()
    if not (BENCH / "peers.py").is_file():
        parser.error(f"no peers in {BENCH}: name their folder in PODSHIVKA_BENCH")
    return asked


def measured(size: int, folder: Path, peers: str, rounds: int) -> list[dict[str, Any]]:
    """One row an engine: size, speed and memory of its index, milliseconds of each class of queries."""
    corpus, out = folder / f"{size}.jsonl", folder / f"{size}.out"
    run("big_corpus.py", str(size), str(corpus))
    added = [
        argument for kind in OURS for argument in ("--add", f"podshivka-{kind}={sys.executable} -m bench.worker {kind}")
    ]
    run("peers.py", str(corpus), str(BENCH / "queries.json"), "--peers", peers, "--rounds", str(rounds),
        "--out", str(out), "--dir", str(folder / "indexes"), *added)  # fmt: skip
    corpus.unlink()
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def run(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, str(BENCH / script), *arguments], cwd=ROOT, check=True)


def document(rows: dict[int, list[dict[str, Any]]]) -> Iterator[str]:
    """The lines of the page."""
    yield "# Benchmarks"
    yield ""
    yield "Made by `make bench`. All engines of a table took turns in one run: trust the ratios, not the last digit."
    made_by = ", ".join(f"{name} {version(name)}" for name in MADE_BY)
    yield f"{os.cpu_count()} processors, Python {platform.python_version()}, {made_by}."
    for size, engines in rows.items():
        yield from ("", f"## {size:,} articles".replace(",", " "), "")
        yield from building(engines)
        yield ""
        yield from querying(engines)
    yield ""


def building(engines: list[dict[str, Any]]) -> Iterator[str]:
    """Speed, size and memory."""
    yield "| engine | articles/s | index MB | peak MB, adding | peak MB, searching |"
    yield "|---|---:|---:|---:|---:|"
    for row in engines:
        yield (
            f"| {row['peer']} | {row['docs_per_s']} | {row['index_mb']} | {row['build_peak_mb']} "
            f"| {row['query_peak_mb']} |"
        )


def querying(engines: list[dict[str, Any]]) -> Iterator[str]:
    """Milliseconds, p50 / p95, and for every other engine how many times ours its p50 is."""
    classes = list(engines[0]["ms"])
    ours = next((row["ms"] for row in engines if row["peer"] == f"podshivka-{OURS[0]}"), {})
    yield f"| p50 / p95 ms (times ours) | {' | '.join(classes)} |"
    yield f"|---|{'---:|' * len(classes)}"
    for row in engines:
        yield f"| {row['peer']} | {' | '.join(cell(row['ms'].get(name), ours.get(name)) for name in classes)} |"


def cell(measured: dict[str, Any] | None, ours: dict[str, Any] | None) -> str:
    if not measured or "p50" not in measured:
        return "—"
    ratio = f" ({measured['p50'] / ours['p50']:.1f})" if ours and ours.get("p50") else ""
    return f"{measured['p50']:.2f} / {measured['p95']:.1f}{ratio}"


if __name__ == "__main__":
    main()
