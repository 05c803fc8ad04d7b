"""A person asked for by name into words and phrases: every case, either order, initials, a patronymic between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from index.languages import Languages, Seen, is_latin, is_only_word
from index.languages.names import PATRONYMIC, Name, Sex, given, surnames
from index.query import translit
from index.query.tree import Kind, Or, Person, Phrase, Query, Word

MOST_BETWEEN = 200
"""Patronymics and given names that a phrase tries; in an archive with more any word may stand between two names."""

LETTERS = tuple("абвгдежзийклмнопрстуфхцчшщэюя")
"""What a second initial may be."""
NO_WORDS = tuple(letter for letter in LETTERS if letter not in "викосуя")
"""What an initial between two names may be: «Олжас и Бектенов» are two people."""

# «О. Бектенов» is he, «о Бектенове» is about him: after a letter that is also a preposition the cases that it governs
# are not taken for a name with an initial.
GOVERNED = {
    "о": ("е", "ом", "ой", "ых", "их"),
    "в": ("е", "ом", "ой", "ых", "их"),
    "к": ("у", "ю", "ой", "ым", "им"),
    "с": ("ым", "им", "ом", "ем", "ой", "ей", "ми"),
    "у": ("а", "я", "ы", "и", "го", "ой", "ей", "ых", "их"),
}

SEXES: tuple[Sex, Sex] = ("m", "f")


class Vocabulary(Protocol):
    """What the names of a query ask of a lexicon."""

    @property
    def languages(self) -> Languages: ...
    def forms(self, readings: Iterable[str]) -> list[str]: ...
    def begins(self, prefix: str) -> bool: ...
    def capitalised(self, form: str) -> bool: ...


Run = tuple[Word, ...]
"""The words of one name, which are several where it is a double one."""


def person(asked: Person, lexicon: Vocabulary) -> Query:
    """The tree of all the ways in which a person's name may be printed."""
    sex = asked.sex or agreed(asked, lexicon)
    names = [
        tuple(word(part, sex, asked, lexicon) for part in name.split("-")) for name in asked.words if len(name) > 1
    ]
    initials = [letter for letter in asked.words if len(letter) == 1]
    ways = [way for way in dict.fromkeys(printed(names, initials, sex, lexicon)) if all(map(possible, way))]
    found = tuple(way[0] if len(way) == 1 and way[0] else Phrase(way, asked.field) for way in ways)
    if not found:
        return Word(" ".join(asked.words), field=asked.field)  # of no form: it finds nothing
    return found[0] if len(found) == 1 else Or(found)


Way = tuple[Word | None, ...]


def possible(item: Word | None) -> bool:
    return item is None or bool(item.forms)


def printed(names: Sequence[Run], initials: Sequence[str], sex: Sex | None, lexicon: Vocabulary) -> Iterator[Way]:
    """Every order of the names of a person, with initials for the given ones."""
    if len(names) == 1:
        yield from with_initials(names[0], initials[0], sex, lexicon) if initials else names
        return
    middle = next((name for name in names[1:] if len(names) > 2 and means(name, PATRONYMIC, lexicon)), None)
    first, *others = [name for name in names if name is not middle]
    if len(others) > 1:  # three names, none of them a patronymic
        yield sum(names, ())
        return
    last = others[0]
    if means(last, given(last[0].text), lexicon) and not means(first, given(first[0].text), lexicon):
        first, last = last, first
    yield from ((*first, *last), (*last, *first))
    yield (*first, *middle, *last) if middle else (*first, between(last, lexicon), *last)
    yield from lettered(first[0].text[0], last)


def means(name: Run, reading: str, lexicon: Vocabulary) -> bool:
    """Whether a name as typed has a reading."""
    return reading in lexicon.languages.readings(name[0].text, Seen.RUSSIAN | Seen.CAPITAL)


def with_initials(last: Run, letter: str, sex: Sex | None, lexicon: Vocabulary) -> Iterator[Way]:
    """«О. Бектенов», «О. А. Бектенов», «Бектенов О.», «Олжас Бектенов», «Олжас Абаевич Бектенов»; he is no «Ольга»."""
    yield from lettered(letter, last)
    people = lexicon.languages.people
    first = one_of((form for form in lexicon.forms({given(letter)}) if allows(people(form), sex)), letter, last)
    yield from ((first, *last), (*last, first), (first, between(last, lexicon), *last))


def lettered(letter: str, last: Run) -> Iterator[Way]:
    """A surname with its initial, or with two."""
    initial = one_of((letter,), letter, last)
    free = one_of((form for form in last[0].forms if not form.endswith(GOVERNED.get(letter, ()))), last[0].text, last)
    yield from ((initial, free, *last[1:]), (*last, initial), (initial, one_of(LETTERS, letter, last), *last))


def between(last: Run, lexicon: Vocabulary) -> Word | None:
    """What may stand between a given name and a surname: a patronymic, its initial, another given name."""
    forms = (*lexicon.forms({PATRONYMIC, *map(given, LETTERS)}), *NO_WORDS)
    return one_of(forms, "*", last) if len(forms) <= MOST_BETWEEN else None


