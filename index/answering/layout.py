"""A query typed with another keyboard layout on: its words relaid where the archive has them so, its signs left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from index.answering.designations import DESIGNATION, LETTER_AND_NUMBER
from index.keyboard import TO_KAZAKH_FROM_RUSSIAN, relaid
from index.query.fields import DATES, NAMES, VALUES, meant
from index.tokens import forms

RUN = re.compile(r"\S+")
NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")
FIELD = re.compile(r"(?<![^\s(|!-])([^\s:()|\"«»]+):(?=\S)")
"""What stands where a field's name does, in any layout: «рубрика» is «he,hbrf»."""
PAIRED = re.compile(r"(?<![^\W_])\"([^\"]*)\"(?![^\W_])")
"""Two straight quotes round words; any other is a letter: «"nj» is «Это»."""
WORDS = re.compile(r"(?=.*[^\W\d_])[^\w\[\]`;',.]*[^\W_]+(?:[-./'’][^\W_]+)*[^\w\[\]`;',.]*")
"""A word, or several in one piece, between operators: neither «[777[[», where letters have become signs, nor «з&п»."""


def in_fields(names: Iterable[str]) -> re.Pattern[str]:
    """Fields of these names with what is asked of them."""
    return re.compile(rf"\b(?:{'|'.join(names)}):(?:\"[^\"]*\"|«[^»]*»|\S+)", re.IGNORECASE)


VALUE = in_fields((*VALUES, *DATES))
"""What stands in a field of values is not a word of a text."""


class Layout:
    """What a query says in other layouts, by what an archive knows."""

    def __init__(self, text: str, known: Callable[[str], bool]) -> None:
        """The readings of a text; `known` tells of a run of signs whether the archive has its words so."""
        self.known = known
        self.text = FIELD.sub(lambda name: f"{other}:" if (other := meant(name[1])) else name[0], text)

    def whole(self) -> str | None:
        """All of it in another layout, where all of it says something there and not all of it does here."""
        places = runs(self.text)
        typed = [self.text[start:end] for start, end in places]
        said = [self.said(run) for run in typed]
        if not typed or None in said or all(map(self.known, typed)):
            return None
        return replaced(self.text, places, [run or "" for run in said])

    def unknown(self) -> str:
        """With those runs in another layout that say nothing as they are."""
        places = runs(self.text)
        typed = [self.text[start:end] for start, end in places]
        return replaced(self.text, places, [run if self.known(run) else self.said(run) or run for run in typed])

    def with_numbers(self) -> str | None:
        """The same with the numbers that are Kazakh words there: «3 менш3к» as «і меншік», where «3 меншік» is not."""
        unknown = self.unknown()
        places = [match.span() for match in NUMBER.finditer(masked(unknown))]
        words = [unknown[start:end].translate(TO_KAZAKH_FROM_RUSSIAN) for start, end in places]
        if unknown == self.text or not any(map(self.known, words)):
            return None
        typed = [unknown[start:end] for start, end in places]
        better = [word if self.known(word) else number for word, number in zip(words, typed, strict=True)]
        return replaced(unknown, places, better)

    def said(self, run: str) -> str | None:
        """What a run says in another layout, also without the comma or full stop at its end."""
        tries = filter(WORDS.fullmatch, (*relaid(run), *relaid(run.rstrip(".,;"))))
        whole_first = sorted(
            (other for other in tries if may_be(run, other)), key=lambda other: len(forms(other))
        )  # «t4» is «ең» before it is «е 4»
        return next(filter(self.known, whole_first), None)


def may_be(run: str, other: str) -> bool:
    """Whether a run may have been typed for what it says in another layout: «F16» is not «а16», nor «Т2» «n2», though
    «t4» may be «ең»."""
    return other.isalpha() or not (DESIGNATION.fullmatch(run) or LETTER_AND_NUMBER.fullmatch(run))


def masked(text: str) -> str:
    """A text with blanks for all that is the same in any layout: values, names of fields, quotes in pairs."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group())

    def named(match: re.Match[str]) -> str:
        return blank(match) if match[1].lower() in NAMES else match.group()

    return PAIRED.sub(r" \1 ", FIELD.sub(named, VALUE.sub(blank, text)))


def runs(text: str) -> list[tuple[int, int]]:
    """The places of what may have been typed in another layout, between blanks."""
    return [match.span() for match in RUN.finditer(masked(text))]


def replaced(text: str, places: Iterable[tuple[int, int]], news: Iterable[str]) -> str:
    """A text with other words at some places."""

    def parts() -> Iterator[str]:
        done = 0
        for (start, end), new in zip(places, news, strict=True):
            yield from (text[done:start], new)
            done = end
        yield text[done:]

    return "".join(parts())
