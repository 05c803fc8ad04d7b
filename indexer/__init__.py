"""Files in, articles out: `ingest` reads saved pages and exports and hands their articles to an index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from index.article import Origin
from index.prepare import Prepared
from index.vocabulary import Told
from indexer import profiles
from indexer.containers import Containers
from indexer.extract import extract
from indexer.pages import Columns, NotAnArticle, Page, Refused
from indexer.preview import preview
from indexer.repeated import Repeated
from indexer.report import Progress, Report, Shown, Tally
from indexer.sources import FORMATS, Meter, places, read
from indexer.work import prepared
from indexer.workers import extracted

__all__ = [
    "FORMATS", "NotAnArticle", "Page", "Progress", "Refused", "Report", "extract", "ingest", "owned", "places",
    "preview", "read",
]  # fmt: skip

LONGEST_NAMED = 500
"""Letters of the paths that a run is remembered by."""
TIMEZONE = "Asia/Almaty"

T = TypeVar("T")
Outcome = Literal["added", "updated", "unchanged"]


def owned(archive: str | Path) -> str:
    """The folder of an archive with its owner's profiles of sites, which need not be there."""
    return str(Path(archive, profiles.FOLDER))


class Writer(Protocol):
    """What takes articles one by one, and says what became of each."""

    def foreseen(self, items: Iterable[T], /) -> Iterator[T]:
        """The same items, of which those that will be put may be looked at before."""

    def put(self, new: Prepared, /) -> Outcome: ...

    def refuse(self, origin: Origin, reason: str, sha256: str | None, /) -> None: ...

    def settle(self, places: list[str], /) -> None:
        """All that lies below these places has been read."""


class Writable(Protocol):
    """An index, as far as adding needs it: all that was put is kept when the block ends."""

    def write(self, command: str, what: str, /) -> AbstractContextManager[Writer]: ...


def ingest(
    paths: Iterable[str | Path],
    index: Writable,
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
    """Adds what paths hold (files, folders, patterns, `-`) to an index, and reports what became of each page.

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
    show = Shown(progress, meter, paths)
    said: dict[str, Any] = {"format": format, "source": source, "columns": columns}
    pages = tally.pages(page for path in paths for page in read(path, **said, meter=meter))
    if only:
        pages = (page for page in pages if only(page.origin))
    repeated = Repeated(sites)
    work = partial(prepared, timezone=timezone, sites=sites, told=Told(), containers=Containers())
    with index.write(command, " ".join(map(str, paths))[:LONGEST_NAMED]) as writer:
        for result in writer.foreseen(extracted(repeated.passed(pages), work, workers=workers)):
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
        repeated.keep()
    show(tally, last=True)
    return tally.report(time.monotonic() - start)
