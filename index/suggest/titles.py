"""How titles go on after the words typed so far: every way, as printed, with how often it is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.languages.roles import part
from index.suggest.capitals import Capitals, Title
from index.suggest.typed import Sought
from index.tokens import is_number

MOST_WORDS = 3
"""Words of a completion that say something; those that only join others don't count."""
# What ends a phrase where it stands between two words: «Паводки: что известно», «“Алтай” победил».
SEAM = re.compile(r"[^\s\-\u2010\u2011\u00ad]")


@dataclass(slots=True)
class Completion:
    """One way to complete a text: the `forms` that it adds, the first in place of the beginning that was typed.

    `printed` are the texts that it makes with the words before, as titles print them; `side_by_side` counts the titles
    in which these stand right before it, `fits` those in which they do so in just the forms that were typed.
    """

    forms: tuple[str, ...]
    count: int = 0
    fits: int = 0
    side_by_side: int = 0
    printed: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """The text as it is printed most often."""
        return max(self.printed, key=lambda text: (self.printed[text], text))


def completions(titles: Iterable[Title], sought: Sought, capitals: Capitals) -> list[Completion]:
    """All completions that the titles have, the most frequent first."""
    found: dict[tuple[str, ...], Completion] = {}
    for title in titles:
        if (place := best_place(title, sought)) is None:
            continue
        at, near = place
        forms = title.forms
        fits = bool(near) and sought.typed.words == forms[at - near : at]
        for last in ends(title, at):
            way = forms[at : last + 1]
            completion = found.setdefault(way, Completion(way))
            text = capitals.stretch(title, at - near if fits else at, last)
            completion.count += 1
            completion.side_by_side += near == len(sought.forms)
            completion.fits += fits
            completion.printed[text if fits else sought.typed.said + text] += 1
    return sorted(found.values(), key=lambda one: (-one.count, one.forms))


def best_place(title: Title, sought: Sought) -> tuple[int, int] | None:
    """Where in a title the last word stands, and how many of the words before stand beside it, as many as can be."""
    places = [
        (at, beside(title, at, sought)) for at, form in enumerate(title.forms) if form.startswith(sought.beginnings)
    ]
    place = max(places, key=lambda place: place[1], default=None)
    if place is None or sought.typed.last:
        return place
    return place if place[1] and part(title.forms[place[0]]) != "verb" else None


def beside(title: Title, at: int, sought: Sought) -> int:
    """How many of the words before the last stand before a place, in their order and with nothing between."""
    near = 0
    while (
        near < min(len(sought.forms), at)
        and title.forms[at - near - 1] in sought.forms[-near - 1]
        and not SEAM.search(title.between(at - near))
    ):
        near += 1
    return near


def ends(title: Title, at: int) -> Iterator[int]:
    """The ends of the phrases that begin at a place: none goes over a verb, ends with a joint or an adjective, or
    inside a compound or a name."""
    telling = 0
    for place in range(at, len(title.forms)):
        role = part(title.forms[place])
        if place > at and (role == "verb" or is_number(title.forms[place]) or SEAM.search(title.between(place))):
            return
        after = title.between(place + 1)
        if role == "joint" or (after and not after.isspace() and not SEAM.search(after)):
            continue
        telling += 1
        if telling == 1 or (
            role == "noun" and not (after.isspace() and title.capital[place] and title.capital[place + 1])
        ):
            yield place
        if telling == MOST_WORDS:
            return
