"""What is counted on a cluster is asked in few requests: how many shards an index has makes them no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index import ArchiveError
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_errors import MissingError
from index.engines.opensearch_known import Known
from index.engines.opensearch_shards import reaching
from tests.test_cluster_client import answering


@pytest.mark.parametrize("shards", [1, 2, 60, 300])
def test_forms_are_counted_in_one_request(shards: int) -> None:
    """Over all shards, whatever their number."""
    asked: list[Any] = []

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        asked.append(json.loads(body))
        terms = {"title": {"terms": {"мост": {"doc_freq": 2, "term_freq": 1}, "моста": {"term_freq": 1}}}}
        return 200, {"docs": [{"found": True, "term_vectors": terms} for _ in asked[-1]["ids"]]}

    with answering(answer) as url:
        known = Known(Cluster([url]), "news", shards)
        told = known.counts([("title", "мост"), ("title", "моста"), ("body", "мост")])
    assert told == {("title", "мост"): 2 * shards, ("title", "моста"): 0, ("body", "мост"): 0}
    (request,) = asked
    assert len({*request["ids"]}) == shards
    assert request["ids"] == [*reaching(shards)]
    assert request["parameters"]["doc"] == {"title": "мост моста", "body": "мост"}


def failing(kind: str) -> dict[str, Any]:
    return {"docs": [{"term_vectors": {}}, {"error": {"type": kind, "reason": "none", "root_cause": []}}]}


def test_a_shard_that_is_not_there_for_a_moment_is_asked_again() -> None:
    passing = iter([failing("no_shard_available_action_exception"), {"docs": [{"term_vectors": {}}]}])
    with answering(lambda *_: (200, next(passing))) as url:
        assert Known(Cluster([url]), "news", 1).counts([("is", "a")]) == {("is", "a"): 0}


def test_counts_of_a_part_of_the_shards_are_none() -> None:
    said = failing("no_shard_available_action_exception")
    with answering(lambda *_: (200, said)) as url, pytest.raises(ArchiveError, match="не отвечает целиком"):
        Known(Cluster([url], timeout=0.05), "news", 2).counts([("is", "a")])
    with answering(lambda *_: (200, failing("index_not_found_exception"))) as url, pytest.raises(MissingError):
        Known(Cluster([url]), "news", 2).counts([("is", "a")])
