"""Text into tokens: one normalised printed form at each place, with offsets into the original; no language here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

VERSION = 1
"""Raised with every change of the forms that a text yields: an index of another version is rebuilt."""

LONGEST_FORM = 100
"""Letters of the longest form; a longer run (an address, a line of noise) is cut there, in texts and queries alike."""


class Token(NamedTuple):
    """One word of a text: `text[start:end]` as printed, and its normalised `form`. Its place is its index."""

    start: int
    end: int
    form: str


STRESS = "\u0300\u0301"
# Printed inside words without being part of them: soft hyphen, zero-width characters, byte order mark, word joiner.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

# «1 200», «12 345 678»: thousands parted by a space, a no-break or a thin one, are one number.
NUMBER = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w)"
WORD = rf"[^\W_]+(?:[\u0300-\u036f{INVISIBLE}]+[^\W_]*)*"
TOKEN = re.compile(rf"(?<!\w){NUMBER}|{WORD}")

# Letters of one look: Latin on the left, Cyrillic on the right. «á» is a stressed Cyrillic «а» inside a Cyrillic word.
TO_CYRILLIC = str.maketrans("aceopxyikmthjsbáéóúíýə", "асеорхуікмтнјѕваеоуіуә")
TO_LATIN = str.maketrans("асеорхуікмтнјѕв", "aceopxyikmthjsb")
LOOKALIKES = frozenset("aceopxyikmthjsbáéóúíýə")
LATIN_LOOKALIKES = frozenset("асеорхуікмтнјѕв")

CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[a-z\u00df-\u024f\u0259]")
# Inside one run: Cyrillic after Latin or the reverse («передаетTengrinews»), Cyrillic after a digit («2025г»).
SEAM = re.compile(
    r"(?<=[\u0400-\u052f])(?=[A-Za-z\u00c0-\u024f])|(?<=[A-Za-z\u00c0-\u024f])(?=[\u0400-\u052f])"
    r"|(?<=\d)(?=[\u0400-\u052f])"
)
STRESSED = re.compile(rf"(?<=[\u0400-\u052f])[{STRESS}]")
JOINED = re.compile(rf"[{INVISIBLE} \u00a0\u2009\u202f]")
PLAIN = re.compile(r"[а-я]+|[a-z]+|\d+")


def tokens(text: str) -> Iterator[Token]:
    """The words and numbers of `text` in their order; hyphenated words give their parts one after another."""
    for match in TOKEN.finditer(text):
        start = match.start()
        for begin, end, form in pieces(match.group()):
            yield Token(start + begin, start + end, form)


def forms(text: str) -> list[str]:
    """The forms of `text`, one at each place."""
    return [form for match in TOKEN.finditer(text) for _, _, form in pieces(match.group())]


@lru_cache(maxsize=200_000)
def pieces(run: str) -> tuple[tuple[int, int, str], ...]:
    """A run of letters and digits as `(start, end, form)`: mostly one piece, several where scripts meet."""
    if PLAIN.fullmatch(run):
        return ((0, len(run), run[:LONGEST_FORM]),)
    whole = normalise(run)
    if not (CYRILLIC.search(whole) and (LATIN.search(whole) or any(map(str.isdigit, whole)))):
        return ((0, len(run), whole),) if whole else ()
    if (folded := one_script(whole)) is not None:
        return ((0, len(run), folded),)
    cuts = [0, *(seam.start() for seam in SEAM.finditer(run)), len(run)]
    parts = ((begin, end, normalise(run[begin:end])) for begin, end in pairwise(cuts))
    return tuple(part for part in parts if part[2])


def normalise(word: str) -> str:
    """The form of a printed word: lower case, NFC, without stress marks and invisible characters; ё is е, ə is ә."""
    word = STRESSED.sub("", JOINED.sub("", word))
    word = unicodedata.normalize("NFC", word).lower()
    word = unicodedata.normalize("NFC", STRESSED.sub("", word))
    return word.replace("ё", "е").replace("ə", "ә")[:LONGEST_FORM]


def one_script(word: str) -> str | None:
    """A word of mixed letters in the one script that all of them can be read in, or None: «Bтоговый» is «втоговый».

    Digits stay as they are; a digit followed by Cyrillic letters only is no mixture and gives None.
    """
    letters = [letter for letter in word if letter.isalpha()]
    latin = [letter for letter in letters if not CYRILLIC.match(letter)]
    if not latin:
        return None
    if LOOKALIKES.issuperset(latin):
        return word.translate(TO_CYRILLIC).replace("ё", "е")
    if LATIN_LOOKALIKES.issuperset(letter for letter in letters if CYRILLIC.match(letter)):
        return word.translate(TO_LATIN)
    return None
