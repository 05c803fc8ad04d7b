"""Questions in this process: the engine's part beside bare tantivy on the same compiled tree, and whole answers."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.corpora import Corpus, queries
from bench.results import Row, share
from bench.worker import anew, searched
from index import Index, Search
from index.answering.question import tree_of
from index.article import FACETS
from index.engine import MOST_VALUES
from index.engines.tantivy import Tantivy
from index.engines.tantivy_facets import of
from index.engines.tantivy_hits import ORDERS, packed
from index.engines.tantivy_query import Compiler
from index.query.tree import Query

SECONDS = 60.0
"""What a class of queries may take; the rounds that it has had by then count."""
ALL = (*FACETS, "timeline")


def engine(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """Of each class: ours and bare tantivy in turn; of the mixed ones and the phrases also with all facets."""
    index = Index(corpus.archive)
    each = queries()
    asks = [(name, name, ()) for name in each] + [(f"{name}, all facets", name, ALL) for name in ("mixed", "phrase")]
    return [
        {"part": "engine", "size": corpus.size, "name": told, **beside_bare(index, each[name], facets, asked.rounds)}
        for told, name, facets in asks
    ]


def beside_bare(index: Index, each: list[dict[str, Any]], facets: tuple[str, ...], rounds: int) -> Row:
    """Milliseconds of the engine's part and of bare tantivy, and how many times as long ours is in the middle."""
    assert isinstance(index.engine, Tantivy)
    ours, bare = [], []
    until = time.perf_counter() + SECONDS
    for number in range(rounds + 1):
        for question in each:
            search = searched(question)
            tree = tree_of(search, search.text, index.lexicon)
            counted = facets or (("section", "timeline") if search.facets else ())
            bare_took = timed(bare_tantivy(index.engine, tree, search, counted))
            anew(index)
            took = timed(partial(index.engine.search, tree, sort=search.sort, limit=10, facets=counted))
            if number:  # the first round warms up
                ours.append(took)
                bare.append(bare_took)
        if number and time.perf_counter() > until:
            break
    middle = share(ours, 50), share(bare, 50)
    return {
        "p50": middle[0], "p95": share(ours, 95), "bare_p50": middle[1], "bare_p95": share(bare, 95),
        "times": round(middle[0] / middle[1], 2), "runs": len(ours),
    }  # fmt: skip


def bare_tantivy(engine: Tantivy, tree: Query, search: Search, facets: tuple[str, ...]) -> Callable[[], object]:
    """The least that tantivy does for the same answer: ten documents of a query that is compiled already, their total,
    the counts, the articles still packed."""
    searcher = engine.searcher()
    compiled = Compiler(engine.schema, searcher).query(tree)
    order = None if search.sort == "relevance" else ORDERS[search.sort]

    terms = {one: of("month" if one == "timeline" else one, MOST_VALUES) for one in facets}

    def ask() -> object:
        found = searcher.search(compiled, 10, order_by_field=order)
        counted = searcher.aggregate(compiled, terms) if facets else {}
        return counted, [packed(searcher, address) for _, address in found.hits]

    return ask


def whole(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """All that a reader gets of the mixed questions: the time by the clock and by the processor."""
    index = Index(corpus.archive)
    times, worked = [], []
    until = time.perf_counter() + SECONDS
    for number in range(asked.rounds + 1):
        for question in queries()["mixed"]:
            search = Search(text=searched(question).text)
            anew(index)
            before = time.process_time()
            took = timed(partial(index.search, search))
            if number:
                times.append(took)
                worked.append((time.process_time() - before) * 1000)
        if number and time.perf_counter() > until:
            break
    return [{
        "part": "whole", "size": corpus.size, "p50": share(times, 50), "p95": share(times, 95),
        "cpu_p50": share(worked, 50), "cpu_p95": share(worked, 95), "runs": len(times),
    }]  # fmt: skip


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000
