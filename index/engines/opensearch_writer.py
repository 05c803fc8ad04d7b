"""Documents into an index of a cluster: what it holds of each, and a writing session."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from index.article import FACETS, folded
from index.engine import Document, spelling, term
from index.engines.opensearch_client import Cluster, awaited
from index.engines.opensearch_query import ANALYZER, GAP
from index.engines.opensearch_slices import Slices, lying
from index.errors import ArchiveError
from index.packing import packed
from index.query.tree import TEXT_FIELDS

LONGEST_ID = 512
"""Bytes of the longest id that a cluster takes."""
ORDERS = {"date": "newest", "oldest": "oldest", "views": "viewed"}
SORTED = ("month", *ORDERS.values(), "story", "shingles")
SEARCHED = ("day", "views")
"""Numbers that are columns, and those of them that are asked for too."""
TITLE_WORDS = "title_words"
"""The column of the forms of a title, in which what begins so is counted; that of a body is a fifth of an index."""
DEEPEST = 10_000
"""Hits that one answer reaches to; further ones are walked to."""


def body(shards: int, replicas: int, about: dict[str, object]) -> dict[str, Any]:
    """What an index is made by; `about` is kept beside its fields.

    Forms with their places, exact values as whole terms, numbers and facets as columns, the article as it is packed.
    """
    text = {"type": "text", "analyzer": "forms", "search_analyzer": ANALYZER}
    column = {"type": "keyword", "index": False}
    number, asked = {"type": "long", "index": False}, {"type": "long"}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",  # a commit refreshes
            "max_result_window": DEEPEST,
            "codec": "best_compression",
            "analysis": {
                "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 1_000_000}},
                "filter": {
                    "each": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]},
                    "gap": {"type": "stop", "stopwords": [GAP]},
                },
                "analyzer": {
                    "forms": {"type": "custom", "tokenizer": "blanks"},
                    ANALYZER: {"type": "custom", "tokenizer": "blanks", "filter": ["each", "gap"]},
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": about,
            "_source": {"includes": ["article"]},
            "properties": {
                **dict.fromkeys(TEXT_FIELDS, text),
                TITLE_WORDS: column,
                **dict.fromkeys((*FACETS, "spelling"), column),
                **dict.fromkeys(SORTED, number),
                **dict.fromkeys(("newest", *SEARCHED), asked),  # of the first the greatest is found at once so
                "id": column,
                "is": {"type": "keyword", "doc_values": False, "norms": False},
                "article": {"type": "binary"},
            },
        },
    }


def key(id: str) -> str:
    """The id that a document has in the cluster: its own, or a hash of one that is too long."""
    data = id.encode()
    return id if len(data) <= LONGEST_ID else hashlib.sha256(data).hexdigest()


def source(document: Document) -> dict[str, Any]:
    """A document as JSON."""
    numbers = {name: getattr(document, name) for name in (*SORTED, *SEARCHED)}
    return {
        "id": document.id,
        **{str(field): text for field, text in document.texts.items()},
        TITLE_WORDS: sorted({*document.texts["title"].split()}),
        "is": [*document.values, *(term("mark", mark) for mark in document.marks), term("story", str(document.story))],
        **{name: [*map(folded, values)] for name, values in document.facets.items()},
        "spelling": [spelling(name, value) for name, values in document.facets.items() for value in values],
        **{name: number for name, number in numbers.items() if number is not None},
        "article": base64.b64encode(packed(document.article)).decode(),
    }


Held = Mapping[str, Document | None]
"""Documents by their ids, None where one is deleted."""


class OpenSearchWriter:
    """A writing session: what was put is held here until a commit. Several may go on at once, on several machines."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        slices: Slices,
        committed: Callable[[Mapping[str, Document | None]], None],
    ) -> None:
        self.cluster = cluster
        self.index = index
        self.slices = slices
        self.committed = committed
        self.held: dict[str, Document | None] = {}

    def put(self, document: Document) -> None:
        self.held[document.id] = document

    def delete(self, id: str) -> None:
        self.held[id] = None

    def merge(self) -> None:
        self.commit()
        path, how = f"/{self.index}/_forcemerge", {"only_expunge_deletes": "true", "wait_for_completion": "false"}
        task = self.cluster.ask("POST", path, **how)["task"]
        # A large index takes hours: longer than an answer may take.
        awaited(lambda: "" if self.cluster.ask("GET", f"/_tasks/{task}")["completed"] else "Кластер сливает сегменты")
        told = self.cluster.ask("GET", f"/_tasks/{task}")
        if error := told.get("error") or next(iter(told["response"]["_shards"].get("failures", ())), None):
            raise ArchiveError(f"Кластер {self.cluster.hosts} не слил сегменты: {error.get('reason')}. Повторите позже")

    def commit(self) -> None:
        """Send all that is held and make it visible; sent again, it is the same."""
        self.cluster.bulk(self.actions(), known=404)
        self.cluster.ask("POST", f"/{self.index}/_refresh")
        self.committed(self.held)
        self.held = {}

    def actions(self) -> Iterator[dict[str, Any]]:
        """What is held. Where there are slices, a document is taken out of every other one that it lies in."""
        keys = {id: key(id) for id in self.held}
        lie = lying(self.cluster, self.index, [*keys.values()], DEEPEST) if self.slices.parts else {}
        for id, document in self.held.items():
            where = {"_index": self.index, "_id": keys[id]}
            slice = document and self.slices.of(keys[id], document.day)
            for other in lie.get(keys[id], () if document else (None,)):
                if document is None or other != slice:
                    yield {**where, **routed(other), "_op_type": "delete"}
            if document:
                yield {**where, **routed(slice), "_source": source(document)}


def routed(slice: str | None) -> dict[str, str]:
    return {"_routing": slice} if slice else {}
