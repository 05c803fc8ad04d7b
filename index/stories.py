"""Near copies in an archive: the story that an article gets when it is written, and the copies beside each hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from index.article import Article, Hit, Story
from index.copies import Reading, copies, reading, words_of
from index.engine import Document, Engine
from index.prepare import Prepared

COMMON = 50
"""A mark of more articles than this is a turn of speech, or the last line that a source puts under everything ..."""
ALL_COMMON = 0.75
"""... unless so many of the marks of a text are common: then it is the copies that are many."""
LEAST = 2
LEAST_SHARE = 1 / 6
"""Marks that a candidate has in common with an article, at least: of a half with each tenth word changed 95 % are
found so."""
SHORTER_SHARE = 1 / 4
"""... and of the marks of the shorter of the two, where both are known: copies have half of them or more."""
CANDIDATES = 4
"""Articles that are compared: those with the most marks in common."""
REMEMBERED = 500
"""Readings that are kept, as one text is often compared with several; some 20 kB each."""
SHOWN = 5
"""Copies beside a hit."""


class Stories:
    """Finds the stories for one writing session; `pending` are the articles not yet committed (None: deleted)."""

    def __init__(self, engine: Engine, pending: Mapping[str, Article | None]) -> None:
        self.engine = engine
        self.pending = pending
        self.marked: dict[str, list[str]] = {}
        self.given: dict[str, int] = {}
        self.sizes: dict[str, int] = {}
        self.readings: dict[str, Reading] = {}

    def of(self, new: Prepared) -> int:
        """The story of an article, which is remembered until the next commit."""
        self.readings.pop(new.article.id, None)
        story = self.found(new) if new.marks else None
        self.sizes[new.article.id] = len(new.marks)
        self.given[new.article.id] = story = new.document.story if story is None else story
        for mark in new.marks:
            # The first ones are enough: those that come after them are of the same story.
            if len(ids := self.marked.setdefault(mark, [])) <= COMMON:
                ids.append(new.article.id)
        return story

    def expect(self, documents: Sequence[Document]) -> None:
        """The engine is told by its writer."""

    def forget(self) -> None:
        """Begin a new batch."""
        self.marked.clear()
        self.given.clear()
        self.sizes.clear()
        self.readings.clear()

    def found(self, new: Prepared) -> int | None:
        """The story of the first candidate that is found to be a copy."""
        for article, story in self.candidates(new):
            if article.id != new.article.id and copies(self.read(new.article), self.read(article)):
                return story
        return None

    def read(self, article: Article) -> Reading:
        """An article as it is compared."""
        if (known := self.readings.get(article.id)) is None:
            if len(self.readings) >= REMEMBERED:
                self.readings.clear()
            known = self.readings[article.id] = reading(words_of(article), article.published)
        return known

    def candidates(self, new: Prepared) -> Iterator[tuple[Article, int]]:
        """Articles that may be copies, with their stories: first what is committed, then what is pending."""
        least = max(LEAST, round(LEAST_SHARE * len(new.marks)))
        if some := telling(self.engine.counts("mark", new.marks), least):
            hits = self.engine.alike(some, least, CANDIDATES)
            yield from ((hit.article, hit.story) for hit in hits if hit.article.id not in self.pending)
        counts = {mark: len(self.marked.get(mark, ())) for mark in new.marks}
        shared = Counter(id for mark in telling(counts, least) for id in self.marked[mark])
        for id, count in shared.most_common(CANDIDATES):
            enough = max(least, SHORTER_SHARE * min(len(new.marks), self.sizes[id]))
            if count >= enough and (article := self.pending.get(id)):
                yield article, self.given[id]


class Kept:
    """The stories that articles have in another index, for one that is to answer like it: which articles are one story
    depends on the order in which they came, and on those that are deleted by now."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, new: Prepared) -> int:
        """The story of an article; of one that isn't there, its own."""
        story = self.engine.story(new.article.id)
        return new.document.story if story is None else story

    def expect(self, documents: Sequence[Document]) -> None:
        """Of these the stories are asked for next."""
        self.engine.expect(documents)

    def forget(self) -> None:
        """Nothing is remembered."""


def telling(counts: Mapping[str, int], least: int) -> list[str]:
    """The marks that tell texts apart, of those that the archive has; none where they are fewer than `least`."""
    known = [mark for mark, count in counts.items() if count]
    rare = [mark for mark in known if counts[mark] <= COMMON]
    if len(rare) < least and len(known) >= ALL_COMMON * len(counts):
        return known
    return rare if len(rare) >= least else []


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
