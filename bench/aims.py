"""What was aimed at, beside what was measured: each aim reads the rows of one size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.results import Row

Measures = dict[tuple[str, str], Row]
"""The rows of one size, by part and name."""
US = "podshivka-engine"
AGAIN = "api, again"


@dataclass(frozen=True, slots=True)
class Aim:
    """`value` is the number that is held to `aim`; None where it wasn't measured. `sizes`: what it is said for."""

    what: str
    value: Callable[[Measures], float | None]
    aim: float
    unit: str = ""
    least: bool = False
    sizes: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.aim:g}{self.unit}"

    def met(self, value: float) -> bool:
        return value >= self.aim if self.least else value <= self.aim


def at(part: str, key: str, name: str = "") -> Callable[[Measures], float | None]:
    """One number of one row."""
    return lambda rows: rows.get((part, name), {}).get(key)


def faster(peer: str) -> Callable[[Measures], float | None]:
    """How many times as many articles a second we add."""

    def ratio(rows: Measures) -> float | None:
        ours, theirs = (rows.get(("peers", name), {}).get("docs_per_s") for name in (US, peer))
        return round(ours / theirs, 2) if ours and theirs else None

    return ratio


def slowest(rows: Measures) -> float | None:
    """The greatest ratio of the engine's part to bare tantivy over the classes of queries."""
    ratios = [row["times"] for (part, name), row in rows.items() if part == "engine" and "," not in name]
    return max(ratios, default=None)


def bulk(rows: Measures) -> float | None:
    """Bytes of the archive for each byte of titles and texts."""
    row = rows.get(("size", ""))
    return round(row["archive_mb"] / row["text_mb"], 2) if row else None


def grown(rows: Measures) -> float | None:
    """How much more memory a server has after the load than before it, for each thousand requests, in MB."""
    row = rows.get(("serve", "api"))
    return round((row["memory_after_mb"] - row["memory_mb"]) / row["requests"] * 1000, 2) if row else None


MIDDLE, BIG = (200_000,), (1_000_000,)
AIMS = (
    Aim("adding articles", at("peers", "docs_per_s", US), 2500, " a second", least=True, sizes=MIDDLE),
    Aim("adding, beside SQLite FTS5 with lemmas", faster("fts5"), 2.5, " ×", least=True),
    Aim("adding, beside Whoosh", faster("whoosh"), 12, " ×", least=True),
    Aim("adding, beside bare tantivy with its stemmer", faster("tantivy"), 0.75, " ×", least=True),
    Aim("adding with two workers, beside one", at("workers", "times"), 1.6, " ×", least=True),
    Aim("100 new articles until they are found, the process whole", at("write", "add_100_s"), 2, " s", sizes=BIG),
    Aim("archive, articles kept whole, for a byte of text", bulk, 0.8),
    Aim("`relearn`", at("write", "relearn_s"), 120, " s", sizes=BIG),
    Aim("engine beside bare tantivy, the worst class", slowest, 1.2, " ×"),
    Aim("whole answer, mixed, p50", at("whole", "p50"), 6, " ms", sizes=MIDDLE),
    Aim("whole answer, mixed, p95", at("whole", "p95"), 20, " ms", sizes=MIDDLE),
    Aim("engine with facets, mixed, p95", at("engine", "p95", "mixed, all facets"), 30, " ms", sizes=BIG),
    Aim("engine with facets, phrases, p95", at("engine", "p95", "phrase, all facets"), 40, " ms", sizes=BIG),
    Aim("whole answer, mixed, p95", at("whole", "p95"), 60, " ms", sizes=BIG),
    Aim("HTTP, 8 clients, all answered anew", at("serve", "per_s", "api"), 250, " a second", least=True, sizes=MIDDLE),
    Aim("… p99", at("serve", "p99", "api"), 120, " ms", sizes=MIDDLE),
    Aim(
        "… 200 questions, asked again and again",
        at("serve", "per_s", AGAIN),
        250,
        " a second",
        least=True,
        sizes=MIDDLE,
    ),
    Aim("… p99", at("serve", "p99", AGAIN), 120, " ms", sizes=MIDDLE),
    Aim("HTTP, 8 clients, answers that failed", at("serve", "failed", "api"), 0),
    Aim("HTTP, memory gained", grown, 0.1, " MB a thousand requests"),
    Aim("`podshivka search` as a process", at("start", "search_s"), 0.35, " s", sizes=BIG),
    Aim("`serve`, memory of all its processes", at("serve", "memory_after_mb", "api"), 400, " MB", sizes=BIG),
)
PAGES = 150
"""Raw pages a second."""
