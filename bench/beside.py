"""The peers: the script that is kept with them feeds all engines the same articles and asks them in turn."""

from __future__ import annotations

import argparse
import json
import sys

from bench.corpora import BENCH, Corpus, made, megabytes
from bench.results import Row

OURS = ("engine", "whole")
"""Our two workers: what an engine does, and all that a reader gets."""
PEERS = "fts5,tantivy,whoosh,lucene,xapian"


def measured(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """One row an engine: size, speed and memory of its index, milliseconds of each class; for one that isn't to be
    had a row without them."""
    out = corpus.folder / "peers.jsonl"
    added = [part for kind in OURS for part in ("--add", f"podshivka-{kind}={sys.executable} -m bench.worker {kind}")]
    pythons = [part for python in asked.python for part in ("--python", python)]
    made("peers.py", str(corpus.file), str(BENCH / "queries.json"), "--peers", asked.peers, *pythons, *added,
        "--rounds", str(asked.rounds), "--budget", str(asked.budget),
        "--out", str(out), "--dir", str(corpus.indexes))  # fmt: skip
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    found = {row.pop("peer"): row for row in rows}
    wanted = [*(f"podshivka-{kind}" for kind in OURS), *asked.peers.split(",")]
    sizes = {"text_mb": round(corpus.letters / 1e6, 1), "archive_mb": round(megabytes(corpus.archive), 1)}
    return [
        {"part": "size", "size": corpus.size, **sizes},
        *({"part": "peers", "size": corpus.size, "name": name, **found.get(name, {})} for name in wanted),
    ]
