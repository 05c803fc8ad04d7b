"""A page into its article: the site's profile first, then what the page states, then what its shape tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.address import is_front, is_section
from index.article import Article
from indexer import blocks, capture, clean, document, furniture, generic, headline, jsonld, profiles, record, xmlnews
from indexer.charset import decode
from indexer.containers import Containers
from indexer.document import Document
from indexer.fields import Fields, stated
from indexer.generic import Body, Dropped
from indexer.pages import NotAnArticle, Page
from indexer.profile import Profile


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, the rule that gave each of its fields, and the lines that were left out."""

    article: Article
    rules: Mapping[str, str]
    dropped: tuple[Dropped, ...] = ()


def extract(
    page: Page, timezone: str = "Asia/Almaty", sites: str | None = None, containers: Containers | None = None
) -> Article:
    """The article of a page; raises NotAnArticle with the reason where there is none.

    `timezone` is of newspapers whose profile doesn't say theirs, for times of day without a zone; `sites` is a folder
    with profiles of the archive owner's; `containers` what was learnt of the pages of this run, which this one adds to.
    """
    return examine(page, timezone, sites, containers).article


def examine(
    page: Page, timezone: str = "Asia/Almaty", sites: str | None = None, containers: Containers | None = None
) -> Extraction:
    """The article of a page and how each part of it was found; raises NotAnArticle."""
    match page.kind:
        case "record":
            return Extraction(record.article(page, timezone), {})
        case "text":
            return _captured(page, timezone, sites)
        case "xml":
            return Extraction(xmlnews.article(page, timezone), {})
        case "html":
            return _saved(document.document(page), timezone, sites, containers)


def _captured(page: Page, timezone: str, sites: str | None) -> Extraction:
    text = clean.ready(decode(page.data, page.charset))
    site = profiles.of_text(text, page.source or page.hint, sites)
    zone = (site.timezone if site else None) or timezone
    found = capture.read(text, site, page.repeated, now=page.captured, zone=zone)
    if found is None:
        raise NotAnArticle("нет связного текста: похоже на список или меню")
    said = found.source.lower() if found.source else None
    made = Article(
        title=found.title,
        lead=found.lead,
        body="\n".join(found.body),
        published=found.published,
        author=found.author,
        source=page.source or (site.name if site else None) or page.hint or said,
        views=found.views,
        caption=found.caption,
        origin=page.origin,
        sha256=page.sha256,
        extra=_lists(found.dropped),
        capture={"text": text} | {name: said for name in SURROUNDINGS if (said := getattr(page, name))},
    )
    rules = {
        name: "capture" for name in ("title", "lead", "body", "published", "views", "caption") if getattr(made, name)
    }
    return Extraction(made, rules, found.dropped)


SURROUNDINGS = ("captured", "source", "hint")
"""What is kept of a capture's page beside its text, so that it can be read again."""


def _saved(page: Document, timezone: str, sites: str | None, containers: Containers | None) -> Extraction:
    site = profiles.of_page(page, sites)
    fields = stated(page, site, timezone)
    body = _profiled(page, site) or _general(page, fields, containers) or _short(page, fields)
    if body is None:
        raise NotAnArticle("на странице нет текста статьи")
    if _is_teasers(page, body):
        raise NotAnArticle("список статей, а не статья")
    if not _says_article(page):
        _refuse_list(page, body, fields)
    body = _unlined(body, site)
    paragraphs = generic.untitled(body.paragraphs, fields.title)
    rule, lead = ("profile", fields.lead) if fields.lead else _lead(page, paragraphs, fields.title)
    paragraphs = tuple(line for line in paragraphs if not clean.same(line, lead))
    made = Article(
        url=page.url,
        title=fields.title,
        lead=lead,
        body="\n".join(paragraphs),
        published=fields.published,
        modified=fields.modified,
        author=fields.author,
        section=fields.section,
        tags=fields.tags,
        source=fields.source,
        views=fields.views,
        image=fields.image,
        caption=fields.caption,
        origin=page.page.origin,
        sha256=page.page.sha256,
        extra=_lists(body.dropped) | ({"captured": page.page.fetched} if page.page.fetched else {}),
    )
    rules = {**fields.rules, "body": body.rule} | ({"lead": rule} if lead else {})
    return Extraction(made, rules, body.dropped)


def _general(page: Document, fields: Fields, containers: Containers | None) -> Body | None:
    """The body where it is not known beforehand where it is."""
    return containers.body(page, fields.title) if containers else generic.body(page)


