"""Designations: found in either alphabet whose letters look alike, never as words of a sentence, never in halves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Article, Index, Search
from index.engines import ENGINES

TEXTS = {
    "latin": "Магазин X5 открыт.",
    "cyrillic": "Магазин Х5 открыт.",
    "hyphen": "Магазин X-5 закрыт.",
    "apart": "Взяли по 5 х 5 штук.",
    "program": "Бухгалтерия на 1C ведётся.",
    "программа": "Бухгалтерия на 1С ведётся.",
    "warm": "Потеплело на 1°C за ночь.",
    "a4": "Лист A4 упал.",
    "but": "Было три, а 4 ушли.",
    "from": "Работает с 5 утра.",
    "c5": "Витамин C5 полезен.",
    "year": "В 3 из 10 домов тепло, 3 в 1.",
    "b3": "Витамин 3B полезен.",
    "plane": "Самолёт МС-21 взлетел.",
    "mc": "Самолёт MC21 сел.",
    "halves": "На теле было 2 раны, т 4.",
}

FINDS = [
    # query, what it finds; the same of every engine
    ("X5", "latin cyrillic apart"),
    ("Х5", "latin cyrillic hyphen apart"),
    ("Х-5", "latin cyrillic hyphen apart"),
    ('"магазин Х5"', "latin cyrillic hyphen"),
    ('"магазин X5 открыт"', "latin cyrillic"),
    ("магазин /2 Х5", "latin cyrillic hyphen"),
    ("открыт -Х5", ""),
    ("заголовок:Х5", ""),
    ("1C", "program программа"),
    ("1С", "program программа"),
    ("MC21", "plane mc"),
    ("МС21", "plane mc"),
    # a preposition or a conjunction before a number is mostly no designation
    ("A4", "a4"),
    ("C5", "c5"),
    ("3B", "b3"),
    ("А4", "a4 but"),
    ("С5", "from c5"),
    # words apart are words
    ("С 5", "from"),
    ('"с 5"', "from"),
    # what is taken as it stands
    ("!X5", "latin"),
    ("X5*", "latin"),
]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("archive") / request.param, request.param)
    with index.write() as writer:
        for id, text in TEXTS.items():
            writer.put(Article(id=id, body=text))
    yield index
    index.close()


def found(index: Index, text: str, **switches: bool) -> set[str]:
    results = index.search(Search(text=text, as_typed=True, **switches))
    return set() if results.partial else {hit.article.id for hit in results.hits}


@pytest.mark.parametrize(("query", "ids"), FINDS)
def test_either_alphabet(index: Index, query: str, ids: str) -> None:
    assert found(index, query) == set(ids.split())


def test_the_other_alphabet_is_told_and_can_be_left_out(index: Index) -> None:
    results = index.search(Search(text="Х5"))
    assert [(one.word, one.other) for one in results.synonyms] == [("х 5", "X-5"), ("х 5", "X5")]
    why = {reason.form: reason.kind for hit in results.hits for reason in hit.why}
    assert why == {"х": "exact", "5": "exact", "x5": "synonym", "x": "synonym"}
    assert found(index, "Х5", synonyms=False) == {"cyrillic", "apart"}


@pytest.mark.parametrize("text", ["Т2", "Т-2", "Теле2"])
def test_halves_of_a_designation_are_not_near_it(index: Index, text: str) -> None:
    results = index.search(Search(text=text, as_typed=True))
    assert results.total == 0 and results.partial and results.partial.absent
