"""A person asked for by name: every case and order, initials, a patronymic between, in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from index import Article, Index, Search
from index.engines import ENGINES
from index.query import expand, parse
from index.reply import reply
from tests.plain import finds

TEXTS = {
    "nominative": "Вчера выступил Бектенов по делу.",
    "genitive": "Вчера слушали речь Бектенова на встрече.",
    "dative": "Вчера вручили Бектенову письмо.",
    "hers": "Вчера наградили врача Бектенову и сестру.",
    "only hers": "Вчера у врача Бектеновой были гости.",
    "initial": "Вчера поручил это О. Бектенов, и не раз.",
    "initial after": "В списке назван Бектенов О. без должности.",
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

HIM = "nominative, genitive, dative, hers, initial, initial after, initials, about him, another initial, full"
HIM += ", full, other order, with patronymic, two people, another, kazakh"
FULL = "full, full, other order, with patronymic, kazakh, initial, initial after, initials"
"""Also with his initial, which may be another's."""

FOUND = [
    ("кто:Бектенов", HIM),
    ("who:бектеновым", HIM),
    ("он:Бектенова", HIM),
    ("кто:Бектеновтің", HIM),
    ("она:Бектенова", "genitive, dative, hers, only hers, full, other order, with patronymic"),
    ("кто:Бектеновой", "genitive, dative, hers, only hers, full, other order, with patronymic"),
    ("кто:Бектенова", HIM + ", only hers"),
    ("кто:Bektenov", HIM + ", latin"),
    ("кто:«О. Бектенов»", FULL),
    ("кто:О.Бектенов", FULL),
    ("кто:«Бектенов О.»", FULL),
    ('кто:"О. А. Бектенов"', FULL),
    ('кто:"Е. Бектенов"', "another initial, another"),
    ('кто:"Олжас Бектенов"', FULL),
    ('кто:"бектенову олжасу"', FULL),
    ('кто:"Олжас Абаевич Бектенов"', FULL),
    ('кто:"Олжас Ерланович Бектенов"', FULL.replace("with patronymic, ", "")),
    ('кто:"Ерлан Бектенов"', "another, another initial"),
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


def test_why_is_a_name(index: Index) -> None:
    (hit,) = index.search(Search(text="кто:Мэй")).hits
    assert [(reason.word, reason.form, reason.kind) for reason in hit.why] == [("мэй", "мэй", "exact")]
    (hit,) = index.search(Search(text="кто:Терезой")).hits
    assert [(reason.word, reason.form, reason.kind) for reason in hit.why] == [("терезой", "терезу", "name")]


HE, SHE = ("Бектенов", "m"), ("Бектенова", "f")
READINGS = [
    ("кто:Бектенова", [(*HE, "он:Бектенова", 15), (*SHE, "она:Бектенова", 6)]),
    ("who:Бектенову", [(*HE, "he:Бектенову", 15), (*SHE, "she:Бектенову", 6)]),
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
