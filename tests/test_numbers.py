"""Numbers with a fraction are one word on every engine; what else a number may be printed as is found beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Article, Index, Search
from index.engines import ENGINES

TEXTS = {
    "запятая": "Фонд получил 7,2 млрд тенге",
    "точка": "Қорға 7.2 млрд теңге бөлінді",
    "два": "Фонд вернул 2 млрд тенге",
    "семь": "На школы дали 7 млрд тенге, на сады 2",
    "рост": "Цены выросли на 7,2% за год и на 0,5 процента за месяц",
    "дефис": "Счёт 7-2, победа 7:2",
    "крупное": "Бюджет 1 200 500,75 тенге",
    "время": "Концерт начнётся в 19.30 во дворце",
    "часы": "Поезд прибыл в 19:30 вечера",
    "дата": "Указ подписан 29.11.2024 в столице",
    "день": "Приём 29.11 с утра",
    "тысячи": "Билет стоит 10,000 тенге",
    "пробел": "Билет стоил 10 000 тенге",
    "пункт": "Нарушен пункт 5.5.1 правил",
}

FINDS = [
    # query, what it finds; the same of every engine
    ("7,2", "запятая точка рост"),
    ("7.2", "запятая точка рост"),
    ("7,2 млрд", "запятая точка"),
    ("!7.2", "запятая точка рост"),
    ("2 млрд", "два семь"),
    ('"2 млрд"', "два"),
    ('"7 млрд"', "семь"),
    ('"7,2 млрд тенге"', "запятая точка"),
    ("фонд /2 7.2", "запятая"),
    ("7,2%", "запятая точка рост"),
    ('"на 7,2 % за год"', "рост"),
    ("(7,2|0,5) -млрд", "рост"),
    ("текст:7,2", "запятая точка рост"),
    ("1200500*", "крупное"),
    ('"бюджет 1200500,7*"', "крупное"),
    ("1200500.75", "крупное"),
    ("1 200 500,75", "крупное"),
    ("7:2", "дефис"),
    ("19.30", "время часы"),
    ("19:30", "время часы"),
    ('"в 19:30"', "время часы"),
    ("19,30", "время"),
    ("29.11", "день дата"),
    ("29.11.2024", "дата"),
    ("29,11", "день"),
    ("10 000", "пробел тысячи"),
    ("10,000 тенге", "пробел тысячи"),
    ("10", ""),
    ("5.5.1", "пункт"),
    ("5.5", ""),
]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("numbers") / "archive", engine=request.param)
    with index.write() as writer:
        for id, body in TEXTS.items():
            writer.put(Article(id=id, body=body))
    with index:
        yield index


@pytest.mark.parametrize(("query", "ids"), FINDS)
def test_what_finds_what(index: Index, query: str, ids: str) -> None:
    results = index.search(Search(text=query, as_typed=True, limit=100))
    assert (set() if results.partial else {hit.article.id for hit in results.hits}) == set(ids.split())


SHOWN = [
    # query, article, what is marked and how it was met
    ("7.2", "запятая", "7,2", "exact"),
    ("7,2", "точка", "7.2", "exact"),
    ("19:30", "часы", "19:30", "exact"),
    ("19:30", "время", "19.30", "synonym"),
    ("29.11", "дата", "29.11", "synonym"),
    ("10000", "тысячи", "10,000", "synonym"),
]


@pytest.mark.parametrize(("query", "id", "marked", "kind"), SHOWN)
def test_a_number_is_marked_whole_with_how_it_was_met(
    index: Index, query: str, id: str, marked: str, kind: str
) -> None:
    hit = next(hit for hit in index.search(Search(text=query)).hits if hit.article.id == id)
    assert [piece.text for fragment in hit.fragments for piece in fragment if piece.match] == [marked]
    assert {reason.kind for reason in hit.why} == {kind}


def test_a_number_is_no_slip_of_another(index: Index) -> None:
    results = index.search(Search(text="1200,5"))
    assert results.correction is None and results.offered is None
