"""Designations whose letters look alike in two alphabets: who asks for «X5» in Latin letters finds «Х5» in Cyrillic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.languages.roles import part
from index.query.groups import Member, Pair
from index.query.tree import Word
from index.tokens import LATIN_LOOKALIKES, LOOKALIKES, TO_CYRILLIC, TO_LATIN, forms

SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)")
"""Where a designation is parted by a hyphen; «1-C» is none: in a text that is «1°C»."""
AFTER_A_NUMBER = frozenset("ск")
"""Prepositions that after a number are as often a part of a name («1С», «4К»); «3 в 1» is none. Before a number any
preposition is mostly that: of 50,000 articles 385 have «с 5» and the like, 2 «С5» or «С-5»."""


def designations(words: Sequence[Word]) -> list[Pair]:
    """The designation that some words begin with, with what it is in the other alphabet, closed up and parted."""
    typed = beginning(words)
    other = in_other_letters("".join((word.joint or "") + word.text for word in typed))
    if not other:
        return []
    closed = other.replace("-", "")
    spellings = {tuple(forms(spelt)): spelt for spelt in (SEAM.sub("-", closed), other, closed)}
    asked = member(" ".join(word.text for word in typed))
    return [Pair(asked, member(spelt), "synonym") for found, spelt in spellings.items() if not is_speech(found)]


def beginning(words: Sequence[Word]) -> list[Word]:
    """The first words that were printed as one run, as far as they look alike in both alphabets."""
    found: list[Word] = []
    for word in words:
        if (word.joint is None) != (not found) or not (word.text.isdigit() or in_other_letters(word.text + "0")):
            break
        found.append(word)
    return found


def in_other_letters(name: str) -> str | None:
    """A name of letters and digits as it looks in the other alphabet; None where it has none or only of either."""
    letters = frozenset(filter(str.isalpha, name))
    if not letters or not any(map(str.isdigit, name)):
        return None
    if letters <= LATIN_LOOKALIKES:
        return name.translate(TO_LATIN)
    return name.translate(TO_CYRILLIC) if letters <= LOOKALIKES else None


def is_speech(found: Sequence[str]) -> bool:
    """Whether forms one after another are rather words of a sentence: «с 5», «3 в»."""
    return any(part(form) == "joint" and not (at and form in AFTER_A_NUMBER) for at, form in enumerate(found))


def member(written: str) -> Member:
    """A designation, which has no other forms."""
    found = tuple(forms(written))
    return Member(written.upper(), found, (True,) * len(found), (False,) * len(found))
