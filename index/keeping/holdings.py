"""What an archive holds: counts by everything that is counted, days without articles, sizes of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from index.keeping.history import History
from index.keeping.quarantine import Quarantine
from index.query.tree import All

if TYPE_CHECKING:
    from index import Index

GAPS_TOLD = 100


def holdings(index: Index) -> dict[str, Any]:
    """The counts of `stats`, by the keys of the contract; `bytes` is of the whole folder, `gaps` the first and last
    days of stretches without articles."""
    engine, journal = index.engine, index.archive.journal()
    everything = engine.search(All(), sort="date", limit=1, facets=("source", "lang", "section", "timeline"))
    oldest = engine.search(All(), sort="oldest", limit=1)
    empty = list(gaps(day for number, _ in engine.days(All()) if (day := calendar_day(number))))
    return {
        "articles": everything.total,
        "terms": len(index.lexicon),
        "bytes": index.archive.size(),
        "engine": index.engine_name,
        "by_source": dict(everything.facets["source"]),
        "by_lang": dict(everything.facets["lang"]),
        "by_section": dict(everything.facets["section"]),
        "by_month": {f"{month // 100}-{month % 100:02}": count for month, count in everything.timeline},
        "first": next((hit.article.published for hit in oldest.hits), None),
        "last": next((hit.article.published for hit in everything.hits), None),
        "days_without": sum((last - first).days + 1 for first, last in empty),
        "gaps": [[first.isoformat(), last.isoformat()] for first, last in empty[:GAPS_TOLD]],
        "versions": History(journal).count(),
        "quarantine": len(Quarantine(journal).all()),
        "sizes": index.archive.sizes(),
    }


def calendar_day(number: int) -> date | None:
    """The day of yyyymmdd, where the calendar has it."""
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def gaps(there: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The first and last days of each stretch that is missing between two days."""
    before: date | None = None
    for day in there:
        if before and (day - before).days > 1:
            yield before + timedelta(1), day - timedelta(1)
        before = day
