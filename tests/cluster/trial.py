"""`python -m tests.cluster.trial FOLDER`: the life of an archive on three nodes, measured: moved there from a folder,
asked beside it, exported while it is added to, rebuilt while it is searched, lost and restored, moved back.

Says a line of JSON for each step: the figures of docs/cluster.md. `FOLDER` is only read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

from index import Article, Index, Search
from index.keeping.archive import Archive, bytes_of
from index.keeping.cluster import ClusterArchive
from index.keeping.place import Access, archive_at
from index.keeping.rebuild import rebuilt, taken_over
from index.keeping.verify import verify
from index.tokens import forms
from tests.cluster.nodes import Nodes
from tests.cluster.snapshots import deleted, registered, restored, snapshot
from tests.cluster.test_failures import asking
from tests.cluster.test_real import answer, overlap
from tests.test_real import question

SAMPLE = 2000
"""Articles that queries are made of."""
WALKED = 5000
"""Hits of a query that are compared one by one; of more, what is counted and the first ten."""
EXPORTED = 20_000
"""Hits that are walked through while articles are added and deleted."""
Figures = dict[str, Any]


class Trial:
    """The archive of a folder, the same one on nodes, and a place for what is made on the way."""

    def __init__(self, folder: Path, nodes: Nodes, made: Path, queries: int) -> None:
        self.home = Index(folder)
        self.nodes, self.made, self.queries = nodes, made, queries
        self.address = f"http://{nodes.hosts}/trial"
        archive = archive_at(self.address, self.access("mover"))
        assert isinstance(archive, ClusterArchive)
        self.archive = archive

    def access(self, machine: str) -> Access:
        return Access(folder=str(self.made / machine), timeout=120)

    def there(self) -> Index:
        return Index(self.address, access=self.access("reader"))

    def moved_there(self) -> Figures:
        with watch() as took:
            count = taken_over(self.archive, self.home.archive, "tantivy")
        assert checked(self.home.archive) == checked(self.archive) == count
        assert digest(self.home) == digest(self.there())
        stored = sum(self.archive.stored().values())
        return {"articles": count, **took, "mb": stored >> 20, "folder_mb": bytes_of(self.home.generation.folder) >> 20}

    def asked(self) -> Figures:
        there, chance = self.there(), random.Random(7)
        every = max(self.home.stats()["articles"] // SAMPLE, 1)
        texts = [words for one in islice(self.home.scan(Search()), 0, None, every) if len(words := forms(one.body)) > 4]
        queries = [question(chance, texts) for _ in range(self.queries)]
        pairs = [(answer(self.home, text, WALKED), answer(there, text, WALKED)) for text in queries]
        return {
            "queries": len(pairs),
            "walked": sum(one.results.total <= WALKED for one, _ in pairs),
            "different": [
                (text, [name for name, told in one.exact().items() if told != other.exact()[name]])
                for text, (one, other) in zip(queries, pairs, strict=True)
                if one.exact() != other.exact()
            ],
            "overlap": round(mean(overlap(one, other) for one, other in pairs), 3),
            "folder_ms": shares([one.ms for one, _ in pairs]),
            "cluster_ms": shares([other.ms for _, other in pairs]),
        }

    def exported(self) -> Figures:
        """Each article that was there when the walk began comes once, whatever becomes of the archive meanwhile."""
        there, writer = self.there(), Index(self.address, access=self.access("writer"))
        before = [one.id for one in there.scan(Search())]
        walked = []
        for number, one in enumerate(there.scan(Search())):
            walked.append(one.id)
            if number % (EXPORTED // 10) == 0:
                with writer.write() as session:
                    for more in range(50):
                        session.put(Article(id=f"new-{number}-{more}", title="Новое", body=f"Номер {number} {more}"))
                writer.delete([before[-1 - number // 1000]])
        assert sorted(walked) == sorted(before)
        ended = [one.id for one in there.scan(Search())]
        gone = sorted({*before} - {*ended})
        new = [id for id in ended if id.startswith("new-")]
        with writer.write("undo") as session:  # as it was
            for id in new:
                session.set(id, None)
            for one in (self.home.article(id) for id in gone):
                session.put(one) if one else None
        assert digest(self.home) == digest(there)
        return {"walked": len(walked), "added": len(new), "deleted": len(gone)}

    def rebuilt(self) -> Figures:
        with asking(self.there(), Search(limit=5)) as totals, watch() as took:
            count = rebuilt(self.archive)
        assert set(totals) == {count}, set(totals)
        return {"articles": count, **took, "searches": len(totals)}

    def restored(self) -> Figures:
        registered(self.archive, self.nodes.repository)
        with watch() as made:
            snapshot(self.archive, "trial")
        deleted(self.archive)
        assert not self.archive.exists()
        with watch() as took:
            restored(self.archive, "trial")
        assert checked(self.archive) == self.home.stats()["articles"]
        assert digest(self.home) == digest(self.there())
        return {
            "snapshot_s": made["seconds"],
            "restore_s": took["seconds"],
            "mb": bytes_of(self.nodes.repository) >> 20,
        }

    def moved_back(self) -> Figures:
        back = Archive(self.made / "back")
        with watch() as took:
            count = taken_over(back, self.archive, "tantivy")
        assert checked(back) == count == checked(self.archive)
        assert digest(Index(back.folder)) == digest(self.home)
        return {"articles": count, **took}


STEPS: tuple[Callable[[Trial], Figures], ...] = (
    Trial.moved_there, Trial.asked, Trial.exported, Trial.rebuilt, Trial.restored, Trial.moved_back,
)  # fmt: skip


def checked(archive: Archive) -> int:
    """The number of articles of an archive that is whole."""
    report = verify(archive)
    assert report.ok, report.problems
    return report.articles


def digest(index: Index) -> str:
    """A hash of all articles, whole, by their ids."""
    each = sorted(hashlib.sha256(str(one).encode()).digest() for one in index.engine.articles())
    return hashlib.sha256(b"".join(each)).hexdigest()


@contextmanager
def watch() -> Iterator[Figures]:
    """Seconds by the clock, and those that this process has worked."""
    took: Figures = {}
    started, worked = time.perf_counter(), time.process_time()
    yield took
    took |= {"seconds": round(time.perf_counter() - started, 1), "worked": round(time.process_time() - worked, 1)}


def shares(values: list[float]) -> dict[str, float]:
    """The middle and the slowest twentieth."""
    every = sorted(values)
    return {f"p{share}": round(every[len(every) * share // 100], 1) for share in (50, 95)}


def main(arguments: list[str], start: Callable[[], Nodes] = Nodes) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.cluster.trial", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--steps", type=int, default=len(STEPS), help="so many of the first ones (%(default)s)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made, closing(start()) as nodes:
        trial = Trial(asked.folder, nodes.up(), Path(made), asked.queries)
        for step in STEPS[: asked.steps]:
            print(json.dumps({"step": step.__name__, **step(trial)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
