"""Bytes into text: byte order mark, strict UTF-8, what was declared, then the pairs of Cyrillic letters decide."""

from __future__ import annotations

import codecs
import re

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CYRILLIC = ("cp1251", "koi8-r", "cp866", "kz1048", "ptcp154", "mac-cyrillic", "iso8859-5")
"""One-byte charsets of Russian and Kazakh pages, the likelier first: of equal ones the first is taken."""

COMMON = frozenset(
    [
        "ст",
        "но",
        "то",
        "на",
        "ен",
        "ов",
        "ни",
        "ра",
        "во",
        "ко",
        "по",
        "ро",
        "не",
        "ли",
        "ре",
        "ос",
        "пр",
        "ал",
        "от",
        "ка",
        "ть",
        "ти",
        "ск",
        "го",
        "ер",
        "ва",
        "та",
        "та",
        "ел",
        "ан",
        "ет",
        "да",
        "ла",
        "ат",
        "из",
        "ор",
        "ом",
        "ло",
        "об",
        "ле",
        "ес",
        "ри",
        "де",
        "ин",
        "за",
        "ас",
        "ми",
        "мо",
        "ег",
        "ия",
        "ой",
        "те",
        "ла",
        "ды",
        "ар",
        "нд",
        "ік",
        "ың",
        "ға",
        "ды",
        "қа",
        "ай",
        "ен",
        "ыл",
        "ін",
        "да",
        "ба",
        "ау",
    ]
)
"""Pairs of letters that Russian and Kazakh words are full of; in a wrong charset they fall apart."""

SAMPLE = 100_000
"""Bytes that are judged; more would not change the verdict."""

_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_LETTERS = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў]+")
_OTHERS = re.compile(r"(?![ЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў])[\u0400-\u040f\u0450-\u04ff\u2500-\u25ff‡†‰]")
"""Letters of Cyrillic that no language here has, and the frames of old screens: signs of a wrong charset."""


def declared(data: bytes) -> str | None:
    """The charset that a page names in its head: `<meta charset=...>`, `http-equiv`, or an XML declaration."""
    found = _META.search(data[:8192])
    return found[1].decode("ascii", "ignore") if found else None


def decode(data: bytes, charset: str | None = None) -> str:
    """Text of bytes; never fails, and a wrong declaration does not win over what the letters say.

    `charset` is what a protocol or the page declares; without it the page's own declaration is looked for.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.decode(_foreign(data, error, charset), "replace")


def encoding(data: bytes, charset: str | None = None) -> str:
    """The name of the charset in which `decode` would read bytes."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _foreign(data, error, charset)
    return "utf-8"


def _foreign(data: bytes, error: UnicodeDecodeError, charset: str | None) -> str:
    """The charset of bytes that are not all UTF-8."""
    # Cut in the middle of a letter, or one broken byte in a page that is UTF-8 else.
    if _is_broken_utf8(data, error):
        return "utf-8"
    best = max(CYRILLIC, key=lambda name: _likeness(data, name))
    named = _known(charset) or _known(declared(data))
    if _likeness(data, best) < 0.02:  # few Cyrillic letters: the page's word is all there is
        return named or "cp1252"
    return named if named and _likeness(data, named) >= _likeness(data, best) else best


NO_CHARSETS = {"undefined", "idna", "punycode"}
"""Names that Python knows beside charsets: texts of no page, and they raise on bytes that don't fit."""


def _known(name: str | None) -> str | None:
    """The name by which Python knows a charset; `windows-1251`, `x-cp1251` and `utf8` are names too."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().lower().removeprefix("x-"))
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in NO_CHARSETS else None


def _is_broken_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether nearly all that is not ASCII is good UTF-8: a broken byte or two, or a last letter cut in half."""
    if error.start >= len(data) - 3 and error.start > 0:
        high = sum(byte > 127 for byte in data[: error.start][:SAMPLE])
        return high > 3 or error.start < 32
    text = data[:SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" and char != "\ufffd" for char in text)
    return good > 20 * bad


def _likeness(data: bytes, name: str) -> float:
    """How much the letters of bytes read so look like Russian or Kazakh: common pairs, less letters out of place."""
    text = data[:SAMPLE].decode(name, "replace")
    pairs = hits = 0
    strange = len(_OTHERS.findall(text))
    for word in _LETTERS.findall(text):
        pairs += len(word) - 1
        hits += sum(word[i : i + 2].lower() in COMMON for i in range(len(word) - 1))
        strange += sum(word[i].islower() and word[i + 1].isupper() for i in range(len(word) - 1))
    high = sum(char > "\x7f" and not char.isspace() for char in text)
    return (hits - 2 * strange) / max(pairs, high / 2, 1)
