"""The part that a form plays in a phrase: what it may end with, what names something, what stands as in a heading."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from index.languages import russian
from index.languages.names import surnames
from index.tokens import is_number

Part = Literal["joint", "verb", "adjective", "noun"]

# Kazakh words that only join others: «Қазақстан және Өзбекстан», «су туралы», «келді ме».
KAZAKH_JOINTS = frozenset(
    """және мен бен пен үшін туралы бойынша арқылы кейін дейін қарай ғана бірақ немесе әлде болып деп да де та те ма ме
    ба бе па пе ал бұл осы сол ол өз өзі не кім қалай неге емес жоқ""".split()  # noqa: SIM905 - a list of words
)
# Parts of speech and pronouns of the dictionary (OpenCorpora); what is none of these is taken for a noun.
JOINTS = frozenset({"PREP", "CONJ", "PRCL", "NPRO"})
PRONOUNS = frozenset({"Apro", "Anph"})
VERBS = frozenset({"VERB", "INFN", "GRND", "PRTS", "PRED"})
ADJECTIVES = frozenset({"ADJF", "PRTF", "ADVB", "COMP", "NUMR"})
UNDECLINED = VERBS | JOINTS | {"ADVB", "COMP", "INTJ"}
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
LIKELY = 0.1
"""The share of a form"s uses that counts."""


@lru_cache(maxsize=50_000)
def tag(form: str) -> Any | None:
    """How the dictionary marks a Russian form's likeliest reading; None for another form. What may be a noun too is
    taken for no verb, «стали», and no short adjective, «паводков» of «паводковый»."""
    if not russian.CYRILLIC.fullmatch(form):
        return None
    found = russian.analyzer().tag(form)
    noun = next((tag for tag in found if tag.POS == "NOUN"), None)
    return noun if noun and found[0].POS in {*VERBS, "ADJS"} else found[0]


@lru_cache(maxsize=50_000)
def part(form: str) -> Part:
    """What a form most likely is: «в», «который», «және» are joints."""
    likeliest = tag(form)
    if form in KAZAKH_JOINTS:
        return "joint"
    if likeliest is None:
        return "adjective" if is_number(form) else "noun"
    if likeliest.POS in JOINTS or PRONOUNS & likeliest.grammemes:
        return "joint"
    return "verb" if likeliest.POS in VERBS else "adjective" if likeliest.POS in ADJECTIVES else "noun"


def is_name(form: str) -> bool:
    """Whether the dictionary knows a form as a name first of all: «путин», «казахстан»."""
    likeliest = tag(form)
    return likeliest is not None and bool(NAMES & likeliest.grammemes) and russian.known(form)


def is_abbreviation(form: str) -> bool:
    """Whether a form is printed in capitals: «мвд», «сша»; «млн» is not."""
    likeliest = tag(form)
    return likeliest is not None and {"Abbr", "Fixd"} <= likeliest.grammemes and form not in russian.abbreviations()


def is_surname(form: str) -> bool:
    """Whether a form ends as a man's surname in the nominative: «бектенов», «токаев»; «паводков» too."""
    return any(name.name == form for name in surnames(form))


@lru_cache(maxsize=20_000)
def is_heading(form: str) -> bool:
    """Whether a form may stand by itself, as in a heading: a nominative («паводки», «выборы»), a surname, a word
    that isn't declined."""
    if not russian.CYRILLIC.fullmatch(form) or (is_surname(form) and not russian.known(form)):
        return True
    likely = [parse.tag for parse in russian.analyzer().parse(form) if parse.score >= LIKELY]
    return any("nomn" in tag or tag.POS in UNDECLINED for tag in likely)
