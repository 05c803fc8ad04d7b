"""Every measure with its floor and its aim, as a short table; what was missed, on request; floors are only raised.

`python -m tests.quality [MEASURE...] [DATA] [--sample] [--failures N] [--raise] [--page]`
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Protocol

from tests.quality import (
    copies,
    exact,
    extraction,
    headlines,
    layout,
    learning,
    names,
    properties,
    related,
    spellings,
    surnames,
    translit,
    typos,
    words,
)
from tests.quality.limits import FLOORS, Kind, Limits, limits, raised, written
from tests.quality.page import PAGE, page
from tests.quality.scores import Scores

DATA = Path(os.environ.get("PODSHIVKA_DATA") or Path(__file__).parents[3] / "shared" / "data")


class Measure(Protocol):
    """What every module of this room offers as `measure`."""

    def __call__(self, data: Path, *, sample: int | None = None) -> Scores: ...


MEASURES: dict[str, Measure] = {
    "words": words.measure,
    "spellings": spellings.measure,
    "names": names.measure,
    "surnames": surnames.measure,
    "headlines": headlines.measure,
    "typos": typos.measure,
    "layout": layout.measure,
    "translit": translit.measure,
    "exact": exact.measure,
    "copies": copies.measure,
    "related": related.measure,
    "properties": properties.measure,
    "extraction": extraction.measure,
    "learning": learning.measure,
}
SAMPLES = {
    "headlines": 100,
    "typos": 100,
    "layout": 100,
    "translit": 40,
    "exact": 150,
    "copies": 60,
    "related": 60,
    "properties": 60,
    "extraction": 100,
    "learning": 6,
}
"""Queries of the measures that take long, as tests ask for them; the others are quick enough whole."""


def table(measured: dict[str, Scores], known: Limits, kind: Kind) -> Iterator[str]:
    """The lines of a Markdown table; what is below its floor is marked."""
    yield "| measure | now | floor | aim |"
    yield "|---|---:|---:|---:|"
    for measure, scores in measured.items():
        for name, value in scores.items():
            limit = known.get(measure, {}).get(name, {})
            below = " ↓" if value < limit.get(kind, 0.0) else ""
            yield f"| {measure} {name} | {value:.1f}{below} | {limit.get(kind, '')} | {limit.get('aim', '')} |"


def main() -> None:
    asked = arguments()
    measured: dict[str, Scores] = {}
    for name in asked.measures or MEASURES:
        started = perf_counter()
        measured[name] = MEASURES[name](asked.data, sample=SAMPLES.get(name) if asked.sample else None)
        sys.stderr.write(f"{name}: {perf_counter() - started:.0f} s\n")
    kind: Kind = "sample" if asked.sample else "floor"
    say(table(measured, limits(), kind))
    for name, scores in measured.items() if asked.failures else ():
        say([f"\n{name}: {len(scores.failures)} failures", *scores.worst(asked.failures)])
    if asked.up:
        FLOORS.write_text(written(raised(measured, limits(), kind)), "utf-8")
    if (asked.page or asked.up) and not asked.sample:
        PAGE.write_text(page(measured, limits()), "utf-8")


def arguments() -> argparse.Namespace:
    """What was asked for: measures by name, and a folder, in any order."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="The measures of search quality.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"{', '.join(MEASURES)}; all without one")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data (PODSHIVKA_DATA)")
    parser.add_argument("--sample", action="store_true", help="only what the tests take")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print the worst N of each measure")
    parser.add_argument("--raise", dest="up", action="store_true", help="raise the floors to the present values")
    parser.add_argument("--page", action="store_true", help=f"write the present values into docs/{PAGE.name}")
    asked = parser.parse_args()
    for folder in [name for name in asked.measures if name not in MEASURES]:
        if not Path(folder).is_dir():
            parser.error(f"{folder}: neither a measure nor a folder")
        asked.measures.remove(folder)
        asked.data = Path(folder)
    return asked


def say(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201
