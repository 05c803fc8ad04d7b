"""The vocabulary of an archive on a cluster: an index of forms that all machines write, and this machine's copy of it,
which has the readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from index.engines.opensearch_client import Cluster
from index.languages import Languages
from index.lexicon import Lexicon, Vocabulary

TOGETHER = 1000
"""Forms of one document: a document for each would cost more than the articles do."""
STEP = 50
"""Documents of one answer."""


class SharedLexicon(Lexicon):
    """A copy of the forms of an index. Its documents say of some forms where they were seen: none is ever changed, and
    what is said twice is true, so that any machines may write at once."""

    def __init__(self, path: Path, languages: Languages, cluster: Cluster, index: str) -> None:
        super().__init__(path, languages)
        self.cluster = cluster
        self.index = index

    @staticmethod
    def create(cluster: Cluster, index: str) -> None:
        """An empty index of forms. It has one shard, whose numbers tell what is new."""
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
        cluster.ask("PUT", f"/{index}", {"settings": settings, "mappings": {"dynamic": "false"}})

    def add(self, vocabulary: Vocabulary) -> int:
        """Take in forms; those that are new are in the cluster when it returns."""
        self.cluster.bulk(self.news(vocabulary))
        return super().add(vocabulary)

    def news(self, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
        """What the cluster has to be told."""
        rows = iter(self.lacking(vocabulary).items())
        while some := [f"{seen} {form}" for form, seen in islice(rows, TOGETHER)]:
            yield {"_index": self.index, "_source": {"forms": some}}

    def pull(self, uuid: str, checkpoint: int) -> None:
        """Take over what any machine has added. `checkpoint` is the number below which every document of the index is
        there; `uuid` tells the index from another of its name."""
        known, _, number = self.stamped("cluster").partition(" ")
        last = int(number) if known == uuid else -1
        if last >= checkpoint:
            return
        self.cluster.ask("POST", f"/{self.index}/_refresh")
        while True:
            # The answer has all up to the checkpoint, for it was read before the refresh.
            asked = {"query": {"range": {"_seq_no": {"gt": last, "lte": checkpoint}}}, "sort": ["_seq_no"]}
            hits = self.cluster.search(self.index, {**asked, "size": STEP})["hits"]["hits"]
            forms: dict[str, int] = {}
            for said in (said for hit in hits for said in hit["_source"]["forms"]):
                seen, _, form = said.partition(" ")
                forms[form] = forms.get(form, 0) | int(seen)
            super().add(forms)
            last = hits[-1]["sort"][0] if len(hits) == STEP else checkpoint
            self.stamp("cluster", f"{uuid} {last}")
            if last == checkpoint:
                return
