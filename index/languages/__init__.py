"""What a printed form may be a form of: its readings in the languages of the archive. Only this room knows a language.

A reading is a string: a Russian lemma (`сталь`), a surname's key (`~бектенов`), a Kazakh stem (`kk:бала`; a space of
its own, so that a Russian word read by Kazakh rules meets Kazakh words only). Forms that share one are found together.
"""

from __future__ import annotations

import hashlib
import re
from enum import IntFlag
from functools import lru_cache

from index.languages import kazakh, russian
from index.languages.tables import tables_text

RULES = 1
"""Raised with every change of a rule below this room; a changed table or dictionary tells by itself."""


class Seen(IntFlag):
    """Where a form has been seen, one bit each: in documents of which language, and capitalised inside a sentence."""

    RUSSIAN = 1
    KAZAKH = 2
    OTHER = 4
    CAPITAL = 8


KAZAKH = "kk:"
"""What marks a reading as a Kazakh stem."""

KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
CYRILLIC_LETTERS = re.compile(r"[\u0400-\u052f]")
LETTERS = re.compile(r"[^\W\d_]")
# Ukrainian shares «і» with Kazakh; these letters and those of Belarusian and old Russian it does not.
UKRAINIAN_LETTERS = re.compile("[їєґ]")
LATIN_KAZAKH_LETTERS = re.compile("[áǵıńóúý]")


def version() -> str:
    """The version of the languages: it changes with the rules, the tables and the dictionary."""
    tables = hashlib.sha256(tables_text().encode()).hexdigest()[:8]
    return f"{RULES}-{russian.DICTIONARY}-{tables}"


def language(text: str) -> str | None:
    """The language of a text by its letters: `ru`, `kk`, `uk`, `kk-Latn`, or None for what these rules don't know.

    More than one Kazakh letter in a hundred Cyrillic ones is Kazakh (measured: one error in 3,000 sentences).
    """
    text = text.lower()
    letters = len(LETTERS.findall(text))
    cyrillic = len(CYRILLIC_LETTERS.findall(text))
    if cyrillic * 2 < letters or not letters:
        latin = len(LATIN_KAZAKH_LETTERS.findall(text))
        return "kk-Latn" if latin > 0.03 * letters and re.search("[ǵıń]", text) else None
    ukrainian = len(UKRAINIAN_LETTERS.findall(text))
    kazakh_only = len(re.findall("[әғқңөұүһ]", text))
    if ukrainian > kazakh_only and ukrainian > 0.002 * cyrillic:
        return "uk"
    return "kk" if len(KAZAKH_LETTERS.findall(text)) > 0.01 * cyrillic else "ru"


def seen_in(language: str | None) -> Seen:
    """The bit of a document's language."""
    return {"ru": Seen.RUSSIAN, "kk": Seen.KAZAKH}.get(language or "", Seen.OTHER)


def readings(form: str, seen: Seen) -> frozenset[str]:
    """All that a form of the archive may be a form of, by the languages of the documents that it was seen in."""
    if KAZAKH_LETTERS.search(form):
        return kazakh_readings(form) if seen & (Seen.RUSSIAN | Seen.KAZAKH) else frozenset((form,))
    found: frozenset[str] = frozenset()
    if seen & Seen.RUSSIAN:
        found |= russian.readings(form, capital=bool(seen & Seen.CAPITAL))
    if seen & Seen.KAZAKH:
        found |= kazakh_readings(form)
    return found or frozenset((form,))


@lru_cache(maxsize=10_000)
def query_readings(form: str) -> frozenset[str]:
    """What a word asked for may be a form of, in every language; its rare readings are left out."""
    kazakh_ones = kazakh_readings(form)
    return kazakh_ones if KAZAKH_LETTERS.search(form) else kazakh_ones | russian.query_readings(form)


def kazakh_readings(form: str) -> frozenset[str]:
    """The Kazakh stems of a form in Cyrillic, and the key of a surname with Kazakh endings («Бектеновтің»)."""
    if not CYRILLIC_LETTERS.match(form):
        return frozenset((form,))
    stems = kazakh.stems(form)
    keys = {key for stem in stems for key in russian.surname_keys(stem) if key == f"~{stem}"}
    return frozenset({f"{KAZAKH}{stem}" for stem in stems} | keys)


def shown(reading: str) -> str:
    """A reading as people are shown it."""
    return reading.removeprefix(KAZAKH)
