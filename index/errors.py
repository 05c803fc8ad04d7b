"""Errors that are safe to show: each says what happened, where, and what to do about it."""

from __future__ import annotations

import errno
import math
import re
import shutil
from pathlib import Path


class SearchError(Exception):
    """Something a person can mend; its text is shown as it is.

    A text may be given with names in braces and their values apart (`"Нет поля «{name}:»", name="цвет"`); they are kept
    as `pattern` and `values`, so that a page can say it in another language.
    """

    def __init__(self, pattern: str, **values: object) -> None:
        super().__init__(pattern.format(**values) if values else pattern)
        self.pattern, self.values = pattern, values


class QueryError(SearchError):
    """A query that can't be read.

    `start` and `end` are offsets into the query as typed; `repaired` is a query that can be read and says the
    nearest thing (empty where nothing is left of it).
    """

    def __init__(self, pattern: str, start: int, end: int, repaired: str, **values: object) -> None:
        super().__init__(pattern, **values)
        self.start, self.end, self.repaired = start, end, repaired

    @property
    def message(self) -> str:
        return str(self)


class ArchiveError(SearchError):
    """An archive that can't be opened or written: missing, locked, damaged, or of another version."""


class DamagedError(ArchiveError):
    """Files of an archive are gone, or are not what was written."""


class BusyError(ArchiveError):
    """Another process writes to the archive at this moment."""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
SAYS_FULL = re.compile(r"No space left|File too large|disk is full|quota", re.I)
SAYS_CLOSED = re.compile(r"Permission denied|Read-only|readonly", re.I)
"""What libraries say in their own words where the system says it by a number."""


LITTLE = 16 << 20
"""Free bytes of a disk with which an error that says no more is of a full one: engines die of it without a word."""


def free(place: Path) -> float:
    """Free bytes of the disk that a place is on."""
    try:
        return shutil.disk_usage(place if place.exists() else place.parent).free
    except OSError:
        return math.inf


def unwritable(place: Path, error: Exception) -> ArchiveError:
    """What the system has against writing to a part of an archive, with the way out."""
    number = error.errno if isinstance(error, OSError) else None
    closed = number in CLOSED or SAYS_CLOSED.search(str(error))
    if number in FULL or SAYS_FULL.search(str(error)) or (not closed and free(place) < LITTLE):
        what = "кончилось место на диске. Освободите его и повторите"
    elif closed:
        what = "нет прав на запись. Дайте их или выберите другую папку (-a)"
    elif "disk I/O error" in str(error):  # all that SQLite says of it
        what = "диск не принимает запись: кончилось место или он неисправен"
    else:
        what = str(error)
    return ArchiveError(f"Не пишется «{place}»: {what}. Всё, что сохранено раньше, цело.")
