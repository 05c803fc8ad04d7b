"""Every format as another program writes it, and what becomes of it; `python -m tests.formats` prints the matrix."""

from __future__ import annotations

import bz2
import csv
import email.policy
import gzip
import io
import json
import lzma
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import zstandard
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index.article import Article
from indexer.pages import Refused, Skipped
from indexer.sources import read
from indexer.work import looked

COUNT = 5
FIELDS = (
    "url",
    "title",
    "lead",
    "body",
    "published",
    "author",
    "section",
    "tags",
    "source",
    "views",
    "caption",
    "image",
)
WHEN = datetime(2025, 10, 1, 9, 5, tzinfo=UTC)
HUGE = 17 << 20
"""Letters of a text that is over every limit."""


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article, of which every writer writes as much as its format can hold."""

    number: int
    text: str

    @property
    def url(self) -> str:
        return f"https://stepnye-vesti.kz/n/most-{self.number}"

    @property
    def title(self) -> str:
        return f"Мост номер {self.number} открыли через Ишим"

    @property
    def html(self) -> str:
        paragraphs = "".join(f"<p>{line}</p>" for line in self.text.split("\n"))
        return (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<link rel="canonical" href="{self.url}"><meta name="author" content="Асель Ким">'
            f'<meta property="og:type" content="article"><meta property="article:section" content="Общество">'
            f'<meta property="article:tag" content="мосты"><meta property="og:image" content="{self.url}.jpg">'
            f'<meta property="article:published_time" content="{WHEN.isoformat()}"></head><body><h1>{self.title}</h1>'
            f'<span class="views">3407</span><div itemprop="articleBody">{paragraphs}</div></body></html>'
        )

    @property
    def record(self) -> dict[str, object]:
        return {
            "url": self.url, "title": self.title, "lead": "Его строили три года.", "text": self.text,
            "date": WHEN.isoformat(), "author": "Асель Ким", "section": "Общество", "tags": "мосты, Ишим",
            "source": "Степные вести", "views": 3407, "image": f"{self.url}.jpg", "caption": "Вид на мост",
        }  # fmt: skip


def story(number: int, size: int = 0) -> Story:
    body = f"Движение по мосту номер {number} открыли утром.\nПо нему пройдут автобусы, сообщили в акимате города."
    return Story(number, body + " Идёт." * (size // 6))


Stories = list[Story]


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


@dataclass(frozen=True, slots=True)
class Format:
    """A format, what writes it here, how; whether a file holds but `one` article, or many that are `held` at once."""

    name: str
    by: str
    write: Callable[[Stories], bytes]
    one: bool = False
    held: bool = False


FORMATS = (
    Format("saved page, HTML", "a template", page, one=True),
    Format("saved page, MHTML", "`email` of Python, as browsers lay it out", mhtml, one=True),
    Format("text capture", "a template", capture, one=True),
    Format("WARC", "warcio", partial(warc, packed=False)),
    Format("WARC.gz", "warcio", partial(warc, packed=True)),
    Format("WACZ", "warcio and `zipfile`", wacz),
    Format("JSON Lines", "`json`", jsonl),
    Format("JSON document", "`json`", document, held=True),
    Format("CSV (`;`, windows-1251)", "`csv`", partial(table, delimiter=";", charset="cp1251")),
    Format("TSV (UTF-16)", "`csv`", partial(table, delimiter="\t", charset="utf-16")),
    Format("RSS 2.0", "feedgen", partial(feed, atom=False)),
    Format("Atom", "feedgen", partial(feed, atom=True)),
    Format("news sitemap", "a template", sitemap),
    Format("NITF", "a template", nitf, one=True),
    Format("NewsML-G2", "a template", newsml),
    Format("ninjs", "`json`", ninjs),
    Format("zip of pages", "`zipfile`", pages),
    Format("tar of pages", "`tarfile`", tarred),
    Format("tar.gz of pages", "`tarfile`, `gzip`", lambda stories: gzip.compress(tarred(stories))),
    Format("JSON Lines, gzip", "`gzip`", lambda stories: gzip.compress(jsonl(stories))),
    Format("JSON Lines, zstd", "zstandard", lambda stories: zstandard.compress(jsonl(stories))),
    Format("JSON Lines, bzip2", "`bz2`", lambda stories: bz2.compress(jsonl(stories))),
    Format("JSON Lines, xz", "`lzma`", lambda stories: lzma.compress(jsonl(stories))),
)


def outcome(data: bytes) -> tuple[list[Article], list[str]]:
    """The articles of a file, and the reasons of what was refused without their details."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        pages = [each for each in read(path) if not isinstance(each, Skipped)]
        found = [each if isinstance(each, Refused) else looked(each, "Asia/Almaty") for each in pages]
    articles = [each.article for each in found if not isinstance(each, Refused)]
    reasons = [re.sub(r"^https?:\S+: ", "", each.reason) for each in found if isinstance(each, Refused)]
    return articles, [reason.split(": ")[0] for reason in reasons]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a format: all cells of its row."""

    format: Format
    articles: int
    fields: tuple[str, ...]
    cut: tuple[int, tuple[str, ...]]
    empty: tuple[int, tuple[str, ...]]
    huge: tuple[int, tuple[str, ...]]


def row(each: Format) -> Row:
    stories = [story(number) for number in range(1 if each.one else COUNT)]
    data = each.write(stories)
    articles, reasons = outcome(data)
    assert not reasons, (each.name, reasons)
    fields = tuple(name for name in FIELDS if articles and getattr(articles[0], name))
    return Row(each, len(articles), fields, _told(data[: len(data) // 2]), _told(_empty(each)), _told(_huge(each)))


def _told(data: bytes) -> tuple[int, tuple[str, ...]]:
    articles, reasons = outcome(data)
    return len(articles), tuple(dict.fromkeys(reasons))


def _empty(each: Format) -> bytes:
    """A file of the format without an article: a page without text, a container without members."""
    return each.write([Story(0, "")]) if each.one else each.write([])


def _huge(each: Format) -> bytes:
    """Good articles and one over every limit between them."""
    return each.write([story(0, HUGE)] if each.one else [story(1), story(2, HUGE), story(3)])


def markdown(rows: list[Row]) -> Iterator[str]:
    """The matrix for people."""
    yield "| format | written by | read | fields | cut in half | empty | one huge among two good |"
    yield "|---|---|---|---|---|---|---|"
    for each in rows:
        whole = 1 if each.format.one else COUNT
        cells = (
            each.format.name, each.format.by, f"{each.articles} of {whole}", " ".join(each.fields),
            _cell(each.cut, whole), _cell(each.empty, 0), _cell(each.huge, 0 if each.format.one else 2),
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _cell(told: tuple[int, tuple[str, ...]], whole: int) -> str:
    count, reasons = told
    some = "" if not count else "a title" if not whole else "all" if count == whole else "those before the cut"
    return "; ".join(filter(None, (some, *(f"«{reason}»" for reason in reasons)))) or "nothing"


HEAD = """# Formats

What `podshivka add` reads. The format is told by the content, then by the name; `--format` overrides both. Pages are
read up to 8 MB, records up to 16 MB. The table is made by `python -m tests.formats > docs/formats.md`, and a test holds
it: every file was written by the program named and read as `add` reads it: whole, cut in half, without an article, and
with an article of 17 MB in it. Texts in «» are reasons as the report gives them, without their details.
"""


if __name__ == "__main__":
    print(HEAD)  # noqa: T201
    print("\n".join(markdown([row(each) for each in FORMATS])))  # noqa: T201
