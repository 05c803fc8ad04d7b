"""Pages that cross to a worker process at once, and what has become of them so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from indexer.pages import Page, Refused

CHUNK_PAGES = 128
CHUNK_BYTES = 1 << 20
"""The size of a chunk: about a dozen pages, or a hundred records."""


@dataclass(slots=True)
class Chunk:
    """Items and what has become of them so far; the pages without an outcome are still to do."""

    items: list[Page | Refused]
    outcomes: list[Any] = field(default_factory=list)
    suspect: bool = False
    """A worker died over ready records, whose outcomes go together: next time each goes by itself, to name the one."""

    def skip(self) -> None:
        """Refusals need no worker."""
        while not self.done and isinstance(item := self.items[len(self.outcomes)], Refused):
            self.outcomes.append(item)

    def add(self, result: Any) -> None:
        self.outcomes.append(result)
        self.skip()

    def blame(self, reason: str) -> None:
        """A worker has ended over this chunk: the page that it worked on will not be done, where it is known which."""
        page = self.items[len(self.outcomes)]
        if self.suspect or (isinstance(page, Page) and page.kind != "record"):
            self.refuse(reason)
        self.suspect = True

    def refuse(self, reason: str) -> None:
        """The page that is being worked on will not be done."""
        item = self.items[len(self.outcomes)]
        self.add(Refused(item.origin, reason, item.sha256 if isinstance(item, Page) else None))

    @property
    def rest(self) -> list[Page]:
        return [item for item in self.items[len(self.outcomes) :] if isinstance(item, Page)]

    @property
    def done(self) -> bool:
        return len(self.outcomes) == len(self.items)


def chunks(stream: Iterable[Page | Refused]) -> Iterator[Chunk]:
    """A stream in chunks."""
    items: list[Page | Refused] = []
    size = 0
    for item in stream:
        items.append(item)
        size += len(item.data) if isinstance(item, Page) else 0
        if len(items) >= CHUNK_PAGES or size >= CHUNK_BYTES:
            yield Chunk(items)
            items, size = [], 0
    if items:
        yield Chunk(items)
