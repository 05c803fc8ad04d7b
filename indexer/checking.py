"""How a page becomes its article, step by step: what each rule of a profile took and dropped, and the rule behind
each field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer import clean, document, profiles
from indexer.charset import decode
from indexer.document import Document
from indexer.extract import examine
from indexer.fields import said
from indexer.pages import NotAnArticle, Page
from indexer.profile import Profile

SHOWN, LINES, LOOKED_AT = 200, 40, 1 << 20
"""Letters of a text that are shown, lines of a page, and bytes among which they are looked for."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule of a profile on a page: its key and XPath, how many places it found, and the first text there."""

    key: str
    path: str
    found: int
    text: str


def checked(page: Page, timezone: str, sites: str | None) -> dict[str, Any]:
    """What became of a page, as JSON data: `article` (null, and `reason`), `profile` and its file, `rules` (field and
    the rule that gave it), `tried` (each rule of the profile), `dropped` (line and reason)."""
    site, tree = _site(page, sites)
    tried = list(_tried(site, tree)) if site and tree else []
    report: dict[str, Any] = {
        "origin": str(page.origin),
        "profile": site.name if site else None,
        "file": site.file if site else None,
        "tried": [{"key": t.key, "path": t.path, "found": t.found, "text": t.text} for t in tried],
    }
    try:
        found = examine(page, timezone, sites)
    except NotAnArticle as error:
        return report | {"article": None, "reason": str(error), "rules": {}, "dropped": []}
    dropped = [{"line": each.line[:SHOWN], "reason": each.reason} for each in found.dropped]
    return report | {"article": found.article.to_json(), "reason": None, "rules": dict(found.rules), "dropped": dropped}


def _site(page: Page, sites: str | None) -> tuple[Profile | None, Document | None]:
    """The profile of a page, and the page parsed where it is HTML."""
    if page.kind == "text":
        return profiles.of_text(decode(page.data, page.charset), page.source or page.hint, sites), None
    if page.kind != "html":
        return None, None
    try:
        parsed = document.document(page)
    except NotAnArticle:
        return None, None
    return profiles.of_page(parsed, sites), parsed


def _tried(site: Profile, page: Document) -> Iterator[Tried]:
    rules = [(f"fields.{name}", path) for name, paths in site.fields.items() for path in paths]
    for key, path in (*rules, *(("drop", path) for path in site.drop)):
        texts = [text for node in document.find(page.tree, path) if (text := said(node))]
        yield Tried(key, path, len(texts), texts[0][:SHOWN] if texts else "")


def shown(page: Page) -> list[str]:
    """The first lines of a page as a reader sees them: of HTML its text, of all else the text that it is."""
    text = decode(page.data[:LOOKED_AT], page.charset)
    lines = document.lines(document.parse(text)) if page.kind == "html" else clean.paragraphs(text.splitlines())
    return [line[:SHOWN] for line in lines[:LINES]]
