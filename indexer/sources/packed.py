"""Files packed by gzip, zstd, bzip2 or xz: read through, whatever is inside; damage and bombs are told."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, Protocol

from indexer.sources.item import Again, Found, Item

DEPTH = 4
"""How deep packing may go: a gzip of a tar of a zip of a gzip is the strangest seen."""
PIECE = 1024
"""Packed bytes that are unpacked at once: even those of a bomb become a few dozen megabytes at most."""
RATIO_LIMIT = 200
"""Unpacked to packed: text reaches 20, a bomb 1000 and more."""
JUDGED = 64 << 20
"""Unpacked bytes from which on the ratio is judged."""


class _Engine(Protocol):
    """What the decompressors of all these formats have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def _zstd() -> _Engine:
    import zstandard

    engine: _Engine = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
    return engine


def gz(item: Item, again: Again) -> Found:
    """What a gzip holds, of one member or many."""
    return _read(item, again, "gzip", ".gz", lambda: zlib.decompressobj(31))


def zst(item: Item, again: Again) -> Found:
    """What a zstd file holds."""
    return _read(item, again, "zstd", ".zst", _zstd)


def bz(item: Item, again: Again) -> Found:
    """What a bzip2 file holds."""
    return _read(item, again, "bzip2", ".bz2", bz2.BZ2Decompressor)


def xz(item: Item, again: Again) -> Found:
    """What an xz file holds."""
    return _read(item, again, "xz", ".xz", lambda: lzma.LZMADecompressor(memlimit=1 << 28))


def _read(item: Item, again: Again, name: str, suffix: str, fresh: Callable[[], _Engine]) -> Found:
    """What is inside; what was read before damage is kept, the damage itself is refused."""
    if item.depth >= DEPTH:
        yield item.refused("упаковано слишком глубоко")
        return
    unpacked = Unpacked(item.stream, fresh)
    stream = io.BufferedReader(unpacked, 1 << 16)  # type: ignore[type-var]
    yield from again(item.inside(stream, item.name.removesuffix(suffix)))
    if unpacked.damage:
        yield item.refused(f"архив {name} повреждён или обрезан: {unpacked.damage}")


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream, member after member; they end where no more can be had, and `damage` says why."""

    def __init__(self, packed: IO[bytes], fresh: Callable[[], _Engine]) -> None:
        super().__init__()
        self.damage = ""
        self._packed, self._fresh = packed, fresh
        self._engine: _Engine | None = None
        self._ready = memoryview(b"")
        self._taken = self._given = self._begun = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        view = memoryview(buffer).cast("B")
        if not self._ready:
            self._ready = memoryview(self._more())
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _more(self) -> bytes:
        """The next unpacked bytes; none at the end."""
        while not self.damage:
            piece = self._piece()
            if not piece and self._engine is None:
                return b""
            if not piece:
                self._lost("обрывается раньше своего конца")
                continue
            if self._engine is None:
                if not piece.strip(b"\x00"):
                    continue  # what tapes and block devices fill up with
                self._engine, self._begun = self._fresh(), self._taken - len(piece)
            try:
                made = self._engine.decompress(piece)
            except Exception as error:  # each library raises its own
                self._lost(str(error))
                continue
            self._given += len(made)
            if self._given > JUDGED and self._given > RATIO_LIMIT * self._taken:
                self.damage = "похоже на бомбу: распаковывается в сотни раз"
            if made:
                return made
        return b""

    def _piece(self) -> bytes:
        """The next packed bytes: what lies behind the end of a member, else fresh ones."""
        rest = b""
        if self._engine is not None and self._engine.eof:
            rest, self._engine = self._engine.unused_data, None
        return rest or self._fetch()

    def _fetch(self) -> bytes:
        piece = self._packed.read(PIECE)
        self._taken += len(piece)
        return piece

    def _lost(self, reason: str) -> None:
        """What to do where a member can't be read on."""
        self.damage = reason
