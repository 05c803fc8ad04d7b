"""Documents into a Whoosh index: what it holds of each, and its one writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from index.article import folded
from index.engine import Document, spelling, term
from index.engines.whoosh_hits import ORDERS, UNKNOWN
from index.errors import ArchiveError
from index.keeping.durable import synced, synced_tree
from index.packing import Packing
from index.query.tree import TEXT_FIELDS

NUMBERS = ("day", "views", *ORDERS.values(), "story", "shingles")


def schema() -> fields.Schema:
    """Forms with their places, exact values as whole terms, numbers as columns, what is shown and counted as stored."""
    number = {"numtype": int, "bits": 64, "signed": True, "sortable": True, "default": UNKNOWN}
    return fields.Schema(
        id=fields.ID(unique=True),
        **{name: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in TEXT_FIELDS},
        **{"is": fields.KEYWORD(), "spelling": fields.KEYWORD()},
        mark=fields.KEYWORD(),
        **{name: fields.NUMERIC(**number) for name in NUMBERS},
        article=fields.STORED,
        counted=fields.STORED,
    )


class Storage(FileStorage):  # type: ignore[misc]
    """The files of an index. A commit is on the disk before the file that names it, which Whoosh leaves to chance."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        synced_tree(Path(self.folder))
        super().rename_file(oldname, newname, safe)
        synced(Path(self.folder))


class WhooshWriter:
    """The one writer of an index; Whoosh begins a new one after each commit."""

    def __init__(self, index: Any, packing: Packing) -> None:
        self.packing = packing
        self.index = index
        self.writer = self.begin()
        self.documents: dict[str, Document] = {}  # Whoosh would not replace what it hasn't committed yet

    def begin(self) -> Any:
        try:
            return self.index.writer(limitmb=128)
        except LockError:
            raise ArchiveError("В этот индекс уже пишет другой процесс") from None

    def put(self, document: Document) -> None:
        self.documents[document.id] = document

    def add(self, document: Document) -> None:
        """Hand a document to Whoosh."""
        months = (document.month,) if document.month else ()
        numbers = {name: getattr(document, name) for name in NUMBERS}
        self.writer.update_document(
            id=document.id,
            **{name: text.split() for name, text in document.texts.items()},
            **{"is": [*document.values, term("story", str(document.story))]},
            **{name: value for name, value in numbers.items() if value is not None},
            spelling=[spelling(name, value) for name, values in document.facets.items() for value in values],
            mark=list(document.marks),
            article=self.packing.pack(document.article),
            counted={name: tuple(map(folded, values)) for name, values in document.facets.items()}
            | {"timeline": months},
        )

    def delete(self, id: str) -> None:
        self.documents.pop(id, None)
        self.writer.delete_by_term("id", id)

    def merge(self) -> None:
        self.writer.commit(optimize=True)
        self.writer = self.begin()

    def commit(self) -> None:
        for document in self.documents.values():
            self.add(document)
        self.documents.clear()
        self.writer.commit()
        self.writer = self.begin()

    def close(self) -> None:
        self.writer.cancel()
