"""The sample archive is what it says: two newspapers, two languages, realistic pages that carry their articles."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import combinations, product
from pathlib import Path

import pytest
from lxml import html

from sample import Story, latest, popular, related, stories, write

ONE_TIME = datetime(2024, 2, 29, 18, tzinfo=UTC)  # 2024-03-01 00:00+06:00: all Kazakhstan went over to +05:00
KAZAKH = frozenset("әғқңөұүһі")
MARKS = {
    "no-break space": "1\N{NO-BREAK SPACE}200 мест",
    "quotes inside quotes": "„Анна Каренина“",
    "stress": "за\N{COMBINING ACUTE ACCENT}мок",
    "soft hyphen": "гидро\N{SOFT HYPHEN}фоны",
    "yo": "ё",
    "hyphen": "научно-исследовательск",
    "abbreviation": "тыс. тенге",
    "steel": "экспорт стали",
    "became": "стали продавать",
    "bank": "Директор банка",
    "can": "любую банку",
    "soap": "тонны мыла",
    "washed": "мыла полы",
    "-ko": "Гринько",
    "-ykh": "Черных",
    "-skaya": "Вишневской",
    "-uly": "Төлегенұлы",
    "-qyzy": "Серікқызы",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    assert write(folder) == len(stories()) == len(list(folder.rglob("*.html")))
    return folder


def page(folder: Path, story: Story) -> Path:
    return folder / story.paper / str(story.date.year) / f"{story.slug}.html"


def words(element: html.HtmlElement) -> str:
    """The visible text, without scripts and styles."""
    for hidden in element.xpath("//script | //style"):
        hidden.drop_tree()
    return str(element.text_content())


def shared(first: Story, second: Story) -> float:
    """The part of their words, in order, that two stories have in common."""
    one, other = " ".join(first.body).split(), " ".join(second.body).split()
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def named(story: Story) -> str:
    return story.slug


every_story = pytest.mark.parametrize("story", stories(), ids=named)


def test_counts() -> None:
    assert {"stepnoy-vestnik", "alatau-tany"} == {story.paper for story in stories()}
    languages = Counter(story.lang for story in stories())
    assert languages["ru"] >= 30
    assert languages["kk"] >= 16
    assert languages.total() == len(stories()) >= 46
    assert {story.date.year for story in stories()} == set(range(2019, 2027))
    assert len({(story.date.year, story.date.month) for story in stories()}) >= 30
    days = Counter((story.paper, story.date.date()) for story in stories())
    assert sum(count > 1 for count in days.values()) >= 2


@pytest.mark.parametrize("of", [lambda story: story.url, lambda story: story.title, lambda story: story.lead])
def test_nothing_is_named_twice(of: object) -> None:
    assert callable(of)
    assert len({of(story) for story in stories()}) == len(stories())


@every_story
def test_a_story_is_whole(story: Story) -> None:
    assert 4 <= len(story.body) <= 9
    assert 120 <= sum(len(paragraph.split()) for paragraph in story.body) <= 350
    assert all(paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in story.body)
    assert not any(story.lead in paragraph for paragraph in story.body)
    assert story.section
    assert story.tags
    assert story.views > 0


@every_story
def test_a_story_is_in_its_language(story: Story) -> None:
    letters = [letter for letter in " ".join(story.body).lower() if letter.isalpha()]
    share = sum(letter in KAZAKH for letter in letters) / len(letters)
    assert (share > 0.1) if story.lang == "kk" else (share < 0.02)


@every_story
def test_the_clock_of_almaty(story: Story) -> None:
    assert story.date.utcoffset() == timedelta(hours=6 if story.date < ONE_TIME else 5)


def test_a_wire_story_in_two_copies() -> None:
    by_paper = [
        [s for s in stories() if s.paper == name and s.lang == "ru"] for name in ("stepnoy-vestnik", "alatau-tany")
    ]
    likeness = {(first.slug, second.slug): shared(first, second) for first, second in product(*by_paper)}
    (copy,) = [pair for pair, ratio in likeness.items() if ratio > 0.5]
    assert copy == ("eksport-stali-chetvert", "eksport-stali")
    assert likeness[copy] < 1


def test_stories_that_return() -> None:
    tags = Counter(tag for story in stories() for tag in story.tags)
    assert tags["мост через Ульбу"] >= 4
    assert tags["Айсулу"] >= 3
    assert tags["Айсұлу"] >= 3


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_what_makes_a_text_hard(mark: str) -> None:
    assert any(mark in text for story in stories() for text in (story.title, story.lead, *story.body))


@every_story
def test_a_page_carries_its_story(folder: Path, story: Story) -> None:
    tree = html.parse(str(page(folder, story))).getroot()
    (title,) = tree.xpath("//h1")
    assert title.text_content() == story.title
    assert [p.text_content() for p in tree.xpath("//*[@itemprop='articleBody' or @class='post__body']/p")] == [
        *story.body
    ]
    text = words(tree)
    for shown in (story.lead, story.author, story.caption, story.section, story.printed, *story.tags):
        assert shown in text


@every_story
def test_a_page_has_furniture_to_drop(folder: Path, story: Story) -> None:
    text = words(html.parse(str(page(folder, story))).getroot())
    for others in (popular(story), related(story), latest(story)):
        assert story not in others
        assert len(set(others)) == len(others)
        for other in others:
            assert other.paper == story.paper
            assert other.title in text
    labels = (
        ("Популярное", "Читайте также", "cookie") if story.lang == "ru" else ("Көп оқылған", "Тағы оқыңыз", "cookie")
    )
    assert all(label in text for label in labels)


@every_story
def test_a_page_says_where_and_when(folder: Path, story: Story) -> None:
    raw = page(folder, story).read_bytes()
    assert f"charset={story.charset}" in raw.decode(story.charset).replace('"', "")
    tree = html.fromstring(raw)
    data = [json.loads(script.text or "") for script in tree.iterfind(".//script[@type='application/ld+json']")]
    if story.paper == "alatau-tany":
        (news,) = [block for block in data if block["@type"] == "NewsArticle"]
        assert tree.xpath("//link[@rel='canonical']/@href") == [story.url] == [news["url"]]
        assert news["datePublished"] == story.date.isoformat()
        assert not tree.xpath("//*[@itemprop]")
    else:
        assert not data
        assert tree.xpath("//*[@itemprop='datePublished']/@datetime") == [story.date.isoformat()]
        assert not tree.xpath("//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')]")


def test_old_russian_pages_are_in_windows_1251() -> None:
    old = {story.date.year for story in stories() if story.charset == "windows-1251"}
    assert old == {2019, 2020}
    assert all(story.paper == "stepnoy-vestnik" for story in stories() if story.charset == "windows-1251")


def test_no_two_pages_are_one_file(folder: Path) -> None:
    assert all(page(folder, first) != page(folder, second) for first, second in combinations(stories(), 2))


def test_writing_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    write(tmp_path)
    for file in folder.rglob("*.html"):
        assert file.read_bytes() == (tmp_path / file.relative_to(folder)).read_bytes()
