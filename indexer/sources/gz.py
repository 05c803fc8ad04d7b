"""Files packed by gzip: read through, whatever is inside."""

from __future__ import annotations

import gzip
import zlib

from indexer.sources.item import Again, Found, Item

DEPTH = 3
"""How deep packing may go: a gzip of a zip of a gzip is the strangest seen."""


def read(item: Item, again: Again) -> Found:
    """What a gzip holds; what was read before damage is kept, the damage itself is refused."""
    if item.depth >= DEPTH:
        yield item.refused("упаковано слишком глубоко")
        return
    try:
        with gzip.GzipFile(fileobj=item.stream) as stream:
            yield from again(item.inside(stream, item.name.removesuffix(".gz")))  # type: ignore[arg-type]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield item.refused(f"архив gzip повреждён или обрезан: {error}")