def _profiled(page: Document, site: Profile | None) -> Body | None:
    """The body where the site's profile says that it is."""
    if site is None:
        return None
    drop = frozenset(node for path in site.drop for node in document.find(page.tree, path))
    for path in site.fields.get("body", ()):
        body = generic.swept(generic.within(page, path, drop), "profile")
        if generic.is_body(body.paragraphs):
            return body
    return None


def _unlined(body: Body, site: Profile | None) -> Body:
    """A body without the lines that the site's profile calls furniture."""
    if not site or not site.lines:
        return body
    known = set(map(clean.bare, site.lines))
    out = tuple(Dropped(line, "profile") for line in body.paragraphs if clean.bare(line) in known)
    kept = tuple(line for line in body.paragraphs if clean.bare(line) not in known)
    return Body(kept, body.rule, body.dropped + out) if out else body


def _lead(page: Document, paragraphs: tuple[str, ...], title: str) -> tuple[str, str]:
    """The text above the body that is marked as its lead; the rule, and the text.

    A description that is a paragraph of the body, or its beginning, is no lead of its own. What shares no word with
    title and body is of another article, or of a cookie banner.
    """
    known = _stems(" ".join((title, *paragraphs)))
    for rule, text in headline.leads(page):
        least = 3 if rule == "description" else 1  # what the page marks as a lead is believed sooner
        if clean.same(text, title) or furniture.label(text) or len(_stems(text) & known) < least:
            continue
        whole = rule != "description" and paragraphs and clean.same(paragraphs[0], text)
        if whole or not any(clean.begins(line, text) or clean.begins(text, line) for line in paragraphs):
            return rule, text
    return "", ""


LISTS, LISTED = 8, 20
"""Lists beside an article that are kept, and headlines of each."""


def _lists(dropped: tuple[Dropped, ...]) -> dict[str, dict[str, list[str]]]:
    """The headlines that stood under `Популярное`, `Читайте также` and the like, as data: `lists` by their headings."""
    found: dict[str, list[str]] = {}
    heading = None
    for each in dropped:
        if each.reason == "heading":
            heading = each.line.strip(" :.»→…")
        elif each.reason == "under heading" and heading and furniture.words(each.line) >= 3:
            if heading in found or len(found) < LISTS:
                found.setdefault(heading, []).append(each.line[:200])
        elif each.reason == "see also" and ":" in each.line:
            name, _, line = each.line.partition(":")
            found.setdefault(name.strip(), []).append(line.strip()[:200])
    return {"lists": {name: lines[:LISTED] for name, lines in found.items()}} if found else {}


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}


def _says_article(page: Document) -> bool:
    """Whether a page itself says that it is an article."""
    return bool(page.article) or page.first("og:type") == "article" or bool(page.first("article:published_time"))


def _short(page: Document, fields: Fields) -> Body | None:
    """The little text of a page that says that it is an article: a photo story, a flash; its title may be all."""
    if not (_says_article(page) and fields.title and fields.published):
        return None
    found = page.tree.find(".//article")
    lines = [] if found is None else document.lines(found, blocks.dropped(found))
    body = generic.swept(lines, "short")
    return body if sum(map(furniture.words, body.paragraphs)) < 100 else generic.Body((), "short")


def _is_teasers(page: Document, body: Body) -> bool:
    """Whether a section of a site shows beginnings of articles, cut off in the middle; some such pages say that they
    are an article."""
    cut = sum(not furniture.ends(line) for line in body.paragraphs)
    plain = is_section(page.url) and "?" not in (page.url or "")
    return plain and len(body.paragraphs) >= 6 and cut > 0.3 * len(body.paragraphs)


def _refuse_list(page: Document, body: Body, fields: Fields) -> None:
    """Raises NotAnArticle for front pages and lists, as far as that can be told safely."""
    prose = sum(furniture.words(line) for line in body.paragraphs if furniture.is_prose(line))
    if is_front(page.url):
        raise NotAnArticle("главная страница сайта, а не статья")
    kinds = {kind for node in page.nodes for kind in jsonld.types(node)}
    if (kinds & {"CollectionPage", "ItemList", "SearchResultsPage"} and prose < 150) or (
        is_section(page.url) and not (fields.published or fields.author)
    ):
        raise NotAnArticle("список статей, а не статья")
    if prose < 0.4 * sum(map(furniture.words, body.paragraphs)):
        raise NotAnArticle("список заголовков, а не статья")
