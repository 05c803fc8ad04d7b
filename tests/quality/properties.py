"""Do the properties of a search hold that no user should have to think of? Random queries over 2,000 real articles.

A query is a run of two or three words of three Cyrillic letters and more, as printed in some article, or one of its
words. Each value is the share of 500 queries (or `sample`) for which the property holds.

Harmless changes, after which total and first ten hits must be the same, in the same order:
- `quotes`: a phrase in "...", «...», “...”, „...“; `case`: lower, upper, title case; `nfd`: the run decomposed;
- `yo`: ё for every е; `spaces`: no-break spaces between the words.

- `layout`: a word of the archive typed on English keys is answered as the word itself, and typed back is that again;
- `cases`: all printed forms of a word that are forms of nothing else find the same articles.

What is found:
- `itself`: run and phrase find the article they were taken from;
- `exact_within`: what `!"a b"` finds, `"a b"` does; `phrase_within`: what the phrase finds, all of the words do;
- `near_within`: what `a /n b` finds, `a /n+1 b` does (n up to 6);
- `marked`: each of the first ten hits has a mark; `marks_match`: each mark is made of forms that the query asks for;
- `timeline`: its sum is the number of dated articles found; `scan`: an export has as many articles as the total says.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NamedTuple

from index import Article, Index, Results, Search
from index.answering.question import tree_of
from index.keyboard import TO_ENGLISH, relaid
from index.query.tree import Word
from index.tokens import forms
from tests.quality.material import SEED, archive, articles
from tests.quality.scores import Scores, share

ARTICLES = 2000
QUERIES = 500
A_QUERY = 20
RUN = re.compile(r"(?<![\w-])[А-Яа-яЁё]{3,}(?: [А-Яа-яЁё]{3,}){1,2}(?![\w-])")
OPERATORS = frozenset({"или", "and", "not"})


class Case(NamedTuple):
    """A run of words, the article it was taken from, and a distance for `near`."""

    run: str
    article: Article
    distance: int

    @property
    def first(self) -> str:
        return self.run.split()[0]

    @property
    def last(self) -> str:
        return self.run.split()[-1]


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    some = articles(data)[: ARTICLES if sample is None else min(ARTICLES, A_QUERY * sample)]
    scores = Scores()
    with archive(some) as index:
        for name, holds in PROPERTIES.items():
            right = 0
            drawn = drawn_cases(random.Random(f"{SEED} {name}"), some, sample or QUERIES)
            for case in drawn:
                held = holds(index, case)
                right += held
                if not held:
                    scores.missed(f"{name}: «{case.run}» /{case.distance} of {case.article.id}")
            scores[name] = share(right, len(drawn))
    return scores


def drawn_cases(chance: random.Random, some: tuple[Article, ...], count: int) -> list[Case]:
    """Runs of random articles."""
    found: list[Case] = []
    while len(found) < count:
        article = chance.choice(some)
        runs = [run for run in RUN.findall(article.body) if OPERATORS.isdisjoint(run.lower().split())]
        if runs:
            found.append(Case(chance.choice(runs), article, chance.randint(1, 6)))
    return found


def answer(index: Index, text: str, *, facets: bool = False) -> Results:
    return index.search(Search(text=text, limit=10, facets=facets))


def same(index: Index, *texts: str) -> bool:
    """Whether all of the queries have one answer."""
    answers = {
        (found.total, tuple(hit.article.id for hit in found.hits)) for found in (answer(index, t) for t in texts)
    }
    return len(answers) == 1


def found(index: Index, text: str) -> set[str]:
    """The ids of all articles that a query finds."""
    return {article.id for article in index.scan(Search(text=text))}


def quotes(index: Index, case: Case) -> bool:
    return same(index, *(mark.format(case.run) for mark in ('"{}"', "«{}»", "“{}”", "„{}“")))


def capitals(index: Index, case: Case) -> bool:
    return same(index, case.run, case.run.lower(), case.run.upper(), case.run.title())


def decomposed(index: Index, case: Case) -> bool:
    return same(index, *(unicodedata.normalize(form, case.run) for form in ("NFC", "NFD")))


def yo(index: Index, case: Case) -> bool:
    return same(index, case.run, case.run.replace("е", "ё"), case.run.replace("ё", "е"))


def spaces(index: Index, case: Case) -> bool:
    return same(index, case.run, case.run.replace(" ", "\u00a0"))


def layout(index: Index, case: Case) -> bool:
    """In the archive's own words, so that the layout is the only mistake; by its correction, where it was mended."""
    word = case.last.lower().replace("ё", "е")
    there = word.translate(TO_ENGLISH)
    return word in relaid(there) and same(index, word, there)


