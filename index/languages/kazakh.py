"""Kazakh stems of a word form: layers of suffixes taken off its end by rule, every plausible stem kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from index.languages.tables import table

Vowels = Literal["back", "front", "any"]

# The sounds. «И», «у» and «ю» end in a glide and count as consonants before a suffix (пехлевидің); final б, в, г and д
# are in loans only and spoken voiceless (клубтың, тоқаевтың).
LETTERS = frozenset("абвгғдежзийкқлмнңопрстуфхһцчшщъыьэюяәөұүі")
VOWELS = frozenset("аәеоөұүыіэя")
BACK, FRONT = frozenset("аоұыя"), frozenset("әөүіе")
CONSONANTS = LETTERS - VOWELS
NASALS = frozenset("мнң")
VOICELESS = frozenset("бвгдкқпстфхһцчшщь")
VOICED = LETTERS - VOICELESS | {"ь"}
FOREIGN = frozenset("вфцчщъьэ")  # letters of no Kazakh word
TO_FRONT = str.maketrans("аығқ", "еігк")

# What may stand before a suffix, by its first letter, and by the classes that the table names.
BEFORE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("тқп", VOICELESS),
    **dict.fromkeys("дғ", VOICED),
    **dict.fromkeys("аы", CONSONANTS),
    "б": frozenset("мнңзж"),
    "й": VOWELS,
    "л": VOWELS | frozenset("йруиюь"),
    "м": VOICED - frozenset("зж"),
    "н": VOWELS | NASALS,
    "с": LETTERS,
    "у": LETTERS - frozenset("ыіи"),
    "V": VOWELS,
    "N": NASALS,
}

# The states of a word that loses its suffixes. A nominal may still lose anything, a case, a possessive, the plural,
# nothing; a verb its negation (verb), its passive (base), nothing (root; short: one of the listed roots). The halves
# must lose a possessive, a tense, or a participle's or converb's suffix first: they are no words, hence no stems.
NOMINAL = "word noun owned many name"
VERBAL = frozenset({"verb", "base", "root", "short"})
HALVES = frozenset({"third", "mine", "tense", "act"})

# layer: the states in which it may be taken off, and the state of what is left
LAYERS: Mapping[str, tuple[str, str]] = {
    "person": ("word", "noun"),
    "address": ("word", "act"),
    "case": ("word noun", "owned"),
    "like": ("word", "owned"),
    "case1": ("word noun", "mine"),
    "case3": ("word noun", "third"),
    "relative": ("word noun owned many", "owned"),
    "relative3": ("word noun owned many", "third"),
    "degree": (NOMINAL, "name"),
    "possessive": ("word noun owned mine", "many"),
    "third": ("word noun owned third", "many"),
    "plural": ("word noun owned many", "name"),
    "ness": (NOMINAL, "act"),
    "participle": (f"{NOMINAL} act", "verb"),
    "aorist": (f"{NOMINAL} act", "root"),
    "negated": ("word noun owned", "root"),
    "wish": ("many", "verb"),
    "tense": ("word tense", "verb"),
    "tensed": ("word", "tense"),
    "past": ("word", "short"),
    "converb": ("word noun act", "verb"),
    "finite": ("word", "verb"),
    "negation": ("verb", "root"),
    "voice": ("base", "root"),
}

# A consonant pair that lost its vowel to a suffix: халқы (халық), мойны (мойын), аузы (ауыз), көңлі (көңіл).
ELIDED = re.compile(r"(?:р[нқкп]|л[қкп]|й[нпл]|у[зслр]|ңл)$")
# What a Kazakh word or a loan in it does not end in: a wrong cut (жұмыс-ты, not жұмыст-ы; жақсы is no «his жақс»).
UNENDING = re.compile(
    r"[бвгғдкқпстфхшщцчжзлрмнңй][лзшжщңғқ]$|[бвгғдкқпстфхшщцчжзлрмң]н$|[қптш]т$"
    r"|[бвгғдкқпстфхшщцчжзмңй]д$|[қт]с$|[бвгғдкқпткмңзш]к$"
)
# How verbs of several syllables end: they are derived, and these are the ends of what derives them.
DERIVED_VERB = re.compile(r"(?:[лдт][ае]|ыра|іре|[аеыі][лнрст]|[ае]й|[ыі][зқк]|[лрй]т)$")
SYLLABLE = re.compile(r"[аәеоөұүыіэяиую]")
VOICED_FINAL = {"ғ": "қ", "г": "к", "б": "п"}

ROOTS: defaultdict[str, set[str]] = defaultdict(set)
for kind, *words in table("kazakh_roots"):
    ROOTS[kind].update(words)
VERBS = frozenset(ROOTS["verb"] | ROOTS["both"])
NEVER_NOUNS = frozenset(ROOTS["verb"] - ROOTS["noun"])

LEMMAS: defaultdict[str, set[str]] = defaultdict(set)  # of the words whose own ending is left alone
for lemma, *irregular in table("kazakh_irregular"):
    for form in (lemma, *irregular):
        LEMMAS[form].add(lemma)
for whole in table("kazakh_whole"):
    for form in whole:
        LEMMAS[form].add(form)


@dataclass(frozen=True, slots=True)
class Ending:
    """A suffix as printed: the letters it takes, those it may follow, the one it swallowed, the state it leaves."""

    cut: int
    before: frozenset[str]
    swallowed: str
    vowels: Vowels
    opens: bool  # it begins with a vowel: the consonant before it is voiced, or has lost a vowel of its own
    leaves: str


def shapes(written: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """A suffix of the table as: letters that stand before it and stay, the suffix, what letter may come before."""
    for kept, link, rest in re.findall(r"(?:\[(\w+)])?(?:\((\w)\))?(\w+)", written):
        if link:
            vowel = link in VOWELS
            yield kept, link + rest, CONSONANTS if vowel else VOWELS
            yield kept, rest, VOWELS if vowel else CONSONANTS
        else:
            yield kept.strip("VN"), rest, BEFORE[kept if kept in BEFORE else rest[0]]


def spellings(suffix: str, before: frozenset[str]) -> Iterator[tuple[str, frozenset[str], str]]:
    """The ways a suffix is spelled: as it is, and run together with a last letter that it swallows."""
    rest = suffix[1:]
    yield suffix, before, ""
    match suffix[0]:
        case "й":  # оқы + йды: оқиды
            yield "и" + rest, CONSONANTS, "ы"
        case "а":  # қой + ады: қояды; қи + ады: қияды
            yield "я" + rest, VOWELS, "й"
            yield "я" + rest, frozenset("и"), ""
        case "у":  # қой + у: қою; ки + у: кию; оқы + у: оқу
            yield "ю" + rest, VOWELS, "й"
            yield "ю" + rest, frozenset("и"), ""
            yield suffix, CONSONANTS, "ы"
        case "ы" if rest == "п":  # тап + ып: тауып
            yield "у" + suffix, VOWELS, "п"


def endings() -> Mapping[tuple[str, str], tuple[Ending, ...]]:
    """The table of suffixes, spelled out: (state, printed letters) -> what they may be there."""
    found: defaultdict[tuple[str, str], dict[Ending, None]] = defaultdict(dict)
    for layer, written, *_ in table("kazakh_suffixes"):
        states, leaves = LAYERS[layer]
        for kept, suffix, may_precede in shapes(written):
            for printed, before, swallowed in spellings(suffix, may_precede):
                back = (kept, printed, swallowed)
                front = tuple(part.translate(TO_FRONT) for part in back)
                variants: list[tuple[Vowels, tuple[str, ...]]] = [("back", back), ("front", front)]
                if back == front:
                    variants = [("back" if "я" in printed else "any", back)]
                elif "я" in printed:
                    variants.pop()
                for vowels, (stays, letters, lost) in variants:
                    ending = Ending(len(letters), before, lost, vowels, printed[0] in "аыуюя", leaves)
                    for state in states.split():
                        found[state, stays + letters][ending] = None
    return {key: tuple(value) for key, value in found.items()}
