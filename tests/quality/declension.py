"""How names are declined, by the rules of grammar: enough of them to make every case of a surname or a town.

After Zaliznyak's tables. The cases are in the order of the school: nominative, genitive, dative, accusative,
instrumental, prepositional. The instrumental of surnames in -ов, -ин ends in -ым, that of towns in -ом.
"""

from __future__ import annotations

HUSHING = "жшчщц"
BEFORE_I = "гкхжшчщ"
"""After these letters и stands for ы."""
FIRST_PARTS = ("Усть", "Санкт", "Нур", "Форт", "на", "Дону")
"""Parts of towns that stay as they are."""


def surname(name: str, *, woman: bool) -> list[str]:
    """The distinct forms of a man's surname in the singular, or of his wife's; the nominative first."""
    if name.endswith(("ұлы", "қызы")):  # Kazakh, with the cases of a possessive
        return endings(name, " ның на н нда нан мен")
    return spread([surname_part(part, woman=woman) for part in name.split("-")], "-")


def town(name: str) -> list[str]:
    """The distinct forms of a town's name, the nominative first."""
    mark = "-" if "-" in name else " "
    return spread([town_part(part) for part in name.split(mark)], mark)


def surname_part(name: str, *, woman: bool) -> list[str]:
    """The six cases of a surname, or of one half of a double one."""
    if name.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return endings(name, "а ой ой у ой ой" if woman else " а у а ым е")
    if name.endswith(("ский", "цкий", "ый", "ой")) and len(name) > 3:  # «Цой» is no adjective
        return endings(name[:-2], "ая ой ой ую ой ой") if woman else adjective(name, "ого")
    if name.endswith(("а", "я")):
        return first(name)
    if name.endswith(("о", "ых", "их", "е", "и", "у", "ю", "ы")) or woman:
        return [name] * 6
    return second(name, animate=True)


def town_part(name: str) -> list[str]:
    """The six cases of a town, or of one word of its name."""
    if name in FIRST_PARTS:
        return [name] * 6
    if name.endswith(("ый", "ий", "ой")):
        return adjective(name, name[-2:])
    if name.endswith(("ово", "ево", "ино")):
        return endings(name[:-1], "о а у о ом е")
    if name.endswith(("а", "я")):
        return first(name)
    if name.endswith(("ань", "мень")):
        return endings(name[:-1], "ь и и ь ью и") if name.endswith("ань") else second(name, animate=False)
    return [name] * 6 if name[-1] in "аеиоуыэюя" else second(name, animate=False)


def first(name: str) -> list[str]:
    """«Караганда», «Шемонаиха», «Бакеновна», «Гурия»: the first declension."""
    stem, end = name[:-1], name[-1]
    if end == "я":
        return endings(stem, "я и и ю ей и" if stem.endswith("и") else "я и е ю ей е")
    return endings(stem, f"а {'и' if stem[-1] in BEFORE_I else 'ы'} е у {'ей' if stem[-1] in HUSHING else 'ой'} е")


def second(name: str, *, animate: bool) -> list[str]:
    """«Ким», «Семей», «Балхаш»: the second declension, masculine; the accusative of a person is the genitive."""
    if name.endswith(("й", "ь")):
        return endings(name[:-1], f"{name[-1]} я ю {'я' if animate else name[-1]} ем е")
    return endings(name, f" а у {'а' if animate else ''} {'ем' if name[-1] in HUSHING else 'ом'} е")


def adjective(name: str, accusative: str) -> list[str]:
    """«Рудный», «Дробницкий», «Толстой», «Нижний»: an adjective, masculine."""
    stem, soft = name[:-2], name.endswith("ний")
    if soft:
        accusative = "его" if accusative == "ого" else accusative
        return endings(stem, f"ий его ему {accusative} им ем")
    return endings(stem, f"{name[-2:]} ого ому {accusative} {'им' if stem[-1] in BEFORE_I else 'ым'} ом")


def endings(stem: str, ends: str) -> list[str]:
    """A stem with its endings, divided by single blanks; an empty one is the bare stem."""
    return [stem + end for end in ends.split(" ")]


def spread(parts: list[list[str]], mark: str) -> list[str]:
    """The cases of a name's parts, joined case by case; each distinct form once."""
    return list(dict.fromkeys(mark.join(forms) for forms in zip(*parts, strict=True)))
