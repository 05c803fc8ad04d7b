"""The contract of the engines: each finds exactly what the plain reading finds, on any texts and any trees."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import FACETS, Article, Sort
from index.engine import Engine
from index.engines import ENGINES, open_engine
from index.prepare import prepare
from index.query.tree import All, And, Between, Boost, Is, Near, Not, Or, Phrase, Prefer, Prefix, Query, Some, Word
from tests.plain import counted, days, first_of_stories, found, months

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
            section=draw(st.sampled_from((None, "Ёлки", "ёлки", "елки", "ЕЛКИ", "Ель"))),
            author=draw(st.sampled_from((None, "И. Иванов, П. Петров", "П. Петров"))),
            tags=tuple(draw(st.lists(st.sampled_from(("наука", "спорт", "Наука", "СПОРТ")), max_size=3, unique=True))),
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


Fresh = Callable[[], AbstractContextManager[Engine]]
"""Opens an engine without documents, which is gone when it is closed."""


@pytest.fixture(params=ENGINES, scope="module")
def fresh(request: pytest.FixtureRequest) -> Fresh:
    @contextmanager
    def opened() -> Iterator[Engine]:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(open_engine(request.param, Path(folder), create=True)) as engine,
        ):
            yield engine

    return opened


@pytest.fixture
def engine(fresh: Fresh) -> Iterator[Engine]:
    with fresh() as opened:
        yield opened


def story_of(article: Article) -> int:
    """Any of a few stories: here what a text says has nothing to do with it."""
    return sum(map(ord, article.title + article.body)) % 4


def filled(engine: Engine, some: list[Article]) -> Engine:
    with engine.write() as writer:
        for article in some:
            writer.put(prepare(article).document._replace(story=story_of(article)))
    return engine


def agrees(engine: Engine, tree: Query, some: list[Article]) -> None:
    """The engine's whole answer is that of the plain reading, in every order."""
    right = found(tree, some)
    everything = engine.search(tree, limit=100, facets=(*FACETS, "timeline"))
    assert {hit.article.id for hit in everything.hits} == {article.id for article in right}
    assert everything.total == len(right) == len(everything.hits)
    assert everything.facets == counted(right, some)
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
    for sort in ("relevance", "date", "oldest", "views"):
        folds(engine, tree, sort, some)


def counts_words(engine: Engine, some: list[Article]) -> None:
    """The words that begin so, of one field, with the number of articles that have each."""
    for field, prefix in (("title", "а"), ("body", "аб"), ("lead", "ж")):
        words = Counter(form for article in some for form in {*getattr(article, field).split()})
        begun = sorted((-count, form) for form, count in words.items() if form.startswith(prefix))
        assert engine.starting(prefix, field, 2) == {form: -count for count, form in begun[:2]}


def folds(engine: Engine, tree: Query, sort: Sort, some: list[Article]) -> None:
    """Folded hits are the first of each story among the unfolded ones, on each page, and change nothing else."""
    hits = engine.search(tree, sort=sort, limit=100).hits
    assert all(hit.story == story_of(hit.article) for hit in hits)
    rows = first_of_stories(hits)
    for offset in range(0, len(rows) + 2, 2):
        page = engine.search(tree, sort=sort, fold=True, offset=offset, limit=2, facets=FACETS)
        assert [hit.article.id for hit in page.hits] == [hit.article.id for hit in rows[offset : offset + 2]]
        assert (page.total, page.rows) == (len(hits), len(rows))
        assert page.facets == counted((hit.article for hit in hits), some)


def test_stories_are_those_with_several_articles(engine: Engine) -> None:
    days = {"a": "2024-01-15", "b": None, "c": "2023-12-31", "d": "2025-10-01", "e": "2025-10-01"}
    stories = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}
    with engine.write() as writer:
        for id, day in days.items():
            writer.put(prepare(Article(id=id, published=day)).document._replace(story=stories[id]))
    found = engine.stories([1, 2, 3, 4], most=2)
    assert {number: (story.total, [article.id for article in story.articles]) for number, story in found.items()} == {
        1: (3, ["c", "a"])
    }
    assert [engine.story(id) for id in "ade"] == [1, 2, 3]
    assert engine.story("x") is None
    assert engine.counts("story", ["1", "2", "9"]) == {"1": 3, "2": 1, "9": 0}


def test_articles_with_marks_in_common(engine: Engine) -> None:
    marks = {"a": "1 2 3", "b": "2 3 4 5", "c": "5", "d": ""}
    dates = {"a": "2024-01-15", "b": "2023-12-31", "c": None, "d": None}
    with engine.write() as writer:
        for id, some in marks.items():
            marked = tuple(some.split())
            writer.put(
                prepare(Article(id=id, published=dates[id])).document._replace(marks=marked, shingles=16 * len(marked))
            )

    def alike(
        some: str,
        least: int,
        limit: int = 9,
        sizes: int = 64,
        days: tuple[int | None, ...] = (20240115, 20231231, None),
    ) -> list[str]:
        found = engine.alike(
            some.split(), least, lambda common, size, day: size <= sizes * common and day in days, limit
        )
        assert all(engine.story(id) == story for id, story in found)
        return [id for id, _ in found]

    assert alike("2 3 5 7", 1) in (["b", "a", "c"], ["b", "c", "a"])
    assert alike("2 3 5 7", 2) == ["b", "a"]
    assert alike("2 3 5 7", 2, 1) == ["b"]
    assert alike("2 3 5 7", 4) == alike("7", 1) == []
    assert alike("2 3 5 7", 1, sizes=16) == ["c"]
    assert alike("2 3 5 7", 1, sizes=24) in (["a", "b", "c"], ["b", "a", "c"])
    assert alike("2 3 5 7", 1, days=(20240115,)) == ["a"]
    assert alike("2 3 5 7", 1, days=(None,)) == ["c"]
    assert engine.marked(["2", "5", "7"]) == {"2": 2, "5": 2, "7": 0}


