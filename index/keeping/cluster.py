"""An archive on a cluster: an index for each generation, aliases for the current one and the one before; this machine's
folder holds its journal, its tables and its copy of the vocabulary."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from index.engines.opensearch import OpenSearch
from index.engines.opensearch_client import Cluster, awaited
from index.engines.opensearch_errors import MissingError
from index.errors import ArchiveError
from index.keeping.archive import Archive, bytes_of
from index.keeping.cluster_generation import ClusterGeneration
from index.keeping.generation import Generation, Stamp
from index.keeping.machine import own_folder
from index.keeping.marks import Marks
from index.keeping.place import Access, Address
from index.keeping.shared import SharedLexicon

ENGINE = "opensearch"
LOOK = 1.0
"""Seconds for which it is believed which generation is in use, and that nothing was written."""
SHARDS = 3
"""Shards of a new archive, where the settings say nothing."""
COPIED = 4 * 3600.0
"""Seconds that it is waited for, at most, that the copies of a new generation are there."""


class ClusterArchive(Archive):
    """An archive on a cluster. Several machines may add to it at once; one may rebuild it while nobody adds."""

    def __init__(self, address: Address, access: Access) -> None:
        self.cluster = Cluster(
            address.hosts,
            user=address.user or access.user,
            password=address.password or access.password,
            token=access.token,
            ca=access.ca,
            timeout=access.timeout,
        )
        super().__init__(own_folder(access.folder, address.name, self.cluster.uuid(), str(address)))
        self.place = str(address)
        self.alias = f"podshivka-{address.name}"
        self.seen: ClusterGeneration | None = None
        self.replicas, self.shards, self.slices = access.replicas, access.shards, access.slices
        self.marks = Marks(self.cluster, f"{self.alias}.state", self.place)
        self.looking = threading.Lock()
        self.until = 0.0
        self.written: dict[str, Any] = {}
        self.changed = datetime.now(UTC)

    @cached_property
    def index_name(self) -> re.Pattern[str]:
        """The names of the indexes of generations; in them their numbers."""
        return re.compile(rf"{re.escape(self.alias)}\.(\d{{4,}})")

    def exists(self) -> bool:
        return self.aliased(self.alias) is not None

    def readable(self) -> Generation:
        return self.aliased(self.alias) or self.current()

    def current(self) -> Generation:
        if time.monotonic() > self.until:
            with self.looking:
                if time.monotonic() > self.until:
                    self.look()
        if self.seen is None:
            raise ArchiveError(f"Здесь нет архива: {self.place}. Создать его: podshivka -a {self.place} add ПАПКА")
        return self.seen

    def look(self) -> None:
        """Look which generation is in use, and take over the forms that other machines have added to it."""
        self.seen = self.aliased(self.alias)
        if self.seen:
            told = self.cluster.ask("GET", f"/{self.seen.index}*/_stats/docs", level="shards")["indices"]
            if self.seen.forms not in told:
                raise ArchiveError(
                    f"Словарь архива {self.place} недоступен: узлов, на которых лежит {self.seen.forms}, нет. "
                    "Верните их или снимок (docs/cluster.md), или постройте его заново из статей: "
                    f"podshivka -a {self.place} rebuild"
                )
            written = {name: checkpoint(one) for name, one in told.items()}
            if self.written and written != self.written:
                self.changed = datetime.now(UTC)
            self.written = written
            lexicon = self.seen.lexicon()
            assert isinstance(lexicon, SharedLexicon)
            lexicon.pull(told[self.seen.forms]["uuid"], written[self.seen.forms])
            if not lexicon.current:
                lexicon.relearn()  # it is only this machine's copy
            lexicon.close()
        self.until = time.monotonic() + LOOK

    def previous(self) -> Generation | None:
        return self.aliased(f"{self.alias}.previous")

    def aliased(self, alias: str) -> ClusterGeneration | None:
        """The generation that has an alias."""
        having = (pair for pair in self.indexes().items() if alias in pair[1].get("aliases", {}))
        return next((self.generation_of(name, index) for name, index in having), None)

    def indexes(self) -> dict[str, Any]:
        """The indexes of all generations, with what they were made by; not what others have given such a name."""
        return {name: index for name, index in self.numbered().items() if "schema" in meta(index)}

    def numbered(self) -> dict[str, Any]:
        """The indexes that are named as those of generations are."""
        paths = "*.aliases,*.mappings._meta,*.settings.index.number_of_shards"
        found = self.cluster.ask("GET", f"/{self.alias}.*", filter_path=paths)
        return {name: index for name, index in sorted(found.items()) if self.index_name.fullmatch(name)}

    def generation_of(self, name: str, index: dict[str, Any]) -> ClusterGeneration:
        """The generation of an index."""
        number = name.rpartition(".")[2]
        shards = int(index["settings"]["index"]["number_of_shards"])
        about = dict(meta(index))
        slices = about.pop("slices", 0)
        folder = self.folder / "generations" / number
        return ClusterGeneration(folder, Stamp(**about), self.cluster, name, shards, slices, self)

    def begin(self, engine: str) -> Generation:
        """A new, empty generation beside the one in use; without copies, for the first load. What this machine's
        settings don't say it has as the one in use has it."""
        self.marks.create(self.replicas)
        numbers = [int(name.rpartition(".")[2]) for name in self.numbered()]
        before = self.aliased(self.alias)
        shards = self.shards or (before.shards if before else SHARDS)
        slices = self.slices or (before.slices if before else 0)
        name = f"{self.alias}.{max(numbers, default=0) + 1:04}"
        stamp = Stamp.of(ENGINE)
        OpenSearch.create(self.cluster, name, shards=shards, replicas=0, slices=slices, **asdict(stamp))
        SharedLexicon.create(self.cluster, f"{name}.forms")
        return self.generation_of(name, self.indexes()[name])

    def use(self, generation: Generation) -> None:
        """Make a generation the current one for all readers at once; its copies are made before, as many as there are
        nodes for."""
        assert isinstance(generation, ClusterGeneration)
        copies = {"index": {"number_of_replicas": self.replicas}}
        self.cluster.ask("PUT", f"/{generation.index},{generation.forms}/_settings", copies)
        health = f"/_cluster/health/{generation.index},{generation.forms}"

        def left() -> str:
            # Where there are fewer nodes than copies some are never made: it is waited for those that are being made.
            shards = self.cluster.ask("GET", health)["initializing_shards"]
            return f"Кластер делает копии: осталось частей {shards}" if shards else ""

        awaited(left, COPIED)
        actions: list[dict[str, Any]] = []
        before = f"{self.alias}.previous"
        if old := self.aliased(self.alias):
            if older := self.previous():
                assert isinstance(older, ClusterGeneration)
                actions.append({"remove": {"index": older.index, "alias": before}})
            actions.append({"remove": {"index": old.index, "alias": self.alias}})
            actions.append({"add": {"index": old.index, "alias": before}})
        actions.append({"add": {"index": generation.index, "alias": self.alias}})
        self.cluster.ask("POST", "/_aliases", {"actions": actions})
        self.until = 0.0

    def sweep(self, *, keep_previous: bool = True) -> None:
        names = [self.alias, f"{self.alias}.previous"] if keep_previous else [self.alias]
        needless = {name: index for name, index in self.indexes().items() if not {*names} & {*index.get("aliases", {})}}
        if needless:
            time.sleep(2 * LOOK)  # a reader may have looked just before one came out of use, and be searching it
        for name, index in needless.items():
            self.drop(self.generation_of(name, index))

    def drop(self, generation: Generation) -> None:
        assert isinstance(generation, ClusterGeneration)
        for name in (generation.index, generation.forms):
            with suppress(MissingError):
                self.cluster.ask("DELETE", f"/{name}")
        shutil.rmtree(generation.folder, ignore_errors=True)

    def broken(self) -> tuple[int, list[tuple[str, str]]]:
        """No files here; parts of the index of which no copy is there are what can be wrong with the cluster's."""
        generation = self.readable()
        assert isinstance(generation, ClusterGeneration)
        health = self.cluster.ask("GET", f"/_cluster/health/{generation.index},{generation.forms}")
        lost = [(generation.index, "части индекса недоступны: нет узлов, на которых они лежат")]
        return 0, lost if health["status"] == "red" else []

    def size(self) -> int:
        return sum(self.stored().values()) + bytes_of(self.folder)

    def sizes(self) -> dict[str, int]:
        generation, stored = self.current(), self.stored()
        assert isinstance(generation, ClusterGeneration)
        before = self.previous()
        names = [before.index, before.forms] if isinstance(before, ClusterGeneration) else []
        return {
            "index": stored.get(generation.index, 0),
            "lexicon": stored.get(generation.forms, 0),
            "journal": bytes_of(self.journal().path),
            "previous": sum(stored.get(name, 0) for name in names),
        }

    def stored(self) -> dict[str, int]:
        """Bytes of each index, all copies counted."""
        told = self.cluster.ask("GET", f"/{self.alias}.*/_stats/store")["indices"]
        return {name: one["total"]["store"]["size_in_bytes"] for name, one in told.items()}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be one of those that write: the one of this machine, while nobody makes another generation."""
        self.marks.create(self.replicas)
        with super().locked(), self.marks.adding():
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, on whatever machine."""
        self.marks.create(self.replicas)
        with super().locked(), self.marks.turning():
            yield


def meta(index: dict[str, Any]) -> dict[str, Any]:
    """What a generation is kept with in its index; nothing of an index that somebody else has made."""
    found: dict[str, Any] = index.get("mappings", {}).get("_meta", {})
    return found


def checkpoint(index: dict[str, Any]) -> int:
    """The number below which all that was ever written to an index is on every copy; summed over its shards. A copy
    may be a little behind in it; while another becomes the first one, there is no other."""
    return sum(max(int(copy["seq_no"]["global_checkpoint"]) for copy in shard) for shard in index["shards"].values())
