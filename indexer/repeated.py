"""Lines that come again on the text captures of a source: furniture that no rule knows, learnt as captures arrive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.keeping.durable import written
from indexer import clean, furniture, lines
from indexer.charset import decode
from indexer.learning import LEAST, SHARE
from indexer.pages import Page, Refused

FILE = "repeated.json"
"""In the folder of an archive's own profiles: for each source how many captures, and on how many of them a line is."""
LEAST_PROSE, SHARE_PROSE = 4, 0.5
"""Captures that have a line of running text, and their share: what came before is told in several articles."""
NEW_OF_RARE, NEW = 0.5, 0.25
"""The share of words that a capture has to bring, of those that most others don't have and of all in running text."""
SOURCES, CAPTURES, LINES = 200, 200, 1000
"""Sources that are kept; captures after which all counts of one are halved, as sites change; lines kept of each."""
LONGEST = 500
"""Letters of a line that is counted."""


@dataclass(slots=True)
class Seen:
    """What was counted of one source."""

    captures: int = 0
    lines: dict[str, int] = field(default_factory=dict)

    def repeats(self, line: str) -> bool:
        """Whether a line comes again so often that it is of no article."""
        least, share = (LEAST_PROSE, SHARE_PROSE) if furniture.is_prose(line) else (LEAST, SHARE)
        return self.lines.get(line, 0) >= max(least, share * self.captures)

    def count(self, found: set[str]) -> None:
        """Count a capture, unless most of its text is known: then it is another one of an article that is counted."""
        prose = {line: furniture.words(line) for line in found if furniture.is_prose(line)}
        new = sum(words for line, words in prose.items() if line not in self.lines)
        rare = sum(words for line, words in prose.items() if self.lines.get(line, 0) <= self.captures / 2)
        if not new or new < NEW_OF_RARE * rare or new < NEW * sum(prose.values()):
            self.lines |= {line: 1 for line in sorted(found) if line not in self.lines}
            return
        self.captures += 1
        for line in sorted(found):
            self.lines[line] = self.lines.pop(line, 0) + 1  # the latest ones last
        if len(self.lines) > 20 * LINES:
            self.lines = self.kept()
        if self.captures >= CAPTURES:
            self.captures //= 2
            self.lines = {line: count // 2 for line, count in self.lines.items() if count > 1}

    def kept(self) -> dict[str, int]:
        """The lines that are kept: those on most captures, of equals the latest."""
        latest = list(reversed(self.lines.items()))
        return dict(reversed(sorted(latest, key=lambda each: -each[1])[:LINES]))


class Repeated:
    """What is known of all sources; read from the folder of an archive's own profiles, and kept there by `keep`."""

    def __init__(self, folder: str | None) -> None:
        self.path = Path(folder, FILE) if folder else None
        self.sources: dict[str, Seen] = {}
        self.changed = False
        with suppress(OSError, ValueError, TypeError, AttributeError):  # what is damaged is learnt anew
            for name, known in json.loads(self.path.read_text("utf-8")).items() if self.path else ():
                self.sources[name] = Seen(int(known["captures"]), {str(k): int(v) for k, v in known["lines"].items()})

    def passed(self, pages: Iterable[Page | Refused]) -> Iterator[Page | Refused]:
        """Pages, the captures among them marked with what is known so far; each counts for those behind it."""
        for page in pages:
            if isinstance(page, Page) and page.kind == "text":
                found = _lines(page)
                yield self.marked(page, found)
                self._seen(page).count(found)
                self.changed = True
            else:
                yield page

    def marked(self, page: Page, found: set[str] | None = None) -> Page:
        """A capture with those of its lines that come again on others of its source; any other page as it is."""
        if page.kind != "text":
            return page
        seen = self._seen(page)
        return page._replace(repeated=frozenset(filter(seen.repeats, _lines(page) if found is None else found)))

    def _seen(self, page: Page) -> Seen:
        name = page.source or page.hint or ""
        self.sources[name] = seen = self.sources.pop(name, None) or Seen()  # the latest source last
        if len(self.sources) > SOURCES:
            del self.sources[next(iter(self.sources))]
        return seen

    def keep(self) -> None:
        """Write what is known, where something new was learnt."""
        if self.path and self.changed:
            known = ((name, seen) for name, seen in self.sources.items() if seen.captures)
            data = {name: {"captures": seen.captures, "lines": seen.kept()} for name, seen in known}
            self.path.parent.mkdir(parents=True, exist_ok=True)
            written(self.path, json.dumps(data, ensure_ascii=False, indent=0).encode())


def _lines(page: Page) -> set[str]:
    text = clean.ready(decode(page.data, page.charset))
    return {line for line in lines.texts(text) if len(line) <= LONGEST and furniture.words(line)}
