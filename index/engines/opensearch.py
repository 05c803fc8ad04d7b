"""The engine of many machines: an index on an OpenSearch cluster."""

from __future__ import annotations

import base64
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.answering.order import Preference
from index.article import FACETS, Article, Hit, Results, Sort, Story
from index.engine import LOOKED_THROUGH, MOST_COPIES, MOST_DAYS, MOST_VALUES, Alike, Document, Enough, Finish, term
from index.engines.opensearch_ahead import Ahead
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_facets import MOST_FIRST, SHARD_VALUES, aggregation, buckets, certain
from index.engines.opensearch_hits import Found, Row, View, article
from index.engines.opensearch_known import Known
from index.engines.opensearch_query import Asked, Compiler, asked_forms, escaped
from index.engines.opensearch_slices import Slices
from index.engines.opensearch_spellings import Spellings
from index.engines.opensearch_writer import TITLE_WORDS, Held, OpenSearchWriter, body, key
from index.packing import title_of, unpacked
from index.query.tree import TEXT_FIELDS, All, Is, Or, Query, TextField
from index.tokens import forms
from index.weights import RECENT

SAMPLED = 100
"""The newest articles whose words are looked at for those that begin so."""


class OpenSearch:
    """One index of a cluster; a commit of another machine is seen at the next call."""

    ahead = 500

    def __init__(self, cluster: Cluster, index: str, shards: int, slices: int = 0) -> None:
        self.cluster = cluster
        self.index = index
        self.shards = shards
        self.slices = Slices(slices)
        self.recent = RECENT
        self.known = Known(cluster, index, shards)
        self.spellings = Spellings(cluster, index)
        self.foreseen = Ahead(cluster, index, self.known)

    @classmethod
    def create(
        cls, cluster: Cluster, index: str, *, shards: int = 3, replicas: int = 1, slices: int = 0, **about: object
    ) -> OpenSearch:
        """A new, empty index; `about` is kept with it."""
        cluster.ask("PUT", f"/{index}", body(shards, replicas, {**about, "slices": slices}))
        return cls(cluster, index, shards, slices)

    def expect(self, documents: Sequence[Document]) -> None:
        self.foreseen.expect(documents)

    def committed(self, documents: Held) -> None:
        """What was known of documents, and of their values, is known no more."""
        self.known.forget()
        self.spellings.forget()
        self.foreseen.committed(documents)

    def close(self) -> None:
        self.cluster.close()

    @contextmanager
    def write(self) -> Iterator[OpenSearchWriter]:
        writer = OpenSearchWriter(self.cluster, self.index, self.slices, self.committed)
        try:
            yield writer
            writer.commit()
        finally:
            self.foreseen.forget()

    def commit_files(self) -> list[Path]:
        return []  # the cluster keeps them

    def damage(self) -> list[str]:
        return []  # the cluster looks after it: a damaged shard fails, and a copy takes its part over

    def get(self, id: str) -> Article | None:
        if id in self.foreseen.documents:
            found = self.foreseen.documents[id]
            return found[0] if found else None
        return next(iter(self.whole([id]).values()), None)

    def whole(self, ids: Sequence[str]) -> dict[str, Article]:
        """Articles by their ids, those that are there."""
        keys = {key(id): id for id in ids}
        asked = {"query": {"ids": {"values": [*keys]}}, "size": len(keys), "_source": ["article"]}
        hits = self.cluster.search(self.index, asked)["hits"]["hits"] if keys else []
        return {keys[hit["_id"]]: article(hit["_source"]) for hit in hits}

    def articles(self) -> Iterator[Article]:
        return self.scan(All())

    def scan(self, query: Query, *, sort: Sort = "date") -> Iterator[Article]:
        return self.view(query, sort).articles()

    def last_commit(self) -> Hashable:
        return None  # other machines write to it, too

    def view(self, query: Query, sort: Sort) -> View:
        """What a tree finds, in an order."""
        compiled = self.compiled(query)
        preference = Preference(self.known.latest, self.recent)
        return View(self.cluster, self.index, compiled, sort, preference, self.slices.asked(query))

    def compiled(self, query: Query) -> Asked:
        """A tree as it is asked, by what is known of its forms."""
        self.known.look()
        return Compiler(self.known.counts(asked_forms(query)), self.known.documents).query(query)

    def search(
        self,
        query: Query,
        *,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[str] = (),
        fold: bool = False,
        finish: Finish = tuple,
    ) -> Results:
        view = self.view(query, sort)
        shard_values = SHARD_VALUES
        while True:
            asked = aggregation(facets, shard_values)
            found = view.folded(offset, limit, asked) if fold else view.page(offset, limit, asked)
            if all(certain(found.counted[name]) for name in facets if name in FACETS):
                break
            shard_values *= 20
        return Results(
            total=found.total,
            rows=found.rows,
            hits=finish(self.shown(found.hits)),
            facets=self.spellings.of(
                {name: buckets(found.counted[name])[:MOST_VALUES] for name in facets if name in FACETS}
            ),
            timeline=tuple(sorted(buckets(found.counted["month"]))) if "timeline" in facets else (),
        )

    def shown(self, rows: Sequence[Row]) -> tuple[Hit, ...]:
        """Hits with their articles; one that was deleted a moment ago is none."""
        articles = self.whole([row.id for row in rows])
        return tuple(
            Hit(article=articles[row.id], score=row.score, story=row.story) for row in rows if row.id in articles
        )

    def counting(self, query: Query, **asked: object) -> Found:
        """What is counted over all that a tree finds, without hits."""
        found = self.cluster.search(
            self.index,
            {"query": self.compiled(query), "size": 0, "track_total_hits": True, "aggs": asked},
            **self.slices.asked(query),
        )
        return Found(found["hits"]["total"]["value"], None, [], found.get("aggregations", {}))

    def count(self, query: Query) -> int:
        return self.counting(query).total

    def days(self, query: Query) -> tuple[tuple[int, int], ...]:
        found = self.counting(query, day={"terms": {"field": "day", "size": MOST_DAYS}})
        return tuple(sorted(buckets(found.counted["day"])))

    def story(self, id: str) -> int | None:
        if known := self.foreseen.documents.get(id):
            return known[1]
        asked = {"query": {"ids": {"values": [key(id)]}}, "docvalue_fields": ["story"], "_source": False, "size": 1}
        found = self.cluster.search(self.index, asked)
        return next((hit["fields"]["story"][0] for hit in found["hits"]["hits"]), None)

    def stories(self, numbers: Iterable[int], most: int) -> dict[int, Story]:
        asked = Or(tuple(Is("story", str(number)) for number in numbers))
        groups: dict[int, list[Row]] = {}
        for row in self.view(asked, "oldest").page(0, MOST_COPIES).hits:
            groups.setdefault(row.story, []).append(row)
        several = {story: group for story, group in groups.items() if len(group) > 1}
        articles = self.whole([row.id for group in several.values() for row in group[:most]])
        return {
            story: Story(len(group), tuple(articles[row.id] for row in group[:most] if row.id in articles))
            for story, group in several.items()
        }

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        some = list(forms)
        told = self.known.counts((field, form) for form in some for field in TEXT_FIELDS)
        return {form: sum(told[field, form] for field in TEXT_FIELDS) for form in some}

    def starting(self, prefix: str, field: TextField, limit: int) -> dict[str, int]:
        begun = {"constant_score": {"filter": {"prefix": {field: prefix}}}}
        if field == "title":
            column = {"field": TITLE_WORDS, "size": limit, "shard_size": SHARD_VALUES, **MOST_FIRST}
            counted = {"form": {"terms": {**column, "include": f"{escaped(prefix)}.*"}}}
            asked = {"query": begun, "size": 0, "aggs": counted}
            return dict(buckets(self.cluster.search(self.index, asked)["aggregations"]["form"]))
        # The cluster lists no terms, but the frequent ones are in the newest articles.
        articles = self.newest(begun, SAMPLED)
        found = {form for article in articles for form in forms(getattr(article, field)) if form.startswith(prefix)}
        told = self.known.counts((field, form) for form in found)
        most = sorted(found, key=lambda form: (-told[field, form], form))[:limit]
        return {form: told[field, form] for form in most}

    def newest(self, asked: Asked, limit: int) -> list[Article]:
        """The newest articles that a query finds."""
        body = {"query": asked, "sort": [{"newest": "desc"}], "size": limit, "_source": ["article"]}
        hits = self.cluster.search(self.index, body)["hits"]["hits"]
        return [article(hit["_source"]) for hit in hits]

    def titles(self, query: Query, limit: int) -> list[str]:
        asked = {"query": self.compiled(query), "sort": [{"newest": "desc"}], "size": limit, "_source": ["article"]}
        hits = self.cluster.search(self.index, asked)["hits"]["hits"]
        return [title_of(unpacked(base64.b64decode(hit["_source"]["article"]))) for hit in hits]

    def alike(self, marks: Sequence[str], least: int, enough: Enough, limit: int) -> list[Alike]:
        some = [{"constant_score": {"filter": {"term": {"is": term("mark", mark)}}, "boost": 1}} for mark in marks]
        asked = {
            "query": {"bool": {"should": some, "minimum_should_match": least}},
            "size": LOOKED_THROUGH * limit,
            "docvalue_fields": ["id", "shingles", "day", "story"],
            "_source": False,
        }
        hits = self.cluster.search(self.index, asked)["hits"]["hits"]
        near = [
            fields
            for fields, common in ((hit["fields"], int(hit["_score"])) for hit in hits)
            if enough(common, fields["shingles"][0], fields.get("day", [None])[0])
        ]
        return [(fields["id"][0], fields["story"][0]) for fields in near[:limit]]

    def marked(self, marks: Iterable[str]) -> dict[str, int]:
        return self.counts("mark", marks)

    def counts(self, name: str, values: Iterable[str]) -> dict[str, int]:
        some = list(values)
        asked = [("is", term(name, value)) for value in some]
        told = self.foreseen.counted(asked) or self.known.counts(asked)
        return {value: told[pair] for value, pair in zip(some, asked, strict=True)}
