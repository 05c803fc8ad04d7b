"""A person asked for by name: every case and order, initials, a patronymic between, in every engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from index import Article, Index, Search
from index.engines import ENGINES
from index.query import expand, parse
from index.reply import reply
from sample import stories
from tests.plain import finds

TEXTS = {
    "nominative": "Вчера выступил Бектенов по делу.",
    "genitive": "Вчера слушали речь Бектенова на встрече.",
    "dative": "Вчера вручили Бектенову письмо.",
    "hers": "Вчера наградили врача Бектенову и сестру.",
    "only hers": "Вчера у врача Бектеновой были гости.",
    "initial": "Вчера поручил это О. Бектенов, и не раз.",
    "initial after": "В списке назван Бектенов О. без должности.",
    "listed": "В списке назван Бектенов Е. без должности.",
    "initials after": "В списке назван Бектенов О. А. без должности.",
    "initials": "Вчера поручил это О. А. Бектенов в столице.",
    "about him": "Вчера спросили о Бектенове в столице.",
    "another initial": "Вчера поручил это Е. Бектенов, и не раз.",
    "full": "Вчера сообщил Олжас Бектенов на встрече.",
    "full, other order": "Вчера наградили Бектенова Олжаса и других.",
    "with patronymic": "Вчера приняли Олжаса Абаевича Бектенова в столице.",
    "two people": "Вчера приехали Олжас и Бектенов в столицу.",
    "another": "Вчера сообщил Ерлан Бектенов на встрече.",
    "kazakh": "Кеше Олжас Бектеновтің сөзін тыңдады.",
    "latin": "Вчера подписал это Olzhas Bektenov собственной рукой.",
    "lion": "Вчера приехал Лев Ковальский с женой.",
    "she": "Вчера выступила Анна Ковальская в театре.",
    "double": "Вчера выступил Ким-Оспанов в театре.",
    "double given": "Вчера выступил Касым-Жомарт Ковалев в зале.",
    "foreign": "Вчера встретили Терезу Мэй в порту.",
    "wolf": "Вчера наградили и Петра Волка с женой.",
    "wolf, an animal": "Вчера встретились в лесу с волком.",
    "adjective": "Вчера об этом вспомнил Глеб Серый из цеха.",
    "kazakh double": "Кеше Қасым-Жомарт Түгелбайдың сөзін тыңдады.",
}  # fmt: skip

HIM = "nominative, genitive, dative, hers, initial, initial after, listed, initials after, initials, about him"
HIM += ", another initial, full, full, other order, with patronymic, two people, another, kazakh"
FULL = "full, full, other order, with patronymic, kazakh, initial, initials, initials after"
"""Also with his initial, which may be another's; «Бектенов О.» might be «Бектенов о погоде»."""

