"""What becomes of a file of each format: whole, cut in half, without an article, with a huge one in it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from indexer.pages import Refused, Skipped
from indexer.sources import read
from indexer.work import looked
from tests.formats import Format, story
from tests.formats.stories import Story

COUNT = 5
FIELDS = (
    "url",
    "title",
    "lead",
    "body",
    "published",
    "author",
    "section",
    "tags",
    "source",
    "views",
    "caption",
    "image",
)
HUGE = 17 << 20
"""Letters of a text that is over every limit."""


def outcome(data: bytes) -> tuple[list[Article], list[str]]:
    """The articles of a file, and the reasons of what was refused without their details."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        pages = [each for each in read(path) if not isinstance(each, Skipped)]
        found = [each if isinstance(each, Refused) else looked(each, "Asia/Almaty") for each in pages]
    articles = [each.article for each in found if not isinstance(each, Refused)]
    reasons = [re.sub(r"^https?:\S+: ", "", each.reason) for each in found if isinstance(each, Refused)]
    return articles, [reason.split(": ")[0] for reason in reasons]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a format: all cells of its row."""

    format: Format
    articles: int
    fields: tuple[str, ...]
    cut: tuple[int, tuple[str, ...]]
    empty: tuple[int, tuple[str, ...]]
    huge: tuple[int, tuple[str, ...]]


def row(each: Format) -> Row:
    stories = [story(number) for number in range(1 if each.one else COUNT)]
    data = each.write(stories)
    articles, reasons = outcome(data)
    assert not reasons, (each.name, reasons)
    fields = tuple(name for name in FIELDS if articles and getattr(articles[0], name))
    return Row(each, len(articles), fields, _told(data[: len(data) // 2]), _told(_empty(each)), _told(_huge(each)))


def _told(data: bytes) -> tuple[int, tuple[str, ...]]:
    articles, reasons = outcome(data)
    return len(articles), tuple(dict.fromkeys(reasons))


def _empty(each: Format) -> bytes:
    """A file of the format without an article: a page without text, a container without members."""
    return each.write([Story(0, "")]) if each.one else each.write([])


def _huge(each: Format) -> bytes:
    """Good articles and one over every limit between them."""
    return each.write([story(0, HUGE)] if each.one else [story(1), story(2, HUGE), story(3)])


def markdown(rows: list[Row]) -> Iterator[str]:
    """The matrix for people."""
    yield "| format | written by | read | fields | cut in half | empty | one huge among two good |"
    yield "|---|---|---|---|---|---|---|"
    for each in rows:
        whole = 1 if each.format.one else COUNT
        cells = (
            each.format.name, each.format.by, f"{each.articles} of {whole}", " ".join(each.fields),
            _cell(each.cut, whole), _cell(each.empty, 0), _cell(each.huge, 0 if each.format.one else 2),
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _cell(told: tuple[int, tuple[str, ...]], whole: int) -> str:
    count, reasons = told
    some = "" if not count else "a title" if not whole else "all" if count == whole else "those before the cut"
    return "; ".join(filter(None, (some, *(f"«{reason}»" for reason in reasons)))) or "nothing"
