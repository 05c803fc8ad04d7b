"""Lines of furniture and lines that look like it: the rules must know the first and spare the second."""

from __future__ import annotations

import pytest

from indexer import furniture

FURNITURE = (
    ("[[year]]", "template"),
    ("{{newsPoint.title}}", "template"),
    ("Популярное", "heading"),
    ("Читайте также", "heading"),
    ("Читайте также:", "heading"),
    ("Архив", "heading"),
    ("Последние новости", "heading"),
    ("Материалы по теме", "heading"),
    ("Тағы оқыңыз", "heading"),
    ("Most read", "heading"),
    ("Ähnliche Artikel:", "heading"),
    ("Artículos relacionados", "heading"),
    ("• Новости партнёров", "heading"),
    ("Читайте также: Мост через Ишим откроют весной", "see also"),
    ("Подробнее: #Мост_через_Ишим", "see also"),
    ("Поделиться", "share"),
    ("Подписывайтесь на наш канал в Telegram!", "share"),
    ("Следите за новостями в Instagram и на YouTube", "share"),
    ("Наш канал в Telegram", "share"),
    ("Если вы нашли ошибку в тексте, выделите ее и нажмите Ctrl+Enter", "error report"),
    ("Фото: пресс-служба акимата", "credit"),
    ("Сурет: ашық дереккөз", "credit"),
    ("Иван Петров / Reuters", "credit"),
    ("© 2021 Степные вести. Все права защищены", "rights"),
    ("При использовании материалов ссылка на сайт обязательна", "rights"),
    ("На правах рекламы", "advertisement"),
    ("Оставить комментарий", "comments"),
    ("Автор: Айгуль Сейтова", "byline"),
    ("Источник: https://example.kz/news/1", "byline"),
    ("Просмотров: 3 407", "counter"),
    ("1 234 просмотра", "counter"),
    ("Прочитано раз: 569", "counter"),
    ("Мы используем файлы cookie, чтобы сайт работал лучше.", "cookies"),
)

PROSE = (
    "Все материалы дела переданы в суд.",
    "Подписывая соглашение, стороны договорились о поставках зерна.",
    "Главное управление полиции сообщило о задержании в Facebook.",
    "Отправить спутник планируют в 2026 году.",
    "Обсудить проблему паводков собрались эксперты в Алматы.",
    "Видео — доказательство вины, заявил прокурор.",
    "ТАСС, 29 июня. Суд продлил арест.",
    "При использовании газового оборудования обязательно проверяйте вентиляцию.",
    "Опубликован в среду указ о новых округах.",
    "Источник сообщил о задержании двух человек.",
    "Читают «Слова назидания» в двадцати странах мира.",
    "Архив области пополнился рукописями XIX века.",
    "Популярная в Казахстане певица дала концерт.",
    "Комментировать решение суда адвокат отказался.",
    "Реклама на остановках подорожает вдвое, сообщили в акимате.",
    "Новую школу на 1 200 мест открыли в области",
)


@pytest.mark.parametrize(("line", "name"), FURNITURE)
def test_furniture(line: str, name: str) -> None:
    rule = furniture.label(line)
    assert rule is not None
    assert rule.name == name


@pytest.mark.parametrize("line", PROSE)
def test_prose(line: str) -> None:
    assert furniture.label(line) is None
