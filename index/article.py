"""What flows through the house: articles in, searches asked, results out; frozen data without behaviour of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, NamedTuple

OPTIONAL = ("extra", "corrected", "capture")
"""Fields of an article that few have."""
FACETS = ("source", "section", "author", "tag", "lang")
"""Fields of exact values, in the order in which people see them."""
SEVERAL = ("author", "tag")
"""Those of them of which an article may have several values."""
FILTERS = (*FACETS, *(f"-{name}" for name in FACETS))
"""What hits are narrowed by: values to have, and values not to have."""

Sort = Literal["relevance", "date", "oldest", "views"]


class Origin(NamedTuple):
    """Where the bytes of an article were read: a file, a member of a container, a byte or line offset in it."""

    file: str
    member: str | None = None
    offset: int | None = None

    def __str__(self) -> str:
        place = self.file if self.member is None else f"{self.file}!{self.member}"
        return place if self.offset is None else f"{place}:{self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article.

    `body` has paragraphs divided by a newline. `published` and `modified` are ISO 8601, only as precise as the
    source was: `2025`, `2025-10`, `2025-10-01`, `2025-10-01T14:05`, with a zone where one is known. `url` is the
    canonical address. `sha256` is of the bytes that were read. `extra` keeps what a source said beyond these fields
    (`captured`: when a WARC or an MHTML says that it was saved), `corrected` what it said in fields that the archive's
    owner has corrected. `capture` is of one that was read from a plain-text capture: its whole `text`, and what was
    known of it, so that it can be read again. `unsaid` names fields that its record doesn't call empty
    even where it has no value for them; only the writer asks, and it is not kept.
    """

    id: str = ""
    url: str | None = None
    title: str = ""
    lead: str = ""
    body: str = ""
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None
    lang: str | None = None
    views: int | None = None
    image: str | None = None
    caption: str | None = None
    origin: Origin | None = None
    sha256: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    corrected: Mapping[str, Any] = field(default_factory=dict)
    capture: Mapping[str, str] = field(default_factory=dict)
    unsaid: tuple[str, ...] = field(default=(), compare=False)

    def identity(self) -> str:
        """What makes two captures the same article: the canonical address, else source, title and date."""
        return self.url or "\n".join((self.source or "", self.title or self.body[:200], self.published or ""))

    def identified(self) -> Article:
        """This article with an `id`: its own, else one made of its identity (16 hexadecimal digits)."""
        if self.id:
            return self
        return replace(self, id=hashlib.sha256(self.identity().encode()).hexdigest()[:16])

    def uncorrected(self) -> Article:
        """This article as its source said it."""
        if not self.corrected:
            return self
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.corrected.items()
        }
        return replace(self, **said, corrected={})

    def digest(self) -> str:
        """A hash of what a reader would call the article: another digest means that it has changed."""
        said = (self.title, self.lead, self.body, self.published, self.author, self.section, self.tags, self.url)
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]

    def values(self, name: str) -> tuple[str, ...]:
        """The exact values of a facet field; several authors are divided by a comma."""
        match name:
            case "tag":
                return self.tags
            case "author":
                return tuple(filter(None, map(str.strip, (self.author or "").split(","))))
            case _:
                value = getattr(self, name)
                return (value,) if value else ()

    def to_json(self) -> dict[str, Any]:
        """The article as plain JSON data, with every key of the contract; the `OPTIONAL` ones only if not empty."""
        data = {name: getattr(self, name) for name in ALWAYS}
        data["tags"] = list(self.tags)
        if self.origin:
            data["origin"] = {"file": self.origin.file, "member": self.origin.member, "offset": self.origin.offset}
        more = {name: dict(getattr(self, name)) for name in OPTIONAL}
        return data | {name: kept for name, kept in more.items() if kept}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Article:
        """The article that `to_json` wrote."""
        origin = data.get("origin")
        return cls(**{**data, "tags": tuple(data.get("tags", ())), "origin": Origin(**origin) if origin else None})


