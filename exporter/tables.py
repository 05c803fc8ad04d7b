"""All that is known of each article, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from index import Article

COLUMNS = (
    "id", "url", "title", "lead", "body", "published", "modified", "author", "section", "tags", "source", "lang",
    "views", "image", "caption", "origin", "sha256",
)  # fmt: skip
SEPARATOR = ";"
"""What Excel takes for a separator where the decimal sign is a comma, as in Russian and Kazakh."""
LONGEST_CELL = 32_767
"""Characters of a cell in Excel; a longer one would run over into the rows below."""
CUT = " […текст не вошёл в ячейку; целиком он в JSONL]"
# A cell that begins so is a formula to a spreadsheet, and a formula of a stranger's can do harm (OWASP, CSV injection).
# A number longer than a spreadsheet keeps: 5897697355587473255, the name of an article, would be 5,8977E+18. An
# apostrophe before it makes a text of either; `add` takes one away, so what has one already gets another.
GUARDED = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|\d{16,}\Z)")
# What no spreadsheet shows and some stumble over.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def csv_rows(articles: Iterable[Article], today: date) -> Iterator[str]:
    """A heading and a row for each article: a byte order mark, `;`, CR LF, as Excel opens it right at a click."""
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + row(COLUMNS)
    for article in articles:
        known = article.to_json() | {"tags": ", ".join(article.tags), "origin": str(article.origin or "")}
        yield row(cell(known[name]) for name in COLUMNS)


def row(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=SEPARATOR, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def cell(value: str | int | None) -> str | int:
    """A value as a cell that is shown whole and never run; numbers stay numbers."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = CONTROL.sub("", value)
    text = f"'{text}" if GUARDED.match(text) else text
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def json_lines(articles: Iterable[Article], today: date) -> Iterator[str]:
    """One JSON object a line, with the keys of the contract; `add` takes it back."""
    for article in articles:
        yield json.dumps(article.to_json(), ensure_ascii=False) + "\n"
