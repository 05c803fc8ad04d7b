"""Values of records made uniform: texts, lists of names, counts, languages, addresses."""

from __future__ import annotations

import re
from typing import Any

from index.address import canonical_url
from indexer import clean


def text(value: Any) -> str | None:
    """A value as text: a list of names divided by commas, an object by its name."""
    match value:
        case str():
            return clean.ready(value) or None
        case bool() | None:
            return None
        case int() | float():
            return str(value)
        case list():
            return ", ".join(filter(None, map(text, value))) or None
        case {"name": name} | {"url": name}:
            return text(name)
        case _:
            return None


def paragraphs(value: Any) -> str:
    """A text, or one that is a list of its paragraphs."""
    return "\n".join(filter(None, map(text, value))) if isinstance(value, list) else text(value) or ""


_BARE = re.compile(r"(?://)?((?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?].*)?)", re.S)


def address(text: str | None) -> str | None:
    """The canonical address, of one without its scheme too: `kazpravda.kz/n/1`."""
    bare = _BARE.fullmatch(text) if text else None
    return canonical_url(f"https://{bare[1]}" if bare else text) or text


_LANGS = {"rus": "ru", "kaz": "kk", "kz": "kk", "ukr": "uk", "eng": "en"}


def lang(text: str | None) -> str | None:
    """A language as the archive names it, with its script where that is said: `ru` of `ru-RU`, `kk-Latn`."""
    if not text:
        return None
    name, *rest = re.split("[-_]", text.strip())
    script = next((f"-{part.title()}" for part in rest if len(part) == 4 and part.isalpha()), "")
    return _LANGS.get(name.lower(), name.lower()) + script


def tags(value: Any) -> tuple[str, ...]:
    """Tags of a list, or of a text that divides them by commas; each once."""
    names = [text(tag) for tag in value] if isinstance(value, list) else (text(value) or "").split(",")
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip()))


def count(value: Any) -> int | None:
    """A number of views: 3407, "3 407", 3407.0."""
    digits = "".join((text(value) or "").removesuffix(".0").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 13 else None
