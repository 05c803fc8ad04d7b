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
from index.copies import DAYS, Shingles, apart, copies, expected, may_be_copies, reading, shingles, words, words_of
from index.engine import Document, Engine
from index.prepare import Prepared

COMMON = 50
"""A mark of more articles than this is a turn of speech, or the last line that a source puts under everything ..."""
ALL_COMMON = 0.75
"""... unless so many of the marks of a text are common: then it is the copies that are many."""
LEAST = 2
"""Marks that a candidate has in common with an article, at least ..."""
SHARE = 1 / 6
"""... and of the marks that would be in common if the one were a part of the other: of copies it is a half or more"""
SAME_SHARE = 0.6
"""... or of texts of other days, which have to be the same one, nine of ten: an archive of years has ever more texts
with a few turns of speech in common, and each that is read is time."""
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
        self.article = article
        self.pending = pending
        self.marked: dict[str, list[str]] = {}
        self.given: dict[str, int] = {}
        self.shingles: dict[str, Shingles] = {}

    def of(self, new: Prepared) -> int:
        """The story of an article, which is remembered until the next commit."""
        marks = new.document.marks
        story = self.found(new) if marks else None
        self.remember(new.document.id, new.shingles)
        self.given[new.document.id] = story = new.document.story if story is None else story
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
                one = reading(words(new.document.texts), new.article.published)
                if copies(one, reading(words_of(article), article.published)):
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

    def candidates(self, new: Prepared) -> Iterator[tuple[str, int]]:
        """The ids of articles that may be copies, with their stories: first what is committed, then what is pending."""
        marks = new.document.marks
        if some := telling(self.engine.marked(marks)):
            found = self.engine.alike(some, LEAST, partial(enough, new.document), CANDIDATES)
            yield from ((id, story) for id, story in found if id not in self.pending)
        counts = {mark: len(self.marked.get(mark, ())) for mark in marks}
        some = telling(counts)
        shared = Counter(chain.from_iterable(self.marked[mark] for mark in some))
        for count, id in nlargest(CANDIDATES, ((count, id) for id, count in shared.items())):
            if count >= LEAST and self.pending.get(id):
                yield id, self.given[id]


class Kept:
    """The stories that articles have in another index, for one that is to answer like it: which articles are one story
    depends on the order in which they came, and on those that are deleted by now."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, new: Prepared) -> int:
        """The story of an article; of one that isn't there, its own."""
        story = self.engine.story(new.document.id)
        return new.document.story if story is None else story

    def expect(self, documents: Sequence[Document]) -> None:
        """Of these the stories are asked for next."""
        self.engine.expect(documents)

    def forget(self) -> None:
        """Nothing is remembered."""


def enough(new: Document, common: int, size: int, day: int | None) -> bool:
    """Whether a text of `size` shingles and of a day has so many marks in common with a new one that they may be
    copies; a month or a year counts as its first day here."""
    near = apart(*(str(each) if each else None for each in (new.day, day))) <= DAYS
    return common >= (SHARE if near else SAME_SHARE) * expected(new.shingles, size)


def telling(counts: Mapping[str, int]) -> list[str]:
    """The marks that tell texts apart, of those that the archive has; none where they are fewer than `LEAST`."""
    known = [mark for mark, count in counts.items() if count]
    rare = [mark for mark in known if counts[mark] <= COMMON]
    if len(rare) < LEAST and len(known) >= ALL_COMMON * len(counts):
        return known
    return rare if len(rare) >= LEAST else []


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
