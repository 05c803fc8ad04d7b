"""Read also: what is on the same story or theme, one of each story, never the article or its copies; else nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from index import Article, Index
from index.engines import ENGINES
from search_web import create_app
from settings import Settings
from tests.test_copies import CHESS, PAPER, SITE, WIRE

LATER = Article(
    id="later", title="Мост через Ульбу откроют в декабре", source="А", published="2025-11-20", lang="ru",
    body="Ремонт балок на мосту через Ульбу заканчивают. Подрядчик Смагулов пообещал акимату настил к декабрю.",
)  # fmt: skip
KAZAKH = Article(
    id="kk", title="Үлбі көпірі (мост через Ульбу) жөнделді", source="Қ", lang="kk",
    body="Мост через Ульбу закрыт на ремонт. Үлбі өзеніндегі көпір жөнделді.",
)  # fmt: skip
NOISE = [Article(id=f"n{n}", title=f"Погода {n}", body=f"Завтра в городе дождь и ветер {n}.") for n in range(40)]


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    opened = Index.create(tmp_path / "archive", request.param)
    with opened.write() as writer:
        for article in (WIRE, PAPER, SITE, CHESS, LATER, KAZAKH, *NOISE):
            writer.put(article)
    yield opened
    opened.lexicon.close()
    opened.engine.close()


def related(index: Index, id: str, limit: int = 6) -> list[str]:
    article = index.article(id)
    assert article
    return [other.id for other in index.related(article, limit)]


def test_the_same_theme_in_its_language_first(index: Index) -> None:
    assert related(index, "wire") == ["later", "kk"]
    assert related(index, "wire", 1) in (["later"], ["kk"])


def test_one_of_each_story(index: Index) -> None:
    found = related(index, "later")
    assert len({"wire", "paper", "site"} & set(found)) == 1
    assert "later" not in found


@pytest.mark.parametrize("id", ["chess", "n1"])
def test_nothing_is_better_than_anything(index: Index, id: str) -> None:
    assert set(related(index, id)) <= {f"n{n}" for n in range(40)} - {id}
    assert related(index, "chess") == []


def test_an_article_of_few_words_has_none(index: Index) -> None:
    assert index.related(Article(id="new", title="Мост")) == ()


def test_on_the_page_and_in_the_api(index: Index) -> None:
    client = create_app(Settings(), index).test_client()
    assert [other["id"] for other in client.get("/api/article/wire").get_json()["related"]] == ["later", "kk"]
    page = client.get("/article/wire?q=мост").text
    section = page.split('id="related"')[1].split("</section>")[0]
    assert 'href="/article/later?q=' in section
    assert 'id="related"' not in client.get("/article/chess").text


def test_in_the_terminal(index: Index) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(main, ("-a", str(index.archive.folder), "show", "wire", *words))
        assert result.exit_code == 0
        return result.output

    assert "Читать ещё\n   2025-11-20 · А · Мост через Ульбу откроют в декабре · later" in run("--related")
    assert "Копии\n   2025-10-01T12:00:00+05:00 · Б · Ремонт моста · paper" in run("--related")
    assert "Читать ещё" not in run()
    data = json.loads(run("--related", "--json"))
    assert ([other["id"] for other in data["related"]], data["copies_total"]) == (["later", "kk"], 2)
