"""The nearest articles in order anew by their openings: a report says its headline again in its first lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.answering.question import typed
from index.article import Article, Hit
from index.query.tree import Query, Word
from index.tokens import forms
from index.weights import OPENING, OPENING_WORDS
from index.why import asked

LETTERS = 10
"""Letters of the text that are read for each word of an opening: a word with its space has seven."""


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a question: its forms, and what an article gains that has one of them in its opening."""

    forms: frozenset[str]
    gain: float


def told(counts: Mapping[Query, int], articles: int) -> tuple[Told, ...]:
    """The parts of a question that so many of the archive's articles have, each as it is met in an opening."""
    return tuple(
        Told(
            frozenset(form for word in words(part) for form in word.forms),
            OPENING * math.log(1 + articles / (count + 1)),
        )
        for part, count in counts.items()
    )


def words(part: Query) -> Iterator[Word]:
    """The words of a part as typed, with the other words for each; not the phrases that stand beside it."""
    return (word for item in typed(part) for word in asked(item) if isinstance(word, Word))


def reopened(hits: Sequence[Hit], parts: Sequence[Told]) -> tuple[Hit, ...]:
    """The hits, each with the gain of its opening in its score, the best first."""
    gained = (replace(hit, score=hit.score + gain(hit.article, parts)) for hit in hits)
    return tuple(sorted(gained, key=lambda hit: -hit.score))


def gain(article: Article, parts: Sequence[Told]) -> float:
    """What an article gains by its opening: the first words of lead and text."""
    text = f"{article.lead} {article.body[: LETTERS * OPENING_WORDS]}"
    opening = set(forms(text)[:OPENING_WORDS])
    return sum(part.gain for part in parts if not part.forms.isdisjoint(opening))
