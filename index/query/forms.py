"""Every form of the archive that a word asked for may stand for, each with how it came there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from index.languages import (
    Languages,
    bare_genitive_readings,
    is_kazakh,
    is_latin,
    is_name,
    is_only_word,
    is_surely_kazakh,
    latin_readings,
    loans,
    spells,
    unspecific,
)
from index.languages.names import surnames
from index.query import translit
from index.query.tree import Kind


class Vocabulary(Protocol):
    """What the words of a query ask of a lexicon."""

    @property
    def languages(self) -> Languages: ...
    def forms(self, readings: Iterable[str]) -> list[str]: ...
    def begins(self, prefix: str) -> bool: ...
    def capitalised(self, form: str) -> bool: ...


def kinds(text: str, lexicon: Vocabulary) -> dict[str, Kind]:
    """Every form of a word: as typed, by its lemmas, by a name's key, with the Kazakh letters that it lacks."""
    query_readings = lexicon.languages.query_readings
    asked = query_readings(text)
    names = frozenset(filter(is_name, asked))
    found: dict[str, Kind] = {text: "exact"}
    by: tuple[tuple[Kind, frozenset[str]], ...] = (("form", asked - names), ("name", names))
    for kind, readings in by:
        found |= {form: kind for form in lexicon.forms(readings) if form not in found}
    # «министра» finds «министрдің», and «Астане» «Astanada», as «министр» and «Астана» do: where Kazakh has these.
    for lemma, stem in loans(asked).items():
        kazakh = lexicon.forms((stem,))
        if any(spells(form, lemma) for form in kazakh):
            found |= {form: "form" for form in kazakh if form not in found}
    # «казакстаннын» finds «қазақстанның», and that all the cases of «қазақстан».
    specific = lexicon.forms(unspecific(text))
    if specific:
        readings = frozenset().union(*map(query_readings, specific), *map(latin_readings, specific))
        # Of a name «Тоқаев» is Kazakh, but «Токаева» another form of «Токаев» as typed.
        others = [form for form in lexicon.forms(readings) if found.get(form, "name") == "name"]
        found |= {form: "kazakh" for form in others if form not in found or is_kazakh(form)}
    # One letter spells no word: «S-7» is not «с 7», whatever Kazakh there is.
    latin = latin_readings(text, asked=is_surely_kazakh(text)) if len(text) > 1 else ()
    other: list[str] = lexicon.forms({*latin, *bare_genitive_readings(text)})
    # A word like «bala» is Kazakh where the archive has Kazakh in Latin letters with any form of it.
    if is_surely_kazakh(text) or any(map(is_latin, other)):
        found |= {form: "form" for form in other if form not in found}
    # The archive has «Nazarbayev», and «Назарбаева» more often; a name that it has not so is a mistake to mend.
    if is_latin(text) and lexicon.capitalised(text):
        found |= {form: "name" for form in spelt(text, lexicon) if form not in found}
    return {form: other_script(kind, form, text) for form, kind in found.items()}


def other_script(kind: Kind, form: str, text: str) -> Kind:
    """How a form came there, which is its spelling where a word was typed in other letters."""
    return kind if is_latin(form) == is_latin(text) else "translit"


def spelt(text: str, lexicon: Vocabulary) -> list[str]:
    """The archive's forms of the surnames in -ов and -ин that Latin letters spell; other names are too like words of
    other languages: «Лада» is no `lady`, «Голд» no `gold`."""
    readings = (each for each in translit.readings(text, lexicon.begins) if not is_only_word(each))
    keys = {name.key for reading in readings for name in surnames(reading)}
    return [form for form in lexicon.forms(keys) if lexicon.capitalised(form) and not is_latin(form)]
