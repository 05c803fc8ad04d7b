"""All that a score is made of beside BM25, in one place, each with what it was measured by.

`headlines` is `python -m tests.quality headlines`: a headline finds its own article, and another paper's report.
"""

from __future__ import annotations

from index.query.synonyms import LESS
from index.query.tree import Kind, TextField, Word

# How much a match in a field counts beside one in the body: a headline says what an article is about, the lead nearly.
FIELDS: dict[TextField, float] = {"title": 3.0, "lead": 1.5, "body": 1.0}

# How much a form counts by its kind beside the word as typed, as a phrase that means the same does.
KINDS: dict[Kind, float] = {"synonym": LESS, "bridge": LESS}

# What the closeness of the words counts beside the words themselves.
IN_TITLE = 2.0
"""All of the words side by side in the title."""
SIDE_BY_SIDE = 1.0
"""Two words of the query that follow each other there, side by side anywhere."""
MOST_PREFERRED = 8
"""Words of a query whose closeness is looked at: each pair asks the engine for a phrase of all their forms."""

# Of a query that no article answers whole, articles are shown with a part of its words.
COMMON = 0.2
"""Words that a larger part of the archive has tell nothing about which article was meant (`headlines` with .5: -2)."""
LEAST_PART = 1 / 3
"""The part of the words that an article must have."""
MOST_PART = 2 / 3
"""The part of the words with which an article comes before those that have less ..."""
MOST_OF_THEM = 1.0
"""... by so many times the score of its words."""
ALL_OF_THEM = 100.0
"""The same for an article with all the words: it is before all others, whatever their lengths."""


def weights(word: Word) -> dict[str, float]:
    """The forms of a word, and how much each counts."""
    kinds = zip(word.forms, word.kinds, strict=False)  # kinds may be unknown
    return dict.fromkeys(word.forms, 1.0) | {form: KINDS[kind] for form, kind in kinds if kind in KINDS}
