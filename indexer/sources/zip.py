"""Zip archives: every member as a file of its own, within limits that a hostile archive can't pass."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from indexer.sources import folder
from indexer.sources.item import Again, Found, Item

MEMBER_LIMIT = 64 << 20
"""Unpacked bytes of one member; the page readers have smaller limits of their own."""
COUNT_LIMIT = 1_000_000
RATIO_LIMIT = 200
"""Unpacked to packed: text reaches 20, a bomb 1000; only members over a megabyte are judged."""
NESTED = 1
"""How many zips a zip may be inside of."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""All that the library raises on a damaged, encrypted or strangely packed member."""


def read(item: Item, again: Again) -> Found:
    """The pages of every member, in the archive's order; a bad member does not end the others."""
    if item.depth > NESTED:
        yield item.refused("архив вложен слишком глубоко")
        return
    try:
        opened = closing(_spooled(item)) if item.file is None else nullcontext(item.file)
        with opened as file, zipfile.ZipFile(file) as archive:
            yield from _members(archive, item, again)
    except _DAMAGE as error:
        yield item.refused(f"архив zip не читается: {error}")


def _spooled(item: Item) -> IO[bytes]:
    """A packed or piped archive as a file that can be sought in: a zip's table of contents is at its end."""
    spool = tempfile.SpooledTemporaryFile(max_size=16 << 20)  # noqa: SIM115 (the caller closes it)
    size = 0
    while piece := item.stream.read(1 << 20):
        size += len(piece)
        if size > 16 * MEMBER_LIMIT:
            spool.close()
            raise ValueError("слишком велик для чтения из потока")
        spool.write(piece)
    spool.seek(0)
    return spool


def _members(archive: zipfile.ZipFile, item: Item, again: Again) -> Found:
    entries = archive.infolist()
    if len(entries) > COUNT_LIMIT:
        yield item.refused(f"в архиве больше {COUNT_LIMIT} файлов")
        return
    names = {entry.filename for entry in entries}
    for entry in entries:
        if entry.is_dir() or _skipped(entry.filename, names):
            continue
        member = "!".join(filter(None, (item.origin.member, entry.filename)))
        here = replace(item, origin=replace(item.origin, member=member))
        if reason := _unsafe(entry):
            yield here.refused(reason)
            continue
        try:
            with archive.open(entry) as stream:
                inner = item.inside(stream, entry.filename, member=entry.filename, captured=_time(entry))
                yield from again(replace(inner, hint=folder.site(PurePosixPath(entry.filename)) or item.hint))
        except _DAMAGE as error:
            yield here.refused(f"не распаковывается: {error}")


def _skipped(name: str, names: set[str]) -> bool:
    """Hidden files, a Mac's shadow folder, and companions of saved pages."""
    path = PurePosixPath(name)
    if any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in path.parts):
        return True
    return any(folder.is_companion(str(parent), names) for parent in path.parents)


def _unsafe(entry: zipfile.ZipInfo) -> str | None:
    """Why a member is not opened at all, if so."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if ".." in path.parts or path.is_absolute() or ":" in path.parts[0]:
        return "имя ведёт из архива наружу"
    if entry.file_size > MEMBER_LIMIT:
        return f"больше {MEMBER_LIMIT >> 20} МБ в распакованном виде"
    if entry.file_size > 1 << 20 and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size):
        return "похоже на zip-бомбу: распаковывается в сотни раз"
    if entry.flag_bits & 1:
        return "зашифровано паролем"
    return None


def _time(entry: zipfile.ZipInfo) -> str | None:
    """When a member was saved, in an unknown zone; a zip's first day, 1980-01-01, means that nobody knows."""
    try:
        saved = datetime(*entry.date_time)
    except ValueError:
        return None
    return saved.isoformat() if saved.year > 1980 else None
