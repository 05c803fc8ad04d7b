"""The vocabulary of an archive on a cluster: an index of forms that all machines write, and this machine's copy of it,
which has the readings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.engines.opensearch_client import Cluster
from index.languages import Languages
from index.lexicon import Lexicon, Vocabulary

STEP = 10_000
"""Forms of one answer."""
TAKEN = 409
"""The status of a document that another machine has made: it says the same."""


class SharedLexicon(Lexicon):
    """A copy of the forms of an index. There one document says that a form was seen somewhere: nothing is ever changed,
    so that any machines may write at once."""

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
        self.cluster.bulk(self.news(vocabulary), known=TAKEN)
        return super().add(vocabulary)

    def news(self, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
        """What the cluster has to be told."""
        for form, seen in self.lacking(vocabulary).items():
            said = {"form": form, "seen": seen}
            yield {"_op_type": "create", "_index": self.index, "_id": f"{seen} {form}", "_source": said}

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
            for hit in hits:
                form, seen = hit["_source"]["form"], hit["_source"]["seen"]
                forms[form] = forms.get(form, 0) | seen
            super().add(forms)
            last = hits[-1]["sort"][0] if len(hits) == STEP else checkpoint
            self.stamp("cluster", f"{uuid} {last}")
            if last == checkpoint:
                return
