"""The furniture of a source, learned from lines that come again on many of its pages, proposed as a profile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from index.address import host
from indexer import clean, document, furniture, headline
from indexer.charset import decode
from indexer.document import Document
from indexer.pages import NotAnArticle, Page

LEAST = 3
"""Pages on which a line has to come, and the share of a source's pages:"""
SHARE = 0.2
PROPOSED = 40
"""Lines and elements of a proposal, the most frequent first."""
COUNTED = 500_000
"""Different lines that are counted for a source; beyond that new ones are too rare to matter."""


@dataclass(slots=True)
class Learned:
    """What was counted of one source: pages, on how many of them each line is, and in elements of which class."""

    source: str
    pages: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    classes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    hosts: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def count(self, lines: Iterable[tuple[str, str]]) -> None:
        """Counts the lines of one page, each with the class of the element that it is in."""
        self.pages += 1
        for line, name in dict(lines).items():
            if line in self.lines or len(self.lines) < COUNTED:
                self.lines[line] += 1
                if name:
                    self.classes[line][name] += 1

    def repeated(self) -> list[str]:
        """Lines on many pages that no rule knows yet, the most frequent first; headlines of articles come and go."""
        least = max(LEAST, SHARE * self.pages)
        often = (line for line, count in self.lines.most_common() if count >= least)
        new = (line for line in often if furniture.label(line) is None and clean.bare(line) not in self.titles)
        return list(islice(new, PROPOSED))

    def toml(self) -> str:
        """The proposal: lines as `lines`, and the classes that hold nothing but such lines as `drop`."""
        lines = self.repeated()
        held = Counter(name for line in lines for name, _ in self.classes[line].most_common(1))
        all_lines = Counter(name for line in self.lines for name in self.classes[line])
        drop = [name for name, count in held.most_common(PROPOSED) if count == all_lines[name]]
        return "".join(
            (
                f"# Предложено по {self.pages} страницам; проверьте: podshivka sites check СТРАНИЦА\n",
                f"name = {_quoted(self.source)}\n",
                f"hosts = [{', '.join(map(_quoted, sorted(self.hosts)))}]\n\n",
                _listed("drop", [f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in drop]),
                _listed("lines", lines, [f"на {self.lines[line]} страницах" for line in lines]),
            )
        )


def learned(pages: Iterable[Page]) -> list[Learned]:
    """The sources of some pages, those with most pages first; ready records teach nothing."""
    found: dict[str, Learned] = {}
    for page in pages:
        try:
            seen = _read(page)
        except NotAnArticle:
            continue
        source = found.setdefault(seen.source, Learned(seen.source))
        source.count(seen.lines)
        source.hosts |= {seen.host} - {""}
        source.titles.add(clean.bare(seen.title))
    return sorted(found.values(), key=lambda each: -each.pages)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a page is looked at; lines come with the classes of their elements."""

    source: str
    host: str
    title: str
    lines: list[tuple[str, str]]


def _read(page: Page) -> _Seen:
    """The source and the lines of a page; raises NotAnArticle where there are none."""
    if page.kind == "text":
        lines = [(line, "") for raw in decode(page.data).splitlines() if (line := clean.inline(raw))]
        return _Seen(page.source or page.hint or "источник", "", "", lines)
    if page.kind != "html":
        raise NotAnArticle("готовая запись")
    parsed = document.document(page)
    address, title = host(parsed.url) or "", headline.title(parsed)
    source = page.source or address or page.hint or "источник"
    return _Seen(source, address, title[1] if title else "", list(_lines(parsed)))


def _lines(page: Document) -> Iterator[tuple[str, str]]:
    """Lines of a page, each with the first class of the nearest element that has one."""
    for node in page.tree.iter(*document.BLOCKS):
        if any(True for _ in node.iterdescendants(*document.BLOCKS)):
            continue
        text = document.text(node)
        if furniture.words(text) >= 2:
            named = next((each.get("class") for each in (node, *node.iterancestors()) if each.get("class")), "")
            yield text, (named.split() or [""])[0]


def _quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ") + '"'


def _listed(key: str, values: list[str], notes: list[str] | None = None) -> str:
    if not values:
        return ""
    ends = [f"  # {note}" for note in notes] if notes else [""] * len(values)
    rows = (f"  {_quoted(value)},{end}\n" for value, end in zip(values, ends, strict=True))
    return f"{key} = [\n{''.join(rows)}]\n"
