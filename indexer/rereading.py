"""Text captures that are in the archive already, read once more with what is known of their source by now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from index.article import Article, Origin
from indexer.extract import SURROUNDINGS, extract
from indexer.pages import NotAnArticle, Page
from indexer.repeated import Repeated


@dataclass(slots=True)
class Rereading:
    """Reads articles of captures again, and counts them: those that were `read`, and those that this `changed`."""

    timezone: str
    sites: str
    repeated: Repeated = field(init=False)
    read: int = 0
    changed: int = 0

    def __post_init__(self) -> None:
        self.repeated = Repeated(self.sites)

    def again(self, article: Article) -> Article:
        """An article of a capture as it is read by now, under its id; any other as it is. What its owner has corrected
        is for the caller to bring along."""
        if "text" not in article.capture:
            return article
        self.read += 1
        told: dict[str, Any] = {name: article.capture.get(name) for name in SURROUNDINGS}
        data = article.capture["text"].encode()
        page = Page(kind="text", data=data, charset="utf-8", origin=article.origin or Origin("-"), **told)
        try:
            found = extract(self.repeated.marked(page), self.timezone, self.sites)
        except NotAnArticle:
            return article
        said = article.uncorrected()
        now = replace(found, id=article.id, url=said.url, lang=said.lang, sha256=said.sha256, origin=said.origin)
        if now.digest() == said.digest():
            return article
        self.changed += 1
        return now
