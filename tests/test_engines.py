"""The contract of the engines: each finds exactly what the plain reading finds, on any texts and any trees."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import FACETS, Article
from index.engine import Engine
from index.engines import ENGINES, open_engine
from index.prepare import prepare
from index.query.tree import All, And, Between, Boost, Is, Near, Not, Or, Phrase, Prefer, Prefix, Query, Some, Word
from tests.plain import counted, days, found, months

LETTERS = ("а", "б", "в", "аб", "абв")
FORMS = st.sampled_from(LETTERS)
TEXTS = st.lists(FORMS, max_size=9).map(" ".join)
DAYS = ("2023-12-31", "2024-01-01", "2024-01-15", "2025-10-01", "2025-10-31")
FIELDS = st.sampled_from((None, "title", "lead", "body"))


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    return [
        Article(
            id=str(number),
            title=draw(TEXTS),
            lead=draw(TEXTS),
            body=draw(TEXTS),
            published=draw(st.sampled_from((None, *DAYS))),
            source=draw(st.sampled_from((None, "Газета", "Қазет & Ко"))),
            section=draw(st.sampled_from((None, "Ёлки", "ёлки", "елки"))),
            author=draw(st.sampled_from((None, "И. Иванов, П. Петров", "П. Петров"))),
            tags=tuple(draw(st.lists(st.sampled_from(("наука", "спорт")), max_size=2, unique=True))),
            views=draw(st.sampled_from((None, 0, 5, 700))),
            lang="ru",
        )
        for number in range(draw(st.integers(1, 9)))
    ]


@st.composite
def words(draw: st.DrawFn) -> Word:
    return Word("а", field=draw(FIELDS), forms=tuple(draw(st.lists(FORMS, max_size=3, unique=True))))


@st.composite
def phrases(draw: st.DrawFn) -> Phrase:
    items = draw(st.lists(st.one_of(words(), st.none()), min_size=2, max_size=4))
    return Phrase((draw(words()), *items[1:-1], draw(words())), draw(FIELDS))


SIDES = st.one_of(words(), phrases())
LEAVES: st.SearchStrategy[Query] = st.one_of(
    words(),
    phrases(),
    st.builds(Near, SIDES, SIDES, st.integers(1, 4), FIELDS),
    st.builds(Prefix, st.sampled_from(("а", "аб", "в", "ж")), FIELDS),
    st.sampled_from((Is("source", "газета"), Is("section", "Елки"), Is("author", "п. петров"), Is("tag", "наука"))),
    st.builds(Between, st.just("day"), st.sampled_from((None, 20240101)), st.sampled_from((None, 20250930))),
    st.builds(Between, st.just("views"), st.sampled_from((None, 1, 5)), st.sampled_from((None, 5))),
    st.just(All()),
)
TREES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda some: st.one_of(
        st.lists(some, min_size=1, max_size=3).map(lambda items: And(tuple(items))),
        st.lists(some, max_size=3).map(lambda items: Or(tuple(items))),
        some.map(Not),
        st.lists(some, min_size=1, max_size=4).flatmap(
            lambda items: st.integers(1, len(items)).map(lambda least: Some(tuple(items), least))
        ),
        st.builds(Prefer, some, st.lists(some, max_size=2).map(tuple)),
        some.map(lambda item: Boost(item, 2.0)),
    ),
    max_leaves=5,
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, create=True)
    yield opened
    opened.close()


def filled(engine: Engine, some: list[Article]) -> Engine:
    with engine.write() as writer:
        for article in some:
            writer.put(prepare(article).document)
    return engine


def agrees(engine: Engine, tree: Query, some: list[Article]) -> None:
    """The engine's whole answer is that of the plain reading, in every order."""
    right = found(tree, some)
    everything = engine.search(tree, limit=100, facets=(*FACETS, "timeline"))
    assert {hit.article.id for hit in everything.hits} == {article.id for article in right}
    assert everything.total == len(right) == len(everything.hits)
    assert everything.facets == counted(right)
    assert everything.timeline == months(right)
    assert engine.days(tree) == days(right)
    for sort, key, sign in (("date", "published", -1), ("oldest", "published", 1), ("views", "views", -1)):
        sorted_hits = engine.search(tree, sort=sort, limit=100).hits
        values = [getattr(hit.article, key) for hit in sorted_hits]
        known = sorted((value for value in values if value is not None), reverse=sign < 0)
        assert values == [*known, *([None] * (len(values) - len(known)))]
    assert {article.id for article in engine.scan(tree)} == {article.id for article in right}
    newest = [hit.article.title for hit in engine.search(tree, sort="date", limit=3).hits]
    assert engine.titles(tree, 3) == newest


def counts_words(engine: Engine, some: list[Article]) -> None:
    """The words that begin so, of one field, with the number of articles that have each."""
    for field, prefix in (("title", "а"), ("body", "аб"), ("lead", "ж")):
        words = Counter(form for article in some for form in {*getattr(article, field).split()})
        begun = sorted((-count, form) for form, count in words.items() if form.startswith(prefix))
        assert engine.starting(prefix, field, 2) == {form: -count for count, form in begun[:2]}


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(some=articles(), trees=st.lists(TREES, min_size=1, max_size=30))
def test_finds_what_the_plain_reading_finds(name: str, some: list[Article], trees: list[Query]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(open_engine(name, Path(folder), create=True), some)
        for tree in trees:
            agrees(engine, tree, some)
        counts_words(engine, some)
        engine.close()
