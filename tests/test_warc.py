"""WARC: what others write is read, every transfer undone; damage costs the record that it hits."""

from __future__ import annotations

import gzip
import io
import itertools
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index import Article, Index, Search
from indexer import ingest
from indexer.pages import Page, Refused, Skipped
from indexer.sources import http, read, warc

PAGE = "<!doctype html><title>Мост {0}</title><p>Мост через Ишим открыли для движения весной, сообщили в акимате.</p>"
WHEN = "2025-10-01T09:05:00Z"


class Writer(WARCWriter):  # type: ignore[misc]
    """The library's, without the spools that it leaves open."""

    _create_temp_file = staticmethod(io.BytesIO)


class Shelf:
    """A WARC as warcio writes it."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = Writer(self.out, gzip=packed)

    def put(
        self,
        url: str,
        body: bytes,
        *more: tuple[str, str],
        kind: str = "response",
        status: str = "200 OK",
        when: str = WHEN,
    ) -> None:
        """A record; `more` are headers of the response."""
        headers = [("Content-Type", "text/html; charset=utf-8"), *more]
        said = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=said, warc_content_type="" if said else "text/html",
            warc_headers_dict={"WARC-Date": when, "WARC-Record-ID": f"<urn:uuid:{UUID(int=len(self.data))}>"},
        )  # fmt: skip
        self.writer.write_record(record)

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def page(number: int | str) -> bytes:
    return PAGE.format(number).encode()


def found(tmp_path: Path, data: bytes) -> list[Page | Refused | Skipped]:
    (tmp_path / "a.dat").write_bytes(data)
    return list(read(tmp_path / "a.dat"))


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


PACKINGS: dict[str, tuple[Callable[[bytes], bytes], tuple[tuple[str, str], ...]]] = {
    "plain": (bytes, ()),
    "chunked": (chunked, (("Transfer-Encoding", "chunked"),)),
    "chunked, stored whole": (bytes, (("Transfer-Encoding", "chunked"),)),
    "gzip": (gzip.compress, (("Content-Encoding", "gzip"),)),
    "gzip, stored unpacked": (bytes, (("Content-Encoding", "gzip"),)),
    "deflate": (zlib.compress, (("Content-Encoding", "deflate"),)),
    "raw deflate": (raw_deflate, (("Content-Encoding", "deflate"),)),
    "br": (brotli.compress, (("Content-Encoding", "br"),)),
    "br, stored unpacked": (bytes, (("Content-Encoding", "br"),)),
    "zstd": (zstandard.compress, (("Content-Encoding", "zstd"),)),
    "chunked gzip": (
        lambda data: chunked(gzip.compress(data)),
        (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")),
    ),
    "gzip twice": (lambda data: gzip.compress(gzip.compress(data)), (("Content-Encoding", "gzip, gzip"),)),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", PACKINGS)
def test_transfers_are_undone(tmp_path: Path, name: str, packed: bool) -> None:
    pack, headers = PACKINGS[name]
    shelf = Shelf(packed=packed)
    for number in range(3):
        shelf.put(f"https://stepnye-vesti.kz/{number}", pack(page(number)), *headers)
    pages = found(tmp_path, shelf.data)
    assert [each.data for each in pages if isinstance(each, Page)] == [page(n) for n in range(3)]
    assert [(each.url, each.captured, each.charset) for each in pages if isinstance(each, Page)][1] == (
        "https://stepnye-vesti.kz/1",
        WHEN,
        "utf-8",
    )
    assert len(pages) == 3


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.writer.write_record(shelf.writer.create_warcinfo_record("a.warc", {"software": "x"}))
    shelf.put("https://a.kz/1", page(1))
    shelf.put("https://a.kz/1", b"GET / HTTP/1.1\r\n\r\n", kind="request")
    shelf.put("https://a.kz/2", page(2), status="404 Not Found")
    shelf.put("https://a.kz/3", b"")
    shelf.put("https://a.kz/4", page(4), kind="resource")
    everything = found(tmp_path, shelf.data)
    assert [each.url for each in everything if isinstance(each, Page)] == ["https://a.kz/1", "https://a.kz/4"]
    assert [each.what for each in everything if isinstance(each, Skipped)] == [
        "запись WARC: warcinfo",
        "запись WARC: request",
        "ответ сервера 404",
        "запись WARC: пустой ответ",
    ]


def revisit(url: str, before: str) -> bytes:
    """A revisit record with its place of the earlier body, as wget and browsertrix write it."""
    head = (
        f"WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Target-URI: {url}\r\nWARC-Date: {WHEN}\r\n"
        f"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
        f"WARC-Refers-To-Target-URI: {before}\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return gzip.compress(f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


def test_revisits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    shelf.put("https://a.kz/1", page(1))
    again = revisit("https://a.kz/print/1", "https://a.kz/1")
    absent, same = revisit("https://a.kz/9", "https://a.kz/8"), revisit("https://a.kz/7", "https://a.kz/7")
    everything = found(tmp_path, shelf.data + again + absent + same)
    assert [(each.url, each.data) for each in everything if isinstance(each, Page)] == [
        ("https://a.kz/1", page(1)),
        ("https://a.kz/print/1", page(1)),
    ]
    assert [each.reason for each in everything if isinstance(each, Refused)] == [
        "https://a.kz/9: повтор страницы https://a.kz/8, тела которой выше в этом файле нет"
    ]
    assert everything[-1] == Skipped("запись WARC: повтор той же страницы")
    monkeypatch.setattr(warc, "REMEMBERED", 10)
    assert isinstance(found(tmp_path, shelf.data + again)[1], Refused)


def shelf_of_nine(chance: random.Random, *, packed: bool) -> tuple[bytes, int, int]:
    """A WARC of nine pages of two or some hundred packed kilobytes, and where its fifth record begins and ends."""
    shelf, starts = Shelf(packed=packed), []
    for number in range(9):
        starts.append(len(shelf.data))
        more = b"<p>%d" % number * 500 if chance.random() < 0.5 else chance.randbytes(chance.randrange(60_000)).hex()
        shelf.put(f"https://a.kz/{number}", page(number) + (more if isinstance(more, bytes) else more.encode()))
    return shelf.data, starts[4], starts[5]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_damage_costs_the_record_that_it_hits(tmp_path: Path, packed: bool, seed: int) -> None:
    chance = random.Random(seed)
    data, start, end = shelf_of_nine(chance, packed=packed)
    at = (
        start + 300 if seed % 2 else chance.randrange(start + 50, end - 60)
    )  # behind the 50 nothing may be changed unseen
    junk = chance.randbytes(80) if packed else b""
    damages = (data[at + 60 :], bytes(60) + data[at + 60 :], junk + data[at + 60 :])  # lost, wiped, other bytes
    everything = found(tmp_path, data[:at] + (damages[seed % 3] if packed else damages[0]))
    assert [each.url[-1] for each in everything if isinstance(each, Page) and each.url] == list("01235678")
    reasons = [each.reason for each in everything if isinstance(each, Refused)]
    assert len(reasons) == 1 or not packed
    assert all(re.fullmatch(r"повреждение: пропущено \d+ байт (упакованных )?данных", each) for each in reasons)


@pytest.mark.parametrize("packed", [True, False])
def test_junk_between_and_a_lost_end(tmp_path: Path, packed: bool) -> None:
    shelf = Shelf(packed=packed)
    shelf.put("https://a.kz/1", page(1))
    middle = len(shelf.data)
    shelf.put("https://a.kz/2", page(2))
    end = len(shelf.data)
    shelf.put("https://a.kz/3", page(3))
    data = shelf.data[:middle] + b"junk \x1f\x8b\x08 junk" * 5000 + shelf.data[middle : end + 200]
    everything = found(tmp_path, data)
    assert [each.url for each in everything if isinstance(each, Page)] == ["https://a.kz/1", "https://a.kz/2"]
    assert any("65000 байт" in each.reason for each in everything if isinstance(each, Refused))
    assert isinstance(everything[-1], Refused)


def test_a_body_that_cannot_be_unpacked(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.put("https://a.kz/1", b"\x1f\x8b\x08" + b"\xff" * 50, ("Content-Encoding", "gzip"))
    shelf.put("https://a.kz/2", gzip.compress(page(2) * 50)[:90], ("Content-Encoding", "gzip"))
    first, second = found(tmp_path, shelf.data)
    assert isinstance(first, Refused)
    assert "тело ответа не распаковывается" in first.reason
    assert isinstance(second, Page)  # what came of a transfer cut off is a page
    assert second.data.startswith(b"<!doctype html>")


def test_bombs_in_bodies_are_bounded() -> None:
    for pack, name in ((gzip.compress, "gzip"), (brotli.compress, "br"), (zstandard.compress, "zstd")):
        packed = pack(b" " * (64 << 20))
        assert len(http.Response(200, {"content-encoding": name}, packed).body) == http.LIMIT


def test_wacz(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.put("https://a.kz/1", page(1))
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"url": "https://a.kz/1", "title": "Мост", "text": "Мост, меню"}')
        archive.writestr("archive/data.warc.gz", shelf.data)
    everything = list(read(tmp_path / "a.wacz"))
    assert [each.url for each in everything if isinstance(each, Page)] == ["https://a.kz/1"]
    assert [each for each in everything if isinstance(each, Skipped)] == [Skipped("указатели WACZ")] * 2


@pytest.mark.parametrize("days", list(itertools.permutations((1, 2, 3))))
@pytest.mark.parametrize("files", [1, 3])
def test_an_older_capture_is_not_put_over_a_newer_one(tmp_path: Path, days: tuple[int, ...], files: int) -> None:
    """In whatever order captures of one address come; and adding all of them again changes nothing."""
    shelves = [Shelf() for _ in range(files)]
    for number, day in enumerate(days):
        shelves[number % files].put("http://a.kz/n/1", article(day), when=f"2025-05-0{day}T12:00:00Z")
    paths = [tmp_path / f"{number}.warc.gz" for number in range(files)]
    for path, shelf in zip(paths, shelves, strict=True):
        path.write_bytes(shelf.data)
    index = Index.create(tmp_path / "archive")
    ingest(paths, index, workers=0)
    first = kept(index)
    assert first.title == "Мост 3" and first.extra["captured"] == "2025-05-03T12:00:00+00:00"
    again = ingest(paths, index, workers=0)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    assert kept(index) == first


def test_a_capture_of_the_same_time_may_be_read_otherwise(tmp_path: Path) -> None:
    """Its file has changed, or a profile reads it better by now."""
    index = Index.create(tmp_path / "archive")
    for text, when in (("старый", WHEN), ("новый", WHEN), ("странный", "вчера"), ("последний", WHEN)):
        shelf = Shelf()
        shelf.put("http://a.kz/n/1", article(text), when=when)
        (tmp_path / "a.warc.gz").write_bytes(shelf.data)
        ingest([tmp_path / "a.warc.gz"], index, workers=0)
        assert kept(index).title == f"Мост {text}"


def article(number: int | str) -> bytes:
    lines = "".join(
        f"<p>Мост через Ишим открыли для движения весной, сообщили в акимате {day} мая.</p>" for day in range(9)
    )
    return f"<!doctype html><title>Мост {number}</title><h1>Мост {number}</h1>{lines}".encode()


def kept(index: Index) -> Article:
    (hit,) = index.search(Search()).hits
    return hit.article
