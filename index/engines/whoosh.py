"""The engine in pure Python: Whoosh, which runs wherever Python runs.

Its files are pickles, so an index from a stranger could run code: `archive` opens only one that belongs to its user.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from whoosh.index import EmptyIndexError, FileIndex
from whoosh.query import Term

from index.article import FACETS, Article, Hit, Results, Sort, Story
from index.engine import MOST_DAYS, Alike, Document, Enough, Finish, firsts, term
from index.engines.whoosh_facets import counted, printed, top
from index.engines.whoosh_hits import column, in_order, packed
from index.engines.whoosh_query import Compiler
from index.engines.whoosh_writer import Storage, WhooshWriter, schema
from index.errors import DamagedError
from index.packing import Packing, id_of, read, title_of
from index.query.tree import TEXT_FIELDS, Is, Or, Query, TextField
from index.weights import RECENT

T = TypeVar("T")
NAME = "MAIN"
"""What Whoosh calls an index that nobody named."""
TRIES = 20
PAUSE = 0.02
"""How often, and with how many seconds between, a commit is looked for that another one replaces: a whole one takes
longer than a look."""


class Whoosh:
    """One Whoosh index in a folder; each call reads the last commit."""

    ahead = 1

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.recent = RECENT
        self.packing = Packing(folder)
        try:
            self.index = (
                FileIndex.create(Storage(folder), schema(), NAME)
                if create
                else current(lambda: FileIndex(Storage(folder)))
            )
        except Exception as error:  # Whoosh has no one kind of error for a damaged index
            raise DamagedError(
                f"Индекс в «{folder}» не открывается: {error}. Что повреждено и что делать: podshivka verify"
            ) from error

    def expect(self, documents: Sequence[Document]) -> None:
        """Nothing is far."""

    def close(self) -> None:
        self.index.close()

    @contextmanager
    def write(self) -> Iterator[WhooshWriter]:
        self.packing.begin(self.kept())
        writer = WhooshWriter(self.index, self.packing)
        try:
            yield writer
            writer.commit()
        finally:
            writer.close()

    def searcher(self) -> Any:
        """A view of the last commit."""
        return current(self.index.searcher)

    def last_commit(self) -> Hashable:
        return current(lambda: (self.index.latest_generation(), self.index.last_modified()))

    def commit_files(self) -> list[Path]:
        toc = current(self.index._read_toc)
        segments = tuple(segment.segment_id() for segment in toc.segments)
        files = sorted(path for path in self.folder.iterdir() if path.name.startswith(segments))
        return [*self.packing.files(), *files, self.folder / f"_{NAME}_{toc.generation}.toc"]

    def damage(self) -> list[str]:
        return []  # it keeps no checksums

    def get(self, id: str) -> Article | None:
        with self.searcher() as searcher:
            number = searcher.document_number(id=id)
            return None if number is None else self.article(searcher, number)

    def article(self, searcher: Any, number: int) -> Article:
        """The article that a document keeps."""
        return read(self.packing.unpack(packed(searcher, number)))

    def shown(self, searcher: Any, scored: list[tuple[int, float]]) -> Iterator[Hit]:
        """Hits with their articles."""
        stories = column(searcher.reader(), [number for number, _ in scored], "story")
        for number, score in scored:
            yield Hit(article=self.article(searcher, number), score=score, story=stories[number])

    def articles(self) -> Iterator[Article]:
        return map(read, self.kept())

    def kept(self) -> Iterator[bytes]:
        """The JSON of all articles."""
        with self.searcher() as searcher:
            for number in searcher.reader().all_doc_ids():
                yield self.packing.unpack(packed(searcher, number))

    def scan(self, query: Query, *, sort: Sort = "date") -> Iterator[Article]:
        with self.searcher() as searcher:
            for number, _ in in_order(searcher, Compiler(searcher).compiled(query), sort, self.recent):
                yield self.article(searcher, number)

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
        with self.searcher() as searcher:
            asked = Compiler(searcher).compiled(query)
            found = [int(number) for number in asked.docs(searcher)]
            scored = in_order(searcher, asked, sort, self.recent, None if fold else offset + limit)
            if fold:
                stories = column(searcher.reader(), found, "story")
                scored = [scored[place] for place in firsts(stories[number] for number, _ in scored)]
            hits = tuple(self.shown(searcher, scored[offset : offset + limit]))
            counts = counted((searcher.stored_fields(n)["counted"] for n in found), facets) if facets else {}
            values = {name: printed(searcher.reader(), name, counts[name]) for name in counts if name in FACETS}
        timeline = tuple(sorted(counts.pop("timeline", Counter()).items()))
        return Results(
            total=len(found),
            rows=len(scored) if fold else len(found),
            hits=finish(hits),
            facets=values,
            timeline=timeline,
        )

    def count(self, query: Query) -> int:
        with self.searcher() as searcher:
            return sum(1 for _ in Compiler(searcher).compiled(query).docs(searcher))

    def days(self, query: Query) -> tuple[tuple[int, int], ...]:
        with self.searcher() as searcher:
            found = [int(number) for number in Compiler(searcher).compiled(query).docs(searcher)]
            counts = Counter(column(searcher.reader(), found, "day").values())
        return tuple(sorted(sorted(counts.items(), key=lambda pair: -pair[1])[:MOST_DAYS]))

    def story(self, id: str) -> int | None:
        with self.searcher() as searcher:
            number = searcher.document_number(id=id)
            return None if number is None else column(searcher.reader(), [number], "story")[number]

    def stories(self, numbers: Iterable[int], most: int) -> dict[int, Story]:
        groups: dict[int, list[int]] = {}
        with self.searcher() as searcher:
            asked = Compiler(searcher).compiled(Or(tuple(Is("story", str(number)) for number in numbers)))
            found = [number for number, _ in in_order(searcher, asked, "oldest")]
            stories = column(searcher.reader(), found, "story")
            for number in found:
                groups.setdefault(stories[number], []).append(number)
            return {
                story: Story(len(group), tuple(self.article(searcher, number) for number in group[:most]))
                for story, group in groups.items()
                if len(group) > 1
            }

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        with self.searcher() as searcher:
            return {form: sum(searcher.doc_frequency(field, form) for field in TEXT_FIELDS) for form in forms}

    def starting(self, prefix: str, field: TextField, limit: int) -> dict[str, int]:
        with current(self.index.reader) as reader:
            found = [form.decode() for form in reader.expand_prefix(field, prefix)]
            return dict(top(Counter({form: reader.doc_frequency(field, form) for form in found}), limit))

    def titles(self, query: Query, limit: int) -> list[str]:
        with self.searcher() as searcher:
            newest = in_order(searcher, Compiler(searcher).compiled(query), "date")
            return [title_of(self.packing.unpack(packed(searcher, number))) for number, _ in newest[:limit]]

    def alike(self, marks: Sequence[str], least: int, enough: Enough, limit: int) -> list[Alike]:
        with self.searcher() as searcher:
            each = [Term("mark", mark) for mark in marks]
            common = Counter(int(number) for one in each for number in one.docs(searcher))
            sizes, days = (column(searcher.reader(), common, name) for name in ("shingles", "day"))
            near = [
                number
                for number, count in common.most_common()
                if count >= least and enough(count, sizes[number], days.get(number))
            ][:limit]
            stories = column(searcher.reader(), near, "story")
            return [(id_of(self.packing.unpack(packed(searcher, number))), stories[number]) for number in near]

    def marked(self, marks: Iterable[str]) -> dict[str, int]:
        with self.searcher() as searcher:
            return {mark: int(searcher.doc_frequency("mark", mark)) for mark in marks}

    def counts(self, name: str, values: Iterable[str]) -> dict[str, int]:
        with self.searcher() as searcher:
            return {value: int(searcher.doc_frequency("is", term(name, value))) for value in values}


def current(read: Callable[[], T]) -> T:
    """What is read of the last commit. Its files are found by a look into the folder, and a writer may have put those
    of the next one in their place before they are opened."""
    for _ in range(TRIES):
        with suppress(FileNotFoundError, EmptyIndexError):
            return read()
        time.sleep(PAUSE)
    return read()
