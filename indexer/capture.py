"""Plain-text captures of pages: each line is labelled, and the run of lines with the most prose is the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer import capture_title, clean, dates, furniture, names
from indexer.generic import Dropped
from indexer.lines import TEXT, Line, labelled
from indexer.profile import Profile

_VIEWS = re.compile(
    r"(?:просмотр\w*|прочитан\w*|қарал\w+|views?)?\s*:?\s*(\d[\d\u00a0 ]{0,10})\s*"
    r"(?:просмотр\w*|прочитан\w*|рет қаралды|views?)?",
    re.I,
)
_SOURCE = re.compile(
    r"(?:переда[её]т|сообща[ею]т|пишет|информирует|корреспондент|хабарлайды)\s*"
    r"([^\W\d_][\w-]+\.(?:kz|ru|com|net|org|info|uz|kg))\b"
)


@dataclass(frozen=True, slots=True)
class Capture:
    """The parts of a capture, and the lines that became none of them, each with its reason."""

    title: str
    lead: str
    body: tuple[str, ...]
    views: int | None
    caption: str | None
    published: str | None
    author: str | None
    source: str | None
    dropped: tuple[Dropped, ...]


def read(
    text: str, profile: Profile | None, repeated: frozenset[str] = frozenset(), *, now: str | None, zone: str | None
) -> Capture | None:
    """The article in a capture, None where no run of lines is one; `repeated` lines come on others of its source."""
    rows = labelled(text, profile, repeated)
    start, end = _best(rows)
    if not any(row.label == "prose" for row in rows[start:end]):
        return None
    title = capture_title.title(rows, start, end)
    start = _reached(rows, title, start)
    credit = next(
        (index for index in range(start if title is None else title, end) if rows[index].label == "credit"), None
    )
    body = [index for index in range(start, end) if rows[index].label in TEXT and index != title]
    lead = _lead(rows, title, body, credit)
    body = [index for index in body if index != lead]
    near = range(max(0, (start if title is None else title) - 6), min(len(rows), end + 14))
    used = {*body, *(index for index in (title, lead, credit) if index is not None)}
    return Capture(
        title=_text(rows, title),
        lead=_text(rows, lead),
        body=tuple(clean.paragraphs([rows[index].text for index in body])),
        views=_views(rows, start if title is None else title, start),
        caption=_text(rows, credit) or None,
        published=_date(rows, [index for index in near if index not in used], title, now, zone),
        author=names.author(
            [rows[index].text for index in near if index not in body and rows[index].text],
            _head(rows, near.start, body[0] if body else end, used),
            " ".join(rows[index].text for index in body),
        ),
        source=_source(_text(rows, lead), *(rows[index].text for index in body[:3])),
        dropped=tuple(Dropped(row.text, row.label) for index, row in enumerate(rows) if index not in used and row.text),
    )


def _head(rows: list[Line], start: int, end: int, used: set[int]) -> list[str]:
    """Lines between some before the title and the body; not those above a picture's credit, which name who is on it."""
    lines = [index for index in range(start, end) if index not in used and rows[index].text]
    credits = {index for index in range(start, end) if rows[index].label == "credit"}
    follows = dict(zip(lines, [*lines[1:], -1], strict=False))
    return [rows[index].text for index in lines if follows[index] not in credits and index + 1 not in credits]


def _text(rows: list[Line], index: int | None) -> str:
    return "" if index is None else rows[index].text


def _source(*texts: str) -> str | None:
    """The site that the text names as its own: `передает Kazpravda.kz`."""
    return next((found[1] for text in texts if (found := _SOURCE.search(text))), None)


def _best(rows: list[Line]) -> tuple[int, int]:
    """The run of lines with the largest sum."""
    best, total, start, found = 0.0, 0.0, 0, (0, 0)
    for index, row in enumerate(rows):
        if total <= 0:
            total, start = 0.0, index
        total += row.worth
        if total > best:
            best, found = total, (start, index + 1)
    return found


def _reached(rows: list[Line], title: int | None, start: int) -> int:
    """The start of the body moved up to the first prose behind the title: between them lay `Новости по теме`."""
    if title is None or not 0 < start - title < 16:
        return start
    return next((index for index in range(title + 1, start) if rows[index].label == "prose"), start)


def _lead(rows: list[Line], title: int | None, body: list[int], credit: int | None) -> int | None:
    """The paragraph above the body that a picture's credit or the want of a full stop sets off from it."""
    if not body:
        return None
    between = range((body[0] if title is None else title) + 1, body[0])
    above = [index for index in between if rows[index].label == "headline" and _is_lead(rows, index)]
    if above:
        return above[0]
    first = body[0]
    parted = credit is not None and len(body) > 1 and first < credit < body[1]
    return first if rows[first].label == "prose" and len(body) > 1 and (parted or _is_lead(rows, first)) else None


def _is_lead(rows: list[Line], index: int) -> bool:
    """Whether a line is a paragraph of some length that does not end as one."""
    text = rows[index].text
    return capture_title.alone(rows, index) and not furniture.ends(text) and furniture.words(text) >= 9


def _views(rows: list[Line], title: int, start: int) -> int | None:
    """A bare number, or one that is said to be of views, beside the title."""
    for index in range(max(0, title - 3), max(title, start) + 4):
        if index < len(rows) and rows[index].label in ("moment", "counter", "headline"):
            text = rows[index].text
            if (found := _VIEWS.fullmatch(text)) and (rows[index].label == "counter" or len(found[1]) < 9):
                return int(re.sub(r"\D", "", found[1]))
    return None


def _date(rows: list[Line], around: list[int], title: int | None, now: str | None, zone: str | None) -> str | None:
    """The date of a short line near the title; of several the one with a time of day, then the nearest."""
    near = [index for index in around if rows[index].text and len(rows[index].text) < 90]
    near.sort(key=lambda index: abs(index - (around[0] if title is None else title)))
    found = [
        value for index in near if (value := dates.parse(rows[index].text, now=now, zone=zone)) and len(value) >= 10
    ]
    return next((value for value in found[:2] if len(value) > 10), found[0] if found else None)
