"""A word that is not found beside the others of a name or a quotation, as one that is: «Илон Макс» as «Илон Маск»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index import languages
from index.answering.spelling import LIKELIER, ONE, SHORTEST_TYPO, Spelling
from index.errors import SearchError
from index.query import expand, parse
from index.query.expand import kinds
from index.query.fields import PEOPLE
from index.slips import slips
from index.tokens import Token

TOGETHER = re.compile(rf"(?<!!)(?:\b(?:{'|'.join(PEOPLE)}):)?([\"„“”«][^\"„“”«»*!]*[\"“”»])", re.IGNORECASE)
"""Words that are wanted side by side: somebody's name, a quotation."""
PLAIN = re.compile(r"([^\W\d_]+(?:[ -][^\W\d_]+){1,3})")
"""A query of a few words and nothing else, which may be a name: it is read as if it were quoted."""
MOST_WORDS = 5
"""Words of a quotation whose words are tried: each costs some searches."""
MOST_LIKE = 12
"""Words that are tried in place of one, the likest first."""


class Better(NamedTuple):
    """Another word for one of a query's: what a slip from one to the other costs, and articles that have it there."""

    cost: float
    articles: int
    token: Token
    form: str


def better(text: str, words: Sequence[Token], spelling: Spelling, few: int) -> list[Better]:
    """For each name and quotation of a query that at most `few` articles have, the likeliest word in place of one of
    its own with which many more have it. `words` are those of the query that may be misspelt."""
    plain = PLAIN.fullmatch(text)
    found = []
    for match in [plain] if plain else TOGETHER.finditer(text):
        inside = [word for word in words if match.start(1) <= word.start < match.end(1)]
        if 1 < len(inside) <= MOST_WORDS:
            stretch = Stretch(text, match.start(), match.end(), '"' if plain else "", spelling)
            if (own := stretch.articles()) <= few:
                found += sorted((one for word in inside for one in stretch.others(word, own)), key=likelier)[:1]
    return found


def likelier(one: Better) -> tuple[float, int]:
    """The order of what may have been meant, the likeliest first."""
    return one.cost, -one.articles


class Stretch(NamedTuple):
    """A name or quotation of a query, from where to where it stands, and in which quotes it is read."""

    text: str
    start: int
    end: int
    quote: str
    spelling: Spelling

    def articles(self, word: Token | None = None, other: str = "") -> int:
        """How many articles have it, with another word in place of one."""
        start, end = (word.start, word.end) if word else (self.end, self.end)
        asked = f"{self.quote}{self.text[self.start : start]}{other}{self.text[end : self.end]}{self.quote}"
        try:
            return self.spelling.engine.count(expand(parse(asked), self.spelling.lexicon))
        except SearchError:
            return 0

    def others(self, word: Token, own: int) -> Iterator[Better]:
        """The words likest to one of its own with which so many times more articles have it than its `own`."""
        if len(word.form) < SHORTEST_TYPO or not word.form.isalpha():
            return
        least = max(ONE, LIKELIER * own)
        same = kinds(word.form, self.spelling.lexicon)
        likes = [like for like in self.spelling.lexicon.like(word.form) if like not in same]
        there = [like for like in likes if self.spelling.weight(like) > least and self.spelling.suits(word.form, like)]
        costs = sorted((slips(word.form, like), like) for like in there)[:MOST_LIKE]
        best = None
        for cost, like in costs:
            if best is not None and cost > best:
                return
            if (found := self.articles(word, like)) > least:
                best = cost
                yield Better(cost, found, word, like)


def may_be_right(form: str, other: str, printed: str, spelling: Spelling) -> bool:
    """Whether a word may be right beside the others all the same: one that the dictionary has, or another name."""
    return languages.is_only_word(form) or spelling.doubtful(form, other, printed)
