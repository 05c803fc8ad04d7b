"""Raw pages: the whole way from HTML files to an archive, beside the generic extractor alone."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import trafilatura

from bench.corpora import made, megabytes
from bench.results import Row
from index import Index
from indexer import ingest

SECONDS = 30.0
"""What the generic extractor may take: its pages a second are known by then."""


def measured(number: int, folder: Path) -> list[Row]:
    """Pages a second of `add` with all processors, and of trafilatura on as many pages as it does in some seconds."""
    html = folder / f"pages-{number}"
    if not html.is_dir():
        made("big_corpus.py", str(number), str(folder / f"pages-{number}.jsonl"), "--pages", str(html))
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        started = time.perf_counter()
        report = ingest([html], Index.create(Path(fresh, "archive")))
        took = time.perf_counter() - started
    generic, seconds = alone(html)
    return [{
        "part": "pages", "size": number, "added": report.added, "mb": round(megabytes(html), 1),
        "per_s": round(number / took, 1), "generic_per_s": round(generic / seconds, 1), "generic_pages": generic,
    }]  # fmt: skip


def alone(html: Path) -> tuple[int, float]:
    """How many pages trafilatura extracts in how many seconds, in one process."""
    started = time.perf_counter()
    done = 0
    for file in sorted(html.rglob("*.html"))[::7]:
        trafilatura.extract(file.read_bytes(), include_comments=False, favor_precision=True)
        done += 1
        if time.perf_counter() - started > SECONDS:
            break
    return done, time.perf_counter() - started
