"""An article made ready to be written: its document and its part of the vocabulary. Pure: any process can do it."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from index.answering.order import place
from index.article import FACETS, Article
from index.copies import Shingles, marks, shingles, words
from index.engine import Document, term
from index.languages import Languages, Seen, language, seen_in, shown
from index.packing import written
from index.query.tree import TEXT_FIELDS, TextField
from index.tokens import WORD, forms, spelt, tokens

LONGEST_VALUE = 200
"""Letters of an exact value."""


REMEMBERED = 200_000
"""Forms that a run keeps in mind as told; some 30 MB."""

Vocabulary = dict[int, set[str]]
"""Forms by where they were seen (bits of `Seen`)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article, the document that engines take, the shingles by which copies are told, and the forms with where they
    were seen (bits of `Seen`)."""

    article: Article
    document: Document
    shingles: Shingles
    vocabulary: dict[str, int]


class Told:
    """The forms that a run has told of: a writer is told of each once, for a text's words are mostly known by then."""

    def __init__(self) -> None:
        self.forms: dict[int, set[str]] = {}

    def news(self, vocabulary: Vocabulary) -> dict[str, int]:
        """What of a vocabulary hasn't been told."""
        if sum(map(len, self.forms.values())) > REMEMBERED:
            self.forms.clear()
        news: dict[str, int] = {}
        for seen, here in vocabulary.items():
            told = self.forms.setdefault(seen, set())
            news |= dict.fromkeys(here - told, seen)
            told |= here
        return news


def prepare(article: Article, told: Told | None = None) -> Prepared:
    """An article with its id and language, ready for `Writer.put`; of its vocabulary what `told` doesn't know."""
    letters = language(f"{article.title}\n{article.lead}\n{article.body}")
    article = replace(article.identified(), lang=article.lang or letters)
    vocabulary = nothing(seen_in(letters))
    texts = {field: read(getattr(article, field), vocabulary) for field in TEXT_FIELDS}
    found = shingles(words(texts))
    made = document(article, texts, found)
    return Prepared(article, made, array("I", found), (told or Told()).news(vocabulary))


def analysis(text: str, languages: Languages) -> list[dict[str, Any]]:
    """Each token of a text with its place, its form and the readings that the form has in such a text."""
    found = nothing(seen_in(language(text)))
    read(text, found)
    vocabulary = Told().news(found)
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


CAPITALS = "".join(letter for letter in map(chr, range(0x250, 0x530)) if letter.isupper())
# A capital letter inside a sentence makes a name: after a word without what ends a sentence, opens a line or a quote,
# or joins two words, and not in an abbreviation («США»); of a double name both halves («Касым-Жомарт»).
CAPITAL = rf"(?=[A-Z\u00c0-\u00de{CAPITALS}]){WORD}"
CAPITALISED = re.compile(rf'(?<=\w)[^\w.!?…:\n«„“"—–-]+({CAPITAL}(?:-{CAPITAL})*)')


def nothing(inside: Seen) -> Vocabulary:
    """An empty vocabulary of a document in a language: its forms, then those that are capitalised inside a sentence."""
    return {int(inside): set(), int(inside | Seen.CAPITAL): set()}


def read(text: str, vocabulary: Vocabulary) -> str:
    """The forms of a text, whitespace-separated; each is entered in the vocabulary."""
    found = spelt(text)
    words, names = vocabulary.values()
    words.update(found.split())
    for name in {*CAPITALISED.findall(text)}:
        for half in name.split("-"):
            if half[-1].islower():
                names.update(forms(half)[:1])
    return found


def document(article: Article, texts: dict[TextField, str], found: Set[int]) -> Document:
    """An article as engines take it, in a story of its own."""
    facets = {name: tuple(value[:LONGEST_VALUE] for value in article.values(name)) for name in FACETS}
    time = seconds(article.published)
    values = [term(name, value) for name in FACETS for value in facets[name]]
    values += [term("url", article.url)] if article.url else []
    values += [term("capture", article.sha256)] if article.capture and article.sha256 else []
    data = written(article)
    return Document(
        id=article.id,
        texts=texts,
        values=tuple(values),
        facets=facets,
        day=day(article.published),
        views=article.views,
        newest=place(time, article.id),
        oldest=place(None if time is None else -time, article.id),
        viewed=place(article.views, article.id),
        # Of its content, not of its id alone: an article that has changed leaves its copies behind.
        story=int.from_bytes(hashlib.sha256(data).digest()[:7]),
        shingles=len(found),
        marks=marks(found),
        article=data,
    )


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