def one_of(forms: Iterable[str], text: str, beside: Run) -> Word:
    """A word that is any of some forms, in the field of the name beside it."""
    forms = tuple(forms)
    kind: Kind = "name"
    return Word(text, field=beside[0].field, forms=forms, kinds=(kind,) * len(forms))


def word(text: str, sex: Sex | None, asked: Person, lexicon: Vocabulary) -> Word:
    """One name with the archive's forms of it, as a man's or a woman's where `sex` says so; in Latin also as typed."""
    forms = [*forms_of(meant(text, lexicon), sex, lexicon), *common(text, lexicon)]
    kind: Kind = "translit" if is_latin(text) else "name"
    found = dict.fromkeys(forms, kind) | ({text: "exact"} if text in forms or is_latin(text) else {})
    return Word(text, field=asked.field, forms=tuple(found), kinds=tuple(found.values()))


def forms_of(names: Iterable[Name], sex: Sex | None, lexicon: Vocabulary) -> list[str]:
    """The forms of the archive that may be a case of any of the names, borne by someone of this sex."""
    wanted = [Name(name.name, name.sex or sex) for name in names if sex is None or name.sex in (None, sex)]
    keys = {name.key for name in wanted}
    return [
        form
        for form in lexicon.forms(keys)
        if any(alike(one, other) for one in lexicon.languages.people(form) for other in wanted)
    ]


def spelt(text: str, lexicon: Vocabulary) -> list[str]:
    """The archive's forms of the surnames in -ов and -ин that Latin letters spell; other names are too like words of
    other languages: «Лада» is no `lady`, «Голд» no `gold`."""
    readings = (each for each in translit.readings(text, lexicon.begins) if not is_only_word(each))
    keys = {name.key for reading in readings for name in surnames(reading)}
    return [form for form in lexicon.forms(keys) if lexicon.capitalised(form) and not is_latin(form)]


def common(text: str, lexicon: Vocabulary) -> list[str]:
    """The archive's forms of a surname that is a common word too, «Волк», «Белый»: those that it has capitalised."""
    spelt = translit.readings(text, lexicon.begins) if is_latin(text) else (text,)
    found = lexicon.forms({lemma for word in spelt for lemma in lexicon.languages.common(word)})
    return [form for form in found if lexicon.capitalised(form)]


def alike(one: Name, other: Name) -> bool:
    return one.key == other.key and (one.sex is None or other.sex is None or one.sex == other.sex)


def meant(text: str, lexicon: Vocabulary) -> frozenset[Name]:
    """The names that a word typed may be a case of; Latin letters are read as every name of the archive that they may
    spell."""
    if not is_latin(text):
        return lexicon.languages.people(text)
    spelt = {name for reading in translit.readings(text, lexicon.begins) for name in lexicon.languages.people(reading)}
    return frozenset(name for name in spelt if lexicon.forms({name.key}))


def agreed(asked: Person, lexicon: Vocabulary) -> Sex | None:
    """The one sex that all names agree on, if there is one: Айгуль Бектенова is a woman, Бектенова may be either's."""
    possible = [sex for sex in SEXES if all(allows(names, sex) for names in named(asked, lexicon))]
    return possible[0] if len(possible) == 1 else None


def allows(names: Iterable[Name], sex: Sex | None) -> bool:
    """Whether someone of this sex, if it is said, may bear one of the names."""
    return sex is None or any(name.sex in (None, sex) for name in names)


def named(asked: Person, lexicon: Vocabulary) -> Iterator[frozenset[Name]]:
    """What each name of a person may be a case of."""
    for name in asked.words:
        if len(name) > 1:
            yield from (meant(part, lexicon) for part in name.split("-"))


def bearers(asked: Person, lexicon: Vocabulary) -> list[tuple[Sex, str]]:
    """Where a name may be a man's or a woman's, both, each as it is printed; else nothing.

    Surnames in -ов and -ский always tell; for other names the archive must have forms that only he or she has.
    """
    names = list(named(asked, lexicon))
    if asked.sex or not all(allows(some, sex) for some in names for sex in SEXES):
        return []
    his, hers = ({form for some in names for form in forms_of(some, sex, lexicon)} for sex in SEXES)
    both = {name.key for some in names for name in some if name.sex == "m"} & {
        name.key for some in names for name in some if name.sex == "f"
    }
    if his == hers or not (both or (his - hers and hers - his)):
        return []
    return [(sex, " ".join(said(word, sex, lexicon) for word in asked.words)) for sex in SEXES]


def said(word: str, sex: Sex, lexicon: Vocabulary) -> str:
    """A part of a name as it is printed, in the nominative."""
    if len(word) == 1:
        return f"{word.upper()}."
    parts = [
        min(meant(part, lexicon), key=lambda name: (name.sex != sex, name.sex is not None, name))
        for part in word.split("-")
    ]
    return "-".join(name._replace(sex=sex).said() for name in parts)
