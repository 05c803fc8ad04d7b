"""A folder of all that goes wrong among good pages: the run ends, in bounded memory, with every good page in and
every bad one named."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

from tests import formats

GOOD = 200
MEMORY = 900 << 10
"""Kilobytes that the largest process of the run may have."""

RUN = """
import json, resource, sys
from index import Index, Search
from indexer import ingest, workers

if __name__ == "__main__":
    workers.PAGE_SECONDS = 15.0
    index = Index.create(sys.argv[2])
    report = ingest([sys.argv[1]], index, workers=2).to_json()
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    report["memory"] = max(resource.getrusage(who).ru_maxrss for who in whose)
    report["titles"] = sorted(article.title for article in index.scan(Search()))
    print(json.dumps(report))
"""


def encrypted() -> bytes:
    """A zip whose member says that it has a password."""
    data = bytearray(formats.writers.zipped({"a.html": b"<html>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def nested(depth: int) -> bytes:
    data = formats.story(0).html.encode()
    for number in range(depth):
        data = formats.writers.zipped({f"{number}.zip" if number else "a.html": data})
    return data


def tar_escape() -> bytes:
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("../../etc/cron.html")
        archive.addfile(entry, io.BytesIO(b""))
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>'
NOISE = random.Random(7).randbytes
WARC = formats.writers.warc([formats.story(900)], packed=True)

NASTY: dict[str, bytes] = {
    "empty.html": b"",
    "blank.txt": b" \n\t\n" * 1000,
    "binary": NOISE(100_000),
    "photo.html": b"\x89PNG\r\n\x1a\n" + NOISE(1000),
    "paper.html": b"%PDF-1.7\n\x00" + NOISE(1000),
    "line.jsonl": b'{"text": "' + b"x" * (50 << 20),
    "line.html": b"<html><body>" + b"x " * (25 << 20),
    "line.txt": b"word " * (10 << 20),
    "nested.html": b"<html><body>" + b"<div>" * 100_000,
    "brackets.json": b"[" * 100_000,
    "deep.jsonl": b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"\n",
    "attributes.html": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">",
    "menu.html": b"<html><body>" + b"<li><a href=/>Home</a></li>" * 5000,
    "zeros.html": b"<html>" + b"\x00" * 5000,
    "cut.html.gz": gzip.compress(NOISE(9000).hex().encode())[:500],
    "cut.warc.gz": WARC[: len(WARC) // 2],
    "junk.warc": b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\n" + NOISE(5000),
    "escape.zip": formats.writers.zipped({"../../escape.html": b"<html>"}),
    "escape.tar": tar_escape(),
    "bomb.zip": formats.writers.zipped({"a.html": b"<html>" + b" " * (64 << 20)}),
    "bomb.gz": gzip.compress(b"{" + b" " * (100 << 20)),
    "cut.zip": formats.writers.zipped({"a.html": b"<html>"})[:40],
    "password.zip": encrypted(),
    "nested.zip": nested(6),
    "entities.xml": BOMB,
    "no-items.xml": b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
    "quote.csv": b'title,text\n"' + (b"a " * 5000 + b"\n") * 2000,
    "columns.csv": b"a,b\n1,2\n",
    "bad.jsonl": b"{broken\n",
    "list.jsonl": b'{"views": 1}\n',
    "cut.mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx",
    "odd\n'\"name.html": b"\x00",
}
"""Each is refused once or more, by its name."""


def nasty(folder: Path) -> None:
    """Writes the folder: bad files, and what is no file at all, among the good ones."""
    for number in range(GOOD):
        (folder / f"page-{number:03}.html").write_text(formats.story(number).html, "utf-8")
    for name, data in NASTY.items():
        (folder / name).write_bytes(data)
    (folder / "loop").mkdir()
    (folder / "loop" / "again").symlink_to(folder)
    (folder / "dangling.html").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.html")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.html")).write_bytes(b"\x00")
    wrong = formats.story(GOOD).html.encode("cp1251", "replace")  # a good page that declares UTF-8 and is not
    (folder / "wrong-charset.html").write_bytes(wrong)
    with zipfile.ZipFile(folder / "mixed.zip", "w") as archive:
        archive.writestr("good.html", formats.story(GOOD + 1).html)
        archive.writestr("bad.html", b"")


def test_a_nasty_folder(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    (tmp_path / "in").mkdir()
    nasty(tmp_path / "in")
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "in"), str(tmp_path / "archive")]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(root)})
    report = json.loads(done.stdout)
    assert {formats.story(number).title for number in range(GOOD + 2)} <= set(report["titles"])
    refused = {each["origin"]: each["reason"] for each in report["refusals"]}
    named = [*NASTY, "dangling.html", "pipe.html", "��.html", "mixed.zip!bad.html"]
    missing = [name for name in named if not any(f"/in/{name}" in origin for origin in refused)]
    assert not missing, (missing, report["titles"][-9:])
    assert all(refused.values())
    assert report["memory"] < MEMORY
    assert b"Traceback" not in done.stderr
