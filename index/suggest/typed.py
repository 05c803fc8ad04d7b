"""The text typed so far, as what completes it takes it: the words before, and the beginning of the last one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.answering.layout import VALUE
from index.query.tree import And, Or, Prefix, Query, Word
from index.tokens import tokens

# What the words that are completed begin after: the last operator, bracket, quote or name of a field.
OPERATOR = re.compile(r"[()|«»„“”\"!*~:/]|(?<!\S)-|(?<!\S)(?:И|ИЛИ|НЕ|AND|OR|NOT)(?=\s)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text typed so far: `said` are its words but the last, as typed, `words` their forms, `last` the beginning of
    the last word; empty after a blank, when a next word is looked for."""

    said: str
    words: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for to complete a text: any of its `forms` for each word before, any of the `beginnings`."""

    typed: Typed
    forms: tuple[frozenset[str], ...]
    beginnings: tuple[str, ...]

    @property
    def tree(self) -> Query:
        """What titles that go on must have."""
        words = [Word(min(alike), field="title", forms=tuple(sorted(alike))) for alike in self.forms]
        last = Or(tuple(Prefix(beginning, "title") for beginning in self.beginnings if beginning))
        return And((*words, last) if last.items else tuple(words))


def typed(text: str) -> tuple[str, Typed]:
    """A text as what stays as it is, operators and all, and the words that are completed."""
    start = max((match.end() for pattern in (OPERATOR, VALUE) for match in pattern.finditer(text)), default=0)
    start += len(text[start:]) - len(text[start:].lstrip())
    words = list(tokens(text[start:]))
    if words and start + words[-1].end == len(text):
        last = words.pop()
        said = text[start : start + last.start]
        glued = words and words[-1].end == last.start  # «2025г» goes on as «2025 года»
        return text[:start], Typed(f"{said} " if glued else said, tuple(word.form for word in words), last.form)
    return text[:start], Typed(text[start:].rstrip() + " ", tuple(word.form for word in words), "")
