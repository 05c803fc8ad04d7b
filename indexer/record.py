"""Ready records into articles: the keys that exports use, their values made uniform, their text left alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from index.address import canonical_url
from index.article import Article, Origin
from indexer import clean, dates
from indexer.pages import NotAnArticle, Page

KEYS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "lead": ("lead", "description", "summary"),
    "body": ("body", "text", "content"),
    "published": ("published", "date", "published_at", "datetime"),
    "modified": ("modified", "updated"),
    "author": ("author", "authors"),
    "section": ("section", "rubric", "category"),
    "tags": ("tags", "keywords"),
    "source": ("source", "site", "publisher"),
    "lang": ("lang", "language"),
    "views": ("views",),
    "image": ("image",),
    "caption": ("caption",),
}
"""Field -> the keys under which records have it; the first that is there and not empty is taken."""

_KEPT = ("origin", "sha256", "extra")
"""Keys that an article's own JSON has beside them."""


def article(page: Page, timezone: str) -> Article:
    """The article of a JSON object; raises NotAnArticle for what is none, or has neither title nor text."""
    data = _object(page)
    taken = {
        field: next((key for key in keys if data.get(key) not in (None, "", [])), None) for field, keys in KEYS.items()
    }
    found = {field: data[key] for field, key in taken.items() if key}
    title, body, lead = (clean.ready(_text(found.get(field)) or "") for field in ("title", "body", "lead"))
    if not (title or body or lead):
        raise NotAnArticle("в записи нет ни заголовка, ни текста")
    extra = {key: value for key, value in data.items() if key not in taken.values() and key not in _KEPT}
    extra = {key: value for key, value in extra.items() if value not in (None, "", [], {})}
    published = _date(found.get("published"), page, timezone)
    if found.get("published") is not None and published is None:
        extra[str(taken["published"])] = found["published"]  # what could not be read is not lost
    url = _text(found.get("url"))
    return Article(
        id=_text(found.get("id")) or "",
        url=canonical_url(url) or url,
        title=title,
        lead=lead,
        body=body,
        published=published,
        modified=_date(found.get("modified"), page, timezone),
        author=_text(found.get("author")),
        section=_text(found.get("section")),
        tags=_tags(found.get("tags")),
        source=page.source or _text(found.get("source")) or page.hint,
        lang=_text(found.get("lang")),
        views=_count(found.get("views")),
        image=_text(found.get("image")),
        caption=_text(found.get("caption")),
        origin=_origin(data.get("origin")) or page.origin,
        sha256=_text(data.get("sha256")) or page.sha256,
        extra=(dict(data["extra"]) if isinstance(data.get("extra"), Mapping) else {}) | extra,
    )


def _object(page: Page) -> Mapping[str, Any]:
    try:
        data = json.loads(page.data.decode("utf-8", "surrogatepass"), parse_constant=lambda name: None)
    except UnicodeDecodeError:
        raise NotAnArticle("не текст в UTF-8") from None
    except RecursionError:
        raise NotAnArticle("не разбирается как JSON: вложено слишком глубоко") from None
    except ValueError as error:
        raise NotAnArticle(f"не разбирается как JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotAnArticle("не объект JSON с полями статьи")
    return data


def _text(value: Any) -> str | None:
    """A value as text: a list of names divided by commas, an object by its name."""
    match value:
        case str():
            return clean.ready(value) or None
        case bool() | None:
            return None
        case int() | float():
            return str(value)
        case list():
            return ", ".join(filter(None, map(_text, value))) or None
        case {"name": name} | {"url": name}:
            return _text(name)
        case _:
            return None


def _date(value: Any, page: Page, timezone: str) -> str | None:
    text = _text(value)
    return dates.parse(text, now=page.captured, zone=timezone) if text else None


def _tags(value: Any) -> tuple[str, ...]:
    """Tags of a list, or of a text that divides them by commas; each once."""
    names = [_text(tag) for tag in value] if isinstance(value, list) else (_text(value) or "").split(",")
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip()))


def _count(value: Any) -> int | None:
    """A number of views: 3407, "3 407", 3407.0."""
    text = "".join((_text(value) or "").removesuffix(".0").split())
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else None


def _origin(value: Any) -> Origin | None:
    """Where an exported article was first read, as its JSON keeps it."""
    match value:
        case {"file": str(file), **rest}:
            member, offset = rest.get("member"), rest.get("offset")
            return Origin(
                file, member if isinstance(member, str) else None, offset if isinstance(offset, int) else None
            )
        case _:
            return None
