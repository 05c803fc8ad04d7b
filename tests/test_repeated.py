"""Text captures: what comes again on the pages of a source is learnt as they arrive, and mends those before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Index
from index.article import Article, Origin
from indexer import repeated
from indexer.pages import Page
from indexer.repeated import Repeated
from tests.archives import Podshivka, run

WEATHER = "Синоптики обещают на этой неделе ясные дни, прохладные ночи и слабый ветер с востока по всей области."
PROMISE = "Редакция «Степных вестей» каждое утро собирает для читателей самое важное из того, что случилось за сутки."
TOWNS = ("Астана", "Атырау", "Актау", "Семей", "Тараз", "Костанай", "Кокшетау", "Павлодар", "Туркестан", "Уральск")


def title(number: int) -> str:
    return f"{TOWNS[number]} получит новый мост через реку"


def body(number: int) -> list[str]:
    town = TOWNS[number]
    return [
        f"Мост номер {number} построят за три года, рассказали в городском управлении дорог города {town}.",
        f"По проекту {number}{number} в нём {number + 3} пролётов, а пешеходы пойдут по галерее, {town} ждёт её.",
    ]


def capture(number: int, *more: str) -> str:
    """A capture whose furniture no rule knows: lines of running text right above and below the body."""
    popular = [title((number + step) % 10) for step in (0, 1, 2)]
    return "\n\n".join([title(number), WEATHER, *body(number), *more, PROMISE, *popular])


def page(number: int, *more: str, hint: str | None = "stepnye-vesti.kz") -> Page:
    return Page(kind="text", data=capture(number, *more).encode(), origin=Origin(f"{number}.txt"), hint=hint)


def known(*pages: Page) -> Repeated:
    learnt = Repeated(None)
    list(learnt.passed(pages))
    return learnt


def test_running_text_needs_half_of_the_captures_and_four() -> None:
    marked = [each.repeated for each in Repeated(None).passed(map(page, range(6))) if isinstance(each, Page)]
    assert [WEATHER in lines for lines in marked] == [False] * 4 + [True] * 2
    assert not any(body(number)[0] in lines for number, lines in enumerate(marked))


def test_sources_are_kept_apart() -> None:
    learnt = known(*map(page, range(6)))
    assert WEATHER in learnt.marked(page(7)).repeated
    assert not learnt.marked(page(7, hint="other.kz")).repeated


def test_another_capture_of_one_article_teaches_nothing() -> None:
    """A live text that is saved again and again: what is new in it is little beside what is known."""
    learnt = known(
        *(page(1, *(f"В {hour} часов движение открыли ещё на полосу." for hour in range(n))) for n in range(9))
    )
    assert learnt.sources["stepnye-vesti.kz"].captures == 1
    assert body(1)[0] not in learnt.marked(page(1)).repeated


def test_what_is_known_stays_small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, limit in (("CAPTURES", 8), ("LINES", 5), ("SOURCES", 2)):
        monkeypatch.setattr(repeated, name, limit)
    for source in ("a.kz", "b.kz", "c.kz"):
        learnt = Repeated(str(tmp_path))
        list(learnt.passed(page(number, hint=source) for number in range(10)))
        learnt.keep()
    data = json.loads((tmp_path / repeated.FILE).read_text("utf-8"))
    assert list(data) == ["b.kz", "c.kz"]
    assert all(len(each["lines"]) == 5 and each["captures"] < 8 for each in data.values())
    assert {WEATHER, PROMISE} < set(data["c.kz"]["lines"])


def test_a_damaged_file_is_learnt_anew(tmp_path: Path) -> None:
    for text in ("", "[]", '{"a": 1}', '{"a": {"captures": "x", "lines": {}}}'):
        (tmp_path / repeated.FILE).write_text(text, "utf-8")
        assert Repeated(str(tmp_path)).sources == {}


@pytest.fixture
def podshivka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Podshivka:
    """Runs a command in a folder with ten captures, and returns what it said."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stepnye-vesti.kz").mkdir()
    for number in range(10):
        (tmp_path / "stepnye-vesti.kz" / f"{number}.txt").write_text(capture(number), "utf-8")

    return lambda *words: run(*words, "--json")


def articles(archive: str = "archive") -> dict[str, Article]:
    return {each.title: each for each in Index(archive).engine.articles()}


def test_a_rebuild_mends_the_captures_before(podshivka: Podshivka) -> None:
    assert podshivka("add", "stepnye-vesti.kz")["added"] == 10
    first = articles()
    assert set(first) == set(map(title, range(10)))  # though each is among the popular ones of other pages
    leaking = [number for number in range(10) if WEATHER in first[title(number)].body]
    assert leaking and len(leaking) < 5
    corrected = first[title(0)].id
    podshivka("correct", corrected, "author=Асель Ким")

    assert podshivka("rebuild") == {"articles": 10, "captures": 10, "changed": len(leaking)}
    mended = articles()
    assert {each.id for each in mended.values()} == {each.id for each in first.values()}
    assert all(each.body.split("\n") == body(number) for number in range(10) for each in [mended[title(number)]])
    assert mended[title(0)].author == "Асель Ким"
    versions = podshivka("history", corrected)
    assert [(each["command"], each["changed"]) for each in versions[1:]] == [
        ("correct", ["author"]),
        ("rebuild", ["body"]),
    ]
    assert podshivka("rebuild")["changed"] == 0
    assert podshivka("add", "stepnye-vesti.kz")["unchanged"] == 10


def test_the_same_file_is_the_same_article_however_it_is_read(podshivka: Podshivka) -> None:
    """Ids are made of titles, and what is learnt may change these."""
    podshivka("add", "stepnye-vesti.kz")
    podshivka("rebuild")
    index = Index("archive")
    [old] = [each for each in index.engine.articles() if each.title == title(3)]
    with index.write() as writer:
        assert (
            writer.put(Article(**{**old.to_json(), "id": "", "title": "Иначе", "origin": None, "tags": ()}))
            == "updated"
        )
    assert podshivka("add", "stepnye-vesti.kz")["updated"] == 1
    assert len(articles()) == 10


def test_what_was_learnt_moves_along(podshivka: Podshivka) -> None:
    podshivka("add", "stepnye-vesti.kz")
    copy = podshivka("backup", "copies")["folder"]
    assert WEATHER in Path(copy, "sites", repeated.FILE).read_text("utf-8")
    exported = run("export", "", "--format", "jsonl")
    Path("out.jsonl").write_text(exported.stdout, "utf-8")
    podshivka("-a", "other", "add", "out.jsonl")
    assert articles("other") == articles()
    assert podshivka("-a", "other", "rebuild")["captures"] == 10
