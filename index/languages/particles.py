"""What stands in a person's name beside the names themselves: particles and initials."""

from __future__ import annotations

import re
from collections.abc import Iterable

PARTICLES = frozenset(("фон", "цу", "дер", "ден", "де", "дель", "делла", "да", "дас", "ди", "ду", "дю", "ла", "ле")) | {
    "лас", "лос", "ван", "тер", "аль", "ас", "аш", "эль", "бин", "бинт", "ибн",
}  # fmt: skip
"""Words of a surname that stand before the rest of it: «фон дер Ляйен», «бин Салман»."""
SONS = frozenset(("оглы", "оглу", "кызы", "гызы", "улы", "ұлы", "қызы"))
"""Words of a patronymic that stand behind the father's name: «Гейдар оглы»."""

INITIAL = re.compile(r".|[бвгджзйклмнпрстфхцчшщ]{2}")
"""What stands for a given name: its first letter, or two consonants («Дж.», «Вл.»)."""


def is_initial(word: str) -> bool:
    """Whether a word is no name but what stands for one."""
    return INITIAL.fullmatch(word) is not None


def initials(name: str) -> tuple[str, ...]:
    """What may be printed for a given name: «Д.» and «Дж.» for «Джо»."""
    return tuple(dict.fromkeys((name[0], name[:2]))) if is_initial(name[:2]) else (name[0],)


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
