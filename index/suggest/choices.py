"""What an archive offers to complete a text with, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from index.engine import Engine
from index.languages.roles import is_heading, part
from index.lexicon import Lexicon
from index.query.tree import TextField
from index.suggest.capitals import LONGEST_TITLE, Capitals, Title, title
from index.suggest.folding import folded, heading, wholes
from index.suggest.titles import Completion, completions
from index.suggest.typed import Sought
from index.tokens import tokens

Kind = Literal["title", "name", "phrase", "word"]

SHORTEST = 2
"""Letters of the shortest beginning that words are looked for by; so short a first word is completed to words only."""
TITLES = 40
"""Titles that completions are counted in: the newest that go on."""
WORDS = 40
"""Forms that a first word is looked for among: the most frequent ones that begin so."""
LONGEST_DESIGNATION = 8
"""Letters and digits of the longest name that has both."""
FEW_TITLES = 12
"""Where no more titles go on, they are offered themselves; among more, what stands in one only is not."""


class Choices:
    """What is sought in one archive, and the newest titles that go on so."""

    def __init__(self, sought: Sought, engine: Engine, lexicon: Lexicon) -> None:
        self.sought = sought
        self.engine = engine
        self.lexicon = lexicon
        self.readings = lexicon.languages.query_readings
        self.alone = not sought.typed.words

    def __iter__(self) -> Iterator[tuple[str, Kind]]:
        """The texts: completions out of titles, where these are few themselves, then words that begin so."""
        letters = len(self.sought.typed.last)
        if self.alone and letters < SHORTEST:
            return
        for text in self.continued():
            yield text, kind(text)
        if self.few:
            yield from ((title.text, "title") for title in self.titles if len(title.text) <= LONGEST_TITLE)
        if letters >= SHORTEST and (self.alone or not self.titles):
            for text in self.words("title"):
                yield text, kind(text)
            if self.few and letters > SHORTEST:
                yield from ((text, kind(text)) for text in self.words("body"))

    @cached_property
    def titles(self) -> list[Title]:
        if self.alone and len(self.sought.typed.last) <= SHORTEST:
            return []
        return [title(text) for text in self.engine.titles(self.sought.tree, TITLES)]

    @property
    def few(self) -> bool:
        return len(self.titles) <= FEW_TITLES

    @cached_property
    def capitals(self) -> Capitals:
        return Capitals(self.titles, self.lexicon)

    def continued(self) -> Iterator[str]:
        """The completions that titles have."""
        found = folded(completions(self.titles, self.sought, self.capitals), self.readings, alone=self.alone)
        told = wholes([one for one in found if self.tells(one)], self.readings)
        for one in sorted(told, key=value, reverse=True):
            yield self.as_heading(one) if self.alone else one.text

    def tells(self, one: Completion) -> bool:
        """Whether a completion is frequent enough, a phrase right after the words before, and can stand alone. A name,
        or a phrase of two words, need not be there twice among few titles."""
        if len(one.forms) == 1:
            return one.count > (0 if self.few else 1)
        short = sum(part(form) != "joint" for form in one.forms) == 2 or kind(one.text) == "name"
        often = one.side_by_side > (0 if self.few and short else 1)
        return often and (not self.alone or heading(one))

    def words(self, field: TextField) -> Iterator[str]:
        """The text with the words of a field that begin so."""
        found = [
            Completion((form,), count, printed=Counter((self.capitals.printed(form),)))
            for beginning in self.sought.beginnings
            for form, count in self.engine.starting(beginning, field, WORDS).items()
            if part(form) != "joint" and not is_code(form)
        ]
        for one in folded(found, self.readings, alone=self.alone):
            yield self.as_heading(one) if self.alone else self.sought.typed.said + one.text

    def as_heading(self, one: Completion) -> str:
        """A lone word in the form that headings have, «партия» for «партии», and a name in the nominative, «Астана» for
        «Астаны», where the archive has it."""
        if len(one.forms) > 1:
            return one.text
        if one.text[:1].isupper() and not one.text[1:2].isupper():
            forms = self.nominatives(one.forms[0])
        elif heading(one):
            return one.text
        else:
            forms = [form for form in self.lexicon.forms(self.readings(one.forms[0])) if is_heading(form)]
        # «паводк» begins no heading, but «паводок» is what was begun
        begun = tuple(beginning[:-1] for beginning in self.sought.beginnings)
        better = [form for form in forms if form.startswith(begun)]
        counts = self.engine.frequencies(better)
        return self.capitals.printed(max(better, key=lambda form: counts[form])) if better else one.text

    def nominatives(self, form: str) -> list[str]:
        """The names that a form may be a case of, those that the archive has capitalised."""
        people = (name for name in self.lexicon.languages.people(form))
        names = {said for name in people for said in (name.name, name.said().lower())} | self.readings(form)
        return [name for name in self.lexicon.among(sorted(names)) if self.lexicon.capitalised(name)]


def is_code(form: str) -> bool:
    """Whether a form is a piece of an address, which nobody types: «0003850c888d»."""
    return len(form) > LONGEST_DESIGNATION and not form.isdigit() and any(map(str.isdigit, form))


def value(one: Completion) -> float:
    """How likely a completion is meant: how often it stands beside the words before; of what is there more than
    once, the longer the better."""
    longer = 0.25 * (len(one.forms) - 1) * max(one.side_by_side - 1, 0)
    return one.side_by_side + longer + 0.1 * (one.count - one.side_by_side)


def kind(text: str) -> Kind:
    """What a completion is, by its capital letters and its number of words."""
    first = [text[token.start] for token in tokens(text)]
    return "name" if all(map(str.isupper, first)) else "phrase" if len(first) > 1 else "word"
