"""What a slip of the hand or the ear makes of a word, and how likely each slip is."""

from __future__ import annotations

from collections.abc import Iterator

from index.keyboard import NEIGHBOURS
from index.languages.letters import CYRILLIC

CYRILLIC_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ALIKE = "оа еи ея иы эе йи ъь дт бп зс гк вф жш шщ қк ғг ңн үу ұу өо һх әа"
SOUND_ALIKE = frozenset((*ALIKE.split(), *(pair[::-1] for pair in ALIKE.split())))
"""Letters that are written for one another by ear."""
BY_EAR = {pair[0]: "".join(sorted(other[1] for other in SOUND_ALIKE if other[0] == pair[0])) for pair in SOUND_ALIKE}


def one_slip(form: str) -> Iterator[str]:
    """Every string that one slip makes of a form: a letter exchanged, left out, put in, or two turned round."""
    letters = CYRILLIC_LETTERS if CYRILLIC.match(form) else LATIN_LETTERS
    for at in range(len(form)):
        before, after = form[:at], form[at + 1 :]
        yield from (f"{before}{letter}{after}" for letter in letters if letter != form[at])
        yield from (f"{before}{letter}{form[at:]}" for letter in letters)
        yield before + after
        if after:
            yield f"{before}{after[0]}{form[at]}{after[1:]}"
    yield from (form + letter for letter in letters)


def slight_slips(form: str) -> Iterator[str]:
    """The strings that the commonest slips make of a form: a letter written by ear, left out, turned round."""
    for at, letter in enumerate(form):
        before, after = form[:at], form[at + 1 :]
        yield before + after
        yield from (f"{before}{other}{after}" for other in BY_EAR.get(letter, ""))
        if after:
            yield f"{before}{after[0]}{letter}{after[1:]}"


def slips(typed: str, meant: str) -> float:
    """How unlikely it is to type one word for another: 1 a slip; less for neighbouring keys, letters of like sound,
    a letter doubled or missing, two letters exchanged."""
    from rapidfuzz.distance import OSA, Levenshtein

    cost = 0.0
    edits = Levenshtein.editops(typed, meant)
    if OSA.distance(typed, meant) < len(edits):
        return 0.6 * OSA.distance(typed, meant)
    for edit in edits:
        here, there = typed[edit.src_pos : edit.src_pos + 1], meant[edit.dest_pos : edit.dest_pos + 1]
        if edit.tag == "replace":
            cost += 0.5 if here + there in SOUND_ALIKE else 0.7 if here + there in NEIGHBOURS else 1.0
        else:
            letter, word, at = (here, typed, edit.src_pos) if edit.tag == "delete" else (there, meant, edit.dest_pos)
            doubled = letter in (word[at - 1 : at], word[at + 1 : at + 2])
            cost += 0.5 if doubled or letter in "ьъ" else 0.8
    return cost + (0.3 if typed[:1] != meant[:1] else 0.0)
