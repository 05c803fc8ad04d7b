"""Groups of words and phrases that mean the same, read from the built-in tables and those of an archive's owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from index.errors import ArchiveError
from index.languages import WITHOUT_KAZAKH
from index.languages.tables import Tables
from index.query.tree import Kind
from index.tokens import tokens

TABLES: dict[Kind, str] = {"synonym": "synonyms", "bridge": "bridge"}
"""What each kind of groups is written in: `synonyms.txt` and `bridge.txt`, whose heads explain the syntax."""
LONGEST_MEMBER = 10
"""Words of one member."""
BEGINNING = 2
"""Letters that all forms of a word begin with: what members are looked up by."""


class Member(NamedTuple):
    """A word or phrase of a group: as written, its tokens, and for each whether it is met in this form only and whether
    it is written with a capital."""

    written: str
    forms: tuple[str, ...]
    exact: tuple[bool, ...]
    capital: tuple[bool, ...]


class Pair(NamedTuple):
    """Whoever asks for `member` is shown `other` too."""

    member: Member
    other: Member
    kind: Kind


Groups = Mapping[str, Sequence[Pair]]
"""Pairs by the first letters of their member, also spelt without the letters that only Kazakh has."""


def groups(kinds: tuple[Kind, ...], tables: Tables) -> Groups:
    """The groups of some kinds, an owner's last; `ArchiveError` names the file and the line of a bad one."""
    return merged(kinds, tuple(tables.own(TABLES[kind]) for kind in kinds), tables.folder)


@lru_cache(maxsize=64)
def merged(kinds: tuple[Kind, ...], owned: tuple[str, ...], folder: Path | None) -> Groups:
    """The groups of some kinds in one table; made anew when the text of an owner's table is another."""
    found: dict[str, list[Pair]] = {}
    for kind, text in zip(kinds, owned, strict=True):
        name = f"{TABLES[kind]}.txt"
        built_in = Path(__file__).with_name("tables").joinpath(name).read_text("utf-8")
        for rows, where in ((built_in, name), (text, f"{folder}/{name}")):
            for pair in pairs(rows, kind, where):
                first = pair.member.forms[0]
                for beginning in {first[:BEGINNING], first.translate(WITHOUT_KAZAKH)[:BEGINNING]}:
                    found.setdefault(beginning, []).append(pair)
    return found


def pairs(text: str, kind: Kind, where: str) -> Iterator[Pair]:
    """What the lines of a table say; `ArchiveError` for a line that says nothing."""
    for number, line in enumerate(text.splitlines(), 1):
        if row := line.partition("#")[0].strip():
            try:
                yield from (Pair(member, other, kind) for member, other in sides(row))
            except ValueError as error:
                raise ArchiveError(f"{where}, строка {number}: «{row[:100]}» — {error}") from None


def sides(row: str) -> Iterator[tuple[Member, Member]]:
    """Each member of a line with each that it is to find."""
    arrow = "->" in row
    parts = [[member(one) for one in part.split("|")] for part in row.split("->" if arrow else "=")]
    if len(parts) < 2 or (arrow and (len(parts) > 2 or "=" in row)):
        raise ValueError("нужно «одно = другое» или «одно -> другое»")
    for left, right in [parts] if arrow else permutations(parts, 2):
        yield from ((one, other) for one in left for other in right)


def member(written: str) -> Member:
    """A word or phrase as a table has it."""
    written = " ".join(written.split())
    found = list(tokens(written))
    if not found:
        raise ValueError("с одной стороны нет слов")
    if len(found) > LONGEST_MEMBER:
        raise ValueError(f"«{written}» длиннее {LONGEST_MEMBER} слов")
    printed = [written[token.start : token.end] for token in found]
    return Member(
        written,
        tuple(token.form for token in found),
        tuple(len(word) > 1 and word[-1].isupper() for word in printed),
        tuple(word[0].isupper() for word in printed),
    )
