"""What a printed form may be a form of: its readings in the languages of the archive. Only this room knows a language.

A reading is a string: a Russian lemma (`сталь`), a surname's key (`~бектенов`), a Kazakh stem (`kk:бала`; a space of
its own, so that a Russian word read by Kazakh rules meets Kazakh words only). Forms that share one are found together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntFlag
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from index.languages import kazakh, latin, russian
from index.languages.letters import CYRILLIC, KAZAKH_LETTERS, LATIN, LATIN_KAZAKH_LETTERS
from index.languages.names import MARK, PATRONYMIC, PATRONYMICS, Name, families, forms_of, given, is_surname
from index.languages.tables import Tables
from index.tokens import forms

RULES = 13
"""Raised with every change of a rule below this room; a changed table or dictionary tells by itself."""


class Seen(IntFlag):
    """Where a form has been seen, one bit each: in documents of which language, and capitalised inside a sentence."""

    RUSSIAN = 1
    KAZAKH = 2
    OTHER = 4
    CAPITAL = 8
    LATIN = 16  # Kazakh in Latin letters


class Places(NamedTuple):
    """The bits of `Seen` that tell how a form is read, each by its name."""

    russian: bool
    kazakh: bool
    latin: bool
    capital: bool


@cache
def places(seen: int) -> Places:
    """Where a form has been seen: bits of a flag are slow to take, and there is a form for every few words."""
    found = Seen(seen)
    return Places(*(bit in found for bit in (Seen.RUSSIAN, Seen.KAZAKH, Seen.LATIN, Seen.CAPITAL)))


NAME = MARK
KAZAKH = "kk:"
"""What marks a reading as a Kazakh stem."""

SHORTEST_NAME = 4
"""Letters of the shortest Kazakh name that a word asked for is also taken for, capital or not."""

SHORTEST_LOAN = 5
"""Letters of the shortest Russian word that may be the same one in Kazakh."""

WITHOUT_KAZAKH = str.maketrans("әғқңөұүһі", "агкноуухи")
UNSPECIFIC = "kf:"
"""What marks a Kazakh stem spelt without the letters that only Kazakh has."""


def seen_in(language: str | None) -> Seen:
    """The bit of a document's language."""
    return {"ru": Seen.RUSSIAN, "kk": Seen.KAZAKH, "kk-Latn": Seen.LATIN}.get(language or "", Seen.OTHER)


class Languages:
    """The languages of one archive: the rules of this room, its tables, and those of the archive's owner.

    `folder` is the owner's: `names.txt` and `exceptions.txt` in it, both optional.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.tables = Tables(folder)
        self.query_readings = lru_cache(maxsize=10_000)(self.read_query)

    @cached_property
    def version(self) -> str:
        """The version of the languages: it changes with the rules, any table and the dictionary."""
        return f"{RULES}-{russian.dictionary()}-{self.tables.version()}"

    @cached_property
    def exceptions(self) -> Mapping[str, frozenset[str]]:
        """The lemmas of the forms whose reading by the dictionary is wrong."""
        rows = (forms(" ".join(row)) for row in self.tables.rows("exceptions"))
        return {form: frozenset(lemmas or (form,)) for form, *lemmas in rows}

    @cached_property
    def names(self) -> Mapping[str, frozenset[Name]]:
        """The names of the table by their forms, part by part: «Нур-Султана» is нур and султана."""
        found: dict[str, frozenset[Name]] = {}
        for name, *others in ([forms(word) for word in row] for row in self.tables.rows("names")):
            cases = [*zip(*(name, *others), strict=False)] if others else [forms_of(part) for part in name]
            for whole, declined in zip(name, cases, strict=False):
                found |= {form: found.get(form, frozenset()) | {Name(whole)} for form in declined}
        return found

    def readings(self, form: str, seen: int) -> frozenset[str]:
        """All that a form of the archive may be a form of, by where it was seen (bits of `Seen`)."""
        where = places(seen)
        if KAZAKH_LETTERS.search(form):
            return kazakh_readings(form, seen) if where.russian or where.kazakh else frozenset((form,))
        found: frozenset[str] = frozenset()
        if where.russian:
            found |= russian.readings(form, capital=where.capital, exceptions=self.exceptions)
        if where.kazakh:
            found |= kazakh_readings(form, seen)
            if not where.russian:  # which has rules of its own for a name without endings
                found |= {name.key for name in kazakh_names(form, whole=True) if name.sex}
        if where.latin:
            found |= {form} | latin_readings(form, seen)
        if where.capital:
            found |= {reading for name in self.names.get(form, ()) for reading in (name.key, given(form))}
        return found or frozenset((form,))

    def read_query(self, form: str) -> frozenset[str]:
        """What a word asked for may be a form of, in every language; its rare readings are left out."""
        own = KAZAKH_LETTERS.search(form) is not None
        found = kazakh_readings(form, asked=own) | {name.key for name in self.names.get(form, ())}
        return found if own else found | russian.query_readings(form, self.exceptions)

    def people(self, form: str) -> frozenset[Name]:
        """The names of people that a form may be a case of, in a text or in a query; in Latin letters those that Kazakh
        spells so."""
        if is_latin(form):
            return frozenset(name for word in latin.cyrillic(form) for name in kazakh_names(word, whole=True))
        found = self.names.get(form, frozenset()) | russian.people(form)
        russian_only = not KAZAKH_LETTERS.search(form) and (russian.known(form) or is_surname(form))
        return found if russian_only else found | frozenset(kazakh_names(form))

    def common(self, form: str) -> frozenset[Name]:
        """The names of a form that is a common word and may be a surname: «Волк»; its lemma is the name itself."""
        return frozenset() if form in self.names or form in self.exceptions else russian.common(form)


def unspecific(form: str) -> frozenset[str]:
    """The reading of a word typed without Kazakh letters («казакстан»); none where it has them or is not Cyrillic."""
    return (
        frozenset() if KAZAKH_LETTERS.search(form) or not CYRILLIC.match(form) else frozenset({f"{UNSPECIFIC}{form}"})
    )


def loans(readings: Iterable[str]) -> dict[str, str]:
    """The Russian lemmas among some readings that may be words of Kazakh too, each with its Kazakh stem; short ones are
    other words there: of «сна» none is «сон», the last one."""
    return {lemma: f"{KAZAKH}{lemma}" for lemma in readings if len(lemma) >= SHORTEST_LOAN and lemma.isalpha()}


def spells(form: str, word: str) -> bool:
    """Whether a form is a word of Kazakh, in its own letters or in Latin ones."""
    return form == word or (is_latin(form) and word in latin.cyrillic(form))


def kazakh_of(form: str) -> list[str]:
    """The words of Kazakh that a form in Latin letters may spell."""
    return latin.cyrillic(form) if is_latin(form) else []


def is_name(reading: str) -> bool:
    """Whether a reading is a name's key."""
    return reading.startswith(NAME)


