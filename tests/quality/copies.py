"""Are near copies of an article found, and only these?

Real articles are altered as papers alter what they reprint, and an archive of the originals is asked which story the
altered one would get. Every kind of change has its recall; `apart` is the share of articles that stay out of every
story but the one that their own original is of; `told_apart` that of the pairs of which people said that they tell
different stories, and that are not taken for copies.

500 articles of each kind, or `sample`, in an archive of 3,000 (or ten for each).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index import Article, Index
from index.prepare import prepare
from index.stories import Stories
from tests.quality.material import SEED, archive, articles, lines, some, table
from tests.quality.scores import Scores, share

ARTICLES = 3000
ALTERED = 500
A_KIND = 10
LEAD = 40
"""Words of another article put before one."""

Change = Callable[[str, Callable[[], str], random.Random], str]
"""A text altered, with a source of words of other articles."""


def half(text: str, *_: object) -> str:
    """The first half of its words."""
    words = text.split(" ")
    return " ".join(words[: len(words) // 2])


def reordered(text: str, _: object, chance: random.Random) -> str:
    """Its sentences in another order."""
    sentences = re.split(r"(?<=[.!?])\s+|\n", text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def reworded(part: float) -> Change:
    """Some of its words in place of which others stand."""

    def change(text: str, word: Callable[[], str], chance: random.Random) -> str:
        return " ".join(word() if chance.random() < part else own for own in text.split(" "))

    return change


def with_a_lead(text: str, word: Callable[[], str], _: object) -> str:
    """Its text under another beginning."""
    return " ".join(word() for _ in range(LEAD)) + ". " + text


KINDS: dict[str, Change] = {
    "half": half,
    "reordered": reordered,
    "reworded_5": reworded(0.05),
    "reworded_15": reworded(0.15),
    "with_a_lead": with_a_lead,
}


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    scores = Scores()
    real = list(articles(data)[: ARTICLES if sample is None else A_KIND * sample])
    chance = random.Random(SEED)
    vocabulary = [word for article in real[:300] for word in article.body.split()]
    with archive(real) as index:
        kept = 0
        taken = some(real, sample or ALTERED)
        for name, change in KINDS.items():
            found = 0
            for article in taken:
                body = change(article.body, lambda: chance.choice(vocabulary), chance)
                own, given = (
                    index.engine.story(article.id),
                    joined(index, replace(article, id="copy", title="", body=body)),
                )
                found += given == own
                kept += given in (own, None)
                if given != own:
                    scores.missed(f"{name}: {body[:100]!r}")
            scores[name] = share(found, len(taken))
    scores["apart"] = share(kept, len(taken) * len(KINDS))
    scores["told_apart"] = told_apart(data)
    return scores


def joined(index: Index, article: Article) -> int | None:
    """The story that an article would join."""
    return Stories(index.engine, index.engine.get, {}).found(prepare(article))


def told_apart(data: Path) -> float:
    """The share of pairs of different stories that are not taken for copies."""
    folder = data / "ir" / "tgcontest_pairs"
    pairs = [(one, other) for one, other, quality in table(folder / "pairs.tsv") if quality == "BAD"]
    with archive(lines(folder / "docs.jsonl.gz")) as index:
        story = {id: index.engine.story(f"docs/{id}") for pair in pairs for id in pair}
    return share(sum(story[one] != story[other] for one, other in pairs), len(pairs))
