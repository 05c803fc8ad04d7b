"""Zip archives: every member as a file of its own, within limits that a hostile archive can't pass."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Collection
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from indexer.pages import Skipped
from indexer.sources import folder, member
from indexer.sources.item import NESTED, Again, Found, Item

MEMBER_LIMIT = 64 << 30
"""Unpacked bytes of one member: a WARC has no end; the readers of pages have smaller limits of their own."""
PIPED_LIMIT = 1 << 30
"""Bytes of an archive that is read from a pipe, so that it has to be kept aside."""
COUNT_LIMIT = 1_000_000
RATIO_LIMIT = 200
"""Unpacked to packed: text reaches 20, a bomb 1000; only members over a megabyte are judged."""
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
        if size > PIPED_LIMIT:
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
    if not entries:
        yield item.refused("архив пуст")
    names = {_name(entry) for entry in entries}
    web = is_wacz(names)
    for entry in entries:
        name = _name(entry)
        if entry.is_dir() or member.is_hidden(name):
            continue
        if web and not name.startswith("archive/"):
            yield Skipped("указатели WACZ")
        elif member.is_companion(name, names):
            yield Skipped("файл рядом с сохранённой страницей")
        else:
            yield from _member(archive, entry, item, again)


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's name; where it isn't said to be UTF-8 (the library reads cp437), it is so or of a Russian DOS."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")


def is_wacz(names: Collection[str]) -> bool:
    """Whether the members are of a WACZ: WARC files in `archive/`, all else being an index of them."""
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, item: Item, again: Again) -> Found:
    name = _name(entry)
    here = replace(item, origin=item.origin_of(name))
    if reason := _unsafe(entry):
        yield here.refused(reason)
        return
    try:
        with archive.open(entry) as stream:
            inner = item.inside(stream, name, member=name, captured=_time(entry))
            yield from again(replace(inner, hint=folder.site(PurePosixPath(name)) or item.hint))
    except _DAMAGE as error:
        yield here.refused(f"не распаковывается: {error}")


def _unsafe(entry: zipfile.ZipInfo) -> str | None:
    """Why a member is not opened at all, if so."""
    if member.escapes(entry.filename):
        return "имя ведёт из архива наружу"
    if entry.file_size > MEMBER_LIMIT:
        return f"больше {MEMBER_LIMIT >> 30} ГБ в распакованном виде"
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