ALWAYS = tuple(each.name for each in fields(Article) if each.name not in (*OPTIONAL, "unsaid"))
"""The other fields of an article."""


def folded(value: str) -> str:
    """An exact value as it is compared: without regard to case, ё and runs of blanks."""
    return " ".join(value.casefold().replace("ё", "е").split())[:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One question, whole: what a URL, a command line or a feed asks.

    `since` and `until` are dates of the query language (a year, a month or a day, both ends included); `where` are
    pairs of `FILTERS`: an exact value that an article has, or with a minus before the name has not. All wanted authors
    and tags have to be there; of a field with one value, several are alternatives. `as_typed`: no correction of the
    text. `synonyms`, `bridge`: what means the same, in the same language and across Russian and Kazakh, is found too.
    `fold`: of the near copies of one text only the first; `offset` and `limit` count the hits that are left.
    """

    text: str = ""
    sort: Sort = "relevance"
    as_typed: bool = False
    synonyms: bool = True
    bridge: bool = True
    fold: bool = True
    offset: int = 0
    limit: int = 10
    since: str | None = None
    until: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    facets: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked where it is (part of) a match."""

    text: str
    match: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit is there: the `word` asked for, the `form` met, in which field, and how the two belong together
    (a `Kind` of the query's tree)."""

    word: str
    form: str
    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class Story:
    """Near copies of one text: how many there are, and the earliest of them; undated ones come last."""

    total: int = 0
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article found: its title and best fragments with the matches marked, and why it was found.

    `story` is a number that it has in common with its near copies in the archive; `copies` are these, whatever the
    question was narrowed to. `first`: it is dated and no copy is earlier.
    """

    article: Article
    score: float
    story: int = 0
    copies: Story = Story()
    first: bool = False
    title: Pieces = ()
    fragments: tuple[Pieces, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word or phrase `other` of the tables that was looked for beside the `word` typed; `kind` as in `Reason`."""

    word: str
    kind: str
    other: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Another query that was answered in place of the one typed, and what was taken for a mistake in that."""

    query: str
    reason: Literal["layout", "translit", "spaces", "typo"]
    typed: str


@dataclass(frozen=True, slots=True)
class Partial:
    """None of the articles shown has all the words, but for the first `full` of them, which are `rows` hits where
    copies are folded: what the archive lacks at all, and the words that the others were chosen by."""

    absent: tuple[str, ...]
    matched: tuple[str, ...]
    full: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that the text typed so far may become, what it is, and how many articles it finds."""

    text: str
    kind: Literal["title", "name", "phrase", "word"]
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose name a query may mean: the `name` in the nominative, a man's (`m`) or a woman's (`f`), the query that asks
    for this reading alone, and its total."""

    name: str
    sex: str
    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """An exact value that no article has in a field, and some that are like it."""

    field: str
    value: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Nothing was found because of filters: the `query` without them and its total, and the values that the archive
    doesn't have."""

    query: str
    total: int
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """An answer: `total` counts all hits, `hits` is the page asked for. `rows` are the hits that are left when copies
    are folded, None where they are too many to be counted.

    `facets` has for each facet field its values with their counts, the most frequent first; `timeline` has
    `(yyyymm, count)` in the order of time. With a `correction` all this is the answer to the corrected query; one
    that is `offered` was probably not meant, but finds much more. With `partial` it is of articles that have only some
    of the words. Where nothing has all of them, and filters are to blame, `narrowed` says so.
    Of words that may stand for one another, `absent` are those that the archive lacks where others are found.
    """

    total: int
    rows: int | None = None
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    timeline: tuple[tuple[int, int], ...] = ()
    took_ms: float = 0.0
    synonyms: tuple[Synonym, ...] = ()
    correction: Correction | None = None
    offered: Correction | None = None
    partial: Partial | None = None
    readings: tuple[Reading, ...] = ()
    narrowed: Narrowed | None = None
    absent: tuple[str, ...] = ()
