"""The articles nearest to a question that none, or hardly any, answers whole: those with the most and rarest words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.opening import Told, told
from index.answering.question import is_text, items_of, parts, said, texts_of, together, typed
from index.answering.ranking import closeness
from index.article import Partial
from index.engine import Engine
from index.query.tree import All, And, Boost, Near, Or, Phrase, Prefer, Query, Some, Word
from index.weights import ALL_OF_THEM, COMMON, LEAST_PART, MOST_OF_THEM, MOST_PART

FEW = 10
"""Articles with all the words of a headline beside which those with most of them are shown as well."""
HEADLINE = 5
"""Words of a query that is taken for a headline: then another paper's report of the same story is wanted too
(`headlines` own_article with 6: -.1)."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """What to ask instead of a question, and what to say about it; the parts that openings are looked through for.
    Without a tree there is nothing near."""

    tree: Query | None
    partial: Partial
    parts: tuple[Told, ...] = ()


def nearest(tree: Query, found: int, engine: Engine) -> Nearest | None:
    """What comes nearest to a tree that finds so many articles; None where the answer had better stay as it is.

    Where it finds none: articles with a part of its words. Where it finds a few and is plain and as long as a
    headline: these first, then articles with a part of its words.
    """
    texts = texts_of(tree)
    if found and (found >= FEW or not is_headline(texts)):
        return None
    counts = {part: count(part, engine) for part in parts(texts)}
    absent = () if found else tuple(map(said, missing(tree, counts, engine)))
    articles = engine.count(All())
    matched = telling(counts, articles)
    if not absent and len(matched) < 2:
        return None
    partial = Partial(absent, tuple(map(said, matched)), found)
    if not matched:
        return Nearest(None, partial)
    others = [item for item in items_of(tree) if item not in texts]
    asked = together([some_of(matched, tree if found else None), *others])
    return Nearest(asked, partial, told({part: counts[part] for part in matched}, articles))


def some_of(words: Sequence[Query], whole: Query | None) -> Query:
    """Any large enough part of the words; more of them, closer together, or the whole query is better."""
    least, most = (max(1, math.ceil(len(words) * part)) for part in (LEAST_PART, MOST_PART))
    better: list[Query] = [Boost(Some(tuple(words), most), MOST_OF_THEM), *closeness(words)]
    if whole is not None:
        better.append(Boost(whole, ALL_OF_THEM))
    return Prefer(Some(tuple(words), least), tuple(better))


def is_headline(texts: Sequence[Query]) -> bool:
    """Whether a query is a run of many plain words without operators, hardly any of them in quotes."""
    items = [item for text in texts for item in typed(text)]
    words = parts(items)
    plain = all(isinstance(item, Word | Phrase) for item in items)
    exact = any(isinstance(word, Word) and word.exact for word in words)
    return plain and not exact and HEADLINE <= len(words) < 2 * len(items)


def missing(tree: Query, counts: dict[Query, int], engine: Engine) -> list[Query]:
    """What the archive lacks of a tree that finds nothing: words, and phrases and pairs all whose words it has."""
    lacking: list[Query] = []
    for item in texts_of(tree):
        words = [part for part in parts([item]) if not counts[part]]
        if words:
            lacking += words
        elif isinstance(item, Phrase | Near) and (item == tree or not engine.count(item)):
            lacking.append(item)
    return list(dict.fromkeys(lacking))


def lacking(tree: Query, engine: Engine) -> Iterator[Query]:
    """What the archive lacks of the alternatives of a tree that finds something by others: of «Путин | Пуитн»."""
    match tree:
        case And(items):
            for item in items:
                yield from lacking(item, engine)
        case Or(items, "") if not any(isinstance(item, Boost) for item in items):
            for item in filter(is_text, items):
                yield from lacking(item, engine) if count(item, engine) else absent(item, engine)


def absent(item: Query, engine: Engine) -> list[Query]:
    """The words for whose lack an alternative finds nothing; itself where each of them is somewhere."""
    return [part for part in parts(texts_of(item)) if not count(part, engine)] or [item]


def telling(counts: dict[Query, int], articles: int) -> list[Query]:
    """The words that the archive has; without those that too large a part of it has, which tell nothing about which
    article was meant, where two others are left."""
    there = [part for part, count in counts.items() if count]
    rare = [part for part in there if counts[part] <= max(COMMON * articles, FEW)]
    return rare if len(rare) > 1 else there


def count(part: Query, engine: Engine) -> int:
    """Articles with a part of a query; for a word roughly, which is quick."""
    return sum(engine.frequencies(part.forms).values()) if isinstance(part, Word) else engine.count(part)
