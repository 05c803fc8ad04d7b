"""The lines of a plain-text capture, each with a label and what it is worth to a run that may be the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer import clean, furniture
from indexer.markdown import unmarked
from indexer.profile import Profile
from indexer.unwrap import BULLET, unwrapped

HEADING, BUTTON, HEADLINE, ITEM, MENU, MOMENT = -45.0, -12.0, -7.0, -9.0, -15.0, -20.0
"""What a line that is not prose takes away from the run that it lies in; prose adds its words, at most 60 a line."""

TEXT = ("prose", "headline", "item")
"""Labels of what may be of a body, when it lies in the run that is one."""

_BULLET = re.compile(rf"^\s*(?:{BULLET})\s+")
_MOMENT = re.compile(
    r"(?:сегодня|вчера|бүгін|кеше)?,?\s*\d{1,2}[:.]\d\d|"  # 14:05; вчера, 14:05
    r"\d{1,2}\. ?\d{1,2}\. ?\d{2,4}.{0,8}|"  # 01.10.2025 14:05, 1. 10. 2025
    r"\d+ (?:mins?|hrs?|hours?|days?|minutes?|минут\w*|час\w*|дн\w*|stunden?|minuten) (?:ago|назад)|"  # 10 mins ago
    r"\d{1,2}\s+[^\W\d]+(?:\s+\d{4})?(?:,? \d\d:\d\d)?|"  # 1 декабря 2020 14:02
    r"[\d\s.,%]+",  # 3407
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its bullet: `prose`, `headline` (short, no end mark), `item` (of a list), or furniture."""

    text: str
    label: str
    worth: float


def labelled(text: str, profile: Profile | None, repeated: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a capture; their neighbours have a say in what they are. `repeated` are lines of other captures."""
    rows: list[Line] = []
    for raw in unwrapped(unmarked(text)):
        row = _line(raw, profile, repeated)
        if row.text or not rows or rows[-1].text:  # several blank lines say no more than one
            rows.append(row)
    return _ended(_listed(rows))


def texts(text: str) -> list[str]:
    """The lines of a capture as they are labelled: without bullets, and without blank ones."""
    return [line for raw in unwrapped(unmarked(text)) if (line := _BULLET.sub("", clean.inline(raw)))]


def _line(raw: str, profile: Profile | None, repeated: frozenset[str]) -> Line:
    """A line by itself."""
    whole = clean.inline(raw)
    text = _BULLET.sub("", whole)
    item = text != whole
    if not text:
        return Line("", "blank", 0.0)
    if profile and text.rstrip(":") in profile.stop:
        return Line(text, "heading", HEADING)
    if profile and any(clean.same(text, line) for line in profile.lines):
        return Line(text, "profile", BUTTON)
    if text in repeated:
        return Line(text, "repeated", BUTTON)
    if rule := furniture.label(text):
        return Line(text, rule.name, HEADING if rule.section or rule.name in ("template", "rights") else BUTTON)
    if _MOMENT.fullmatch(text):
        return Line(text, "moment", MOMENT)
    if not furniture.is_prose(text):
        return Line(text, "item", ITEM) if item else Line(text, "headline", HEADLINE)
    return Line(text, "prose", min(furniture.words(text), 60) * (0.6 if item else 1.0))


def _listed(rows: list[Line]) -> list[Line]:
    """Weighs runs of short lines: menus and headlines heavily, a list that belongs to the text nothing."""
    result = list(rows)
    start = 0
    for index in range(len(rows) + 1):
        if index < len(rows) and rows[index].label in ("headline", "item", "moment", "blank"):
            continue
        run = [at for at in range(start, index) if rows[at].label in ("headline", "item")]
        items = [rows[at].text for at in run if rows[at].label == "item"]
        if items and sum(text[0].islower() or text[-1] in ",;:" for text in items) > len(items) / 2:
            for at in run:
                result[at] = Line(rows[at].text, rows[at].label, 0.0)  # `• капуста`, `• морковь;` behind `Список:`
        elif len(run) >= 4:
            for at in run:
                result[at] = Line(rows[at].text, rows[at].label, MENU)
        start = index + 1
    return result


def _ended(rows: list[Line]) -> list[Line]:
    """Headlines behind a heading of furniture belong to it, until prose comes again."""
    result: list[Line] = []
    section = close = False
    for row in rows:
        match row.label:
            case "heading":
                section = close = True
            case "blank":
                close = False
            case "prose" if not close or furniture.ends(row.text):
                section = False
            case "prose" | "headline" | "item" if section:
                row = Line(row.text, "under heading", min(row.worth, HEADLINE))
        result.append(row)
    return result
