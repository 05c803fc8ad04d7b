"""The hits of a compiled query in a cluster: a page of them in their order, copies folded or not, or all, walked."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

from index.answering.order import NONE, Preference, settled
from index.article import Article, Sort
from index.engine import firsts
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_errors import MissingError
from index.engines.opensearch_query import Asked
from index.engines.opensearch_writer import DEEPEST, ORDERS
from index.errors import ArchiveError
from index.packing import read, unpacked
from index.weights import RERANKED

WINDOW = 100
"""Hits that are looked through for the first ones of their stories, at least."""
STEP = 500
"""Hits of one step of a walk with their articles."""
KEPT = "5m"
"""How long a view is kept for the next step."""


class Row(NamedTuple):
    """A hit: its score, its place by date, its story, its id; its article, packed, where it was asked for."""

    score: float
    newest: int
    story: int
    id: str
    article: bytes = b""


class Found(NamedTuple):
    """A page of hits; how many there are, and how many when copies are folded; what was counted over all of them."""

    total: int
    rows: int | None
    hits: list[Row]
    counted: dict[str, Any]


def keys(sort: Sort) -> list[dict[str, str]]:
    """What hits are sorted by; the last three only for what they tell."""
    first = {"_score": "desc"} if sort == "relevance" else {ORDERS[sort]: "desc"}
    return [first, {"newest": "desc"}, {"story": "desc"}, {"id": "asc"}]


def row(hit: dict[str, Any], sort: Sort) -> Row:
    """A hit as it is told by the keys of its order."""
    first, newest, story, id = hit["sort"]
    article = base64.b64decode(hit["_source"]["article"]) if "_source" in hit else b""
    return Row(float(first) if sort == "relevance" else 0.0, newest, story, id, article)


def article(source: Mapping[str, str]) -> Article:
    """The article that a document keeps."""
    return read(unpacked(base64.b64decode(source["article"])))


class View:
    """What a query finds in an index, by an order and a preference; `slices` are those that are asked."""

    def __init__(
        self,
        cluster: Cluster,
        index: str,
        compiled: Asked,
        sort: Sort,
        preference: Preference = NONE,
        slices: Mapping[str, str] | None = None,
    ) -> None:
        self.cluster = cluster
        self.index = index
        self.compiled = compiled
        self.sort = sort
        self.preference = preference
        self.slices = slices or {}

    def ask(self, index: str, **more: Any) -> Any:
        """One answer, in the order asked for. Scores are made of the counts of all that is asked, not of a shard."""
        body = {"query": self.compiled, "sort": keys(self.sort), "track_total_hits": True, **more}
        scored = {"search_type": "dfs_query_then_fetch"} if self.sort == "relevance" else {}
        return self.cluster.search(index, body, **scored, **(self.slices if index else {}))  # a view has its own

    def page(self, offset: int, limit: int, aggregations: Asked | None = None) -> Found:
        """A page of hits; of the best the first are put in order anew."""
        anew = self.sort == "relevance" and offset < RERANKED
        start, end = (0, max(offset + limit, RERANKED)) if anew else (offset, offset + limit)
        deep = end > DEEPEST
        size = 0 if deep else end - start
        found = self.ask(
            self.index, **{"from": 0 if deep else start}, size=size, stored_fields="_none_", aggs=aggregations or {}
        )
        rows = list(islice(self.walk(), start, end)) if deep else [row(hit, self.sort) for hit in found["hits"]["hits"]]
        rows = self.settled(rows) if anew else rows
        total = found["hits"]["total"]["value"]
        return Found(total, total, rows[offset - start :][:limit], found.get("aggregations", {}))

    def settled(self, rows: list[Row]) -> list[Row]:
        """The hits with the first ones in order anew."""
        first = rows[:RERANKED]
        order = settled([one.score for one in first], [one.newest for one in first], self.preference)
        return [*(first[at]._replace(score=score) for score, at in order), *rows[RERANKED:]]

    def folded(self, offset: int, limit: int, aggregations: Asked | None = None) -> Found:
        """A page of the first hits of stories: more hits are looked through until there is one more than asked for, so
        that there is a next page where `rows` is None."""
        most = WINDOW + 2 * (offset + limit)
        while True:
            found = self.page(0, most, aggregations)
            first = firsts(hit.story for hit in found.hits)
            whole = len(found.hits) == found.total
            if whole or len(first) > offset + limit:
                chosen = [found.hits[place] for place in first[offset : offset + limit]]
                return Found(found.total, len(first) if whole else None, chosen, found.counted)
            most *= 4

    def walk(self, *, articles: bool = False) -> Iterator[Row]:
        """All hits, however many, from one view of the index. A view is lost with the node that holds it: then it is
        gone on from a new one, after the last hit."""
        last: Sequence[Any] | None = None
        while True:
            with suppress(MissingError):
                for hit in self.steps(last, articles):
                    last = hit["sort"]
                    yield row(hit, self.sort)
                return

    def steps(self, last: Sequence[Any] | None, articles: bool) -> Iterator[dict[str, Any]]:
        """The hits after the last one, from one view."""
        path = f"/{self.index}/_search/point_in_time"
        whole = {"allow_partial_pit_creation": "false"}  # else it is made of the shards that answer
        view = self.cluster.ask("POST", path, keep_alive=KEPT, **whole, **self.slices)["pit_id"]
        fields: Asked = {"_source": ["article"]} if articles else {"stored_fields": "_none_"}
        size = STEP if articles else DEEPEST
        try:
            while True:
                after = {"search_after": last} if last else {}
                found = self.ask("", pit={"id": view, "keep_alive": KEPT}, size=size, **fields, **after)
                hits = found["hits"]["hits"]
                yield from hits
                if len(hits) < size:
                    return
                last = hits[-1]["sort"]
        finally:
            with suppress(ArchiveError):  # it ends by itself
                self.cluster.ask("DELETE", "/_search/point_in_time", {"pit_id": [view]})

    def articles(self) -> Iterator[Article]:
        """All articles, in the order of hits."""
        rows = self.walk(articles=True)
        if self.sort == "relevance":
            yield from (read(unpacked(one.article)) for one in self.settled(list(islice(rows, RERANKED))))
        yield from (read(unpacked(one.article)) for one in rows)
