"""Who writes to an archive on a cluster: a mark for each machine that adds, one for the machine that makes another
generation. Each is renewed while its process lives, so that one left by a crash is soon no more believed."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from index.engines.opensearch_client import Cluster
from index.engines.opensearch_errors import TakenError
from index.errors import ArchiveError, BusyError

TURN = "turn"
"""The mark of the one that makes another generation."""
RENEWED = 30.0
"""Seconds after which a mark is renewed."""
BELIEVED = 180.0
"""Seconds after which one that was not renewed is of a process that is gone."""


class Marks:
    """The marks of one archive, documents of an index. Whoever writes sets its own mark first and then looks for those
    that it may not write beside: of two that begin at once at least one sees the other."""

    def __init__(self, cluster: Cluster, index: str, place: str) -> None:
        self.cluster = cluster
        self.index = index
        self.place = place
        self.who = f"{socket.gethostname()}, процесс {os.getpid()}"
        self.own = uuid4().hex

    def create(self, replicas: int) -> None:
        """Make the index, where there is none."""
        if not self.exist():
            settings = {"number_of_shards": 1, "number_of_replicas": replicas}
            with suppress(ArchiveError):  # another machine has made it at this moment; else its use says what is wrong
                self.cluster.ask("PUT", f"/{self.index}", {"settings": settings, "mappings": {"dynamic": "false"}})

    def exist(self) -> bool:
        return bool(self.cluster.ask("HEAD", f"/{self.index}"))

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Be one of those that add; `BusyError` while another generation is made."""
        with self.mark(f"adding-{self.own}"):
            if other := self.others(TURN):
                raise BusyError(f"Архив {self.place} сейчас перестраивает {other}: дождитесь его")
            yield

    @contextmanager
    def turning(self) -> Iterator[None]:
        """Be the only one that writes; `BusyError` while anybody does."""
        with self.mark(TURN):
            if other := self.others("adding"):
                raise BusyError(f"В архив {self.place} сейчас добавляет {other}: дождитесь его")
            yield

    @contextmanager
    def mark(self, name: str) -> Iterator[None]:
        """Keep a mark while the block lasts."""
        try:
            self.set(name, "create")
        except TakenError:  # by another, or left by a crash
            if other := self.others(name):
                raise BusyError(f"Архив {self.place} сейчас перестраивает {other}: дождитесь его") from None
            self.set(name, "index")
        ended = threading.Event()
        renewing = threading.Thread(target=self.renew, args=(name, ended), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            ended.set()
            renewing.join()
            with suppress(ArchiveError):  # it is soon no more believed
                self.cluster.ask("DELETE", f"/{self.index}/_doc/{name}")

    def renew(self, name: str, ended: threading.Event) -> None:
        while not ended.wait(RENEWED):
            with suppress(ArchiveError):
                self.set(name, "index")

    def set(self, name: str, how: str) -> None:
        said = {"who": self.who, "own": self.own, "at": time.time()}
        self.cluster.ask("PUT", f"/{self.index}/_doc/{name}", said, op_type=how)

    def others(self, prefix: str) -> str:
        """Who else has a believed mark whose name begins so; of several any, of none nothing."""
        self.cluster.ask("POST", f"/{self.index}/_refresh")
        hits: list[Any] = self.cluster.search(self.index, {"size": 1000})["hits"]["hits"]
        said = [hit["_source"] for hit in hits if hit["_id"].startswith(prefix)]
        believed = (one for one in said if one["own"] != self.own and time.time() - one["at"] < BELIEVED)
        return next((str(one["who"]) for one in believed), "")
