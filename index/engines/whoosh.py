"""The engine in pure Python: Whoosh, which runs wherever Python runs.

Its files are pickles, so an index from a stranger could run code: `archive` opens only one that belongs to its user.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.index import LockError, create_in, open_dir

from index.article import Article, Hit, Results, Sort
from index.engine import MOST_DAYS, MOST_VALUES, Document, unpacked, unpacked_title
from index.engines.whoosh_query import compiled
from index.errors import ArchiveError
from index.query.tree import TEXT_FIELDS, Query, TextField

UNKNOWN = -(2**62)
"""What the column of a number has where an article has none."""
ORDERS = {"date": ("time", -1), "oldest": ("time", 1), "views": ("views", -1)}


def schema() -> fields.Schema:
    """Forms with their places, exact values as whole terms, numbers as columns, what is shown and counted as stored."""
    number = {"numtype": int, "bits": 64, "signed": True, "sortable": True, "default": UNKNOWN}
    return fields.Schema(
        id=fields.ID(unique=True),
        **{name: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in TEXT_FIELDS},
        **{"is": fields.KEYWORD()},
        **{name: fields.NUMERIC(**number) for name in ("day", "time", "views")},
        article=fields.STORED,
        counted=fields.STORED,
    )


class Whoosh:
    """One Whoosh index in a folder; each call reads the last commit."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        try:
            self.index = create_in(folder, schema()) if create else open_dir(folder)
        except Exception as error:  # Whoosh has no one kind of error for a damaged index
            raise ArchiveError(f"Индекс в «{folder}» не открывается: {error}") from error

    def close(self) -> None:
        self.index.close()

    @contextmanager
    def write(self) -> Iterator[WhooshWriter]:
        writer = WhooshWriter(self.index)
        try:
            yield writer
            writer.commit()
        finally:
            writer.close()

    def commit_files(self) -> list[Path]:
        # Opened anew: an index that is held keeps to the commit that it was opened at.
        index = open_dir(self.folder)
        toc = self.folder / f"_MAIN_{index.latest_generation()}.toc"
        segments = tuple(segment.segment_id() for segment in index._segments())
        return [*sorted(path for path in self.folder.iterdir() if path.name.startswith(segments)), toc]

    def damage(self) -> list[str]:
        return []  # it keeps no checksums

    def get(self, id: str) -> Article | None:
        with self.index.searcher() as searcher:
            found = searcher.document(id=id)
            return unpacked(found["article"]) if found else None

    def scan(self, query: Query, *, sort: Sort = "date") -> Iterator[Article]:
        asked = compiled(query)
        with self.index.searcher() as searcher:
            if sort == "relevance":
                found = [hit.docnum for hit in searcher.search(asked, limit=None)]
            else:
                found = in_order(searcher.reader(), [int(number) for number in asked.docs(searcher)], *ORDERS[sort])
            for number in found:
                yield unpacked(searcher.stored_fields(number)["article"])

    def search(
        self, query: Query, *, sort: Sort = "relevance", offset: int = 0, limit: int = 10, facets: Sequence[str] = ()
    ) -> Results:
        asked = compiled(query)
        with self.index.searcher() as searcher:
            found = [int(number) for number in asked.docs(searcher)]
            if sort == "relevance":
                best = searcher.search(asked, limit=offset + max(limit, 1))
                scored = [(hit.docnum, float(hit.score)) for hit in best]
            else:
                scored = [(number, 0.0) for number in in_order(searcher.reader(), found, *ORDERS[sort])]
            page = scored[offset : offset + limit]
            hits = tuple(Hit(article=unpacked(searcher.stored_fields(n)["article"]), score=score) for n, score in page)
            counts = counted((searcher.stored_fields(n)["counted"] for n in found), facets) if facets else {}
        timeline = tuple(sorted(counts.pop("timeline", Counter()).items()))
        return Results(
            total=len(found), hits=hits, facets={name: top(counts[name]) for name in counts}, timeline=timeline
        )

    def count(self, query: Query) -> int:
        with self.index.searcher() as searcher:
            return sum(1 for _ in compiled(query).docs(searcher))

    def days(self, query: Query) -> tuple[tuple[int, int], ...]:
        asked = compiled(query)
        with self.index.searcher() as searcher:
            found = [int(number) for number in asked.docs(searcher)]
            counts = Counter(column(searcher.reader(), found, "day").values())
        return tuple(sorted(sorted(counts.items(), key=lambda pair: -pair[1])[:MOST_DAYS]))

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        with self.index.searcher() as searcher:
            return {form: sum(searcher.doc_frequency(field, form) for field in TEXT_FIELDS) for form in forms}

    def starting(self, prefix: str, field: TextField, limit: int) -> dict[str, int]:
        with self.index.reader() as reader:
            found = [form.decode() for form in reader.expand_prefix(field, prefix)]
            return dict(top(Counter({form: reader.doc_frequency(field, form) for form in found}), limit))

    def titles(self, query: Query, limit: int) -> list[str]:
        asked = compiled(query)
        with self.index.searcher() as searcher:
            numbers = in_order(searcher.reader(), [int(number) for number in asked.docs(searcher)], *ORDERS["date"])
            return [unpacked_title(searcher.stored_fields(number)["article"]) for number in numbers[:limit]]


class WhooshWriter:
    """The one writer of an index; Whoosh begins a new one after each commit."""

    def __init__(self, index: Any) -> None:
        self.index = index
        self.writer = self.begin()

    def begin(self) -> Any:
        try:
            return self.index.writer(limitmb=128)
        except LockError:
            raise ArchiveError("В этот индекс уже пишет другой процесс") from None

    def put(self, document: Document) -> None:
        months = (document.month,) if document.month else ()
        numbers = {name: getattr(document, name) for name in ("day", "time", "views")}
        self.writer.update_document(
            id=document.id,
            **{name: text.split() for name, text in document.texts.items()},
            **{"is": list(document.values)},
            **{name: value for name, value in numbers.items() if value is not None},
            article=document.article,
            counted=document.facets | {"timeline": months},
        )

    def delete(self, id: str) -> None:
        self.writer.delete_by_term("id", id)

    def merge(self) -> None:
        self.writer.commit(optimize=True)
        self.writer = self.begin()

    def commit(self) -> None:
        self.writer.commit()
        self.writer = self.begin()

    def close(self) -> None:
        self.writer.cancel()


def column(reader: Any, numbers: Iterable[int], name: str) -> dict[int, int]:
    """What documents have in the column of a number, those without it left out."""
    known: dict[int, int] = {}
    # Segment by segment: Whoosh's column of them all fails where one segment has no such column.
    for segment, start in reader.leaf_readers():
        if segment.has_column(name):
            values, inside = segment.column_reader(name), range(start, start + segment.doc_count_all())
            known |= {n: value for n in numbers if n in inside and (value := values[n - start]) != UNKNOWN}
    return known


def in_order(reader: Any, numbers: list[int], name: str, sign: int) -> list[int]:
    """Documents by a number, those without it last, equals as they came."""
    known = column(reader, numbers, name)
    return [*sorted(known, key=lambda number: sign * known[number]), *(n for n in numbers if n not in known)]


def counted(documents: Iterable[dict[str, tuple[Any, ...]]], names: Sequence[str]) -> dict[str, Counter[Any]]:
    """How often each value of each facet stands in the documents."""
    counts: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for document in documents:
        for name, counter in counts.items():
            counter.update(document.get(name, ()))
    return counts


def top(counts: Counter[str], limit: int = MOST_VALUES) -> tuple[tuple[str, int], ...]:
    """The most frequent values first, equals in their own order."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
