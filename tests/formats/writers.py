"""Files of every format with some stories in them, written by other programs where these are at hand."""

from __future__ import annotations

import csv
import email.policy
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage

from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.formats.stories import WHEN, Stories, story


def page(stories: Stories) -> bytes:
    return stories[-1].html.encode()


def capture(stories: Stories) -> bytes:
    one = stories[-1]
    return f"Главная\nНовости\n\n{one.title}\n\n3407\n\n01.10.2025 14:05\n\n{one.text}\n\nЧитайте также\nПорт".encode()


def mhtml(stories: Stories) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Snapshot-Content-Location"] = stories[-1].url
    message.set_content(stories[-1].html, subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png")
    return bytes(message)


class Warcs(WARCWriter):  # type: ignore[misc]
    """The library's writer, without the spools that it leaves open."""

    _create_temp_file = staticmethod(io.BytesIO)


def warc(stories: Stories, *, packed: bool) -> bytes:
    out = io.BytesIO()
    writer = Warcs(out, gzip=packed)
    for each in stories:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        body = io.BytesIO(each.html.encode())
        writer.write_record(writer.create_warc_record(each.url, "response", payload=body, http_headers=head))
    return out.getvalue()


def wacz(stories: Stories) -> bytes:
    return zipped({"datapackage.json": b"{}", "archive/a.warc.gz": warc(stories, packed=True)} if stories else {})


def jsonl(stories: Stories) -> bytes:
    return "\n".join(json.dumps(each.record, ensure_ascii=False) for each in stories).encode()


def document(stories: Stories) -> bytes:
    return json.dumps([each.record for each in stories], ensure_ascii=False, indent=1).encode()


def ninjs(stories: Stories) -> bytes:
    rows = (
        {"uri": e.url, "headline": e.title, "body_text": e.text, "versioncreated": WHEN.isoformat(), "byline": "А. Ким",
         "subject": [{"name": "мосты"}], "copyrightholder": "Степные вести"}
        for e in stories
    )  # fmt: skip
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def table(stories: Stories, *, delimiter: str, charset: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(story(0).record), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(each.record for each in stories)
    return out.getvalue().encode(charset)


def feed(stories: Stories, *, atom: bool) -> bytes:
    made = FeedGenerator()
    made.id("https://stepnye-vesti.kz/")
    made.title("Степные вести")
    made.link(href="https://stepnye-vesti.kz/")
    made.description("Новости")
    for each in stories:
        entry = made.add_entry(order="append")
        entry.id(each.url)
        entry.link(href=each.url)
        entry.title(each.title)
        entry.description("Его строили три года.")
        entry.content("".join(f"<p>{line}</p>" for line in each.text.split("\n")), type="CDATA")
        entry.published(WHEN)
        entry.updated(WHEN)
        entry.author(name="Асель Ким", email="kim@stepnye-vesti.kz")
        entry.category(term="Общество")
    found: bytes = made.atom_str() if atom else made.rss_str()
    return found


SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(stories: Stories) -> bytes:
    rows = (
        f"<url><loc>{e.url}</loc><n:news><n:publication><n:name>Вести</n:name></n:publication><n:title>{e.title}</n:title>"
        f"<n:publication_date>{WHEN.isoformat()}</n:publication_date><n:keywords>мосты{e.text[100:]}</n:keywords></n:news></url>"
        for e in stories
    )
    return f'<?xml version="1.0"?><urlset {SPACES}>{"".join(rows)}</urlset>'.encode()


def nitf(stories: Stories) -> bytes:
    one = stories[-1]
    head = (
        '<docdata><doc-id id-string="kz.1"/><date.issue norm="20251001T140500+0500"/><key-list><keyword key="мосты"/>'
        '</key-list></docdata><pubdata position.section="Общество" name="Вести"/>'
    )
    body = (
        f"<body.head><hedline><hl1>{one.title}</hl1></hedline><byline><person>Асель Ким</person></byline></body.head>"
        f"<body.content><p>{one.text}</p><media><media-caption>Вид на мост</media-caption></media></body.content>"
    )
    return f'<?xml version="1.0"?><nitf><head>{head}</head><body>{body}</body></nitf>'.encode()


def newsml(stories: Stories) -> bytes:
    rows = (
        f'<newsItem guid="urn:{e.number}"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Вести"/>'
        f"<versionCreated>{WHEN.isoformat()}</versionCreated></itemMeta><contentMeta><headline>{e.title}</headline>"
        f"<by>Асель Ким</by><keyword>мосты</keyword></contentMeta><contentSet><inlineData>{e.text}</inlineData>"
        f"</contentSet></newsItem>"
        for e in stories
    )
    spaces = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    return f"<newsMessage {spaces}><itemSet>{''.join(rows)}</itemSet></newsMessage>".encode()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(stories: Stories) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for each in stories:
            entry, data = tarfile.TarInfo(f"{each.number}.html"), each.html.encode()
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def pages(stories: Stories) -> bytes:
    return zipped({f"{each.number}.html": each.html.encode() for each in stories})
