"""The keyboards of the newsroom: what a word says that was typed with another layout on, which keys are neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
# The Kazakh layout is the Russian one with its own letters on the row of digits.
DIGITS = "2345890-="
KAZAKH = "әіңғүұқөһ"
# The same keys with Shift held, where they are no letters.
SHIFTED = dict(zip('~{}:"<>', "ёхъжэбю", strict=True))

TO_RUSSIAN = str.maketrans(dict(zip(ENGLISH, RUSSIAN, strict=True)) | SHIFTED)
TO_KAZAKH = str.maketrans(dict(zip(ENGLISH + DIGITS, RUSSIAN + KAZAKH, strict=True)) | SHIFTED)
TO_KAZAKH_FROM_RUSSIAN = str.maketrans(DIGITS, KAZAKH)
TO_ENGLISH = str.maketrans(RUSSIAN + KAZAKH, ENGLISH + DIGITS)

ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
PAIRS = [one + other for row in ROWS for one, other in pairwise(row)]
NEIGHBOURS = frozenset((*PAIRS, *(pair[::-1] for pair in PAIRS)))
"""Letters of neighbouring keys, as strings of two."""


def relaid(run: str) -> Iterator[str]:
    """What a run of signs says in the other layouts, the likeliest first: English keys as Russian and Kazakh letters,
    Cyrillic as English ones, digits among Cyrillic as Kazakh ones."""
    run = run.lower()
    latin = any("a" <= letter <= "z" for letter in run)
    cyrillic = any("\u0400" <= letter <= "\u052f" for letter in run)
    if latin and not cyrillic:
        yield run.translate(TO_RUSSIAN)
        yield run.translate(TO_KAZAKH)
    if cyrillic and not latin:
        yield run.translate(TO_ENGLISH)
        yield run.translate(TO_KAZAKH_FROM_RUSSIAN)
