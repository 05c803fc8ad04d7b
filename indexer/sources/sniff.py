"""What a file seems to be, told by its first bytes and only then by its name."""

from __future__ import annotations

import re

from indexer.charset import is_wide, markup

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "картинка PNG"),
    (b"\xff\xd8\xff", "картинка JPEG"),
    (b"GIF8", "картинка GIF"),
    (b"RIFF", "картинка WebP или звук"),
    (b"BM", "картинка BMP"),
    (b"\x00\x00\x01\x00", "значок ICO"),
    (b"II*\x00", "картинка TIFF"),
    (b"MM\x00*", "картинка TIFF"),
    (b"%PDF", "документ PDF"),
    (b"wOFF", "шрифт"),
    (b"wOF2", "шрифт"),
    (b"OTTO", "шрифт"),
    (b"\x00\x01\x00\x00", "шрифт"),
    (b"\xd0\xcf\x11\xe0", "документ Microsoft Office"),
    (b"{\\rtf", "документ RTF"),
    (b"SQLite format 3", "база SQLite"),
    (b"\x7fELF", "программа"),
    (b"MZ", "программа"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7z"),
    (b"ID3", "звук MP3"),
    (b"OggS", "звук Ogg"),
    (b"\x1aE\xdf\xa3", "видео"),
)
"""First bytes of what no reader takes; BM and MZ count only in binary data, for they are letters too."""

COMPANIONS: tuple[tuple[str, str], ...] = (
    (r"\.(css|scss|less)(\.download)?$", "таблица стилей"),
    (r"\.(m?js|ts|map)(\.download)?$", "программа JavaScript"),
    (r"\.(svg|png|jpe?g|gif|webp|ico|avif|bmp)$", "картинка"),
    (r"\.(woff2?|ttf|otf|eot)$", "шрифт"),
    (r"\.(mp3|mp4|webm|ogg|avi|mov|m3u8)$", "звук или видео"),
    (r"\.(pdf|docx?|xlsx?|pptx?|rtf|odt)$", "документ, не страница"),
    (r"(^|[._-])gold\.(jsonl?|[ct]sv)$", "эталон для измерений, не статьи"),
    (r"\.(py|toml|ya?ml|ini|cfg|sh|rst|lock)$", "служебный файл, не статья"),
    (r"(^|/)(robots\.txt|makefile|(license|readme|changelog|contributing)(\.\w+)?)$", "служебный файл, не статья"),
)
"""Names of what lies beside saved pages and is text, so that its bytes don't tell: `main.css`, `x.gold.jsonl`."""


CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
"""Codes that text has none of, but for a spoiled one."""


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_gzip(head: bytes) -> bool:
    return head.startswith(b"\x1f\x8b")


def is_zstd(head: bytes) -> bool:
    return head.startswith(b"\x28\xb5\x2f\xfd")


def is_bzip2(head: bytes) -> bool:
    return head.startswith(b"BZh") and head[4:10] in (b"\x31AY&SY", b"\x17rE8P\x90")


def is_xz(head: bytes) -> bool:
    return head.startswith(b"\xfd7zXZ\x00")


def is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def is_text(head: bytes) -> bool:
    """Whether bytes can be text in some encoding: hardly any control codes; zero bytes in UTF-16 or a spoiled page."""
    if is_wide(head):
        return True
    control = len(head) - len(head.translate(None, CONTROL))
    return (b"\x00" not in head or head.lstrip().startswith(b"<")) and control <= len(head) // 200


def is_html(head: bytes) -> bool:
    """A page begins with a tag of HTML, after blanks, a mark of byte order, comments and an XML declaration."""
    text = re.sub(r"^\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*", "", markup(head[:HTML_HEAD]).lstrip("\ufeff"), flags=re.S)
    return re.match(_HTML_START, text, re.I) is not None


HTML_HEAD = 8192
_HTML_START = (
    r"<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|article|main|div|section|h1|p|!--)\b|<!--"
)


def is_records(head: bytes) -> bool:
    """JSON: the first mark is a brace with a key or its end behind it, or a list of such."""
    return re.match(r'\ufeff?\s*(?:\[\s*)?\{\s*["}]', markup(head)) is not None


def foreign(head: bytes, name: str, *, packed: bool = False) -> str | None:
    """What an item that holds no article seems to be, in words for a person; None for what may be read.

    Of a `packed` item only the name tells: `main.css.gz`.
    """
    lowered = re.sub(r"\.(?:gz|zst|bz2|xz)$", "", name.lower())
    for pattern, what in COMPANIONS:
        if re.search(pattern, lowered):
            return what
    if packed:
        return None
    binary = not is_text(head)
    for magic, what in FOREIGN:
        if head.startswith(magic) and (binary or len(magic) > 3):
            return what
    return "двоичные данные" if binary else None
