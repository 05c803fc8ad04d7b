"""How fields are marked in pages: the elements whose class has a name, and the value of an element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from indexer import document
from indexer.document import Document

Found = tuple[str, str]
"""The rule that found a value, and the value."""

SHORT = "string-length(normalize-space(.)) < {}"
"""An XPath condition: the element holds fewer letters."""

_BLANKS = re.compile(r"[ \t\r\n]+")


def named(
    page: Document, names: tuple[str, ...], *, shorter: int | None = None, below: bool = False
) -> Iterator[HtmlElement]:
    """The elements that have a name as a class or as a part of one, `views`, `article__views`; that hold fewer letters
    than `shorter`; and that come after the headline, where it is `below` that is asked for.

    Asked of each distinct class once, for XPath would compare the class of each element with each name.
    """
    found = [each for said, placed in page.classed.items() if _has(said, names) for each in placed]
    for place, node in sorted(found):
        if (not below or place >= page.below) and (shorter is None or len(flat(node.text_content())) < shorter):
            yield node


def properties(page: Document, *names: str) -> list[HtmlElement]:
    """The elements that are marked as one of some properties of microdata, and that a reader sees."""
    return [node for node in page.marked if node.get("itemprop") in names and node.tag != "meta"]


def dated(page: Document, name: str) -> list[HtmlElement]:
    """The elements that are marked as a date of microdata, visible or not: `datePublished dateModified` is both."""
    return [node for node in page.marked if name in node.get("itemprop")]


@lru_cache(maxsize=8192)
def _has(said: str, names: tuple[str, ...]) -> bool:
    """Whether the `class` of an element has one of some names."""
    whole = said.split()
    return any(
        name in whole or any(part in said for part in (f"{name}_", f"{name}-", f"-{name}", f"_{name}"))
        for name in names
        if name in said
    )


def flat(text: str) -> str:
    """A text as `normalize-space` of XPath gives it: runs of blanks as one, none at its ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def value(node: HtmlElement) -> str:
    """What an element says to programs, else to readers."""
    return node.get("datetime") or node.get("content") or node.get("title") or document.text(node)


def listed(found: Any) -> list[Any]:
    """A value of JSON-LD as a list."""
    return found if isinstance(found, list) else [found]
