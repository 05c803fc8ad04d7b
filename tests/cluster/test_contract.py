"""The contract of the engines, held by OpenSearch on three nodes as by the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.engine import Engine
from index.engines.opensearch import OpenSearch
from index.engines.opensearch_client import Cluster
from index.query.tree import Query
from tests.cluster.nodes import Nodes
from tests.test_engines import (
    TREES,
    Fresh,
    articles,
    engine,
    holds,
    test_a_phrase_far_from_a_word_or_a_phrase,
    test_a_phrase_of_hundreds_of_forms,
    test_articles_with_marks_in_common,
    test_counts_of_thousands_of_values,
    test_deep_pages_of_folded_hits,
    test_long_phrases_near_each_other,
    test_stories_are_those_with_several_articles,
)

__all__ = [
    "engine",
    "test_a_phrase_far_from_a_word_or_a_phrase",
    "test_a_phrase_of_hundreds_of_forms",
    "test_articles_with_marks_in_common",
    "test_counts_of_thousands_of_values",
    "test_deep_pages_of_folded_hits",
    "test_long_phrases_near_each_other",
    "test_stories_are_those_with_several_articles",
]

NUMBERS = itertools.count()


@pytest.fixture(scope="module", params=[0, 1], ids=["whole", "by year"])
def fresh(request: pytest.FixtureRequest, nodes: Nodes) -> Fresh:
    cluster = Cluster([f"http://{host}" for host in nodes.hosts.split(",")])

    @contextmanager
    def opened() -> Iterator[Engine]:
        name = f"contract-{next(NUMBERS)}"
        yield OpenSearch.create(cluster, name, shards=3, replicas=0, slices=request.param)
        cluster.ask("DELETE", f"/{name}")

    return opened


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(some=articles(), trees=st.lists(TREES, min_size=4, max_size=8))
def test_finds_what_the_plain_reading_finds(fresh: Fresh, some: list[Article], trees: list[Query]) -> None:
    holds(fresh, some, trees)
