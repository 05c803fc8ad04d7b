"""The lines of a plain text as they were before a mailer, an editor or a scanner broke them at a column."""

from __future__ import annotations

import re
from itertools import pairwise

from indexer import furniture

LONGEST = 120
"""Letters of the widest column; what is longer was not broken."""
FULL = 0.8
"""The part of the column that a line fills which was broken there, whatever the widths of its letters."""
BULLET = r"[•◦▪●■‣·*]|\d{1,2}[.)](?!\s*\d)"
"""What an item of a list begins with."""
ITEM = re.compile(rf"^\s*(?:{BULLET}|[–—-])\s+")
"""The beginning of an item of a list, or of what somebody says."""
_QUOTED = re.compile(r"^\s*(?:>\s?)+")


def unwrapped(text: str) -> list[str]:
    """The lines of a text; where most were broken at a column, each paragraph is one line again."""
    lines = _unquoted(text.split("\n"))
    column = _column(lines)
    result = [lines[:1]]
    for before, line in pairwise(lines):
        if column and _goes_on(before, line, column):
            result[-1].append(line.strip())
        else:
            result.append([line])
    return [" ".join(parts) for parts in result]


def _unquoted(lines: list[str]) -> list[str]:
    """Lines of a letter that is an answer to another, whose lines begin with `>`."""
    quoted = sum(_QUOTED.match(line) is not None for line in lines)
    return [_QUOTED.sub("", line) for line in lines] if quoted > sum(map(bool, map(str.strip, lines))) / 2 else lines


def _column(lines: list[str]) -> int:
    """Where lines were broken, 0 where they weren't: sentences go on in the next line, and those that do are full."""
    going = [(line, after) for line, after in pairwise(lines) if len(line) <= LONGEST and _in_sentence(line, after)]
    column = max((len(line.rstrip()) for line, _ in going), default=0)
    full = sum(_filled(line, after) > FULL * column for line, after in going)
    long = sum(len(line) > FULL * column for line in lines)
    return column if full >= FULL * len(going) and full >= 0.3 * long else 0


def _goes_on(before: str, line: str, column: int) -> bool:
    """Whether a line goes on in the next: the sentence does, or the next word had no room in it."""
    if not before.strip() or not line.strip() or ITEM.match(line) or furniture.label(line):
        return False
    if _indent(line) > _indent(before) and not ITEM.match(before):
        return False  # the first line of a paragraph
    return _filled(before, line) > column or (_in_sentence(before, line) and len(before) > column / 2)


def _filled(line: str, after: str) -> int:
    """Letters that a line would have with the first word of the next one."""
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0])


def _in_sentence(line: str, after: str) -> bool:
    return bool(line.strip()) and after.lstrip()[:1].islower() and not furniture.ends(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
