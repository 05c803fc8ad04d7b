"""The pages of the sample archive, furniture and all, give back the articles that they were made of."""

from __future__ import annotations

import pytest

import sample
from index import Index, Search
from indexer import ingest


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("sample")
    pages = sample.write(folder / "pages")
    index = Index.create(folder / "archive")
    report = ingest([folder / "pages"], index, workers=0)
    assert (report.read, report.added, report.refused) == (pages, pages, ())
    return index


def plain(text: str) -> list[str]:
    """A text without regard to how its paragraphs are parted, blanks and soft hyphens."""
    return text.replace("\u00ad", "").split()


@pytest.mark.parametrize("story", sample.stories(), ids=lambda story: story.slug)
def test_an_article_comes_out_as_it_was_written(index: Index, story: sample.Story) -> None:
    (article,) = index.scan(Search(text=story.url))
    assert article.title.split() == story.title.split()
    assert plain(article.lead) == plain(story.lead)
    assert plain(article.body) == plain(" ".join(story.body))
    assert article.published is not None
    assert article.published[:16] == story.date.isoformat()[:16]
    assert article.published[-6:] == story.date.isoformat()[-6:]
    assert article.author == story.author or not story.author  # else the byline names the newsroom
    assert article.section == story.section and set(article.tags) == set(story.tags)
    assert article.views == story.views
    assert article.lang == story.lang
    assert article.source in story.url


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("котята", 1, 3), ("мостами ульба", 4, 5), ("Ковальчук", 3, 9), ("экспорт стали", 2, 6), ("айсулу барыс", 2, 6)],
)
def test_furniture_finds_nothing(index: Index, text: str, least: int, most: int) -> None:
    """«Котята» stand in the list of popular news on half of the pages, and in three articles."""
    assert least <= index.search(Search(text=text)).total <= most
