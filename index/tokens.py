"""Text into tokens: one normalised printed form at each place, with offsets into the original; no language here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

VERSION = 4
"""Raised with every change of the forms that a text yields: an index of another version is rebuilt."""

LONGEST_FORM = 100
"""Letters of the longest form; a longer run (an address, a line of noise) is cut there, in texts and queries alike."""


REMEMBERED = 200_000
"""Printed runs that a process keeps in mind with their forms; some 40 MB."""


class Token(NamedTuple):
    """One word of a text: `text[start:end]` as printed, and its normalised `form`. Its place is its index."""

    start: int
    end: int
    form: str


STRESS = str.maketrans("", "", "\u0300\u0301")
# Printed inside words without being part of them: soft hyphen, zero-width characters, byte order mark, word joiner.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

SPACES = " \u00a0\u2007\u2009\u200a\u202f"
# «1 200», «12 345 678», «10 000тг»: thousands parted by a space, a no-break or a thin one, are one number; those parted
# by points or commas are from a million on («1.200.000»), for «1,200» may be 1.2.
THOUSANDS = rf"\d{{0,2}}(?:(?:[{SPACES}]\d{{3}})+|(?:\.\d{{3}}){{2,}}(?!\.\d)|(?:,\d{{3}}){{2,}}(?!,\d))(?!\d)"
# «7,2» and «7.2» are one number, with thousands too; but «10.10.2025», «5.5.1» and «1,2,3» are several. Four digits and
# more are a fraction only after a comma («1,3327»), for «07.2024» is a month and «2021,2022» two years.
ALONE = r"(?![.,]?\d)"
FRACTION = rf"[.,]\d{{1,3}}{ALONE}"
DECIMAL = rf"(?<!\d[.,].)(?:\d*{FRACTION}|\d{{0,2}},\d{{4,}}{ALONE})"
NUMBER = rf"(?:{THOUSANDS}(?:{FRACTION})?|{DECIMAL})"
WORD = rf"[^\W_]*(?:[\u0300-\u036f{INVISIBLE}]+[^\W_]*)*"
# NUMBER and WORD are what follows the first digit or letter. A pattern that begins with a set of characters looks
# for these alone, and most of a text is then passed without trying anything.
TOKEN = re.compile(rf"[^\W_](?:(?<!\d){WORD}|(?<!\w.){NUMBER}|{WORD})", re.DOTALL)
PARTS = re.compile(f"({TOKEN.pattern})", re.DOTALL)

# Letters of one look: Latin on the left, Cyrillic on the right. «á» is a stressed Cyrillic «а» inside a Cyrillic word.
TO_CYRILLIC = str.maketrans("aceopxyikmthjsbáéóúíýə", "асеорхуікмтнјѕваеоуіуә")
TO_LATIN = str.maketrans("асеорхуікмтнјѕв", "aceopxyikmthjsb")
LOOKALIKES = frozenset("aceopxyikmthjsbáéóúíýə")
LATIN_LOOKALIKES = frozenset("асеорхуікмтнјѕв")

CYRILLIC = re.compile(r"[\u0400-\u052f]")
MARKS = rf"[\u0300-\u036f{INVISIBLE}]*"
# Where a run with Cyrillic letters is always cut: after a digit («2025г») and before one («действия14», a date glued
# on; «Т34» is then «Т-34»), and where a small letter meets a capital of the other script («сообщаетTimes», «nРанее»).
SEAM = re.compile(
    rf"\d{MARKS}(?=[^\W\d_])|[^\W\d_]{MARKS}(?=\d)|[а-яёәғқңөұүһі]{MARKS}(?=[A-Z])|[a-z]{MARKS}(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])"
)
# Where it is cut if its letters can't all be of one script («tengrinewsкз»).
BETWEEN_SCRIPTS = re.compile(
    rf"[\u0400-\u052f]{MARKS}(?=[A-Za-z\u00c0-\u024f])|[A-Za-z\u00c0-\u024f]{MARKS}(?=[\u0400-\u052f])"
)
STRESSED = re.compile(r"([\u0400-\u052f])([\u0300-\u036f]+)")
JOINED = re.compile(rf"[{INVISIBLE}{SPACES}.,]")
PLAIN = re.compile(r"[а-я]+|[a-z]+|\d+")


def tokens(text: str) -> Iterator[Token]:
    """The words and numbers of `text` in their order; hyphenated words give their parts one after another."""
    for match in TOKEN.finditer(text):
        start = match.start()
        for begin, end, form in pieces(match.group()):
            yield Token(start + begin, start + end, form)


def forms(text: str) -> list[str]:
    """The forms of `text`, one at each place."""
    return spelt(text).split()


def spelt(text: str) -> str:
    """The forms of `text`, divided by blanks: twice as fast as `tokens`, for whoever needs no offsets."""
    return " ".join(spelling(printed(text)))


def printed(text: str) -> list[str]:
    """The runs of letters and digits of `text`, each of which is a form or several, or none."""
    return TOKEN.findall(text)


def parts(text: str) -> list[str]:
    """`text` cut at its runs, all of it: first what stands before a run, then the run, and so on."""
    return PARTS.split(text)


def spelling(runs: Iterable[str]) -> Iterator[str]:
    """The forms of each of some printed runs, divided by blanks."""
    return map(SPELT.__getitem__, runs)


class Offsets:
    """Where the forms of a text begin and end in it: by its `parts`, and the forms of each of its runs."""

    def __init__(self, parts: Sequence[str], spelt: Iterable[str]) -> None:
        self.runs = parts[1::2]
        self.starts = list(accumulate(map(len, parts), initial=0))[1::2]
        self.places = list(accumulate(map(len, map(str.split, spelt)), initial=0))

    def __getitem__(self, place: int) -> tuple[int, int]:
        """Where the form at a place begins and ends."""
        at = bisect_right(self.places, place) - 1
        begin, end, _ = pieces(self.runs[at])[place - self.places[at]]
        return self.starts[at] + begin, self.starts[at] + end


class Spelt(dict[str, str]):
    """Printed runs with their forms divided by blanks; a dictionary that fills itself, within bounds."""

    def __missing__(self, run: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[run] = " ".join(form for _, _, form in pieces.__wrapped__(run))  # remembered here, not twice
        return self[run]


@lru_cache(maxsize=REMEMBERED)
def pieces(run: str) -> tuple[tuple[int, int, str], ...]:
    """A run of letters and digits as `(start, end, form)`: mostly one piece, several where scripts or digits meet."""
    if PLAIN.fullmatch(run):
        return ((0, len(run), run[:LONGEST_FORM]),)
    if (sign := max(run.rfind("."), run.rfind(","))) > 0 and run.count(run[sign]) == 1:  # of its kind the only one
        found = [(0, len(run), decimal(run[:sign], run[sign + 1 :]))]
    elif not CYRILLIC.search(run.lower()):
        found = [(0, len(run), normalise(run))]
    else:
        found = [part for start, end in cut(run, SEAM) for part in one_word(run, start, end)]
    return tuple(part for part in found if part[2])


def one_word(run: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A part of a run as one form in one script, or as several where its letters can't be of one."""
    part = run[start:end]
    whole = normalise(part)
    if (folded := one_script(whole)) is not None:
        yield start, end, folded
    else:
        yield from (
            (start + begin, start + stop, normalise(part[begin:stop])) for begin, stop in cut(part, BETWEEN_SCRIPTS)
        )


