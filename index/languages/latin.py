"""Kazakh in Latin letters: the Cyrillic words that a form may spell, by the alphabets of 2018 (acutes) and of 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

MOST = 8
"""Spellings of one form: a wrong one has stems that no word has, so a few more cost nothing, many would."""

SAME = dict(zip("abdefghjklmnopqrstvyz", "абдефгхжклмнопқрствыз", strict=True))
ACUTE = SAME | {"á": "ә", "ǵ": "ғ", "ń": "ң", "ó": "ө", "ú": "ү", "u": "ұ", "ý": "у", "i": "і", "sh": "ш", "ch": "ч"}
NEWER = SAME | {"ä": "ә", "ğ": "ғ", "ñ": "ң", "ö": "ө", "ü": "ү", "ū": "ұ", "u": "у", "ı": "і", "ş": "ш", "tş": "ч"}
ONLY_ACUTE, ONLY_NEWER = frozenset("áǵńóúý"), frozenset("äğñöüūş")
OWN = ONLY_ACUTE | ONLY_NEWER | {"ı"}

VOWELS = frozenset("аәеоөұүыіуиэ")
NO_SOFT_SIGN = frozenset("aáäeiıoóöuúüūyýqǵğ")
"""Before these letters a Latin «l» is no «ль»."""

# «toqaevtyn» is «toqaevtyń» where there is no ń to type. The letter before tells it from «Martin» or «Odin»: the suffix
# has n after a vowel, m and n, d after a voiced and t after a voiceless one; i, u and y may be a vowel or a glide.
BARE_GENITIVE = re.compile(r"([a-z]{3,}(?:[aeiouymn](?=n)|[iuyljrz](?=d)|[bcdfghkpqstv](?=t)))[ndt][yi]n")


def bare_genitive(form: str) -> str | None:
    """The word of which a form is the genitive typed in plain letters; None where it is none."""
    match = BARE_GENITIVE.fullmatch(form)
    return match[1] if match else None


def cyrillic(form: str) -> list[str]:
    """The Cyrillic words that a Latin form may spell, the likeliest first; none for what no Kazakh alphabet spells."""
    form = form.replace("i\u0307", "i")  # what «İ» is in lower case
    letters = frozenset(form)
    found: dict[str, None] = {}
    if not letters & ONLY_NEWER:
        found |= dict.fromkeys(islice(spelt(form, ACUTE, "ı", "ý"), MOST))
    if not letters & ONLY_ACUTE and "sh" not in form:
        found |= dict.fromkeys(islice(spelt(form, NEWER, "i", "u"), MOST))
    return list(found)


def spelt(form: str, alphabet: Mapping[str, str], glide: str, u: str) -> Iterator[str]:
    """The readings of a form by one alphabet; letter by letter, the likelier one of several first."""
    waiting = [("", 0)]
    while waiting:
        word, at = waiting.pop()
        if at == len(form):
            yield word
            continue
        steps = list(following(form, at, word, alphabet, glide, u))
        waiting += [(word + letters, at + length) for letters, length in reversed(steps)]


def following(
    form: str, at: int, word: str, alphabet: Mapping[str, str], glide: str, u: str
) -> Iterator[tuple[str, int]]:
    """What the letters of a form from `at` on may stand for after a word's beginning, and how many they are."""
    letter, pair = form[at], form[at : at + 2]
    if letter == glide:
        yield from glides(form, at, word, glide, u)
    elif pair == "ts" and form[at + 2 : at + 3] not in ("h", "ş"):  # «hatshy» is хатшы
        yield from (("ц", 2), ("тс", 2))
    elif len(pair) == 2 and pair in alphabet:
        yield alphabet[pair], 2
    elif letter in alphabet:
        yield alphabet[letter], 1
        yield from ((other, 1) for other in others(form, at, word))


def others(form: str, at: int, word: str) -> Iterator[str]:
    """What a letter may stand for besides."""
    match form[at]:
        case "e" if not word or word[-1] in VOWELS:
            yield "э"  # экономика, Венесуэла
        case "i" if not word:
            yield "и"  # «Iran»: the capital of both і and и in many texts
        case "h":
            yield "һ"  # қаһарман
        case "l" if form[at + 1 : at + 2] not in NO_SOFT_SIGN:
            yield "ль"  # фильм, автомобиль


def glides(form: str, at: int, word: str, glide: str, u: str) -> Iterator[tuple[str, int]]:
    """The glide: й after a vowel, и elsewhere; with what follows я and ю (аяқ, сияқты, делегация, бюджет, қою)."""
    after_vowel = word[-1:] in VOWELS
    if form.startswith(glide + glide + "a", at):
        yield "ия", 3
    elif form.startswith(glide + "a", at):
        yield "я", 2
        if word and not after_vowel:
            yield from (("ия", 2), ("иа", 2))
    elif form.startswith(glide + u, at):
        yield "ю", 2
        if word and not after_vowel:
            yield "иу", 2
    elif after_vowel:
        yield from (("й", 1), ("и", 1))  # сайлау, Украина
    else:
        yield "и", 1
