"""What is done to one page, in whatever process: nothing that a page does raises, all of it becomes a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from index.article import Article
from index.prepare import Prepared, prepare
from index.vocabulary import Told
from indexer.containers import Containers
from indexer.pages import NotAnArticle, Page, Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Looked:
    """An article, the format of its page, and the rule that found its date."""

    article: Article
    format: str
    rule: str


def prepared(
    page: Page,
    timezone: str,
    sites: str | None = None,
    told: Told | None = None,
    containers: Containers | None = None,
) -> Prepared | Refused:
    """The article of a page, ready for the index, or why there is none. `told` is what this process has told of,
    `containers` what it has learnt of pages."""

    def do() -> Prepared:
        from indexer.extract import extract

        return prepare(extract(page, timezone, sites, containers), told)

    return _guarded(page, do)


def looked(page: Page, timezone: str, sites: str | None = None) -> Looked | Refused:
    """The article of a page with its id and language, and how its date was found."""

    def do() -> Looked:
        from indexer.extract import examine

        found = examine(page, timezone, sites)
        rule = found.rules.get("published") or ("запись" if page.kind in ("record", "xml") else "нет")
        return Looked(prepare(found.article).article, page.format, rule)

    return _guarded(page, do)


def sampled(page: Page, timezone: str, sites: str | None = None) -> dict[str, Any] | Refused:
    """A page beside its article, as JSON data: the keys of `checking.checked`, and `page`, its first lines."""

    def do() -> dict[str, Any]:
        from indexer.checking import checked, shown

        return checked(page, timezone, sites) | {"page": shown(page)}

    return _guarded(page, do)


def _guarded(page: Page, do: Callable[[], T]) -> T | Refused:
    try:
        return do()
    except NotAnArticle as error:
        return Refused(page.origin, str(error), page.sha256)
    except Exception as error:  # a page that no rule foresaw must not end a run of a million
        return Refused(page.origin, f"ошибка разбора: {type(error).__name__}: {error}"[:300], page.sha256)
