"""A question to its answer, on both engines: what is required, what comes nearest, what comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Index, QueryError, Results, Search
from index.article import Partial
from index.engines import ENGINES

ARTICLES = {
    "мост": Article(
        title="Мост через Ульбу закроют на ремонт до октября",
        body="Движение по мосту остановят в июле.\nГорожанам обещают паром.",
        source="Степной вестник",
    ),
    "паром": Article(
        title="Паром заменит закрытую переправу",
        body="Пока идёт ремонт моста через реку, горожан перевезёт паром. Переправа откроется в октябре.",
        source="Алатау таңы",
    ),
    "школа": Article(title="Школа в Глубоком", body="Новую школу построили у реки. В октябре в ней начнут учиться."),
    "сталь": Article(title="Вывоз растёт", body="Завод вывозит сталь. Экспорт меди упал.", tags=("металл",)),
    "өзен": Article(title="Өзен", body="Қазан айында өзен жағасында жаңа мост салынады."),
    "погода": Article(title="Погода", body="Дождь без града и ветер обещают до конца недели.", source="Ертіс"),
    "іс": Article(title="Сот", body="Сотта 14-і іс қаралды, TP хаттамасы бар."),
}


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("archive") / request.param, request.param)
    with index.write() as writer:
        for name, article in ARTICLES.items():
            writer.put(Article(**{**article.to_json(), "id": name, "tags": article.tags}))
    yield index
    index.engine.close()


def ids(results: Results) -> list[str]:
    return [hit.article.id for hit in results.hits]


HEADLINE = "Мост через Ульбу закроют на ремонт до октября"
ANSWERS = [
    # query, hits, what was partial
    ("мост ремонт", ["мост", "паром"], None),
    ("мост ремонт дирижабль", ["мост", "паром"], Partial(("дирижабль",), ("мост", "ремонт"))),
    ("школа ремонт", ["школа", "мост", "паром"], Partial((), ("школа", "ремонт"))),
    ("дирижабль", [], Partial(("дирижабль",), ())),
    # a phrase that no article has: those with its words
    ('"экспорт сталью"', ["сталь"], Partial(("экспорт сталью",), ("экспорт", "сталью"))),
    ('"экспорт урана"', ["сталь"], Partial(("урана",), ("экспорт",))),
    ("экспорт /1 завод", ["сталь"], Partial(("экспорт завод",), ("экспорт", "завод"))),
    # a value that was asked for is marked, where no word is
    ('источник:"степной вестник"', ["мост"], None),
    ("тег:металл", ["сталь"], None),
    ("источник:нет | тег:металл", ["сталь"], None),
    # a filter stays one
    ("мост дирижабль источник:Алатау", [], Partial(("дирижабль",), ("мост",))),
    ('мост дирижабль источник:"алатау таңы"', ["паром"], Partial(("дирижабль",), ("мост",))),
    # what is excluded stays so
    ("мост дирижабль -движение", ["паром", "өзен"], Partial(("дирижабль",), ("мост",))),
    # a headline finds its own article first, then the other report
    (
        HEADLINE,
        ["мост", "паром"],
        Partial((), ("мост", "через", "ульбу", "закроют", "на", "ремонт", "до", "октября"), 1, 1),
    ),
    # but not where it is meant exactly, nor where it is short
    (f"«{HEADLINE}»", ["мост"], None),
    ("мост через Ульбу закроют", ["мост"], None),
    ("мост через Ульбу закроют на ремонт | школа", ["мост", "школа"], None),
]


LACKING = [
    ("сталь | дирижабль", ("дирижабль",)),
    ('школа | "паром школа" | Дирижабль', ("паром школа", "дирижабль")),
    ("школа | завод дирижабль", ("дирижабль",)),
    ("школа (мост | дирижабль)", ()),  # which finds nothing, and says so otherwise
    ("мост (ремонт | дирижабль)", ("дирижабль",)),
    ("школа | кто:Дирижаблев", ("Дирижаблев",)),
    ("школа | рубрика:нет", ()),
    ("школа -дирижабль", ()),
    ("школа | сталь", ()),
]


@pytest.mark.parametrize(("text", "absent"), LACKING)
def test_which_alternatives_the_archive_lacks(index: Index, text: str, absent: tuple[str, ...]) -> None:
    assert index.search(Search(text=text, as_typed=True)).absent == absent


@pytest.mark.parametrize(("text", "hits", "partial"), ANSWERS)
def test_answers(index: Index, text: str, hits: list[str], partial: Partial | None) -> None:
    found = index.search(Search(text=text, as_typed=True))
    assert found.partial == partial
    if partial:
        assert set(ids(found)[: len(hits)]) == set(hits)
        assert ids(found)[: partial.full] == hits[: partial.full]
        assert found.total == len(found.hits) >= partial.full
    else:
        assert sorted(ids(found)) == sorted(hits)
    for hit in found.hits:
        assert any(piece.match for fragment in hit.fragments for piece in fragment)
        assert hit.why


def test_pages_of_a_headline_go_on_from_one_another(index: Index) -> None:
    whole = ids(index.search(Search(text=HEADLINE)))
    pages = [index.search(Search(text=HEADLINE, offset=at, limit=1)) for at in range(len(whole))]
    assert [id for page in pages for id in ids(page)] == whole


def test_only_relevance_puts_the_whole_headline_first(index: Index) -> None:
    assert ids(index.search(Search(text=HEADLINE, sort="date"))) == ["мост"]


CORRECTED = [
    # typed, meant, what was wrong
    ("vjcn", "мост", "layout"),
    ("ghbdtn vjcn", None, None),  # one of two means nothing in any layout
    ("0fpfy", "қазан", "layout"),  # a Kazakh word on English keys
    ("мост -зен", "мост өзен", "layout"),  # «ө» lies where the hyphen does
    ("3 3с", "і іс", "layout"),  # Kazakh on Russian keys: «3 іс» is nowhere
    (",tp источник:Ертіс", "без источник:Ертіс", "layout"),  # no word begins with a comma, though there is a «TP»
    ("most", "мост", "translit"),
    ("PEMOHT", "ремонт", "translit"),  # in Latin letters of the same look
    ("закрытуюпереправу", "закрытую переправу", "spaces"),
    ("пере права", "переправа", "spaces"),
    ("перепарва", "переправа", "typo"),
    ("пиреправа", "переправа", "typo"),
    ("переправааааа", "переправа", "typo"),
    ("переправо", "переправа", "typo"),  # a letter by ear, not «пере право»
    ("!перепарва", None, None),
    ("мост -дирижабль", None, None),
]


@pytest.mark.parametrize(("text", "meant", "reason"), CORRECTED)
def test_corrections(index: Index, text: str, meant: str | None, reason: str | None) -> None:
    correction = index.search(Search(text=text)).correction
    assert (correction and (correction.query, correction.reason, correction.typed)) == (meant and (meant, reason, text))
    assert index.search(Search(text=text, as_typed=True)).correction is None


def test_a_query_too_long_is_not_mended(index: Index) -> None:
    with pytest.raises(QueryError):
        index.search(Search(text="m" * 3000 + "ost"))


FURTHER = " ".join(["Об остальном сообщают в городе."] * 20)
TOLD = "Трамвай сошёл с рельсов у вокзала."
OPENINGS = [
    # id, text, the newest first: of equals it would come first
    ("дальше", f"{FURTHER} {TOLD}", "2025-03-01"),
    ("половина", f"Трамвай у вокзала. {FURTHER} Сошёл с рельсов.", "2025-02-01"),
    ("сразу", f"{TOLD} {FURTHER}", "2025-01-01"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_of_the_nearest_one_that_opens_with_the_words_comes_first(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.create(tmp_path / "archive", engine) as index:
        with index.write() as writer:
            for id, body, day in OPENINGS:
                writer.put(Article(id=id, body=body, published=day))
        asked = Search(text="трамвай сошёл рельсов вокзала дирижабль")
        assert ids(index.search(asked)) == ["сразу", "половина", "дальше"]
        assert ids(index.search(replace(asked, sort="date"))) == ["дальше", "половина", "сразу"]
        for opened in (1, 2):  # pages go on from one another, whether openings are still read or not
            monkeypatch.setattr("index.answering.answer.OPENED", opened)
            whole = ids(index.search(asked))
            assert [id for at in range(3) for id in ids(index.search(replace(asked, offset=at, limit=1)))] == whole
