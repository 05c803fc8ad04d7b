"""Articles into an archive: new, changed or the same as before; kept in batches, the vocabulary before the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Literal, TypeVar

from index.article import Article, Origin
from index.captures import KEPT, alike, as_corrected, completed, known, older
from index.engine import Engine
from index.engine import Writer as EngineWriter
from index.keeping.session import Session
from index.lexicon import Lexicon
from index.packing import read
from index.prepare import Prepared, prepare
from index.query.tree import Is
from index.stories import Kept, Stories

BATCH = 5000
"""Articles of one commit: what a crash can cost."""

T = TypeVar("T")
Outcome = Literal["added", "updated", "unchanged"]


class Writer:
    """One writing session of an archive; begun by `Index.write`."""

    def __init__(
        self, engine: Engine, lexicon: Lexicon, writer: EngineWriter, session: Session, kept: Kept | None = None
    ) -> None:
        self.engine = engine
        self.lexicon = lexicon
        self.writer = writer
        self.session = session
        self.vocabulary: dict[str, int] = {}
        self.pending: dict[str, bytes | None] = {}  # an article's JSON; None: deleted
        self.addresses: dict[str, str] = {}
        self.captures: dict[str, str] = {}
        self.stories = kept or Stories(engine, self.find, self.pending)

    def foreseen(self, items: Iterable[T]) -> Iterator[T]:
        """The same items. As many as an engine wants are taken at once, and it is told of those that will be put."""
        stream = iter(items)
        while some := list(islice(stream, max(self.engine.ahead, self.stories.ahead))):
            documents = [item.document for item in some if isinstance(item, Prepared)]
            self.engine.expect(documents)
            self.stories.expect(documents)
            yield from some

    def put(self, new: Article | Prepared) -> Outcome:
        """Take an article in. The same address is the same article, whatever id it comes with; so is the same id,
        unless the addresses or the sources differ: then it is another article, and gets an id of its own."""
        prepared = new if isinstance(new, Prepared) else prepare(new)
        own = self.find(prepared.document.id)
        if (old := self.same(prepared, own)) or own:
            return self.again(prepared, old)
        self.write(prepared)
        return self.counted("added")

    def again(self, prepared: Prepared, old: Article | None) -> Outcome:
        """Take in what may be in the archive: by its address or its capture it is `old`, else there is its id."""
        article = prepared.article
        if old is None and (other := self.find(article.id)):
            article = article if alike(other, article) else replace(article, id="").identified()
            old = self.find(article.id)
        self.note(prepared.vocabulary)  # it isn't told again: other articles may rely on it
        if old:
            article = as_corrected(old, completed(old, replace(article, id=old.id), prepared.unsaid))
            same = old.digest() == article.digest() and not known(article, old, KEPT)
            if same or older(article, old) or self.session.had(old, article):
                return self.counted("unchanged")
            self.session.change(old.id, old, article)
        self.write(prepare(article))
        return self.counted("updated" if old else "added")

    def counted(self, outcome: Outcome) -> Outcome:
        self.session.counts[outcome] += 1
        return outcome

    def refuse(self, origin: Origin, reason: str, sha256: str | None = None) -> None:
        """Something did not become an article: the journal keeps where it lies and why."""
        self.session.refuse(origin, reason, sha256)

    def settle(self, places: Iterable[str]) -> None:
        """All that lies below these places has been read."""
        self.session.settle(places)

    def same(self, new: Prepared, own: Article | None) -> Article | None:
        """The article of this archive of the same address, or that the same bytes of a text capture brought: its title
        may be read otherwise by now. `own`, the one of the same id, is mostly just that: no search then."""
        if own and new.url and own.url == new.url:
            return own
        if id := new.url and (self.addresses.get(new.url) or self.located("url", new.url)):
            found = self.find(id)
            if found and found.url == new.url:
                return found
        if id := new.capture and (self.captures.get(new.capture) or self.located("capture", new.capture)):
            found = self.find(id)
            if found and found.sha256 == new.capture and alike(found, new.article):
                return found
        return None

    def located(self, field: str, value: str) -> str | None:
        """The id of the committed article of an address or a capture; most have none: no search then."""
        if not self.engine.counts(field, [value])[value]:
            return None
        return next((hit.article.id for hit in self.engine.search(Is(field, value), limit=1).hits), None)

    def find(self, id: str) -> Article | None:
        """The article of an id, as this session has left it."""
        if id not in self.pending:
            return self.engine.get(id)
        data = self.pending[id]
        return read(data) if data else None

    def write(self, prepared: Prepared) -> None:
        document = prepared.document
        self.writer.put(document._replace(story=self.stories.of(prepared)))
        self.note(prepared.vocabulary)
        self.pending[document.id] = document.article
        if prepared.url:
            self.addresses[prepared.url] = document.id
        if prepared.capture:
            self.captures[prepared.capture] = document.id
        if len(self.pending) >= BATCH:
            self.commit()

    def note(self, vocabulary: Mapping[str, int]) -> None:
        """Take forms in, with where they were seen."""
        for form, seen in vocabulary.items():
            self.vocabulary[form] = self.vocabulary.get(form, 0) | seen

    def delete(self, id: str) -> bool:
        """Delete an article; False where there is none."""
        there = self.find(id) is not None
        if there:
            self.set(id, None)
            self.session.counts["deleted"] += 1
        return there

    def set(self, id: str, article: Article | None) -> None:
        """Make an article just this, or nothing; the journal keeps what it was."""
        before = self.find(id)
        new = prepare(article) if article else None
        self.session.change(id, before, new.article if new else None)
        if new:
            self.write(new)
        else:
            self.writer.delete(id)
            self.pending[id] = None

    def commit(self) -> None:
        """Keep all so far. The forms and the journal first: a crash between leaves at most a form too many."""
        self.lexicon.add(self.vocabulary)
        self.session.keep()
        self.writer.commit()
        self.vocabulary.clear()
        self.pending.clear()
        self.addresses.clear()
        self.captures.clear()
        self.stories.forget()
