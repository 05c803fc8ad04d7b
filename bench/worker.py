"""This engine as a peer among others: one JSON question a line, one JSON answer a line.

`python -m bench.worker engine` answers a query with what an engine does (hits, total, facets where asked for);
`whole` with what a reader gets: marks, reasons, facets, timeline. `build` adds a corpus of JSON Lines, `open` opens it.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from index import Index, Search
from index.answering.question import tree_of
from index.engines.tantivy import Tantivy
from indexer import ingest


def build(question: dict[str, Any]) -> dict[str, Any]:
    """Add a corpus to a new archive in a folder; where it is there already, it is the other worker's."""
    archive = Path(question["dir"], "archive")
    started = time.perf_counter()
    if (other := Path(question["dir"]).with_name("podshivka-engine") / "archive").is_dir():
        archive.symlink_to(other)
        return {"docs": 0, "seconds": time.perf_counter() - started}
    index = Index.create(archive)
    report = ingest([question["corpus"]], index)
    return {"docs": report.added, "seconds": time.perf_counter() - started}


def searched(question: dict[str, Any]) -> Search:
    """The question of a peer in our search language; `to` is there the first day that no longer counts."""
    terms = question["terms"]
    text = {
        "and": " ".join(terms),
        "or": " | ".join(terms),
        "phrase": f'"{" ".join(terms)}"',
        "prefix": f"{terms[0]}*",
    }[question["op"]]
    until = date.fromisoformat(question["to"]) - timedelta(days=1) if "to" in question else None
    return Search(
        text=text,
        sort=question.get("sort", "relevance"),
        since=question.get("from"),
        until=until.isoformat() if until else None,
        facets="facets" in question,
        as_typed=True,
    )


def anew(index: Index) -> None:
    """Forget what was counted for questions: what is timed again is to be counted again, as a peer does."""
    if isinstance(index.engine, Tantivy):
        index.engine.facets.known.clear()


def engine_part(index: Index, question: dict[str, Any]) -> tuple[list[str], int]:
    """The best ten and the exact total, with section and month counted where that is asked for."""
    search = searched(question)
    tree = tree_of(search, search.text, index.lexicon)
    facets = ("section", "timeline") if search.facets else ()
    found = index.engine.search(tree, sort=search.sort, limit=10, facets=facets)
    return [hit.article.id for hit in found.hits], found.total


def whole(index: Index, question: dict[str, Any]) -> tuple[list[str], int]:
    """All of an answer as the search page shows it."""
    search = searched(question)
    found = index.search(Search(text=search.text, sort=search.sort, since=search.since, until=search.until))
    return [hit.article.id for hit in found.hits], found.total


def main(kind: str) -> None:
    """Answer until the input ends."""
    ask = {"engine": engine_part, "whole": whole}[kind]
    index: Index | None = None
    for line in sys.stdin:
        question = json.loads(line)
        if index:
            anew(index)
        started = time.perf_counter()
        try:
            match question["cmd"]:
                case "build":
                    answer = build(question)
                case "open":
                    index, answer = Index(Path(question["dir"], "archive")), {}
                case _:
                    assert index is not None
                    ids, count = ask(index, question)
                    answer = {"ms": (time.perf_counter() - started) * 1000, "ids": ids, "count": count}
        except Exception as error:  # the run goes on with the other engines
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
