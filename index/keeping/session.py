"""A run that goes on: what it counts, refuses and replaces, kept in the journal before the engine commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from index.article import Article, Origin
from index.errors import SearchError
from index.keeping.history import Capture, History, capture
from index.keeping.journal import Journal
from index.keeping.quarantine import Quarantine

REFUSALS_HELD = 1000
"""Refusals that are held before they are kept."""


class Session:
    """One run of a command that changes the archive; begun by `running`."""

    def __init__(self, journal: Journal, run: int) -> None:
        self.journal = journal
        self.run = run
        self.counts: Counter[str] = Counter()
        self.refusals: list[tuple[Origin, str, str | None]] = []
        self.changes: list[tuple[str, Article | None, Article | None]] = []
        self.replaced: dict[str, set[Capture]] = {}  # of articles that were asked about since the last `keep`

    def refuse(self, origin: Origin, reason: str, sha256: str | None = None) -> None:
        """Something did not become an article: it goes to the quarantine."""
        self.counts["refused"] += 1
        self.refusals.append((origin, reason, sha256))
        if len(self.refusals) >= REFUSALS_HELD:
            self.keep()

    def settle(self, places: Iterable[str]) -> None:
        """All that lies below these places has been read: what was refused there before, and not now, is mended."""
        self.keep()
        self.counts["mended"] += Quarantine(self.journal).settle(self.run, places)

    def change(self, id: str, before: Article | None, after: Article | None) -> None:
        """An article is about to be replaced or deleted."""
        self.changes.append((id, before, after))
        if before and id in self.replaced:
            self.replaced[id].add(capture(before))

    def had(self, old: Article, new: Article) -> bool:
        """Whether the archive has had this capture, and one that lies elsewhere has replaced it: read again with its
        folder, it is no news. One that lay in the same place was overwritten, and may come back."""
        if not old.origin or not new.origin or not new.sha256 or old.origin == new.origin:
            return False
        if old.id not in self.replaced:
            self.replaced[old.id] = History(self.journal).replaced(old.id)
        return capture(new) in self.replaced[old.id]

    def keep(self) -> None:
        """Keep all so far. Before the engine's commit: a crash between the two leaves at most a state that is told
        twice, never one that is lost."""
        History(self.journal).enter(self.run, self.changes)
        Quarantine(self.journal).enter(self.run, self.refusals)
        self.changes.clear()
        self.replaced.clear()
        self.refusals.clear()


@contextmanager
def running(journal: Journal, command: str, what: str = "") -> Iterator[Session]:
    """A run, entered in the journal with how it began and ended; the caller holds the archive's lock."""
    session = Session(journal, journal.begin(command, what))
    try:
        yield session
        session.keep()
    except BaseException as error:
        outcome = str(error) if isinstance(error, SearchError) else type(error).__name__
        with suppress(SearchError):  # on a full disk the error that is told is the run's own
            journal.end(session.run, outcome, session.counts)
        raise
    journal.end(session.run, "done", session.counts)
