"""Nodes are killed in the middle of everything: no answer is wrong, nothing that was acknowledged is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from index import ArchiveError, Index, Search
from index.keeping.place import Access
from index.keeping.rebuild import rebuilt
from index.keeping.verify import verify
from tests.cluster.nodes import Nodes
from tests.cluster.test_archive import added, news

TIMEOUT = 15
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

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize("which", ["any", "manager"])
def test_a_node_dies_while_it_is_searched(
    which: str, nodes: Nodes, address: str, access: Callable[[str], Access]
) -> None:
    index = Index.create(address, access=access("a"))
    added(index, news(0, 100))
    manager = nodes.manager()
    with asking(Index(address, access=access("b"))) as answers:
        time.sleep(1)
        nodes.kill(manager if which == "manager" else (manager + 1) % 3)
        time.sleep(3)
        nodes.up()
        time.sleep(1)
    assert {answer for answer in answers if not isinstance(answer, ArchiveError)} == {100}
    assert not isinstance(answers[-1], ArchiveError)
    # What was not answered at once was waited for.
    assert [answer for answer in answers if isinstance(answer, ArchiveError)] == []


def test_a_node_dies_while_it_is_added_to(nodes: Nodes, address: str, access: Callable[[str], Access]) -> None:
    index = Index.create(address, access=access("a"))
    committed = 0
    with suppress(ArchiveError), index.write() as writer:
        for article in news(0, 1000):
            writer.put(article)
            if writer.session.counts["added"] % 100 == 0:
                writer.commit()
                committed += 100
            if committed == 300 and len(nodes.running) == 3:
                nodes.kill(nodes.manager())
    assert committed >= 300
    nodes.up()
    again = Index(address, access=access("b"))
    there = {article.id for article in again.scan(Search())}
    assert {f"n{number}" for number in range(committed)} <= there
    added(again, news(0, 1000))
    assert again.search(Search(text="мосты")).total == 1000
    assert verify(again.archive).ok


def test_a_node_dies_while_it_is_rebuilt(nodes: Nodes, address: str, access: Callable[[str], Access]) -> None:
    index = Index.create(address, access=access("a"))
    added(index, news(0, 1000))
    with asking(Index(address, access=access("b"))) as answers:
        killing = threading.Timer(1.0, lambda: nodes.kill((nodes.manager() + 1) % 3))
        killing.start()
        with suppress(ArchiveError):
            rebuilt(index.archive)
        killing.join()
        nodes.up()
    assert {answer for answer in answers if not isinstance(answer, ArchiveError)} == {1000}
    assert rebuilt(index.archive) == 1000
    assert verify(index.archive).ok


def test_all_nodes_die(nodes: Nodes, address: str, access: Callable[[str], Access]) -> None:
    index = Index.create(address, access=access("a"))
    added(index, news(0, 50))
    for number in range(3):
        nodes.kill(number)
    began = time.monotonic()
    with pytest.raises(ArchiveError, match="недоступен"):
        index.search(Search(text="мост"))
    with pytest.raises(ArchiveError, match="недоступен"):
        index.delete(["n1"])
    assert time.monotonic() - began < 2 * TIMEOUT
    nodes.up()
    assert index.search(Search(text="мост")).total == 50