def cases(index: Index, case: Case) -> bool:
    query_readings = index.lexicon.languages.query_readings
    word = case.last.lower().replace("ё", "е")
    own = query_readings(word)
    alike = [form for form in index.lexicon.forms(own) if query_readings(form) == own]
    return len({frozenset(found(index, form)) for form in alike}) <= 1


def itself(index: Index, case: Case) -> bool:
    return all(case.article.id in found(index, text) for text in (case.run, f'"{case.run}"', f'!"{case.run}"'))


def exact_within(index: Index, case: Case) -> bool:
    return found(index, f'!"{case.run}"') <= found(index, f'"{case.run}"') and (
        found(index, f"!{case.first}") <= found(index, case.first)
    )


def phrase_within(index: Index, case: Case) -> bool:
    return found(index, f'"{case.run}"') <= found(index, case.run)


def near_within(index: Index, case: Case) -> bool:
    nearer, farther = (f"{case.first} /{n} {case.last}" for n in (case.distance, case.distance + 1))
    return found(index, nearer) <= found(index, farther)


def marked(index: Index, case: Case) -> bool:
    return all(list(marks(results)) for results in each_hit(index, case))


def marks_match(index: Index, case: Case) -> bool:
    for text in (case.run, f'"{case.run}"'):
        asked = set(words(tree_of(Search(text=text), text, index.lexicon)))
        results = answer(index, text)
        if getattr(results, "partial", None) is None and getattr(results, "correction", None) is None:
            inside = [form for mark in marks(results) for form in forms(mark)]
            if not asked.issuperset(inside):
                return False
    return True


def timeline(index: Index, case: Case) -> bool:
    dated = sum(article.published is not None for article in index.scan(Search(text=case.first)))
    return sum(count for _, count in answer(index, case.first, facets=True).timeline) == dated


def scan(index: Index, case: Case) -> bool:
    return all(
        sum(1 for _ in index.scan(Search(text=text))) == answer(index, text).total for text in (case.run, case.last)
    )


PROPERTIES: dict[str, Callable[[Index, Case], bool]] = {
    "quotes": quotes,
    "case": capitals,
    "nfd": decomposed,
    "yo": yo,
    "spaces": spaces,
    "layout": layout,
    "cases": cases,
    "itself": itself,
    "exact_within": exact_within,
    "phrase_within": phrase_within,
    "near_within": near_within,
    "marked": marked,
    "marks_match": marks_match,
    "timeline": timeline,
    "scan": scan,
}


def each_hit(index: Index, case: Case) -> Iterator[Results]:
    """The first ten hits of a run and of its phrase, each as an answer of its own."""
    for text in (case.run, f'"{case.run}"', case.last):
        results = answer(index, text)
        yield from (Results(total=1, hits=(hit,)) for hit in results.hits)


def marks(results: Results) -> Iterator[str]:
    """The marked pieces of titles and fragments."""
    for hit in results.hits:
        for pieces in (hit.title, *hit.fragments):
            yield from (piece.text for piece in pieces if piece.match)


def words(node: object) -> Iterator[str]:
    """The forms of every word of an expanded tree."""
    if isinstance(node, Word):
        yield from node.forms
    elif isinstance(node, tuple):
        for item in node:
            yield from words(item)
    elif is_dataclass(node):
        for field in fields(node):
            yield from words(getattr(node, field.name))
