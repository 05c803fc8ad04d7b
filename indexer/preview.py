"""A dry run: what adding would bring, counted in every way, what is suspicious about it, and some pages to look at."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from index.article import Article
from indexer import profiles
from indexer.pages import Columns, Page, Refused
from indexer.repeated import Repeated
from indexer.report import Progress, Shown, Tally
from indexer.sources import Meter, read
from indexer.suspicions import SHARED, suspicions
from indexer.work import Looked, looked, sampled
from indexer.workers import extracted

SAMPLES = 20
EXAMPLES = 5
"""Articles named for each kind of suspicion."""


@dataclass(slots=True)
class Counts:
    """What is counted of articles; texts are remembered by their hashes only."""

    by: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in ("format", "source", "lang", "date_source", "year")}
    )
    warnings: dict[str, tuple[int, list[tuple[str, str]]]] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict)
    _texts: Counter[int] = field(default_factory=Counter)

    def put(self, each: Looked) -> str:
        """Counts an article; what would become of it in an empty archive."""
        article = each.article
        counted = {
            "format": each.format,
            "source": article.source,
            "lang": article.lang,
            "date_source": each.rule if article.published else None,
            "year": (article.published or "")[:4],
        }
        for name, value in counted.items():
            self.by[name][value or "нет"] += 1
        before, now = self._seen.get(article.id), article.digest()
        self._seen[article.id] = now
        for kind, detail in suspicions(article):
            self._warn(kind, str(article.origin), detail)
        if before is None and article.body:
            self._share(article)
        return "added" if before is None else "unchanged" if before == now else "updated"

    def _share(self, article: Article) -> None:
        text = hash(article.body)
        self._texts[text] += 1
        if self._texts[text] >= SHARED:
            self._warn("один текст у многих страниц", str(article.origin), article.body[:80])

    def _warn(self, kind: str, origin: str, detail: str) -> None:
        count, examples = self.warnings.get(kind, (0, []))
        self.warnings[kind] = (count + 1, examples if count >= EXAMPLES else [*examples, (origin, detail)])


def preview(
    paths: Iterable[str | Path],
    *,
    workers: int | None = None,
    format: str | None = None,
    source: str | None = None,
    columns: Columns = (),
    progress: Callable[[Progress], None] | None = None,
    timezone: str,
    sites: str | None = None,
) -> dict[str, Any]:
    """What `ingest` would do with these paths and an empty archive, as JSON data: the keys of its report, and
    `by_format, by_source, by_lang, by_date_source, by_year`, `reasons` (of refusals, counted), `warnings`, `samples`.
    """
    profiles.known.cache_clear()
    profiles.known(sites)
    start = time.monotonic()
    paths = list(paths)
    meter, tally, counts, kept = Meter(), Tally(), Counts(), _Kept()
    show = Shown(progress, meter, paths)
    said: dict[str, Any] = {"format": format, "source": source, "columns": columns}
    found = tally.pages(page for path in paths for page in read(path, **said, meter=meter))
    pages = kept.passed(Repeated(sites).passed(found))
    reasons: Counter[str] = Counter()
    for result in extracted(pages, partial(looked, timezone=timezone, sites=sites), workers=workers):
        if isinstance(result, Refused):
            tally.refuse(result)
            reasons[result.reason] += 1
        else:
            tally.put(counts.put(result))
        show(tally)
    again = extracted(kept.pages, partial(sampled, timezone=timezone, sites=sites), workers=workers)
    samples = [each for each in again if not isinstance(each, Refused)]
    show(tally, last=True)
    warnings = sorted(counts.warnings.items(), key=lambda each: -each[1][0])
    return {
        **tally.report(time.monotonic() - start).to_json(),
        "dry_run": True,
        **{f"by_{name}": dict(values.most_common()) for name, values in counts.by.items()},
        "reasons": dict(reasons.most_common(100)),
        "warnings": [
            {
                "kind": kind,
                "count": count,
                "examples": [{"origin": origin, "detail": detail} for origin, detail in some],
            }
            for kind, (count, some) in warnings
        ],
        "samples": samples,
    }


class _Kept:
    """Pages chosen at random from all that pass, each with the same chance; the same ones for the same input."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._random = random.Random(20)  # noqa: S311 - a sample, no secret
        self._count = 0

    def passed(self, pages: Iterable[Page | Refused]) -> Iterator[Page | Refused]:
        for page in pages:
            if isinstance(page, Page):
                self._count += 1
                place = self._count - 1 if len(self.pages) < SAMPLES else self._random.randrange(self._count)
                if len(self.pages) < SAMPLES:
                    self.pages.append(page)
                elif place < SAMPLES:
                    self.pages[place] = page
            yield page
