"""Responses of web servers as they came over the wire: their head, and the body with its packing undone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexer.pages import PAGE_LIMIT

LIMIT = PAGE_LIMIT + 1
"""Bytes of a body that are unpacked: a page of more is refused anyway."""


class Damaged(Exception):  # noqa: N818 - a finding about a body, not a failure of ours
    """Why a body can't be unpacked; the text is safe to show."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status, its headers by names in lower case, and its body as it was sent."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> bytes:
        """The body as it was meant, at most LIMIT bytes; raises Damaged where it can't be unpacked."""
        data = dechunked(self.raw) if "chunked" in self.headers.get("transfer-encoding", "").lower() else self.raw
        for name in reversed(self.headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
            if (unpack := _UNPACKERS.get(name)) is not None:
                data = unpack(data)
        return data


def response(data: bytes) -> Response | None:
    """The response that bytes are, None where they are none."""
    found = re.match(rb"HTTP/\d(?:\.\d)? +(\d{3})[^\n]*\n", data)
    if found is None:
        return None
    end = re.compile(rb"\r?\n\r?\n").search(data, found.end() - 2)
    head, rest = (data[found.end() : end.start()], data[end.end() :]) if end else (data[found.end() :], b"")
    return Response(int(found[1]), headers(head), rest)


def headers(head: bytes) -> dict[str, str]:
    """The lines `Name: value` of a head, folded ones joined; names in lower case, the first of equal ones."""
    result: dict[str, str] = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            result.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return result


def media(value: str) -> tuple[str, str | None]:
    """A `Content-Type` as its type in lower case and its charset: `text/html; charset=windows-1251`."""
    kind, _, rest = value.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.I)
    return kind.strip().lower(), charset[1] if charset else None


_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\n]{0,200}\n")


def dechunked(data: bytes) -> bytes:
    """A body without the sizes of its chunks; one that was stored without them as it is."""
    parts = []
    place = 0
    while found := _SIZE.match(data, place):
        size = int(found[1], 16)
        parts.append(data[found.end() : found.end() + size])
        place = found.end() + size
        if size == 0:
            break
    return b"".join(parts) if parts else data


def _gzip(data: bytes) -> bytes:
    """Some crawlers unpack a body and keep the header that says that it is packed."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    return _inflated(data, 31)


def _deflate(data: bytes) -> bytes:
    """With zlib's head, as the standard says, or without, as some servers send it."""
    if data[:1] in (b"<", b" ", b"\n", b"\xef") or not data:
        return data
    try:
        return _inflated(data, 15)
    except Damaged:
        return _inflated(data, -15)


def _inflated(data: bytes, bits: int) -> bytes:
    """What zlib makes of bytes, as far as it gets: a page cut off is a page; raises Damaged where nothing comes."""
    engine = zlib.decompressobj(bits)
    made = b""
    try:
        for place in range(0, len(data), 4096):
            made += engine.decompress(data[place : place + 4096], LIMIT - len(made))
            if len(made) >= LIMIT or engine.eof:
                break
    except zlib.error as error:
        if not made:
            raise Damaged(str(error)) from None
    return made


def _brotli(data: bytes) -> bytes:
    import brotli

    engine = brotli.Decompressor()
    made = b""
    try:
        for place in range(0, len(data), 256):
            made += engine.process(data[place : place + 256])
            if len(made) >= LIMIT:
                break
    except brotli.error as error:
        if data.lstrip()[:1] == b"<":
            return data
        if not made:
            raise Damaged(str(error)) from None
    return made[:LIMIT]


def _zstd(data: bytes) -> bytes:
    import zstandard

    if not data.startswith(b"\x28\xb5\x2f\xfd"):
        return data
    try:
        made: bytes = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data).read(LIMIT)
    except zstandard.ZstdError as error:
        raise Damaged(str(error)) from None
    return made


_UNPACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
