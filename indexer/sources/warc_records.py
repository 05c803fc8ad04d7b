"""The records of a WARC file one after another; behind damage the next record is looked for, what was lost is told.

The format: ISO 28500, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from indexer.pages import PAGE_LIMIT
from indexer.sources import http
from indexer.sources.packed import Unpacked

BLOCK_LIMIT = PAGE_LIMIT + (1 << 16)
"""Bytes of a record that are held: a page and the head of its response."""
HEAD_LIMIT = 1 << 16
_RECORD = re.compile(rb"WARC/[01]\.\d\d?\r?\n[A-Za-z-]+:")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its named fields in lower case, its block (the first BLOCK_LIMIT bytes), its place unpacked."""

    fields: Mapping[str, str]
    block: bytes
    offset: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes that are no record, or of one that is damaged."""

    offset: int
    size: int
    packed: bool = False


def records(stream: IO[bytes]) -> Iterator[Record | Gap]:
    """The records of a stream, each packed by gzip or none, and the gaps between them."""
    packed = Members(stream) if stream.peek(2)[:2] == b"\x1f\x8b" else None  # type: ignore[attr-defined]
    tape = Tape(io.BufferedReader(packed, 1 << 16), packed.breaks) if packed else Tape(stream)  # type: ignore[type-var]
    tape.skip_blank()
    while True:
        found = _next(tape)
        while packed and packed.gaps and (found is None or packed.gaps[0][0] <= found.offset):
            yield packed.gaps.pop(0)[1]
        if found is None:
            return
        tape.skip_blank()
        if not (isinstance(found, Gap) and tape.torn):  # the gap in what is packed has told of it
            yield found


def _next(tape: Tape) -> Record | Gap | None:
    """The next record or gap, None at the end."""
    while tape.torn:
        tape.pass_break()
        tape.skip_blank()
    start = tape.offset
    if not tape.peek(1):
        return None
    if not _RECORD.match(tape.peek(64)):
        tape.seek(_RECORD)
        return Gap(start, tape.offset - start)
    head = _head(tape)
    fields = http.headers(head)
    size = fields.get("content-length", "")
    if not size.isascii() or not size.isdigit():
        tape.seek(_RECORD)
        return Gap(start, tape.offset - start)
    length = int(size)
    block = tape.read(min(length, BLOCK_LIMIT))
    rest = tape.skip(length - len(block)) if len(block) == BLOCK_LIMIT else 0
    if len(block) + rest == length and tape.ends_record():
        return Record(fields, block, start)
    if not rest and (inner := _RECORD.search(block + tape.peek(64))):
        tape.unread(block[inner.start() :])
    else:
        tape.seek(_RECORD)
    return Gap(start, tape.offset - start)


def _head(tape: Tape) -> bytes:
    """The lines of a record's head, up to the empty one, which is taken too."""
    ahead = tape.peek(HEAD_LIMIT)
    end = re.search(rb"\r?\n\r?\n", ahead)
    return tape.read(end.end() if end else len(ahead))


