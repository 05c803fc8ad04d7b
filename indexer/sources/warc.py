"""WARC files, packed or not: the pages that were fetched, as servers meant them; damage is passed and counted."""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime

from indexer.pages import PAGE_LIMIT, Page, Refused, Skipped
from indexer.sources import http, sniff
from indexer.sources.item import NESTED, Again, Found, Item
from indexer.sources.warc_records import Gap, Record, begins_record, records

REMEMBERED = 64 << 20
"""Bytes of packed bodies that are kept for the `revisit` records that point to them: some thousands of pages."""
PAGES = ("text/html", "application/xhtml+xml")


def is_warc(head: bytes) -> bool:
    return re.match(rb"WARC/[01]\.\d", head) is not None or (sniff.is_gzip(head) and begins_record(head))


def read(item: Item, again: Again) -> Found:
    """The pages among the records; all else is counted by its kind. A revisit is its earlier body at its address."""
    if item.depth > NESTED + 1:
        yield item.refused("архив вложен слишком глубоко")
        return
    bodies = _Bodies()
    for each in records(item.stream):
        match each:
            case Gap(offset, size, packed):
                where = "упакованных данных" if packed else "данных"
                yield item.refused(f"повреждение: пропущено {size} байт {where}", offset=offset)
            case Record():
                yield _page(item, each, bodies)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What a record says was fetched."""

    url: str
    media: str
    charset: str | None
    body: bytes


def _page(item: Item, record: Record, bodies: _Bodies) -> Page | Refused | Skipped:
    """The page that a record holds, or why there is none."""
    kind = record.fields.get("warc-type", "").lower()
    url = record.fields.get("warc-target-uri", "").strip("<> ")
    if kind == "revisit":
        return _revisited(item, record, url, bodies)
    if kind not in ("response", "resource"):
        return Skipped(f"запись WARC: {kind or 'без вида'}")
    try:
        found = _fetched(record, url)
    except http.Damaged as error:
        return item.refused(f"{url}: тело ответа не распаковывается: {error}", offset=record.offset)
    if isinstance(found, Skipped):
        return found
    if found.media not in PAGES and not (found.media == "" and sniff.is_html(found.body[:8192])):
        return Skipped(f"запись WARC: {found.media or 'неизвестного вида'}")
    if not found.body.strip():
        return Skipped("запись WARC: пустой ответ")
    if len(found.body) > PAGE_LIMIT:
        return item.refused(f"{url}: страница больше {PAGE_LIMIT >> 20} МБ", offset=record.offset)
    bodies.keep(record.fields.get("warc-payload-digest"), url, found)
    return _made(item, record, found)


def _fetched(record: Record, url: str) -> _Fetched | Skipped:
    """What came over the wire, its packing undone; answers that are no pages are skipped."""
    answer = http.response(record.block)
    if answer is None:
        return _Fetched(url, *http.media(record.fields.get("content-type", "")), record.block)
    if answer.status != 200:
        return Skipped(f"ответ сервера {answer.status}")
    media, charset = http.media(answer.headers.get("content-type", ""))
    if media and media not in PAGES:
        return Skipped(f"запись WARC: {media}")  # a film is not unpacked
    return _Fetched(url, media, charset, answer.body)


def _revisited(item: Item, record: Record, url: str, bodies: _Bodies) -> Page | Refused | Skipped:
    """The body that was the same at an earlier visit. At the same address it is the same article, already read."""
    before = record.fields.get("warc-refers-to-target-uri", "").strip("<> ")
    found = bodies.find(record.fields.get("warc-payload-digest"), before or url)
    if found is not None:
        return _made(item, record, replace(found, url=url))
    answer = http.response(record.block)
    if answer is not None and http.media(answer.headers.get("content-type", ""))[0] not in ("", *PAGES):
        return Skipped("запись WARC: повтор, не страница")
    if before in ("", url):
        return Skipped("запись WARC: повтор той же страницы")
    return item.refused(f"{url}: повтор страницы {before}, тела которой выше в этом файле нет", offset=record.offset)


def _made(item: Item, record: Record, found: _Fetched) -> Page:
    page = item.page("html", found.body, offset=record.offset)
    said = record.fields.get("warc-date")
    return page._replace(
        url=found.url or None, charset=found.charset, captured=said or item.captured, fetched=_time(said)
    )


def _time(text: str | None) -> str | None:
    """When a record says that it was fetched, where that is a time."""
    try:
        return datetime.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


class _Bodies:
    """The latest bodies, packed, by digest and by address; the oldest are forgotten."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Fetched] = OrderedDict()
        self._names: dict[str, str] = {}
        self._size = 0

    def keep(self, digest: str | None, url: str, fetched: _Fetched) -> None:
        key = digest or url
        if key in self._kept:
            return
        packed = replace(fetched, body=zlib.compress(fetched.body, 1))
        self._kept[key] = packed
        self._names[url] = key
        self._size += len(packed.body)
        while self._size > REMEMBERED:
            key, oldest = self._kept.popitem(last=False)
            self._names.pop(oldest.url, None)
            self._size -= len(oldest.body)

    def find(self, digest: str | None, url: str) -> _Fetched | None:
        found = self._kept.get(digest or "") or self._kept.get(self._names.get(url, ""))
        return replace(found, body=zlib.decompress(found.body)) if found else None
