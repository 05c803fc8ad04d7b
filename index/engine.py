"""What every engine does: keeps documents whole, finds what a tree says, knows forms and trees but no language."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from index.article import Article, Hit, Results, Sort, Story, folded
from index.query.tree import Query, TextField

SCHEMA = 8
"""Raised with every change of what documents hold: an index of another version is rebuilt."""
MOST_VALUES = 50
"""Values of one facet in an answer."""
MOST_MONTHS = 5000
"""Months of a timeline: four centuries."""
MOST_DAYS = 60_000
"""Days that are counted: a century and a half of them."""
Alike = tuple[str, int]
"""The id of an article and the number of its story."""
Enough = Callable[[int, int, int | None], bool]
"""Whether an article may be a copy: of the marks in common, its number of shingles and its day, yyyymmdd."""
Finish = Callable[[tuple[Hit, ...]], tuple[Hit, ...]]
"""What is made of the hits found, as a page of them shows them."""
MOST_COPIES = 1000
"""Copies that are counted at once."""
LOOKED_THROUGH = 4
"""Articles with marks in common that are looked at for each that is wanted."""


class Document(NamedTuple):
    """An article made ready for any engine: its forms as text, its values, its numbers, and itself as JSON.

    `texts` holds the forms of each text field, whitespace-separated. `values` are terms `name=folded value`; `facets`
    has them as printed, of those that are the same folded the first. `day` is yyyymmdd, `month` yyyymm (0 where
    unknown). `newest`, `oldest` and `viewed` are its places in these orders (`order.place`), the greatest first.
    `story` is a number that near copies of one text have in common, and no other article; `marks` are a sample of its
    `shingles` by which these are found (`copies`).
    """

    id: str
    texts: dict[TextField, str]
    values: tuple[str, ...]
    facets: dict[str, tuple[str, ...]]
    day: int | None
    views: int | None
    newest: int
    oldest: int
    viewed: int
    story: int
    shingles: int
    marks: tuple[str, ...]
    article: bytes

    @property
    def month(self) -> int | None:
        return self.day and self.day // 100


def term(name: str, value: str) -> str:
    """The one term that an exact value is: `source=kazpravda.kz`."""
    return f"{name}={folded(value)}"


def spelling(name: str, value: str) -> str:
    """The one term that a value as printed is."""
    return f"{spellings(name, folded(value))}{value}"


def spellings(name: str, value: str) -> str:
    """What the terms of all that a folded value is printed as begin with."""
    return f"{name}={value}\n"


def firsts(stories: Iterable[int]) -> list[int]:
    """The places of the hits that are the first of their stories."""
    seen: dict[int, int] = {}
    for place, story in enumerate(stories):
        seen.setdefault(story, place)
    return list(seen.values())


class Writer(Protocol):
    """One writing session; what was put before a `commit` is kept, what came after the last one is not."""

    def put(self, document: Document) -> None:
        """Add a document, in place of the one of the same id."""

    def delete(self, id: str) -> None:
        """Delete the document of an id, if there is one."""

    def merge(self) -> None:
        """Keep all that was done so far, bring small segments together, delete what no commit needs."""

    def commit(self) -> None:
        """Keep all that was done so far, at once, for readers too."""


class Engine(Protocol):
    """An index of documents in one place. Readers see a commit of another process at their next call.

    `recent` is the part of its score by which the newest document is preferred in the order of relevance, 0 for none.
    """

    recent: float
    ahead: int
    """How many documents that are put next it wants to know of at once."""

    def expect(self, documents: Sequence[Document]) -> None:
        """These are put next: an engine that is far away finds out at once what will be asked about each."""

    def write(self) -> AbstractContextManager[Writer]:
        """A writing session, committed at its end; after an exception what wasn't committed is not kept."""

    def last_commit(self) -> Hashable:
        """The last commit, as something that is equal to no other; None where that can't be told without asking far."""

    def get(self, id: str) -> Article | None: ...

    def articles(self) -> Iterator[Article]:
        """All articles, in no order, of an index of whatever version: it is what a rebuild reads."""

    def scan(self, query: Query, *, sort: Sort = "date") -> Iterator[Article]:
        """All that a tree finds, streamed from one view of the index, however much it is, in the order of `search`."""

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
        """The hits of an expanded tree, their exact total, and what `facets` names counted over all hits (`timeline`
        among them gives the months); values that are the same folded are one, printed as most articles of the index
        have it. Articles without the number sorted by come last; in the order of relevance the
        newest are preferred (`recent`). `fold`: of each story only its first hit, `offset` and `limit` counting these.
        `finish` is done to the hits, which are without marks, while an engine that can do so counts."""

    def story(self, id: str) -> int | None:
        """The story of an article."""

    def stories(self, numbers: Iterable[int], most: int) -> dict[int, Story]:
        """Those of the stories that have several articles, each with the earliest `most` of them."""

    def count(self, query: Query) -> int:
        """The number of articles that an expanded tree finds."""

    def days(self, query: Query) -> tuple[tuple[int, int], ...]:
        """How many articles a tree finds of each day, `(yyyymmdd, count)` in the order of time; of more days than
        `MOST_DAYS` those with the most articles."""

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        """For each form the number of documents that have it, roughly: a document counts in each of its fields."""

    def starting(self, prefix: str, field: TextField, limit: int) -> dict[str, int]:
        """The forms of a field that begin so, with their numbers of documents: the most frequent ones first."""

    def titles(self, query: Query, limit: int) -> list[str]:
        """The titles of the newest articles that a tree finds."""

    def commit_files(self) -> list[Path]:
        """The files of the last commit; segments are never rewritten, and the file that names them is the last."""

    def damage(self) -> list[str]:
        """Names of files that fail the check that the engine itself keeps of them, if it does."""

    def alike(self, marks: Sequence[str], least: int, enough: Enough, limit: int) -> list[Alike]:
        """The ids and stories of the articles with `least` of the marks or more, those with the most of them first;
        only those of which `enough` says so, of the number of marks in common and their own of shingles and day."""

    def marked(self, marks: Iterable[str]) -> dict[str, int]:
        """For each mark the number of documents that have it, roughly: deleted ones count for a while."""

    def counts(self, name: str, values: Iterable[str]) -> dict[str, int]:
        """For each exact value of a field the number of documents that have it, as roughly."""

    def close(self) -> None: ...
