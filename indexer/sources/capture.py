"""Plain-text captures: a page as it was copied from a browser, one file each."""

from __future__ import annotations

from indexer.pages import PAGE_LIMIT
from indexer.sources.item import Again, Found, Item


def read(item: Item, again: Again) -> Found:
    """The capture that an item is; other formats of plain text are named and refused."""
    if item.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<rss", b"<feed", b"<urlset")):
        yield item.refused("не статья: разметка XML неизвестного вида")
        return
    data = item.stream.read(PAGE_LIMIT + 1)
    if len(data) > PAGE_LIMIT:
        yield item.refused(f"страница больше {PAGE_LIMIT >> 20} МБ")
    else:
        yield item.page("text", data)
