"""The closed tree of a query: what every engine, the marks and the tests' oracle understand, and nothing else.

A tree is parsed as typed (`Word.forms` empty), then expanded by the lexicon (`expand`), then compiled by an engine.
Places are counted in tokens within one field of an article; nothing matches across two fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal, NamedTuple

Kind = Literal["exact", "form", "name", "kazakh", "synonym", "bridge", "typo", "layout", "translit", "prefix"]
"""How a form came to be looked for: as typed, another form of the word, of a name, spelt with Kazakh letters ..."""

TextField = Literal["title", "lead", "body"]
TEXT_FIELDS: tuple[TextField, ...] = ("title", "lead", "body")


class Meaning(NamedTuple):
    """Another word for a word: in any form or, where `exact`, only so; with `capital` a name's, where it is known as
    one. `written` is what a table has, it or a part."""

    text: str
    exact: bool
    capital: bool
    kind: Kind
    written: str


@dataclass(frozen=True, slots=True)
class Word:
    """A token that is one of `forms`; in `field`, or in any where it is None. `exact`: only the form typed.

    `kinds` says of each form how it came there. `means` are other words for it; with `instead` only these are looked
    for, and `text` is what was typed in whose place they stand. `joint` is what joins it to the word before it in one
    printed run: a hyphen or nothing; None where they are not. `sign` is a point in a number as it was typed, or a colon
    just before it.
    """

    text: str
    exact: bool = False
    field: TextField | None = None
    forms: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    means: tuple[Meaning, ...] = ()
    instead: bool = False
    joint: str | None = dataclass_field(default=None, compare=False)
    sign: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A token whose form begins with `text`."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A token like `text`, misspelt; the lexicon makes a `Word` of it."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a name: its parts as typed, one letter being an initial; of a man or a woman where `sex` says so.
    A part is a word («бектенов»), a double name («касым-жомарт») or has particles («фон дер ляйен»); `text` is what was
    typed. The lexicon makes words and phrases of it."""

    words: tuple[str, ...]
    sex: Literal["m", "f"] | None = None
    field: TextField | None = None
    text: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one after another; None is a gap of exactly one token of any form."""

    items: tuple[Word | Prefix | None, ...]
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two different stretches of one field, in either order, the nearest ends at most `distance` places apart.

    Neighbours are one place apart; stretches that overlap don't count.
    """

    left: Word | Phrase
    right: Word | Phrase
    distance: int
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """An exact value of a field (`source`, `section`, `author`, `tag`, `lang`, `url`), compared `folded`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """A number of a field (`day` as yyyymmdd, `views`) from `low` to `high`, both included; None is an open end."""

    name: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the items."""

    items: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the items; of none nothing. `text` is what was typed, where that isn't what the items say."""

    items: tuple[Query, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Some:
    """At least `least` of the items, a number from 1 to theirs."""

    items: tuple[Query, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Prefer:
    """The item; what is better about some of its articles only adds to their scores."""

    item: Query
    better: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that the item doesn't find."""

    item: Query


@dataclass(frozen=True, slots=True)
class Boost:
    """The item, its score multiplied."""

    item: Query
    factor: float


@dataclass(frozen=True, slots=True)
class All:
    """Every article."""


Query = Word | Prefix | Fuzzy | Person | Phrase | Near | Is | Between | And | Or | Some | Prefer | Not | Boost | All