def test_deep_pages_of_folded_hits(engine: Engine) -> None:
    """Many copies come before the first row of a page: more hits are looked through than were asked for."""
    with engine.write() as writer:
        for number in range(400):
            article = Article(id=str(number), title="а", published=f"{2400 - number}-01-01")
            writer.put(prepare(article).document._replace(story=max(0, number - 380)))
    for offset, ids in ((0, "0 381 382"), (3, "383 384 385"), (18, "398 399"), (30, "")):
        page = engine.search(Word("а", forms=("а",)), sort="date", fold=True, offset=offset, limit=3)
        assert [hit.article.id for hit in page.hits] == ids.split()
        assert (page.total, page.rows) == (400, 20)


def holds(fresh: Fresh, some: list[Article], trees: list[Query]) -> None:
    """An engine with these articles finds what the plain reading finds."""
    with fresh() as engine:
        filled(engine, some)
        for tree in trees:
            agrees(engine, tree, some)
        counts_words(engine, some)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(some=articles(), trees=st.lists(TREES, min_size=1, max_size=30))
def test_finds_what_the_plain_reading_finds(fresh: Fresh, some: list[Article], trees: list[Query]) -> None:
    holds(fresh, some, trees)


def test_counts_of_thousands_of_values(engine: Engine) -> None:
    """Of values that are spread over several segments, and of equals around the last place, the right ones are told."""
    chance = random.Random(3)
    tags = [f"{one}{two} {number}" for number in range(60) for one in "абвгд" for two in "еэжзи"]
    some = [
        Article(
            id=str(number),
            title="а" if number % 3 else "б",
            tags=tuple({tags[int(len(tags) * chance.random() ** 2)] for _ in range(12)}),
        )
        for number in range(700)
    ]
    for start in range(0, len(some), 100):
        filled(engine, some[start : start + 100])
    for title in "аб":
        tree = Word(title, field="title", forms=(title,))
        assert engine.search(tree, facets=("tag",)).facets["tag"] == counted(found(tree, some), some)["tag"]
    for least in (0, 400, 650, 690):  # so few articles that most of their values are equals
        with engine.write() as writer:
            for article in some[:least]:
                writer.delete(article.id)
        assert engine.search(All(), facets=("tag",)).facets["tag"] == counted(some[least:], some)["tag"]


def test_a_phrase_of_hundreds_of_forms(engine: Engine) -> None:
    """More than one pattern of an engine can hold, on either side."""
    many = tuple(f"продолжительное{one}{two}" for one in "абвгдежзик" for two in "абвгдежзиклмнопрстуфхцчшщэюяьы")
    some = [Article(id=str(number), body=f"а {form} б {form}") for number, form in enumerate(many)]
    some.append(Article(id="other", body="а в"))
    filled(engine, some)
    one, other = Word("а", forms=("а", "в")), Word("п", forms=many)
    for tree in (Phrase((one, other)), Phrase((other, None, other)), Near(other, Word("б", forms=("б",)), 1)):
        found_ids = {hit.article.id for hit in engine.search(tree, limit=400).hits}
        assert found_ids == {article.id for article in found(tree, some)}
        assert len(found_ids) == len(many)


def spoken(text: str) -> Word:
    return Word(text, forms=(text, f"{text}а"))


def test_a_phrase_far_from_a_word_or_a_phrase(engine: Engine) -> None:
    """At distances that are too many to be asked for one by one."""
    gaps = range(0, 60, 6)
    some = [
        Article(id=f"{place} {gap}", title=f"в{' и' * gap} г", body=text.replace("...", "и " * gap), lang="ru")
        for gap in gaps
        for place, text in (("before", "и аб в ... г и"), ("after", "г ... аба в"), ("apart", "аб и в ... га"))
    ]
    filled(engine, some)
    phrase = Phrase((spoken("аб"), spoken("в")))
    other, gapped = Phrase((spoken("г"), spoken("и"))), Phrase((spoken("аб"), None, spoken("в")))
    trees = [
        Near(left, right, distance, field)
        for left, right in ((phrase, spoken("г")), (spoken("г"), phrase), (gapped, spoken("г")), (phrase, other))
        for distance in (11, 50)
        for field in (None, "title")
    ]
    for tree in trees:
        agrees(engine, tree, some)
    assert len(found(trees[-2], some)) > 5


def test_long_phrases_near_each_other(engine: Engine) -> None:
    """Phrases of more words than those whose distance is looked at."""
    long, other = "абвгде", "жзиклм"
    texts = [
        (*long, *"н" * gap, *other) if first else (*other, *"н" * gap, *long)
        for gap in (0, 2, 9, 30)
        for first in (0, 1)
    ]
    texts += [(*long[1:], *other), (*long, "н", *other[:-1]), (*long, *"н" * 60, *other), (*long, *long, *other)]
    some = [Article(id=str(number), title="н", body=" ".join(text), lang="ru") for number, text in enumerate(texts)]
    filled(engine, some)
    left, right = Phrase(tuple(map(spoken, long))), Phrase(tuple(map(spoken, other)))
    for distance in (1, 3, 10, 11, 50):
        for tree in (Near(left, right, distance), Near(right, left, distance), Near(left, left, distance)):
            agrees(engine, tree, some)
