"""Where a site keeps its text is learnt from its first pages: as the general way reads them, and only then."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from index.article import Origin
from indexer import containers, document, generic
from indexer.containers import CHECKED, CHECKED_SELDOM, CONFIRMED, SITES, Containers
from indexer.extract import extract
from indexer.generic import Body
from indexer.pages import Page

TOWNS = ("Степногорске", "Аксу", "Рудном", "Кентау", "Экибастузе", "Риддере", "Хромтау", "Жанатасе")
WORKS = ("завод металлов", "новую школу", "мост через реку", "ледовый дворец", "областную больницу")
BESIDE = (
    '<div class="share"><a href="/t">Телеграм</a> <a href="/w">Ватсап</a></div>',
    '<div class="box-7"><b>Другие новости дня</b> <a href="/2">Гвардейцы взяли золото по дзюдо</a></div>',
)


def told(number: int) -> list[str]:
    """The paragraphs of an invented article."""
    town, work = TOWNS[number % len(TOWNS)], WORKS[number % len(WORKS)]
    return [
        f"В {town} открыли {work}, сообщили в пресс-службе акимата области в среду, {number % 28 + 1} октября.",
        f"Строили {number + 2} месяца, на стройке работали {number + 40} человек, половина из них живёт в этом городе.",
        "«Мы ждали этого дня давно, и теперь людям не нужно ездить за двести километров», – сказал аким города.",
        f"На следующий год здесь намечено ещё {number + 3} таких стройки, деньги на них уже выделены из бюджета.",
    ]


def saved(number: int, layout: str, site: str = "vesti.example", lines: list[str] | None = None) -> Page:
    """An invented page of a site, its body in a layout that has `{}` for the paragraphs."""
    title = f"В {TOWNS[number % len(TOWNS)]} открыли {WORKS[number % len(WORKS)]}"
    paragraphs = "".join(f"<p>{line}</p>" for line in lines or told(number))
    html = (
        f'<html><head><title>{title}</title><link rel="canonical" href="https://{site}/news/{number}">'
        f'<meta property="og:type" content="article"></head><body><nav><a href="/">Главная</a></nav><h1>{title}</h1>'
        f'{layout.format(paragraphs)}<aside><a href="/3">Где купить уголь</a></aside></body></html>'
    )
    return Page(kind="html", data=html.encode(), origin=Origin(f"{number}.html"))


PLAIN = '<div class="text">{}</div>' + BESIDE[0]
LAYOUTS = {
    "a class": PLAIN,
    "an id": '<td id="content">{}</td>'.join(("<table><tr>", "</tr></table>")),
    "no name of its own": '<main><div class="wrap"><div>{}</div></div></main>',
    "furniture inside": '<div class="text">' + BESIDE[0] + "{}" + BESIDE[1] + "</div>",
    "an element without a good name": "<o:p>{}</o:p>",
    "a number in its class": '<div class="post-48213 text">{}</div>',
}


@pytest.fixture
def general(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that went the general way."""
    seen: list[str] = []
    ask: Callable[[document.Document], Body | None] = generic.body

    def counted(page: document.Document) -> Body | None:
        seen.append(page.url or "")
        return ask(page)

    monkeypatch.setattr(containers.generic, "body", counted)
    return seen


def read(known: Containers, pages: list[Page]) -> list[str]:
    return [extract(page, containers=known).body for page in pages]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_learnt(layout: str, general: list[str]) -> None:
    pages = [saved(number, layout) for number in range(CONFIRMED + 8)]
    bodies = read(Containers(), pages)
    assert len(general) == (len(pages) if "o:p" in layout else CONFIRMED)
    assert bodies == [extract(page).body for page in pages]
    assert bodies == ["\n".join(told(number)) for number in range(len(pages))]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_page_reads_the_same_wherever_it_comes(layout: str) -> None:
    pages = [saved(number, layout) for number in range(CONFIRMED + 8)]
    assert read(Containers(), pages) == read(Containers(), pages[::-1])[::-1]


STRANGE = {
    "another layout": '<section class="new">{}</section>',
    "two of them": PLAIN.format("{}")
    + '<div class="text"><p>Погода завтра будет ясной, ветер слабый, днём тепло.</p></div>',
    "a kind of element that is new": '<div class="text">{}<div class="quiz">Как вы проводите этот вечер?</div></div>',
}


@pytest.mark.parametrize("layout", STRANGE.values(), ids=STRANGE)
def test_a_page_unlike_the_others_goes_the_general_way(layout: str, general: list[str]) -> None:
    known = Containers()
    read(known, [saved(number, PLAIN) for number in range(CONFIRMED + 1)])
    page = saved(90, layout)
    assert read(known, [page]) == [extract(page).body]
    assert "https://vesti.example/news/90" in general


def test_much_shorter_than_before_is_asked(general: list[str]) -> None:
    known = Containers()
    read(known, [saved(number, PLAIN) for number in range(CONFIRMED)])
    general.clear()
    read(known, [saved(90, PLAIN, lines=told(90)[:1])])
    assert len(general) == 1


def test_a_new_layout_is_learnt_beside_the_old_one(general: list[str]) -> None:
    known = Containers()
    other = STRANGE["another layout"]
    read(known, [saved(number, PLAIN) for number in range(CONFIRMED)])
    read(known, [saved(number, other) for number in range(CONFIRMED)])
    general.clear()
    read(known, [saved(50, PLAIN), saved(51, other)])
    assert not general


def test_the_more_checks_agreed_the_more_seldom_they_are(general: list[str]) -> None:
    known = Containers()
    read(known, [saved(number, PLAIN) for number in range(CONFIRMED)])
    general.clear()
    pages = 12 * CHECKED_SELDOM
    read(known, [saved(number, PLAIN) for number in range(pages)])
    checked = [-1, *(int(url.rpartition("/")[2]) for url in general)]
    between = [later - earlier for earlier, later in pairwise(checked)]
    assert between[0] == CHECKED
    assert between == sorted(between)
    assert max(between) == CHECKED_SELDOM
    assert pages - 1 - checked[-1] < CHECKED_SELDOM


def test_where_a_check_differs_it_is_learnt_anew(general: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    known = Containers()
    read(known, [saved(number, PLAIN) for number in range(CONFIRMED + CHECKED - 1)])
    said = Body(("Эта статья теперь стоит на странице совсем в другом месте, чем раньше.",), "trafilatura")
    with monkeypatch.context() as patch:
        patch.setattr(containers.generic, "body", lambda page: said)
        assert read(known, [saved(90, PLAIN)]) == list(said.paragraphs)
    general.clear()
    pages = [saved(number, PLAIN) for number in range(CONFIRMED + 3)]
    assert read(known, pages) == ["\n".join(told(number)) for number in range(len(pages))]
    assert len(general) == CONFIRMED


def test_sites_learn_apart_and_are_bounded(general: list[str]) -> None:
    known = Containers()
    read(known, [saved(number, PLAIN, f"site-{number % 2}.example") for number in range(2 * CONFIRMED)])
    assert len(general) == 2 * CONFIRMED
    for number in range(SITES + 5):
        known._site(f"{number}.example")
    assert len(known.sites) == SITES


def test_what_a_page_marks_as_its_body_is_not_learnt(general: list[str]) -> None:
    pages = [saved(number, '<div class="text" itemprop="articleBody">{}</div>') for number in range(3)]
    assert read(Containers(), pages) == ["\n".join(told(number)) for number in range(3)]
    assert not general
