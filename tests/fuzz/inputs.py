"""What is tried: good files with spoiled places, pages and captures grown of pieces, pieces of dates and queries."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from sample import write
from tests import formats

WRITTEN = [each.write([formats.story(number) for number in range(1 if each.one else 3)]) for each in formats.FORMATS]
MAGIC = (
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"WARC/1.0\r\n",
    b"<rss><item>",
    b"<html>",
    b'{"',
    b"a\tb\n",
)
"""What formats are known by."""
TAGS = """
<p> </p> <div class="article"> </div> <h1> </h1> <time datetime="2025-10-01"> <article> <table> <td> <script> <style>
<!-- --> <![CDATA[ <meta property="og:title" content="x"> <script type="application/ld+json">{"@graph":[ </script>
&#x0; &nbsp; <a href="javascript:"> <svg> <template> <br> <ul> <li> <body> </body> <html> <frameset> <base href="//[">
\x00 \ufeff
"""
MORE_TAGS = """
<section> </section> <div itemprop="articleBody"> <span class="views"> </span> <figure> <figcaption> <nav> </nav> <h2>
<meta property="article:published_time" content="2025-13-45T99:99"> <meta name="author" content="А. Ким, Б. Ли">
<link rel="canonical" href="https://пример.kz/n/1"> <title> </title> <blockquote> <pre> <tr> </table> </ul> <aside>
<script type="application/ld+json">{"@type":"NewsArticle","articleBody":["<p>"],"author":[{"name":7}]}</script>
"""
DATES = """
1 12 31 32 0 99 2025 1970 0001 9999 05:07 24:00 23:59:60 :61 . , - / T Z +06:00 -99:99 +0500 января мая мамыр қыркүйек
2025 жылғы қазан вчера сегодня бүгін кеше назад часа минут күн бұрын дня Monday, Oct 10 AM PM UTC MSK г. ж. т ٣ ²
1759287600
"""
QUERIES = """
( ) " « » ! - * ? ~ ~2 ^ : .. И ИЛИ НЕ AND OR NOT /3 /999 NEAR РЯДОМ источник: дата: дата:2025-10 с:2025 id:
заголовок: title: персона: person: лицо: просмотры:>10 язык:kk сталь* !стали премьер-министр Токаев "экспорт стали"
ЗКО қала Qazaq 1 200 \\ ' ё \u0301 \u00ad \x00
"""
"""Pieces of texts, divided by blanks."""
LINES = """Мост через Ишим открыли вчера в Астане
Движение по мосту открыли утром. По нему пройдут автобусы, сообщили в акимате города.
Его строили три года, рассказал аким города Асель Ким; по словам рабочих, хватило бы двух.
Көпір бүгін таңертең ашылды, деп хабарлады қала әкімдігі.
Популярное
Читайте также: Порт на Каспии
Архив
Фото: Асель Ким
3407
01.10.2025 14:05
вчера, 14:05
Автор: Асель Ким
[[year]]
• Порт
1. Завод
Поделиться
передает Vesti.kz
…"""
"""Lines of pages and of captures."""


def broken(chance: Random) -> bytes:
    """A good file of some format with a few places overwritten, cut out, doubled; or a beginning and noise."""
    if chance.random() < 0.1:
        return chance.choice(MAGIC) + chance.randbytes(chance.randrange(300))
    return spoiled(chance.choice(WRITTEN), chance)


def spoiled(good: bytes, chance: Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randrange(40))
        match chance.choice(["noise", "cut", "double", "flip", "off"]):
            case "noise":
                data[start:end] = chance.randbytes(chance.randrange(20))
            case "cut":
                del data[start:end]
            case "double":
                data[start:start] = data[start:end] * chance.choice([1, 1, 100])
            case "flip":
                data[start:end] = bytes(byte ^ 1 << chance.randrange(8) for byte in data[start:end])
            case _ if chance.random() < 0.2:
                del data[start:]
    return bytes(data)


def page(chance: Random) -> bytes:
    """A saved page with pieces of markup where they don't belong: mostly a small one, for that costs little."""
    data = saved(chance) if chance.random() < 0.02 else chance.choice([small, grown])(chance)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice(TAGS.split()).encode() * chance.choice([1, 1, 1, 1, 1, 1, 1, 1, 1, 300])
        data = data[:at] + piece + data[at + chance.choice([0, 0, 5, 200]) :]
    return spoiled(data, chance) if chance.random() < 0.3 else data


def saved(chance: Random) -> bytes:
    """A page of the sample archive, of some 15 kB."""
    return chance.choice(saved_pages())


@cache
def saved_pages() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        return [path.read_bytes() for path in sorted(Path(folder).rglob("*.html"))[::20]]


def small(chance: Random) -> bytes:
    """A page of about 1 kB that is in order."""
    return formats.story(chance.randrange(10)).html.encode()


def grown(chance: Random) -> bytes:
    """A page that is but pieces of markup and lines, in any order."""
    pieces = [*LINES.split("\n"), *(TAGS + MORE_TAGS).strip().split("\n")]
    return "\n".join(chance.choices(pieces, k=chance.randint(3, 25))).encode()


def captured(chance: Random) -> bytes:
    """A text capture: lines in any order, blank ones among them, some spoiled."""
    some = chance.choices([*LINES.split("\n"), "", "", "", ""], k=chance.randint(2, 40))
    text = chance.choice(["\n", "\n", "\r\n", "\n\n"]).join(some).encode()
    return spoiled(text, chance) if chance.random() < 0.5 else text


def text_of(pieces: str) -> Callable[[Random], bytes]:
    """Texts of up to a dozen of the pieces, some with characters of any kind among them."""

    def made(chance: Random) -> bytes:
        some = chance.choices(pieces.split(), k=chance.randint(1, 12))
        if chance.random() < 0.2:
            some.insert(
                chance.randrange(len(some)), chr(chance.choice([chance.randrange(0x20, 0xD800), 0x1F600, 0x202E]))
            )
        return chance.choice(["", " ", " "]).join(some).encode()

    return made
