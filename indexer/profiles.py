"""The profiles that are known, those of the package and the archive owner's own, and which of them a page is of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from index.address import host
from indexer.document import Document
from indexer.profile import Profile, ProfileError, load

FOLDER = "sites"
"""The folder in an archive for profiles of its owner's."""


@lru_cache(maxsize=4)
def known(own: str | None = None) -> Mapping[str, Profile]:
    """All profiles by the names of their files, those of the folder `own` first; one of them may extend any of the
    package, and takes the place of that with the same name. Raises ProfileError for one that can't be used."""
    folder = resources.files("indexer") / FOLDER
    packaged: dict[str, Profile] = {}
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name.endswith(".toml"):
            text = each.read_text(encoding="utf-8")
            packaged[each.name.removesuffix(".toml")] = load(text, f"indexer/{FOLDER}/{each.name}", packaged)
    found: dict[str, Profile] = {}
    for path in sorted(Path(own).glob("*.toml")) if own else ():
        try:
            found[path.stem] = load(path.read_text("utf-8"), str(path), packaged | found)
        except (OSError, UnicodeDecodeError) as error:
            raise ProfileError(f"{path} не читается: {error}") from None
    return found | {name: each for name, each in packaged.items() if name not in found}


def of_page(page: Document, own: str | None = None) -> Profile | None:
    """The profile of a page's site: by its address, its own name of the site, what the user said, or a mark in it."""
    said = page.page
    names = {
        (name or "").lower().removeprefix("www.")
        for name in (host(page.url), page.first("og:site_name"), said.source, said.hint)
    }
    found = next((each for each in known(own).values() if names & {*_names(each), *map(str.lower, each.names)}), None)
    if found or page.url:
        return found
    return _marked(page.tree.text_content(), own)


def of_text(text: str, source: str | None = None, own: str | None = None) -> Profile | None:
    """The profile of a plain-text capture's site: what the user said, else a mark in the text."""
    name = (source or "").lower().removeprefix("www.")
    found = next((each for each in known(own).values() if name and name in _names(each)), None)
    return found or _marked(text, own)


def _names(site: Profile) -> set[str]:
    """What tells a site by a word; a profile without hosts and names is there to be extended only."""
    return {site.name.lower(), *site.hosts} if site.hosts or site.names else set(site.hosts)


def _marked(text: str, own: str | None) -> Profile | None:
    return next((each for each in known(own).values() if any(re.search(mark, text) for mark in each.marks)), None)
