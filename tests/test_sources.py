"""Readers: told by content, every bad file named with its reason, nothing raised."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from index.errors import SearchError
from indexer import extract, sources
from indexer.pages import PAGE_LIMIT, RECORD_LIMIT, Page, Refused, Skipped
from indexer.sources import Meter, item, jsonl, read

HTML = "<!doctype html><html><body><h1>Мост открыли</h1><p>Мост через Ишим открыли весной.</p></body></html>".encode()
RECORD = json.dumps({"title": "Мост", "text": "Мост открыли."}, ensure_ascii=False).encode()
TEXT = "Мост открыли\n\nМост через Ишим открыли для движения, сообщили в акимате.".encode()


def pages(path: Path | str, **options: str) -> list[Page]:
    found = [each for each in read(path, **options) if not isinstance(each, Skipped)]  # type: ignore[arg-type]
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


BESIDE = Skipped("файл рядом с сохранённой страницей")


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def tables() -> dict[str, bytes]:
    """One table in the ways in which programs write it."""
    rows = [["Заголовок", "Текст", "Дата"], ["Мост", 'Мост "Ишим" открыт;\nдвижение, идёт', "01.10.2025"]]
    made = {}
    for name, delimiter in (("comma", ","), ("semicolon", ";"), ("tab", "\t")):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows)
        made[name] = out.getvalue().encode()
    made["cp1251"] = made["semicolon"].decode().encode("cp1251")
    made["utf-16"] = made["tab"].decode().encode("utf-16")
    return made


TABLES = tables()

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
    ("news.jsonl.zst", zstandard.compress(RECORD), "record"),
    ("news.bz2", bz2.compress(RECORD), "record"),
    ("news.xz", lzma.compress(RECORD), "record"),
    ("news.tar", tarred({"a.html": HTML}), "html"),
    ("news.tgz", gzip.compress(tarred({"a.jsonl": RECORD, "b.zip": zipped({"c.jsonl": RECORD})})), "record"),
    *((f"{name}.dat", data, "record") for name, data in TABLES.items()),
    ("capture.txt", TEXT, "text"),
    ("capture", "Мост открыли".encode("cp1251"), "text"),
)


@pytest.mark.parametrize(("name", "data", "kind"), KINDS, ids=[f"{n}" for n in range(len(KINDS))])
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
    ("table.txt", b"a\tb\n1\t2\n3\t4\n5\t6\n", "в таблице нет столбца"),
    ("cut.zst", zstandard.compress(bytes(range(256)) * 9 + RECORD)[:-9], "zstd повреждён"),
    ("bomb.gz", gzip.compress(b'{"text": "' + b"x" * (80 << 20)), "похоже на бомбу"),
    ("cut.tar", tarred({"a.html": HTML * 99})[:5000], "tar повреждён"),
    ("feed.xml", b"<?xml version='1.0'?><rss></rss>", "XML"),
    ("cut.jsonl.gz", gzip.compress(RECORD * 1000)[:60], "gzip повреждён"),
    ("cut.zip", zipped({"a.html": HTML})[:60], "zip не читается"),
    ("big.html", b"<html>" + b"x" * PAGE_LIMIT, "больше 8 МБ"),
)


TWICE = ("cut.zst", "bomb.gz")
"""What came of it before the damage is refused by itself: a line too long, a beginning that is nothing."""


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = list(read(tmp_path / name))
    assert [type(each) for each in found if not isinstance(each, Page)] == [Refused] * (2 if name in TWICE else 1)
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
    assert [each for each in read(tmp_path) if isinstance(each, Skipped)] == [BESIDE]


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
        "C:\\root.html": HTML,
        "::1/a.html": HTML,
        "bomb.html": b"<html>" + b" " * (3 << 20),
        "b_files/ad.html": HTML,
        "__MACOSX/x.html": HTML,
        "style.css": b"a{}",
        "a.html": HTML,
    }
    (tmp_path / "z.zip").write_bytes(zipped(members))
    everything = list(read(tmp_path / "z.zip"))
    assert [each for each in everything if isinstance(each, Skipped)] == [BESIDE]
    found = {each.origin.member: each for each in everything if not isinstance(each, Skipped)}
    assert [name for name, each in found.items() if isinstance(each, Page)] == ["b.html", "::1/a.html", "a.html"]
    reasons = {name: each.reason for name, each in found.items() if isinstance(each, Refused)}
    assert reasons == {
        "../escape.html": "имя ведёт из архива наружу",
        "/root.html": "имя ведёт из архива наружу",
        "C:\\root.html": "имя ведёт из архива наружу",
        "bomb.html": "похоже на zip-бомбу: распаковывается в сотни раз",
        "style.css": "не статья: таблица стилей",
    }


def test_zips_in_zips_only_so_deep(tmp_path: Path) -> None:
    data = HTML
    for depth in range(item.NESTED + 2):
        data = zipped({f"{depth}.zip" if depth else "a.html": data})
    (tmp_path / "z.zip").write_bytes(data)
    assert refusals(tmp_path) == ["архив вложен слишком глубоко"]


def test_origin_of_nested_members(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(zipped({"in.zip": zipped({"a.jsonl": RECORD})}))
    [page] = pages(tmp_path)
    assert str(page.origin) == f"{tmp_path}/z.zip!in.zip!a.jsonl:1"


@pytest.mark.parametrize("name", TABLES)
def test_tables(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(TABLES[name])
    [page] = pages(tmp_path)
    found = extract(page)
    assert (found.title, found.body) == ("Мост", 'Мост "Ишим" открыт;\nдвижение, идёт')
    assert (found.published, page.origin.offset) == ("2025-10-01", 2)


def test_tabs_without_quoting(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('title\ttext\n"Ишим" открыт\t"Мост\nШкола\tОткрыта "Школа"\n', "utf-8")
    assert [(found.title, found.body) for found in map(extract, pages(tmp_path))] == [
        ('"Ишим" открыт', '"Мост'),
        ("Школа", 'Открыта "Школа"'),
    ]


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("h1,main,title\nМост,Мост открыт.,12\n", "utf-8")
    (tmp_path / "a.jsonl").write_text('{"h1": "Мост", "main": "Мост открыт.", "title": "12"}', "utf-8")
    for page in pages(tmp_path, columns=(("title", "h1"), ("body", "main"))):  # type: ignore[arg-type]
        found = extract(page)
        assert (found.title, found.body, found.extra["title"]) == ("Мост", "Мост открыт.", "12")


def test_what_was_read_before_damage_is_kept(tmp_path: Path) -> None:
    rows = b"\n".join(b'{"title": "%d", "text": "%s"}' % (n, os.urandom(40).hex().encode()) for n in range(2000))
    for name, data in (
        ("a.gz", gzip.compress(rows)),
        ("b.zst", zstandard.compress(rows)),
        ("c.xz", lzma.compress(rows)),
    ):
        (tmp_path / name).write_bytes(data[: len(data) * 3 // 4])
        found = list(read(tmp_path / name))
        assert sum(isinstance(each, Page) for each in found) > 500
        assert isinstance(found[-1], Refused)


def test_rows_that_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('title,text\nМост,открыт\nлишнее,в,строке\n\nодно\nШкола,"не\nзакрыта', "utf-8")
    found = [(type(each), each.origin.offset) for each in read(tmp_path) if not isinstance(each, Skipped)]
    assert found == [(Page, 2), (Refused, 3), (Refused, 5), (Page, 6)]


def test_tar_members(tmp_path: Path) -> None:
    members = {"../escape.html": HTML, "b_files/ad.png": b"x", "ok.html": HTML, ".git/x": HTML, "late.html": HTML}
    data = tarred(members)
    (tmp_path / "a.tar").write_bytes(data.replace(b"ok.html\x00", b"oo.html\x00"))  # a header's sum is wrong
    everything = list(read(tmp_path))
    assert [each for each in everything if isinstance(each, Skipped)] == [BESIDE]
    found = {each.origin.member: each for each in everything if not isinstance(each, Skipped)}
    assert {name: each.reason for name, each in found.items() if isinstance(each, Refused)} == {
        "../escape.html": "имя ведёт из архива наружу",
        None: "между файлами архива пропущено 1024 байт",
    }
    assert [name for name, each in found.items() if isinstance(each, Page)] == ["late.html"]


def test_patterns(tmp_path: Path) -> None:
    for name in ("2024/b.html", "2024/a.html", "2025/c.html", "2024/[x].html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    assert [Path(page.origin.file).name for page in pages(f"{tmp_path}/*4/?.html")] == ["a.html", "b.html"]
    assert len(pages(f"{tmp_path}/**/*.html")) == 4
    assert len(pages(tmp_path / "2024" / "[x].html")) == 1


def test_markup_in_records_becomes_paragraphs(tmp_path: Path) -> None:
    rows = [
        {"title": "<b>Мост</b> &amp; порт", "text": "<p>Мост <a href=x>открыт</a>.</p><p>Порт — нет.</p>"},
        {"title": "Мост", "content_html": "Мост открыт.<br>Порт — нет."},
        {"title": "a < b", "text": "если a < b, то b > a"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert [(found.title, found.body) for found in map(extract, pages(tmp_path))] == [
        ("Мост & порт", "Мост открыт.\nПорт — нет."),
        ("Мост", "Мост открыт.\nПорт — нет."),
        ("a < b", "если a < b, то b > a"),
    ]


NINJS = (
    {"headline": "Мост", "body_text": "Открыт.", "versioncreated": "2025-10-01T14:05:00+05:00", "byline": "А. Ким",
     "subject": [{"name": "мосты"}]},
    {"headlines": [{"role": "short", "value": "М"}, {"role": "main", "value": "Мост"}], "by": "А. Ким",
     "bodies": [{"contentType": "text/html", "value": "<p>Открыт.</p>"}], "versionCreated": "2025-10-01T14:05:00+05:00",
     "subjects": [{"name": "мосты"}]},
)  # fmt: skip


@pytest.mark.parametrize("data", NINJS)
def test_ninjs(tmp_path: Path, data: dict[str, object]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"uri": "urn:1", **data}, indent=1), "utf-8")
    found = extract(*pages(tmp_path))
    assert (found.id, found.title, found.body, found.author) == ("urn:1", "Мост", "Открыт.", "А. Ким")
    assert (found.published, found.tags) == ("2025-10-01T14:05+05:00", ("мосты",))


@pytest.mark.parametrize(("name", "refused"), [("Мост.md", 0), ("README.md", 1), ("README", 1), ("CHANGELOG.md", 1)])
def test_clipped_pages_are_told_from_the_notes_of_programs(tmp_path: Path, name: str, refused: int) -> None:
    (tmp_path / name).write_text("# Мост открыли\n\nМост через Ишим открыли для движения.\n", "utf-8")
    assert len(refusals(tmp_path)) == refused


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
