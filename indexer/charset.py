"""Bytes into text: byte order mark, strict UTF-8, what was declared, then the pairs of Cyrillic letters decide."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, product

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
_LETTERS = frozenset("".join(map(chr, range(0x410, 0x450))) + "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў")
_CAPITALS = frozenset(filter(str.isupper, _LETTERS))
_COMMON = frozenset(a + b for pair in COMMON for a, b in product(*((letter, letter.upper()) for letter in pair)))
_OTHERS = frozenset("".join(map(chr, (*range(0x400, 0x500), *range(0x2500, 0x2600)))) + "‡†‰") - _LETTERS
"""Letters of Cyrillic that no language here has, and the frames of old screens: signs of a wrong charset."""

_ASCII = re.compile(rb"[\x00-\x7f]+")
HIGH = 8_000
"""Bytes that are judged of those that are no ASCII, and thus letters of a one-byte charset."""


def declared(data: bytes) -> str | None:
    """The charset that a page names in its head: `<meta charset=...>`, `http-equiv`, or an XML declaration."""
    found = _META.search(data[:8192])
    return found[1].decode("ascii", "ignore") if found else None


def _mark(data: bytes) -> tuple[bytes, str] | None:
    """The mark of byte order that bytes begin with, and its charset; UTF-16 without one shows by every second byte."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return mark, name
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = data[first:2000:2], data[1 - first : 2000 : 2]
        pages = high.count(0) + high.count(4)  # of Latin letters and of Cyrillic ones
        if len(high) > 3 and pages > 0.8 * len(high) and low.count(0) < 0.1 * len(low):
            return b"", name
    return None


def is_wide(data: bytes) -> bool:
    """Whether bytes are text in UTF-16 or UTF-32, which has zero bytes as no other text has."""
    found = _mark(data)
    return found is not None and found[1] != "utf-8"


def decode(data: bytes, charset: str | None = None) -> str:
    """Text of bytes; never fails, and a wrong declaration does not win over what the letters say.

    `charset` is what a protocol or the page declares; without it the page's own declaration is looked for.
    """
    if found := _mark(data):
        mark, name = found
        return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.decode(_foreign(data, error, charset), "replace")


def markup(data: bytes) -> str:
    """Text of bytes of which only the ASCII is of interest, as tags are: what is cheaper than to tell the charset."""
    if found := _mark(data):
        mark, name = found
        return data[len(mark) :].decode(name, "replace")
    return data.decode("utf-8", "ignore")


def encoding(data: bytes, charset: str | None = None) -> str:
    """The name of the charset in which `decode` would read bytes."""
    if found := _mark(data):
        return found[1]
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
    named = _known(charset) or _known(declared(data))
    high = _ASCII.sub(b" ", data[:SAMPLE])[:HIGH]
    singles, pairs = Counter(high), Counter(pairwise(high))
    likeness = {name: _likeness_in(singles, pairs, name) for name in CYRILLIC}
    best = max(likeness, key=lambda name: likeness[name])
    if likeness[best] < 0.02:  # few Cyrillic letters: the page's word is all there is
        return named or "cp1252"
    if named and named not in likeness:
        text = data[:SAMPLE].decode(named, "replace")
        both = [(left, right, count) for (left, right), count in Counter(pairwise(text)).items()]
        likeness[named] = _likeness(Counter(text).items(), both)
    return named if named and likeness[named] >= likeness[best] else best


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
        high = len(data[: error.start][:SAMPLE].translate(None, bytes(range(128))))
        return high > 3 or error.start < 32
    text = data[:SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > 20 * bad


def _likeness_in(singles: Counter[int], pairs: Counter[tuple[int, int]], name: str) -> float:
    """The likeness of bytes in a one-byte charset: they are counted once for all charsets."""
    letters = bytes(range(256)).decode(name, "replace")
    return _likeness(
        [(letters[byte], count) for byte, count in singles.items()],
        [(letters[left], letters[right], count) for (left, right), count in pairs.items()],
    )


def _likeness(singles: Iterable[tuple[str, int]], pairs: Iterable[tuple[str, str, int]]) -> float:
    """How much the letters of a text look like Russian or Kazakh: common pairs, less letters out of place.

    Each distinct letter and pair is judged once and counts as often as it comes.
    """
    strange = sum(count for letter, count in singles if letter in _OTHERS)
    high = sum(count for letter, count in singles if letter > "\x7f" and not letter.isspace())
    both = [each for each in pairs if each[0] in _LETTERS and each[1] in _LETTERS]
    hits = sum(count for left, right, count in both if left + right in _COMMON)
    strange += sum(count for left, right, count in both if right in _CAPITALS and left not in _CAPITALS)
    return (hits - 2 * strange) / max(sum(count for _, _, count in both), high / 2, 1)
