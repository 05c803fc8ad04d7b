"""Readers: told by content, every bad file named with its reason, nothing raised."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from index.errors import SearchError
from indexer import sources
from indexer.pages import PAGE_LIMIT, RECORD_LIMIT, Page, Refused
from indexer.sources import Meter, jsonl, read

HTML = "<!doctype html><html><body><h1>Мост открыли</h1><p>Мост через Ишим открыли весной.</p></body></html>".encode()
RECORD = json.dumps({"title": "Мост", "text": "Мост открыли."}, ensure_ascii=False).encode()
TEXT = "Мост открыли\n\nМост через Ишим открыли для движения, сообщили в акимате.".encode()


def pages(path: Path | str, **options: str) -> list[Page]:
    found = list(read(path, **options))  # type: ignore[arg-type]
    assert all(isinstance(each, Page) for each in found), found
    return found  # type: ignore[return-value]


def refusals(path: Path | str) -> list[str]:
    return [str(each.reason) for each in read(path) if isinstance(each, Refused)]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


KINDS = (
    ("page.html", HTML, "html"),
    ("page.dat", HTML, "html"),
    ("page", b"\xef\xbb\xbf\n<!-- saved from url -->\n" + HTML, "html"),
    ("page.xhtml", b'<?xml version="1.0" encoding="utf-8"?>\n' + HTML, "html"),
    ("page.html", "<html><body>Мост</body></html>".encode("utf-16"), "html"),
    ("news.jsonl", RECORD + b"\n", "record"),
    ("news.txt", RECORD + b"\n" + RECORD, "record"),
    ("news.html", b"  " + RECORD, "record"),
    ("news.jsonl.gz", gzip.compress(RECORD), "record"),
    ("news.bin", gzip.compress(gzip.compress(HTML)), "html"),
    ("news.zip", zipped({"a.html": HTML}), "html"),
    ("news", zipped({"inner.zip": zipped({"a.jsonl": RECORD})}), "record"),
    ("capture.txt", TEXT, "text"),
    ("capture", "Мост открыли".encode("cp1251"), "text"),
)


@pytest.mark.parametrize(("name", "data", "kind"), KINDS)
def test_told_by_content(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert {page.kind for page in pages(tmp_path / name)} == {kind}


REFUSED = (
    ("empty.html", b"", "пустой файл"),
    ("blank.txt", b" \n\n", "пустой файл"),
    ("photo.html", b"\x89PNG\r\n\x1a\n\x00\x00", "картинка PNG"),
    ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "картинка"),
    ("main.css", b"body { color: red }", "таблица стилей"),
    ("app.js", b'{"a": 1}', "программа JavaScript"),
    ("paper.txt", b"%PDF-1.7\n\x00\x01", "документ"),
    ("font.bin", b"wOF2\x00\x01\x00\x00", "шрифт"),
    ("noise", bytes(range(256)), "двоичные данные"),
    ("pages.gold.jsonl", RECORD, "эталон"),
    ("table.txt", b"a\tb\n1\t2\n3\t4\n5\t6\n", "таблица"),
    ("feed.xml", b"<?xml version='1.0'?><rss></rss>", "XML"),
    ("cut.jsonl.gz", gzip.compress(RECORD * 1000)[:60], "gzip повреждён"),
    ("cut.zip", zipped({"a.html": HTML})[:60], "zip не читается"),
    ("big.html", b"<html>" + b"x" * PAGE_LIMIT, "больше 8 МБ"),
)


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = list(read(tmp_path / name))
    assert [type(each) for each in found if isinstance(each, Refused)] == [Refused]
    assert reason in str(found[-1])


def test_missing_file() -> None:
    assert refusals("/no/such/file") == ["нет такого файла или папки"]


def test_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="неизвестен"):
        list(read(tmp_path, format="docx"))


def test_format_overrides_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(TEXT)
    assert [page.kind for page in pages(tmp_path / "a", format="html")] == ["html"]


def test_bad_lines_are_named_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "RECORD_LIMIT", 1000)
    (tmp_path / "a.jsonl").write_bytes(RECORD + b"\n\n" + b'{"text": "' + b"x" * 5000 + b'"}\n' + RECORD)
    found = list(read(tmp_path / "a.jsonl"))
    assert [each.origin.offset for each in found] == [1, 3, 4]
    assert [type(each) for each in found] == [Page, Refused, Page]


def test_documents_that_are_not_lines(tmp_path: Path) -> None:
    one, many = {"title": "Мост", "text": "Открыт."}, [{"title": "Мост"}, {"title": "Школа"}]
    (tmp_path / "one.json").write_text(json.dumps(one, indent=2), encoding="utf-8")
    (tmp_path / "two.json").write_text(json.dumps(many), encoding="utf-8")
    assert [json.loads(page.data) for page in pages(tmp_path)] == [one, *many]


def test_folder(tmp_path: Path) -> None:
    for name in ("b.html", "a/2.html", "a/1.html", ".hidden.html", ".git/x.html", "b_files/ad.html", "c_files/x.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [str(Path(page.origin.file).relative_to(tmp_path)) for page in pages(tmp_path)]
    assert found == ["a/1.html", "a/2.html", "b.html", "c_files/x.html"]


def test_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere")
    assert refusals(tmp_path) == ["ссылка ведёт в никуда"]


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(HTML)

    def forbidden(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", forbidden)  # a mode of 0 stops no superuser, who runs tests in containers
    assert refusals(tmp_path) == ["нет прав на чтение"]


def test_folder_names_the_site(tmp_path: Path) -> None:
    (tmp_path / "www.stepnye-vesti.kz").mkdir()
    (tmp_path / "www.stepnye-vesti.kz" / "1.html").write_bytes(HTML)
    [page] = pages(tmp_path, source="Степные вести")
    assert (page.source, page.hint) == ("Степные вести", "stepnye-vesti.kz")


def test_zip_members(tmp_path: Path) -> None:
    members = {
        "b.html": HTML,
        "../escape.html": HTML,
        "/root.html": HTML,
        "bomb.html": b"<html>" + b" " * (3 << 20),
        "b_files/ad.html": HTML,
        "__MACOSX/x.html": HTML,
        "style.css": b"a{}",
        "a.html": HTML,
    }
    (tmp_path / "z.zip").write_bytes(zipped(members))
    found = {each.origin.member: each for each in read(tmp_path / "z.zip")}
    assert [name for name, each in found.items() if isinstance(each, Page)] == ["b.html", "a.html"]
    reasons = {name: each.reason for name, each in found.items() if isinstance(each, Refused)}
    assert reasons == {
        "../escape.html": "имя ведёт из архива наружу",
        "/root.html": "имя ведёт из архива наружу",
        "bomb.html": "похоже на zip-бомбу: распаковывается в сотни раз",
        "style.css": "не статья: таблица стилей",
    }


def test_zip_in_zip_only_once(tmp_path: Path) -> None:
    data = HTML
    for depth in range(3):
        data = zipped({f"{depth}.zip" if depth else "a.html": data})
    (tmp_path / "z.zip").write_bytes(data)
    assert refusals(tmp_path) == ["архив вложен слишком глубоко"]


def test_origin_of_nested_members(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(zipped({"in.zip": zipped({"a.jsonl": RECORD})}))
    [page] = pages(tmp_path)
    assert str(page.origin) == f"{tmp_path}/z.zip!in.zip!a.jsonl:1"


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zipped({"a.html": HTML}))))
    assert [page.origin.member for page in pages("-")] == ["a.html"]


def test_bytes_are_metered(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((RECORD + b"\n") * 5000)
    (tmp_path / "b.zip").write_bytes(zipped({"a.html": HTML}))
    meter = Meter()
    seen = [meter.done for _ in read(tmp_path, meter=meter)]
    total = sum(file.stat().st_size for file in tmp_path.iterdir())
    assert seen == sorted(seen)
    assert seen[0] < total / 2
    assert meter.done == total


def test_readers_have_names() -> None:
    assert len(set(sources.FORMATS)) == len(sources.READERS)
    assert RECORD_LIMIT > PAGE_LIMIT
