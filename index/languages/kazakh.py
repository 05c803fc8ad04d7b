"""Kazakh stems of a word form: suffixes taken off its end by the rules of a table, every plausible stem kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.languages.tables import table

# The sounds. «И», «у» and «ю» end in a glide and are consonants to a suffix (пехлевидің); a final б, в, г or д is a
# loan's and spoken voiceless (клубтың, тоқаевтың).
LETTERS = frozenset("абвгғдежзийкқлмнңопрстуфхһцчшщъыьэюяәөұүі")
VOWELS = frozenset("аәеоөұүыіэя")
CONSONANTS = LETTERS - VOWELS
NASALS = frozenset("мнң")
VOICELESS = frozenset("бвгдкқпстфхһцчшщь")
VOICED = LETTERS - VOICELESS | {"ь"}
FOREIGN = frozenset("вфцчщъьэ")  # letters of no Kazakh word
HARMONY = {**dict.fromkeys("аоұыя", "back"), **dict.fromkeys("әөүіе", "front"), "и": "any"}
TO_FRONT = str.maketrans("аығқ", "еігк")

# What may stand before a suffix, by its first letter or by the class that the table names.
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

# A pair of consonants that lost its vowel before a suffix: халқы (халық), мойны (мойын), аузы (ауыз), көңлі (көңіл).
ELIDED = re.compile(r"(?:р[нқкп]|л[қкп]|й[нпл]|у[зслр]|ңл)$")
# What neither a Kazakh word nor a loan ends in: a cut there is wrong (қазақ-ты, not қазақт-ы; жақсы, not жақс-ы).
UNENDING = re.compile(
    r"(?:[бвгғдкқпстфхшщцчжзлрмнңй][лзшжщңғқ]|[бвгғдкқпстфхшщцчжзлрмң]н"
    r"|[бвгғдкқпстфхшщцчжзмңй]д|[бвгғдкқпткмңзш]к|[қптш]т|[қт]с)$"
)
# A verb of several syllables is derived, and this is how what derives it ends: баста, көтеріл, азай, кездес, өткіз.
DERIVED = re.compile(r"(?:[лдт][ае]|ыра|іре|[аеыі][лнрст]|[ае]й|[ыі][зқк]|[лрй]т)$")
SYLLABLE = re.compile(r"[аәеоөұүыіэяиую]")
UNVOICED = {"ғ": "қ", "г": "к", "б": "п"}

# The states (see the table of suffixes) of a verb, and of what is no word by itself, hence no stem.
VERBAL = frozenset({"verb", "root", "short"})
HALVES = frozenset({"base", "third", "mine", "tense", "act", "told"})


def stems(form: str) -> frozenset[str]:
    """Every plausible stem of a normalised Cyrillic form, the form itself among them; a verb's is its bare root.

    Two forms of a word share one: `балалардың` has `балалар` and `бала`, `айтпайды` has `айт`.
    """
    found = {form}
    waiting = [(form, "word")]
    seen = set(waiting)
    while waiting:
        word, state = waiting.pop()
        left = set() if word in LEMMAS else set(shorter(word, state))
        if state in VERBAL:
            if is_verb(word, state):
                found.add(word)
                left.add((word, "base"))
        elif state not in HALVES:
            found |= LEMMAS.get(word, {word})
        waiting.extend(left - seen)
        seen |= left
    return frozenset(found)


def shorter(word: str, state: str) -> Iterator[tuple[str, str]]:
    """What a word in a state may be with one suffix less, and the state that leaves it in."""
    known = ENDINGS.get(state, {})
    for length in range(1, min(len(word), LONGEST) + 1):
        for ending in known.get(word[-length:], ()):
            rest = word[: -ending.cut]
            if len(rest) > 1 and rest[-1] in ending.before and agree(rest, ending.harmony):
                for stem in restored(rest, ending):
                    if ending.leaves in VERBAL or is_nominal(stem):
                        yield stem, ending.leaves


def agree(stem: str, harmony: str) -> bool:
    """Whether a back or front suffix may follow: the last vowel decides, but not of a loan or a name like Тоқаев."""
    last = next((HARMONY[letter] for letter in reversed(stem) if letter in HARMONY), "any")
    return harmony == "any" or last in (harmony, "any") or not FOREIGN.isdisjoint(stem)


def restored(stem: str, ending: Ending) -> Iterator[str]:
    """A stem as it stands without the ending: бар-ады (бар), қо-яды (қой), кітаб-ы (кітап), орн-ы (орын)."""
    if ending.swallowed or not ending.opens:
        yield stem + ending.swallowed
        return
    body, last = stem[:-1], stem[-1]
    if last in UNVOICED:
        yield body + UNVOICED[last]
    if last not in "ғқ":  # no word ends in ғ, and no қ stays one before a vowel
        yield stem
    if ELIDED.search(stem):
        for vowel, harmony in (("ы", "back"), ("і", "front")):
            full = body + vowel + last
            if agree(stem, harmony) and (full in VERBS or ending.leaves not in VERBAL):
                yield full


def is_verb(word: str, state: str) -> bool:
    """Whether a verb may look so: a listed root or, but in the state `short`, a derived verb of several syllables."""
    if word in VERBS or state == "short":
        return word in VERBS
    enough = len(word) > 4 or (len(word) == 4 and word[0] in VOWELS and word[-1] not in VOWELS)
    return enough and DERIVED.search(word) is not None and len(SYLLABLE.findall(word)) > 1


def is_nominal(word: str) -> bool:
    """Whether a noun or an adjective may look so; those of two letters are listed."""
    if len(word) == 2:
        return word in SHORT_NOUNS
    return word not in NEVER_NOUNS and SYLLABLE.search(word) is not None and not UNENDING.search(word)


@dataclass(frozen=True, slots=True)
class Ending:
    """A suffix as printed: the letters it takes, those it may follow, the one it swallowed, the state it leaves."""

    cut: int
    before: frozenset[str]
    swallowed: str
    harmony: str
    opens: bool  # it begins with a vowel, which voices the consonant before it or costs that its own vowel
    leaves: str


def endings() -> Mapping[str, Mapping[str, Sequence[Ending]]]:
    """The table of suffixes spelled out: state -> printed letters -> what they may be."""
    found: defaultdict[str, defaultdict[str, list[Ending]]] = defaultdict(lambda: defaultdict(list))
    states, leaves = "", ""
    for first, *row in table("kazakh_suffixes"):
        if first == "layer":
            _, states, leaves = row
            continue
        for kept, suffix, before in shapes(first):
            for harmony, stays, printed, after, swallowed in spellings(kept, suffix, before):
                ending = Ending(len(printed), after, swallowed, harmony, printed[0] in "аеыіуюя", leaves)
                for state in states.split(","):
                    found[state][stays + printed].append(ending)
    return dict(found)


def shapes(written: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """A suffix of the table as: letters that stand before it and stay, its own, and what letter may come before."""
    for kept, link, rest in re.findall(r"(?:\[(\w+)])?(?:\((\w)\))?(\w+)", written):
        if link:
            yield kept, link + rest, CONSONANTS if link in VOWELS else VOWELS
            yield kept, rest, VOWELS if link in VOWELS else CONSONANTS
        else:
            yield kept.strip("VN"), rest, BEFORE[kept if kept in ("V", "N") else rest[0]]


def spellings(kept: str, suffix: str, before: frozenset[str]) -> Iterator[tuple[str, str, str, frozenset[str], str]]:
    """The spellings of a suffix in back and front words, alone and run together with a letter that it swallows."""
    rest = suffix[1:]
    fused = {
        "й": [("и" + rest, CONSONANTS, "ы")],  # оқы + йды: оқиды
        "а": [("я" + rest, VOWELS, "й"), ("я" + rest, frozenset("и"), "")],  # қой + ады: қояды; қи + ады: қияды
        "у": [("ю" + rest, VOWELS, "й"), ("ю" + rest, frozenset("и"), ""), (suffix, CONSONANTS, "ы")],  # қою, кию, оқу
        "ы": [("у" + suffix, VOWELS, "п")] if suffix == "ып" else [],  # тап + ып: тауып
    }
    for printed, after, swallowed in [(suffix, before, ""), *fused.get(suffix[0], [])]:
        back = (kept, printed, after, swallowed)
        front = (kept.translate(TO_FRONT), printed.translate(TO_FRONT), after, swallowed.translate(TO_FRONT))
        yield "any" if back == front and "я" not in printed else "back", *back
        if back != front and "я" not in printed:
            yield "front", *front


def roots(kind: str) -> frozenset[str]:
    """The short roots of one kind, from their table."""
    return frozenset(root for first, *row in table("kazakh_roots") if first == kind for root in row)


VERBS = roots("verb") | roots("both")
SHORT_NOUNS = roots("noun")
NEVER_NOUNS = roots("verb") - SHORT_NOUNS

LEMMAS: Mapping[str, frozenset[str]] = {  # of the words that nothing is taken off
    **{word: frozenset((word,)) for row in table("kazakh_whole") for word in row},
    **{word: frozenset((lemma,)) for lemma, *row in table("kazakh_irregular") for word in (lemma, *row)},
}

ENDINGS = endings()
LONGEST = max(len(printed) for known in ENDINGS.values() for printed in known)
