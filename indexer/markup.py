"""How fields are marked in pages: XPath conditions for names of classes, and the value of an element."""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement

from indexer import document

Found = tuple[str, str]
"""The rule that found a value, and the value."""

SHORT = "string-length(normalize-space(.)) < {}"
"""An XPath condition: the element holds fewer letters."""


def named(*names: str) -> str:
    """An XPath condition: a class of the element is a name or has it as a part: `views`, `article__views`."""
    whole = "contains(concat(' ', normalize-space(@class), ' '), ' {0} ')"
    parts = (f"contains(@class, '{part}')" for part in ("{0}_", "{0}-", "-{0}", "_{0}"))
    condition = " or ".join((whole, *parts))
    return " or ".join(condition.format(name) for name in names)


def value(node: HtmlElement) -> str:
    """What an element says to programs, else to readers."""
    return node.get("datetime") or node.get("content") or node.get("title") or document.text(node)


def listed(found: Any) -> list[Any]:
    """A value of JSON-LD as a list."""
    return found if isinstance(found, list) else [found]
