"""Profiles of sites: small files that say where a site's pages have each field, and what on them is furniture."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from lxml import etree

from index.address import host
from indexer.document import Document

FIELDS = ("title", "lead", "body", "published", "modified", "author", "section", "tags", "views", "image", "caption")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about one site.

    `name` is the source's name; `hosts` and `marks` tell its pages (a mark is a text that only they have). `fields`
    are XPaths, tried in order; `drop` are XPaths of furniture inside the body. `stop` are lines of a plain-text
    capture at which its article has ended.
    """

    name: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    timezone: str | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()


def load(text: str) -> Profile:
    """A profile of its TOML; raises ValueError for a name or an XPath that is none."""
    data = tomllib.loads(text)
    unknown = set(data) - {"name", "hosts", "marks", "names", "timezone", "fields", "drop", "capture"}
    unknown |= set(data.get("fields", {})) - set(FIELDS)
    if unknown:
        raise ValueError(f"в профиле сайта неизвестные ключи: {', '.join(sorted(unknown))}")
    fields = {
        name: tuple([paths] if isinstance(paths, str) else paths) for name, paths in data.get("fields", {}).items()
    }
    drop = tuple(data.get("drop", ()))
    for path in (*drop, *(path for paths in fields.values() for path in paths)):
        try:
            etree.XPath(path)
        except etree.XPathError as error:
            raise ValueError(f"в профиле сайта негодный XPath «{path}»: {error}") from None
    lists = {key: tuple(data.get(key, ())) for key in ("hosts", "marks", "names")}
    return Profile(
        data["name"],
        **lists,
        timezone=data.get("timezone"),
        fields=fields,
        drop=drop,
        stop=tuple(data.get("capture", {}).get("stop", ())),
    )


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles that the package has, by name of file."""
    folder = resources.files("indexer") / "sites"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple(load(each.read_text(encoding="utf-8")) for each in files)


def of_page(page: Document) -> Profile | None:
    """The profile of a page's site: by its address, its own name of the site, what the user said, or a mark in it."""
    said = page.page
    names = {
        (name or "").lower().removeprefix("www.")
        for name in (host(page.url), page.first("og:site_name"), said.source, said.hint)
    }
    found = next(
        (each for each in profiles() if names & {each.name.lower(), *each.hosts, *map(str.lower, each.names)}), None
    )
    if found or page.url:
        return found
    return _marked(page.tree.text_content())


def of_text(text: str, source: str | None = None) -> Profile | None:
    """The profile of a plain-text capture's site: what the user said, else a mark in the text."""
    name = (source or "").lower().removeprefix("www.")
    found = next((each for each in profiles() if name and name in {each.name.lower(), *each.hosts}), None)
    return found or _marked(text)


def _marked(text: str) -> Profile | None:
    return next((each for each in profiles() if any(re.search(mark, text) for mark in each.marks)), None)
