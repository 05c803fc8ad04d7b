"""XML of news: feeds (RSS, Atom, RDF), sitemaps and NewsML-G2 item by item, NITF whole; no entities, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from indexer.charset import declared, decode, markup
from indexer.pages import RECORD_LIMIT, Page, Refused, Skipped
from indexer.sources.item import Again, Found, Item, narrow

ITEMS: dict[str, str | None] = {
    "rss": "item",
    "rdf": "item",
    "feed": "entry",
    "urlset": "url",
    "newsmessage": "newsItem",
    "nitf": None,
    "newsitem": None,
    "sitemapindex": None,
}
"""Root of a document -> the element that an article is in; None where the document is one."""

HEAD_LIMIT = 1 << 18
"""Bytes before the first item: the name of a feed, its namespaces."""

_BEFORE_ROOT = re.compile(r"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)\s*)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s>/]")


def is_xml(head: bytes) -> bool:
    return root(markup(head)) in ITEMS


def root(text: str) -> str | None:
    """The name of a document's first element, without its prefix, in lower case."""
    text = text.removeprefix("\ufeff")
    before = _BEFORE_ROOT.match(text)
    found = _ROOT.match(text, before.end() if before else 0)
    return found[1].lower() if found else None


def read(item: Item, again: Again) -> Found:
    """A page of kind `xml` for every item, each with the document's head, so that it is read by itself."""
    text = decode(item.head)
    name = root(text)
    if "<!ENTITY" in text:
        yield item.refused("документ XML объявляет свои сущности: так прячут бомбы")
    elif name == "sitemapindex":
        yield item.refused("указатель карт сайта: статей в нём нет")
    elif (tag := ITEMS.get(name or "")) is None:
        yield _whole(item)
    else:
        yield from _items(item, tag.encode())


def _whole(item: Item) -> Page | Refused:
    data = item.stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        return item.refused(f"документ XML больше {RECORD_LIMIT >> 20} МБ")
    return item.page("xml", data)


def _items(item: Item, tag: bytes) -> Found:
    charset = declared(item.head)
    found = pieces(narrow(item), tag)
    head, tail = _opened((next(found, (b"", True))[0]) or b"")
    number = 0
    for number, (piece, whole) in enumerate(found, 1):
        if piece is None:
            yield item.refused(f"запись больше {RECORD_LIMIT >> 20} МБ", offset=number)
        elif not whole:
            yield item.refused("документ обрывается посреди записи", offset=number)
        elif tag == b"url" and b"title>" not in piece:
            yield Skipped("адрес в карте сайта без заголовка")
        else:
            yield item.page("xml", head + piece + tail, offset=number)._replace(charset=charset)
    if not number:
        yield item.refused("в документе XML нет ни одной записи")


class _Ahead:
    """The bytes of a stream that are in sight."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.data = b""
        self.ended = False

    def find(self, pattern: re.Pattern[bytes], start: int, limit: int) -> re.Match[bytes] | None:
        """The first match behind `start`, within about `limit` bytes."""
        while (found := pattern.search(self.data, start)) is None and not self.ended and len(self.data) <= limit:
            start = max(start, len(self.data) - TAG_LIMIT)
            self._more()
        return found

    def skip_to(self, pattern: re.Pattern[bytes]) -> bool:
        """Passes all before a match; False where there is none."""
        while (found := pattern.search(self.data)) is None and not self.ended:
            self.take(max(0, len(self.data) - TAG_LIMIT))
            self._more()
        self.take(found.start() if found else len(self.data))
        return found is not None

    def take(self, size: int) -> bytes:
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def _more(self) -> None:
        piece = self._stream.read(1 << 16)
        self.ended = not piece
        self.data += piece


TAG_LIMIT = 100
"""Bytes of a tag's name and blanks: as much is looked at twice where the sight ends."""


def pieces(stream: IO[bytes], tag: bytes) -> Iterator[tuple[bytes | None, bool]]:
    """What is before the first element `tag` of a document, then each such element, and whether it has its end.

    An element that the next begins in has lost its end, and counts as whole; None stands for one over the limit.
    Nothing comes where there is no such element within the limit of a head.
    """
    opening = re.compile(rb"<(?:[\w.-]+:)?" + tag + rb"(?=[\s>/])")
    either = re.compile(rb"<(?P<end>/)?(?:[\w.-]+:)?" + tag + rb"(?(end)\s*>|(?=[\s>/]))")
    ahead = _Ahead(stream)
    first = ahead.find(opening, 0, HEAD_LIMIT)
    if first is None:
        return
    yield ahead.take(first.start()), True
    there = True
    while there:
        found = ahead.find(either, 1, RECORD_LIMIT)
        if found is None:
            too_long = not ahead.ended
            yield (None, True) if too_long else (ahead.data, False)
            ahead.take(1)
        elif found["end"]:
            yield ahead.take(found.end()), True
        else:
            yield ahead.take(found.start()), True
        there = ahead.skip_to(opening)


_TAG = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(/?)([\w:.-]+)[^<>]*?(/?)>", re.S)


def _opened(head: bytes) -> tuple[bytes, bytes]:
    """A document's head without declarations, and the ends of the elements that it leaves open."""
    head = _DECLARED.sub(b"", head.removeprefix(b"\xef\xbb\xbf"))
    opened: list[bytes] = []
    for found in _TAG.finditer(head):
        end, name, empty = found.groups()
        if end and name in opened:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
        elif name and not end and not empty:
            opened.append(name)
    return head, b"".join(b"</%s>" % name for name in reversed(opened))


_DECLARED = re.compile(rb"<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S)
