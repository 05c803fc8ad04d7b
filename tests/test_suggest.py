"""Suggestions: out of the archive's own titles, forms folded, mistakes forgiven; each finds something."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Index, Search
from index.engines import ENGINES
from index.languages.roles import is_abbreviation, is_heading, is_name, part
from index.suggest.typed import typed

TITLES = [
    "Паводок в Акмолинской области",
    "Паводок размыл дорогу",
    "Дорогу после паводка откроют в мае",
    "Последствия паводков оценят до лета",
    "Паводковый период закончился",
    "Экспорт стали вырос на треть",
    "В Караганде растёт экспорт стали",
    "Экспорт угля снова растёт",
    "Как экспорт пшеницы кормит область",
    "Олжас Бектенов посетил завод",
    "Что сказал Олжас Бектенов о дорогах",
    "Завод ждёт Олжаса Бектенова",
    "В Усть-Каменогорске открыли мост",
    "Мост построили в Усть-Каменогорске",
    "Усть-Каменогорск ждёт гостей",
    "Қазақстан құрамасы жеңіске жетті",
    "Жаңа мектеп Қазақстанда салынды",
    "Футболдан Қазақстан жеңді",
    "МВД назвало причины аварий",
    "Новый начальник МВД",
    "Футбол: новая команда в новой лиге",
    "Рабочие Степногорска победили",
    "В «Кедр Парке» гуляют",
    "Гости Байменова приехали к Байменову",
    "Гостей встретил Байменов",
    "Ждали Дубравского",
    "Вместе с Дубравским",
    "Жители Костаная",
    "Погода для Костаная",
    "Спорт Костаная",
    "Кедровка 5 пруд 7g20a85b3c",
    "Лыжники " + "бегут " * 30,
]
ARTICLES = [
    Article(
        id=str(n),
        title=title,
        body="Самовары подорожали. Это Дубравский и Костанай видели. Мостом гордятся.",
        published=f"2024-01-{n + 1:02}",
        source="a.example",
    )
    for n, title in enumerate(TITLES)
]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("suggest") / "archive", request.param)
    with index.write() as writer:
        for article in ARTICLES:
            writer.put(article)
    return index


def offered(index: Index, text: str) -> list[str]:
    return [suggestion.text for suggestion in index.suggest(text)]


FIRST = [
    ("па", "паводок"),  # two letters: words, in the form of a heading
    ("паводк", "паводок"),  # forms folded into one
    ("ол", "Олжас"),
    ("олж", "Олжас Бектенов"),  # a name, whole, in the case of a heading
    ("олжас бек", "Олжас Бектенов"),
    ("Олжаса Бек", "Олжаса Бектенова"),  # the form that fits after the words before
    ("экспорт ст", "экспорт стали"),
    ("экспорт ", "экспорт стали"),  # the next word
    ("усть", "Усть-Каменогорск"),
    ("усть-кам", "Усть-Каменогорске"),
    ("мв", "МВД"),
    ("новая ко", "новая команда"),
    ("байм", "Байменов"),  # the shortest form of a name that no dictionary knows
    ("дубр", "Дубравский"),  # a name in the nominative, which no title has
    ("коста", "Костанай"),
    ("кед", "Кедр"),  # what is quoted keeps its capital letter
    ("сам", "самовары"),  # a word that stands in no title
    ("экспорт сам", "экспорт самовары"),
    ("5пру", "5 пруд"),  # a word that is glued to a number
    # mistakes
    ("Бектэн", "Бектенов"),  # in the last word
    ("экспрот ста", "экспорт стали"),  # in a word before
    ("gfdjl", "паводок"),  # another keyboard layout
    ("'rcgjhn cnf", "экспорт стали"),
    ("pavod", "паводок"),  # Latin letters
    ("Olzhas Bek", "Олжас Бектенов"),
    ("казакст", "Қазақстан"),  # without Kazakh letters
    # the language of queries stays as it is
    ("источник:a.example паво", "источник:a.example паводок"),
    ("заголовок:мвд | паво", "заголовок:мвд | паводок"),
    ('"экспорт ст', '"экспорт стали"'),
    ("кто:бект", "кто:Бектенов"),
    ("(мвд | паво", "(мвд | паводок)"),
    ("мост -бект", "мост -Бектенов"),
]


@pytest.mark.parametrize(("text", "first"), FIRST)
def test_what_comes_first(index: Index, text: str, first: str) -> None:
    assert offered(index, text)[:1] == [first]


NOTHING = [
    "",
    " ",
    "п",
    "ъъъъ",
    "щщ",
    "...",
    "(",
    '"',
    "источник:",
    "источник:б.example паво",
    "паводок" * 40,
    "- ",
    "1",
    "7g",  # a piece of an address
    "5gh",  # which is no «5пр»
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_suggest(index: Index, text: str) -> None:
    assert offered(index, text) == []


def test_forms_are_folded(index: Index) -> None:
    assert {"паводок", "паводка", "паводков"} & {*offered(index, "паводк")} == {"паводок"}


@pytest.mark.parametrize("text", ["мо", "мост", "экс", "гост"])
def test_one_word_is_offered_once(index: Index, text: str) -> None:
    readings = index.lexicon.languages.query_readings
    words = [readings(one) for one in offered(index, text) if " " not in one]
    assert words and all(one.isdisjoint(other) for one, other in combinations(words, 2))


def test_a_paragraph_is_no_title(index: Index) -> None:
    assert "лыжники" in offered(index, "лыж") and max(map(len, offered(index, "лыж"))) < 100


def test_a_title_is_offered_where_few_go_on(index: Index) -> None:
    found = index.suggest("что сказал")
    assert [(one.text, one.kind) for one in found if one.kind == "title"] == [(TITLES[10], "title")]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [("паводк", "word", 4), ("олжас бек", "name", 3), ("экспорт ст", "phrase", 2), ("усть", "name", 3)],
)
def test_what_it_is_and_how_often(index: Index, text: str, kind: str, count: int) -> None:
    first = index.suggest(text)[0]
    assert (first.kind, first.count) == (kind, count)


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_than_asked_for(index: Index, limit: int) -> None:
    assert len(index.suggest("экспорт ", limit)) == limit


def test_an_article_is_suggested_at_once_and_gone_when_deleted(index: Index) -> None:
    with index.write() as writer:
        writer.put(Article(id="new", title="Дирижабль над степью"))
    assert offered(index, "дириж")[:1] == ["дирижабль"]
    index.delete(["new"])
    assert offered(index, "дириж") == []


STARTS = sorted({title[:length] for title in TITLES for length in range(2, len(title) + 1)})
TYPED = st.one_of(
    st.sampled_from(STARTS),
    st.sampled_from(STARTS).flatmap(
        lambda start: st.sampled_from(range(len(start))).map(lambda at: start[:at] + start[at + 1 :])
    ),
    st.text(st.sampled_from('абве пс-("«|!:*~дата'), max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(text=TYPED)
def test_every_suggestion_finds_something(index: Index, text: str) -> None:
    for suggestion in index.suggest(text):
        assert suggestion.count
        assert index.search(Search(text=suggestion.text, as_typed=True)).total, (text, suggestion)


@pytest.mark.parametrize(
    ("text", "head", "said", "words", "last"),
    [
        ("экспорт ста", "", "экспорт ", ("экспорт",), "ста"),
        ("экспорт ", "", "экспорт ", ("экспорт",), ""),
        ("усть-кам", "", "усть-", ("усть",), "кам"),
        ("сталь ИЛИ уг", "сталь ИЛИ ", "", (), "уг"),
        ("дата:2024 уг", "дата:2024 ", "", (), "уг"),
        ("заголовок:уг", "заголовок:", "", (), "уг"),
        ("«экспорт ста", "«", "экспорт ", ("экспорт",), "ста"),
    ],
)
def test_what_is_completed(text: str, head: str, said: str, words: tuple[str, ...], last: str) -> None:
    kept, completed = typed(text)
    assert (kept, completed.said, completed.words, completed.last) == (head, said, words, last)


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ("в", "joint"),
        ("который", "joint"),
        ("және", "joint"),
        ("заявил", "verb"),
        ("новая", "adjective"),
        ("2024", "adjective"),
        ("паводков", "noun"),
        ("қазақстан", "noun"),
        ("tengri", "noun"),
    ],
)
def test_parts(form: str, what: str) -> None:
    assert part(form) == what


@pytest.mark.parametrize(
    ("judge", "yes", "no"),
    [
        (is_heading, "паводок паводки выборы бектенов казахстан заявил мвд", "паводка паводков бектенову казахстане"),
        (is_name, "путин казахстан олжас", "паводок заявил сталь"),
        (is_abbreviation, "мвд сша", "млн мост"),
    ],
)
def test_roles(judge: object, yes: str, no: str) -> None:
    assert callable(judge)
    assert [form for form in yes.split() if not judge(form)] == []
    assert [form for form in no.split() if judge(form)] == []
