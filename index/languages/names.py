"""Names by their endings: what a form may be a case of, and the key that all cases of a name share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

MARK = "~"
"""What marks a reading as a name's key; after it stands the name as a man's, in the nominative."""

PATRONYMIC = f"{MARK}."
"""The reading that all patronymics share."""

Sex = Literal["m", "f"]


class Name(NamedTuple):
    """A name that a form may be a case of: as a man's, in the nominative, and whose it is; None is either."""

    name: str
    sex: Sex | None = None

    @property
    def key(self) -> str:
        """What its cases share, however foreign letters are spelt: «Хуавэй» and «Хуавей», «Камала» and «Камалла»; of a
        short name two letters are two: «Жанна» is no «жаңа», new in Kazakh, nor «Депп» a «деп»."""
        plain = self.name.translate(ALIKE)
        single = DOUBLED.sub(r"\1", plain)
        return MARK + (single if len(single) >= SHORTEST_DOUBLED else plain)

    def said(self) -> str:
        """The name as it is printed, a woman's as hers."""
        name = self.name.title()
        if self.sex == "f" and (match := SURNAME.fullmatch(self.name)) and not match[2]:
            return f"{name}а"
        return f"{name[:-2]}ая" if self.sex == "f" and ADJECTIVAL.fullmatch(self.name) else name

    @property
    def family(self) -> bool:
        """Whether the name tells his from hers, so that one is a form of the other: «Бектенов», «Бектенова»."""
        return bool(SURNAME.fullmatch(self.name) or ADJECTIVAL.fullmatch(self.name))


SHORTEST_DOUBLED = 5
"""Letters of the shortest name that may be spelt with one letter for two."""
DOUBLED = re.compile(r"([бвгдзклмнпрстф])\1")
ALIKE = str.maketrans("әғқңөұүһіэ", "агкноуухие")

# «Бектенов» alone would be read as a form of «бектен», «Бектенова» of «бектенов»: the cases never meet. The key is the
# name without its case ending: -ов, -ев, -ин, -ын, declined as a man's, a woman's, a family's or a town's name.
SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(а|у|ым|ом|е|ой|ою|ы|ых|ыми)?")
# «Ковальский», «Ковальского», «Ковальская», «Ковальских»; «Навальный», «Навального»; «Беленький».
ADJECTIVE = re.compile(r"(.{2,}(?:ск|цк|ньк|н))(ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ою|ое|ие|ые|их|ых|ими|ыми)")
# What can be nothing else: «Зеленская» is no noun, while «Маском» is of Маск and «Дерипаской» of Дерипаска.
ONLY_ADJECTIVE = re.compile(
    r".{2,}(?:(?:ск|цк|ньк)(?:ий|ого|ому|им|ая|ую|ою|ие|их|ими)|[^аеиоуыэюяй]н(?:ый|ого|ому|ая|ую|ые))"
)
# The nominative of such a name: «Ковальский», «Навальный», «Толстой», while «Цой» is a noun.
ADJECTIVAL = re.compile(r".+[иы]й|.*[аеиоуыэюя].*ой")
# «Горелово» is a place, with the other cases of a surname.
PLACE = re.compile(r"(.{3,}(?:ов|ев|ин|ын))о")
# «Шевченко» stays as it is, but for those who decline it: «у Шевченки», «с Шевченкой».
FAMILY = re.compile(r"(.{2,}енк)(?:о|а|у|ом|е|и|ой)")

HIS = ("ым", "ом", "е", "ий", "ый", "ого", "ому", "им")
HERS = ("ой", "ою", "ая", "ую")
"""Endings of surnames that only a man's or a woman's has; «а» and «у» are of both, the plurals of either."""

HUSHING = frozenset("жшчщц")
VELAR = frozenset("гкх")
VOWELS = frozenset("аеиоуыэюя")
HARD = frozenset("бвгдзклмнпрстфх")
SOFT = frozenset("бвдзлмнпрст")

