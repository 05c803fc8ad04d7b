"""Completions that are forms of the same words, taken together: not «паводок, паводка, паводков» but one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.languages import is_word
from index.languages.roles import is_heading, is_surname
from index.suggest.titles import Completion

Readings = Callable[[str], frozenset[str]]
"""What a form may be a form of."""

MOST_FOLDED = 50
"""Of the most frequent completions; what is rarer will not be shown."""
WHOLE = 0.7
"""The part of a completion's titles that, going on alike, makes it only a piece of a longer one."""


def folded(found: Sequence[Completion], readings: Readings, *, alone: bool) -> list[Completion]:
    """The completions, each group of forms as one of them with the counts of all: the one that fits after the words
    before or is the most frequent; of a word `alone` a form that may stand so. The most frequent first."""
    groups: list[list[Completion]] = []
    for completion in found[:MOST_FOLDED]:
        if group := next((group for group in groups if alike(group[0].forms, completion.forms, readings)), None):
            group.append(completion)
        else:
            groups.append([completion])
    return sorted((together(group, alone=alone) for group in groups), key=lambda one: -one.count)


def together(group: Sequence[Completion], *, alone: bool) -> Completion:
    """One completion for a group."""

    def fitness(one: Completion) -> tuple[int, bool, int, int]:
        # of a name that no dictionary knows the shortest form is the nominative: «Байден», not «Байдена»
        letters = len(one.text) if alone and one.text[:1].isupper() and not is_word(one.forms[0]) else 0
        return one.fits, alone and heading(one), -letters, one.count

    best = max(group, key=fitness)
    return replace(
        best,
        count=sum(one.count for one in group),
        fits=sum(one.fits for one in group),
        side_by_side=sum(one.side_by_side for one in group),
    )


def heading(completion: Completion) -> bool:
    """Whether a completion may stand alone: its one word, or the first of a phrase, is as in a heading, or a name."""
    form = completion.forms[0 if " " in completion.text else -1]
    if completion.text[:1].isupper() and (is_surname(form) or not is_word(form)):
        return True
    return is_heading(form)


def alike(one: Sequence[str], other: Sequence[str], readings: Readings) -> bool:
    """Whether two phrases are forms of the same words."""
    return len(one) == len(other) and all(
        form == another or not readings(form).isdisjoint(readings(another))
        for form, another in zip(one, other, strict=True)
    )


def wholes(found: Sequence[Completion], readings: Readings) -> list[Completion]:
    """The completions that are no mere pieces of another: «Усть» goes on, «Усть-Каменогорск» is whole."""
    return [one for one in found if not any(piece(one, other, readings) for other in found)]


def piece(one: Completion, other: Completion, readings: Readings) -> bool:
    """Whether most of what begins with one completion goes on as another; what is there but once does not tell."""
    length = len(one.forms)
    return (
        one.count > 1
        and len(other.forms) > length
        and other.count >= WHOLE * one.count
        and alike(other.forms[:length], one.forms, readings)
    )
