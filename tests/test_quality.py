"""The quality of search doesn't fall: every measure of `tests/quality` is at or above its floor, on samples."""

from __future__ import annotations

import tomllib

import pytest

from tests.quality.declension import surname, town
from tests.quality.limits import limits, raised, written
from tests.quality.page import PAGE, SAYS, page
from tests.quality.report import DATA, MEASURES, SAMPLES
from tests.quality.scores import Scores, Tally

real = [pytest.mark.real, pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data in {DATA}")]


@pytest.mark.parametrize("name", [pytest.param(name, marks=real) for name in MEASURES])
def test_no_value_is_below_its_floor(name: str) -> None:
    scores = MEASURES[name](DATA, sample=SAMPLES.get(name))
    floors = {value: limit["sample"] for value, limit in limits()[name].items()}
    assert floors.keys() == scores.keys()
    below = {value: (scores[value], floor) for value, floor in floors.items() if scores[value] < floor}
    assert not below, "\n".join(scores.worst(20))


def test_every_floor_has_its_measure() -> None:
    assert limits().keys() == MEASURES.keys()


def test_the_page_has_these_floors() -> None:
    assert PAGE.read_text("utf-8") == page({}, limits()), "write it anew: python -m tests.quality.page"


def test_what_the_page_says_is_of_a_measure() -> None:
    said = tomllib.loads(SAYS.read_text("utf-8"))
    assert {(measure, name) for measure in said for name in said[measure]} <= {
        (measure, name) for measure, values in limits().items() for name in values
    }


def test_the_page_keeps_what_was_not_measured() -> None:
    now = page({"exact": Scores({"exact": 12.34})}, limits())
    assert "| 12.3 |" in now
    assert len(now.splitlines()) == len(PAGE.read_text("utf-8").splitlines())


def test_floors_only_rise() -> None:
    known = {"words": {"recall": {"floor": 90.0, "aim": 99.0}, "precision": {"floor": 80.0}}}
    now = raised({"words": Scores({"recall": 89.99, "precision": 91.27})}, known, "floor")  # type: ignore[arg-type]
    assert now == {"words": {"recall": {"floor": 90.0, "aim": 99.0}, "precision": {"floor": 91.0}}}
    assert "[words]\nrecall = { floor = 90.0, aim = 99.0 }\n" in written(now)


def test_recall_and_precision() -> None:
    tally = Tally()
    tally.add({1, 2}, {2, 3})
    tally.add({4}, {4, 5, 6, 7})
    assert (tally.recall, round(tally.precision, 1)) == (100 * 2 / 6, 66.7)
    assert (tally.mean_recall, tally.mean_precision) == (37.5, 75.0)


SURNAMES = [
    ("Бектенов", False, "Бектенов Бектенова Бектенову Бектеновым Бектенове"),
    ("Бектенов", True, "Бектенова Бектеновой Бектенову"),
    ("Ковальский", False, "Ковальский Ковальского Ковальскому Ковальским Ковальском"),
    ("Толстой", True, "Толстая Толстой Толстую"),
    ("Шевченко", False, "Шевченко"),
    ("Седых", True, "Седых"),
    ("Ким", False, "Ким Кима Киму Кимом Киме"),
    ("Ким", True, "Ким"),
    ("Цой", False, "Цой Цоя Цою Цоем Цое"),
    ("Глинка", True, "Глинка Глинки Глинке Глинку Глинкой"),
    ("Ким-Оспанов", True, "Ким-Оспанова Ким-Оспановой Ким-Оспанову"),
    ("Серікқызы", True, "Серікқызы Серікқызының Серікқызына Серікқызын Серікқызында Серікқызынан Серікқызымен"),
]


@pytest.mark.parametrize(("name", "woman", "forms"), SURNAMES)
def test_declension_of_surnames(name: str, woman: bool, forms: str) -> None:
    assert surname(name, woman=woman) == forms.split()


TOWNS = [
    ("Усть-Каменогорск", "Усть-Каменогорск Усть-Каменогорска Усть-Каменогорску Усть-Каменогорском Усть-Каменогорске"),
    ("Семей", "Семей Семея Семею Семеем Семее"),
    ("Конаев", "Конаев Конаева Конаеву Конаевом Конаеве"),
    ("Алма-Ата", "Алма-Ата Алмы-Аты Алме-Ате Алму-Ату Алмой-Атой"),
    ("Алматы", "Алматы"),
    ("Рудный", "Рудный Рудного Рудному Рудным Рудном"),
    ("Сарань", "Сарань Сарани Саранью"),
    ("Балхаш", "Балхаш Балхаша Балхашу Балхашем Балхаше"),
]


@pytest.mark.parametrize(("name", "forms"), TOWNS)
def test_declension_of_towns(name: str, forms: str) -> None:
    assert town(name) == forms.split()
