"""All that a score is made of beside BM25, in one place, each with what it was measured by.

`headlines` is `python -m tests.quality headlines`: a headline finds its own article, and another paper's report.
"""

from __future__ import annotations

from index.query.synonyms import LESS
from index.query.tree import Kind, TextField, Word

# How much a match in a field counts beside one in the body: a headline says what an article is about, the lead nearly.
FIELDS: dict[TextField, float] = {"title": 3.0, "lead": 1.5, "body": 1.0}

# How much a form counts by its kind beside the word as typed: its own other forms nearly as much; what stands for it as
# a phrase that does so; least what is only like it.
KINDS: dict[Kind, float] = {
    "exact": 1.0,
    "form": 0.95,
    "name": 0.95,
    "kazakh": 0.8,
    "prefix": 0.8,
    "synonym": LESS,
    "bridge": LESS,
    "layout": 0.7,
    "translit": 0.7,
    "typo": 0.6,
}

OTHER_FORMS = 0.45
"""What a word's other forms in one text add beside the one that counts most there: a text in which it stands in many
cases says it no more often than one that repeats it (`headlines` own_article, of any of the words: 1, that is their
sum, 89.7, mean reciprocal rank 76.6; .2 to .4 91.6 and 81.2; 0 90.8 and 81.1; but `related` same_story with .3: -1.6,
so it is a little more)."""

# A mild preference for the recent, in the order of relevance alone: how much the score of an article as old as the
# newest one of the archive is raised; HALF_LIFE days older, by half of that.
RECENT = 0.1
HALF_LIFE = 365
RERANKED = 200
"""The first hits, which it puts in order anew and among which equals come in the order of date and id."""
TIED = 3200
"""As many are it where the first are all equal, as of a beginning of words: the newest are to be found, not some."""

# What the closeness of the words counts beside the words themselves.
IN_TITLE = 2.0
"""All of the words side by side in the title."""
SIDE_BY_SIDE = 0.25
"""Two words of the query that follow each other there, side by side anywhere (`headlines` own_article with 1: -.5)."""
MOST_PREFERRED = 8
"""Words of a query whose closeness is looked at: each pair asks the engine for a phrase of all their forms."""

# Of a query that no article answers whole, articles are shown with a part of its words.
COMMON = 0.2
"""Words that a larger part of the archive has tell nothing about which article was meant (`headlines` with .5: -2)."""
LEAST_PART = 1 / 6
"""The part of the words that an article must have (`headlines` own_article with 1/3: -2)."""
MOST_PART = 2 / 3
"""The part of the words with which an article comes before those that have less ..."""
MOST_OF_THEM = 1.0
"""... by so many times the score of its words."""
ALL_OF_THEM = 100.0
"""The same for an article with all the words: it is before all others, whatever their lengths."""

# A report says its headline again in its first lines: those of the first hits of such a query are read.
OPENED = 30
"""Hits whose openings are read (`headlines` own_article with 20: -.1; with 100 the same)."""
OPENING_WORDS = 80
"""Words of an opening, of lead and text (60: -.1, 120: the same, but mean reciprocal rank -.2)."""
OPENING = 1.0
"""How much of a word's rarity an article gains that opens with it (`headlines` own_article without: 89.6, mean
reciprocal rank 79.7, other_report 93; .6: 89.9 and 80.2, 93; 1: 90.2 and 80.4, 94; 1.5: 90.2 and 80.5, 94). The best
single sentence in its place: 90.0 and 79.9, 93; beside it: no more than the opening alone, so no sentences are read."""


def weights(word: Word) -> dict[str, float]:
    """The forms of a word, and how much each counts."""
    kinds = zip(word.forms, word.kinds, strict=False)  # kinds may be unknown
    return dict.fromkeys(word.forms, 1.0) | {form: KINDS[kind] for form, kind in kinds}
