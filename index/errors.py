"""Errors that are safe to show: each says what happened, where, and what to do about it."""

from __future__ import annotations

import errno
import re
from pathlib import Path


class SearchError(Exception):
    """Something a person can mend; its text is shown as it is."""


class QueryError(SearchError):
    """A query that can't be read.

    `start` and `end` are offsets into the query as typed; `repaired` is a query that can be read and says the
    nearest thing (empty where nothing is left of it).
    """

    def __init__(self, message: str, start: int, end: int, repaired: str) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.repaired = repaired


class ArchiveError(SearchError):
    """An archive that can't be opened or written: missing, locked, damaged, or of another version."""


class BusyError(ArchiveError):
    """Another process writes to the archive at this moment."""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
SAYS_FULL = re.compile(r"No space left|File too large|disk is full|quota", re.I)
SAYS_CLOSED = re.compile(r"Permission denied|Read-only|readonly", re.I)
"""What libraries say in their own words where the system says it by a number."""


def unwritable(place: Path, error: Exception) -> ArchiveError:
    """What the system has against writing to a part of an archive, with the way out."""
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL or SAYS_FULL.search(str(error)):
        what = "кончилось место на диске. Освободите его и повторите"
    elif number in CLOSED or SAYS_CLOSED.search(str(error)):
        what = "нет прав на запись. Дайте их или выберите другую папку (-a)"
    elif "disk I/O error" in str(error):  # all that SQLite says of it
        what = "диск не принимает запись: кончилось место или он неисправен"
    else:
        what = str(error)
    return ArchiveError(f"Не пишется «{place}»: {what}. Всё, что сохранено раньше, цело.")
