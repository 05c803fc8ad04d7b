"""Russian readings of a form: its lemmas by pymorphy3, a surname's key, what a dotted abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.languages.names import NOMINATIVE, PATRONYMIC, PATRONYMICS, Name, Sex, declined, given, surnames, womanly
from index.languages.tables import table

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.tagset import OpencorporaTag


RARE = 0.2
"""Of a query's word the readings below this share of the likeliest one are dropped (measured: 99.0/96.7 on news)."""

PERSON = frozenset({"Name", "Surn", "Patr"})
"""Tags of the names of people."""
NAMES = PERSON | {"Geox", "Orgn", "Abbr"}
"""Tags of the names of people, places and organisations."""
SEXES: dict[str, Sex] = {"masc": "m", "femn": "f"}
MISREAD = frozenset({"ADJS", "PRTS", "INTJ", "PRCL"})
"""Parts of speech that a name is mistaken for: «Болен» is known as ill, «Тобыл» as beaten, «Айда» as a call."""

FUNCTION = frozenset({"PREP", "CONJ", "NPRO"})
"""Parts of speech of words that are no case of a name that the dictionary lacks: «Нам» is none of «Нама»."""

CYRILLIC = re.compile(r"[а-я]+")


def dictionary() -> str:
    """The version of the dictionary, which only what makes readings anew wants to know."""
    from importlib.metadata import version

    return version("pymorphy3-dicts-ru")


@cache
def analyzer() -> MorphAnalyzer:
    """pymorphy3's analyzer, read once: a fifth of a second."""
    from pymorphy3 import MorphAnalyzer
    from pymorphy3_dicts_ru import get_path

    return MorphAnalyzer(path=get_path())  # it would look for its dictionary in all that is installed


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """«г» -> год, город ...: abbreviations printed with a dot, and the words that they stand for."""
    return {short: frozenset(words) for short, *words in table("russian_abbreviations")}


ADJECTIVES = frozenset({"бывший", "следующий", "данный", "соответствующий", "уважаемый", "любимый"})
"""Adjectives that were participles once: «бывший премьер» is no form of «быть»."""

Parse = tuple[str, "OpencorporaTag"]
"""A lemma of a form, and what the form is of it."""
Inflection = tuple[int, int, str, str, "OpencorporaTag"]
"""How many letters of a form are before its stem and behind it, what its lemma has there, what the form is of it."""
Exceptions = Mapping[str, frozenset[str]]
"""Forms whose lemmas are these and no others, whatever the dictionary says."""


def readings(form: str, *, capital: bool, exceptions: Exceptions) -> frozenset[str]:
    """Every lemma of a printed form; the keys of names where it was seen capitalised or is in no dictionary."""
    if not CYRILLIC.fullmatch(form):
        return frozenset((form,))
    known = parses(form)
    lemmas = exceptions.get(form) or {lemma for lemma, _ in known} or predicted_lemmas(form)
    keys = {name.key for name in names(form, known, lemmas)} if capital or not known else set()
    if capital:
        keys |= {given(form) for _, tag in known if "Name" in tag}
        keys |= {PATRONYMIC} if PATRONYMICS.fullmatch(form) else set()
    return frozenset(lemmas | keys | abbreviations().get(form, frozenset()))


def query_readings(form: str, exceptions: Exceptions) -> frozenset[str]:
    """The likely lemmas of a word asked for, and the keys of names in any case: people type names in lower case."""
    if not CYRILLIC.fullmatch(form):
        return frozenset((form,))
    lemmas = exceptions.get(form) or likely_lemmas(form)
    keys = {name.key for name in names(form, parses(form), lemmas)}
    return frozenset(lemmas | keys | abbreviations().get(form, frozenset()))


def predicted_lemmas(form: str) -> set[str]:
    """What a form in no dictionary may be a form of, by its beginning and its end."""
    return halved(form) | {parse.normal_form.replace("ё", "е") for parse in analyzer().parse(form)}


def halved(form: str) -> set[str]:
    """The adjective of the first half of a compound: «немецко-французский» is also «немецкий»."""
    return {f"{form[:-1]}ий"} if form.endswith(("ско", "цко")) else set()


def likely_lemmas(form: str) -> set[str]:
    """The lemmas of a form but for the rare ones; of an adverb in -о its adjective too: «бесплатно» is «бесплатный»."""
    scores: dict[str, float] = {}
    for parse in analyzer().parse(form):
        lemma = superlative(form, parse.tag) or parse.normal_form.replace("ё", "е")
        scores[lemma] = scores.get(lemma, 0.0) + parse.score
    likely = RARE * max(scores.values(), default=0.0)
    found = parses(form)
    short = {lemma for lemma, tag in found if tag.POS == "ADJS" and form.endswith("о")}
    scores |= {lemma: likely for lemma, tag in found if lemma in short or tag.POS == "COMP"}
    read = {lemma for lemma, _ in found} or scores.keys()
    return halved(form) | {lemma for lemma, score in scores.items() if score >= likely and lemma in read}


def parses(form: str) -> list[Parse]:
    """The lemmas of a form that stands in the dictionary (е read as ё too), each with its tag; empty for others.

    Those that `parse` gives, without its scores and twice as fast; a comparative is its adverb's too («чаще»: «часто»).
    """
    found = dictionary_parses(form)
    if any(lemma in ADJECTIVES and "ADJF" in tag.grammemes for lemma, tag in found):
        found = [(lemma, tag) for lemma, tag in found if "PRTF" not in tag.grammemes]
    return found + [(adverb, tag) for lemma, tag in found if "COMP" in tag.grammemes and (adverb := adverb_of(lemma))]


