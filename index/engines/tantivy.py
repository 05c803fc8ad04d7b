"""The default engine: tantivy, embedded and fast."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from index.answering.order import Preference
from index.article import Article, Hit, Results, Sort, Story
from index.engine import LOOKED_THROUGH, MOST_COPIES, MOST_DAYS, Alike, Document, Enough, Finish, term
from index.engines.tantivy_facets import Facets, of, pairs
from index.engines.tantivy_files import commit_files, damaged
from index.engines.tantivy_hits import ORDERS, folded, packed, page, stories_of, total
from index.engines.tantivy_query import Compiler
from index.engines.tantivy_writer import TantivyWriter, schema, session
from index.errors import DamagedError, unwritable
from index.packing import Packing, id_of, read, title_of
from index.query.tree import TEXT_FIELDS, Is, Or, Prefer, Query, TextField
from index.weights import RECENT


class Tantivy:
    """One tantivy index in a folder; a commit of another process is seen at the next call."""

    ahead = 1

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.meta = str(folder / "meta.json")
        try:
            self.index = tantivy.Index(schema(), str(folder)) if create else tantivy.Index.open(str(folder))
        except ValueError as error:
            if not os.access(folder, os.W_OK):  # it locks a file even to read
                raise unwritable(folder, error) from None
            raise DamagedError(
                f"Индекс в «{folder}» не открывается: {error}. Что повреждено и что делать: podshivka verify"
            ) from None
        self.schema = self.index.schema
        self.packing = Packing(folder)
        self.facets = Facets()
        self.counting = ThreadPoolExecutor(os.cpu_count(), "facets")
        self.seen: tuple[int, int] | None = None
        self.recent = RECENT
        self.latest = 0

    def expect(self, documents: Sequence[Document]) -> None:
        """Nothing is far."""

    def close(self) -> None:
        """Nothing is held open."""

    def searcher(self) -> tantivy.Searcher:
        """A view of the last commit."""
        meta = os.stat(self.meta)  # noqa: PTH116 # at every call, and a path costs more than the call
        if self.seen != (now := (meta.st_mtime_ns, meta.st_ino)):
            self.index.reload()
            self.seen = now
            newest = self.index.searcher().search(tantivy.Query.all_query(), 1, order_by_field="newest").hits
            self.latest = int(newest[0][0] or 0) if newest else 0
        return self.index.searcher()

    def last_commit(self) -> Hashable:
        self.searcher()
        return self.seen

    def write(self) -> AbstractContextManager[TantivyWriter]:
        self.packing.begin(self.kept())
        return session(self.folder, self.packing)

    def commit_files(self) -> list[Path]:
        return [*self.packing.files(), *commit_files(self.folder)]

    def damage(self) -> list[str]:
        return damaged(self.folder)

    def get(self, id: str) -> Article | None:
        searcher = self.searcher()
        address = self.address(searcher, id)
        return self.article(searcher, address) if address else None

    def address(self, searcher: tantivy.Searcher, id: str) -> tantivy.DocAddress | None:
        """Where an article lies."""
        if not searcher.doc_freq("id", id):  # a tenth of a search, and most new articles are new
            return None
        hits = searcher.search(tantivy.Query.term_query(self.schema, "id", id), 1, count=False).hits
        return hits[0][1] if hits else None

    def article(self, searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Article:
        """The article that a document keeps."""
        return read(self.packing.unpack(packed(searcher, address)))

    def shown(self, searcher: tantivy.Searcher, found: list[tuple[float, tantivy.DocAddress]]) -> Iterator[Hit]:
        """Hits with their articles."""
        stories = stories_of(searcher, [address for _, address in found])
        for (score, address), story in zip(found, stories, strict=True):
            yield Hit(article=self.article(searcher, address), score=score, story=story)

    def articles(self) -> Iterator[Article]:
        return map(read, self.kept())

    def kept(self) -> Iterator[bytes]:
        """The JSON of all articles."""
        self.index.reload()
        searcher = self.index.searcher()
        for _, address in searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False).hits:
            yield self.packing.unpack(packed(searcher, address))

    def scan(self, query: Query, *, sort: Sort = "date") -> Iterator[Article]:
        searcher = self.searcher()
        compiled = Compiler(self.schema, searcher).query(query)
        everything = max(searcher.num_docs, 1)
        preference = Preference(self.latest, self.recent)
        for _, address in page(searcher, compiled, sort, 0, everything, preference).hits:
            yield self.article(searcher, address)

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
        before = self.seen
        searcher = self.searcher()
        # Where a commit was seen meanwhile, it isn't known whether the searcher is from before or after it.
        view = before if before == self.seen else None
        compiler = Compiler(self.schema, searcher)
        # What is only better about some articles changes no count and no order but that of relevance.
        plain, better = (query.item, query.better) if isinstance(query, Prefer) else (query, ())
        compiled = compiler.query(plain)
        # tantivy counts without Python's lock: a second processor does so while this one has the hits found and marked.
        counting = (
            self.counting.submit(self.facets.of_one_view, view, plain, searcher, compiled, facets) if facets else None
        )
        ordered = compiler.preferring(compiled, better) if better and sort == "relevance" else compiled
        look = folded if fold else page
        found = look(searcher, ordered, sort, offset, limit, Preference(self.latest, self.recent))
        hits = finish(tuple(self.shown(searcher, found.hits)))
        counted = counting.result() if counting else {}
        return Results(
            total=found.total,
            rows=found.rows,
            hits=hits,
            timeline=counted.get("timeline", ()),
            facets={name: counts for name, counts in counted.items() if name != "timeline"},
        )

    def count(self, query: Query) -> int:
        searcher = self.searcher()
        return total(searcher.search(Compiler(self.schema, searcher).query(query), 1))

    def days(self, query: Query) -> tuple[tuple[int, int], ...]:
        searcher = self.searcher()
        compiled = Compiler(self.schema, searcher).query(query)
        return tuple(sorted(pairs(searcher.aggregate(compiled, {"day": of("day", MOST_DAYS)})["day"])))

    def story(self, id: str) -> int | None:
        searcher = self.searcher()
        address = self.address(searcher, id)
        return stories_of(searcher, [address])[0] if address else None

    def stories(self, numbers: Iterable[int], most: int) -> dict[int, Story]:
        searcher = self.searcher()
        asked = Or(tuple(Is("story", str(number)) for number in numbers))
        compiled = Compiler(self.schema, searcher).query(asked)
        found = page(searcher, compiled, "oldest", 0, MOST_COPIES).hits
        groups: dict[int, list[tantivy.DocAddress]] = {}
        for story, (_, address) in zip(stories_of(searcher, [address for _, address in found]), found, strict=True):
            groups.setdefault(story, []).append(address)
        return {
            story: Story(len(group), tuple(self.article(searcher, address) for address in group[:most]))
            for story, group in groups.items()
            if len(group) > 1
        }

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        searcher = self.searcher()
        return {form: sum(searcher.doc_freq(field, form) for field in TEXT_FIELDS) for form in forms}

    def starting(self, prefix: str, field: TextField, limit: int) -> dict[str, int]:
        return dict(self.searcher().terms_with_prefix(field, prefix, None, limit))

    def titles(self, query: Query, limit: int) -> list[str]:
        searcher = self.searcher()
        compiled = Compiler(self.schema, searcher).query(query)
        found = searcher.search(compiled, limit, count=False, order_by_field=ORDERS["date"])
        return [title_of(self.packing.unpack(packed(searcher, address))) for _, address in found.hits]

    def alike(self, marks: Sequence[str], least: int, enough: Enough, limit: int) -> list[Alike]:
        searcher = self.searcher()
        each = [tantivy.Query.term_query(self.schema, "mark", mark) for mark in marks]
        some = [(tantivy.Occur.Should, tantivy.Query.const_score_query(one, 1.0)) for one in each]
        compiled = tantivy.Query.boolean_query(some, minimum_number_should_match=least)
        found = searcher.search(compiled, LOOKED_THROUGH * limit, count=False).hits
        addresses = [address for _, address in found]
        sizes, days = (searcher.fast_field_values(name, addresses) for name in ("shingles", "day"))
        near = [
            address
            for (common, address), size, day in zip(found, sizes, days, strict=True)
            if enough(int(common or 0), int(size or 0), int(day) if day else None)
        ][:limit]
        ids = (id_of(self.packing.unpack(packed(searcher, address))) for address in near)
        return list(zip(ids, stories_of(searcher, near), strict=True))

    def marked(self, marks: Iterable[str]) -> dict[str, int]:
        searcher = self.searcher()
        return {mark: searcher.doc_freq("mark", mark) for mark in marks}

    def counts(self, name: str, values: Iterable[str]) -> dict[str, int]:
        searcher = self.searcher()
        return {value: searcher.doc_freq("is", term(name, value)) for value in values}
