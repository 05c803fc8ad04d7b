"""Tar archives, read as a stream in their order: every member as a file of its own."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import cast

from indexer.pages import Skipped
from indexer.sources import folder, member
from indexer.sources.item import NESTED, Again, Found, Item

HEADER_LIMIT = 1 << 20
"""Bytes of a header for a long name; a hostile one declares gigabytes, which the library would read at once."""


class _Entry(tarfile.TarInfo):
    """A header that refuses to hold more than a name needs."""

    def _proc_member(self, tarfile_: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in tarfile.SUPPORTED_TYPES or self.type in tarfile.REGULAR_TYPES or self.size <= HEADER_LIMIT:
            return super()._proc_member(tarfile_)  # type: ignore[misc, no-any-return]
        raise tarfile.ReadError("заголовок имени слишком велик")


def read(item: Item, again: Again) -> Found:
    """The pages of every member; damage between two of them is passed and said."""
    if item.depth > NESTED:
        yield item.refused("архив вложен слишком глубоко")
        return
    try:
        with tarfile.open(fileobj=item.stream, mode="r|", ignore_zeros=True, tarinfo=_Entry) as archive:
            yield from _members(archive, item, again)
    except (tarfile.TarError, ValueError, OverflowError) as error:
        yield item.refused(f"архив tar повреждён или обрезан: {error}")


def _members(archive: tarfile.TarFile, item: Item, again: Again) -> Found:
    end = 0
    while entry := archive.next():
        archive.members.clear()  # type: ignore[attr-defined] # the library keeps them all
        if entry.offset > end:
            yield item.refused(f"между файлами архива пропущено {entry.offset - end} байт", offset=end)
        end = entry.offset_data + -(-entry.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE if entry.isreg() else 0
        end = max(end, archive.offset)
        if entry.isdir() or member.is_hidden(entry.name):
            continue
        if not entry.isreg():
            yield Skipped("ссылка или устройство в архиве")
        elif member.is_companion(entry.name, None):
            yield Skipped("файл рядом с сохранённой страницей")
        else:
            yield from _member(archive, entry, item, again)


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, item: Item, again: Again) -> Found:
    name = entry.name
    here = replace(item, origin=item.origin_of(name))
    if member.escapes(name):
        yield here.refused("имя ведёт из архива наружу")
        return
    with cast(tarfile.ExFileObject, archive.extractfile(entry)) as stream:
        inner = item.inside(stream, name, member=name, captured=_time(entry.mtime))
        yield from again(replace(inner, hint=folder.site(PurePosixPath(name)) or item.hint))


def _time(mtime: float) -> str | None:
    """When a member was saved; zero and what no calendar has mean that nobody knows."""
    try:
        return datetime.fromtimestamp(mtime, UTC).isoformat(timespec="seconds") if mtime > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
