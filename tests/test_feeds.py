"""Feeds that readers read, a search that browsers add: valid, permanent, and silent when nothing is new."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from flask.testing import FlaskClient

from index import Article, Index, Search
from search_web import create_app
from settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
STORIES = [
    Article(
        id="https://a.example/1?x=1&y=2",
        title="Сады & <script>alert(1)</script>",
        lead="Их 12.",
        body="Сад на крыше.",
        published="2025-10-01T09:30+05:00",
        modified="2025-10-03",
        author="И. Садов, П. Дождев",
        section="Город",
        tags=("сады",),
        source="a.example",
    ),
    Article(
        id="2", title="Сад с \x00\x0b\ufffe знаками", body="сад " * 300, published="2025-10-02", source="b.example"
    ),
    Article(id="3", title="Сад давно", body="Сад", published="2024"),
    Article(id="4", body="Сад без даты и заголовка"),
    Article(id="5", title="Погода", published="2025-09-09"),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        for story in STORIES:
            writer.put(story)
    return index


@pytest.fixture
def client(index: Index) -> FlaskClient:
    return create_app(Settings(), index).test_client()


def feed(client: FlaskClient, **parameters: Any) -> Any:
    response = client.get("/feed", query_string=parameters)
    assert response.status_code == 200 and response.content_type.startswith("application/atom+xml")
    valid(ET.fromstring(response.data))
    read = feedparser.parse(response.data)
    assert not read.bozo and read.version == "atom10"
    return read


def valid(root: ET.Element) -> None:
    """The musts of RFC 4287 that concern us (sections 4.1.1, 4.1.2, the formats of dates and identifiers)."""
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
        assert uuid.UUID(part.findtext(f"{ATOM}id"))
        for name in ("updated", "published"):
            assert all(datetime.fromisoformat(date.text or "").tzinfo for date in part.findall(f"{ATOM}{name}"))
        kinds = [(link.get("rel"), link.get("type")) for link in part.findall(f"{ATOM}link")]
        assert ("alternate", "text/html") in kinds and len(kinds) == len(set(kinds))
        assert all(link.get("href", "").startswith("http://localhost/") for link in part.findall(f"{ATOM}link"))
        assert all(category.get("term") for category in part.findall(f"{ATOM}category"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_a_feed_has_the_newest_first(client: FlaskClient) -> None:
    read = feed(client, q="сад")
    assert [entry.title for entry in read.entries] == [
        "Сад с  знаками", "Сады & <script>alert(1)</script>", "Сад давно", "Без заголовка",
    ]  # fmt: skip
    story = read.entries[1]
    assert (story.published, story.updated) == ("2025-10-01T09:30:00+05:00", "2025-10-03T00:00:00+05:00")
    assert story.summary == "Их 12." and [tag.term for tag in story.tags] == ["Город", "сады"]
    assert [author.name for author in story.authors] == ["И. Садов", "П. Дождев"]
    assert len(read.entries[0].summary) <= 402
    for entry in read.entries:
        assert client.get(entry.link.removeprefix("http://localhost")).status_code == 200


def test_ids_stay(client: FlaskClient, index: Index) -> None:
    before = [entry.id for entry in feed(client, q="сад").entries]
    with index.write() as writer:
        writer.put(Article(id="6", title="Сад новый", published="2026-01-01"))
    after = feed(client, q="сад", sort="oldest")
    assert [entry.id for entry in after.entries][1:] == before
    assert after.feed.id == feed(client, q="сад").feed.id != feed(client, q="погода").feed.id


@pytest.mark.parametrize(
    ("since", "ids"),
    [("2025-10-01", 2), ("2025-10-01T09:29 05:00", 2), ("2025-10-01T04:30Z", 1), ("2025-10-02", 0), ("2023", 3)],
)
def test_new_since(client: FlaskClient, since: str, ids: int) -> None:
    assert len(feed(client, q="сад", since=since).entries) == ids


def test_filters_narrow_a_feed(client: FlaskClient) -> None:
    assert len(feed(client, q="сад", source="b.example").entries) == 1
    assert len(feed(client, q="сад", to="2024").entries) == 1
    assert len(feed(client).entries) == 5


def test_a_feed_has_no_articles_with_a_part_of_the_words(client: FlaskClient, index: Index) -> None:
    assert index.search(Search(text="сад погода")).partial  # on the page these come under a heading of their own
    assert feed(client, q="сад погода").entries == []


@pytest.mark.parametrize("query", ["q=(сад", "since=вчера", "since=2025-13-40", "sort=x", "from=x"])
def test_what_cannot_be_read_is_told(client: FlaskClient, query: str) -> None:
    assert client.get(f"/feed?{query}").status_code == 400


def test_nothing_new_is_not_sent_again(client: FlaskClient, index: Index) -> None:
    first = client.get("/feed?q=сад")
    kept = [{"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}]
    for headers in kept:
        again = client.get("/feed?q=сад", headers=headers)
        assert again.status_code == 304 and not again.data
    with index.write() as writer:
        writer.put(Article(id="6", title="Сад старый", published="1999-01-01"))
    assert client.get("/feed?q=сад", headers=kept[0]).status_code == 200


def test_the_page_of_a_question_links_its_feed(client: FlaskClient) -> None:
    head = client.get("/?q=сад&source=b.example&page=1").text.split("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml"' in head and "/feed?q=" in head
    assert "source=b.example" in head


def test_a_browser_can_add_the_search(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml"' in page
    response = client.get("/opensearch.xml")
    assert response.content_type.startswith("application/opensearchdescription+xml")
    root = ET.fromstring(response.data)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    assert 0 < len(root.findtext(f"{OPENSEARCH}Description") or "") <= 1024
    urls = {url.get("type"): url for url in root.findall(f"{OPENSEARCH}Url")}
    template = urls["text/html"].get("template", "").replace("{startPage?}", "1")
    assert "</mark> давно" in client.get(template.replace("{searchTerms}", "сад")).text
    assert (
        client.get(urls["application/atom+xml"].get("template", "").replace("{searchTerms}", "сад")).status_code == 200
    )
    assert urls["application/opensearchdescription+xml"].get("rel") == "self"
    text, found = client.get(
        urls["application/x-suggestions+json"].get("template", "").replace("{searchTerms}", "са")
    ).json
    assert text == "са" and "сад" in [one.lower() for one in found]
