"""A folder that is watched: what arrives there is added, until it is told to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

from index import Index
from index.errors import BusyError
from indexer import ingest
from indexer.report import Report

QUIET_MS = 1000
"""How long a folder has to be quiet: a file that is being copied there changes all the while."""
LONGEST_MS = 30_000
"""After which what has changed is read even so; a file read by halves is read again when it changes."""
WAKE_MS = 1000
"""How long to wait for a change before looking whether to stop."""
BUSY_SECONDS = 2.0
"""After which it is tried again where another process writes to the archive."""


def watch(folder: Path, index: Index, stop: Event, said: Callable[[Report], None], **options: Any) -> None:
    """Add what is in a folder, and then what arrives or changes there, until `stop` is set; `said` takes the report
    of each run. `options` as `ingest` has them."""
    for paths in arriving(folder, stop):
        while not stop.is_set():
            try:
                said(ingest(paths, index, command="watch", stop=stop.is_set, **options))
                break
            except BusyError:
                stop.wait(BUSY_SECONDS)


def arriving(folder: Path, stop: Event) -> Iterator[list[Path]]:
    """The folder itself, then the files that appear or change, each time together."""
    from watchfiles import Change, watch

    times: dict[str, Any] = {
        "step": QUIET_MS,
        "debounce": LONGEST_MS,
        "rust_timeout": WAKE_MS,
        "yield_on_timeout": True,
    }
    changes = watch(folder, stop_event=stop, raise_interrupt=False, **times)
    next(changes, None)  # from here on it is watched, so that nothing falls between
    yield [folder]
    for changed in changes:
        if files := wanted(folder, (Path(path) for change, path in changed if change != Change.deleted)):
            yield files


def wanted(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """The files among what has changed, without hidden ones, each once and in the order of names."""
    absolute = folder.absolute()
    return sorted(
        {
            path
            for path in paths
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(absolute).parts)
        }
    )
