"""What was probably meant by a query that finds nothing: another keyboard layout, Latin letters, a slip of the hand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal

from index import languages
from index.article import Correction
from index.engine import Engine
from index.keyboard import TO_KAZAKH_FROM_RUSSIAN, relaid
from index.lexicon import Lexicon
from index.query import expand, translit
from index.query.expand import kinds
from index.query.fields import DATES, VALUES
from index.query.tree import Phrase, Word
from index.slips import slips
from index.tokens import TO_CYRILLIC, Token, forms, tokens

Reason = Literal["layout", "translit", "spaces", "typo"]
Mend = Callable[[str], str | None]

RUN = re.compile(r"\S+")
NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")
LETTER_KEY = re.compile(r"[,.;\]`](?=[a-z])")
"""Signs that no word begins with, but that are letters on Russian keys: «,tp» is «без» though there may be a «tp»."""
EXCLUDED = re.compile(r"[-=][^\W_]")
VALUE = re.compile(rf"\b(?:{'|'.join((*VALUES, *DATES))}):(?:\"[^\"]*\"|«[^»]*»|\S+)", re.IGNORECASE)
"""What stands in a field of values is not a word of a text."""

ONE, FEW = 1, 10
"""Documents of a word that may still be a mistake; Latin letters are one more easily than a word of the language."""
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter that stands three times or more, as no word has it: «оооочень»."""
LIGHT = 0.5
"""What a slip costs that is made by ear, or doubles a letter, or leaves out a soft sign."""
SHORTEST_TYPO = 4
"""Letters of the shortest word that is taken for misspelt: every short word is like many others."""
SHORTEST_PART = 3
"""Letters of the shortest part that a word is split into."""
LIKELIER = 20
"""How many times more articles a correction must find than the query as typed, where that finds a few."""


class Mistakes:
    """Corrections of one query by the words of one archive."""

    def __init__(self, text: str, engine: Engine, lexicon: Lexicon) -> None:
        self.text = text
        self.engine = engine
        self.lexicon = lexicon
        self.weights: dict[str, int] = {}

    def corrections(self) -> Iterator[Correction]:
        """The queries that may have been meant, the likeliest first."""
        attempts: tuple[tuple[Reason, Callable[[], str]], ...] = (
            ("layout", self.all_relaid),
            ("layout", self.relaid),
            ("layout", self.relaid_with_numbers),
            ("translit", lambda: self.mended(self.transliterated, FEW)),
            ("translit", lambda: self.mended(self.transliterated)),
            ("typo", lambda: self.mended(self.lightly_misspelt, ONE)),
            ("spaces", lambda: self.mended(self.parted, ONE)),
            ("spaces", self.closed),
            ("typo", lambda: self.mended(self.spelt, ONE)),
        )
        for reason, attempt in attempts:
            if (query := attempt()) != self.text:
                yield Correction(query, reason, self.text)

    def weight(self, form: str) -> int:
        """Documents with any form of a word, each counted in each of its fields."""
        if form not in self.weights:
            self.weights[form] = sum(self.engine.frequencies(kinds(form, self.lexicon)).values())
        return self.weights[form]

    def known(self, run: str) -> bool:
        """Whether the archive has the word of a run; of several, as in «2лем» or «v'q», whether it has them so."""
        if LETTER_KEY.match(run.lower()):
            return False
        words = forms(run)
        if len(words) > 1:
            return self.engine.count(expand(Phrase(tuple(map(Word, words))), self.lexicon)) > 0
        return bool(words) and self.weight(words[0]) > 0

    @cached_property
    def excluding(self) -> bool:
        """Whether the query leaves out a word that there isn't, as «-зен» does, which is «өзен» in another layout."""
        return any(not self.known(run[1:]) for run in self.text.split() if EXCLUDED.match(run))

    @cached_property
    def values(self) -> list[tuple[int, int]]:
        return [match.span() for match in VALUE.finditer(self.text)]

    def is_value(self, start: int) -> bool:
        return any(begin <= start < end for begin, end in self.values)

    def all_relaid(self) -> str:
        """The whole query in another layout, where all of it says something there and not all of it does here."""
        runs = self.text.split()
        said = [self.in_other_layout(run) for run in runs]
        return self.text if None in said or all(map(self.known, runs)) else " ".join(filter(None, said))

    def relaid(self) -> str:
        """The query with those runs in another layout that say nothing as they are."""

        def mend(match: re.Match[str]) -> str:
            run = match.group()
            as_it_is = self.is_value(match.start()) or self.known(run)
            return run if as_it_is else self.in_other_layout(run) or run

        return RUN.sub(mend, self.text)

    def relaid_with_numbers(self) -> str:
        """The same with the numbers that are Kazakh words there: «3 менш3к» as «і меншік», where «3 меншік» is not."""

        def mend(match: re.Match[str]) -> str:
            word = match.group().translate(TO_KAZAKH_FROM_RUSSIAN)
            return word if not self.is_value(match.start()) and self.known(word) else match.group()

        relaid = self.relaid()
        mended = relaid if relaid == self.text else NUMBER.sub(mend, relaid)
        return self.text if mended == relaid else mended

    def in_other_layout(self, run: str) -> str | None:
        """What a run says in another layout, also without the comma or full stop at its end."""
        tries = (*relaid(run), *relaid(run.rstrip(".,;")))
        whole_first = sorted(tries, key=lambda other: len(forms(other)))  # «t4» is «ең» before it is «е 4»
        return next((other for other in whole_first if self.known(other)), None)

    def mended(self, mend: Mend, most: float = math.inf) -> str:
        """The query with each word mended that at most so many articles have, where that is possible."""
        parts, end = [], 0
        for token in self.words():
            if self.weight(token.form) <= most and (better := mend(token.form)) is not None:
                parts += [self.text[end : token.start], better]
                end = token.end
        return "".join((*parts, self.text[end:]))

    def words(self) -> Iterator[Token]:
        """The words of the query but for those asked for as they are, or by their beginning."""
        for token in tokens(self.text):
            marked = self.text[token.end : token.end + 1] in ("*", "~") or self.text[: token.start].endswith("!")
            if not marked and not self.is_value(token.start):
                yield token

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

    def closed(self) -> str:
        """«науко град» as «наукоград»: neighbours made one word where the archive has that, but not both of them."""
        words = list(self.words())
        for one, other in pairwise(words):
            blank, whole = self.text[one.end : other.start], one.form + other.form
            if blank.isspace() and self.weight(whole) and min(self.weight(one.form), self.weight(other.form)) <= ONE:
                return f"{self.text[: one.start]}{whole}{self.text[other.end :]}"
        return self.text

    def lightly_misspelt(self, form: str) -> str | None:
        """A word with one common slip, which is likelier than two words written as one: «однаклассники»."""
        meant = self.spelt(form)
        return meant if meant and slips(DRAWN_OUT.sub(r"\1", form), meant) <= LIGHT else None

    def spelt(self, form: str) -> str | None:
        """A misspelt word as the likeliest of those that are one slip away (two in a long word); a word that the
        dictionary knows is not misspelt, only absent."""
        if len(form) < SHORTEST_TYPO or form.isdigit() or languages.is_word(form):
            return None
        least = max(1, LIKELIER * self.weight(form))
        form = DRAWN_OUT.sub(r"\1", form)
        if self.weight(form) >= least:
            return form
        found = [like for like in self.lexicon.like(form) if like != form and self.weight(like) >= least]
        return min(found, key=lambda like: (slips(form, like), -self.weight(like)), default=None)
