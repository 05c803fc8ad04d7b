"""Feeds, sitemaps, NITF, NewsML-G2 and MHTML: what other programs write becomes articles with all their fields."""

from __future__ import annotations

import email.policy
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path

import pytest
from feedgen.feed import FeedGenerator

from index.article import Article
from indexer import extract
from indexer.pages import NotAnArticle, Page, Refused, Skipped
from indexer.sources import read, xml

FIRST, SECOND = "Мост через Ишим открыли для движения весной.", "Его строили три года, сообщили в акимате."
WHEN = datetime(2025, 10, 1, 14, 5, tzinfo=timezone(timedelta(hours=5)))


def articles(tmp_path: Path, data: bytes) -> list[Article]:
    (tmp_path / "a.dat").write_bytes(data)
    return [extract(page) for page in read(tmp_path / "a.dat") if isinstance(page, Page)]


def refusals(tmp_path: Path, data: bytes) -> list[str]:
    (tmp_path / "a.dat").write_bytes(data)
    return [str(each.reason) for each in read(tmp_path / "a.dat") if isinstance(each, Refused)]


def feed(count: int = 1, *, content: bool = True) -> FeedGenerator:
    made = FeedGenerator()
    made.id("https://stepnye-vesti.kz/")
    made.title("Степные вести")
    made.link(href="https://stepnye-vesti.kz/", rel="alternate")
    made.description("Новости")
    for number in range(count):
        entry = made.add_entry(order="append")
        entry.id(f"https://stepnye-vesti.kz/{number}")
        entry.link(href=f"https://stepnye-vesti.kz/{number}?utm_source=rss")
        entry.title(f"Мост & порт {number}")
        entry.description("Открыли мост через Ишим.")
        entry.published(WHEN)
        entry.updated(WHEN)
        entry.author(name="Асель Ким", email="a@b.kz")
        entry.category(term="Общество")
        if content:
            entry.content(f"<p>{FIRST}</p><p>{SECOND}</p><p>Читайте также: Порт</p>", type="CDATA")
    return made


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds(tmp_path: Path, kind: str) -> None:
    made = feed(3)
    first, second, third = articles(tmp_path, made.rss_str() if kind == "rss" else made.atom_str())
    assert (first.url, third.title) == ("https://stepnye-vesti.kz/0", "Мост & порт 2")
    assert (second.body, second.published) == (f"{FIRST}\n{SECOND}", "2025-10-01T14:05+05:00")
    assert (second.section, second.source) == ("Общество", "stepnye-vesti.kz")
    assert (second.author or "").endswith("Асель Ким" if kind == "atom" else "a@b.kz (Асель Ким)") or second.author
    assert second.origin is not None
    assert second.origin.offset == 2


RSS = '<?xml version="1.0" encoding="{1}"?>\n<rss version="2.0" {2}><channel><title>Вести</title>{0}</channel></rss>'
YANDEX = 'xmlns:yandex="http://news.yandex.ru"'
ITEM = "<item><title>Мост</title><link>https://a.kz/1</link>{}<pubDate>Wed, 01 Oct 2025 14:05:00 +0500</pubDate></item>"


def rss(inside: str, charset: str = "utf-8", spaces: str = YANDEX) -> bytes:
    return RSS.format(ITEM.format(inside), charset, spaces).encode(charset)


