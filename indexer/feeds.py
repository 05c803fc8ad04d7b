"""An entry of a feed (RSS, Atom, RDF) as the keys and values of a record; the full text where the feed has it."""

from __future__ import annotations

import io
from typing import Any

from index import address
from indexer import clean, document, furniture, generic
from indexer.pages import NotAnArticle

FULL = ("yandex_full-text", "full-text", "turbo_content", "fulltext")
"""Elements beside `content:encoded` and `content` in which feeds have the whole article: `yandex:full-text`."""

LONG = 100
"""Words from which on a description is the article itself."""


def record(text: str) -> dict[str, Any]:
    """The entry of a feed that has but one; raises NotAnArticle where there is none."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), sanitize_html=False)
    if not feed.entries:
        raise NotAnArticle("запись ленты не разбирается")
    entry = feed.entries[0]
    link = entry.get("link")
    body, lead = _texts(entry)
    updated = entry["updated"] if "updated" in entry else None  # noqa: SIM401 - its `get` takes `published` for it
    names = [term for tag in entry.get("tags", ()) if (term := clean.inline(tag.get("term") or ""))]
    return {
        "id": None if link else entry.get("id"),
        "url": link,
        "title": " ".join(_lines(entry.get("title") or "")),
        "lead": "\n".join(lead),
        "body": "\n".join(body),
        "published": entry.get("published") or updated,
        "modified": updated if entry.get("published") else None,
        "author": ", ".join(filter(None, (each.get("name") for each in entry.get("authors", ())))),
        "section": names[0] if len(names) == 1 else None,
        "tags": names if len(names) > 1 else None,
        "source": address.host(link) or feed.feed.get("title"),
        "image": _image(entry),
    }


def _texts(entry: Any) -> tuple[list[str], list[str]]:
    """Body and lead. A description that the text begins with is no lead; a long one without a text is the text."""
    texts = [each.get("value") for each in entry.get("content", ())] + [entry.get(name) for name in FULL]
    body = max((_lines(text) for text in texts if text), key=lambda lines: sum(map(len, lines)), default=[])
    summary = _lines(entry.get("summary") or "")
    if not body or sum(map(len, body)) < sum(map(len, summary)):
        whole = len(summary) > 1 or sum(map(furniture.words, summary)) >= LONG
        return (summary, []) if whole else ([], summary)
    known = clean.begins(" ".join(body), " ".join(summary).rstrip(".… ")) or summary[:1] == body[:1]
    return body, [] if known else summary


def _lines(text: str) -> list[str]:
    """The paragraphs of what may be markup."""
    if "<" not in text:
        return clean.paragraphs(text.splitlines())
    tree = document.parse(f"<div>{text}</div>")
    lines = document.lines(tree, frozenset(tree.iter("figure", "figcaption")))
    return list(generic.swept(lines, "feed").paragraphs)


def _image(entry: Any) -> str | None:
    """The address of the first picture."""
    media = [*entry.get("media_content", ()), *entry.get("media_thumbnail", ()), *entry.get("enclosures", ())]
    kinds = ((each, str(each.get("type") or each.get("medium") or "image")) for each in media)
    return next((each.get("url") or each.get("href") for each, kind in kinds if kind.startswith("image")), None)
