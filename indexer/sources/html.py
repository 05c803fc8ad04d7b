"""Saved pages: one file, one page, in any charset."""

from __future__ import annotations

from indexer.pages import PAGE_LIMIT
from indexer.sources.item import Again, Found, Item


def read(item: Item, again: Again) -> Found:
    """The page that an item is; one too large is refused without being read to its end."""
    data = item.stream.read(PAGE_LIMIT + 1)
    if len(data) > PAGE_LIMIT:
        yield item.refused(f"страница больше {PAGE_LIMIT >> 20} МБ")
    else:
        yield item.page("html", data)
