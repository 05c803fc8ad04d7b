"""The order of hits beyond the weights of their words: closeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.answering.question import typed
from index.query.tree import Boost, Phrase, Prefer, Query, Word
from index.weights import IN_TITLE, MOST_PREFERRED, SIDE_BY_SIDE


def preferring(tree: Query, texts: Sequence[Query]) -> Query:
    """The tree, preferring the articles in which its words stand together: in the title, side by side."""
    better = tuple(closeness(texts))
    return Prefer(tree, better) if better else tree


def closeness(texts: Sequence[Query]) -> Iterator[Query]:
    """What is better about an article that has some words: all of them as a phrase in the title, neighbours as such."""
    words = tuple(item for text in texts for item in typed(text) if isinstance(item, Word))[:MOST_PREFERRED]
    if len(words) > 1:
        yield Boost(Phrase(words, words[0].field or "title"), IN_TITLE)
        yield from (Boost(Phrase(pair, pair[0].field), SIDE_BY_SIDE) for pair in pairwise(words))