FOUND = [
    ("кто:Бектенов", HIM),
    ("who:бектеновым", HIM),
    ("он:Бектенова", HIM),
    ("кто:Бектеновтің", HIM),
    ("он:Бектеновой", HIM),
    ("она:Бектенов", "genitive, dative, hers, only hers, full, other order, with patronymic"),
    ("она:Бектенова", "genitive, dative, hers, only hers, full, other order, with patronymic"),
    ("кто:Бектеновой", "genitive, dative, hers, only hers, full, other order, with patronymic"),
    ("кто:Бектенова", HIM + ", only hers"),
    ("кто:Bektenov", HIM + ", latin"),
    ("кто:«О. Бектенов»", FULL),
    ("кто:О.Бектенов", FULL),
    ("кто:«Бектенов О.»", FULL),
    ('кто:"О. А. Бектенов"', FULL),
    ('кто:"Е. Бектенов"', "another initial, another, listed"),
    ('кто:"Олжас Бектенов"', FULL),
    ('кто:"бектенову олжасу"', FULL),
    ('кто:"Олжас Абаевич Бектенов"', FULL),
    ('кто:"Олжас Ерланович Бектенов"', FULL.replace("with patronymic, ", "")),
    ('кто:"Ерлан Бектенов"', "another, another initial, listed"),
    ("кто:Лев", "lion"),
    ("кто:Ковальский", "lion"),
    ("кто:Ковальская", "she"),
    ('кто:"Ким-Оспанов"', "double"),
    ("кто:Ким-Оспанова", "double"),
    ('кто:"К. Ковалева"', "double given"),
    ('кто:"Ковалев Касым-Жомарт"', "double given"),
    ('кто:"Қасым-Жомарт Ковалев"', "double given"),
    ('кто:"Қасым-Жомарт Түгелбай"', "kazakh double"),
    ('кто:"Касым-Жомарт Тугелбай"', "kazakh double"),
    ("кто:Волк", "wolf"),
    ('кто:"Пётр Волк"', "wolf"),
    ("кто:Volk", "wolf"),
    ("кто:Серого", "adjective"),
    ('кто:"Г. Серый"', "adjective"),
    ('кто:"Тереза Мэй"', "foreign"),
    ("кто:Мэй", "foreign"),
    ("кто:Неизвестный", ""),
    ("кто:Бектенов -кто:Ерлан", ", ".join(name for name in HIM.split(", ") if name != "another")),
    ("заголовок:(кто:Бектенов)", ""),
]  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = Index.create(tmp_path_factory.mktemp("who") / "archive", request.param)
    with opened.write() as writer:
        for name, text in TEXTS.items():
            writer.put(Article(id=name, body=text))
    yield opened
    opened.lexicon.close()
    opened.engine.close()


def named(text: str) -> set[str]:
    """The texts of a list above; names may have a comma."""
    for name in ("full, other order",):
        if name in text:
            return {name} | named(text.replace(f"{name}, ", "").replace(name, ""))
    return set(filter(None, text.split(", ")))


@pytest.mark.parametrize(("query", "names"), FOUND)
def test_finds_a_person(index: Index, query: str, names: str) -> None:
    tree = expand(parse(query), index.lexicon)
    plain = {name for name, text in TEXTS.items() if finds(tree, Article(id=name, body=text))}
    assert plain == named(names)
    found = index.search(Search(text=query, limit=100, as_typed=True))
    assert (set() if found.partial else {hit.article.id for hit in found.hits}) == plain
    assert all(any(piece.match for fragment in hit.fragments for piece in fragment) for hit in found.hits)


def archive(folder: Path, texts: dict[str, str], lang: str | None = None) -> Index:
    """A small archive of some texts by their names."""
    index = Index.create(folder / "archive")
    with index.write() as writer:
        for name, text in texts.items():
            writer.put(Article(id=name, body=text, lang=lang))
    return index


def found(index: Index, query: str) -> set[str]:
    """The names of the texts that a query finds, all of it."""
    results = index.search(Search(text=query, limit=100, as_typed=True))
    return set() if results.partial else {hit.article.id for hit in results.hits}


BESIDE = {
    "v": "Вчера поручил это В. Бердышев, и не раз.",
    "of v": "Вчера слушали речь В. Бердышева на встрече.",
    "v v": "Вчера поручил это В. С. Бердышев в столице.",
    "v v after": "В списке назван Бердышев В. С. без должности.",
    "i i": "Вчера поручил это И. С. Бердышев в столице.",
    "visit": "Вчера начался визит Бердышева в Индию.",
    "with": "Вчера прошла встреча Бердышева с послом.",
    "about": "Вчера снова высказались о Бердышеве. В этот раз громко.",
    "in": "Вчера сомневались в Бердышеве на собрании.",
    "both": "Вчера приехали Жаров и Бердышев, и не раз.",
    "and": "Вчера Бердышев и Жаров уехали, но Бердышев к ночи вернулся.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('кто:"Виктор Бердышев"', {"v", "of v", "v v", "v v after"}),
        ('кто:"В. Бердышев"', {"v", "of v", "v v", "v v after"}),
        ('кто:"Игнат Бердышев"', {"i i"}),
        ('кто:"И. Бердышев"', {"i i", "both"}),  # typed so, it is what was asked for
        ('кто:"Сергей Бердышев"', {"v v", "i i"}),  # «С. Бердышев» is printed there too
        ('кто:"Андрей Бердышев"', set()),
        ('кто:"Кирилл Бердышев"', set()),
    ],
)
def test_a_letter_that_is_a_word_is_no_initial(tmp_path: Path, query: str, names: set[str]) -> None:
    assert found(archive(tmp_path, BESIDE), query) == names


