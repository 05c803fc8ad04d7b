"""What is suspicious about an article, so that a person looks before a whole archive is read wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from index.article import Article
from indexer import furniture, record

SHORT = 20
"""Words below which an article may have lost its text."""
EARLIEST = "1900"
SHARED = 3
"""Articles with one and the same text from which on that is said: a text of the site, not of the article."""

# передаетTengrinews.kz; городов.В рамках; but not КазМунайГаз or iPhone alone
_GLUED = re.compile(r"[а-яёәғқңөұүһі]{3}(?:[A-ZА-ЯЁ]|[.!?,;:][А-ЯЁӘҒҚҢӨҰҮҺІ])[a-zа-яёәғқңөұүһі]{2}")
_GLUED_LEAST = 3
_GARBLED = re.compile(r"\ufffd|(?:[ÐÑ][\u0080-\u00bf])|(?:Р[°±µ»Ѕ]|С[‚ЃЊ])")
"""Letters lost, UTF-8 read as Latin-1 (Ð°), UTF-8 read as cp1251 (Р°)."""
_GARBLED_LEAST = 5


def suspicions(article: Article) -> Iterator[tuple[str, str]]:
    """Kinds of what is strange about an article, each with what it is seen by."""
    text = f"{article.lead}\n{article.body}"
    if article.published is None:
        yield from _undated(article)
    elif article.published < EARLIEST:
        yield f"дата раньше {EARLIEST} года", article.published
    if not article.title:
        yield "нет заголовка", text.strip()[:80]
    if (count := furniture.words(text)) < SHORT:
        yield "короткий текст", f"слов {count}: {article.title}"
    if len(glued := _GLUED.findall(text)) >= _GLUED_LEAST:
        yield "слипшиеся слова", ", ".join(glued[:3])
    if len(garbled := _GARBLED.findall(text)) >= _GARBLED_LEAST:
        yield "буквы испорчены: не та кодировка", " ".join(garbled[:8])


def _undated(article: Article) -> Iterator[tuple[str, str]]:
    """What a record said for its date and could not be one: the future is no date of an article."""
    unread = next((str(value) for key, value in article.extra.items() if record.field(key) == "published"), None)
    if unread is None:
        yield "нет даты", article.title
    elif re.match(r"\d{4}", unread) and unread > datetime.now(UTC).date().isoformat():
        yield "дата в будущем", unread
    else:
        yield "дата не читается", unread
