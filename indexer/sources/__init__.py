"""Readers, one per format: a path becomes pages, each told by its content and read as a stream."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from index.article import Origin
from index.errors import SearchError
from indexer.pages import Columns, Refused
from indexer.sources import capture, folder, html, jsonl, mhtml, packed, sniff, table, tar, warc, xml, zip
from indexer.sources.item import Again, Found, Item, Said
from indexer.sources.meter import Meter, Metered

__all__ = ["FORMATS", "READERS", "Meter", "Reader", "places", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name for `--format`, how its first bytes look, and how it is read."""

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[Item, Again], Found]
    container: bool = False


READERS: tuple[Reader, ...] = (
    Reader("zip", sniff.is_zip, zip.read, container=True),
    Reader("warc", warc.is_warc, warc.read, container=True),
    Reader("gz", sniff.is_gzip, packed.gz, container=True),
    Reader("zst", sniff.is_zstd, packed.zst, container=True),
    Reader("bz2", sniff.is_bzip2, packed.bz, container=True),
    Reader("xz", sniff.is_xz, packed.xz, container=True),
    Reader("tar", sniff.is_tar, tar.read, container=True),
    Reader("mhtml", mhtml.is_mhtml, mhtml.read),
    Reader("xml", xml.is_xml, xml.read),
    Reader("html", sniff.is_html, html.read),
    Reader("jsonl", sniff.is_records, jsonl.read),
    Reader("csv", table.is_table, table.read),
    Reader("text", sniff.is_text, capture.read),
)
"""The first whose look fits reads it; a new format is a new file and a line here, above those that fit less surely."""

FORMATS = tuple(reader.name for reader in READERS)


def places(path: str | Path) -> list[Path]:
    """The files and folders that a path names: itself, or what fits its `*`, `?` and `[...]` where nothing has that
    very name; none where nothing is there."""
    if Path(path).exists():
        return [Path(path)]
    return [Path(found) for found in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207


def read(
    path: str | Path,
    *,
    format: str | None = None,
    source: str | None = None,
    columns: Columns = (),
    meter: Meter | None = None,
) -> Found:
    """The pages of a file, of all files of a folder, of all that a pattern fits (`2024-*/*.html`), or of standard
    input (`-`).

    `format` (a name of FORMATS) overrides what the content looks like, inside containers too; `source` is the
    newspaper's name; `columns` name the columns of tables and the keys of records that don't tell by themselves.
    Nothing that lies in a file raises: what can't be read is yielded as Refused.
    """
    if format is not None and format not in FORMATS:
        raise SearchError(f"Формат «{format}» неизвестен; известны: {', '.join(FORMATS)}.")
    said = Said(format=format, source=source, columns=columns)
    if str(path) == "-":
        now = datetime.now(UTC).isoformat(timespec="seconds")
        yield from _dispatch(Item.opened(sys.stdin.buffer, name="-", origin=Origin("-"), captured=now, said=said))
        return
    found = places(path)
    if not found:
        yield Refused(Origin(str(path)), "нет такого файла или папки")
    meter = meter or Meter()
    for each in (each for place in found for each in folder.walk(place)):
        if isinstance(each, Path):
            yield from _file(each, said, meter)
        else:
            yield each


def _file(path: Path, said: Said, meter: Meter) -> Found:
    """The pages of one file; what the system says against opening or reading it becomes a reason."""
    meter.current = folder.shown(str(path))
    origin = Origin(folder.shown(str(path)))
    try:
        if not path.is_file():
            path.stat()  # says what is wrong, if more is than that
            yield Refused(origin, f"{folder.NO_FILE}; из канала читается «-»")
            return
        with path.open("rb", buffering=0) as raw:
            stream = io.BufferedReader(Metered(cast(io.BufferedReader, raw), meter), 1 << 16)  # type: ignore[type-var]
            saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
            hint = folder.site(path)
            item = Item.opened(stream, name=path.name, origin=origin, captured=saved, hint=hint, said=said)
            with stream:
                yield from _dispatch(item.seekable(stream))
    except PermissionError:
        yield Refused(origin, "нет прав на чтение")
    except OSError as error:
        yield Refused(origin, f"не читается: {error.strerror or error}")


def _dispatch(item: Item) -> Found:
    """The pages of an item, by the reader that was asked for, else by the one that its first bytes ask for."""
    if not item.head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        yield item.refused("пустой файл")
        return
    fitting = next((reader for reader in READERS if reader.sniff(item.head)), None)
    container = fitting is not None and fitting.container
    format = item.said.format or ("csv" if table.is_named(item) else None)
    if format is not None and not container:
        fitting = next(reader for reader in READERS if reader.name == format)
    elif what := sniff.foreign(item.head, item.name, packed=container):
        yield item.refused(f"не статья: {what}")
        return
    assert fitting is not None, "what fits no reader is foreign"
    yield from fitting.read(replace(item, format=fitting.name), _dispatch)
