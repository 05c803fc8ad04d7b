"""Tables (CSV, TSV): each row is a ready article, its columns told by their names."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import IO, Any, Literal

from indexer import record
from indexer.charset import decode, encoding
from indexer.pages import RECORD_LIMIT, Columns, Page, Refused
from indexer.sources.item import Again, Found, Item

DELIMITERS = "\t;,|"
# The apostrophe that exports, ours too, set before what a spreadsheet would take for a formula or would round.
GUARD = re.compile(r"'(?='*(?:\s*[=+\-@＝＋－＠]|\d{16,}\Z))")
CUT = " […текст не вошёл в ячейку; целиком он в JSONL]"
"""The end of a cell that our own exports have cut: such a text would replace the whole one."""
_ROWS = 50
"""Rows by which a table's way of writing is told."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what divides its cells, whether quotes enclose them, and its header."""

    delimiter: str
    quoted: bool
    header: tuple[str, ...]


def is_table(head: bytes) -> bool:
    """Whether the first row names columns of articles, a title or a text among them, or all rows have as many tabs."""
    found = dialect(decode(head))
    if found is None:
        return False
    fields = {record.field(name) for name in found.header} - {None}
    return (len(fields) > 1 and bool(fields & {"title", "body", "lead"})) or _is_regular(head)


def _is_regular(head: bytes) -> bool:
    """Whether every line has a tab, and as many as its neighbours."""
    lines = [line for line in decode(head).splitlines()[:-1] if line.strip()][:_ROWS]
    tabs = [line.count("\t") for line in lines]
    return len(lines) >= 3 and min(tabs) >= 1 and max(tabs) == min(tabs)


def dialect(text: str) -> Dialect | None:
    """How the table that begins so is written; None where no delimiter makes two columns.

    The best has most columns of known names, then most rows of the header's length, then most columns.
    """
    best: tuple[tuple[int, float, int, bool], Dialect] | None = None
    for delimiter in DELIMITERS:
        plain = _parsed(text, delimiter, quoted=False)
        for quoted in (True, False):
            rows = _parsed(text, delimiter, quoted=True) if quoted else plain
            if not rows or len(rows[0]) < 2:
                continue
            header = tuple(name.strip().removeprefix("\ufeff") for name in rows[0])
            known = sum(record.field(name) is not None for name in header)
            fitting = sum(len(row) == len(header) for row in rows) / len(rows)
            worth = (known, fitting, len(header), quoted == (delimiter != "\t" or _encloses(plain)))
            if best is None or worth > best[0]:
                best = worth, Dialect(delimiter, quoted, header)
    return best[1] if best else None


def _encloses(rows: list[list[str]]) -> bool:
    """Whether quotes stand at both ends of cells, and never at the beginning alone: `"Мост" открыт` is a text."""
    cells = [cell for row in rows for cell in row if cell.startswith('"')]
    return bool(cells) and all(len(cell) > 1 and cell.endswith('"') for cell in cells)


def _parsed(text: str, delimiter: str, quoted: bool) -> list[list[str]]:
    """The first rows of a text; its last line may be cut, so it is left out where there are others."""
    rows: list[list[str]] = []
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=_quoting(quoted))
    try:
        for row in found:
            if row:
                rows.append(row)
            if len(rows) > _ROWS:
                break
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 1 and not text.endswith("\n") else rows


def _quoting(quoted: bool) -> Literal[0, 3]:
    return csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE


def is_named(item: Item) -> bool:
    """Whether an item is a table by its name, or has the columns that the user named."""
    called = re.search(r"\.[ct]sv(\.\w+)?$", item.name.lower()) is not None
    found = dialect(decode(item.head)) if called or item.said.columns else None
    return found is not None and (called or all(column in found.header for _, column in item.said.columns))


def read(item: Item, again: Again) -> Found:
    """A record for every row; a row that does not fit the header is refused, and the others go on."""
    text = decode(item.head[: item.head.rfind(b"\n") + 1] or item.head)
    how = dialect(text)
    if how is None or not _has_text(how.header, item.said.columns):
        yield item.refused("в таблице нет столбца «title» или «text»; назовите столбцы: --columns title=…,text=…")
        return
    csv.field_size_limit(RECORD_LIMIT)
    lines = _Lines(item)
    rows = csv.reader(lines, delimiter=how.delimiter, quoting=_quoting(how.quoted))
    start, next_row = 0, 1
    while True:
        start, lines.cut = next_row, False
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            next_row = rows.line_num + 1
            yield item.refused(f"строка таблицы не читается: {error}", offset=start)
            continue
        next_row = rows.line_num + 1
        if start > 1 and any(row):
            yield _record(item, row, how.header, start, cut=lines.cut)
    if start <= 2:
        yield item.refused("в таблице нет строк, кроме заголовка")


def _record(item: Item, row: list[str], header: tuple[str, ...], line: int, *, cut: bool) -> Page | Refused:
    if cut:
        return item.refused(f"строка больше {RECORD_LIMIT >> 20} МБ", offset=line)
    if any(row[len(header) :]) or len(row) < len(header):
        return item.refused(f"ячеек {len(row)}, а столбцов {len(header)}", offset=line)
    if short := next((name for name, cell in zip(header, row, strict=False) if cell.endswith(CUT)), None):
        return item.refused(f"{short}: текст обрезан под ячейку таблицы, целиком его даст export в JSONL", offset=line)
    data = {name: said(cell) for name, cell in zip(header, row, strict=False) if name}
    return item.page("record", json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"), offset=line)


def said(cell: str) -> str:
    """What a cell says: without the apostrophe that keeps it from being a formula or a number, nothing if blank."""
    return cell[1:] if GUARD.match(cell) else cell if cell.strip() else ""


def _has_text(header: tuple[str, ...], columns: Columns) -> bool:
    named = {field for field, column in columns if column in header}
    return bool((named | {record.field(name) for name in header}) & {"title", "body", "lead", "html"})


class _Lines:
    """The lines of a table as text. One over the limit comes without its middle, so that quotes still close, and
    `cut` says so."""

    ENDS = 1000

    def __init__(self, item: Item) -> None:
        self.cut = False
        self._name = encoding(item.head)
        self._stream: IO[Any] = item.stream
        if self._name.startswith(("utf-16", "utf-32")):
            self._stream = io.TextIOWrapper(item.stream, self._name[:6], "replace", newline="")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(RECORD_LIMIT)
        if not line:
            raise StopIteration
        if len(line) == RECORD_LIMIT and line[-1:] not in (b"\n", "\n"):
            self.cut = True
            start = tail = line[: self.ENDS]
            while more := self._stream.readline(1 << 20):
                tail = (tail + more)[-self.ENDS :]
                if more[-1:] in (b"\n", "\n"):
                    break
            line = start + tail
        return self._text(line).removeprefix("\ufeff").replace("\x00", "")

    def _text(self, line: bytes | str) -> str:
        if isinstance(line, str):
            return line
        return decode(line) if self._name == "utf-8" else line.decode(self._name, "replace")
