"""Read also: articles on the same story or theme, by the words that make an article special."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.article import Article
from index.engine import Engine
from index.languages import Seen
from index.lexicon import Lexicon
from index.query import expand
from index.query.tree import TEXT_FIELDS, All, Boost, Prefer, Some, Word
from index.tokens import forms
from index.vocabulary import Words
from index.weights import FIELDS

# Measured by `python -m tests.quality related`: of pairs that tell one story the other is found, and lists stay short.
WORDS = 10
"""Words that an article is known by; with 16 no more is found, and more that is like it by chance."""
LEAST = 3
"""How many of them another article must have."""
HALF = 0.3
"""How much more those count that have half of them (without it the other report is first in 82.0 instead of 84.4 of
100, and other stories are kept apart in 62.5 instead of 66.7)."""
CANDIDATES = 24
"""Forms that are looked at more closely: several of them are mostly of one word."""
NAME = 1.5
"""How much a form counts that is capitalised inside a sentence, beside others."""
RARE = 6
"""Articles below which a word gets no more special: it is there too seldom to lead anywhere."""
LIKE = 0.25
"""The least score of what is related, beside the article's own: below it stand those that share a turn of speech."""
MORE = 3
"""So many times more hits are asked for than shown, as copies of the article itself are among them."""


@dataclass(frozen=True, slots=True)
class Special:
    """A word of an article with all its forms: how much it tells, and how much of that is its rarity."""

    word: Word
    weight: float
    idf: float


def related(article: Article, engine: Engine, lexicon: Lexicon, limit: int = 6) -> tuple[Article, ...]:
    """The articles most like this one, those in its language first; none of its copies, one of each story. Nothing at
    all where nothing is like it."""
    words = special(article, engine, lexicon)
    if len(words) < LEAST:
        return ()
    each = tuple(Boost(one.word, one.weight / one.idf) for one in words)  # BM25 multiplies by idf
    half = Boost(Some(each, max(LEAST, round(len(words) / 2))), HALF)
    story = engine.story(article.id)
    hits = engine.search(Prefer(Some(each, LEAST), (half,)), limit=MORE * limit, fold=True).hits
    itself = max((hit.score for hit in hits if hit.story == story), default=math.inf)
    like = [hit.article for hit in hits if hit.story != story and hit.score >= LIKE * itself][:limit]
    return tuple(sorted(like, key=lambda other: other.lang != article.lang))


def special(article: Article, engine: Engine, lexicon: Lexicon) -> list[Special]:
    """The words that tell most about an article: often in it, in its title, rarely in the archive (tf-idf); not those
    that no other article has."""
    articles = engine.count(All())
    counts = weighed(article)
    rarity = idf(engine.frequencies(counts), articles)
    best = sorted(counts, key=lambda form: -math.log1p(counts[form]) * rarity[form])[:CANDIDATES]
    words = apart(expanded for form in best if isinstance(expanded := expand(Word(form), lexicon), Word))
    spread = engine.frequencies({form for word in words for form in word.forms})
    own = Counter(form for field in TEXT_FIELDS for form in set(forms(getattr(article, field))))
    totals = {word: sum(spread[form] for form in word.forms) for word in words}
    shared = {word.text: total for word, total in totals.items() if total > sum(own[form] for form in word.forms)}
    rarity = idf(shared, articles)
    weights = {word: math.log1p(sum(counts.get(form, 0.0) for form in word.forms)) for word in words}
    found = [
        Special(word, weights[word] * rarity[word.text], rarity[word.text]) for word in words if word.text in shared
    ]
    return sorted(found, key=lambda one: -one.weight)[:WORDS]


def weighed(article: Article) -> dict[str, float]:
    """The forms of an article, those of its title and its names counting more; numbers and the shortest left out."""
    counts: dict[str, float] = {}
    for field in TEXT_FIELDS:
        known = Words(Seen.RUSSIAN)
        text = known.of(getattr(article, field))
        seen = known.news()
        for form in text:
            if len(form) > 2 and not form[0].isdigit():
                name = NAME if seen[form] & Seen.CAPITAL else 1.0
                counts[form] = counts.get(form, 0.0) + FIELDS[field] * name
    return counts


def apart(words: Iterable[Word]) -> list[Word]:
    """The words, without those that an earlier one has the form of."""
    found: dict[str, Word] = {}
    for word in words:
        if word.text not in found:
            found |= dict.fromkeys((word.text, *word.forms), word)
    return list(dict.fromkeys(found.values()))


def idf(counts: dict[str, int], articles: int) -> dict[str, float]:
    """BM25's inverse document frequency (Robertson and Sparck Jones, as Lucene has it), bounded for what is rare."""
    bounded = {form: min(max(count, RARE), articles) for form, count in counts.items()}
    return {form: math.log(1 + (articles - count + 0.5) / (count + 0.5)) for form, count in bounded.items()}
