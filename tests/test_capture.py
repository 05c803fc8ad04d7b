"""Plain-text captures of invented pages: the article is found among its furniture, each dropped line has a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article, Origin
from indexer.extract import Extraction, examine
from indexer.lines import labelled
from indexer.pages import NotAnArticle, Page
from tests.quality.extraction import data_folder

CAPTURE = """\
Степные вести
  • Главная
  • Политика
  • Экономика
  • Общество
  • Спорт

Курсы валют
USD 480.05 EUR 520.10

В Степногорске открыли завод по переработке редкоземельных металлов

2 октября 2025, 14:05

1 892

На церемонии открытия завода аким области рассказал о планах переработки металлов, передаёт Stepnye-vesti.kz

Фото: пресс-служба акимата

Завод построили за три года. На нём будут работать шестьсот человек, половина из них – выпускники местного колледжа.

«Мы будем выпускать металлы, которые раньше вывозили сырьём», – сказал директор завода Ерлан Сабитов.

На предприятии установили:
  • три печи;
  • две линии обогащения;
  • лабораторию.

Первую партию металлов завод отправит заказчикам в ноябре.

Автор: Айгуль Сейтова

Поделиться

Популярное

Все
Гвардейцы взяли золото на турнире по дзюдо
Где купить уголь подешевле
Назначен новый посол в Италии
Треть урожая ушла под снег

Читайте также

Киберимплант возвращает зрение

Архив

  • [[year]]
  • [[month.label]]

© 2025 Степные вести. Все права защищены
"""


def read(text: str, **rest: str) -> Extraction:
    return examine(Page(kind="text", data=text.encode(), origin=Origin("capture.txt"), **rest))  # type: ignore[arg-type]


def test_fields() -> None:
    article = read(CAPTURE).article
    assert article.title == "В Степногорске открыли завод по переработке редкоземельных металлов"
    assert article.lead.startswith("На церемонии открытия завода аким области")
    assert article.body.startswith("Завод построили за три года.")
    assert article.body.endswith("заказчикам в ноябре.")
    assert "две линии обогащения;" in article.body.split("\n")
    assert article.published == "2025-10-02T14:05+05:00"
    assert article.views == 1892
    assert article.caption == "Фото: пресс-служба акимата"
    assert article.author == "Айгуль Сейтова"
    assert article.source == "stepnye-vesti.kz"


@pytest.mark.parametrize("word", ["дзюдо", "уголь", "посол", "year", "Киберимплант", "Политика", "Поделиться", "EUR"])
def test_furniture_stays_out(word: str) -> None:
    article = read(CAPTURE).article
    assert word not in " ".join((article.title, article.lead, article.body))


def test_dropped_lines_have_reasons() -> None:
    reasons = {each.line: each.reason for each in read(CAPTURE).dropped}
    assert reasons["Популярное"] == "heading"
    assert reasons["[[year]]"] == "template"
    assert reasons["Треть урожая ушла под снег"] == "under heading"
    assert reasons["Поделиться"] == "share"


def test_source_that_the_user_named() -> None:
    assert read(CAPTURE, source="Степные вести").article.source == "Степные вести"


@pytest.mark.parametrize(
    "text",
    [
        "Мост открыли\n\nМост через Ишим открыли для движения, сообщили в акимате.",
        "Мост открыли\nМост через Ишим открыли для движения, сообщили в акимате.",
        "Мост открыли\r\n\r\nМост через Ишим открыли для движения,\r\nсообщили в акимате.".replace(",\r\n", ", "),
    ],
)
def test_plain_article(text: str) -> None:
    article = read(text).article
    assert article.title == "Мост открыли"
    assert article.body == "Мост через Ишим открыли для движения, сообщили в акимате."


def test_lines_broken_at_a_column() -> None:
    text = """Мост открыли

