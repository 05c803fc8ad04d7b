"""Values of a field that differ in case only are one: counted together, shown as they are printed most."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Article, Index, Search
from index.engines import ENGINES
from search_web import create_app
from settings import Settings

SECTIONS = ("ЭКОНОМИКА", "Экономика", "экономика", "Экономика", "Ёлки", "елки", "Спорт")
COUNTS = (("Экономика", 4), ("Ёлки", 2), ("Спорт", 1))  # of spellings that are equally frequent the first in order


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("spellings") / "archive", engine=request.param)
    with index.write() as writer:
        for number, section in enumerate(SECTIONS):
            writer.put(Article(id=f"{number}", title="Рост", section=section, tags=("Наука", "НАУКА", "спорт")))
    with index:
        yield index


def test_spellings_are_counted_together(index: Index) -> None:
    facets = index.search(Search()).facets
    assert facets["section"] == COUNTS
    assert facets["tag"] == (("Наука", 7), ("спорт", 7)), "an article counts once, and a field is spelt by itself"
    assert index.stats()["by_section"] == dict(COUNTS)


@pytest.mark.parametrize("spelt", ["экономика", "Экономика", "ЭКОНОМИКА", "эконОМика"])
def test_any_spelling_narrows_to_all(index: Index, spelt: str) -> None:
    found = index.search(Search(where=(("section", spelt),)))
    assert (found.total, found.facets["section"]) == (4, COUNTS[:1])
    assert index.search(Search(text=f"рубрика:{spelt}")).total == 4
    assert index.search(Search(where=(("-section", spelt),))).total == 3


def test_the_most_frequent_spelling_may_become_another(index: Index) -> None:
    assert index.search(Search()).facets["section"][0] == ("Экономика", 4)
    with index.write() as writer:
        for number in range(3):
            writer.put(Article(id=f"new {number}", title="Спад", section="ЭКОНОМИКА"))
    assert index.search(Search(text="рост")).facets["section"][0] == ("ЭКОНОМИКА", 4)


def test_a_filter_in_another_spelling_is_the_one_that_is_chosen(index: Index) -> None:
    page = create_app(Settings(), index).test_client().get("/?q=рост&section=экономика").text
    assert page.count('class="chosen"') == 1
    assert "section=" not in page.split('class="chosen"')[0].rsplit('href="', 1)[1].split('"')[0]
