"""What will be asked about documents that are put next, found out for many of them at once: a cluster is far away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.article import Article
from index.engine import Document, term
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_hits import article
from index.engines.opensearch_known import Known, Term
from index.engines.opensearch_writer import Held, key


class Ahead:
    """The documents of the ids that are put next, as the index has them with their stories (None: it has none), and the
    numbers of documents that have their values."""

    def __init__(self, cluster: Cluster, index: str, known: Known) -> None:
        self.cluster = cluster
        self.index = index
        self.known = known
        self.forget()

    def forget(self) -> None:
        self.documents: dict[str, tuple[Article, int] | None] = {}
        self.values: dict[Term, int] = {}

    def expect(self, documents: Sequence[Document]) -> None:
        keys = [key(document.id) for document in documents]
        asked = {"query": {"ids": {"values": keys}}, "docvalue_fields": ["id", "story"], "_source": ["article"]}
        hits = self.cluster.search(self.index, {**asked, "size": len(keys)})["hits"]["hits"] if keys else []
        self.documents = dict.fromkeys(document.id for document in documents)
        for hit in hits:
            (id,), (story,) = hit["fields"]["id"], hit["fields"]["story"]
            self.documents[id] = article(hit["_source"]), story
        values = {value for document in documents for value in soon(document)}
        self.values = self.known.counted_now([("is", value) for value in sorted(values)]) if values else {}

    def committed(self, documents: Held) -> None:
        """What was known of documents, and of their values, is known no more."""
        for id, document in documents.items():
            self.documents.pop(id, None)
            for value in soon(document) if document else ():
                self.values.pop(("is", value), None)

    def counted(self, asked: Sequence[Term]) -> Mapping[Term, int] | None:
        """The counts of values, where all of them are known."""
        return self.values if all(one in self.values for one in asked) else None


def soon(document: Document) -> Iterator[str]:
    """The values whose counts are asked for before a document is put."""
    yield from (value for value in document.values if value.startswith(term("url", "")))
    yield from (term("mark", mark) for mark in document.marks)
