"""Spoiled and random inputs for all that reads what others wrote: `python -m tests.fuzz [SECONDS [SEED]]`.

Each target gets its share of the time. What crashes or takes too long is kept as a file, and told by its place.
"""

from __future__ import annotations

import re
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from index.errors import QueryError
from index.languages import Languages
from index.query import joined, parse
from index.query.groups import groups
from index.tokens import tokens
from indexer import dates
from indexer.extract import examine
from indexer.pages import NotAnArticle, Page, Refused, Skipped
from indexer.sources import read
from sample import write
from tests import formats

HOUSE = Path(__file__).parents[1]
OURS = re.compile(rf"{re.escape(str(HOUSE))}/\w")
LIMIT = 10.0
"""Seconds that one input may take; the longest good one takes a tenth of one."""
WRITTEN = [each.write([formats.story(number) for number in range(1 if each.one else 3)]) for each in formats.FORMATS]
LANGUAGES = Languages()
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
    """A saved page with pieces of markup where they don't belong."""
    data = chance.choice(saved_pages())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice(TAGS.split()).encode() * chance.choice([1, 1, 1, 300])
        data = data[:at] + piece + data[at + chance.choice([0, 0, 5, 200]) :]
    return spoiled(data, chance) if chance.random() < 0.3 else data


@cache
def saved_pages() -> list[bytes]:
    """Pages of the sample archive."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        return [path.read_bytes() for path in sorted(Path(folder).rglob("*.html"))[::20]]


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


def reads(data: bytes) -> None:
    """Pages and reasons come of any bytes, and articles or reasons of the pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        for each in read(path):
            match each:
                case Refused(_, reason):
                    assert reason
                case Page():
                    extracts(each)
                case Skipped(what):
                    assert what


def extracts(given: Page) -> None:
    try:
        article = examine(given).article
    except NotAnArticle as error:
        assert str(error)
    else:
        assert article.origin and (article.title or article.body)
        list(tokens(article.body))


def extracts_html(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(data)
        for each in read(path, format="html"):
            if isinstance(each, Page):
                extracts(each)


def dates_are_dates(data: bytes) -> None:
    for now in (None, "2025-10-01T09:05:00+05:00"):
        found = dates.parse(data.decode(), now=now, zone="Asia/Almaty")
        assert found is None or datetime.fromisoformat(found if "T" in found else (found + "-01-01")[:10])


def queries_are_read(data: bytes) -> None:
    """A text is a query, or its repair is one."""
    try:
        tree = parse(data.decode())
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(data.decode()) and error.message
        tree = parse(error.repaired)
    joined(tree, groups(("synonym", "bridge"), LANGUAGES.tables), LANGUAGES.query_readings)


@dataclass(slots=True)
class Target:
    """What is tried: how its inputs are made, what must hold for each; what was found so far."""

    name: str
    make: Callable[[Random], bytes]
    check: Callable[[bytes], None]
    inputs: int = 0
    slowest: float = 0.0
    findings: dict[str, bytes] = field(default_factory=dict)

    def try_next(self, seed: int) -> None:
        """Try the next input; a finding is kept under its place."""
        data = self.make(Random(f"{self.name} {seed} {self.inputs}"))
        self.inputs += 1
        started = time.monotonic()
        try:
            with limited(LIMIT):
                self.check(data)
        except (Exception, Hung) as error:
            self.findings.setdefault(place_of(error), data)
        self.slowest = max(self.slowest, time.monotonic() - started)


TARGETS = (
    ("readers", broken, reads),
    ("extractor", page, extracts_html),
    ("dates", text_of(DATES), dates_are_dates),
    ("queries", text_of(QUERIES), queries_are_read),
)


class Hung(BaseException):
    """An input takes too long; no `Exception`, so that nothing takes it for one of a library."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    def over(*_: Any) -> None:
        raise Hung(f"over {seconds:.0f} s")

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def place_of(error: BaseException) -> str:
    """What went wrong, and where in our code: findings of one place are one."""
    ours = [each for each in traceback.extract_tb(error.__traceback__) if OURS.match(each.filename)]
    return f"{type(error).__name__} at {ours[-1].filename.removeprefix(f'{HOUSE}/')}:{ours[-1].lineno}: {ours[-1].line}"


def main(seconds: float, seed: int) -> int:
    found, kept = 0, Path(tempfile.gettempdir(), "fuzz")
    for name, make, check in TARGETS:
        target, end = Target(name, make, check), time.monotonic() + seconds / len(TARGETS)
        while time.monotonic() < end:
            target.try_next(seed)
        print(  # noqa: T201
            f"{name}: {target.inputs} inputs, slowest {target.slowest:.2f} s, {len(target.findings)} findings",
            flush=True,
        )
        for place, data in target.findings.items():
            found += 1
            kept.mkdir(exist_ok=True)
            (kept / f"{name}-{found}").write_bytes(data)
            print(  # noqa: T201
                f"  {kept / name}-{found}: {place}", flush=True
            )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 60.0, int(sys.argv[2]) if sys.argv[2:] else 0))
