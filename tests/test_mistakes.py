"""What is mended in a query, what is only offered, and what is left as typed, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Article, Index, QueryError, Search
from index.answering.designations import spellings
from index.engines import ENGINES

COMMON = """Искусственный бассейн наполнили водой. Клиент банка купил пять туров. В городе Семиреченска сам
выступал вчера Кирсанов. Смета выросла на 300 рублей."""
RARE = (
    "Искуственный лёд растаял.",
    "Искуственный мех подешевел.",
    "Бассеин закрыли.",
    "Письмо подписал Турлов.",
    "Письмо подписал Кирсанев.",
    "В посёлке Семиренченска тихо.",
    "The client is open.",
    "Смотрите https://a.example/kupil-basseyn здесь.",
    "Истребитель F-16 сел на лёд.",
    "Истребитель F16 взлетел.",
    "От COVID-19 привили всех.",
    "Шина N2 передаёт данные.",
    "Завод Zelur-19 закрыт.",
    "Этот пруд зарос.",
    "Смотрите з/п.",
    "Комплекс С-500 убран.",
    "Петь любит Владимир Серкан.",
    "Шить любит Владимир Серкан.",
    "Вчера приезжал Серхан.",
    "Вчера слушали Тойганбетова.",
    "Вчера выступал Токаев.",
)
KAZAKH = {"kk": "Ол С 8 тобында 8 оқиды.", "kk-Latn": "Ol S tobynda oqıdy."}


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("archive") / request.param, request.param)
    with index.write() as writer:
        for number in range(40):
            writer.put(Article(id=f"common/{number}", body=COMMON, published="2024-05-01"))
        for number, text in enumerate(RARE):
            writer.put(Article(id=f"rare/{number}", body=text, section="Спорт" if number == 0 else None))
        for lang, text in KAZAKH.items():
            writer.put(Article(id=lang, body=text, lang=lang))
    yield index
    index.close()


CASES = [
    # typed, in its place, only offered, articles shown
    ("искуственный бассеин", "искусственный бассейн", None, 40),  # each is in an article, but not both in one
    ("искуственный", None, "искусственный", 2),
    ("Турлов", None, None, 1),  # a name is no mistake for a common word
    ("Кирсанев", None, "Кирсанов", 1),
    ("кто:Кирсанев", None, "кто:Кирсанов", 1),
    ("кто:Клиенд", None, None, 0),
    ("клиенд", "клиент", None, 40),
    ("семиренченска", "семиреченска", None, 40),  # a long name with one slip
    ("client", None, "клиент", 1),  # a foreign word that stands in a text
    ("kupil", "купил", None, 40),  # and one that stands in addresses only
    ("F16", "(F16 | F-16)", None, 2),
    ("f-16", "(f-16 | f16)", None, 2),
    ("истребитель F16 взлетел", None, None, 1),
    ('"F16 сел"', '"F-16 сел"', None, 1),
    ("COVID19", "COVID-19", None, 1),
    ("Зелур19", "zelur-19", None, 1),
    ('завод "зелур-19 закрыт"', 'завод "zelur-19 закрыт"', None, 1),
    ("Ф16 взлетел", "f16 взлетел", None, 1),
    ("рубль300", None, None, 0),
    ("тобинда8", "тобында8", None, 1),  # not «tobynda-8», which only Kazakh reads so
    ("блиент", "клиент", None, 40),
    ("цурлов", None, "турлов", 0),  # a rarer word is hardly meant by what begins otherwise
    ("дурлов", "турлов", None, 1),  # but by ear
    ("Блиент", None, "Клиент", 0),  # a name that the archive lacks begins as it does
    ("Клеент", "Клиент", None, 40),
    ("клиентбанка", "клиент банка", None, 40),
    ("Клиентбанка", None, "Клиент банка", 0),
    ("КЛЕНТ", None, "клиент", 0),  # an abbreviation
    ("КЛИЕНТТ", "клиент", None, 40),
    ("C-500", None, "С-500", 0),  # in Latin letters, which look so
    ("C500", None, "С500", 0),
    ("S300", None, None, 0),  # which is no bare number
    ("S8", None, None, 0),  # nor «с 8», though Kazakh spells so
    ("Т2", None, None, 0),  # nor what another layout makes of it
    ('"rkbtyn ,fyrf"', '"клиент банка"', None, 40),  # another layout, whose quotes stay quotes
    ('"клиент ,fyrf"', '"клиент банка"', None, 40),
    ('!"rkbtyn ,fyrf"', '!"клиент банка"', None, 40),
    ("текст:rkbtyn", "текст:клиент", None, 40),
    ('текст:"rkbtyn ,fyrf"', 'текст:"клиент банка"', None, 40),
    ("кто:Rbhcfyjd", "кто:кирсанов", None, 40),
    ("х300х", None, None, 40),  # a word in another layout has no signs in it: neither «[300[»
    ("P&G", None, None, 0),  # nor «з&п»
    ('кто:"Владимр Серкан"', 'кто:"Владимир Серкан"', None, 2),  # a dictionary has even «Владимр»
    ('"Владимр Серкан"', '"Владимир Серкан"', None, 2),
    ("Владимр Серкан", "Владимир Серкан", None, 2),
    ('кто:"Владимир Серхан"', None, 'кто:"Владимир Серкан"', 0),  # each is somebody, and both together nobody
    ("Владимир Серхан", None, "Владимир Серкан", 3),
    ('"клиент танка"', None, '"клиент банка"', 40),
    ('!"клиент танка"', None, None, 40),  # as it is typed
    ('"клиент старого танка"', None, None, 40),
    ("тайганбетов", "тойганбетов", None, 1),  # the nominative, which no article has
    ("тайганбетова", "тойганбетова", None, 1),
    ("кто:Такаев", "кто:Токаев", None, 1),  # of which a dictionary knows but «токай»
]


@pytest.mark.parametrize(("text", "meant", "offered", "total"), CASES)
def test_mistakes(index: Index, text: str, meant: str | None, offered: str | None, total: int) -> None:
    found = index.search(Search(text=text))
    said = tuple(one and one.query for one in (found.correction, found.offered))
    assert (*said, found.total) == (meant, offered, total)
    assert index.search(Search(text=text, as_typed=True)).offered is None


SHORT = [
    # typed, read in another layout, only offered
    ("Шу", None, "ie"),
    ("ЕНТ", None, "tyn"),
    ("шу", None, "ie"),
    ("ьыг", "msu", None),  # which many have
    ("yjc", "нос", None),  # small Latin letters are no abbreviation of a Russian text
    ("YJC", None, "нос"),
    ("шу ефн", "ie tay", None),  # two words at once
]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An archive in which one article is few."""
    index = Index.create(tmp_path_factory.mktemp("large") / "archive")
    with index.write() as writer:
        for number, text in enumerate(["Das ie, tay, tyn.", "Нос замёрз.", *["Студенты MSU."] * 3, *["Снег."] * 250]):
            writer.put(Article(id=str(number), body=text))
    yield index
    index.close()