def is_word(form: str) -> bool:
    """Whether a dictionary has the form."""
    return russian.known(form)


def is_only_word(form: str) -> bool:
    """Whether a dictionary has the form, and as a case of no name."""
    return russian.nameless(form)


def kazakh_readings(form: str, seen: int = Seen.KAZAKH, *, asked: bool = False, whole: bool = False) -> frozenset[str]:
    """The Kazakh stems of a form in Cyrillic, and the keys of its names («Бектеновтің»), those that are no surnames in
    -ов only where it was seen capitalised, or is asked for and long enough: people type names in lower case. `whole`:
    also of a name that stands without endings in Russian letters."""
    if not CYRILLIC.match(form):
        return frozenset((form,))
    stems = kazakh.stems(form)
    capital = bool(seen & Seen.CAPITAL)
    names = kazakh_names(form, whole=whole)
    likely = (name for name in names if capital or name.sex or (asked and len(name.name) >= SHORTEST_NAME))
    keys = {name.key for name in likely} | ({PATRONYMIC} if capital and PATRONYMICS.fullmatch(form) else set())
    plain = {f"{UNSPECIFIC}{stem.translate(WITHOUT_KAZAKH)}" for stem in stems if KAZAKH_LETTERS.search(stem)}
    return frozenset({f"{KAZAKH}{stem}" for stem in stems} | keys | plain)


@lru_cache(maxsize=10_000)
def latin_readings(form: str, seen: int = Seen.KAZAKH, *, asked: bool = False) -> frozenset[str]:
    """The readings of the Kazakh words that a form in Latin letters may spell; none of a form in other letters."""
    if not LATIN.match(form):
        return frozenset()
    spelt = latin.cyrillic(form)
    return frozenset().union(*(kazakh_readings(word, seen, asked=asked, whole=True) for word in spelt))


def bare_genitive_readings(form: str) -> frozenset[str]:
    """The readings of the Kazakh word of which a form is the genitive, typed in Latin letters without its ń."""
    word = latin.bare_genitive(form)
    return latin_readings(word, asked=True) if word else frozenset()


def is_kazakh(form: str) -> bool:
    """Whether a form has a letter that of the Cyrillic alphabets only Kazakh's has."""
    return KAZAKH_LETTERS.search(form) is not None


def is_latin(form: str) -> bool:
    """Whether a form is in Latin letters."""
    return LATIN.match(form) is not None


def is_surely_kazakh(form: str) -> bool:
    """Whether a form in Latin letters has one of Kazakh's own; «bala» or «Qatar» may be of any language."""
    return LATIN_KAZAKH_LETTERS.search(form) is not None


def kazakh_names(form: str, *, whole: bool = False) -> Iterator[Name]:
    """The names that a form may be of, with Kazakh endings or without; without any a form in Russian letters is for the
    rules of Russian, but where Russian has no part in it (`whole`)."""
    stems = kazakh.stems(form) if CYRILLIC.match(form) else frozenset()
    for stem in stems if whole or KAZAKH_LETTERS.search(form) else stems - {form}:
        yield from list(families(stem)) or (Name(stem),)


def shown(reading: str) -> str:
    """A reading as people are shown it."""
    return reading.removeprefix(KAZAKH).removeprefix(UNSPECIFIC)
