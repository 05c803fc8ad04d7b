"""The line of a text capture that is the title of its article."""

from __future__ import annotations

import re

from indexer import furniture
from indexer.lines import TEXT, Line

DOUBTED = ("under heading", "repeated")
"""Labels of lines that are a title only where none is as good: a title may be among the popular ones of other pages."""


def title(rows: list[Line], start: int, end: int) -> int | None:
    """The line above the body, or its first, whose words come again in the body.

    A near one is better than a far one, one alone between blank lines better than one of a list; of two that are
    about as good the upper one, for a subtitle stands below its title.
    """
    words = _stems(" ".join(row.text for row in rows[start:end] if row.label == "prose"))
    found: list[tuple[float, int]] = []
    for index in range(max(0, start - 80), min(start + 2, end)):
        row = rows[index]
        if row.label not in (*TEXT, *DOUBTED) or not 2 <= furniture.words(row.text) <= 26:
            continue
        if (
            row.label == "prose"
            and (index >= start or furniture.words(row.text) > 18)
            and not row.text.endswith(("?", "!"))
        ):
            continue
        own = _stems(row.text)
        shared = len(own & words) / max(len(own), 3)
        apart = 0.25 if alone(rows, index) and row.label != "item" else -0.3 if row.label in DOUBTED else 0.0
        worth = shared + apart - 0.005 * abs(start - index) + 0.02 * min(len(own), 8)
        if shared > 0.1 or apart > 0:
            found.append((worth, index))
    best = max(found, default=None)
    if best is None:
        return None
    near = [index for worth, index in found if worth >= 0.7 * best[0] and best[1] - 8 <= index <= best[1]]
    return _whole(rows, _over(rows, min(near, default=best[1]), words), found)


def _over(rows: list[Line], index: int, words: set[str]) -> int:
    """The headline right above a line that may be its subtitle, where the text speaks of that as well."""
    above = next((at for at in range(index - 1, max(-1, index - 4), -1) if rows[at].text), index)
    row = rows[above]
    own = _stems(row.text)
    fits = row.label == "headline" and furniture.words(row.text) >= 4 and not re.search(r"\d\d:\d\d|\d$", row.text)
    return above if fits and alone(rows, above) and len(own & words) >= 0.4 * max(len(own), 1) else index


def _whole(rows: list[Line], index: int, found: list[tuple[float, int]]) -> int:
    """The line that goes on where one is cut off with dots: `Мост через Ишим...` of the way to a page; or that is bare
    where one has the way before it: `Главная Новости Мост через Ишим`."""
    text = rows[index].text
    cut = text.rstrip(".… ") if text.endswith(("...", "…")) else ""
    for _, at in found:
        other = rows[at].text
        bare = furniture.words(other) >= 4 and text.endswith(other)
        if other != text and (bare or (cut and other.startswith(cut))):
            return at
    return index


def alone(rows: list[Line], index: int) -> bool:
    """Whether a line is a paragraph by itself."""
    around = [rows[at].label for at in (index - 1, index + 1) if 0 <= at < len(rows)]
    return all(label == "blank" for label in around)


def _stems(text: str) -> set[str]:
    """Beginnings of the longer words: enough to see `наукоградов` in `наукограды`."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower().replace("ё", "е"))}