# How names that are nouns are declined, in the plural families and towns: the end of the nominative, those of the other
# forms, and what stands before them.
DECLENSIONS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("", "а у ом е", HARD),  # Ким: Кима, Киму, Кимом, Киме
    ("", "а у ем ом е", HUSHING),  # Балхаш: Балхаша, Балхашем; Лукач: Лукачом
    ("", "ы ам ами ах", HARD - VELAR),  # Кимры, Кимрам, Кимрах
    ("", "и ей ам ами ах", VELAR | HUSHING),  # Мытищи, Мытищам
    ("й", "я ю ем е", VOWELS),  # Костанай: Костаная, Костанаем
    ("й", "и", frozenset("и")),  # Гурий: о Гурии
    ("ь", "я ю ем е", SOFT),  # Гоголь: Гоголя, Гоголем
    ("ь", "и ей ям ями ях", SOFT),  # Жигули, Жигулям
    ("ь", "и ью", SOFT | HUSHING),  # Сарань: Сарани, Саранью
    ("ье", "ья ью ьем", SOFT | HUSHING),  # Поречье: Поречья, Поречьем
    ("ец", "ца цу цом цем це цы цам цами цах", HARD),  # Горобец: Горобца, Горобцом
    ("ок", "ка ку ком ке ки кам ками ках", HARD | HUSHING),  # Волчок: Волчка, Волчком
    ("а", "ы е у ой ою", HARD - VELAR),  # Шардара: Шардары, Шардарой
    ("а", "и е у ой ою", VELAR),  # Житикарка: Житикарки
    ("а", "и е у ей ею ой ою", HUSHING - {"ц"}),  # Саша: Саши, Сашей; Шаша: Шашой
    ("а", "ы е у ей ею", frozenset("ц")),
    ("я", "и е ю ей ею", SOFT | VOWELS | {"ь", "й"}),  # Асия: Асии, Асию; Падилья: Падильи; Гойя: Гойи
)

HIS_NOUNS = ("", "й", "ец", "ок")
"""Ends of nouns whose other cases are a man's alone: a woman's name in a consonant has none."""

PATRONYMICS = re.compile(
    r".+(?:[оеь]вич(?:а|у|ем|е)?|[оеи][вч]н(?:а|ы|е|у|ой|ою)|(?:ұлы|улы|қызы|кызы)(?:н|ның|на|нда|нан|мен)?)"
)


def given(name: str) -> str:
    """The reading that all given names of one first letter share: what an initial may stand for."""
    return f"{MARK}{name[0]}."


def forms_of(name: str) -> set[str]:
    """All cases of a name in the nominative, by its end."""
    found = {name}
    for nominative, others, before in DECLENSIONS:
        stem = name.removesuffix(nominative)
        if len(stem) > 1 and name.endswith(nominative) and stem[-1] in before:
            found |= {stem + ending for ending in others.split()}
    return found


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


def surnames(form: str) -> Iterator[Name]:
    """The surname in -ов, -ин that a form may be a case of: of him, of her («Бектеновой»), of both («Бектенова»)."""
    if match := SURNAME.fullmatch(form):
        yield from whose(match[1], match[2] or "ым")


def families(form: str) -> Iterator[Name]:
    """The surnames that tell his from hers of which a form is the nominative: «Бектенова», «Ковальская» are hers."""
    yield from (name for name in (*surnames(form), *adjectives(form)) if name.said().lower() == form)


def is_surname(form: str) -> bool:
    """Whether a form is by its end a case of a surname and of nothing else."""
    return bool(SURNAME.fullmatch(form) or ONLY_ADJECTIVE.fullmatch(form))


def whose(name: str, ending: str) -> Iterator[Name]:
    """The name as his or hers, as its ending tells."""
    if ending in HIS:
        yield Name(name, "m")
    elif ending in HERS:
        yield Name(name, "f")
    elif ending in ("а", "у"):
        yield from (Name(name, "m"), Name(name, "f"))
    else:
        yield Name(name)


def declined(form: str) -> Iterator[Name]:
    """Every name that a form may be a case of by its end alone: «зедера» is a case of Зедер, or Зедера itself."""
    if not ONLY_ADJECTIVE.fullmatch(form):
        yield from nouns(form)
    yield from adjectives(form)
    if match := PLACE.fullmatch(form):
        yield Name(match[1])
    if match := FAMILY.fullmatch(form):
        yield Name(f"{match[1]}о")


def adjectives(form: str) -> Iterator[Name]:
    """The surname in -ский, -ный that a form may be a case of."""
    if match := ADJECTIVE.fullmatch(form):
        yield from whose(match[1] + ("ый" if match[1].endswith("н") else "ий"), match[2])


def nouns(form: str) -> Iterator[Name]:
    """The nouns that a form may be a case of, itself among them; a woman's name in a consonant has no cases."""
    for length in range(4):
        stem, ending = form[: len(form) - length], form[len(form) - length :]
        for nominative, before in ENDINGS.get(ending, ()):
            if len(stem) > 1 and stem[-1] in before and not VOWELS.isdisjoint(stem):
                oblique = nominative in HIS_NOUNS and ending != nominative
                yield Name(stem + nominative, "m" if oblique else None)


def womanly(form: str) -> Iterator[Name]:
    """The names in «а» that a form may be a case of, but for those spelt in two ways («сумы», «суммы»)."""
    yield from (name for name in nouns(form) if name.name.endswith("а") and name.key == MARK + name.name)