TEXTS = (
    (f"<yandex:full-text>{FIRST}\n{SECOND}</yandex:full-text>", "", f"{FIRST}\n{SECOND}"),
    (f"<description>Кратко: мост.</description><yandex:full-text>{FIRST}</yandex:full-text>", "Кратко: мост.", FIRST),
    (f"<description>{FIRST[:30]}…</description><yandex:full-text>{FIRST}</yandex:full-text>", "", FIRST),
    (f"<description>{FIRST}</description>", FIRST, ""),
    (f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>", "", f"{FIRST}\n{SECOND}"),
    (f"<description>{' '.join([FIRST] * 20)}</description>", "", " ".join([FIRST] * 20)),
)


@pytest.mark.parametrize(("inside", "lead", "body"), TEXTS, ids=range(len(TEXTS)))
def test_texts_of_feeds(tmp_path: Path, inside: str, lead: str, body: str) -> None:
    [found] = articles(tmp_path, rss(inside))
    assert (found.lead, found.body) == (lead, body)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-16"])
def test_charsets_of_feeds(tmp_path: Path, charset: str) -> None:
    [found] = articles(tmp_path, rss(f"<description>{FIRST}</description>", charset))
    assert (found.title, found.lead) == ("Мост", FIRST)


def test_broken_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = ITEM.format(f"<description>{FIRST}</description>")
    unclosed, cut = item.removesuffix("</item>"), item[:40]
    broken = item.replace("Мост</title>", "Мост & <b>порт</title>")
    data = RSS.format(unclosed + broken + item + cut, "utf-8", "").encode().removesuffix(b"</channel></rss>")
    assert [found.lead for found in articles(tmp_path, data)] == [FIRST] * 3
    assert refusals(tmp_path, data) == ["документ обрывается посреди записи"]
    assert refusals(tmp_path, RSS.format("", "utf-8", "").encode()) == ["в документе XML нет ни одной записи"]
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rss("<description>&b;</description>")
    assert "бомбы" in refusals(tmp_path, bomb)[0]
    monkeypatch.setattr(xml, "RECORD_LIMIT", 1 << 17)
    long = ITEM.format(f"<description>{'а' * (1 << 17)}</description>")
    data = RSS.format(item + long + item, "utf-8", "").encode()
    assert len(articles(tmp_path, data)) == 2
    assert "больше" in refusals(tmp_path, data)[0]


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://www.a.kz/1</loc><news:news><news:publication><news:name>Вести</news:name><news:language>ru</news:language>
</news:publication><news:publication_date>2025-10-01T14:05:00+05:00</news:publication_date><news:title>Мост</news:title>
<news:keywords>мосты, Ишим</news:keywords></news:news></url>
<url><loc>https://www.a.kz/2</loc></url></urlset>"""


def test_sitemap(tmp_path: Path) -> None:
    [found] = articles(tmp_path, SITEMAP.encode())
    assert (found.url, found.title, found.source) == ("https://a.kz/1", "Мост", "Вести")
    assert (found.published, found.tags, found.lang) == ("2025-10-01T14:05+05:00", ("мосты", "Ишим"), "ru")
    everything = list(read(tmp_path))
    assert everything[-1] == Skipped("адрес в карте сайта без заголовка")


NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>Не тот</title><docdata>
<doc-id id-string="kz.42"/><date.issue norm="20251001T140500+0500"/><key-list><keyword key="мосты"/></key-list>
<doc.copyright holder="Степное агентство"/></docdata><pubdata position.section="Общество"/></head>
<body><body.head><hedline><hl1>Мост открыт</hl1></hedline><byline>Автор: <person>Асель Ким</person></byline>
<abstract><p>Кратко.</p></abstract></body.head><body.content><p>{FIRST}</p><media media-type="image">
<media-reference source="m.jpg"/><media-caption>Вид на мост</media-caption></media><hl2>Стройка</hl2><p>{SECOND}</p>
</body.content></body></nitf>"""


def test_nitf(tmp_path: Path) -> None:
    [found] = articles(tmp_path, NITF.encode())
    assert (found.id, found.title, found.lead) == ("kz.42", "Мост открыт", "Кратко.")
    assert (found.body, found.caption) == (f"{FIRST}\nСтройка\n{SECOND}", "Вид на мост")
    assert (found.author, found.section, found.tags) == ("Асель Ким", "Общество", ("мосты",))
    assert (found.source, found.published) == ("Степное агентство", "2025-10-01T14:05+05:00")


def test_nitf_with_an_element_that_has_no_name(tmp_path: Path) -> None:
    """The parser mends it into a name that it takes from no one else."""
    [found] = articles(tmp_path, NITF.replace("<hl2>Стройка</hl2>", "<:hl2>Стройка</:hl2>").encode())
    assert found.title == "Мост открыт" and SECOND in found.body


NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-10-01</sent></header><itemSet>{}{}
</itemSet></newsMessage>"""
NEWSITEM = f"""<newsItem guid="urn:kz:{{0}}" standard="NewsML-G2"><itemMeta><itemClass qcode="ninat:{{1}}"/>
<provider literal="Степное агентство"/><versionCreated>2025-10-01T14:05:00+05:00</versionCreated></itemMeta>
<contentMeta>
<headline>Мост {{0}}</headline><by>Асель Ким</by><language tag="ru-KZ"/><subject><name>мосты</name></subject>
</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p>
</body></html></inlineXML></contentSet></newsItem>"""


def test_newsml(tmp_path: Path) -> None:
    found = articles(tmp_path, NEWSML.format(NEWSITEM.format(1, "text"), NEWSITEM.format(2, "text")).encode())
    assert [(each.id, each.title) for each in found] == [("urn:kz:1", "Мост 1"), ("urn:kz:2", "Мост 2")]
    assert (found[0].body, found[0].lang, found[0].author) == (f"{FIRST}\n{SECOND}", "ru", "Асель Ким")
    assert (found[0].source, found[0].tags) == ("Степное агентство", ("мосты",))
    assert found[0].published == "2025-10-01T14:05+05:00"
    assert articles(tmp_path, NEWSITEM.format(3, "text").encode())[0].title == "Мост 3"
    with pytest.raises(NotAnArticle, match="ninat:picture"):
        articles(tmp_path, NEWSITEM.format(4, "picture").encode())


HTML = f"<html><title>Мост открыт</title><body><h1>Мост открыт</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"


def mhtml(charset: str, transfer: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.a.kz/n/most-1?utm_source=x"
    message["Date"] = "Wed, 01 Oct 2025 10:00:00 +0500"
    message.set_content(HTML, subtype="html", charset=charset, cte=transfer)
    message.add_related(b"\x89PNG", "image", "png")
    return bytes(message)


@pytest.mark.parametrize(("charset", "transfer"), [("utf-8", "quoted-printable"), ("windows-1251", "base64")])
def test_mhtml(tmp_path: Path, charset: str, transfer: str) -> None:
    data = mhtml(charset, transfer)
    [found] = articles(tmp_path, data)
    assert (found.url, found.title, found.body) == ("https://a.kz/n/most-1", "Мост открыт", f"{FIRST}\n{SECOND}")
    skipped, page = read(tmp_path)
    assert skipped == Skipped("файл рядом с сохранённой страницей")
    assert isinstance(page, Page)
    assert page.captured == "2025-10-01T10:00:00+05:00"


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_mhtml_that_was_cut(tmp_path: Path, transfer: str) -> None:
    """Wherever behind its head it ends, its half of a page is not taken for the whole one."""
    data = mhtml("utf-8", transfer)
    whole, cuts = len(data.rstrip()), range(data.index(b"\r\n\r\n") + 4, len(data.rstrip()), 7)
    assert len(cuts) > 50
    for cut in (*cuts, whole - 1, whole - 2, whole - 3):
        assert refusals(tmp_path, data[:cut]) == ["файл MHTML обрывается"], cut
    assert articles(tmp_path, data[:whole]) == articles(tmp_path, data)


def test_mhtml_without_a_page(tmp_path: Path) -> None:
    data = mhtml("utf-8", "quoted-printable").replace(b"text/html", b"text/enriched")
    assert refusals(tmp_path, data) == ["в файле MHTML нет страницы"]
