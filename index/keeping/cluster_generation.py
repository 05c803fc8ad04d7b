"""A generation of an archive on a cluster: an index, that of its forms, and this machine's copy of these."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from index.engines.opensearch import OpenSearch
from index.engines.opensearch_client import Cluster
from index.keeping.generation import TABLES, Generation
from index.keeping.shared import SharedLexicon
from index.languages import Languages
from index.lexicon import Lexicon

if TYPE_CHECKING:
    from index.keeping.cluster import ClusterArchive


@dataclass(frozen=True, slots=True)
class ClusterGeneration(Generation):
    """One whole index of a cluster with the forms beside it."""

    cluster: Cluster
    index: str
    shards: int
    slices: int
    archive: ClusterArchive

    @property
    def forms(self) -> str:
        """The name of the index of forms."""
        return f"{self.index}.forms"

    @property
    def place(self) -> str:
        return self.archive.place

    def engine(self, *, create: bool = False) -> OpenSearch:
        return OpenSearch(self.cluster, self.index, self.shards, self.slices)

    def lexicon(self, *, create: bool = False) -> Lexicon:
        self.folder.mkdir(parents=True, exist_ok=True)
        languages = Languages(self.folder.parent.parent / TABLES)
        return SharedLexicon(self.folder / "lexicon.sqlite", languages, self.cluster, self.forms)

    @contextmanager
    def writing(self) -> Iterator[None]:
        try:
            yield
        finally:
            lexicon = self.lexicon()
            lexicon.settle()
            lexicon.close()

    def changed(self) -> datetime:
        return self.archive.changed
