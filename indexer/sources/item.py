"""One readable thing on its way to a reader: a stream with its first bytes known."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from index.article import Origin
from indexer.charset import MARKS, encoding
from indexer.pages import Columns, Kind, Page, Refused, Skipped

HEAD = 16384
"""Bytes by which a format is told: enough to pass a long comment or a block of blanks before the first tag."""

NESTED = 2
"""How many containers a zip, a tar or a WARC may be inside of: a gzip and one more."""


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already, whole again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        view = memoryview(buffer).cast("B")
        piece = self._head[: len(view)] if self._head else self._rest.read(len(view))
        self._head = self._head[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user said of all that is read: its format and source, and its columns of fields."""

    format: str | None = None
    source: str | None = None
    columns: Columns = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is to be read: `head` are its first bytes, `stream` all of it, `file` the same where it can be sought in."""

    name: str
    origin: Origin
    head: bytes
    stream: IO[bytes] = field(repr=False)
    file: IO[bytes] | None = field(default=None, repr=False)
    captured: str | None = None
    hint: str | None = None
    said: Said = Said()
    format: str = ""
    depth: int = 0

    @classmethod
    def opened(cls, stream: IO[bytes], *, name: str, origin: Origin, **rest: object) -> Item:
        """An item of a fresh stream; reads its head."""
        head = stream.read(HEAD)
        whole = io.BufferedReader(Rejoined(head, stream))  # type: ignore[type-var]
        return cls(name=name, origin=origin, head=head, stream=whole, **rest)  # type: ignore[arg-type]

    def seekable(self, file: IO[bytes]) -> Item:
        """This item, known to be a file that can be sought in: a reader takes `file` or `stream`, never both."""
        return replace(self, file=file)

    def inside(self, stream: IO[bytes], name: str, *, member: str | None = None, captured: str | None = None) -> Item:
        """An item that is packed in this one: a member, or its unpacked self."""
        item = Item.opened(stream, name=name, origin=self.origin_of(member))
        return replace(
            item,
            captured=captured or self.captured,
            hint=self.hint,
            said=self.said,
            depth=self.depth + 1,
        )

    def origin_of(self, member: str | None) -> Origin:
        """Where a member of this item is."""
        member = member and member.encode("utf-8", "replace").decode("utf-8")
        path = "!".join(filter(None, (self.origin.member, member))) or None
        return Origin(self.origin.file, path, self.origin.offset)

    def page(self, kind: Kind, data: bytes, *, offset: int | None = None) -> Page:
        """A page of this item; `offset` is the line where the item holds many."""
        return Page(
            kind=kind,
            data=data,
            origin=self.origin if offset is None else self.origin._replace(offset=offset),
            captured=self.captured,
            source=self.said.source,
            hint=self.hint,
            columns=self.said.columns,
            format=self.format,
        )

    def refused(self, reason: str, *, offset: int | None = None) -> Refused:
        """That this item, or a line of it, can't be read."""
        return Refused(self.origin if offset is None else self.origin._replace(offset=offset), reason)


Found = Iterator[Page | Refused | Skipped]

Again = Callable[[Item], Found]
"""How a container has its members read: by the registry that it is itself in."""


class _Utf8(io.RawIOBase):
    """A text as a stream of UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        super().__init__()
        self._text = text
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        view = memoryview(buffer).cast("B")
        self._rest = self._rest or self._text.read(len(view)).encode("utf-8", "replace")
        piece, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


def narrow(item: Item) -> IO[bytes]:
    """The stream of an item whose marks are to be ASCII: of UTF-16 and UTF-32 as UTF-8, all else as it is."""
    name = encoding(item.head)
    if not name.startswith(("utf-16", "utf-32")):
        return item.stream
    marked = any(item.head.startswith(mark) for mark, _ in MARKS)
    text = io.TextIOWrapper(item.stream, name[:6] if marked else name, "replace", newline="")
    return io.BufferedReader(_Utf8(text))  # type: ignore[type-var]


def lines(stream: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines of a stream, None for one of more bytes than the limit: it is passed without being held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None
