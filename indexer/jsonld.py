"""JSON-LD of a page: its blocks read, however broken, and the node that is the article found among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:\w*(?:News|Blog)?Article|BlogPosting|LiveBlogPosting|NewsStory|Report|\w+NewsArticle)$")
"""Types of schema.org that an article has: NewsArticle, ReportageNewsArticle, BlogPosting ..."""

BLOCK_LIMIT = 2 << 20
DEPTH = 12


def nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """Every typed node of every block, those of lists and of @graph too, in the order of the page."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_typed(_load(script.text), 0))
    return found


def article(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The node of the page's article: of several, the one that says most; empty where there is none."""
    articles = [node for node in found if any(ARTICLE.match(kind) for kind in types(node))]
    return max(articles, key=lambda node: (bool(node.get("datePublished")), len(node)), default={})


def types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def text(value: Any) -> str | None:
    """A value as text: of an object its name, of a list its first."""
    match value:
        case str():
            return value.strip() or None
        case int() | float() if not isinstance(value, bool):
            return str(value)
        case {"name": inner} | {"@value": inner} | {"url": inner} | {"@id": inner}:
            return text(inner)
        case [first, *_]:
            return text(first)
        case _:
            return None


def texts(value: Any) -> list[str]:
    """All values of a list as texts; one value is a list of one."""
    return [found for each in (value if isinstance(value, list) else [value]) if (found := text(each))]


def _typed(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEPTH:
        return
    match value:
        case list():
            for each in value:
                yield from _typed(each, depth + 1)
        case dict():
            if "@type" in value:
                yield value
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
                if isinstance(value.get(key), list | dict):
                    yield from _typed(value[key], depth + 1)


def _load(raw: str) -> Any:
    """The JSON of a block; mends what publishers break: wrappers, line ends in strings, commas too many."""
    if len(raw) > BLOCK_LIMIT:
        return None
    cleaned = (
        re.sub(
            r"^\s*(?:<!--|//<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$", "", raw
        )
        .strip()
        .rstrip(";")
    )
    for mend in (
        lambda t: t,
        lambda t: re.sub(r",\s*([}\]])", r"\1", t),
        lambda t: re.sub(r"}\s*{", "},{", f"[{t}]"),
        _field_by_field,
    ):
        try:
            return json.loads(mend(cleaned), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _field_by_field(broken: str) -> str:
    """What can be saved of a block that stays broken (a bare quote inside a string): its simple fields."""
    pairs = dict(
        re.findall(r'"(headline|datePublished|dateModified|articleSection|@type|url)"\s*:\s*"([^"\n]{1,500})"', broken)
    )
    return json.dumps(pairs)
