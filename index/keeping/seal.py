"""The seal of a generation: a hash of every file, made when a writing session ends, so that a flipped byte is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.keeping.durable import synced, written

SEAL = "seal.json"
OPEN = "open"
"""A file that is there while a session writes: where one was cut short, what it rewrote has no valid hash."""
PASSING = (".lock", "WRITELOCK", "-wal", "-shm", "-journal", ".new")
"""Ends of the names of files that hold nothing once a session is over."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a file is known by: its bytes, the time of its last change in nanoseconds, the hash of what it holds."""

    size: int
    changed: int
    sha256: str


Prints = Mapping[str, Print]


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a generation that a seal covers, by their names below the folder, sorted."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (SEAL, OPEN) and not name.endswith(PASSING):
            yield name, path


def print_of(path: Path, known: Print | None = None) -> Print:
    """The print of a file; of one that has not changed since it was `known`, that."""
    stat = path.stat()
    if known and (known.size, known.changed) == (stat.st_size, stat.st_mtime_ns):
        return known
    with path.open("rb") as file:
        return Print(stat.st_size, stat.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())


def seal(folder: Path, known: Prints | None = None) -> None:
    """Write the prints of all files; only those are read that have changed since they were `known`, which else are
    those of the seal before. What is written only once keeps its print: where it has changed, it is damaged."""
    known = sealed(folder) or {} if known is None else known
    # The time of a change tells only of segments: two changes of one file can fall into the same tick of the clock.
    kept = {name: was for name, was in known.items() if not rewritten(name)}
    there = dict(files(folder))
    prints = {
        name: kept[name] if name in kept and once(name) else print_of(path, kept.get(name))
        for name, path in there.items()
    }
    for name, path in there.items():
        if prints[name] is not kept.get(name):
            synced(path)  # an engine may have left that to the system
    body = json.dumps({name: asdict(known) for name, known in prints.items()}, sort_keys=True).encode()
    written(folder / SEAL, body + b"\n" + hashlib.sha256(body).hexdigest().encode())


def sealed(folder: Path) -> Prints | None:
    """The prints of a seal; None where it is missing or damaged."""
    try:
        body, _, own = (folder / SEAL).read_bytes().rpartition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != own:
            return None
        return {name: Print(**known) for name, known in json.loads(body).items()}
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def unsealed(folder: Path) -> Iterator[None]:
    """A writing session: the seal is open while it lasts and made anew at its end."""
    (folder / OPEN).touch()
    try:
        yield
    except BaseException:
        with suppress(OSError):  # on a full disk it stays open, and the error that is told is the session's
            closed(folder)
        raise
    closed(folder)


def closed(folder: Path) -> None:
    """Seal a generation whose session is over."""
    seal(folder)
    (folder / OPEN).unlink()


def broken(folder: Path) -> list[tuple[str, str]]:
    """Files that are not what the seal says, each with what is wrong.

    After a session that was cut short only those count that no session rewrites: segments, which come and go whole.
    """
    prints, cut = sealed(folder), (folder / OPEN).exists()
    if prints is None:
        if cut and not (folder / SEAL).exists():
            return []  # the first session was cut short
        return [(SEAL, "опись файлов повреждена" if (folder / SEAL).exists() else "описи файлов нет")]
    now = dict(files(folder))
    found = []
    for name, known in prints.items():
        if name not in now:
            found += [] if cut else [(name, "файл пропал")]
        elif print_of(now[name]).sha256 != known.sha256 and not (cut and rewritten(name)):
            found.append((name, "содержимое изменилось после записи"))
    extra = [] if cut else sorted(set(now) - set(prints))
    return found + [(name, "файл, которого не было при записи") for name in extra]


def harmed(folder: Path, name: str) -> bool:
    """Whether a file that sessions rewrite is not what the seal says, though no session goes on or was cut short."""
    prints = sealed(folder)
    if prints is None or name not in prints or (folder / OPEN).exists():
        return False
    other = print_of(folder / name).sha256 != prints[name].sha256
    return other and not (folder / OPEN).exists() and sealed(folder) == prints  # nor has one come and gone meanwhile


def rewritten(name: str) -> bool:
    """Whether a session writes a file again in its place."""
    return not name.startswith("index/") or name in ("index/meta.json", "index/.managed.json")


def once(name: str) -> bool:
    """Whether a file is written once and never again; tantivy gives a deletion that was cut short its name again."""
    return not rewritten(name) and not name.endswith(".del")
