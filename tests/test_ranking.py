"""What comes first, on both engines: weights of fields and forms, closeness, the recent; one order however built."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import Article, Index, Search
from index.answering.order import Preference, place, settled
from index.article import Sort
from index.engines import ENGINES
from index.keeping.rebuild import rebuilt
from index.weights import HALF_LIFE, RECENT, RERANKED

Built = Callable[..., Index]
REST = "Погода в городе ясная, дороги сухие, вечером обещают ветер."


@pytest.fixture(params=ENGINES)
def built(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Built]:
    """Makes an archive of some batches of articles, each committed on its own."""
    made: list[Index] = []

    def build(*batches: list[Article]) -> Index:
        made.append(Index.create(tmp_path / str(len(made)), request.param))
        for batch in batches:
            with made[-1].write() as writer:
                for article in batch:
                    writer.put(article)
        return made[-1]

    yield build
    for index in made:
        index.engine.close()


def ids(index: Index, text: str, sort: Sort = "relevance", limit: int = 100) -> list[str]:
    return [
        hit.article.id
        for hit in index.search(Search(text=text, sort=sort, limit=limit, as_typed=True, fold=False)).hits
    ]


def test_of_many_equals_the_newest_come_first(built: Built) -> None:
    """Also where they are more than are put in order anew by their scores; pages go on where the one before ended."""
    days = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(RERANKED + 60)]
    articles = [Article(id=f"{day:%m%d}", title="Сталь", body=REST, published=day.isoformat()) for day in days]
    index = built(articles[:130], articles[130:])
    newest = [article.id for article in reversed(articles)]
    assert ids(index, "стал*", limit=3) == newest[:3]
    pages = [index.search(Search(text="стал*", offset=at, limit=30, fold=False)).hits for at in range(0, 260, 30)]
    assert [hit.article.id for hits in pages for hit in hits] == newest


FIRST = [
    # query, what comes first, what comes after it
    ("наукоград", Article(body=f"Наукоград. {REST}"), Article(body=f"Наукограда. {REST}")),
    ("наукоград", Article(title="Наукоград", body=REST), Article(title="Погода", body=f"Наукоград. {REST}")),
    ("наукоград", Article(lead="Наукоград", body=REST), Article(lead="Погода", body=f"Наукоград. {REST}")),
    ("новый мост", Article(body=f"Новый мост. {REST} Улица."), Article(body=f"Новый. {REST} Улица. Мост.")),
    ("новый мост", Article(title="Новый мост", body=REST), Article(title="Мост, новый вид", body=REST)),
    ("новый мост", Article(title="Новый мост", body=REST), Article(title="Вести", body=f"Новый мост. {REST}")),
]


@pytest.mark.parametrize(("text", "better", "worse"), FIRST)
def test_what_comes_first(built: Built, text: str, better: Article, worse: Article) -> None:
    others = [Article(id=f"other{n}", title="Вести", lead="Вести дня", body=REST) for n in range(20)]
    index = built([replace(worse, id="worse"), *others, replace(better, id="better")])
    assert ids(index, text) == ["better", "worse"]


def test_a_rare_case_ending_makes_no_word_rarer(built: Built) -> None:
    often = [Article(id=f"often{n}", body=f"Мост. {REST}") for n in range(40)]
    index = built([*often, Article(id="rare", body=f"Мостом. {REST}")])
    assert ids(index, "мост")[-1] == "rare"


NOW = datetime(2025, 10, 1, tzinfo=UTC)


def dated(id: str, days: float, body: str = REST) -> Article:
    """An article so many days before the newest one."""
    return Article(id=id, body=body, published=(NOW - timedelta(days=days)).isoformat())


def test_the_recent_is_mildly_preferred(built: Built) -> None:
    better = f"Погода, погода! {REST}"
    index = built([dated("old", 3000), dated("year", HALF_LIFE), dated("new", 0), dated("better", 3000, better)])
    assert ids(index, "погода") == ["better", "new", "year", "old"]
    scores = {hit.article.id: hit.score for hit in index.search(Search(text="погода", fold=False)).hits}
    assert scores["new"] / scores["old"] == pytest.approx(1 + RECENT, rel=0.01)
    assert scores["year"] / scores["old"] == pytest.approx(1 + RECENT / 2, rel=0.01)


def test_the_preference_can_be_switched_off(built: Built) -> None:
    folder = built([dated("old", 3000), dated("new", 0)]).archive.folder
    scores = [hit.score for hit in Index(folder, recent=0).search(Search(text="погода", fold=False)).hits]
    assert scores[0] == scores[1]


def test_an_article_of_a_day_to_come_is_as_recent_as_today() -> None:
    now = int(datetime.now(UTC).timestamp())
    newest = [place(now, "а"), place(now + 10**8, "б"), place(None, "в")]
    assert [
        round(score, 3)
        for score, _ in sorted(settled([1.0] * 3, newest, Preference(newest[1], 0.1)), key=lambda s: s[1])
    ] == [
        1.1,
        1.1,
        1.0,
    ]


def test_the_order_does_not_depend_on_how_an_index_has_grown(built: Built) -> None:
    """Equal texts, equal dates, no dates: one order, whatever the batches, after a change and after a rebuild."""
    chance = random.Random(1)
    days = [None, "2025-10-01", "2025-10-02"]
    some = [
        Article(
            id=str(n), title=f"Весть {n % 3}", body=REST, published=chance.choice(days), views=chance.choice([None, 1])
        )
        for n in range(60)
    ]
    whole = built(some)
    grown = chance.sample(some, len(some))
    batches = built(grown[:20], grown[20:25], [replace(some[0], body="Другое"), *grown[25:]], some[:1])
    for text in ("погода", "весть 1", "пог*", '"погода в городе"', ""):
        for sort in ("relevance", "date", "oldest", "views"):
            order = ids(whole, text, sort)
            assert ids(batches, text, sort) == order
            assert ids(whole, text, sort, limit=7) == order[:7]
            assert [article.id for article in whole.scan(Search(text=text, sort=sort))] == order
    before = {sort: ids(batches, "погода", sort) for sort in ("relevance", "date", "oldest", "views")}
    rebuilt(batches.archive)
    batches.refresh()
    assert {sort: ids(batches, "погода", sort) for sort in before} == before
