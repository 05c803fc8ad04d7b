"""Near copies in an archive: the story that an article gets when it is written, and the copies beside each hit."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from heapq import nlargest
from itertools import chain

from index.article import Article, Hit, Story
from index.candidates import COMMON, LEAST, asked, enough, of_like_length, telling
from index.copies import Shingles, copies, may_be_copies, reading, shingles, words, words_of
from index.engine import LOOKED_THROUGH, Alike, Document, Engine, Enough
from index.prepare import Prepared, day

CANDIDATES = 4
"""Articles that are compared: those with the most marks in common."""
REMEMBERED = 20_000
"""Articles whose shingles are kept in mind, a kilobyte each: copies come soon after one another."""
SHOWN = 5
"""Copies beside a hit."""


class Stories:
    """Finds the stories for one writing session; `article` gives one as the session has left it, `pending` are those
    not yet committed (None: deleted)."""

    def __init__(
        self, engine: Engine, article: Callable[[str], Article | None], pending: Mapping[str, bytes | None]
    ) -> None:
        self.engine = engine
        self.ahead = engine.ahead
        self.article = article
        self.pending = pending
        self.marked: dict[str, list[str]] = {}
        self.given: dict[str, tuple[int, int, int | None]] = {}  # story, number of shingles, day
        self.shingles: dict[str, Shingles] = {}

    def of(self, new: Prepared) -> int:
        """The story of an article, which is remembered until the next commit."""
        marks = new.document.marks
        story = self.found(new) if marks else None
        self.remember(new.document.id, new.shingles)
        story = new.document.story if story is None else story
        self.given[new.document.id] = story, new.document.shingles, new.document.day
        for mark in marks:
            # The first ones are enough: those that come after them are of the same story.
            if len(ids := self.marked.setdefault(mark, [])) <= COMMON:
                ids.append(new.document.id)
        return story

    def expect(self, documents: Sequence[Document]) -> None:
        """The engine is told by its writer."""

    def forget(self) -> None:
        """Begin a new batch."""
        self.marked.clear()
        self.given.clear()

    def found(self, new: Prepared) -> int | None:
        """The story of the first candidate that is found to be a copy."""
        own: frozenset[int] = frozenset()
        for id, story in self.candidates(new):
            own = own or frozenset(new.shingles)
            if id != new.document.id and may_be_copies(own, self.shingled(id)) and (article := self.article(id)):
                one = reading(words(new.document.texts), new.document.day)
                if copies(one, reading(words_of(article), day(article.published))):
                    return story
        return None

    def shingled(self, id: str) -> Shingles:
        """The shingles of an article, which are remembered: one is often compared with several."""
        if known := self.shingles.get(id):
            return known
        article = self.article(id)
        return self.remember(id, array("I", shingles(words_of(article)) if article else ()))

    def remember(self, id: str, found: Shingles) -> Shingles:
        """Keep the shingles of an article in mind, within bounds."""
        if len(self.shingles) >= REMEMBERED:
            self.shingles.clear()
        self.shingles[id] = found
        return found

    def candidates(self, new: Prepared) -> Iterator[Alike]:
        """The articles that may be copies: first those of about its day, then those that may be the same at any time;
        of each first what is committed, then what is pending."""
        season, whole = asked(new.document)
        counts = self.engine.marked([*season, *whole])
        yield from self.with_marks(season, counts, LEAST, partial(enough, new.document))
        yield from self.with_marks(whole, counts, 1, partial(of_like_length, new.document))

    def with_marks(
        self, marks: Sequence[str], counts: Mapping[str, int], least: int, enough: Enough
    ) -> Iterator[Alike]:
        """The articles with `least` of the marks or more, of which `enough` says so; `counts`: of the index."""
        if some := telling({mark: counts[mark] for mark in marks}, least):
            found = self.engine.alike(some, least, enough, CANDIDATES)
            yield from ((id, story) for id, story in found if id not in self.pending)
        some = telling({mark: len(self.marked.get(mark, ())) for mark in marks}, least)
        shared = Counter(chain.from_iterable(self.marked[mark] for mark in some))
        many = nlargest(LOOKED_THROUGH * CANDIDATES, ((count, id) for id, count in shared.items() if count >= least))
        for count, id in many:
            story, size, when = self.given[id]
            if self.pending.get(id) and enough(count, size, when):
                yield id, story


class Kept:
    """The stories that articles have in another index, for one that is to answer like it: which articles are one story
    depends on the order in which they came, and on those that are deleted by now."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.ahead = engine.ahead

    def of(self, new: Prepared) -> int:
        """The story of an article; of one that isn't there, its own."""
        story = self.engine.story(new.document.id)
        return new.document.story if story is None else story

    def expect(self, documents: Sequence[Document]) -> None:
        """Of these the stories are asked for next, and nothing else."""
        self.engine.expect([document._replace(values=(), marks=()) for document in documents])

    def forget(self) -> None:
        """Nothing is remembered."""


def with_copies(hits: Iterable[Hit], engine: Engine, most: int = SHOWN) -> tuple[Hit, ...]:
    """Hits with their near copies, the earliest first; the filters of the question don't hide them: where else a text
    stood, and where first, is asked of the archive."""
    hits = tuple(hits)
    stories = engine.stories({hit.story for hit in hits}, most + 1) if hits else {}
    return tuple(beside(hit, stories[hit.story], most) if hit.story in stories else hit for hit in hits)


def beside(hit: Hit, story: Story, most: int) -> Hit:
    """A hit with the other articles of its story."""
    others = [article for article in story.articles if article.id != hit.article.id]
    first = story.articles[0].id == hit.article.id and hit.article.published is not None
    return replace(hit, copies=Story(story.total - 1, tuple(others[:most])), first=first)
