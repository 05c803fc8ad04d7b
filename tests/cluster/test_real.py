"""On real articles, where they are at hand, a cluster answers as the embedded engine does, whatever the query."""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from uuid import uuid4

import pytest

from index import Index, Results, Search
from index.answering.question import tree_of
from index.keeping.place import Access, archive_at
from index.keeping.rebuild import taken_over
from index.tokens import forms
from tests.cluster.nodes import Nodes
from tests.test_real import DATA, articles, question

ARTICLES = int(os.environ.get("PODSHIVKA_REAL_ARTICLES", "400"))
QUERIES = int(os.environ.get("PODSHIVKA_REAL_QUERIES", "40"))

pytestmark = [pytest.mark.real, pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data in {DATA}")]


@dataclass(frozen=True, slots=True)
class Answer:
    """All ids that a query finds (none where they are too many to be walked through), and its first ten with everything
    counted; milliseconds of that."""

    ids: frozenset[str]
    results: Results
    ms: float

    def exact(self) -> dict[str, object]:
        """What has to be the same, whichever engine answers: all but the order of relevance."""
        same = ("total", "facets", "timeline", "correction", "partial")
        told = {name: getattr(self.results, name) for name in same}
        return {"ids": self.ids, "hits": len(self.results.hits), **told}

    def first(self) -> set[str]:
        return {hit.article.id for hit in self.results.hits}


def answer(index: Index, text: str, most: int = sys.maxsize) -> Answer:
    started = time.perf_counter()
    results = index.search(Search(text=text, fold=False))
    took = (time.perf_counter() - started) * 1000
    found = index.engine.scan(tree_of(Search(), text, index.lexicon)) if results.total <= most else ()
    return Answer(frozenset(article.id for article in found), results, took)


def overlap(one: Answer, other: Answer) -> float:
    """Which part of the first hits two answers have in common."""
    return len(one.first() & other.first()) / len(one.first()) if one.first() else 1.0


def test_the_cluster_finds_what_the_embedded_engine_finds(nodes: Nodes, tmp_path: Path) -> None:
    some = list(itertools.islice(articles(), ARTICLES))
    home = Index.create(tmp_path / "home")
    with home.write() as writer:
        for article in some:
            writer.put(article)
    address, access = f"http://{nodes.hosts}/real-{uuid4().hex[:8]}", Access(folder=str(tmp_path / "state"))
    assert taken_over(archive_at(address, access), home.archive, "tantivy") == len(some)
    there = Index(address, access=access)
    texts = [words for article in some if len(words := forms(article.body)) > 4]
    chance = random.Random(7)
    overlaps = []
    for text in (question(chance, texts) for _ in range(QUERIES)):
        one, other = answer(home, text), answer(there, text)
        assert one.exact() == other.exact(), text
        overlaps.append(overlap(one, other))
    assert mean(overlaps) > 0.9
