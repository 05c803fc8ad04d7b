"""A person asked for by name into words and phrases: every case, either order, initials, a patronymic between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.languages import Seen
from index.languages.names import PATRONYMIC, Sex, given
from index.languages.particles import SONS, initials, is_initial
from index.query.forms import Vocabulary
from index.query.names import Run, agreed, allows, as_phrase, one_of, run, ungoverned
from index.query.tree import Or, Person, Phrase, Query, Word

MOST_BETWEEN = 200
"""Patronymics and given names that a phrase tries; in an archive with more any word may stand between two names."""

LETTERS = tuple("абвгдежзийклмнопрстуфхцчшщэюяәғқөұүһі")
"""What a second initial may be."""
NO_WORDS = tuple(letter for letter in LETTERS if letter not in "викосуя")
"""What an initial between two names may be: «Олжас и Бектенов» are two people."""

# An index has no capitals and no full stops; what a letter beside a surname is, those of 50,000 articles say. Before it
# «и» is an initial in 3 of 330 («Петров и Иванов»); after it no letter that is a word is one in 3,260 («визит Путина в
# Москву»), but where another initial follows («Путин В. В.»).
AND = "и"
WORDS = frozenset("авикосуяai")

Way = tuple[Word | None, ...]


def person(asked: Person, lexicon: Vocabulary) -> Query:
    """The tree of all the ways in which a person's name may be printed."""
    sex = asked.sex or agreed(asked, lexicon)
    full = [name for name in asked.words if not is_initial(name)] or [name for name in asked.words if len(name) > 1]
    letters = [name for name in asked.words if name not in full]
    names = [run(name, sex, asked, lexicon) for name in full]
    ways = [*printed(names, letters, sex, lexicon)]
    if len(asked.words) > 2 or (not letters and sum(map(len, names)) > 1):  # «О. Бектенов» may be «о Бектенове»
        ways.append(sum((as_phrase(name, sex, asked, lexicon) for name in asked.words), ()))
    ways = [way for way in dict.fromkeys(ways) if all(map(possible, way))]
    found = tuple(way[0] if len(way) == 1 and way[0] else Phrase(way, asked.field) for way in ways)
    text = asked.text or " ".join(asked.words)
    if not found:
        return Word(text, field=asked.field)  # of no form: it finds nothing
    return found[0] if found == found[:1] and isinstance(found[0], Word) else Or(found, text)


def possible(item: Word | None) -> bool:
    return item is None or bool(item.forms)


def printed(names: Sequence[Run], letters: Sequence[str], sex: Sex | None, lexicon: Vocabulary) -> Iterator[Way]:
    """Every order of the names of a person, with initials for the given ones."""
    if len(names) == 1:
        yield from with_initials(names[0], letters[0], sex, lexicon) if letters else names
        return
    middle = next((name for name in names[1:] if len(names) > 2 and is_patronymic(name, lexicon)), None)
    first, *others = [name for name in names if name is not middle]
    if len(others) > 1:  # three names, none of them a patronymic
        yield sum(names, ())
        return
    last = others[0]
    if means(last, given(last[0].text), lexicon) and not means(first, given(first[0].text), lexicon):
        first, last = last, first
    yield from ((*first, *last), (*last, *first))
    yield (*first, *middle, *last) if middle else (*first, between(last, lexicon), *last)
    if not middle:
        yield (*first, None, one_of(sorted(SONS), "*", last), *last)  # «Ильхам Гейдар оглы Алиев»
    yield from lettered(initials(first[0].text), last)


def is_patronymic(name: Run, lexicon: Vocabulary) -> bool:
    """Whether a name is a father's: «Абаевич», «Гейдар оглы»."""
    return name[-1].text in SONS or means(name, PATRONYMIC, lexicon)


def means(name: Run, reading: str, lexicon: Vocabulary) -> bool:
    """Whether a name as typed has a reading."""
    return reading in lexicon.languages.readings(name[0].text, Seen.RUSSIAN | Seen.CAPITAL)


def with_initials(last: Run, letter: str, sex: Sex | None, lexicon: Vocabulary) -> Iterator[Way]:
    """«О. Бектенов», «О. А. Бектенов», «Бектенов О.», «Олжас Бектенов», «Олжас Абаевич Бектенов»; he is no «Ольга»."""
    yield from lettered(initials(letter), last)
    if letter == AND:  # typed so it is one
        yield (one_of((letter,), letter, last), *last)
    people = lexicon.languages.people
    alike = (letter,) if len(letter) > 1 else initials(letter)
    forms = (form for form in lexicon.forms(map(given, alike)) if form.startswith(alike))
    first = one_of((form for form in forms if allows(people(form), sex)), letter, last)
    yield from ((first, *last), (*last, first), (first, between(last, lexicon), *last))


def lettered(letters: Sequence[str], last: Run) -> Iterator[Way]:
    """A surname with its initial, which may be any of some letters, or with two."""
    text = letters[0]
    sure = one_of((letter for letter in letters if letter not in WORDS), text, last)
    yield from ((sure, *last), (*last, sure))
    for letter in (letter for letter in letters if letter in WORDS and letter != AND):
        yield (one_of((letter,), text, last), ungoverned(letter, last[0]), *last[1:])
    first, second = one_of(letters, text, last), one_of(LETTERS, text, last)
    yield from ((first, second, *last), (*last, first, second))


def between(last: Run, lexicon: Vocabulary) -> Word | None:
    """What may stand between a given name and a surname: a patronymic, its initial, another given name."""
    forms = (*lexicon.forms({PATRONYMIC, *map(given, LETTERS)}), *NO_WORDS)
    return one_of(forms, "*", last) if len(forms) <= MOST_BETWEEN else None