FAMILIES = {
    "he": "Вчера выступил Мурынский, а потом наградили Мурынского.",
    "she": "Вчера выступила Мурынская, а потом наградили Мурынскую.",
    "given": "Вчера приехал Антон с женой, и Антона встретили.",
    "surname": "Вчера приехал Антонов с женой, и Антонова встретили.",
}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        *((f"кто:{name}", {"he"}) for name in ("Мурынский", "Мурынского", "Мурынским")),
        *((f"кто:{name}", {"she"}) for name in ("Мурынская", "Мурынской", "Мурынскую")),
        *((f"он:{name}", {"he"}) for name in ("Мурынский", "Мурынская", "Мурынской")),
        *((f"она:{name}", {"she"}) for name in ("Мурынский", "Мурынская", "Мурынской")),
        ("кто:Антонов", {"surname"}),
        ("кто:Антон", {"given"}),
    ],
)
def test_families_and_given_names_are_kept_apart(tmp_path: Path, query: str, names: set[str]) -> None:
    index = archive(tmp_path, FAMILIES)
    assert found(index, query) == names
    assert index.search(Search(text=query)).readings == ()


ADJECTIVES = {
    "navalny": "Вчера наградили Навального, и Навальный поблагодарил.",
    "navalnaya": "Вчера наградили Навальную, и Навальная поблагодарила.",
    "tolstoy": "Вчера наградили Толстого, и Толстому было приятно.",
    "tolstaya": "Вчера наградили Толстую, и Толстая поблагодарила.",
    "stogny": "Вчера наградили Стогного, и Стогный поблагодарил.",
    "stognaya": "Вчера наградили Стогную, и Стогная поблагодарила.",
    "bely": "Вчера наградили Белого, и Белый поблагодарил.",
    "belaya": "Вчера наградили Белую, и Белая поблагодарила.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "he", "she"),
    [
        ("Навальный", "navalny", "navalnaya"),
        ("Толстой", "tolstoy", "tolstaya"),
        ("Стогный", "stogny", "stognaya"),
        ("Белый", "bely", "belaya"),
    ],
)
def test_a_surname_that_is_an_adjective_is_his_or_hers(tmp_path: Path, name: str, he: str, she: str) -> None:
    index = archive(tmp_path, ADJECTIVES)
    his, hers = (f"{name[:-2]}{ending}" for ending in ("ого", "ая"))
    for form in (name, his, hers):
        assert found(index, f"он:{form}") == {he}, form
        assert found(index, f"она:{form}") == {she}, form
    assert found(index, f"кто:{his}") == {he}
    assert found(index, f"кто:{hers}") == found(index, f"кто:{name[:-2]}ую") == {she}


