"""What a reader yields: a page as it was saved, or the reason why it can't be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.article import Origin

Kind = Literal["html", "text", "record", "xml"]
"""`html`: a saved page; `text`: a plain-text capture of one; `record`: one ready article as a JSON object; `xml`:
one item of a feed, a sitemap or an agency, as a small document of its own."""

Columns = tuple[tuple[str, str], ...]
"""Field and column: `("title", "Заголовок")`."""

PAGE_LIMIT = 8 << 20
"""Bytes of one page: at 50 MB a generic extractor needs minutes, and no newspaper prints that much on a page."""

RECORD_LIMIT = 16 << 20
"""Bytes of one ready record (a line of JSON Lines)."""


class Page(NamedTuple):
    """The bytes of one page or record and what its surroundings say about it.

    `captured` is the ISO time at which the page was saved, against which «вчера, 14:05» is read; `fetched` the same
    where what holds the page says it itself (a WARC, an MHTML), not the time of a file. `source` is what
    the user said that it is, `hint` what the folder's name suggests; `charset` and `url` are what a protocol said,
    `columns` which keys of a record the user named for fields that they don't tell, `format` the reader's name.
    `repeated` are lines of a capture that come again on others of its source.
    """

    kind: Kind
    data: bytes
    origin: Origin
    captured: str | None = None
    fetched: str | None = None
    source: str | None = None
    hint: str | None = None
    charset: str | None = None
    url: str | None = None
    columns: Columns = ()
    format: str = ""
    repeated: frozenset[str] = frozenset()

    @property
    def sha256(self) -> str:
        """The hash of the bytes that were read; made when asked for, so that worker processes make it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, a member or a line that did not become an article, and the reason in words for a person."""

    origin: Origin
    reason: str
    sha256: str | None = None
    """Of the bytes that were read, where there were any."""

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """What lies beside pages and is none, as a kind and a count: pictures of a saved page, requests in a WARC."""

    what: str
    count: int = 1


class NotAnArticle(Exception):  # noqa: N818 - it is a finding about a page, not a failure
    """What was read holds no article; the text is the reason, safe to show."""
