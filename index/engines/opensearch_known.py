"""What is known of an index on a cluster for a few seconds: how many documents have a term, which is the newest."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

from index.engines.opensearch_client import Cluster
from index.engines.opensearch_shards import reaching

BELIEVED = 5.0
"""Seconds for which the counts that scores are made of, and the newest article, are believed."""
MOST_REMEMBERED = 100_000
"""Counts that are kept in mind."""

Term = tuple[str, str]
"""A field and a term of it."""


class Known:
    """The counts of one index that scores are made of."""

    def __init__(self, cluster: Cluster, index: str, shards: int) -> None:
        self.cluster = cluster
        self.index = index
        self.shards = shards
        self.forget()

    def forget(self) -> None:
        """Believe nothing of what was counted."""
        self.until = 0.0
        self.counted: dict[Term, int] = {}
        self.documents = self.latest = 0

    def look(self) -> None:
        """Look anew how many articles there are and which is the newest, where that was long ago."""
        if time.monotonic() < self.until:
            return
        asked = {"query": {"match_all": {}}, "sort": [{"newest": "desc"}], "size": 1, "track_total_hits": True}
        hits = self.cluster.search(self.index, {**asked, "stored_fields": "_none_"})["hits"]
        self.counted = {}
        self.documents = hits["total"]["value"]
        self.latest = max((hit["sort"][0] for hit in hits["hits"]), default=0)
        self.until = time.monotonic() + BELIEVED

    def counts(self, asked: Iterable[Term]) -> Mapping[Term, int]:
        """For each term the number of documents that have it, deleted ones among them for a while."""
        wanted = dict.fromkeys(asked)
        if len(self.counted) > MOST_REMEMBERED:
            self.counted = {}
        counted = self.counted  # another thread may begin anew meanwhile
        if missing := [pair for pair in wanted if pair not in counted]:
            counted.update(self.counted_now(missing))
        return {pair: counted[pair] for pair in wanted}

    def counted_now(self, asked: Sequence[Term]) -> dict[Term, int]:
        """What the dictionaries of all shards say of terms, in one request: each is asked as if for the terms of a
        document of its own."""
        counts = dict.fromkeys(asked, 0)
        document: dict[str, list[str]] = {}
        for field, form in asked:
            document.setdefault(field, []).append(form)
        doc = {field: some if field == "is" else " ".join(some) for field, some in document.items()}
        unasked = dict.fromkeys(("positions", "offsets", "payloads", "field_statistics"), False)
        wanted = {"doc": doc, "fields": list(doc), "term_statistics": True, **unasked}
        for vectors in self.cluster.vectors(self.index, reaching(self.shards), wanted):
            for field, vector in vectors.items():
                for form, told in vector["terms"].items():
                    counts[field, form] += told.get("doc_freq", 0)
        return counts
