"""A path by which an element of a page is found again on the other pages of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from indexer import clean, document

STEPS = 6
"""Elements that a path is made of."""

_STABLE = re.compile(r"[A-Za-z_][A-Za-z_-]*")
"""An id or a class that says what an element is; digits are often of one article: `post-48213`."""
_TAG = re.compile(r"[a-z][a-z0-9]*")
"""Broken markup makes names of which no path can be made: `o:p`, `meta<meta`."""


def place(tree: HtmlElement, lines: set[str]) -> tuple[str, HtmlElement] | None:
    """The innermost element with all of some bare lines that stand on the page but once, and a path that finds it."""
    leaves: dict[str, list[HtmlElement]] = {line: [] for line in lines}
    for leaf in _leaves(tree):
        for line in set(map(clean.bare, document.lines(leaf))) & leaves.keys():
            leaves[line].append(leaf)
    found = {places[0]: None for places in leaves.values() if len(places) == 1}
    root: HtmlElement | None = None
    for leaf in found:
        ways = (leaf.getparent() if leaf.tag == "p" else leaf, *leaf.iterancestors())
        held = {root, *root.iterancestors()} if root is not None else set(ways)
        root = next((node for node in ways if node in held), None)
        if root is None:
            return None
    return _found(tree, root) if root is not None else None


def _leaves(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are paragraphs, or hold some divided by line ends alone."""
    blocks_within = document.BLOCKS - {"br"}
    for node in tree.iter(*blocks_within):
        if not any(True for _ in node.iterdescendants(*blocks_within)):
            yield node


def _found(tree: HtmlElement, root: HtmlElement) -> tuple[str, HtmlElement] | None:
    """The shortest path by tags, classes and ids that finds an element and no other."""
    path = ""
    for node in (root, *root.iterancestors())[:STEPS]:
        if not _TAG.fullmatch(node.tag):
            return None
        path = f"/{_step(node)}{path}"
        if document.find(tree, f"/{path}") == [root]:
            return f"/{path}", root
    return None


def _step(node: HtmlElement) -> str:
    """An element in a path: `div[@id='text']`, `div[contains(concat(' ', @class, ' '), ' text ')]`."""
    if _STABLE.fullmatch(node.get("id") or ""):
        return f"{node.tag}[@id='{node.get('id')}']"
    names = [name for name in (node.get("class") or "").split() if _STABLE.fullmatch(name)]
    return str(node.tag) + "".join(
        f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in names
    )
