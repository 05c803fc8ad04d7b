"""Repair of text before it is kept: line ends, blanks, invisible characters, entities that were left over."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_LINES = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNREADY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What one of these two finds; most texts have nothing of it."""
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]")
"""Zero-width space, word joiner, byte order mark and soft hyphen say nothing; joiners of other scripts are kept."""
_BLANKS = re.compile(r"[^\S\n]{2,}|[\t\u2000-\u200a]")
_UNCLEAN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u2000-\u200b\u2028\u2029\u2060\ud800-\udfff\ufeff\ufffe\uffff]|\s{2,}"
)
"""What a line has that any of these finds; most have nothing of it."""
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d?);", re.I)
_SPACES = "\u00a0\u202f"
"""Spaces that don't break stay where they stand alone: `1 200 мест`, `А. Токаев`."""


def ready(text: str) -> str:
    """A text that was already made ready by others: unchanged but for line ends and control characters."""
    return (_CONTROL.sub("", _LINES.sub("\n", text)) if _UNREADY.search(text) else text).strip()


def inline(text: str) -> str:
    """One line of a page: entities that were escaped twice undone, runs of blanks made one, nothing invisible."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if _UNCLEAN.search(text):
        text = _INVISIBLE.sub("", _CONTROL.sub("", _LINES.sub("\n", text))).replace("\n", " ")
        text = _BLANKS.sub(_blank, text)
    return text.strip()


def _blank(found: re.Match[str]) -> str:
    """A run of blanks as one; it stays unbreakable where all of it was."""
    return found[0][0] if found[0].strip(_SPACES) == "" and len(set(found[0])) == 1 else " "


def paragraphs(lines: list[str]) -> list[str]:
    """Lines made clean, without empty ones, and without a second copy of the whole."""
    kept = [line for line in map(inline, lines) if line]
    half = len(kept) // 2
    if half and len(kept) % 2 == 0 and kept[:half] == kept[half:] and sum(map(len, kept[:half])) > 100:
        return kept[:half]  # a page's mobile and desktop copies of one text
    return kept


def same(left: str, right: str) -> bool:
    """Whether two lines say the same, whatever their blanks, case, quotes and last mark."""
    return bare(left) == bare(right) != ""


def bare(text: str) -> str:
    """The letters and digits of a text: what is left of it when blanks, case, quotes and marks say nothing."""
    return _bare(text) if len(text) < _LINE else _bare.__wrapped__(text)


_LINE = 2000
"""Letters of a line that is compared many times; longer ones are not remembered."""


@lru_cache(maxsize=512)
def _bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower().replace("ё", "е")))


def begins(text: str, start: str) -> bool:
    """Whether a text begins with another, perhaps cut off and ended with dots: `Сегодня в Астане...`."""
    return len(bare(start)) > 20 and bare(text).startswith(bare(start))
