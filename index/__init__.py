"""The inverted index: what is searched and how. `Index` is the one way in for all other rooms."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from index.answering.answer import answer, marks_of
from index.answering.question import tree_of
from index.answering.whose import readings
from index.article import Article, Hit, Results, Search, Suggestion
from index.errors import ArchiveError, DamagedError, QueryError, SearchError
from index.highlight import Marks
from index.keeping.generation import Generation
from index.keeping.history import History, Version
from index.keeping.holdings import holdings
from index.keeping.place import ANYONE, Access, archive_at
from index.keeping.session import running
from index.stories import with_copies
from index.weights import RECENT
from index.writer import Writer

__all__ = [
    "ArchiveError",
    "Article",
    "DamagedError",
    "Hit",
    "Index",
    "Marks",
    "QueryError",
    "Results",
    "Search",
    "SearchError",
]


MOST_COPIES = 100
"""Copies of one article that are listed."""


class Index:
    """One archive, open for searching; for writing inside `write`. Safe to use from several threads."""

    def __init__(self, place: str | Path, *, recent: float = RECENT, access: Access = ANYONE) -> None:
        """Open the archive of a folder or of an address of a cluster, which is asked as `access` says; `ArchiveError`
        where there is none or it is of another version. `recent` is the part of its score by which the newest article
        is preferred, 0 for none."""
        self.archive = archive_at(place, access)
        self.recent = recent
        self.open(self.archive.current())

    @classmethod
    def create(cls, place: str | Path, engine: str = "tantivy", *, access: Access = ANYONE) -> Index:
        """Make an empty archive where there is none."""
        archive = archive_at(place, access)
        with archive.locked():
            if archive.exists():
                raise ArchiveError(f"В «{archive.place}» уже есть архив")
            if archive.lost():
                archive.current()  # which says what is lost: a new one would be in its way
            archive.use(archive.begin(engine))
        return cls(place, access=access)

    def open(self, generation: Generation) -> None:
        generation.check()
        self.generation = generation
        self.engine = generation.engine()
        self.engine.recent = self.recent
        self.read_tables()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what this thread holds open."""
        self.engine.close()
        self.lexicon.close()

    def read_tables(self) -> None:
        """Turn to the languages as they are now: the owner's tables may have changed."""
        self.lexicon = self.generation.lexicon()
        self.learnt = self.lexicon.learnt

    @property
    def engine_name(self) -> str:
        return self.generation.stamp.engine

    def refresh(self) -> None:
        """Turn to the current generation, if another has been swapped in, and to readings that were made anew."""
        current = self.archive.current()
        if current.folder != self.generation.folder:
            self.open(current)
        elif self.lexicon.learnt != self.learnt:
            self.read_tables()

    def changed(self) -> datetime:
        """When the archive was last written, or a little later."""
        self.refresh()
        return self.generation.changed()

    def state(self) -> Hashable:
        """What all answers depend on, as something that is equal to no other state; None where it can't be told."""
        self.refresh()
        commit = self.engine.last_commit()
        return None if commit is None else (self.generation.folder, self.learnt, commit)

    def damaged(self) -> str | None:
        """What is damaged of the archive, where something failed for no reason of its own. All its files are read."""
        from index.keeping.verify import blamed

        return blamed(self.archive)

    def search(self, search: Search) -> Results:
        """The answer to a question: the page of hits asked for, marked, with total, facets and timeline."""
        started = time.perf_counter()
        self.refresh()
        answered = answer(search, self.engine, self.lexicon)
        answered = replace(answered, hits=with_copies(answered.hits, self.engine))
        text = answered.correction.query if answered.correction else search.text
        told = readings(search, text, self.engine, self.lexicon)
        return replace(answered, readings=told, took_ms=round((time.perf_counter() - started) * 1000, 2))

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What a text typed so far may become, the likeliest first; each suggestion finds something."""
        from index.suggest import suggest

        self.refresh()
        return suggest(text, self.engine, self.lexicon, limit)

    def days(self, search: Search) -> tuple[tuple[int, int], ...]:
        """How many articles a question finds of each day, `(yyyymmdd, count)` in the order of time."""
        self.refresh()
        return self.engine.days(tree_of(search, search.text, self.lexicon))

    def article(self, id: str) -> Article | None:
        """One article, whole."""
        self.refresh()
        return self.engine.get(id)

    def versions(self, id: str) -> list[Version]:
        """What an article was and is, the oldest first; of a deleted one what it was."""
        return History(self.archive.journal()).versions(id, self.article(id))

    def related(self, article: Article, limit: int = 6) -> tuple[Article, ...]:
        """What to read beside an article: others on its story or theme, none where there is nothing like it."""
        from index.answering.related import related

        self.refresh()
        return related(article, self.engine, self.lexicon, limit)

    def copies(self, article: Article) -> Hit:
        """An article with its near copies in the archive, as a hit has them, but more of them."""
        self.refresh()
        story = self.engine.story(article.id)
        hit = Hit(article=article, score=0.0, story=story or 0)
        return with_copies([hit], self.engine, MOST_COPIES)[0] if story is not None else hit

    def marks(self, article: Article, search: Search) -> Marks:
        """Where the text of a question matches an article."""
        return marks_of(article, search, self.lexicon)

    def scan(self, search: Search) -> Iterator[Article]:
        """Every article that a question finds, streamed, without a ceiling; `limit` and `offset` don't count."""
        self.refresh()
        return self.engine.scan(tree_of(search, search.text, self.lexicon), sort=search.sort)

    @contextmanager
    def write(self, command: str = "add", what: str = "") -> Iterator[Writer]:
        """A writing session: committed in batches and at its end. One at a time; a second gets an `ArchiveError`.
        The journal has it as a run of `command`, on `what`."""
        with self.archive.locked(), running(self.archive.journal(), command, what) as session:
            self.refresh()
            self.read_tables()
            if not self.lexicon.current:
                with self.generation.writing():
                    self.lexicon.relearn()
            with self.generation.writing(), self.engine.write() as engine_writer:
                writer = Writer(self.engine, self.lexicon, engine_writer, session)
                yield writer
                writer.commit()

    def delete(self, ids: Iterable[str], what: str = "") -> int:
        """Delete articles; returns how many there were. The journal keeps them for a time, for `undo`."""
        with self.write("delete", what) as writer:
            return sum(writer.delete(id) for id in ids)

    def relearn(self) -> int:
        """Read every form of the lexicon anew by this version of the languages; returns their number."""
        with self.archive.locked(), running(self.archive.journal(), "relearn"):
            self.refresh()
            self.read_tables()
            with self.generation.writing():
                return self.lexicon.relearn()

    def stats(self) -> dict[str, Any]:
        """What the archive holds, by the keys of the contract."""
        self.refresh()
        return holdings(self)
