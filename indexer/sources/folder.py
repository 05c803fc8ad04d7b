"""Folders: every file below, in the order of names, without hidden ones and the companions of saved pages."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from index.article import Origin
from indexer.pages import Refused, Skipped

_COMPANION = re.compile(r"(?P<page>.+?)(?:_files|\.files|_файлы|_fichiers|-Dateien)$")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:kz|ru|com|net|org|info|su|ua|uz|kg|by|news|media|press|рф|қаз)")


ARCHIVE = {"current", "generations"}
"""What a folder has that is an archive or a copy of one: `add .` beside an archive doesn't read its files."""


NO_FILE = "не файл: канал или устройство"
"""What has no end, or none before somebody writes to it."""


def walk(path: Path) -> Iterator[Path | Refused | Skipped]:
    """The files of a folder and of all below it, sorted. A folder is entered once, so links can't loop."""
    if path.is_dir():
        yield from _below(path, set())
    else:
        yield path


def _below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refused | Skipped]:
    try:
        place = folder.stat()
        if (place.st_dev, place.st_ino) in seen:
            return
        seen.add((place.st_dev, place.st_ino))
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Refused(Origin(shown(str(folder))), f"папка не читается: {error.strerror or error}")
        return
    names = {entry.name for entry in found}
    if names >= ARCHIVE:
        yield Skipped("папка архива Подшивки")
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as error:  # a link that leads to itself
            yield Refused(Origin(shown(entry.path)), f"не читается: {error.strerror or error}")
            continue
        if is_folder and is_companion(entry.name, names):
            yield Skipped("файл рядом с сохранённой страницей", sum(len(files) for _, _, files in os.walk(entry.path)))
        elif is_folder:
            yield from _below(Path(entry.path), seen)
        elif is_file:
            yield Path(entry.path)
        else:
            reason = NO_FILE if os.path.exists(entry.path) else "ссылка ведёт в никуда"  # noqa: PTH110
            yield Refused(Origin(shown(entry.path)), reason)


def shown(name: str) -> str:
    """A name that can be printed and kept, whatever bytes it has in the file system."""
    return os.fsencode(name).decode("utf-8", "replace")


def is_companion(name: str, beside: Container[str] | None) -> bool:
    """Whether a folder holds the pictures and styles of a page saved beside it: `page_files` of `page.html`.

    Where it is not known what is beside it (None), the name alone says so.
    """
    found = _COMPANION.match(name)
    return found is not None and (beside is None or any(f"{found['page']}.{end}" in beside for end in PAGES))


PAGES = ("html", "htm", "xhtml")


def site(path: Path | PurePosixPath) -> str | None:
    """The site that a folder on the way to a file is named after: `pages/kazpravda.kz/1.html` is of `kazpravda.kz`."""
    names = [name.lower().removeprefix("www.") for name in path.parts[:-1]]
    return next((name for name in reversed(names) if _HOST.fullmatch(name)), None)
