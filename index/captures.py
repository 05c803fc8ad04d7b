"""Two captures of one article: whether they are, and what the one brings to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from index.article import Article
from index.prepare import seconds


def alike(one: Article, other: Article) -> bool:
    """Whether two articles of one id can be the same: what both know of their address and source agrees."""
    one, other = one.uncorrected(), other.uncorrected()
    return all(
        getattr(one, name) is None or getattr(other, name) is None or getattr(one, name) == getattr(other, name)
        for name in ("url", "source")
    )


ENTRY = ("title", "published", "author", "section", "tags", "image", "caption")
"""What an entry of a sitemap or of a feed, which has no text, tells of an article where the page itself doesn't."""


KEPT = ("url", "title", "published", "modified", "author", "section", "tags", "source", "views", "image", "caption")
"""What stays known of an article when a record comes for it that doesn't say it."""


def completed(old: Article, new: Article, unsaid: Sequence[str] = ()) -> Article:
    """The one of two captures that has a text (of two the new one). Of the fields that it does
    not call empty (`unsaid`) it lacks none that the old one has; a page tells all, what it doesn't have is empty. From
    entries without a text comes what is then lacking: they are remembered in `extra`, for the page will come again."""
    before = old.uncorrected()
    article = before if old.body and not new.body else replace(new, **known(before, new, unsaid))
    said = entry(before) | entry(new)
    told = said | {"tags": tuple(said.get("tags", ()))}
    lacking = {name: value for name, value in told.items() if not getattr(article, name)}
    return replace(article, **lacking, extra={**article.extra, "entry": said}) if said and article.body else article


def known(old: Article, new: Article, names: Iterable[str]) -> dict[str, Any]:
    """Those of the fields that the old article has and the new one hasn't."""
    return {name: value for name in names if (value := getattr(old, name)) and not getattr(new, name)}


def older(new: Article, old: Article) -> bool:
    """Whether what comes was captured before the text that the archive has: both say when (a WARC and an MHTML do, as
    `captured` in `extra`). By the time of a file that can't be told."""
    one, other = (seconds(said) if isinstance(said := each.extra.get("captured"), str) else None for each in (new, old))
    return bool(old.body) and one is not None and other is not None and one < other


def entry(article: Article) -> dict[str, Any]:
    """What an article without a text tells, or what was told so of one that has it."""
    if article.body:
        return dict(article.extra.get("entry", {}))
    return {name: value for name in ENTRY if (value := plain(getattr(article, name)))}


def as_corrected(old: Article, new: Article) -> Article:
    """A new capture of an article, with what the archive's owner has corrected in the old one."""
    kept = {name: getattr(old, name) for name in old.corrected if name not in new.corrected}
    if not kept:
        return new
    said = {name: plain(getattr(new, name)) for name in kept}
    return replace(new, **kept, corrected={**new.corrected, **said})


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
