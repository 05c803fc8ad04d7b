"""A feed of any question (Atom, RFC 4287), and the description by which a browser adds the search (OpenSearch 1.1)."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request, url_for

from index import Article, Search, SearchError
from search_web import addresses, current, params

feeds = Blueprint("feeds", __name__)

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SUGGESTIONS = "application/x-suggestions+json"
ENTRIES = 50
"""Articles of a feed; with `since`, which asks for all that is new, as many as the API gives at once."""
SUMMARY = 400
"""Letters of an entry's summary, where the article has no lead."""
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of an article without one: Atom must have a date, and nothing was printed on the web before."""
# What XML 1.0 can't hold.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@feeds.get("/feed")
def feed() -> Response:
    """The newest articles that a question finds, newest first; `since` leaves out what was published before it."""
    zone = ZoneInfo(current.settings().timezone)
    since = moment_asked(params.one(request.args, "since").strip(), zone)
    search = replace(params.asked(request.args, 0, params.MOST_HITS if since else ENTRIES), sort="date", as_typed=True)
    narrowed = replace(search, since=max(filter(None, (search.since, day_before(since))))) if since else search
    found = current.index().search(replace(narrowed, facets=False))
    hits = () if found.partial else found.hits  # what has but a part of the words is no news of them
    articles = [hit.article for hit in hits if not since or moment(hit.article.published, zone) > since]
    return answered(atom(search, articles, zone), "application/atom+xml")


@feeds.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser reads to offer this search in its address bar."""
    title = current.settings().title
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    put(root, "ShortName", title[:16])
    put(root, "Description", f"{title}: поиск по архивам газет во всех формах слова"[:1024])
    put(root, "InputEncoding", "UTF-8")
    put(root, "Image", url_for("static", filename="favicon.svg", _external=True), type="image/svg+xml")
    html = url_for("pages.results", _external=True)
    put(root, "Url", type="text/html", template=f"{html}?q={{searchTerms}}&page={{startPage?}}")
    put(root, "Url", type="application/atom+xml", template=f"{outside('feeds.feed')}?q={{searchTerms}}")
    put(root, "Url", type=SUGGESTIONS, template=f"{outside('feeds.suggestions')}?q={{searchTerms}}")
    put(root, "Url", type="application/opensearchdescription+xml", rel="self", template=outside("feeds.opensearch"))
    return answered(root, "application/opensearchdescription+xml")


@feeds.get("/suggestions")
def suggestions() -> Response:
    """What a browser's own search box suggests while one types (OpenSearch Suggestions 1.0): the text and its list."""
    text = params.one(request.args, "q", params.LONGEST)
    found = [one.text for one in current.index().suggest(text)]
    return Response(json.dumps([text, found], ensure_ascii=False), content_type=SUGGESTIONS)


def atom(search: Search, articles: list[Article], zone: tzinfo) -> ET.Element:
    """The feed; its ids are made of the question and of the articles, so they stay the same whoever serves them."""
    root = ET.Element("feed", xmlns=ATOM)
    title = current.settings().title
    put(root, "title", f"{search.text} — {title}" if search.text else title)
    put(root, "id", urn(addresses.address(replace(search, offset=0))))
    put(root, "updated", max((moment(one.modified or one.published, zone) for one in articles), default=UNKNOWN))
    put(put(root, "author"), "name", title)
    put(root, "link", rel="self", type="application/atom+xml", href=request.url)
    shown = outside("pages.results") + addresses.encoded(addresses.parameters(search))
    put(root, "link", rel="alternate", type="text/html", href=shown)
    for article in articles:
        entry(put(root, "entry"), article, zone)
    return root


def entry(root: ET.Element, article: Article, zone: tzinfo) -> None:
    """One article of a feed."""
    put(root, "id", urn(article.id))
    put(root, "title", article.title or "Без заголовка")
    put(root, "updated", moment(article.modified or article.published, zone))
    if article.published:
        put(root, "published", moment(article.published, zone))
    put(root, "link", rel="alternate", type="text/html", href=outside("pages.article", id=article.id))
    for name in article.values("author") or article.values("source"):
        put(put(root, "author"), "name", name)
    for term in (*article.values("section"), *article.tags):
        put(root, "category", term=term)
    text = article.lead or article.body
    put(root, "summary", text if article.lead or len(text) <= SUMMARY else f"{text[:SUMMARY].rsplit(maxsplit=1)[0]} …")


def put(parent: ET.Element, name: str, text: str | datetime | None = None, **attributes: str) -> ET.Element:
    """A new last child; what XML can't hold is left out of its text."""
    clean = {key: UNFIT.sub("", value) for key, value in attributes.items()}
    child = ET.SubElement(parent, name, clean)
    child.text = text.isoformat() if isinstance(text, datetime) else UNFIT.sub("", text or "") or None
    return child


def answered(root: ET.Element, media_type: str) -> Response:
    """An XML document; 304 to who has it already."""
    response = Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type=media_type)
    response.headers["Cache-Control"] = "no-cache"  # may be kept, must be asked about
    response.last_modified = current.index().changed()
    response.add_etag()
    response.make_conditional(request)
    return response


def urn(name: str) -> str:
    """A permanent name of anything: a UUID made of it (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def outside(endpoint: str, **values: Any) -> str:
    """The whole address of a page, as it is written in a file that is read elsewhere."""
    return url_for(endpoint, _external=True, **values)


def moment(date: str | None, zone: tzinfo) -> datetime:
    """The first moment that an ISO date of any precision can mean; in the archive's time zone where it names none."""
    if not date:
        return UNKNOWN
    try:
        time = datetime.fromisoformat(date if len(date) > 7 else f"{date}-01-01"[:10])
        time = (time if time.tzinfo else time.replace(tzinfo=zone)).replace(microsecond=0)
        time.astimezone(UTC)  # the first and the last years have moments that no other zone can name
    except (ValueError, OverflowError):
        return UNKNOWN
    return time


def moment_asked(text: str, zone: tzinfo) -> datetime | None:
    """The moment of a parameter, in which `+` may have become a blank."""
    if not text:
        return None
    known = moment(text.replace(" ", "+"), zone)
    if known is UNKNOWN:
        raise SearchError(
            "Параметр since: «{text}» — не дата; пример: 2025-10-01 или 2025-10-01T09:00+05:00", text=text[:50]
        )
    return known


def day_before(time: datetime) -> str:
    """A day that begins before a moment does in any time zone; the first day there is, if there is none before."""
    return f"{time.date() - timedelta(days=1) if time.date().toordinal() > 1 else time.date()}"
