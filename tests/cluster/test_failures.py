"""Nodes are killed in the middle of everything: no answer is wrong, nothing that was acknowledged is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from index import ArchiveError, Index, Search
from index.engines import opensearch_hits
from index.keeping.place import Access
from index.keeping.rebuild import rebuilt
from index.keeping.verify import verify
from index.query.tree import All
from tests.cluster.nodes import Nodes
from tests.cluster.test_archive import added, news

TIMEOUT = 15
PAUSE = 0.05
"""Seconds between two searches of a loop: the nodes that it asks need the processor, too."""
SEARCH = Search(text="экспорт", sort="date")


@pytest.fixture
def address(nodes: Nodes) -> Iterator[str]:
    yield f"http://{nodes.hosts}/failing-{uuid4().hex[:8]}"
    nodes.up()


@pytest.fixture
def access(tmp_path: Path) -> Callable[[str], Access]:
    return lambda name: Access(folder=str(tmp_path / name), timeout=TIMEOUT)


@contextmanager
def asking(index: Index, search: Search = SEARCH) -> Iterator[list[int | Exception]]:
    """What a loop of searches is answered meanwhile: the total, -1 where the page isn't full, an error."""
    answers: list[int | Exception] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            try:
                found = index.search(search)
                answers.append(found.total if len(found.hits) == search.limit else -1)
            except Exception as error:  # an asker that falls silent would look like one that is answered
                answers.append(error)
            ended.wait(PAUSE)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()


def test_the_manager_dies_while_it_is_searched_and_added_to(
    nodes: Nodes, address: str, access: Callable[[str], Access]
) -> None:
    added(Index.create(f"{address}-searched", access=access("a")), news(0, 100))
    index = Index.create(address, access=access("a"))
    committed = 0
    with asking(Index(f"{address}-searched", access=access("b"))) as answers:
        with suppress(ArchiveError), index.write() as writer:
            for article in news(0, 1000):
                writer.put(article)
                if writer.session.counts["added"] % 100 == 0:
                    writer.commit()
                    committed += 100
                if committed == 300 and len(nodes.running) == 3:
                    nodes.kill(nodes.manager())
        nodes.up()
        time.sleep(1)
    assert {*answers} == {100}  # what was not answered at once was waited for
    assert committed >= 300
    again = Index(address, access=access("b"))
    there = {article.id for article in again.scan(Search())}
    assert {f"n{number}" for number in range(committed)} <= there
    added(again, news(0, 1000))
    assert again.search(Search(text="мосты")).total == 1000
    assert verify(again.archive).ok


def test_a_node_dies_while_it_is_searched_and_rebuilt(
    nodes: Nodes, address: str, access: Callable[[str], Access], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are copies all is as before; without them what lay on the node is missed: neither an answer nor an
    export goes on as if it were whole, be it begun before."""
    monkeypatch.setattr(opensearch_hits, "STEP", 20)
    index = Index.create(address, access=access("a"))
    added(index, news(0, 1000))
    bare = Index.create(f"{address}-bare", access=replace(access("a"), replicas=0, timeout=3))
    added(bare, news(0, 100))
    name = bare.archive.current().index  # type: ignore[attr-defined]
    victim = ({*range(3)} - {nodes.manager()} - nodes.having(f"{name}.forms")).pop()
    assert victim in nodes.having(name)
    walk = bare.engine.scan(All())
    assert next(walk)
    with asking(Index(address, access=access("b"))) as answers:
        killing = threading.Timer(1.0, lambda: nodes.kill(victim))
        killing.start()
        with suppress(ArchiveError):
            rebuilt(index.archive)
        killing.join()
        for asked in (lambda: bare.search(SEARCH), lambda: list(walk), lambda: list(bare.scan(Search()))):
            with pytest.raises(ArchiveError):
                asked()
        nodes.up()
    assert {*answers} == {1000}
    assert rebuilt(index.archive) == 1000
    assert verify(index.archive).ok
    assert bare.search(SEARCH).total == len(list(bare.scan(Search()))) == 100


def test_all_nodes_die(nodes: Nodes, address: str, access: Callable[[str], Access]) -> None:
    timeout = 5
    index = Index.create(address, access=replace(access("a"), timeout=timeout))
    added(index, news(0, 50))
    for number in range(3):
        nodes.kill(number)
    began = time.monotonic()
    with pytest.raises(ArchiveError, match="недоступен"):
        index.search(Search(text="мост"))
    with pytest.raises(ArchiveError, match="недоступен"):
        index.delete(["n1"])
    assert time.monotonic() - began < 2 * timeout
    nodes.up()
    assert index.search(Search(text="мост")).total == 50
