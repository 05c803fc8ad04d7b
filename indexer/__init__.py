"""Files in, articles out: `ingest` reads saved pages and exports and hands their articles to an index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Literal, Protocol

from index.article import Origin
from index.prepare import Prepared
from indexer import profiles
from indexer.extract import extract
from indexer.pages import Columns, NotAnArticle, Page, Refused
from indexer.report import Progress, Report, Tally
from indexer.sources import FORMATS, Meter, folder, places, read
from indexer.workers import extracted

__all__ = [
    "FORMATS", "NotAnArticle", "Page", "Progress", "Refused", "Report", "extract", "ingest", "owned", "places", "read",
]  # fmt: skip

PROGRESS_SECONDS = 0.2
LONGEST_NAMED = 500
"""Letters of the paths that a run is remembered by."""
TIMEZONE = "Asia/Almaty"

Outcome = Literal["added", "updated", "unchanged"]


def owned(archive: str | Path) -> str | None:
    """The folder of an archive with its owner's profiles of sites, None where there is none."""
    folder = Path(archive, profiles.FOLDER)
    return str(folder) if folder.is_dir() else None


class Writer(Protocol):
    """What takes articles one by one, and says what became of each."""

    def put(self, new: Prepared, /) -> Outcome: ...

    def refuse(self, origin: Origin, reason: str, sha256: str | None, /) -> None: ...

    def settle(self, places: list[str], /) -> None:
        """All that lies below these places has been read."""


class Writable(Protocol):
    """An index, as far as adding needs it: all that was put is kept when the block ends."""

    def write(self, command: str, what: str, /) -> AbstractContextManager[Writer]: ...


class _Nowhere:
    """The writer of a dry run: it knows what it has seen in this run, and keeps nothing else."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def put(self, new: Prepared, /) -> Outcome:
        before, now = self._seen.get(new.article.id), new.article.digest()
        self._seen[new.article.id] = now
        return "added" if before is None else "unchanged" if before == now else "updated"

    def refuse(self, origin: Origin, reason: str, sha256: str | None, /) -> None: ...

    def settle(self, places: list[str], /) -> None: ...


def ingest(
    paths: Iterable[str | Path],
    index: Writable | None,
    *,
    workers: int | None = None,
    format: str | None = None,
    source: str | None = None,
    columns: Columns = (),
    progress: Callable[[Progress], None] | None = None,
    timezone: str = TIMEZONE,
    sites: str | None = None,
    command: str = "add",
    only: Callable[[Origin], bool] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Adds what paths hold (files, folders, patterns, `-`) to an index, and reports what became of each page;
    without an index it only reports.

    `workers` are processes for the extraction (0: none, None: chosen); `progress` is called a few times a second.
    `command` names the run in the archive's journal. `only` says which places of the files are wanted. Where `stop`
    says so, what has been read so far is kept and the rest left. A bad page is in the report,
    never an exception; errors of the index are raised.
    """
    profiles.known.cache_clear()
    profiles.known(sites)  # a wrong one ends the run before it begins
    start = time.monotonic()
    paths = list(paths)
    meter = Meter()
    tally = Tally()
    show = _Shown(progress, meter, sum(map(_size, paths)) if progress else 0)
    said: dict[str, Any] = {"format": format, "source": source, "columns": columns}
    pages = tally.pages(page for path in paths for page in read(path, **said, meter=meter))
    if only:
        pages = (page for page in pages if only(page.origin))
    what = " ".join(map(str, paths))[:LONGEST_NAMED]
    target: AbstractContextManager[Writer] = index.write(command, what) if index else nullcontext(_Nowhere())
    with target as writer:
        for result in extracted(pages, timezone=timezone, workers=workers, sites=sites):
            match result:
                case Refused():
                    tally.refuse(result)
                    writer.refuse(result.origin, result.reason, result.sha256)
                case Prepared():
                    tally.put(writer.put(result))
            show(tally)
            if stop():
                break
        else:
            if not only:
                writer.settle([str(place) for path in paths for place in places(path)])
    show(tally, last=True)
    return tally.report(time.monotonic() - start)


class _Shown:
    """Calls back with the progress of a run, now and then and at its end."""

    def __init__(self, progress: Callable[[Progress], None] | None, meter: Meter, total: int) -> None:
        self._progress, self._meter, self._total = progress, meter, total
        self._next = time.monotonic()

    def __call__(self, tally: Tally, *, last: bool = False) -> None:
        if self._progress is None or (time.monotonic() < self._next and not last):
            return
        self._next = time.monotonic() + PROGRESS_SECONDS
        counts = tally.counts
        done = min(self._meter.done, self._total)
        self._progress(
            Progress(counts["read"], counts["added"], tally.refused_count, done, self._total, self._meter.current)
        )


def _size(path: str | Path) -> int:
    """Bytes of all files below a path; 0 for what has no size, such as standard input."""
    if str(path) == "-":
        return 0
    found = (each for place in places(path) for each in folder.walk(place))
    return sum(_file_size(each) for each in found if isinstance(each, Path))


def _file_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
