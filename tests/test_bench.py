"""What the benchmarks measured is kept by size, and becomes a page that says what misses its aim."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from bench import page, results
from bench.picture import picture

ROWS = [
    {"part": "whole", "size": 200_000, "p50": 5.0, "p95": 31.0, "cpu_p50": 4.0, "cpu_p95": 30.0},
    {"part": "whole", "size": 20_000, "p50": 9.0, "p95": 12.0, "cpu_p50": 4.0, "cpu_p95": 11.0},
    {"part": "peers", "size": 20_000, "name": "lucene"},
    {"part": "peers", "size": 20_000, "name": "fts5", "docs": 20_000, "docs_per_s": 900, "index_mb": 21.0,
     "build_peak_mb": 100, "query_peak_mb": 60, "ms": {"rare": {"p50": 0.5, "p95": 0.75}}},
    {"part": "peers", "size": 20_000, "name": "podshivka-engine", "docs": 20_000, "docs_per_s": 1800, "index_mb": 40.0,
     "build_peak_mb": 300, "query_peak_mb": 90, "ms": {"rare": {"p50": 0.25, "p95": 0.5}}},
]  # fmt: skip


def test_a_measure_takes_the_place_of_the_same_one_of_the_same_size(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    results.keep(ROWS, "", file)
    results.keep([{"part": "whole", "size": 20_000, "p50": 3.0}], "nothing else ran", file)
    rows = {results.key(row): row for row in results.kept(file)}
    assert len(rows) == len(ROWS) + 1  # and the machine
    assert rows["whole", 20_000, ""]["p50"] == 3.0
    assert rows["whole", 20_000, ""]["note"] == "nothing else ran"
    assert rows["whole", 200_000, ""]["p50"] == 5.0


def test_the_page_says_what_misses_its_aim_and_who_is_absent(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    results.keep(ROWS, "much else ran", file)
    rows = results.kept(file)
    text = "\n".join(page.document(rows, {size: page.measures(rows, size) for size in (20_000, 200_000)}))
    for line in (
        "| whole answer, mixed, p50 | ≤ 6 ms at 200 000 | 9 | 5 ✓ |",
        "| whole answer, mixed, p95 | ≤ 20 ms at 200 000 | 12 | 31 ✗ |",
        "| adding, beside SQLite FTS5 with lemmas | ≥ 2.5 × | 2 ✗ | — |",
        "| fts5 | 0.50 / 0.8 (2.0) |",
        "Absent, for they weren't to be had on this machine: lucene.",
    ):
        assert line in text
    assert "much else ran" in text


def test_the_picture_shows_each_size_and_what_was_not_measured() -> None:
    drawn = ElementTree.fromstring(picture({size: page.measures(ROWS, size) for size in (20_000, 200_000)}))
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"9", "5", "20k", "200k", "not measured yet"} <= set(texts)