@lru_cache(maxsize=10_000)
def adverb_of(adjective: str) -> str | None:
    """«часто» of «частый»; None where the dictionary has no such adverb."""
    adverb = f"{adjective[:-2]}о"
    return adverb if any(tag.POS == "ADVB" for _, tag in dictionary_parses(adverb)) else None


def dictionary_parses(form: str) -> list[Parse]:
    """What the dictionary has of a form."""
    morph = analyzer()
    return [
        (superlative(form, tag) or f"{head}{word[start : len(word) - end]}{tail}".replace("ё", "е"), tag)
        for word, found in morph.dictionary.words.similar_items(form, morph.char_substitutes)
        for start, end, head, tail, tag in (inflection(*place) for place in found)
    ]


@lru_cache(maxsize=50_000)
def inflection(paradigm: int, index: int) -> Inflection:
    """What makes a form of a paradigm its lemma: there are far fewer of these than of words, so they are remembered."""
    dictionary = analyzer().dictionary
    cells = dictionary.paradigms[paradigm]  # the ends of all forms, then their tags, then their beginnings
    beginnings, ends, forms = dictionary.paradigm_prefixes, dictionary.suffixes, len(cells) // 3
    head, start = beginnings[cells[2 * forms]], beginnings[cells[2 * forms + index]]
    return len(start), len(ends[cells[index]]), head, ends[cells[0]], dictionary.build_tag_info(paradigm, index)


def superlative(form: str, tag: OpencorporaTag) -> str | None:
    """«лучший» of «лучшего», which the dictionary has under «хороший»; None of what is no superlative."""
    stem = form.rpartition("ш")[0] if "Supr" in tag.grammemes else ""
    return f"{stem}ший" if stem else None


def known(form: str) -> bool:
    """Whether the dictionary has the form."""
    return bool(CYRILLIC.fullmatch(form)) and bool(parses(form))


def nameless(form: str) -> bool:
    """Whether the dictionary has the form, and as a case of no name: «один», «родина», but not «берлин»."""
    known = parses(form)
    return bool(known) and all(NAMES.isdisjoint(tag.grammemes) for _, tag in known)


def names(form: str, known: Sequence[Parse], lemmas: Set[str]) -> Iterator[Name]:
    """The names that a form may be a case of; `known` has the dictionary of it, `lemmas` are what of that counts."""
    found = list(surnames(form))
    yield from found
    for lemma, tag in known:
        many = found and tag.number == "plur"  # «Иванов» is he, and hardly ever several who are called Иван
        if lemma in lemmas and not many and not PERSON.isdisjoint(tag.grammemes):
            yield Name(lemma, SEXES.get(tag.gender))
    wives = set() if found else set(hers(known))
    yield from wives
    if found or wives or any(tag.number == "sing" and not PERSON.isdisjoint(tag.grammemes) for _, tag in known):
        return
    if any(tag.POS in FUNCTION for _, tag in known):
        return
    if all(tag.POS in MISREAD for _, tag in known):
        yield from declined(form)
    elif form not in lemmas:
        if NOMINATIVE.fullmatch(form) and not form.endswith("ая"):  # «Белая» is of «Белый», as a common word is
            yield Name(form)
        if all(tag.POS == "NOUN" for _, tag in known):
            yield from womanly(form)  # «Тесле», «Теслу» are known as an adze, «Теслой» as nothing
    if form in lemmas and form.endswith("а"):
        yield Name(form[:-1], "m")  # «Шпана» is known as a word, «Шпан» isn't
    if form.endswith(("ском", "цком")):
        yield Name(form[:-2])  # «Каменогорском» is known as an adjective


def hers(known: Sequence[Parse]) -> Iterator[Name]:
    """The surnames that the dictionary has of a man alone, of her: «Навальная» it knows as an adjective."""
    for lemma, tag in known:
        if tag.POS == "ADJF" and tag.gender == "femn" and is_his_surname(lemma):
            yield Name(lemma, "f")


@lru_cache(maxsize=10_000)
def is_his_surname(lemma: str) -> bool:
    """Whether the dictionary has a surname that is no woman's in any case."""
    genders = {tag.gender for name, tag in parses(lemma) if name == lemma and "Surn" in tag}
    return genders == {"masc"}


def common(form: str) -> frozenset[Name]:
    """The common words that a form is a case of which may be somebody's surname as well: «Волк», «Белого», «Макроном»,
    an adjective as his or hers; none of a form that the dictionary knows as a name, or that ends as surnames do."""
    known = parses(form) if CYRILLIC.fullmatch(form) and not any(surnames(form)) else []
    if any(not NAMES.isdisjoint(tag.grammemes) for _, tag in known):
        return frozenset()
    words = [(lemma, tag) for lemma, tag in known if tag.POS == "NOUN" or (tag.POS == "ADJF" and tag.gender != "neut")]
    return frozenset(Name(lemma, SEXES.get(tag.gender) if tag.POS == "ADJF" else None) for lemma, tag in words)


def people(form: str) -> frozenset[Name]:
    """The names that a form seen in a text may be a case of."""
    if not CYRILLIC.fullmatch(form):
        return frozenset()
    known = parses(form)
    return frozenset(names(form, known, {lemma for lemma, _ in known}))
