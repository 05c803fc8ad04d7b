"""Do all cases of a surname or a town find each other? Recall over names of Kazakhstan, declined by rules.

Every distinct form of every name below (`declension`) is an article of a small archive: a plain sentence with the
form, capitalised, inside. Every form is a query, in lower case. Relevant are the other forms of the same name and sex;
recall is over pairs of forms (micro). Names that aren't declined count for `precision` only: the share of what is
found that is of the same name, of either sex.

- `men`, `women`: recall of surnames; `patronymics`: of -ұлы and -қызы with Kazakh endings, in Kazakh sentences.
- `towns`: recall of towns. `precision`: of all queries together.

The surnames are common ones, of no one in particular. With a sample: so many names of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.quality.declension import surname, town
from tests.quality.material import Shelf, some
from tests.quality.scores import Scores, Tally


def words(text: str) -> list[str]:
    return text.split()


SURNAMES = words("""
Абаев Абдрахманов Айтбаев Алиев Аманов Ахметов Байжанов Бейсенов Джакупов Досаев Ермеков Есенов Жакупов Жумабаев
Журавлёв Ибраев Иманов Исаев Калиев Касымов Киселёв Королёв Кузнецов Кулибаев Мусин Мамин Нурпеисов Омаров Оспанов
Сагинтаев Садыков Сапаров Соловьёв Сулейменов Тажин Токаев Умаров Утемуратов Шукеев Бектенов Кошанов Голицын
Птицын Куницын Ильин Никитин Ковальский Вишневский Бжезинский Дробницкий Троицкий Островский Ясинский Белый
Толстой Трубецкой Донской Шевченко Бондаренко Фоменко Ткаченко Дурново Черных Долгих Седых Ким Пак Цой Тен Шмидт
Вагнер Миллер Беккер Мельник Коваль Гончар Бабич Король Абай Сейткали Жанибек Айсултан Сарсенбай Мукан Орынбай
Айдос Сыздык Жангир Бекболат Ахмет Глинка Сорока Кваша Зима Мустафа Берия Кожа Дудка
Ахметов-Садыков Ким-Оспанов Глинка-Мусин
""")
PATRONYMICS = words("""
Серікұлы Болатұлы Ерланұлы Нұрланұлы Асқарұлы Мұратұлы Бекұлы Әлиұлы Серікқызы Болатқызы Ерланқызы Нұрланқызы
Асқарқызы Мұратқызы Әлиқызы Оразқызы
""")
TOWNS = words("""
Абай Аксай Аксу Актау Актобе Алатау Алма-Ата Алматы Алтай Аральск Аркалык Арыс Астана Атбасар Атырау Аягоз Байконур
Балхаш Жанаозен Жанатас Жаркент Жезказган Жетысай Житикара Зайсан Казалинск Кандыагаш Караганда Каражал Каратау
Каскелен Кентау Кокшетау Конаев Костанай Кульсары Курчатов Ленгер Лисаковск Макинск Нур-Султан Павлодар Петропавловск
Приозёрск Риддер Рудный Сарань Сарыагаш Сатпаев Семей Серебрянск Степногорск Талгар Талдыкорган Тараз Текели Темир
Темиртау Тобыл Туркестан Уральск Усть-Каменогорск Ушарал Форт-Шевченко Хромтау Шар Шардара Шахтинск Шемонаиха Шымкент
Щучинск Экибастуз Эмба Есик Капчагай Целиноград Гурьев Верный Кызылорда
""")
SENTENCE = "Вчера об этом рассказали на встрече, где говорили и про {} тоже."
KAZAKH = "Кеше жиналыста бұл туралы айтылды, онда {} да бар еді."


class Form(NamedTuple):
    """A form of a name: the name itself, its kind (a value of `measure`), and a sentence to learn it in."""

    text: str
    name: str
    kind: str
    sentence: str


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above; takes nothing from the data folder."""
    declined = list(forms(sample))
    tallies = {kind: Tally() for kind in ("men", "women", "patronymics", "towns")}
    whole = Tally()
    scores = Scores()
    with Shelf([form.sentence.format(form.text) for form in declined], kept=[form.text for form in declined]) as shelf:
        for at, form in enumerate(declined):
            found = shelf.search(form.text.lower()) - {at}
            name = {i for i, other in enumerate(declined) if set(form.name.split("-")) & set(other.name.split("-"))}
            relevant = {i for i in name if declined[i].name == form.name and declined[i].kind == form.kind} - {at}
            tallies[form.kind].add(found & relevant, relevant)
            whole.add(found, name - {at})
            for kind, which in (("loses", relevant - found), ("wrongly finds", found - name)):
                if which:
                    what = ", ".join(declined[i].text for i in sorted(which))
                    scores.missed(f"{form.kind}: «{form.text.lower()}» {kind}: {what}", len(which))
    scores.update({kind: tally.recall for kind, tally in tallies.items()})
    scores["precision"] = whole.precision
    return scores


def forms(sample: int | None) -> Iterator[Form]:
    """Every form of every name."""
    for name in some(SURNAMES, sample):
        for kind, woman in (("men", False), ("women", True)):
            yield from (Form(text, name, kind, SENTENCE) for text in surname(name, woman=woman))
    for name in some(PATRONYMICS, sample):
        yield from (Form(text, name, "patronymics", KAZAKH) for text in surname(name, woman=False))
    for name in some(TOWNS, sample):
        yield from (Form(text, name, "towns", SENTENCE) for text in town(name))
