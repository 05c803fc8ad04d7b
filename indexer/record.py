"""Ready records into articles: the keys that exports use, their values made uniform, their text left alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from index.article import Article, Origin
from index.captures import KEPT
from index.keeping.corrections import CORRECTABLE
from indexer import dates, document, ninjs, values
from indexer.charset import decode
from indexer.pages import Columns, NotAnArticle, Page

KEYS: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uri"),
    "url": ("url", "link", "href", "permalink", "адрес", "ссылка", "сілтеме"),
    "title": ("title", "headline", "заголовок", "название", "тақырып", "тақырыбы"),
    "lead": ("lead", "description", "summary", "abstract", "description_text", "лид", "анонс", "аннотация"),
    "body": ("body", "text", "content", "fulltext", "body_text", "текст", "содержание", "мәтін", "мәтіні"),
    "html": ("html", "content_html", "body_html", "body_xhtml"),
    "published": (
        "published", "date", "published_at", "datetime", "pubdate", "date_published", "firstcreated",
        "versioncreated", "created_at", "дата", "дата публикации", "опубликовано", "күні",
    ),
    "modified": ("modified", "updated", "updated_at", "date_modified", "изменено", "дата изменения"),
    "author": ("author", "authors", "byline", "creator", "автор", "авторы"),
    "section": ("section", "rubric", "category", "рубрика", "раздел", "категория", "айдар"),
    "tags": ("tags", "keywords", "subject", "теги", "метки", "ключевые слова", "тегтер"),
    "source": ("source", "site", "publisher", "copyrightholder", "источник", "сайт", "издание", "дереккөз"),
    "lang": ("lang", "language", "язык", "тіл", "тілі"),
    "views": ("views", "hits", "просмотры", "просмотров", "қаралым"),
    "image": ("image", "картинка", "изображение"),
    "caption": ("caption", "подпись"),
}  # fmt: skip
"""Field -> the keys and columns of records for it, in any case; the first that is there and not empty is taken.

`html` is the body as markup; `firstcreated` and its like are of ninjs."""

_FIELDS = {key: field for field, keys in KEYS.items() for key in keys}

_TEXTS = ("id", "url", "author", "section", "source", "lang", "image", "caption")
_KEPT = ("origin", "sha256", "extra", "corrected", "capture")
"""Keys that an article's own JSON has beside them."""


def field(name: str) -> str | None:
    """The field that a key or column of this name holds, None where its name doesn't tell."""
    return _FIELDS.get(_plain(name))


def _plain(name: str) -> str:
    """A name as the table has it: `Дата_публикации` is `дата публикации`, but `published_at` stays."""
    lowered = name.strip().lower()
    return lowered if lowered in _FIELDS else lowered.replace("_", " ")


def article(page: Page, timezone: str) -> Article:
    """The article of a JSON object; raises NotAnArticle for what is none, or has neither title nor text."""
    return made(ninjs.plain(_object(page)), page, timezone)


