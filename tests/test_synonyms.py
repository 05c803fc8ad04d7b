"""Words that belong together: what finds what in any form, in phrases and pairs; where that stops; owners' tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ArchiveError, Article, Index, Search
from index.engines import ENGINES
from index.languages import Languages
from index.languages.tables import Tables
from index.query import groups, joined, parse
from index.query.groups import TABLES, pairs
from index.query.synonyms import MOST_FAR, MOST_PHRASES, MOST_VARIANTS
from index.query.tree import Boost, Kind, Near, Or, Phrase, Query, Word

TEXTS = {
    "зко": "Аким ЗКО отчитался перед жителями",
    "область": "Дорогу строят в Западно-Казахстанской области",
    "врозь": "Финансов хватит, заверило министерство",
    "бқо": "БҚО әкімі жиын өткізді",
    "облысы": "Батыс Қазақстан облысында жол салынуда",
    "мид": "Об этом сообщили в МИДе страны",
    "дел": "Министру иностранных дел задали вопрос, министерство иностранных дел молчит",
    "цон": "Очередь перед ЦОНом",
    "центр": "Открыт центр обслуживания населения",
    "астана": "Из Астаны вылетел самолет",
    "султан": "В Нур-Султане потеплело",
    "тг": "Штраф 5 млн тг",
    "тенге": "Собрали 5 миллионов тенге",
    "теңге": "Бюджеттен 7 теңге бөлінді",
    "рк": "Гражданам РК вернули налог",
    "казахстан": "Сборная Казахстана выиграла",
    "қаржы": "Қаржы министрлігінің мәліметінше",
    "минфин": "Минфином подготовлен бюджет",
    "ес": "Бабаны еске алды",
    "евросоюз": "Страны Европейского союза договорились",
    "санкт": "В Санкт-Петербурге открыли мост",
    "петербург": "Из Петербурга вышел поезд",
    "нижний": "В Нижнем Новгороде прошла ярмарка",
    "семипалатинск": "Семипалатинск засыпало снегом",
    "семей": "Поезд прибыл в Семей, и в Семее его ждали",
    "семья": "Семье с тремя детьми дали квартиру, семья рада",
    "казну": "Ректор КазНУ поздравил студентов",
    "казна": "Деньги пошли в казну, казна пуста",
}

FINDS = [
    # query, what it finds; the same of every engine
    ("ЗКО", "зко область бқо облысы"),
    ("зко", "зко область бқо облысы"),
    ("Западно-Казахстанской области", "область зко бқо облысы"),
    ('"Западно-Казахстанской областью"', "область зко бқо облысы"),
    ('"аким Западно-Казахстанской области"', "зко"),
    ('"дорога в ЗКО"', ""),
    ('"строят в ЗКО"', "область"),
    ("строят /3 ЗКО", "область"),
    ("аким /1 Западно-Казахстанская", ""),
    ('аким /1 "Западно-Казахстанская область"', "зко бқо"),
    ("заголовок:ЗКО", ""),
    ("текст:ЗКО", "зко область бқо облысы"),
    ("БҚО", "зко область бқо облысы"),
    ("Батыс Қазақстан облысына", "зко область бқо облысы"),
    ("бко", "зко область бқо облысы"),  # typed without the letters that only Kazakh has
    ("Батыс Казакстан облысына", "зко область бқо облысы"),
    ("каржы министрлігі", "минфин қаржы"),
    # Kazakh in Latin letters, of either alphabet
    ("BQO", "зко область бқо облысы"),
    ("Batys Qazaqstan oblysyna", "зко область бқо облысы"),
    ('"Batys Qazaqstan oblysynda"', "зко область бқо облысы"),
    ("Qarjy mınıstrligi", "минфин қаржы"),
    ("Qarjy ministrlıgı", "минфин қаржы"),
    ("Qazaqstan", "казахстан облысы"),
    ("qazan", ""),
    ("мид", "мид дел"),
    ("министерства иностранных дел", "мид дел"),
    ("цоны", "цон центр"),
    ("центром обслуживания населения", "цон центр"),
    ("Нур-Султан", "астана султан"),
    ("Астане", "астана султан"),
    ("5 млн тенге", "тг тенге"),
    ('"5 миллионов тг"', "тг тенге"),
    ("тенге", "тг тенге теңге"),
    ("РК", "рк казахстан"),
    ("Казахстан", "казахстан облысы"),  # one way
    ("министерство финансов", "врозь минфин қаржы"),
    ('"министерство финансов"', "минфин қаржы"),
    ("МИНФИНЫ", "минфин қаржы"),
    ("ЕС", "евросоюз"),
    ("С.-Петербург", "санкт петербург"),
    ("Н. Новгород", "нижний"),
    ("Семипалатинск", "семипалатинск семей"),  # a name: no «семье»
    ("Семипалатинском", "семипалатинск семей"),
    ("Казахский национальный университет", "казну казна"),  # the form itself, and no other of «казна»
    ("Европейский союз", "евросоюз"),  # «ЕС» is met only so: «еске» is another word
    # what is taken as it stands
    ("!ЗКО", "зко"),
    ('!"Западно-Казахстанской области"', "область"),
    ("зк*", "зко"),
    ("ЗКО~", "зко"),
    # what is excluded is so by any name
    ("аким -ЗКО", ""),
    ("(ЗКО | цон) дорога", "область"),
]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("archive"), request.param)
    with index.write() as writer:
        for id, text in TEXTS.items():
            writer.put(Article(id=id, body=text))
    yield index
    index.engine.close()


def found(index: Index, text: str, **switches: bool) -> set[str]:
    search = Search(text=text, as_typed=True, limit=100, **switches)  # type: ignore[arg-type]
    results = index.search(search)
    return set() if results.partial else {hit.article.id for hit in results.hits}


@pytest.mark.parametrize(("query", "ids"), FINDS)
def test_what_finds_what(index: Index, query: str, ids: str) -> None:
    assert found(index, query) == set(ids.split())


SWITCHED = [
    ("ЗКО", {"synonyms": False}, "зко бқо облысы"),
    ("ЗКО", {"bridge": False}, "зко область"),
    ("ЗКО", {"synonyms": False, "bridge": False}, "зко"),
    ("тенге", {"synonyms": False}, "тенге теңге"),
]


@pytest.mark.parametrize(("query", "switches", "ids"), SWITCHED)
def test_each_kind_has_its_switch(index: Index, query: str, switches: dict[str, bool], ids: str) -> None:
    assert found(index, query, **switches) == set(ids.split())


WHY = [
    # query, article, why: the word typed, the form met, the kind
    ("ЗКО", "зко", {("зко", "зко", "exact")}),
    ("ЗКО", "область", {("зко", form, "synonym") for form in ("западно", "казахстанской", "области")}),
    ("ЗКО", "бқо", {("зко", "бқо", "bridge")}),
    ("Западно-Казахстанская область", "зко", {("западно казахстанская область", "зко", "synonym")}),
    ("Астаной", "астана", {("астаной", "астаны", "form")}),
    ("миллиона тенге", "тг", {("миллиона", "млн", "form"), ("тенге", "тг", "synonym")}),
    ("теңгеге", "тенге", {("теңгеге", "тенге", "bridge")}),
]


@pytest.mark.parametrize(("query", "id", "why"), WHY)
def test_why_says_what_was_typed_and_what_met(index: Index, query: str, id: str, why: set[tuple[str, ...]]) -> None:
    hit = next(hit for hit in index.search(Search(text=query)).hits if hit.article.id == id)
    assert {(reason.word, reason.form, reason.kind) for reason in hit.why} == why
    assert any(piece.match for fragment in hit.fragments for piece in fragment)


def test_the_answer_says_what_was_looked_for_besides(index: Index) -> None:
    said = {(one.word, one.kind, one.other) for one in index.search(Search(text="ЗКО")).synonyms}
    assert said == {
        ("зко", "synonym", "Западно-Казахстанская область"),
        ("зко", "bridge", "БҚО"),
        ("зко", "bridge", "Батыс Қазақстан облысы"),
    }
    assert {one.other for one in index.search(Search(text="Астана")).synonyms} == {
        "Нур-Султан"
    }  # no «Целиноград» there
    assert index.search(Search(text="ЗКО", synonyms=False, bridge=False)).synonyms == ()
    assert index.search(Search(text="самолет")).synonyms == ()


def test_what_comes_nearest_is_said_as_it_was_typed(index: Index) -> None:
    for query in ("ЗКО казна", "ЗКО /3 казна", "аким /1 МИД"):
        partial = index.search(Search(text=query)).partial
        assert partial and partial.matched == tuple(word.lower() for word in query.split() if "/" not in word)


@pytest.mark.parametrize("query", ["ЗКО", "Западно-Казахстанская область", "Астана", "тенге"])
def test_what_was_typed_comes_first(index: Index, query: str) -> None:
    kinds = [{reason.kind for reason in hit.why} for hit in index.search(Search(text=query)).hits]
    typed = [not met & {"synonym", "bridge"} for met in kinds]
    assert typed == sorted(typed, reverse=True)


def test_marks_of_an_article_follow_the_switches(index: Index) -> None:
    article = index.article("область")
    assert article
    assert index.marks(article, Search(text="ЗКО")).spans["body"]
    assert not index.marks(article, Search(text="ЗКО", synonyms=False)).spans["body"]


def tree(query: str) -> Query:
    return joined(parse(query), groups(("synonym", "bridge"), Tables()), Languages().query_readings)


def test_what_has_no_synonym_stays_as_it_was() -> None:
    for query in (
        "экспорт стали",
        '"рост * цен" /3 нефть',
        "заголовок:бюджет -уголь",
        "источник:ЗКО дата:2025",
        "!ЗКО",
    ):
        assert tree(query) == parse(query)


def test_a_phrase_stands_beside_a_word() -> None:
    match tree("НДФЛ"):
        case Or((Word("ндфл"), Boost(Phrase(words), factor))):
            assert [meaning.text for word in words if isinstance(word, Word) for meaning in word.means] == [
                "налог", "на", "доходы", "физических", "лиц",
            ]  # fmt: skip
            assert all(isinstance(word, Word) and word.instead and word.text == "ндфл" for word in words)
            assert factor < 1 / 5
        case other:
            pytest.fail(f"{other}")


def phrases(query: Query) -> int:
    match query:
        case Or(items):
            return sum(map(phrases, items))
        case Boost(item):
            return phrases(item)
        case Phrase() | Near():
            return 1
        case _:
            return sum(map(phrases, getattr(query, "items", ())))


def test_what_is_added_is_bounded() -> None:
    abbreviations = "мвд кнб зко вко ско ндс ввп дтп тэц лэп мрп ипн кпн"
    assert phrases(tree(" ".join([abbreviations] * 10))) <= MOST_PHRASES
    assert phrases(tree(f'"{abbreviations}"')) <= MOST_VARIANTS
    assert phrases(tree(f'"{abbreviations}" /5 "{abbreviations}"')) <= 1 + MOST_FAR


@pytest.mark.parametrize("kind", TABLES)
def test_the_built_in_tables(kind: Kind) -> None:
    """Every line is read, and no pair stands there twice."""
    name = Path(__file__).parents[1] / "index" / "query" / "tables" / f"{TABLES[kind]}.txt"
    found = [(pair.member.forms, pair.other.forms) for pair in pairs(name.read_text("utf-8"), kind, name.name)]
    assert len(found) > 100
    assert sorted(found) == sorted(set(found))
    assert all(one != other for one, other in found)


OWNERS = [
    # what an owner writes, a query, what it finds then
    ("Вестник = БҚО", "вестника", "бқо"),
    ("# пусто\n\nсамолет -> цон  # как-то так", "самолеты", "астана цон"),
    ("самолет -> цон", "цон", "цон центр"),
    ("сборная | команда = налог | сбор", "командой", "рк"),
]


@pytest.mark.parametrize(("table", "query", "ids"), OWNERS)
def test_an_owner_adds_groups(index: Index, table: str, query: str, ids: str) -> None:
    folder = index.archive.folder / "tables"
    folder.mkdir(exist_ok=True)
    before = found(index, query)
    path = folder / "synonyms.txt"
    try:
        path.write_text(table, "utf-8")
        assert found(index, query) == set(ids.split())
        assert index.lexicon.current  # no form is read anew for it
    finally:
        path.unlink()
    assert found(index, query) == before


BAD = ["ЗКО", "= ЗКО", "ЗКО = ", "ЗКО = ... ", "а -> б -> в", "а = б -> в", "а | б", "раз = " + "два " * 11]


@pytest.mark.parametrize("line", BAD)
@pytest.mark.parametrize("kind", TABLES)
def test_a_bad_line_is_said_with_its_place(tmp_path: Path, kind: Kind, line: str) -> None:
    path = tmp_path / f"{TABLES[kind]}.txt"
    path.write_text(f"Ватсап = Вотсап\n\n{line}\n", "utf-8")
    with pytest.raises(ArchiveError, match="строка 3") as raised:
        groups((kind,), Tables(tmp_path))
    assert str(path) in str(raised.value)


def test_a_table_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.touch()
    os.truncate(path, 2_000_000)
    with pytest.raises(ArchiveError, match="больше 1 МБ"):
        groups(("bridge",), Tables(tmp_path))


NUMBERS = [
    # printed in an article, typed: each finds it
    ("Продано 10 000 машин", "10000 машин|10 000 машин|10\u00a0000 машин|10\u202f000 машин|\"10 000 машин\""),
    ("Продано 10\u00a0000 машин", "10000|10 000|\"продано 10000 машин\""),
    ("Бюджет 1\u2009200\u2009000 тенге", "1200000|1 200 000|1.200.000|\"1 200 000 тг\""),
    ("Выручка 1,200,000 долларов", "1200000|1 200 000|\"1 200 000 долл\""),
    ("Собрали 5 млн тенге", "5 миллионов|\"5 миллионов тенге\"|5 млн тг"),
    ("Собрали 5 миллионов", "5 млн|\"5 млн\""),
    ("Отметили 25-летие", "25-летие|25-летия|\"25 летие\"|25 летием"),
    ("Цена 1,5 млрд", "1,5 млрд|\"1,5 миллиарда\"|1.5 млрд"),
    ("Рост 7% за год", "7%|7 %"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "typed"), NUMBERS)
def test_numbers_in_any_spacing(tmp_path: Path, printed: str, typed: str) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="1", body=printed))
        writer.put(Article(id="2", body="Двести и 1 200, 000, 10, 25, 5"))
    for text in typed.split("|"):
        assert found(index, text) == {"1"}, text
