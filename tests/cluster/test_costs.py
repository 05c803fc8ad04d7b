"""What a cluster is asked does not grow with its shards, nor with what an archive holds already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import Transport

from index import Index, Search
from index.engines import opensearch_known
from index.engines.opensearch import OpenSearch
from index.engines.opensearch_shards import reaching
from index.keeping.cluster_generation import ClusterGeneration
from index.keeping.place import Access, archive_at
from index.keeping.rebuild import optimized, rebuilt
from index.prepare import prepare
from index.query.tree import All
from tests.cluster.test_archive import added, address, machine, news

__all__ = ["address", "machine"]


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests that are made."""
    made: list[str] = []
    perform = Transport.perform_request

    def noted(transport: Transport, method: str, url: str, **more: Any) -> Any:
        made.append(f"{method} {url}")
        return perform(transport, method, url, **more)

    monkeypatch.setattr(Transport, "perform_request", noted)
    return made


@pytest.mark.parametrize("slices", [0, 1])
def test_a_search_costs_as_many_requests_whatever_the_shards(
    address: str, machine: Callable[[str], Access], requests: list[str], slices: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_known, "BELIEVED", 3600.0)
    asked = []
    place = f"{address.rpartition('/')[0]}/costs-{uuid4().hex[:8]}"
    for shards in (1, 12):
        access = replace(machine(f"of {shards}"), shards=shards, slices=slices)
        index = Index.create(f"{place}-{shards}", access=access)
        added(index, news(0, 40))
        engine = index.engine
        assert isinstance(engine, OpenSearch)
        wanted = ",".join(reaching(shards))
        told = engine.cluster.ask("GET", f"/{engine.index}/_search_shards", routing=wanted)["shards"]
        assert [group[0]["shard"] for group in told] == [*range(shards)]
        assert engine.frequencies(["экспорт", "мост", "нет"]) == {"экспорт": 80, "мост": 40, "нет": 0}
        requests.clear()
        assert index.search(Search(text="экспорт тонн мостов", limit=5)).total == 40
        asked.append(sum(f"/{engine.index}/_" in request for request in requests))
    assert asked[0] == asked[1] < 20


def test_what_is_there_costs_no_requests_of_its_own(
    address: str, machine: Callable[[str], Access], requests: list[str]
) -> None:
    """Neither articles that are added again, nor days that are counted."""
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 200))
    requests.clear()
    with index.write() as writer:
        told = [writer.put(each) for each in writer.foreseen(prepare(article) for article in news(0, 200))]
    assert {*told} == {"unchanged"}
    assert len(requests) < 40
    requests.clear()
    assert index.stats()["articles"] == 200
    assert len(requests) < 20


def test_a_rebuild_keeps_the_shards_and_slices(address: str, machine: Callable[[str], Access]) -> None:
    """On a machine whose settings say nothing of them; where they do, they count."""
    index = Index.create(address, access=replace(machine("a"), shards=5, slices=2))
    added(index, news(0, 20))

    def turned(access: Access) -> tuple[int, int]:
        archive = archive_at(address, access)
        assert rebuilt(archive) == 20
        generation = archive.current()
        assert isinstance(generation, ClusterGeneration)
        return generation.shards, generation.slices

    assert turned(replace(machine("b"), shards=0)) == (5, 2)
    assert turned(replace(machine("b"), shards=4, slices=1)) == (4, 1)


def test_a_merge_may_take_longer_than_an_answer(address: str, machine: Callable[[str], Access]) -> None:
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 30))
    index.delete(["n1"])
    optimized(index.archive)
    assert index.engine.count(All()) == 29