def made(data: Mapping[str, Any], page: Page, timezone: str) -> Article:
    """The article that keys and values describe; raises NotAnArticle where they have neither title nor text."""
    taken = _taken(data, page)
    found = {field: data[key] for field, key in taken.items()}
    title, lead = (values.text(found.get(field)) or "" for field in ("title", "lead"))
    body = values.paragraphs(found.get("body"))
    body = _unmarked(body or values.text(found.get("html")) or "", known=not body)
    title, lead = " ".join(_unmarked(title).split("\n")), _unmarked(lead)
    if not (title or body or lead):
        raise NotAnArticle("в записи нет ни заголовка, ни текста")
    read: dict[str, Any] = {"title": title, "lead": lead, "body": body, "html": body}
    body, lead = (body, lead) if title or body else (lead, "")  # a lead that is all there is is the text
    kept = {*taken.values(), *_KEPT}
    extra = {key: value for key, value in data.items() if key not in kept and value not in (None, "", [], {})}
    said: dict[str, Any] = {name: values.text(found.get(name)) for name in _TEXTS}
    said |= {name: _date(found.get(name), page, timezone) for name in ("published", "modified")}
    said |= {"tags": values.tags(found.get("tags")), "views": values.count(found.get("views"))}
    # What could not be read is not lost.
    extra |= {
        taken[name]: found[name] for name, value in (read | said).items() if name in taken and value in (None, "", ())
    }
    return Article(
        id=said["id"] or "",
        url=values.address(said["url"]),
        title=title,
        lead=lead,
        body=body,
        published=said["published"],
        modified=said["modified"],
        author=said["author"],
        section=said["section"],
        tags=said["tags"],
        source=page.source or said["source"] or page.hint,
        lang=values.lang(said["lang"]),
        views=said["views"],
        image=said["image"],
        caption=said["caption"],
        origin=_origin(data.get("origin")) or page.origin,
        sha256=values.text(data.get("sha256")) or page.sha256,
        extra=(dict(data["extra"]) if isinstance(data.get("extra"), Mapping) else {}) | extra,
        corrected=_corrected(data.get("corrected")),
        capture=_capture(data.get("capture")),
        unsaid=_unsaid(tuple(data), tuple(taken), page.columns),
    )


def _taken(data: Mapping[str, Any], page: Page) -> Mapping[str, str]:
    """For each field the key that has it: the one that the user named, else the first known that is not empty."""
    return _fitting(tuple(key for key, value in data.items() if value not in (None, "", [])), page.columns)


@lru_cache(maxsize=100)  # the records of an export have the same keys
def _fitting(names: tuple[str, ...], columns: Columns) -> Mapping[str, str]:
    said = {_plain(key): key for key in reversed(names)}
    taken = {field: key for field, keys in KEYS.items() if (key := next((said[k] for k in keys if k in said), None))}
    named = {field: column for field, column in columns if column in names}
    return {field: key for field, key in taken.items() if key not in named.values()} | named


@lru_cache(maxsize=100)
def _unsaid(names: tuple[str, ...], taken: tuple[str, ...], columns: Columns) -> tuple[str, ...]:
    """The fields that a record of these keys, which has values for the `taken` ones, does not call empty. A picture
    brings its caption, or none."""
    emptied = {*_fitting(names, columns)} - {*taken} | ({"caption"} if "image" in taken else set())
    return tuple(name for name in KEPT if name not in emptied)


_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|strong|b|em|i|a|blockquote)>|<(?:br|p)\s*/?>", re.I)


def _unmarked(text: str, *, known: bool = False) -> str:
    """The paragraphs of a text that is markup; any other text is left alone."""
    if not text or not (known or ("<" in text and _MARKUP.search(text))):
        return text
    return "\n".join(document.lines(document.parse(f"<div>{text}</div>")))


def _object(page: Page) -> Mapping[str, Any]:
    try:
        text = page.data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = decode(page.data, page.charset)
    try:
        data = json.loads(text, parse_constant=lambda name: None)
    except RecursionError:
        raise NotAnArticle("не разбирается как JSON: вложено слишком глубоко") from None
    except ValueError as error:
        raise NotAnArticle(f"не разбирается как JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotAnArticle("не объект JSON с полями статьи")
    return data


def _date(value: Any, page: Page, timezone: str) -> str | None:
    text = values.text(value)
    return dates.parse(text, now=page.captured, zone=timezone) if text else None


def _corrected(value: Any) -> Mapping[str, Any]:
    """What the source of an exported article said in the fields that were corrected in it."""
    if not isinstance(value, Mapping) or not set(value) <= set(CORRECTABLE):
        return {}
    return {name: said for name, said in value.items() if said is None or isinstance(said, (str, int, list))}


def _capture(value: Any) -> Mapping[str, str]:
    """What an exported article of a text capture was read from."""
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for pair in value.items() for each in pair):
        return {}
    return dict(value)


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