WRITTEN = {
    "korean": "Вчера Пак Чен Ун принял гостей, и с Пак Чен Уном говорили долго.",
    "chinese": "Вчера премьер Ли Цзунь принял гостей.",
    "countess": "Вчера гостей приняла Марта фон дер Лойен, глава комиссии.",
    "count": "Вчера гостей принял М. фон дер Лойен, глава комиссии.",
    "prince": "Вчера принца Фарука бин Назара встретили в порту.",
    "short": "Вчера поручил это Дж. Харден, и не раз.",
    "long": "Вчера поручил это Джеймс Харден, и не раз.",
    "other": "Вчера поручил это Дамир Харден, и не раз.",
    "three": "Вчера читали сказки Дж. Р. Р. Толверна и других.",
    "inner": "Вчера приехал Георг В. Ташкин с женой.",
    "irish": "Вчера наградили О’Фила и его команду.",
    "river": "Вчера спорили о Филе и его команде.",
    "son": "Вчера приехал Рамиз Гейдар оглы Асланов с женой.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('кто:"Пак Чен Ун"', {"korean"}),
        ('кто:"Ли Цзунь"', {"chinese"}),
        ('кто:"Марта фон дер Лойен"', {"countess", "count"}),
        ('кто:"фон дер Лойен"', {"countess", "count"}),
        ('кто:"Фарук бин Назар"', {"prince"}),
        ('кто:"Дж. Харден"', {"short", "long"}),
        ('кто:"Джеймс Харден"', {"short", "long"}),
        ('кто:"Д. Харден"', {"long", "other"}),
        ('кто:"Дж. Р. Р. Толверн"', {"three"}),
        ('кто:"Георг В. Ташкин"', {"inner"}),
        ("кто:О'Фил", {"irish"}),
        ('кто:"Рамиз Асланов"', {"son"}),
        ('кто:"Рамиз Гейдар оглы Асланов"', {"son"}),
    ],
)
def test_names_of_other_kinds_are_found_as_written(tmp_path: Path, query: str, names: set[str]) -> None:
    assert found(archive(tmp_path, WRITTEN), query) == names


@pytest.mark.parametrize("name", ["Ли Цзунь", "Касым-Жомарт Дерягин", "Дж. Харден", "Айгуль Ермекова"])
def test_what_is_missing_is_the_name_as_typed(tmp_path: Path, name: str) -> None:
    texts = {
        "one": "Вчера приехали Цзунь и два врача: Ли и еще Харден из Алматы.",
        "two": "Вчера приехала Ермекова, а потом Дерягин и врач Айгуль.",
    }
    partial = archive(tmp_path, texts).search(Search(text=f'кто:"{name}"', as_typed=True)).partial
    assert partial and partial.absent == (name,)


def test_a_name_in_kazakh_letters_of_either_alphabet_is_one(tmp_path: Path) -> None:
    texts = {
        "latin": "Keshe Qaırat-Marat Tólegenuly Qonaev sóıledi, Qonaevtyń sózi qysqa, Prezıdent Qaırat Qonaev.",
        "cyrillic": "Кеше Қайрат Қонаевтың сөзі қысқа болды, Президент Қайрат Қонаев.",
    }
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="latin", body=texts["latin"], lang="kk-Latn"))
        writer.put(Article(id="cyrillic", body=texts["cyrillic"], lang="kk"))
        writer.put(Article(id="russian", body="Вчера выступил Кайрат Конаев на встрече.", lang="ru"))
    for query in ("Конаев", "Қонаев", "Qonaev", '"Кайрат Конаев"', '"Қайрат Қонаев"', '"Qaırat Qonaev"'):
        assert found(index, f"кто:{query}") == {"latin", "cyrillic", "russian"}, query


def test_an_initial_is_one_in_every_alphabet(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="latin", body="Búgin Q.Qonaev sóz sóıledi, odan keıin Qonaevtyń sózi.", lang="kk-Latn"))
        writer.put(Article(id="cyrillic", body="Бүгін Қ. Қонаев сөз сөйледі, одан кейін Қонаевтың сөзі.", lang="kk"))
        writer.put(Article(id="russian", body="Вчера выступил К. Конаев на встрече, и Конаева слушали.", lang="ru"))
        writer.put(Article(id="full", body="Вчера выступил Қайрат Конаев на встрече, и не раз.", lang="ru"))
        writer.put(Article(id="another", body="Вчера выступил Д. Конаев на встрече, и не раз.", lang="ru"))
    for name in ("К. Конаев", "Қ. Қонаев", "Q. Qonaev"):
        assert found(index, f'кто:"{name}"') >= {"latin", "cyrillic", "russian"}, name
    assert found(index, 'кто:"Кайрат Конаев"') == {"latin", "cyrillic", "russian", "full"}


