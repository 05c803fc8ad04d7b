"""How a file of an index comes into a copy: proven by the archive's seal, shared with the copy before."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArchiveError
from index.keeping.seal import Print, Prints, once, print_of, rewritten


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of a copy: its print; whether it is `shared` with the copy before, or was copied anew because it is
    `damaged` there."""

    print: Print
    shared: bool = False
    damaged: bool = False


def take(path: Path, folder: Path, before: Path | None, own: Prints, theirs: Prints) -> Taken:
    """Put a file into a folder of a copy and read it there. `before` is that folder of the copy before; `own` is the
    seal of the archive, `theirs` that of the copy before. `ArchiveError` where the archive's file is damaged."""
    name, here, there = f"index/{path.name}", folder / path.name, before and before / path.name
    known = expected(name, path, own)
    damaged = False
    if there and there.exists() and not rewritten(name) and changed(there) == changed(path):
        now, said = print_of(there), known or theirs.get(name)
        # That neither the size nor the time has changed says nothing of the disk.
        if said and now.sha256 == said.sha256:
            os.link(there, here)
            return Taken(now, shared=True)
        damaged = said is not None
    shutil.copy2(path, here)
    copied = print_of(here)
    if known and copied.sha256 != known.sha256:
        raise refused(name)
    return Taken(copied, damaged=damaged)


def refused(name: str) -> ArchiveError:
    """Why no copy is made of an archive with a damaged file."""
    return ArchiveError(
        f"Файл {name} повреждён, копия не сделана. Что ещё цело: podshivka verify. "
        "Вернуть архив из прежней копии: podshivka restore"
    )


def expected(name: str, path: Path, seal: Prints) -> Print | None:
    """What a file has to be by a seal, where it says that: a session that goes on may have written it again."""
    known = seal.get(name)
    if known is None or rewritten(name):
        return None
    return known if once(name) or (known.size, known.changed) == changed(path) else None


def changed(path: Path) -> tuple[int, int]:
    """The size of a file and the time of its last change."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
