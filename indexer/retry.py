"""What is in the quarantine, read once more from the place that it was refused at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index import Index
from index.article import Origin
from index.keeping.quarantine import Quarantine, Refusal, absolute
from indexer import ingest
from indexer.report import Report


@dataclass(frozen=True, slots=True)
class Retried:
    """The report of the run, how many refusals it `mended`, and those that are `left` of the ones retried."""

    report: Report
    mended: int
    left: tuple[Refusal, ...]


def retry(index: Index, ids: Iterable[int] = (), **options: Any) -> Retried:
    """Read the refusals of some numbers, or all, again; what is taken in leaves the quarantine. `options` as `ingest`
    has them. A container that could not be read is read whole."""
    quarantine = Quarantine(index.archive.journal())
    wanted: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in quarantine.all(ids):
        if refusal.origin.file != "-":
            wanted[refusal.origin.file].append(refusal)
    met: set[int] = set()

    def asked(origin: Origin) -> bool:
        held = [refusal.id for refusal in wanted[absolute(origin.file)] if refusal.holds(origin)]
        met.update(held)
        return bool(held)

    report = ingest(sorted(wanted), index, command="retry", only=asked, **options)
    before = {refusal.id: refusal.run for refusals in wanted.values() for refusal in refusals}
    now = [refusal for refusal in quarantine.all() if refusal.id in before]
    mended = [refusal.id for refusal in now if refusal.id in met and refusal.run == before[refusal.id]]
    return Retried(report, quarantine.drop(mended), tuple(refusal for refusal in now if refusal.id not in mended))
