"""A question about days asks the slices of its years alone, and these have all that it finds."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.article import Article
from index.engines.opensearch_slices import Slices, years
from index.prepare import day
from index.query.tree import All, And, Between, Not, Or, Prefer, Query, Some, Word
from tests.plain import found
from tests.test_engines import TREES, articles

LONG = Between("day", 20231231, 20250101)
SHORT = Between("day", 20240101, 20240131)
MOST = Between("views", 20240101, 20240131)
WORD = Word("мост", forms=("мост",))

CASES: list[tuple[Query, set[int] | None]] = [
    (SHORT, {2024}),
    (LONG, {2023, 2024, 2025}),
    (Between("day", 20240101, None), None),
    (Between("day", None, 20240101), None),
    (MOST, None),
    (WORD, None),
    (Not(SHORT), None),
    (And((WORD, LONG, SHORT)), {2024}),
    (And((WORD, All())), None),
    (And((SHORT, Between("day", 20200101, 20200101))), set()),
    (Or((SHORT, Between("day", 20200101, 20200101))), {2020, 2024}),
    (Or((SHORT, WORD)), None),
    (Some((SHORT, LONG), 2), {2023, 2024, 2025}),
    (Prefer(And((WORD, SHORT)), (LONG,)), {2024}),
]


@pytest.mark.parametrize(("tree", "asked"), CASES)
def test_the_years_of_a_tree(tree: Query, asked: set[int] | None) -> None:
    assert years(tree) == asked


@given(articles(), TREES)
def test_all_that_is_found_is_of_these_years(some: list[Article], tree: Query) -> None:
    asked = years(tree)
    of = {(day(article.published) or 0) // 10000 for article in found(tree, some)}
    assert asked is None or of <= asked


def test_what_is_asked() -> None:
    assert Slices(0).asked(SHORT) == Slices(2).asked(WORD) == {}
    assert Slices(1).asked(LONG) == {"routing": "2023.0,2024.0,2025.0"}
    two = Slices(2)
    assert two.asked(SHORT) == {"routing": "2024.0,2024.1"}
    assert {two.of(str(number), 20240131) for number in range(20)} == {"2024.0", "2024.1"}
    assert Slices(1).of("a", None) == "0.0"
    assert Slices(0).of("a", 20240131) is None
