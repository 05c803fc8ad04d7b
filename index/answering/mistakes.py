"""What was probably meant by a query that finds nothing: another keyboard layout, Latin letters, a slip of the hand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from index import languages
from index.answering.beside import Better, better, may_be_right
from index.answering.designations import DESIGNATION, IN_CYRILLIC, in_latin, spellings
from index.answering.layout import VALUE, Layout, in_fields
from index.answering.spelling import LIKELIER, ONE, SHORTEST_TYPO, Spelling
from index.article import Correction
from index.engine import Engine
from index.lexicon import Lexicon
from index.query import expand
from index.query.alike import in_other_letters
from index.query.fields import PEOPLE
from index.query.tree import All, Phrase, Word
from index.tokens import Token, forms, tokens

Reason = Literal["layout", "translit", "spaces", "typo"]
Mend = Callable[[str], str | None]
Way = tuple[Reason, Callable[[], str]]

LETTER_KEY = re.compile(r"[,.;\]`](?=[a-z])")
"""Signs that no word begins with, but that are letters on Russian keys: «,tp» is «без» though there may be a «tp»."""
EXCLUDED = re.compile(r"[-=][^\W_]")

PERSON = in_fields(PEOPLE)
QUOTED = re.compile(r"[\"„“”«][^\"„“”«»]*[\"“”»]")

LIKELY = 0.005
"""Of all articles, those with a short word that was likelier typed in another layout than the one that stands there."""
FEW = 10
"""Articles that are next to none: a query that finds so many, or a word of it, may be mistaken."""


class Attempt(NamedTuple):
    """A query that may have been meant, with the least number of articles that it must find. It is not `sure` where a
    word of it may be right as typed."""

    correction: Correction
    least: int
    sure: bool


class Mistakes:
    """Corrections of one query by the words of one archive."""

    def __init__(self, text: str, engine: Engine, lexicon: Lexicon, found: int) -> None:
        """The corrections of a query that finds so many articles as typed."""
        self.text = text
        self.engine = engine
        self.lexicon = lexicon
        self.found = found
        people = frozenset(form for match in PERSON.finditer(text) for form in forms(match.group()))
        self.layout = Layout(text, self.known)
        self.spelling = Spelling(engine, lexicon, found, people)

    def attempts(self) -> Iterator[Attempt]:
        """The queries that may have been meant, the likeliest first; at the end those that are not sure."""
        tried = {self.text}
        for sure in (True, False):
            for reason, mend in (*self.of_signs(sure), *self.of_words(sure)):
                if (query := mend()) not in tried:
                    tried.add(query)
                    # another spelling of a designation finds what was meant, as that does itself
                    least = self.found + 1 if mend == self.designated else max(1, LIKELIER * self.found)
                    yield Attempt(Correction(query, reason, self.text), least, sure)

    def of_signs(self, sure: bool) -> tuple[Way, ...]:
        """The ways to mend the query run by run."""
        designations: tuple[Way, ...] = (("spaces", self.designated), ("translit", self.designated_in_latin))
        layouts = (self.layout.whole, self.layout.unknown, self.layout.with_numbers)
        return (
            *(designations if sure else (("translit", self.designated_as_it_looks),)),
            *(
                ("layout", lambda relaid=relaid: self.in_another_layout(relaid() or self.text, sure))
                for relaid in layouts
            ),
        )

    def in_another_layout(self, query: str, sure: bool) -> str:
        """What the query is in another layout; not sure where that is only one short word which may be an abbreviation
        or a name as typed («Шу», «ЕНТ»), and hardly any article has the other («ie»)."""
        turned = [(run, other) for run, other in zip(self.text.split(), query.split(), strict=False) if run != other]
        match turned:
            case [(run, other)] if sure and len(other) < SHORTEST_TYPO and (run.isupper() or languages.is_latin(other)):
                return query if self.count(other) >= LIKELY * self.engine.count(All()) else self.text
        return query

    def of_words(self, sure: bool) -> tuple[Way, ...]:
        """The ways to mend it word by word."""
        return (
            ("translit", lambda: self.mended(self.spelling.transliterated, FEW, sure)),
            ("translit", lambda: self.mended(self.spelling.transliterated, math.inf, sure)),
            ("typo", lambda: self.mended(self.spelling.lightly_misspelt, FEW, sure)),
            ("spaces", lambda: self.mended(self.spelling.parted, ONE, sure)),
            ("spaces", self.closed),
            ("typo", lambda: self.mended(self.spelling.spelt, FEW, sure)),
            ("typo", lambda: self.found_beside(sure)),
        )

    def known(self, run: str) -> bool:
        """Whether the archive has the word of a run; of several, as in «2лем» or «v'q», whether it has them so."""
        return not LETTER_KEY.match(run.lower()) and self.count(run) > 0

    def count(self, run: str, *, exact: bool = False) -> int:
        """Documents with a run, roughly where it is one word; of several, `exact` as they are."""
        words = forms(run)
        if len(words) > 1:
            return self.engine.count(expand(Phrase(tuple(Word(word, exact) for word in words)), self.lexicon))
        return self.spelling.weight(words[0]) if words else 0

    @cached_property
    def excluding(self) -> bool:
        """Whether the query leaves out a word that there isn't, as «-зен» does, which is «өзен» in another layout."""
        return any(not self.known(run[1:]) for run in self.text.split() if EXCLUDED.match(run))

    @cached_property
    def values(self) -> list[tuple[int, int]]:
        return [match.span() for match in VALUE.finditer(self.text)]

    def is_value(self, start: int) -> bool:
        return any(begin <= start < end for begin, end in self.values)

    def designated(self) -> str:
        """The query with each designation that next to no article has in its other spellings too."""
        quoted = [match.span() for match in QUOTED.finditer(self.text)]

        def mend(match: re.Match[str]) -> str:
            run, start = match.group(), match.start()
            if self.is_value(start) or self.marked(start, match.end()) or self.count(run) > FEW:
                return run
            there = [other for other in spellings(run, self.lexicon.begins) if self.count(other)]
            if any(begin < start < end for begin, end in quoted):
                return max(there, key=self.count, default=run)
            found = [*([run] if there and self.count(run) else ()), *there]
            return f"({' | '.join(found)})" if len(found) > 1 else "".join(found) or run

        return DESIGNATION.sub(mend, self.text)

    def designated_in_latin(self) -> str:
        """The query with each designation in Cyrillic letters that no article has in Latin ones."""

        def mend(match: re.Match[str]) -> str:
            run, start = match.group(), match.start()
            if self.is_value(start) or self.marked(start, match.end()) or self.count(run):
                return run
            there = (
                other for other in in_latin(match[1], match[2], self.lexicon.begins) if self.count(other, exact=True)
            )
            return max(there, key=self.count, default=run)

        return IN_CYRILLIC.sub(mend, self.text)

    def designated_as_it_looks(self) -> str:
        """The query with each designation that no article has in the Cyrillic letters that look so: «C-300» as «С-300»,
        which articles may have as «с 300» only."""

        def mend(match: re.Match[str]) -> str:
            run, start = match.group(), match.start()
            if self.is_value(start) or self.marked(start, match.end()) or self.count(run):
                return run
            other = (in_other_letters(run.lower()) or "").upper()
            return other if other and self.count(other, exact=True) else run

        return DESIGNATION.sub(mend, self.text)

    def mended(self, mend: Mend, most: float, sure: bool) -> str:
        """The query with each word mended that at most so many articles have, where that is possible, and sure."""
        parts, end = [], 0
        for token in self.tokens():
            meant = mend(token.form) if self.spelling.weight(token.form) <= most else None
            printed = self.text[token.start : token.end]
            if meant is not None and not (sure and self.spelling.doubtful(token.form, meant, printed)):
                parts += [self.text[end : token.start], printed_as(printed, meant)]
                end = token.end
        return "".join((*parts, self.text[end:]))

    def found_beside(self, sure: bool) -> str:
        """The query with a word of each name and quotation mended that is not found beside the others, and sure."""
        parts, end = [], 0
        for _, _, token, other in self.beside:
            printed = self.text[token.start : token.end]
            if not (sure and may_be_right(token.form, other, printed, self.spelling)):
                parts += [self.text[end : token.start], printed_as(printed, other)]
                end = token.end
        return "".join((*parts, self.text[end:]))

    @cached_property
    def beside(self) -> list[Better]:
        return better(self.text, list(self.tokens()), self.spelling, FEW)

    def tokens(self) -> Iterator[Token]:
        """The words of the query but for those asked for as they are, or by their beginning."""
        for token in tokens(self.text):
            if not self.marked(token.start, token.end) and not self.is_value(token.start):
                yield token

    def marked(self, start: int, end: int) -> bool:
        """Whether a word is asked for as it is, or by its beginning."""
        return self.text[end : end + 1] in ("*", "~") or self.text[:start].endswith("!")

    def closed(self) -> str:
        """«науко град» as «наукоград»: neighbours made one word where the archive has that, but not both of them."""
        words = list(self.tokens())
        for one, other in pairwise(words):
            blank, whole = self.text[one.end : other.start], one.form + other.form
            rarer = min(self.spelling.weight(one.form), self.spelling.weight(other.form))
            if blank.isspace() and self.spelling.weight(whole) and rarer <= ONE:
                return f"{self.text[: one.start]}{whole}{self.text[other.end :]}"
        return self.text


def printed_as(printed: str, other: str) -> str:
    """A word with a capital letter where the one in whose place it stands has one: «Трамп» for «Трмп»."""
    return other[:1].upper() + other[1:] if printed[:1].isupper() and not printed.isupper() else other