@pytest.mark.parametrize(("text", "meant", "offered"), SHORT)
def test_a_short_word_in_another_layout(large: Index, text: str, meant: str | None, offered: str | None) -> None:
    found = large.search(Search(text=text))
    assert tuple(one and one.query for one in (found.correction, found.offered)) == (meant, offered)


UNREADABLE = [
    ("rnj:Кирсанов", "кто:Кирсанов", 40),
    ("rkbtyn lfnf:2024", "клиент дата:2024", 40),
    ("he,hbrf:спорт", "рубрика:спорт", 1),
    ('"njn ghel', "этот пруд", 1),  # a quote that has no other is a letter
]


@pytest.mark.parametrize(("text", "meant", "total"), UNREADABLE)
def test_what_cannot_be_read_as_typed(index: Index, text: str, meant: str, total: int) -> None:
    found = index.search(Search(text=text))
    assert (found.correction and found.correction.query, found.total) == (meant, total)


def test_a_field_in_another_layout_is_named_by_the_error(index: Index) -> None:
    with pytest.raises(QueryError) as error:
        index.search(Search(text="rkbtyn lfnf:1999"))
    assert error.value.repaired == "rkbtyn дата:1999"


def test_what_is_offered_finds_more(index: Index) -> None:
    offered = index.search(Search(text="Кирсанев")).offered
    assert offered and index.search(Search(text=offered.query, as_typed=True)).total == 40


def test_spellings_of_a_designation() -> None:
    def begins(prefix: str) -> bool:
        return any(word.startswith(prefix) for word in ("с", "су", "миг"))

    assert [*spellings("MIG29", begins)] == ["MIG-29", "миг-29"]
    assert [*spellings("SU-34", begins)] == ["SU34", "су-34"]
    assert [*spellings("S300", begins)] == ["S-300"]  # «с 300» is «from 300»
