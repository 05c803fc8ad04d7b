"""MHTML: a page that a browser saved into one file with its pictures and styles; a mail that is a page."""

from __future__ import annotations

import email
import re
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import parsedate_to_datetime

from indexer.pages import PAGE_LIMIT, Skipped
from indexer.sources.item import Again, Found, Item

LIMIT = 128 << 20
"""Bytes of a file: pictures make up nearly all of it."""
CUT = (StartBoundaryNotFoundDefect, CloseBoundaryNotFoundDefect)
"""What says that a file ends before its parts do: half a page would replace the whole one in the archive."""

_HEAD = re.compile(rb"[\s\xef\xbb\xbf]*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_PARTS = re.compile(rb"^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.I | re.M)
_MAIL = re.compile(rb"^mime-version:", re.I | re.M)


def is_mhtml(head: bytes) -> bool:
    """Whether lines `Name: value` come first, as of a mail that is a page or has parts that may be one."""
    found = _HEAD.match(head)
    return found is not None and _PARTS.search(found[0]) is not None and _MAIL.search(found[0]) is not None


def read(item: Item, again: Again) -> Found:
    """The page among the parts; its pictures are counted."""
    data = item.stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield item.refused(f"файл MHTML больше {LIMIT >> 20} МБ")
        return
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if not part.is_multipart()]
        page = _page(message, parts)
        body = page.get_payload(decode=True) if page else None
    except (RecursionError, ValueError, LookupError) as error:
        yield item.refused(f"файл MHTML не разбирается: {error}")
        return
    if any(isinstance(defect, CUT) for defect in message.defects):
        yield item.refused("файл MHTML обрывается")
    elif page is None or not isinstance(body, bytes) or not body.strip():
        yield item.refused("в файле MHTML нет страницы")
    elif len(body) > PAGE_LIMIT:
        yield item.refused(f"страница больше {PAGE_LIMIT >> 20} МБ")
    else:
        if len(parts) > 1:
            yield Skipped("файл рядом с сохранённой страницей", len(parts) - 1)
        url = _said(message, "Snapshot-Content-Location") or _said(page, "Content-Location")
        fetched = _time(_said(message, "Date"))
        made = item.page("html", body)._replace(fetched=fetched, captured=fetched or item.captured)
        yield made._replace(url=url, charset=page.get_content_charset())


def _page(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page: the one that the head calls the first, else the first that is HTML."""
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)


def _said(message: Message, name: str) -> str | None:
    value = message.get(name)
    return re.sub(r"\s+", "" if "Location" in name else " ", str(value)).strip() or None if value else None


def _time(text: str | None) -> str | None:
    """When a page was saved, of the mail's date."""
    try:
        return parsedate_to_datetime(text).isoformat() if text else None
    except (ValueError, TypeError):
        return None
