"""An article made ready to be written: its document and its part of the vocabulary. Pure: any process can do it."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from index import packing
from index.answering.order import place
from index.article import FACETS, Article, folded
from index.candidates import marks
from index.copies import Shingles, shingles
from index.engine import Document, term
from index.languages import Languages, Seen, seen_in, shown
from index.languages.letters import language
from index.query.tree import TEXT_FIELDS, TextField
from index.tokens import tokens
from index.vocabulary import Told, Words

LONGEST_VALUE = 200
"""Letters of an exact value."""


class Prepared(NamedTuple):
    """What of an article crosses between processes: the document that engines take, the address and the hash of the
    capture by which an earlier one is found, the shingles by which copies are told, the forms with where they were
    seen (bits of `Seen`), and the fields of which its record says nothing."""

    document: Document
    url: str | None
    capture: str | None
    shingles: Shingles
    vocabulary: dict[str, int]
    unsaid: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The article, of its JSON: most are written without being looked at."""
        return packing.read(self.document.article)


def prepare(article: Article, told: Told | None = None) -> Prepared:
    """An article with its id and language, ready for `Writer.put`; of its vocabulary what `told` doesn't know."""
    letters = language(f"{article.title}\n{article.lead}\n{article.body}")
    article = article.identified()
    article = article if article.lang else replace(article, lang=letters)
    known = (told or Told()).inside(seen_in(letters))
    forms = {field: known.of(getattr(article, field)) for field in TEXT_FIELDS}
    found = shingles([*forms["lead"], *forms["body"]])
    made = document(article, {field: " ".join(each) for field, each in forms.items()}, found)
    return Prepared(made, article.url, captured(article), array("I", found), known.news(), article.unsaid)


def captured(article: Article) -> str | None:
    """The hash of the text capture that an article was read from, if it was."""
    return article.sha256 or None if article.capture else None


def analysis(text: str, languages: Languages) -> list[dict[str, Any]]:
    """Each token of a text with its place, its form and the readings that the form has in such a text."""
    known = Words(seen_in(language(text)))
    known.of(text)
    vocabulary = known.news()
    return [
        {
            "word": text[token.start : token.end],
            "start": token.start,
            "end": token.end,
            "form": token.form,
            "readings": sorted(
                shown(reading) for reading in languages.readings(token.form, Seen(vocabulary[token.form]))
            ),
        }
        for token in tokens(text)
    ]


def document(article: Article, texts: dict[TextField, str], found: Set[int]) -> Document:
    """An article as engines take it, in a story of its own."""
    facets = {name: different(article.values(name)) for name in FACETS}
    time, printed = seconds(article.published), day(article.published)
    values = [term(name, value) for name in FACETS for value in facets[name]]
    values += [term("url", article.url)] if article.url else []
    values += [term("capture", capture)] if (capture := captured(article)) else []
    data = packing.written(article)
    return Document(
        id=article.id,
        texts=texts,
        values=tuple(values),
        facets=facets,
        day=printed,
        views=article.views,
        newest=place(time, article.id),
        oldest=place(None if time is None else -time, article.id),
        viewed=place(article.views, article.id),
        # Of its content, not of its id alone: an article that has changed leaves its copies behind.
        story=int.from_bytes(hashlib.sha256(data).digest()[:7]),
        shingles=len(found),
        marks=marks(found, printed),
        article=data,
    )


def different(values: tuple[str, ...]) -> tuple[str, ...]:
    """Values that are not the same folded, the first of each as printed."""
    found: dict[str, str] = {}
    for value in (value[:LONGEST_VALUE] for value in values):
        found.setdefault(folded(value), value)
    return tuple(found.values())


DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def day(date: str | None) -> int | None:
    """The day of an ISO date as yyyymmdd, as printed there; a month or a year counts as its first day."""
    match = DATE.match(date or "")
    return int(match[1]) * 10000 + int(match[2] or 1) * 100 + int(match[3] or 1) if match else None


def seconds(date: str | None) -> int | None:
    """An ISO date of any precision in seconds since 1970, UTC; what has no zone is taken as UTC."""
    if not date or not (match := DATE.match(date)):
        return None
    whole = date if match[3] else f"{match[1]}-{match[2] or '01'}-01"
    try:
        time = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
