"""What has to outlive a loss of power: written to the disk itself, and before what names it."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def synced(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk; some file systems can't do it for folders."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP) or not path.is_dir():
            raise
    finally:
        os.close(handle)


def synced_tree(folder: Path) -> None:
    """Bring all of a folder to the disk, and its own name."""
    for path in folder.rglob("*"):
        synced(path)
    synced(folder)
    synced(folder.parent)


def written(path: Path, data: bytes) -> None:
    """Write a file, so that whatever happens it is the old one or the new one, and the new one when this returns."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    synced(new)
    new.replace(path)
    synced(path.parent)
