"""A word that was probably not meant as typed as one of the archive: read back from Latin letters, parted, mended."""

from __future__ import annotations

import re
from functools import cache

from index import languages
from index.answering import doubt
from index.answering.designations import same_digits
from index.engine import Engine
from index.lexicon import Lexicon
from index.query import translit
from index.query.expand import kinds
from index.query.tree import All
from index.slips import slips
from index.tokens import TO_CYRILLIC, is_number

ONE = 1
"""Documents of a word that may still be a mistake."""
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter that stands three times or more, as no word has it: «оооочень»."""
LIGHT = 0.5
"""What a slip costs that is made by ear, or doubles a letter, or leaves out a soft sign."""
FREQUENT = 0.05
"""Of all articles, those with a word that even a slip in its first letter is rather meant for."""
SHORTEST_TYPO = 4
"""Letters of the shortest word that is taken for misspelt: every short word is like many others."""
SHORTEST_PART = 3
"""Letters of the shortest part that a word is split into."""
LIKELIER = 20
"""How many times more articles a correction must find than the query as typed, where that finds a few."""


class Spelling:
    """The words of a query that finds so many articles as typed, `people` of them asked for as somebody's name, and
    what each may be of one archive's words."""

    def __init__(self, engine: Engine, lexicon: Lexicon, found: int, people: frozenset[str]) -> None:
        self.engine = engine
        self.lexicon = lexicon
        self.found = found
        self.people = people
        self.weights: dict[str, int] = {}
        self.spelt = cache(self.likeliest)  # each is asked by several ways to mend the query
        self.doubtful = cache(self.may_be_right)

    def weight(self, form: str) -> int:
        """Documents with any form of a word, each counted in each of its fields."""
        if form not in self.weights:
            self.weights[form] = sum(self.engine.frequencies(kinds(form, self.lexicon)).values())
        return self.weights[form]

    def transliterated(self, form: str) -> str | None:
        """A word in Latin letters as the most frequent of the archive's words that it may be."""
        if not re.match("[a-z\u00c0-\u024f]", form) or len(form) < SHORTEST_PART:
            return None
        readings = (*translit.readings(form, self.lexicon.begins), form.translate(TO_CYRILLIC))  # «OOH» looks like ООН
        found = dict.fromkeys(word for word in readings if self.weight(word) > self.weight(form))
        return max(found, key=lambda word: (self.weight(word), self.lexicon.has((word,))), default=None)

    def parted(self, form: str) -> str | None:
        """«научныйгород» as «научный город»."""
        if languages.is_word(form):
            return None
        pairs = [(form[:at], form[at:]) for at in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1)]
        found = [pair for pair in pairs if self.lexicon.has(pair) and min(map(self.weight, pair)) > 1]
        return " ".join(max(found, key=lambda pair: min(map(self.weight, pair)))) if found else None

    def lightly_misspelt(self, form: str) -> str | None:
        """A word with one common slip, which is likelier than two words written as one: «однаклассники»."""
        meant = self.spelt(form)
        return meant if meant and slips(DRAWN_OUT.sub(r"\1", form), meant) <= LIGHT else None

    def likeliest(self, form: str) -> str | None:
        """A misspelt word as the likeliest of those that are one slip away (two in a long word); a word that the
        dictionary knows is not misspelt, only absent."""
        if len(form) < SHORTEST_TYPO or is_number(form) or languages.is_word(form):
            return None
        least = max(1, LIKELIER * self.weight(form))
        form = max((DRAWN_OUT.sub(letters, form) for letters in (r"\1", r"\1\1")), key=self.weight)  # «руссский»
        if self.weight(form) >= least:
            return form
        likes = [like for like in self.lexicon.like(form) if like != form and same_digits(form, like)]
        found = [like for like in likes if self.weight(like) >= least and self.suits(form, like)]
        meant = min(found, key=lambda like: (slips(form, like), -self.weight(like)), default=None)
        return meant and self.as_heading(form, meant)

    def as_heading(self, form: str, meant: str) -> str:
        """A word meant by a misspelt one in its base form where that is no less like: «Мирзиеев» for «Мирзияев» where
        the archive prints but «Мирзиеева»; it finds the same."""
        names = {name.said().lower() for name in self.lexicon.languages.people(meant)}
        bases = [*names, *filter(str.isalpha, self.lexicon.languages.query_readings(meant))]
        same = [base for base in bases if self.weight(base) >= self.weight(meant)]
        return min((*same, meant), key=lambda base: slips(form, base))

    def suits(self, form: str, like: str) -> bool:
        """Whether a word may be meant by another: only a name by a name, and by somebody's only somebody's."""
        if form in self.people:
            return doubt.is_person(like, self.lexicon)
        named = self.weight(form) > 0 and doubt.is_name(form, self.lexicon)
        return not named or doubt.is_name(like, self.lexicon)

    def is_frequent(self, form: str) -> bool:
        """Whether a word is in so many articles that it is misspelt in every way."""
        return self.weight(form) > FREQUENT * self.engine.count(All())

    def may_be_right(self, form: str, better: str, printed: str) -> bool:
        """Whether a word may be right as it is printed in the query, and the better one another word."""
        if not self.weight(form):
            said_so = doubt.is_said_so(printed, better)
            return said_so or (doubt.begins_otherwise(form, better) and not self.is_frequent(better))
        if languages.is_latin(form):
            return doubt.stands(form, self.engine, self.lexicon)
        if doubt.is_name(form, self.lexicon):
            return doubt.is_another_name(form, better)
        return self.found > 0 and self.weight(form) > ONE
