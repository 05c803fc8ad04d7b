"""The fields of a saved page but its body: what the site's profile finds, else what the page states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from index import address
from indexer import authors, clean, dates, document, headline, labels, moments
from indexer.document import Document
from indexer.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is known of an article beside its text, and by which rule each of it was found."""

    title: str
    lead: str | None
    published: str | None
    modified: str | None
    author: str | None
    section: str | None
    tags: tuple[str, ...]
    source: str | None
    views: int | None
    image: str | None
    caption: str | None
    rules: Mapping[str, str]


def stated(page: Document, site: Profile | None, timezone: str) -> Fields:
    """The fields of a page, each by the first rule that finds it."""
    zone = (site.timezone if site else None) or timezone
    own = _profiled(page, site, zone) if site else {}
    general: dict[str, tuple[str, Any] | None] = {
        "title": headline.title(page),
        "published": moments.published(page, zone),
        "modified": moments.modified(page, zone),
        "author": authors.author(page),
        "section": labels.section(page),
        "tags": labels.tags(page),
        "views": labels.views(page),
        "image": headline.image(page),
        "caption": headline.caption(page),
    }
    found = {name: value for name, value in (general | own).items() if value is not None}
    values: dict[str, Any] = {name: value for name, (_, value) in found.items()}
    missing = dict.fromkeys(name for name in (*general, "lead") if name not in values)
    values = missing | values | {"title": values.get("title") or "", "tags": values.get("tags") or ()}
    return Fields(**values, source=_source(page, site), rules={name: rule for name, (rule, _) in found.items()})


def _profiled(page: Document, site: Profile, zone: str) -> dict[str, tuple[str, Any]]:
    """What the paths of a site's profile find; the body is read elsewhere."""
    found: dict[str, tuple[str, Any]] = {}
    for name, paths in site.fields.items():
        for path in paths if name != "body" else ():
            texts = [text for node in document.find(page.tree, path) if (text := said(node))]
            if (value := _value(name, texts, page, zone)) is not None:
                found[name] = ("profile", value)
                break
    return found


def said(found: HtmlElement | str) -> str:
    """What an XPath found, as one line: of an element its text, of an attribute its value."""
    return clean.inline(found) if isinstance(found, str) else document.text(found)


def _value(name: str, texts: list[str], page: Document, zone: str) -> Any:
    """The texts that a path found as the value of a field; None where they are none."""
    match name:
        case "tags":
            return tuple(dict.fromkeys(texts)) or None
        case "author":
            return ", ".join(dict.fromkeys(texts)) or None
        case "published" | "modified":
            said = (dates.parse(text, now=page.page.captured, zone=zone) for text in texts)
            return next((value for value in said if value), None)
        case "views":
            return next((count for text in texts if (count := labels.number(text)) is not None), None)
        case _:
            return next(iter(texts), None)


def _source(page: Document, site: Profile | None) -> str | None:
    """Whose article it is: what the user said, the profile's name, the host, the folder's name, the site's own name."""
    name = site.name if site else None
    return page.page.source or name or address.host(page.url) or page.page.hint or page.first("og:site_name")
