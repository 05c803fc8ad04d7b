"""Names: every case of a person's or a place's name finds every other, whether a dictionary knows it or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.languages import Languages, Seen
from index.lexicon import Lexicon
from index.prepare import prepare
from index.query import expand, parse
from index.query.tree import Word

LANGUAGES = Languages()
CAPITAL = Seen.RUSSIAN | Seen.CAPITAL


@pytest.fixture
def lexicon(tmp_path: Path) -> Iterator[Lexicon]:
    opened = Lexicon(tmp_path / "lexicon.sqlite")
    yield opened
    opened.close()


def learn(lexicon: Lexicon, names: str) -> None:
    for name in names.split():
        text = f"Вчера об этом рассказали на встрече, где говорили и про {name} тоже."
        lexicon.add(prepare(Article(body=text)).vocabulary)


DECLINED = [
    "Бектенов Бектенова Бектенову Бектеновым Бектенове Бектеновой Бектеновы Бектеновых",
    "Токаев Токаева Токаеву Токаевым Токаевой",
    "Ясинский Ясинского Ясинскому Ясинским Ясинском Ясинская Ясинской Ясинскую Ясинские",
    "Трубецкой Трубецкого Трубецкому Трубецкая Трубецкую",
    "Навальный Навального Навальному Навальная Навальные",
    "Хендерсон Хендерсона Хендерсону Хендерсоном Хендерсоне",
    "Болен Болена Болену Боленом Болене",
    "Курц Курца Курцу Курцем Курце",
    "Кемелевич Кемелевича Кемелевичу Кемелевичем",
    "Болатовна Болатовны Болатовне Болатовну Болатовной",
    "Сейткали",
    "Жакенко Жакенки Жакенке Жакенку Жакенкой",
    "Касым Касыма Касыму Касымом Касыме",
    "Айгерим",
    "Айда Айды Айде Айду Айдой",
    "Асель Асели Аселью",
    "Семей Семея Семею Семеем Семее",
    "Каменогорск Каменогорска Каменогорску Каменогорском Каменогорске",
    "Костанай Костаная Костанаю Костанаем Костанае",
    "Кандыагаш Кандыагаша Кандыагашу Кандыагашем Кандыагаше",
    "Шардара Шардары Шардаре Шардару Шардарой",
    "Конаев Конаева Конаеву Конаевом Конаеве",
    "Горелово Горелова Горелову Гореловом Горелове",
    "Шпан Шпана Шпаном",
    "Эва Эвы Эве Эву Эвой",
    "Хуавэй Хуавея Хуавеем Хуавей",
    "Тесла Теслы Тесле Теслу Теслой",
    "Камала Камалы Камале Камалу Камалой Камалла",
    "Гармец Гармца Гармцу Гармцом Гармце",
    "Вершок Вершка Вершку Вершком Вершке",
    "Бадилья Бадильи Бадилье Бадилью Бадильей",
    "Гойя Гойи Гойе Гойю Гойей",
    "Маций Мация Мацию Мацием Мации",
    "Илон Илона Илону Илоном Илоне",
    "Балканы Балкан Балканам Балканах",
    "Бутары Бутарам Бутарами Бутарах",
    "Пырсики Пырсикам Пырсиками Пырсиках",
    "Жибули Жибулей Жибулям Жибулями Жибулях",
    "Заветье Заветья Заветью Заветьем",
    "Лукумское Лукумского Лукумскому Лукумским Лукумском",
    "Лурач Лурача Лурачу Лурачом",
    "Тощенький Тощенького Тощенькому Тощеньким Тощеньком",
]


@pytest.mark.parametrize("names", DECLINED, ids=lambda names: names.split()[0])
def test_every_case_finds_every_other(lexicon: Lexicon, names: str) -> None:
    learn(lexicon, names)
    for name in names.lower().split():
        word = expand(parse(name), lexicon)
        assert isinstance(word, Word)
        assert set(word.forms) >= set(names.lower().split())


APART = [
    ("семья", "Семея"),
    ("даны", "Далее"),
    ("хендерсон", "Хендерсе"),
    ("ким", "Кимры"),
    ("нету", "Нет"),
    ("полем", "Пола"),
    ("она", "Он"),
    ("где", "Гд"),
    ("соединение", "Соединенных"),
]


@pytest.mark.parametrize(("query", "name"), APART)
def test_what_is_no_case_of_a_name_doesnt_find_it(lexicon: Lexicon, query: str, name: str) -> None:
    learn(lexicon, name)
    assert name.lower() not in expand(parse(query), lexicon).forms  # type: ignore[union-attr]


def test_a_common_word_is_no_name() -> None:
    assert not any(reading.startswith("~") for reading in LANGUAGES.readings("готова", Seen.RUSSIAN))
    assert "~готов" in LANGUAGES.readings("готова", CAPITAL)
