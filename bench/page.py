"""docs/benchmarks.md out of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.aims import AIMS, PAGES, US, Aim, Measures
from bench.picture import picture
from bench.results import Row

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = DOCS / "benchmarks.md", DOCS / "pictures" / "growth.svg"
BOUNDS = Path(__file__).parent / "bounds.md"
"""What bounds that which misses its aim: found out by profiling, so written by hand."""


def write(rows: list[Row]) -> None:
    """The page and its picture."""
    sizes = sorted({row["size"] for row in rows if "size" in row and row["part"] != "pages"})
    by_size = {size: measures(rows, size) for size in sizes}
    PICTURE.write_text(picture(by_size), "utf-8")
    PAGE.write_text("\n".join(document(rows, by_size)), "utf-8")


STARTED = {"search": "`podshivka search`", "help": "`--help`", "python": "Python alone"}


def measures(rows: list[Row], size: int) -> Measures:
    return {(row["part"], row.get("name", "")): row for row in rows if row.get("size") == size}


def document(rows: list[Row], by_size: dict[int, Measures]) -> Iterator[str]:
    """The lines of the page."""
    yield from ("# Benchmarks", "")
    yield "Made by `make bench` (`python -m bench --page` makes it anew of `bench/results.jsonl`). All engines of a"
    yield "table took turns in one run: trust the ratios, not the last digit."
    yield from ("", *circumstances(rows), "", "## Aims", "", *aims(by_size), "")
    yield BOUNDS.read_text("utf-8").rstrip()
    yield from ("", "## Growth", "", f"![How each cost grows](pictures/{PICTURE.name})")
    for size, known in by_size.items():
        yield from ("", f"## {spaced(size)} articles")
        for section in (peers, beside_bare, answers, processes):
            if lines := list(section(known)):
                yield from ("", *lines)
    if raw := [row for row in rows if row["part"] == "pages"]:
        yield from ("", "## Raw pages", "", *pages(raw))
    yield ""


def circumstances(rows: list[Row]) -> Iterator[str]:
    """The machine, the versions, what else went on."""
    machine = next(row for row in rows if row["part"] == "machine")
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    yield f"{machine['processors']} processors, {machine['memory_gb']} GB, {machine['system']};"
    yield f"Python {machine['python']}, {versions}."
    for note in sorted({f"{row['at']}: {row['note']}" for row in rows if row["note"]}):
        yield f"- {note}"


def aims(by_size: dict[int, Measures]) -> Iterator[str]:
    """Each aim and what there is of it, by size; the aim is held against the sizes that it is said for."""
    yield f"| | aim | {' | '.join(f'{spaced(size)}' for size in by_size)} |"
    yield f"|---|---|{'---:|' * len(by_size)}"
    for aim in AIMS:
        cells = [told(aim, size, known) for size, known in by_size.items()]
        said = f" at {spaced(aim.sizes[0])}" if aim.sizes else ""
        yield f"| {aim.what} | {aim.told}{said} | {' | '.join(cells)} |"


def told(aim: Aim, size: int, known: Measures) -> str:
    """A cell: what was measured, and whether it is what was aimed at."""
    if (value := aim.value(known)) is None:
        return "—"
    held = not aim.sizes or size in aim.sizes
    return f"{value:g}" + ((" ✓" if aim.met(value) else " ✗") if held else "")


def peers(known: Measures) -> Iterator[str]:
    """Speed, size and memory; then milliseconds, p50 / p95, and how many times ours the p50 of each other engine is."""
    rows = {name: row for (part, name), row in known.items() if part == "peers"}
    there = {name: row for name, row in rows.items() if "docs" in row}
    if not there:
        return
    head = ["engine", "articles/s", "index MB", "peak MB, adding", "peak MB, searching"]
    keys = ("docs_per_s", "index_mb", "build_peak_mb", "query_peak_mb")
    yield from table(head, ([name, *(row[key] for key in keys)] for name, row in there.items() if row["docs"]))
    if absent := [name for name in rows if name not in there]:
        yield from ("", f"Absent, for they weren't to be had on this machine: {', '.join(absent)}.")
    classes = list(there[US]["ms"])
    yield ""
    ours = there[US]["ms"]
    cells = (
        [name, *(cell(row["ms"].get(one), {} if name == US else ours.get(one)) for one in classes)]
        for name, row in there.items()
    )
    yield from table(["p50 / p95 ms (× ours)", *classes], cells)


def cell(found: dict[str, Any] | None, ours: dict[str, Any] | None) -> str:
    if not found or "p50" not in found:
        return "—"
    ratio = f" ({found['p50'] / ours['p50']:.1f})" if ours and ours.get("p50") else ""
    return f"{found['p50']:.2f} / {found['p95']:.1f}{ratio}"


def beside_bare(known: Measures) -> Iterator[str]:
    """The engine's part beside bare tantivy."""
    rows = {name: row for (part, name), row in known.items() if part == "engine"}
    if rows:
        yield "The engine's part (compiling the tree, the first 200 hits in order, ten articles unpacked) beside bare"
        yield "tantivy with the same query ready compiled (ten hits, total, counts, the articles left packed), ms:"
        yield ""
        cells = (
            [name, row["p50"], row["p95"], row["bare_p50"], row["bare_p95"], row["times"]] for name, row in rows.items()
        )
        yield from table(["class", "p50", "p95", "bare p50", "bare p95", "×, p50"], cells)


def answers(known: Measures) -> Iterator[str]:
    """Whole answers in this process."""
    if row := known.get(("whole", "")):
        yield f"Whole answers to the mixed questions in one process, ms: p50 {row['p50']}, p95 {row['p95']}; of the"
        yield f"processor's time p50 {row['cpu_p50']}, p95 {row['cpu_p95']}."


def processes(known: Measures) -> Iterator[str]:
    """What users start."""
    if row := known.get(("start", "")):
        times = (f"{said} {row[f'{name}_s']:.2f} s" for name, said in STARTED.items())
        yield f"- As processes: {', '.join(times)}."
    if row := known.get(("write", "")):
        yield f"- `add` of 100 articles {row['add_100_s']} s, `relearn` {row['relearn_s']} s, as processes."
    if row := known.get(("workers", "")):
        yield f"- `add` of {spaced(row['articles'])} with one worker {row['one']} articles/s, with two {row['two']}."
    for name in ("api", "api, again", "page", "page, again"):
        if row := known.get(("serve", name)):
            yield f"- `serve`, {row['clients']} clients, the {name}: {row['per_s']} answers/s, p50 {row['p50']} ms,"
            yield f"  p95 {row['p95']}, p99 {row['p99']}; failed {row['failed']} of {row['requests']}; memory"
            yield f"  {row['memory_mb']} MB before, {row['memory_after_mb']} after."


def pages(rows: list[Row]) -> Iterator[str]:
    """From HTML to an archive."""
    yield f"Aimed at: {PAGES} pages/s with all processors."
    yield ""
    head = ["pages", "MB", "added", "pages/s", "trafilatura alone, one process"]
    yield from table(head, ([spaced(r["size"]), r["mb"], r["added"], r["per_s"], r["generic_per_s"]] for r in rows))


def table(head: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")