Мост через Ишим открыли для движения после двух лет ремонта, который
вели без остановки зимой и летом, сообщили в акимате области, добавив,
что по нему смогут ходить и автобусы.
"""
    assert read(text).article.body.count("\n") == 0


@pytest.mark.parametrize(
    "text", ["Главная\nНовости\nСпорт\nАрхив\n", "3407", "Популярное\nМост открыли\nШколу построили"]
)
def test_menus_are_no_articles(text: str) -> None:
    with pytest.raises(NotAnArticle):
        read(text)


@pytest.mark.real
def test_seed() -> None:
    article = seed(data_folder() / "seed" / "kazpravda-naukograd.txt")
    assert article.title == "Бектенов поручил разработать Концепцию создания наукоградов"
    assert article.lead.startswith("На заседании правительства")
    assert article.views == 3407
    assert article.source == "Kazpravda.kz"
    assert article.caption is not None
    assert article.caption.startswith("Фото:")
    assert article.body.endswith("открытости и прозрачности всех процессов.")
    whole = " ".join((article.title, article.lead, article.body)).lower()
    assert not [word for word in ("дзюдо", "уголь", "посол", "year") if word in whole]


def seed(path: Path) -> Article:
    if not path.exists():
        pytest.skip("the real data is not here")
    return examine(Page(kind="text", data=path.read_bytes(), origin=Origin(str(path)))).article


AUTHORS = (
    ("01.10.2025 14:05\nАсель Ким", "Асель Ким"),
    ("3 декабря 2020, 18:47 • Алексей Ли • 3375", "Алексей Ли"),
    ("15 Nov 2019 by precedent", "precedent"),
    ("15 Nov 2019, 00:59 by Асель Ким", "Асель Ким"),
    ("Автор: Асель Ким", "Асель Ким"),
    ("Авторы:\nАсель Ким", "Асель Ким"),
    ("Асель Ким\nФото: пресс-служба", None),  # who is on the picture
    ("Марат Оспанов", None),  # of whom the text speaks
    ("Новости региона", None),
)


@pytest.mark.parametrize(("line", "name"), AUTHORS, ids=range(len(AUTHORS)))
def test_authors(line: str, name: str | None) -> None:
    article = read(
        f"В Степногорске открыли новую школу\n\n{line}\n\nНовую школу открыл аким города Марат Оспанов, "
        "сообщила пресс-служба.\n\nУчиться в ней будут восемьсот детей из трёх посёлков."
    ).article
    assert (article.title, article.author) == ("В Степногорске открыли новую школу", name)


def test_the_title_stands_over_its_subtitle_and_is_whole() -> None:
    title, subtitle = "В Степногорске открыли новую школу", "Учиться в ней будут восемьсот детей из трёх посёлков"
    body = f"Новую школу открыли в Степногорске, сообщила пресс-служба.\n\n{subtitle}."
    cut, way = f"{title[:24]}...", f"Главная Общество {title}"
    for above in (
        f"{title}\n\n{subtitle}",
        f"Главная\n\n{cut}\n\n\n{title}",
        f"{way}\n\n\n{title}",
        f"{title}\n\n{way}",
    ):
        text = f"{above}\n\n{body}"
        assert read(text).article.title == title


def test_lists_beside_the_article_are_kept_as_data() -> None:
    found = read(
        "В Степногорске открыли новую школу\n\nНовую школу открыли в Степногорске, сообщила пресс-служба города.\n\n"
        "Учиться в ней будут восемьсот детей из трёх посёлков.\n\nПопулярное\nПочему подорожал уголь этой зимой\n"
        "Кто поедет на сборы по дзюдо\n\nЧитайте также\nПосол посетил завод в Темиртау"
    )
    assert found.article.extra == {
        "lists": {
            "Популярное": ["Почему подорожал уголь этой зимой", "Кто поедет на сборы по дзюдо"],
            "Читайте также": ["Посол посетил завод в Темиртау"],
        }
    }


MOMENTS = ("01.10.2025 14:05", "1. 10. 2025 14:05", "1.10.25", "вчера, 14:05", "14:05")


@pytest.mark.parametrize("text", MOMENTS)
def test_a_date_is_no_number_of_a_list(text: str) -> None:
    assert [(line.text, line.label) for line in labelled(text, None)] == [(text, "moment")]
