"""Near copies of one text make one story: found when they are written, folded when they are shown, never in `total`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index import Article, Index, Search
from index.candidates import FEWEST_MARKS, RANGES, TOGETHER, marks, seasons
from index.copies import CONTAINED, DAYS, copies, near, reading, shingles, words_of
from index.engines import ENGINES
from index.keeping.rebuild import rebuilt
from index.prepare import day
from tests.archives import put

TEXT = (
    "Мост через Ульбу закрыли на ремонт до 15 ноября, сообщили в акимате города. Движение по нему остановят в "
    "понедельник утром. Рабочие снимут старый настил и заменят 48 балок, которые стоят с 1968 года. Автобусы пойдут в "
    "объезд по улице Садовой, пешеходам оставят временный переход у плотины. Подрядчик обещает закончить раньше срока, "
    "если не помешают морозы. Смета работ составила 320 миллионов тенге. Жители левого берега просили начать ремонт "
    "весной, но тогда не хватило денег."
)
OTHER = (
    "Сборная области выиграла кубок по шахматам среди школьников. В последнем туре Айсулу Каримова сыграла вничью с "
    "чемпионом страны и набрала 7 очков из 9 возможных. Тренер команды рассказал, что дети готовились всё лето в "
    "лагере у озера, разбирая по 20 партий в неделю. Следующий турнир пройдёт зимой в столице, и там соперники будут "
    "сильнее: приедут клубы из 12 городов."
)
SENTENCES = TEXT.split(". ")
SHORT = "Фото нашей редакции, подробнее в видео"
LINE = "Подписаться на городские новости в мессенджере, прислать свою новость редакции"
HALF = ". ".join(SENTENCES[:4])

Text = tuple[str, str | None]
"""A body and its day."""

CASES: list[tuple[str, Text, Text, bool]] = [
    ("the same", (TEXT, None), (TEXT, "2025-10-01"), True),
    ("another text", (TEXT, None), (OTHER, None), False),
    ("cut in half", (TEXT, "2025-10-01"), (HALF, "2025-10-02"), True),
    ("reordered", (TEXT, None), (". ".join(reversed(SENTENCES)), None), True),
    ("each eighth word changed", (TEXT, None), (" ".join(
        "вот" if at % 8 == 7 and not word.isdigit() else word for at, word in enumerate(TEXT.split())
    ), None), True),
    ("each fourth word changed", (TEXT, None), (" ".join(
        "вот" if at % 4 == 3 and not word.isdigit() else word for at, word in enumerate(TEXT.split())
    ), None), False),
    ("a lead before it", (TEXT, None), (f"{OTHER[:150]} {TEXT}", None), True),
    ("other case and quotes", (TEXT, None), (TEXT.upper().replace(",", " —"), None), True),
    ("an item of a digest", (SENTENCES[2], None), (f"{TEXT} {OTHER}", None), False),
    ("too short to tell", (SHORT, None), (SHORT, None), False),
    ("a form filled in anew", (TEXT, "2025-10-01"), (
        TEXT.replace("15", "16").replace("48", "50").replace("1968", "1970"), "2025-10-02"
    ), False),
    ("a half a week later", (TEXT, "2025-10-01"), (HALF, "2025-10-08T12:00+05:00"), True),
    ("nearly the same a month later", (TEXT, "2025-10-01"), (
        TEXT.replace("понедельник", "вторник"), "2025-11-01"
    ), True),
    ("like it a month later", (TEXT, "2025-10-01"), (
        TEXT.replace("понедельник", "вторник").replace("балок", "плит").replace("миллионов", "тысяч"), "2025-11-01"
    ), False),
    ("nearly the same a month later, and longer", (TEXT, "2025-10-01"), (
        f"{TEXT} {OTHER[:200]}", "2025-11-01"
    ), False),
    ("two short notes over one line", (f"В городе пробки 8 баллов. {LINE}", None), (
        f"На Ульбе открыли мост. {LINE}", None
    ), False),
    ("one short note over two lines", (f"На Ульбе открыли мост. {LINE}", None), (
        f"Сегодня на Ульбе открыли мост. {LINE}", None
    ), True),
    ("the towns of two correspondents before it", (f"Семей. {TEXT}", None), (f"Ридер, 5 октября. {TEXT}", None), True),
    ("a month counts as its first day", (TEXT, "2025-10"), (HALF, "2025-10-08"), True),
    ("a half of no day", (TEXT, None), (HALF, None), True),
    ("a half of no day beside one of a day", (TEXT, "2025-10-01"), (HALF, None), False),
    ("no day of a calendar is none", (TEXT, "2025-02-30"), (HALF, None), True),
]  # fmt: skip


def read(text: Text) -> object:
    return reading(words_of(Article(body=text[0])), day(text[1]))


@pytest.mark.parametrize(("one", "other", "alike"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_a_copy(one: Text, other: Text, alike: bool) -> None:
    assert copies(read(one), read(other)) is copies(read(other), read(one)) is alike  # type: ignore[arg-type]


def test_a_rebuild_leaves_the_stories_as_they_are(tmp_path: Path) -> None:
    """Two halves are one story by the whole text that came between them, and stay it when that is deleted."""
    first, second = ". ".join(SENTENCES[:4]), ". ".join(SENTENCES[4:])
    index = Index.create(tmp_path / "archive")
    for id, body in (("1", first), ("2", f"{first}. {second}"), ("3", second)):
        with index.write() as writer:
            writer.put(Article(id=id, body=body))
    index.delete(["2"])
    stories = [index.engine.story(id) for id in "13"]
    assert len(set(stories)) == 1
    rebuilt(index.archive)
    index.refresh()
    assert [index.engine.story(id) for id in "13"] == stories


def test_marks_are_a_sample_that_copies_share() -> None:
    found = [shingles(words_of(Article(body=text))) for text in (TEXT, HALF)]
    whole, half = (set(marks(each, 20251008)) for each in found)
    assert len(whole) == len(half) == FEWEST_MARKS + RANGES // TOGETHER
    assert len(whole & half) > FEWEST_MARKS * CONTAINED / 2
    later = set(marks(found[0], 20251201))
    assert {mark for mark in whole if mark.startswith("=")} < later
    assert marks(shingles(words_of(Article(body="Фото нашей редакции"))), 20251008) == ()


@given(st.dates(), st.integers(-2 * DAYS, 2 * DAYS))
@example(date.max, -1)
@example(date.min, 1)
def test_what_is_near_is_found_in_its_own_season(day: date, step: int) -> None:
    try:
        other = day + timedelta(days=step)
    except OverflowError:
        assume(False)
    one, two = (int(each.strftime("%Y%m%d")) for each in (day, other))
    assert near(one, two) is (abs(step) <= DAYS)
    if near(one, two):
        assert seasons(one)[0] in seasons(two)


WIRE = Article(id="wire", title="Мост закрыт", body=TEXT, source="А", published="2025-10-01T08:00:00+05:00")
PAPER = Article(id="paper", title="Ремонт моста", body=HALF, source="Б", published="2025-10-01T12:00:00+05:00")
SITE = Article(id="site", title="Объезд", lead="Водителям.", body=TEXT, source="В", published="2025-10-02")
CHESS = Article(id="chess", title="Ничья", body=OTHER, source="А", published="2025-10-03")


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    opened = Index.create(tmp_path / "archive", request.param)
    yield opened
    opened.lexicon.close()
    opened.engine.close()


def rows(index: Index, **asked: object) -> dict[str, list[str]]:
    """The hits with their copies, in order."""
    found = index.search(Search(**{"sort": "date", **asked}))  # type: ignore[arg-type]
    return {hit.article.id: [copy.id for copy in hit.copies.articles] for hit in found.hits}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("order", [(WIRE, PAPER, SITE, CHESS), (CHESS, SITE, PAPER, WIRE)])
def test_copies_take_one_place(index: Index, order: tuple[Article, ...], at_once: bool) -> None:
    for some in [order] if at_once else [[article] for article in order]:
        put(index, *some)
    assert rows(index) == {"chess": [], "site": ["wire", "paper"]}
    assert rows(index, text="мост", sort="oldest") == {"wire": ["paper", "site"]}
    assert rows(index, fold=False) == {
        "chess": [], "site": ["wire", "paper"], "paper": ["wire", "site"], "wire": ["paper", "site"],
    }  # fmt: skip
    found = index.search(Search(text="мост"))
    assert (found.total, found.rows, dict(found.timeline)) == (3, 1, {202510: 3})
    assert [article.id for article in index.scan(Search(sort="oldest"))] == ["wire", "paper", "site", "chess"]


def test_filters_narrow_the_hits_and_not_their_copies(index: Index) -> None:
    put(index, WIRE, PAPER, SITE)
    assert rows(index, where=(("source", "Б"),)) == {"paper": ["wire", "site"]}


def test_the_first_is_said(index: Index) -> None:
    put(index, WIRE, PAPER, replace(CHESS, published=None), replace(CHESS, id="again", published=None))
    hits = {hit.article.id: hit for hit in index.search(Search(fold=False)).hits}
    assert {id: hit.first for id, hit in hits.items()} == {"wire": True, "paper": False, "chess": False, "again": False}
    assert index.copies(PAPER).copies.articles == (index.article("wire"),)
    assert index.copies(WIRE).first
    assert index.copies(replace(WIRE, id="nowhere")).copies.total == 0


def test_what_is_left_when_one_goes_or_changes(index: Index) -> None:
    put(index, WIRE, PAPER, SITE)
    put(index, replace(WIRE, body=OTHER))
    assert rows(index) == {"site": ["paper"], "wire": []}
    put(index, CHESS)
    assert rows(index) == {"chess": ["wire"], "site": ["paper"]}
    index.delete(["paper"])
    assert rows(index) == {"chess": ["wire"], "site": []}
    put(index, PAPER, replace(WIRE, title="Мост закрыт на ремонт"))
    assert rows(index) == {"chess": [], "site": ["wire", "paper"]}


def test_changes_within_one_session(index: Index) -> None:
    with index.write() as writer:
        writer.put(WIRE)
        writer.put(replace(WIRE, body=OTHER))
        writer.put(CHESS)
        writer.put(SITE)
        writer.delete("site")
        writer.put(PAPER)
    assert rows(index) == {"chess": ["wire"], "paper": []}


def test_more_copies_than_are_compared_are_one_story(index: Index) -> None:
    """Past so many copies all their marks are common ones."""
    many = [replace(WIRE, id=f"{number:02}", source=f"{number}") for number in range(60)]
    put(index, *many[:55])
    put(index, *many[55:])
    (hit,) = index.search(Search()).hits
    assert (hit.copies.total, len(hit.copies.articles)) == (59, 5)
    assert len(index.copies(hit.article).copies.articles) == 59


def test_the_last_lines_of_a_source_make_no_copies(index: Index) -> None:
    """A line under every text of a source is no copy, however short these are."""
    footer = (
        " Подписаться на нашу газету можно в редакции на улице Садовой в любой день кроме воскресенья с девяти до пяти"
    )
    sentences = [*SENTENCES, *OTHER.split(". ")]
    notes = [". ".join(sentences[at : at + 2]) for at in range(0, 10, 2)]
    put(index, *(Article(id=str(number), body=f"{note}.{footer}") for number, note in enumerate(notes)))
    assert all(hit.copies.total == 0 for hit in index.search(Search(limit=50)).hits)


def test_stories_outlive_a_rebuild(index: Index) -> None:
    put(index, CHESS, SITE, PAPER, WIRE)
    rebuilt(index.archive)
    assert rows(index) == {"chess": [], "site": ["wire", "paper"]}


def test_what_a_rebuild_reads_otherwise_has_its_story_anew(index: Index) -> None:
    """Furniture that is known by now made one capture a copy of another, and hid that of a third."""
    put(index, WIRE, replace(PAPER, body=TEXT), replace(CHESS, body=f"{OTHER} {TEXT}"), SITE)
    assert len({index.engine.story(id) for id in ("wire", "paper", "chess", "site")}) == 1
    read = {"chess": OTHER, "paper": HALF}
    rebuilt(index.archive, lambda old: replace(old, body=read[old.id]) if old.id in read else old)
    assert rows(index) == {"chess": [], "site": ["wire", "paper"]}
    assert index.search(Search(text="балок", fold=False)).total == 3
