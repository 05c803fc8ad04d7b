"""The forms of the words of a phrase as the patterns that tantivy takes in their place."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from index.query.tree import Word

LARGEST_PATTERN = 900
"""Beginnings, in bytes, of all the words of a pattern: tantivy refuses one of 1,000 states."""
MOST_FORMS = 16_000
"""Forms of all the words of a phrase of patterns, the commonest of each word: tantivy refuses more than 16,384."""
MOST_PATTERNS = 512
"""Words of all the phrases of patterns that one phrase is asked for by; where they would be more, a word is looked for
by the one pattern of its forms that most articles have."""

Counts = Mapping[str, int]
"""The forms of a word with their numbers of documents."""


def patterns(words: Sequence[Word], counts: Sequence[Counts]) -> list[list[str]]:
    """For each word of a phrase the patterns that together are any of its forms. One from each makes a phrase; what
    these would be too many of is bounded, as tantivy reads all the places of all the forms of each."""
    if sum(map(len, counts)) > MOST_FORMS:
        each = [of(commonest(forms, MOST_FORMS // len(counts))) for forms in counts]
    else:
        each = [beginning(word) or of(forms) for word, forms in zip(words, counts, strict=True)]
    too_many = math.prod(map(len, each)) * len(each) > MOST_PATTERNS
    return [some[:1] for some in each] if too_many else each


def beginning(word: Word) -> list[str]:
    """What is only the beginning of a word as a pattern."""
    return [f"{re.escape(word.text)}.*"] if set(word.kinds) == {"prefix"} else []


def commonest(counts: Counts, most: int) -> dict[str, int]:
    """The forms that most documents have."""
    return dict(sorted(counts.items(), key=lambda one: -one[1])[:most])


def of(counts: Counts) -> list[str]:
    """Patterns that together are any of some forms, none larger than tantivy takes; the one that most documents have
    first."""
    parts = sorted(parted(counts), key=lambda forms: -sum(counts[form] for form in forms))
    return ["|".join(map(re.escape, forms)) for forms in parts]


def parted(forms: Collection[str]) -> Iterator[list[str]]:
    """Some forms in as few parts as are patterns."""
    if sum(len(form.encode()) for form in forms) <= LARGEST_PATTERN:
        yield sorted(forms)
        return
    part: list[str] = []
    beginnings: set[bytes] = set()
    for form in sorted(forms):
        letters = form.encode()
        own = {letters[:end] for end in range(1, len(letters) + 1)}
        if part and len(beginnings | own) > LARGEST_PATTERN:
            yield part
            part, beginnings = [], set()
        part.append(form)
        beginnings |= own
    yield part
