"""Documents into a tantivy index: what it holds of each, and the sessions of its one writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from index.article import FACETS
from index.engine import Document, term
from index.engines.tantivy_facets import named, number
from index.engines.tantivy_files import tidy
from index.engines.tantivy_hits import ORDERS
from index.errors import ArchiveError, unwritable
from index.packing import Packing
from index.query.tree import TEXT_FIELDS

HEAP = 256_000_000
"""Bytes of the writer's buffers."""
THREADS = 1
NUMBERS = ("day", "month", "views", *ORDERS.values(), "story", "shingles")


def schema() -> tantivy.Schema:
    """Forms with their places, exact values as whole terms, numbers and facets (as numbers, `named`) as columns, the
    article as bytes."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for text in TEXT_FIELDS:
        builder.add_text_field(text, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("is", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("named", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("mark", tokenizer_name="whitespace", index_option="basic")
    for name in (*FACETS, *NUMBERS):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("article", stored=True, indexed=False)
    return builder.build()


@contextmanager
def session(folder: Path, packing: Packing) -> Iterator[TantivyWriter]:
    """One writing session. The index is opened anew for it: an old view would keep merged files for ever."""
    tidy(folder)
    writer = TantivyWriter(tantivy.Index.open(str(folder)), packing)
    try:
        yield writer
        writer.commit()
    except BaseException as error:
        with suppress(ValueError):  # what could not be written can't always be taken back; it is in no commit
            writer.rollback()
        if isinstance(error, ValueError):  # all that tantivy raises
            raise unwritable(folder, error) from None
        raise
    finally:
        writer.close()


class TantivyWriter:
    """The one writer of an index."""

    def __init__(self, index: tantivy.Index, packing: Packing) -> None:
        self.packing = packing
        try:
            self.writer = index.writer(HEAP, THREADS)
        except ValueError as error:
            raise ArchiveError(f"В этот индекс уже пишет другой процесс ({error})") from None

    def put(self, document: Document) -> None:
        self.delete(document.id)
        new = tantivy.Document()
        new.add_text("id", document.id)
        for name, text in document.texts.items():
            new.add_text(name, text)
        for value in document.values:
            new.add_text("is", value)
        new.add_text("is", term("story", str(document.story)))
        for facet, values in document.facets.items():
            for value in values:
                new.add_integer(facet, number(value))
                new.add_text("named", named(facet, value))
        for column in NUMBERS:
            if (at := getattr(document, column)) is not None:
                new.add_integer(column, at)
        new.add_text("mark", " ".join(document.marks))
        new.add_bytes("article", self.packing.pack(document.article))
        self.writer.add_document(new)

    def delete(self, id: str) -> None:
        self.writer.delete_documents_by_term("id", id)

    def merge(self) -> None:
        """tantivy merges by itself, at a commit; what is left to do is to delete the files that merges have left."""
        self.commit()
        self.writer.garbage_collect_files()

    def commit(self) -> None:
        self.writer.commit()

    def rollback(self) -> None:
        """Forget all since the last commit; merges that go on are given up, so it is no way to end a good session."""
        self.writer.rollback()

    def close(self) -> None:
        """Wait for the merges and give the lock back. A merge that fails costs nothing: the next session tries it."""
        with suppress(ValueError):
            self.writer.wait_merging_threads()