def test_why_is_a_name(index: Index) -> None:
    (hit,) = index.search(Search(text="кто:Мэй")).hits
    assert [(reason.word, reason.form, reason.kind) for reason in hit.why] == [("мэй", "мэй", "exact")]
    (hit,) = index.search(Search(text="кто:Терезой")).hits
    assert [(reason.word, reason.form, reason.kind) for reason in hit.why] == [("терезой", "терезу", "name")]


HE, SHE = ("Бектенов", "m"), ("Бектенова", "f")
READINGS = [
    ("кто:Бектенова", [(*HE, "он:Бектенова", 17), (*SHE, "она:Бектенова", 6)]),
    ("who:Бектенову", [(*HE, "he:Бектенову", 17), (*SHE, "she:Бектенову", 6)]),
    ("кто:О.Бектенову", [("О. Бектенов", "m", "он:О.Бектенову", 7), ("О. Бектенова", "f", "она:О.Бектенову", 0)]),
    ("кто:Бектенова дата:2025", [(*HE, "он:Бектенова дата:2025", 0), (*SHE, "она:Бектенова дата:2025", 0)]),
    ("кто:Ковальские", [("Ковальский", "m", "он:Ковальские", 1), ("Ковальская", "f", "она:Ковальские", 1)]),
    ("кто:Бектенов", []),
    ("кто:Бектеновой", []),
    ("кто:«Олжаса Бектенова»", []),
    ("он:Бектенова", []),
    ("Бектенова", []),
    ("кто:Мэй", []),
    ("кто:Никому", []),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), READINGS)
def test_his_or_hers_are_counted_and_not_guessed(
    index: Index, query: str, expected: list[tuple[str, str, str, int]]
) -> None:
    results = index.search(Search(text=query, limit=1))
    assert [(one.name, one.sex, one.query, one.total) for one in results.readings] == expected
    for one in results.readings:
        assert index.search(Search(text=one.query, as_typed=True)).total == one.total
    assert reply(Search(text=query), results)["readings"] == ([asdict(one) for one in results.readings] or None)


def test_a_common_word_is_no_person(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="1", body="Вчера лев съел мясо, и лев уснул."))
    assert index.search(Search(text="лев")).total == 1
    nobody = index.search(Search(text="кто:лев", as_typed=True))
    assert nobody.total == 0
    assert nobody.partial and nobody.partial.absent == ("лев",)


def test_a_name_in_latin_letters_is_found_in_cyrillic_too(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="latin", body="Nursultan Nazarbayev met the queen. Her bank is the Deutsche Bank."))
        writer.put(Article(id="cyrillic", body="Вчера с Назарбаевым говорили о науке; завтра говорят у Назарбаева."))
        writer.put(
            Article(id="other", body="Там Банк России и Один, как два: говорят, и Один молчит. The Odin is a ship.")
        )

    def kinds(query: str) -> dict[str, set[str]]:
        return {hit.article.id: {why.kind for why in hit.why} for hit in index.search(Search(text=query)).hits}

    assert kinds("Nazarbayev") == {"latin": {"exact"}, "cyrillic": {"translit"}}
    assert kinds("!Nazarbayev") == {"latin": {"exact"}}
    assert kinds("bank") == {"latin": {"exact"}}
    assert kinds("odin") == {"other": {"exact"}}


