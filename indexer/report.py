"""What a run of adding says while it goes and when it is over."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.pages import Page, Refused, Skipped
from indexer.sources import Meter, folder, places

PROGRESS_SECONDS = 0.2
REFUSED_KEPT = 10_000
"""Refusals whose reasons a report keeps; the count goes on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: pages so far and what became of them, bytes of files so far and in all (0 where unknown), the
    file being read."""

    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    bytes_done: int
    bytes_total: int
    current: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: `read` is the sum of the others; `refused` holds the first reasons, `refused_count` all.

    `skipped` counts by kind what lay beside the pages and is none: pictures of a saved page, requests in a WARC.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0
    seconds: float = 0.0
    skipped: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The report by the keys of the contract; each refusal with its place and reason."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused_count,
            "refusals": [{"origin": str(refused.origin), "reason": refused.reason} for refused in self.refused],
            "skipped": sum(self.skipped.values()),
            "skipped_by": dict(self.skipped),
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class Tally:
    """The counts of a run while it goes."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("read", "added", "updated", "unchanged"), 0))
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def pages(self, found: Iterable[Page | Refused | Skipped]) -> Iterator[Page | Refused]:
        """What readers found, without what was skipped, which is counted."""
        for each in found:
            if isinstance(each, Skipped):
                self.skipped[each.what] += each.count
            else:
                yield each

    def put(self, outcome: str) -> None:
        """One article was `added`, `updated` or `unchanged`."""
        self.counts["read"] += 1
        self.counts[outcome] += 1

    def refuse(self, refused: Refused) -> None:
        self.counts["read"] += 1
        self.refused_count += 1
        if len(self.refused) < REFUSED_KEPT:
            self.refused.append(refused)

    def report(self, seconds: float) -> Report:
        return Report(
            **self.counts,
            refused=tuple(self.refused),
            refused_count=self.refused_count,
            seconds=seconds,
            skipped=dict(self.skipped.most_common()),
        )


class Shown:
    """Calls back with the progress of a run, now and then and at its end."""

    def __init__(self, progress: Callable[[Progress], None] | None, meter: Meter, paths: list[str | Path]) -> None:
        self._progress, self._meter = progress, meter
        self._total = sum(map(_size, paths)) if progress else 0
        self._next = time.monotonic()

    def __call__(self, tally: Tally, *, last: bool = False) -> None:
        if self._progress is None or (time.monotonic() < self._next and not last):
            return
        self._next = time.monotonic() + PROGRESS_SECONDS
        counts = tally.counts
        done = min(self._meter.done, self._total)
        self._progress(
            Progress(
                **counts,
                refused=tally.refused_count,
                bytes_done=done,
                bytes_total=self._total,
                current=self._meter.current,
            )
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