class Tape:
    """A stream that is read forward, with some bytes of it in sight.

    What stands before one of the `breaks` and what stands behind it don't belong together: it is read up to there,
    until `pass_break`. They are places in the stream, and may be added while it is read.
    """

    def __init__(self, stream: IO[bytes], breaks: Sequence[int] = ()) -> None:
        self._stream = stream
        self._ahead = b""
        self._breaks = breaks
        self._passed = 0
        self.offset = 0

    def peek(self, size: int) -> bytes:
        """Bytes ahead, at most `size`; fewer only at a break and at the end."""
        while len(self._ahead) < size and (piece := self._stream.read(size - len(self._ahead))):
            self._ahead += piece
        return self._ahead[: min(size, self._torn_at() - self.offset)]

    def _torn_at(self) -> int:
        """The next break."""
        return self._breaks[self._passed] if self._passed < len(self._breaks) else sys.maxsize

    @property
    def torn(self) -> bool:
        """Whether a break is here."""
        return self._torn_at() <= self.offset

    def pass_break(self) -> None:
        self._passed += 1

    def read(self, size: int) -> bytes:
        data = self.peek(size)
        self._ahead = self._ahead[len(data) :]
        self.offset += len(data)
        return data

    def unread(self, data: bytes) -> None:
        self._ahead = data + self._ahead
        self.offset -= len(data)

    def skip(self, size: int) -> int:
        """Passes bytes without holding them; how many there were."""
        done = 0
        while done < size and (piece := self.read(min(size - done, 1 << 20))):
            done += len(piece)
        return done

    def skip_blank(self) -> None:
        while (ahead := self.peek(256)) and (blank := len(ahead) - len(ahead.lstrip(b"\r\n"))):
            self.read(blank)

    def ends_record(self) -> bool:
        """Whether what is ahead are the two line ends behind a record, the next one, or the end of the file. A break
        is no end: what was wrong with the record is known only behind its last byte."""
        ahead = self.peek(128)
        after = ahead.lstrip(b"\r\n")
        if not after:
            return self._torn_at() > self.offset + len(ahead)
        return ahead.startswith(b"\r\n\r\n") or _RECORD.match(after) is not None

    def seek(self, pattern: re.Pattern[bytes]) -> None:
        """Passes all up to what fits a pattern of at most 64 bytes, and at least one byte."""
        self.read(1)
        while True:
            ahead = self.peek(1 << 16)
            if found := pattern.search(ahead):
                self.read(found.start())
                return
            if len(ahead) < 1 << 16:
                self.read(len(ahead))
                return
            self.read(len(ahead) - 64)


class Members(Unpacked):
    """The members of a gzip file, as far as they can be had; behind damage the next record's member is looked for.

    `gaps` are what was lost, each with its place in what is unpacked; `breaks` those places where a part was had.
    """

    HISTORY = 1 << 16
    """Packed bytes that are looked through again: damage is noticed some way behind it."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__(packed, self._member)
        self.gaps: list[tuple[int, Gap]] = []
        self.breaks: list[int] = []
        self._whole = 0
        self._again = b""
        self._last = b""

    def _member(self) -> Any:
        """What unpacks a member that begins here."""
        self._whole = self._given
        return zlib.decompressobj(31)

    def _fetch(self) -> bytes:
        piece = self._again or super()._fetch()
        self._again = b""
        self._last = (self._last + piece)[-self.HISTORY :]
        return piece

    def _lost(self, reason: str) -> None:
        """Finds the next member that begins a record. What was had of this one is torn off there."""
        if self._given > self._whole:
            self.breaks.append(self._given)
        window, place = self._last, self._taken - len(self._last)
        begun, self._engine, self._last = self._begun, None, b""
        at = max(begun + 1 - place, 0)
        while True:
            at = window.find(b"\x1f\x8b\x08", at)
            if at >= 0:
                window += self._fresh_bytes(1024 - (len(window) - at))
                if begins_record(window[at:]):
                    break
                at += 1
                continue
            kept = window[-2:]
            more = self._fresh_bytes(self.HISTORY)
            if not more:
                self.gaps.append((self._given, Gap(begun, self._taken - begun, packed=True)))
                return
            window, at = kept + more, 0
        self._again = window[at:]
        self.gaps.append((self._given, Gap(begun, self._taken - len(self._again) - begun, packed=True)))

    def _fresh_bytes(self, size: int) -> bytes:
        piece = self._packed.read(max(size, 0))
        self._taken += len(piece)
        return piece


def begins_record(packed: bytes) -> bool:
    """Whether gzip bytes begin a member that begins a WARC record."""
    try:
        return zlib.decompressobj(31).decompress(packed, 64).startswith(b"WARC/")
    except zlib.error:
        return False