def test_an_initial_stands_for_his_given_names_or_for_hers(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="hers", body="Вчера об этом сообщила Мария Захарова в столице."))
        writer.put(Article(id="his", body="Вчера наградили врача Максима Захарова в столице."))
        writer.put(Article(id="either", body="Вчера вспомнили и врача М. Захарова, и других."))

    def found(query: str) -> set[str]:
        return {hit.article.id for hit in index.search(Search(text=query, as_typed=True)).hits}

    assert found('он:"М. Захарова"') == {"his", "either"}
    assert found('она:"М. Захарова"') == {"hers", "either"}
    assert found('кто:"М. Захарова"') == {"his", "hers", "either"}


SPELT = {
    "latin": "Keshe Olzhas Bektenov sóıledi, odan keıin Mark Taıvson keldi.",
    "latin of": "Keshe Mark Taıvsonnyń sózi qysqa boldy, Olzhas Bektenovtiń de.",
    "latin hers": "Keshe Anna Bektenova sóıledi, Anna Kovalskaıa da keldi.",
    "indeclinable": "Keshe Petr Rıýttemen kezdesti, odan keıin qaıtty.",
    "cyrillic": "Вчера Олжас Бектенов и Марк Тайвсон встретили Петра Рютте и Яна Сийярто.",
    "kazakh": "Кеше Олжас Бектенов пен Марк Тайвсон сөйледі, Анна Ковальская да келді.",
}  # fmt: skip
LANGUAGES = {"cyrillic": "ru", "kazakh": "kk"}


def spelt(folder: Path, names: Iterable[str] = tuple(SPELT)) -> Index:
    """The texts above, or some of them, each in its language."""
    index = Index.create(folder / "archive")
    with index.write() as writer:
        for name in names:
            writer.put(Article(id=name, body=SPELT[name], lang=LANGUAGES.get(name, "kk-Latn")))
    return index


@pytest.mark.parametrize(
    ("surname", "names"),
    [
        ("Бектенов", {"latin", "latin of", "cyrillic", "kazakh"}),
        ("Бектенова", {"latin", "latin of", "latin hers", "cyrillic", "kazakh"}),
        ("Тайвсон", {"latin", "latin of", "cyrillic", "kazakh"}),
        ("Ковальской", {"latin hers", "kazakh"}),
        ("Рютте", {"indeclinable", "cyrillic"}),
        ("Сийярто", {"cyrillic"}),
    ],
)
def test_a_name_without_an_ending_is_found_in_latin_letters(tmp_path: Path, surname: str, names: set[str]) -> None:
    assert found(spelt(tmp_path), f"кто:{surname}") == names


def test_an_archive_in_kazakh_alone_has_names_too(tmp_path: Path) -> None:
    for surname in ("Бектенов", "Тайвсон", "Ковальская"):
        assert found(spelt(tmp_path / surname, ("kazakh",)), f"кто:{surname}") == {"kazakh"}, surname


def test_a_first_name_only_narrows(tmp_path: Path) -> None:
    index = spelt(tmp_path)
    with index.write() as writer:
        for story in stories():
            writer.put(Article(id=story.url, title=story.title, lead=story.lead, body="\n".join(story.body)))
    texts = (*SPELT.values(), *(text for story in stories() for text in (story.lead, *story.body)))
    pairs = {pair for text in texts for pair in re.findall(r"(?<=[а-я,] )([А-ЯЁ][а-яё]{2,}) ([А-ЯЁ][а-яё]{2,})", text)}
    assert len(pairs) > 20
    for pair in sorted(pairs):
        assert found(index, f'кто:"{" ".join(pair)}"') <= found(index, f"кто:{pair[1]}"), pair


@pytest.mark.parametrize("word", ["они", "вы", "но", "без", "нам", "да", "на"])
def test_a_word_with_a_capital_is_no_name(tmp_path: Path, word: str) -> None:
    index = archive(
        tmp_path, {"film": f"Вчера сказали про фильм «{word.title()}» в городе, «Нам на Да» и про Bez Vy сказали."}
    )
    assert found(index, f"кто:{word.title()}") == set()
