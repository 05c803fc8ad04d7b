"""Keys of names: what all cases of a name share, made of any one of them, whether a dictionary knows it or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = "~"
"""What marks a reading as a name's key; after it stands the name as a man's, in the nominative."""

# «Бектенов» alone would be read as a form of «бектен», «Бектенова» of «бектенов»: the cases never meet. The key is the
# name without its case ending: -ов, -ев, -ин, -ын, declined as a man's, a woman's, a family's or a town's name.
SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|ом|е|ой|ою|ы|ых|ыми)?")
# «Ковальский», «Ковальского», «Ковальская», «Ковальских»; «Навальный», «Навального».
ADJECTIVE = re.compile(r"(.{2,}(?:ск|цк|н))(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ие|ые|их|ых|ими|ыми)")

# «Горелово» is a place, with the other cases of a surname.
PLACE = re.compile(r"(.{3,}(?:ов|ев|ин|ын))о")
# «Шевченко» stays as it is, but for those who decline it: «у Шевченки», «с Шевченкой».
FAMILY = re.compile(r"(.{2,}енк)(?:о|а|у|ом|е|и|ой)")
# What is also of one key, by the end of its form, and what the name in the key ends in there.
OTHERS = ((ADJECTIVE, "ий"), (PLACE, ""), (FAMILY, "о"))

# Foreign names are spelt «Хуавэй» and «Хуавей», «Камала» and «Камалла».
DOUBLED = re.compile(r"([бвгдзклмнпрстф])\1")

HUSHING = frozenset("жшчщц")
VELAR = frozenset("гкх")
VOWELS = frozenset("аеиоуыэюя")
HARD = frozenset("бвгдзклмнпрстфх")
SOFT = frozenset("бвдзлмнпрст")

# How names that are nouns are declined in the singular: the end of the nominative, those of the other cases, and what
# stands before them.
DECLENSIONS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("", "а у ом е", HARD),  # Ким: Кима, Киму, Кимом, Киме
    ("", "а у ем е", HUSHING),  # Балхаш: Балхаша, Балхашем
    ("й", "я ю ем е", VOWELS),  # Костанай: Костаная, Костанаем
    ("ь", "я ю ем е", SOFT),  # Гоголь: Гоголя, Гоголем
    ("ь", "и ью", SOFT | HUSHING),  # Сарань: Сарани, Саранью
    ("а", "ы е у ой ою", HARD - VELAR),  # Шардара: Шардары, Шардарой
    ("а", "и е у ой ою", VELAR),  # Житикарка: Житикарки
    ("а", "и е у ей ею", HUSHING - {"ц"}),  # Саша: Саши, Сашей
    ("а", "ы е у ей ею", frozenset("ц")),
    ("я", "и е ю ей ею", SOFT | VOWELS),  # Асия: Асии, Асию
)


def endings() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The declensions by the ending of a form: the end of the nominative, and what must stand before."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for nominative, others, before in DECLENSIONS:
        for ending in (nominative, *others.split()):
            found.setdefault(ending, []).append((nominative, before))
    return found


ENDINGS = endings()


NOMINATIVE = re.compile(r".+[^еиоуыэю]")
"""A name in the singular that is declined ends in a consonant, «а» or «я»."""


def surname_keys(form: str) -> set[str]:
    """`{"~бектенов"}` for any case of Бектенов and Бектенова; empty for what can't be such a name."""
    match = SURNAME.fullmatch(form)
    return {f"{MARK}{match[1]}"} if match else set()


def declined_keys(form: str) -> set[str]:
    """The keys of every name that a form may be a case of: «зедера» is a case of Зедер, or Зедера itself."""
    others = (match[1] + ending for rule, ending in OTHERS if (match := rule.fullmatch(form)))
    return {key(name) for name in (*nominatives(form), *others)}


def key(name: str) -> str:
    """The key of a name in the nominative, however its foreign letters are spelt."""
    return MARK + DOUBLED.sub(r"\1", name.replace("э", "е"))


def nominatives(form: str) -> Iterator[str]:
    """The names that a form may be a case of, the form itself among them where it may be a nominative."""
    for length in (0, 1, 2):
        stem, ending = form[: len(form) - length], form[len(form) - length :]
        for nominative, before in ENDINGS.get(ending, ()):
            if len(stem) > 1 and stem[-1] in before:
                yield stem + nominative
