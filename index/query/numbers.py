"""Numbers that are printed in several ways: «19.30» is «19:30», «10,000» may be «10 000»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.query.groups import Pair, member
from index.query.tree import Word

TIME = re.compile(r"([01]?\d|2[0-4]),([0-5]\d)")
DAY = re.compile(r"(0?[1-9]|[12]\d|3[01]),(0[1-9]|1[0-2])")
"""A time and the day of a month as the form that they are after a point; `7,25` with a comma is neither."""
WHOLE = re.compile(r"([1-9]\d{1,2})(\d{3})")
PARTED = re.compile(r"([1-9]\d{1,2}),(\d{3})")
"""Thousands; «1,125» is mostly 1.125, and «2018» a year."""


def numbers(words: Sequence[Word]) -> Iterator[Pair]:
    """The number that some words begin with, with what else it may be printed as."""
    first, *others = words
    if first.sign == "." and (found := TIME.fullmatch(first.text)):
        yield pair(first.text, f"{found[1]}:{found[2]}")
    elif first.sign == "." and (found := DAY.fullmatch(first.text)):
        yield pair(first.text, f"{found[1]}/{found[2]}")
    elif others and others[0].sign == ":" and TIME.fullmatch(f"{first.text},{others[0].text}"):
        yield pair(f"{first.text}:{others[0].text}", f"{first.text}.{others[0].text}")
    elif found := WHOLE.fullmatch(first.text):
        yield pair(first.text, f"{found[1]},{found[2]}")
    elif found := PARTED.fullmatch(first.text):
        yield pair(first.text, f"{found[1]} {found[2]}")


def pair(typed: str, other: str) -> Pair:
    """A number as it was typed, and as it is looked for too."""
    return Pair(member(typed), member(other), "synonym")
