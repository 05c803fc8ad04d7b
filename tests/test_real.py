"""On real articles, where they are at hand: the engines agree, and the seed page is found by its article alone."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Index, Search
from index.engines import ENGINES
from index.tokens import forms
from indexer import ingest

DATA = Path(os.environ.get("PODSHIVKA_DATA") or Path(__file__).parents[2] / "shared" / "data")
ARTICLES = int(os.environ.get("PODSHIVKA_REAL_ARTICLES", "1500"))
QUERIES = int(os.environ.get("PODSHIVKA_REAL_QUERIES", "100"))

pytestmark = [pytest.mark.real, pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data in {DATA}")]


def articles() -> Iterator[Article]:
    """Long and short, dated and undated, in turns from every file."""

    def of(path: Path) -> Iterator[Article]:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for data in map(json.loads, lines):
                yield Article(
                    id=data["id"],
                    title=data["title"] or "",
                    body=data["text"] or "",
                    published=data["date"],
                    source=data["source"],
                    section=data["section"],
                    lang=data["lang"],
                )

    readers = [of(path) for path in sorted((DATA / "articles").glob("*.jsonl.gz"))]
    return (found for turn in itertools.zip_longest(*readers) for found in turn if found)


def question(random: random.Random, texts: list[list[str]]) -> str:
    """A query of one kind or another with words that stand together in some article."""
    text = random.choice(texts)
    at = random.randrange(len(text) - 3)
    one, two, three, other = *text[at : at + 3], random.choice(random.choice(texts))
    return random.choice(
        [
            one,
            f"{one} {three}",
            f"!{one}",
            f'"{one} {two} {three}"',
            f'"{one} * {three}"',
            f'!"{one} {two}"',
            f"{one} /{random.randint(1, 4)} {other}",
            f"{three} /2 {one}",
            f"{one} | {other}",
            f"{one} -{other}",
            f"{one[:4]}* {two}" if len(one) > 3 else two,
            f"заголовок:{one} | текст:({two} {three})",
            f"{one} дата:{random.randint(2008, 2026)}",
            f"({one} | {two}) -({other} | источник:lenta.ru)",
        ]
    )


def test_the_engines_find_the_same(tmp_path: Path) -> None:
    some = list(itertools.islice(articles(), ARTICLES))
    indexes = []
    for engine in ENGINES:
        index = Index.create(tmp_path / engine, engine)
        with index.write() as writer:
            for article in some:
                writer.put(article)
        indexes.append(index)
    texts = [words for article in some if len(words := forms(article.body)) > 4]
    chance = random.Random(7)
    for _ in range(QUERIES):
        text = question(chance, texts)
        answers = [index.search(Search(text=text, limit=len(some), fold=False)) for index in indexes]
        ids = [{hit.article.id for hit in answer.hits} for answer in answers]
        assert ids[0] == ids[1], text
        assert answers[0].total == len(ids[0])
        assert answers[0].facets == answers[1].facets and answers[0].timeline == answers[1].timeline
        assert all(any(piece.match for pieces in hit.fragments for piece in pieces) for hit in answers[0].hits), text


SEED = [
    ("наукограды", 1),
    ("наукоградом", 1),
    ("Бектеновым", 1),
    ("Бектенов", 1),
    ("Олжаса Бектенова", 1),
    ('"развитию науки"', 1),
    ("“научных институтов”", 1),
    ("!наукоградов", 1),
    ("обогащение /3 металлургия", 1),
    ("дзюдо", 0),
    ("уголь", 0),
    ("посол", 0),
    ("year", 0),
    ("!наукограду", 0),
]


def test_the_seed_page(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "seed")
    assert ingest([DATA / "seed" / "kazpravda-naukograd.txt"], index).added == 1
    for text, total in SEED:
        assert index.search(Search(text=text)).total == total, text
    (article,) = index.scan(Search())
    assert article.title == "Бектенов поручил разработать Концепцию создания наукоградов"
    assert article.views == 3407
    assert article.lead.startswith("На заседании правительства") and article.lead.endswith("Кабмина")
    assert article.source == "Kazpravda.kz"
    assert article.body.startswith("Дано поручение") and article.body.endswith("прозрачности всех процессов.")
