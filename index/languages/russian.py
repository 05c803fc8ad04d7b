"""Russian readings of a form: its lemmas by pymorphy3, a surname's key, what a dotted abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from index.languages.tables import table

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

DICTIONARY = version("pymorphy3-dicts-ru")

RARE = 0.2
"""Of a query's word the readings below this share of the likeliest one are dropped (measured: 99.0/96.7 on news)."""

# «Бектенов» alone would be read as a form of «бектен», «Бектенова» of «бектенов»: the cases never meet. The key is the
# name without its case ending: -ов, -ев, -ин, -ын, declined as a man's, a woman's or a family's name.
SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ою|ы|ых|ыми)?")

CYRILLIC = re.compile(r"[а-я]+")


@cache
def analyzer() -> MorphAnalyzer:
    """pymorphy3's analyzer, read once: a fifth of a second."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """«г» -> год, город ...: abbreviations printed with a dot, and the words that they stand for."""
    return {short: frozenset(words) for short, *words in table("russian_abbreviations")}


Exceptions = Mapping[str, frozenset[str]]
"""Forms whose lemmas are these and no others, whatever the dictionary says."""


def readings(form: str, *, capital: bool, exceptions: Exceptions) -> frozenset[str]:
    """Every lemma of a printed form; a surname's key where it was seen capitalised or is in no dictionary."""
    if not CYRILLIC.fullmatch(form):
        return frozenset((form,))
    known = exceptions.get(form) or dictionary_lemmas(form)
    found = known or {parse.normal_form.replace("ё", "е") for parse in analyzer().parse(form)}
    if capital or not known:
        found |= surname_keys(form)
    return frozenset(found | abbreviations().get(form, frozenset()))


def query_readings(form: str, exceptions: Exceptions) -> frozenset[str]:
    """The likely lemmas of a word asked for, and its surname's key in any case: people type names in lower case."""
    if not CYRILLIC.fullmatch(form):
        return frozenset((form,))
    lemmas = exceptions.get(form) or likely_lemmas(form)
    return frozenset(lemmas | surname_keys(form) | abbreviations().get(form, frozenset()))


def likely_lemmas(form: str) -> set[str]:
    """The lemmas of a form but for the rare ones."""
    scores: dict[str, float] = {}
    for parse in analyzer().parse(form):
        lemma = parse.normal_form.replace("ё", "е")
        scores[lemma] = scores.get(lemma, 0.0) + parse.score
    likely = RARE * max(scores.values(), default=0.0)
    return {lemma for lemma, score in scores.items() if score >= likely}


def dictionary_lemmas(form: str) -> set[str]:
    """The lemmas of a form that stands in the dictionary (е read as ё too); empty for others.

    The same lemmas as `parse` gives, without its scores and twice as fast.
    """
    morph = analyzer()
    dictionary = morph.dictionary
    return {
        dictionary.build_normal_form(paradigm, index, word).replace("ё", "е")
        for word, parses in dictionary.words.similar_items(form, morph.char_substitutes)
        for paradigm, index in parses
    }


def known(form: str) -> bool:
    """Whether the dictionary has the form."""
    return bool(CYRILLIC.fullmatch(form)) and bool(dictionary_lemmas(form))


def surname_keys(form: str) -> set[str]:
    """`{"~бектенов"}` for any case of Бектенов and Бектенова; empty for what can't be such a name."""
    match = SURNAME.fullmatch(form)
    return {f"~{match[1]}"} if match else set()
