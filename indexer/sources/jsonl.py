"""Ready articles as JSON Lines, or as one JSON document that holds one article or a list of them."""

from __future__ import annotations

import io
import json

from indexer import record
from indexer.charset import decode, markup
from indexer.pages import RECORD_LIMIT
from indexer.sources.item import Again, Found, Item, Rejoined, lines, narrow


def read(item: Item, again: Again) -> Found:
    """A page for every line; a line over the limit is passed without being held."""
    stream = narrow(item)
    first = markup(item.head).encode().lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
    if first[0].startswith(b"[") or not _whole(first):
        yield from _document(item, stream.read(RECORD_LIMIT + 1))
        return
    if len(first) > 1 and _parsed(first[0].strip().removesuffix(b",")) is None:  # lines, or a document written as such
        data = stream.read(RECORD_LIMIT + 1)
        if len(data) <= RECORD_LIMIT and _parsed(data) is not None:
            yield from _document(item, data)
            return
        stream = io.BufferedReader(Rejoined(data, stream))  # type: ignore[type-var]
    for number, line in enumerate(lines(stream, RECORD_LIMIT), 1):
        if line is None:
            yield item.refused(f"строка больше {RECORD_LIMIT >> 20} МБ", offset=number)
        elif line := line.strip(b"\xef\xbb\xbf \t\r\n").removesuffix(b","):
            several = _listed(_parsed(line)) if number == 1 and b"[" in line else []
            if len(several) > 1:  # one answer of a program, in one line
                yield from _pages(several, item)
            else:
                yield item.page("record", line, offset=number)


def _whole(lines: list[bytes]) -> bool:
    """Whether a first line may be a record by itself: all but a lone `{` or `{"title": ...,` without its end."""
    return (
        len(lines) == 1 or lines[0].rstrip().endswith((b"}", b"},")) or not lines[1].lstrip().startswith((b'"', b"}"))
    )


def _document(item: Item, data: bytes) -> Found:
    """The records of a JSON document that is not in lines; it is held whole, so it has the limit of one record."""
    if len(data) > RECORD_LIMIT:
        yield item.refused(f"документ JSON больше {RECORD_LIMIT >> 20} МБ; разделите его на строки (JSON Lines)")
        return
    try:
        found = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        yield item.refused(f"не разбирается как JSON: {error}")
        return
    yield from _pages(found if isinstance(found, list) else _listed(found), item)


def _pages(records: list[object], item: Item) -> Found:
    for number, each in enumerate(records, 1):
        text = json.dumps(each, ensure_ascii=False)
        yield item.page("record", text.encode("utf-8", "surrogatepass"), offset=number if len(records) > 1 else None)


def _parsed(data: bytes) -> object:
    """The value of a line or a document, None where it is none, which is told where it is read."""
    try:
        return json.loads(decode(data))
    except (ValueError, RecursionError):
        return None


def _listed(found: object) -> list[object]:
    """The records of an object that is an answer of a program, `{"total": 2, "articles": [...]}`; else the object."""
    if isinstance(found, dict) and not any(record.field(key) in ("title", "body", "html") for key in found):
        lists = [value for value in found.values() if isinstance(value, list) and value]
        if len(lists) == 1 and all(isinstance(each, dict) for each in lists[0]):
            return lists[0]
    return [found]
