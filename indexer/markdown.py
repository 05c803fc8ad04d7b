"""Marks of Markdown taken out of a plain text, as programs that clip pages write it."""

from __future__ import annotations

import re

_TARGET = r"\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
_IMAGE = re.compile(rf"!\[([^\[\]\n]{{0,300}})\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]\n]{{0,1000}})\]{_TARGET}")
_HEADING = re.compile(r"^[^\S\n]{0,3}#{1,6}[^\S\n]+(?=\S)(.*)$", re.M)
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^\n]{1,200}?)(?<=[^\s])\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_RULE = re.compile(r"^[^\S\n]*(?:[-=_*~][^\S\n]?){3,}$", re.M)
"""`-----`, `* * *`: a line between parts, or under a heading."""


def unmarked(text: str) -> str:
    """A text with the words of its links, headings and strong passages, without pictures and lines drawn between."""
    text = _RULE.sub("", text)
    marked = _LINK.search(text) is not None
    if marked:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _STRONG.sub(r"\2", _HEADING.sub(lambda found: f"\n{found[1].rstrip(' #')}\n", text))
    return _ESCAPED.sub(r"\1", text) if marked else text
