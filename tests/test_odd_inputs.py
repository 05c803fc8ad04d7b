"""Files as programs of all kinds leave them: names of a Russian DOS, mails, answers of an API, texts without a mark."""

from __future__ import annotations

import io
import json
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from index import Index
from index.article import Article
from indexer.extract import extract
from indexer.pages import Page, Refused, Skipped
from indexer.sources import read
from tests.archives import run

TEXT = "Порт на Каспии принял первое судно, сообщили в управлении порта во вторник утром."
PAGE = f"<html><head><title>Порт принял судно</title></head><body><h1>Порт принял судно</h1><p>{TEXT}</p></body></html>"
RECORD = {"title": "Порт принял судно", "text": TEXT}


def articles(path: Path) -> list[Article]:
    found = [each for each in read(path) if not isinstance(each, Skipped)]
    assert all(isinstance(each, Page) for each in found), found
    return [extract(each) for each in found if isinstance(each, Page)]


@pytest.mark.parametrize("name", ["новости/Порт.html", "жаңалықтар.html"])
@pytest.mark.parametrize("charset", ["cp866", "utf-8"])
def test_names_in_a_zip_without_their_charset(tmp_path: Path, name: str, charset: str) -> None:
    raw = name.encode(charset, "replace").replace(b"?", b"")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("x" * len(raw), PAGE)
    (tmp_path / "a.zip").write_bytes(plain.getvalue().replace(b"x" * len(raw), raw))
    [article] = articles(tmp_path)
    assert article.origin and article.origin.member == raw.decode(charset)


@pytest.mark.parametrize("parts", [1, 2])
def test_a_mail_that_is_a_page(tmp_path: Path, parts: int) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Порт принял судно"
    if parts == 2:
        mail.set_content(TEXT)
        mail.add_alternative(PAGE, subtype="html", cte="quoted-printable")
    else:
        mail.set_content(PAGE, subtype="html", cte="base64")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    [article] = articles(tmp_path)
    assert (article.title, article.body) == ("Порт принял судно", TEXT)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PAGE, f"Порт принял судно\n\n{TEXT}"], ids=["page", "text"])
def test_wide_text_without_a_mark(tmp_path: Path, charset: str, text: str) -> None:
    (tmp_path / "a").write_bytes(text.encode(charset))
    [article] = articles(tmp_path)
    assert (article.title, article.body) == ("Порт принял судно", TEXT)


def test_a_page_with_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace("судно", "суд\0но", 1).encode())
    [article] = articles(tmp_path)
    assert (article.title, article.body) == ("Порт принял судно", TEXT)


def test_zero_bytes_alone_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(bytes(4096))
    [refused] = read(tmp_path)
    assert getattr(refused, "reason", None) == "пустой файл"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"total": 2, "tags": [], "articles": [RECORD, RECORD]}, indent=1),
        json.dumps({"status": "ok", "data": [RECORD, RECORD]}),
        json.dumps(RECORD) + ",\n" + json.dumps(RECORD) + ",\n",
        "[\n" + json.dumps(RECORD) + ",\n" + json.dumps(RECORD) + "\n]",
        '{"articles": [' + json.dumps(RECORD) + ",\n" + json.dumps(RECORD) + "\n]}",
        "\n".join([json.dumps(RECORD, ensure_ascii=False)] * 2).encode("cp1251"),
        "\n".join([json.dumps(RECORD, ensure_ascii=False)] * 2).encode("utf-16"),
        "\r\n".join([json.dumps(RECORD, ensure_ascii=False)] * 2).encode("utf-16-be"),
        json.dumps([RECORD, RECORD], indent=1, ensure_ascii=False).encode("utf-16"),
    ],
    ids=[
        "answer",
        "answer in a line",
        "commas",
        "list",
        "answer in lines",
        "cp1251",
        "utf-16",
        "utf-16-be",
        "utf-16 list",
    ],
)
def test_records_as_programs_write_them(tmp_path: Path, data: str | bytes) -> None:
    (tmp_path / "a.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert [(each.title, each.body) for each in articles(tmp_path)] == [("Порт принял судно", TEXT)] * 2


def test_a_broken_first_line_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Порт,\n' + f"{json.dumps(RECORD)}\n" * 2, "utf-8")
    assert [each.origin.offset for each in read(tmp_path) if isinstance(each, Page)] == [1, 2, 3]


@pytest.mark.parametrize(
    "value", [{"text": {"a": "Потеряно"}}, {"views": 10**30}, {"views": True}, {"date": "как-то"}, {"author": {"x": 1}}]
)
def test_values_that_cannot_be_read_are_kept(tmp_path: Path, value: dict[str, Any]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Порт принял судно", "views": 0} | value), "utf-8")
    [article] = articles(tmp_path)
    assert article.extra == value


def test_a_zone_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | {"date": "2024-05-01T10:00:00+99:99"}), "utf-8")
    [article] = articles(tmp_path)
    assert article.published == "2024-05-01T10:00+05:00"


def test_what_is_no_file_or_leads_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.html").write_text(PAGE, "utf-8")
    Path("in/b.html").symlink_to("b.html")
    Path("in/c.html").symlink_to("/dev/zero")
    os.mkfifo("in/d.html")
    added = run("add", "in", "--json", status=1)
    assert (added["added"], added["refused"]) == (1, 3)
    run("quarantine", "retry", status=1)  # names each by itself, and waits for none
    reasons = {each.origin.file: each.reason for each in read("in") if isinstance(each, Refused)}
    assert all("канал или устройство" in reasons[name] for name in ("in/c.html", "in/d.html"))
    assert reasons.keys() == {f"in/{name}.html" for name in "bcd"}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"text": ["Первый.", "Второй, последний."]}, {"body": "Первый.\nВторой, последний."}),
        ({"lang": "ru-RU"}, {"lang": "ru"}),
        ({"lang": "KZ"}, {"lang": "kk"}),
        ({"lang": "kk_latn_KZ"}, {"lang": "kk-Latn"}),
        ({"url": "www.kazpravda.kz/n/1/"}, {"url": "https://kazpravda.kz/n/1"}),
        ({"url": "//kazpravda.kz/n/1"}, {"url": "https://kazpravda.kz/n/1"}),
        ({"url": "urn:newsml:1"}, {"url": "urn:newsml:1"}),
    ],
)
def test_values_made_uniform(tmp_path: Path, value: dict[str, Any], kept: dict[str, str]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | value), "utf-8")
    [article] = articles(tmp_path)
    assert {name: getattr(article, name) for name in kept} == kept


def test_an_archive_beside_its_pages_is_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text(PAGE, "utf-8")
    assert run("add", ".", "--json")["added"] == 1
    again = run("add", ".", "--json")
    assert (again["unchanged"], again["refused"]) == (1, 0)
    assert sum(1 for _ in Index("archive").engine.articles()) == 1
