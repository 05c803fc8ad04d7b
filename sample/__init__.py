"""The built-in sample archive: articles about invented events, and the pages of the two newspapers that print them."""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["Story", "latest", "popular", "related", "stories", "write"]

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}


@dataclass(frozen=True, slots=True)
class Story:
    """One article of one newspaper, as its author wrote it: no furniture around it."""

    paper: str
    path: str
    title: str
    lead: str
    body: tuple[str, ...]
    date: datetime
    section: str
    tags: tuple[str, ...]
    views: int
    author: str = ""
    caption: str = ""
    lang: str = "ru"

    @property
    def url(self) -> str:
        return f"https://{self.paper}.example{self.path}"

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def charset(self) -> str:
        """The Russian newspaper changed to UTF-8 in 2021; windows-1251 has no Kazakh letters for the other one."""
        return "windows-1251" if self.paper == "stepnoy-vestnik" and self.date.year < 2021 else "utf-8"

    @property
    def printed(self) -> str:
        """The date as a reader sees it: `14 қазан 2025, 09:30`."""
        return f"{self.date.day} {MONTHS[self.lang].split()[self.date.month - 1]} {self.date:%Y, %H:%M}"


@cache
def stories() -> tuple[Story, ...]:
    """All articles of the sample, by newspaper, then by date."""
    found = []
    for file in (files(__name__) / "articles").iterdir():
        paper = file.name.rpartition("-")[0]  # stepnoy-vestnik-2019.toml
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["article"]:
            body = tuple(paragraph.replace("\n", " ") for paragraph in entry.pop("body").strip("\n").split("\n\n"))
            found.append(Story(paper=paper, body=body, tags=tuple(entry.pop("tags")), **entry))
    return tuple(sorted(found, key=lambda story: (story.paper, story.date)))


def popular(story: Story, count: int = 7) -> list[Story]:
    """The most viewed of the newspaper's other articles."""
    return sorted(_others(story), key=lambda other: -other.views)[:count]


def related(story: Story, count: int = 4) -> list[Story]:
    """Those of the newspaper's other articles that share most tags, then the section, then are nearest in time."""

    def distance(other: Story) -> tuple[int, bool, float]:
        shared = len(set(story.tags) & set(other.tags))
        return -shared, other.section != story.section, abs((other.date - story.date).total_seconds())

    return sorted(_others(story), key=distance)[:count]


def latest(story: Story, count: int = 5) -> list[Story]:
    """The newspaper's articles that came next; after the last one, its first ones again."""
    others = _others(story)
    return ([other for other in others if other.date > story.date] + others)[:count]


def _others(story: Story) -> list[Story]:
    return [other for other in stories() if other.paper == story.paper and other is not story]


def write(folder: Path) -> int:
    """Save every article as a page, `folder/<newspaper>/<year>/<slug>.html`; the number of pages comes back."""
    pages = Environment(loader=PackageLoader(__name__), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters["spaced"] = lambda number: f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
    pages.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    for story in stories():
        html = pages.get_template(f"{story.paper}.html.j2").render(
            story=story,
            popular=popular(story),
            related=related(story),
            latest=latest(story),
            weeks=calendar.monthcalendar(story.date.year, story.date.month),
        )
        file = folder / story.paper / str(story.date.year) / f"{story.slug}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(html.encode(story.charset, errors="xmlcharrefreplace"))
    return len(stories())
