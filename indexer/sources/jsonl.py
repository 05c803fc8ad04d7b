"""Ready articles as JSON Lines, or as one JSON document that holds one article or a list of them."""

from __future__ import annotations

import json

from indexer.pages import RECORD_LIMIT
from indexer.sources.item import Again, Found, Item, lines


def read(item: Item, again: Again) -> Found:
    """A page for every line; a line over the limit is passed without being held."""
    first = item.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if first.startswith(b"[") or not _whole(first.split(b"\n", 1)):
        yield from _document(item)
        return
    for number, line in enumerate(lines(item.stream, RECORD_LIMIT), 1):
        if line is None:
            yield item.refused(f"строка больше {RECORD_LIMIT >> 20} МБ", offset=number)
        elif line := line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield item.page("record", line, offset=number)


def _whole(lines: list[bytes]) -> bool:
    """Whether a first line may be a record by itself: all but a lone `{` or `{"title": ...,` without its end."""
    return len(lines) == 1 or lines[0].rstrip().endswith(b"}") or not lines[1].lstrip().startswith((b'"', b"}"))


def _document(item: Item) -> Found:
    """The records of a JSON document that is not in lines; it is held whole, so it has the limit of one record."""
    data = item.stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield item.refused(f"документ JSON больше {RECORD_LIMIT >> 20} МБ; разделите его на строки (JSON Lines)")
        return
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield item.refused(f"не разбирается как JSON: {error}")
        return
    records = found if isinstance(found, list) else [found]
    for number, record in enumerate(records, 1):
        text = json.dumps(record, ensure_ascii=False)
        yield item.page("record", text.encode("utf-8", "surrogatepass"), offset=number if len(records) > 1 else None)
