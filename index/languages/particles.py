"""What stands in a person's name beside the names themselves: particles and initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from string import ascii_lowercase

from index.languages.latin import OWN, cyrillic

PARTICLES = frozenset(("фон", "цу", "дер", "ден", "де", "дель", "делла", "да", "дас", "ди", "ду", "дю", "ла", "ле")) | {
    "лас", "лос", "ван", "тер", "аль", "ас", "аш", "эль", "бин", "бинт", "ибн",
}  # fmt: skip
"""Words of a surname that stand before the rest of it: «фон дер Ляйен», «бин Салман»."""
SONS = frozenset(("оглы", "оглу", "кызы", "гызы", "улы", "ұлы", "қызы"))
"""Words of a patronymic that stand behind the father's name: «Гейдар оглы»."""

PLAIN = str.maketrans("әғқңөұүһі", "агкноуухи")

INITIAL = re.compile(r".|[бвгджзйклмнпрстфхцчшщ]{2}")
"""What stands for a given name: its first letter, or two consonants («Дж.», «Вл.»)."""


def is_initial(word: str) -> bool:
    """Whether a word is no name but what stands for one."""
    return INITIAL.fullmatch(word) is not None


def initials(name: str) -> tuple[str, ...]:
    """What may be printed for a given name: «Д.» and «Дж.» for «Джо», «К.», «Қ.» and «Q.» for «Касым»."""
    first = name[0]
    two = (name[:2],) if is_initial(name[:2]) else ()
    plain = [letter.translate(PLAIN) for letter in cyrillic(first) or (first,)]
    others = [other for letter in plain for other in (letter, *alphabets().get(letter, ()))]
    return tuple(dict.fromkeys((first, *two, *others)))


@cache
def alphabets() -> dict[str, list[str]]:
    """The letters of the Kazakh alphabets, Cyrillic and Latin, by the Russian ones that they may be written with."""
    found: dict[str, list[str]] = {}
    for letter in (*"әғқңөұүһі", *ascii_lowercase, *sorted(OWN)):
        for spelt in cyrillic(letter) or (letter,):
            found.setdefault(spelt.translate(PLAIN), []).append(letter)
    return found


def whole(words: Iterable[str]) -> list[str]:
    """The parts of a person's name, particles with the name that they belong to: «урсула», «фон дер ляйен»."""
    parts: list[str] = []
    within = False
    for word in words:
        if parts and (within or word in SONS):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
        within = word in PARTICLES
    return parts
