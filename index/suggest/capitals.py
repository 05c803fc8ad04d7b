"""Titles read for completions, and which words keep their capital letter where a title doesn't begin with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from index.languages import is_word
from index.languages.roles import is_abbreviation, is_heading, is_name
from index.lexicon import Lexicon
from index.tokens import tokens

# What ends a sentence before a capital letter; not quotes: what is in them in a title is mostly a name.
OPENING = re.compile(r"[.!?…:—–]")


LONGEST_TITLE = 120
"""Letters of a title; what is longer is the first paragraph of a text that has none, of which so much is read."""


class Title:
    """A title and its words: their forms, which have a capital letter, which open a sentence, where any has one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tuple(tokens(text[:LONGEST_TITLE].rpartition(" ")[0] if len(text) > LONGEST_TITLE else text))
        self.forms = tuple(token.form for token in self.tokens)
        gaps = tuple(text[one.end : other.start] for one, other in pairwise(self.tokens))
        self.gaps = ("", *gaps, "")
        self.capital = tuple(text[token.start].isupper() for token in self.tokens)
        self.opens = (True, *(OPENING.search(gap) is not None for gap in gaps))

    def between(self, place: int) -> str:
        """What is printed before a word, after the one before it; empty at both ends of the title."""
        return self.gaps[place]


@lru_cache(maxsize=5_000)
def title(text: str) -> Title:
    """A title as it is read; the next letter that is typed mostly asks for the same ones again."""
    return Title(text)


class Capitals:
    """Which forms have a capital letter of their own: by how titles print them, else by the dictionary."""

    def __init__(self, titles: Iterable[Title], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.votes: Counter[str] = Counter()
        """For each form how much oftener it has one than not, where it opens nothing."""
        for title in titles:
            for place, form in enumerate(title.forms):
                if not title.opens[place]:
                    self.votes[form] += 1 if title.capital[place] else -1

    def has(self, form: str) -> bool:
        """A name's form has; so has one that texts print so and that is no word, or not one that stands alone."""
        if self.votes[form]:
            return self.votes[form] > 0
        return is_name(form) or (not (is_word(form) and is_heading(form)) and self.lexicon.capitalised(form))

    def printed(self, form: str) -> str:
        """A form as it is printed: «Казахстан», «МВД»."""
        return form.upper() if is_abbreviation(form) else form.capitalize() if self.has(form) else form

    def stretch(self, title: Title, first: int, last: int) -> str:
        """A part of a title, without the capital letter that it may owe to the beginning of a sentence."""
        text = " ".join(title.text[title.tokens[first].start : title.tokens[last].end].split())
        owed = title.opens[first] and not text[1:2].isupper() and not self.has(title.forms[first])
        return text[0].lower() + text[1:] if owed else text
