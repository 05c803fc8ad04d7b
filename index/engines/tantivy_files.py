"""The files of a tantivy index: which are of the last commit, which are left over, which are damaged."""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path

MAGIC = 1337
SEGMENT_FILE = re.compile(r"[0-9a-f]{32}\.")


def commit_files(folder: Path) -> list[Path]:
    """The files of the last commit; the two that name them come last."""
    meta = json.loads((folder / "meta.json").read_bytes())
    segments = {segment["segment_id"].replace("-", ""): segment["deletes"] for segment in meta["segments"]}
    gone = {f"{name}.{deletes['opstamp']}.del" for name, deletes in segments.items() if deletes}
    found = sorted(
        path
        for path in folder.iterdir()
        # What was deleted later than this commit may be written by halves.
        if path.name.split(".")[0] in segments and (path.suffix != ".del" or path.name in gone)
    )
    return [*found, folder / ".managed.json", folder / "meta.json"]


def tidy(folder: Path) -> None:
    """Delete what a session that was cut short has left: tantivy gives a deletion the same file name again, and
    fails where there is one. The caller is the one writer."""
    kept = {path.name for path in commit_files(folder)}
    for path in folder.iterdir():
        if SEGMENT_FILE.match(path.name) and path.name not in kept:
            path.unlink()


def damaged(folder: Path) -> list[str]:
    """The files of segments whose checksum is wrong. Each ends in a footer with the CRC-32 of its body: JSON, its
    length, a magic number."""
    return [path.name for path in commit_files(folder)[:-2] if not footed(path.read_bytes())]


def footed(data: bytes) -> bool:
    """Whether a file's body has the checksum that its footer says."""
    length, magic = struct.unpack("<II", data[-8:]) if len(data) > 8 else (0, 0)
    try:
        footer = json.loads(data[-8 - length : -8])
        return magic == MAGIC and zlib.crc32(data[: -8 - length]) == int(footer["crc"])
    except (ValueError, KeyError, TypeError):
        return False