def cut(run: str, seam: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a run between its seams."""
    return pairwise([0, *(match.end() for match in seam.finditer(run)), len(run)])


def normalise(word: str) -> str:
    """The form of a printed word: lower case, NFC, without stress marks and invisible characters; ё is е, ə is ә."""
    word = unicodedata.normalize("NFD", JOINED.sub("", word))
    word = STRESSED.sub(lambda marked: marked[1] + marked[2].translate(STRESS), word)
    return unicodedata.normalize("NFC", word).lower().replace("ё", "е").replace("ə", "ә")[:LONGEST_FORM]


def decimal(whole: str, fraction: str) -> str:
    """The form of a number with a fraction, which has a comma."""
    return f"{normalise(whole)},{normalise(fraction)}"[:LONGEST_FORM].rstrip(",")


def is_number(form: str) -> bool:
    """Whether a form has digits only, with a fraction or without."""
    return form.replace(",", "").isdigit()


def one_script(word: str) -> str | None:
    """A word with all its letters in one script, where they can be read so: «Bтоговый» is «втоговый»; else None."""
    letters = [letter for letter in word if letter.isalpha()]
    latin = {letter for letter in letters if not CYRILLIC.match(letter)}
    if not latin or latin.issuperset(letters):
        return word
    if latin <= LOOKALIKES:
        return normalise(word.translate(TO_CYRILLIC))
    if LATIN_LOOKALIKES.issuperset(letter for letter in letters if letter not in latin):
        return normalise(word.translate(TO_LATIN))
    return None


SPELT = Spelt()
