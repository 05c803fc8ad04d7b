"""Names of letters and digits together, and how else they are written: «F16» is «F-16», «COVID19» «COVID-19»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index import languages
from index.query import translit

DESIGNATION = re.compile(
    r"(?<![\w/.@-])(?=[a-z\d-]*\d)(?=[\d-]*[a-z])[a-z\d]+(?:-[a-z\d]+)*(?![\w-]|[/.@]\w)", re.IGNORECASE
)
IN_CYRILLIC = re.compile(r"(?<![\w/.@-])([\u0400-\u052f]+)(-?\d+)(?![\w-]|[/.@]\w)")
LETTER_AND_NUMBER = re.compile(r"[^\W\d_]-?\d+|\d+-?[^\W\d_]")
SEAM = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", re.IGNORECASE)
LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
DIGIT = re.compile(r"\d")


def spellings(run: str, begins: Callable[[str], bool]) -> Iterator[str]:
    """Other spellings of a designation: parted where letters meet digits or closed up, and parted in Cyrillic."""
    closed = run.replace("-", "")
    parted = SEAM.sub("-", closed)
    yield from (other for other in (closed, parted) if other != run)
    letters = LETTERS.findall(parted)
    if len(letters) == 1:
        for said in translit.readings(letters[0].lower(), begins):
            # «с 300» is mostly «from 300», and no system of missiles
            if len(said.rstrip("ь")) > 1 or not languages.is_word(said.rstrip("ь")):
                yield parted.replace(letters[0], said)


def in_latin(letters: str, number: str, begins: Callable[[str], bool]) -> Iterator[str]:
    """A designation in Cyrillic letters as it may be printed in Latin ones: «Теле2» as «Tele2», «Ф-16» as «F-16»."""
    for said in translit.readings(letters.lower(), begins, translit.LETTERS):
        yield from (f"{said}{number.removeprefix('-')}", f"{said}-{number.removeprefix('-')}")


def same_digits(form: str, other: str) -> bool:
    """Whether two words have the same digits; of a word with letters a bare number has not."""
    digits = DIGIT.findall(form)
    return not digits or (digits == DIGIT.findall(other) and not other.isdigit())
