"""The help: the search language told by examples that this very archive answers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, render_template

from index import Article, Index, Results, Search
from search_web import current, params
from search_web.translation import gettext, language
from search_web.words import month_alone

help = Blueprint("help", __name__)

NEWEST = 60
"""Articles whose titles words are taken from."""
TRIED = 8
"""Pairs of words that are tried; the one found most often makes the examples."""
WORD = re.compile(r"[^\W\d_]{5,}")
PHRASE = re.compile(r"([^\W\d_]{5,}) ([^\W\d_]{5,})")
DESIGNATION = re.compile(r"(?<![\w-])([^\W\d_]{1,6})-(\d{1,4})(?![\w-])")
FRACTION = re.compile(r"(?<![\w.,])\d{1,3},\d{1,2}(?![.,]?\w)")
GAP = re.compile(r"([^\W\d_]{5,}) [^\W\d_]+ ([^\W\d_]{5,})")


@dataclass(frozen=True, slots=True)
class Example:
    """A query, its `kind` (a key of the texts in the template) and how many articles it finds."""

    kind: str
    query: str
    count: int


@help.get("/help")
def shown() -> str:
    """The search language and the keys; examples have words of the reader's language, where the archive has any."""
    index = current.index()
    everything = index.search(Search(limit=0))
    langs = [lang for lang, _ in everything.facets.get("lang", ())]
    lang = language() if language() in langs else next(iter(langs), None)
    where = (("lang", lang),) if lang else ()
    newest = replace(everything, hits=index.search(Search(limit=NEWEST, where=where, facets=False)).hits)
    found = [Example(kind, query, total(index, kind, query)) for kind, query in queries(index, newest)]
    return render_template(
        "help.html",
        search=Search(limit=params.PAGE),
        examples={one.kind: one for one in found},
        lang=lang,
    )


def total(index: Index, kind: str, query: str) -> int:
    """How many articles an example finds: as it is typed, but for one that is there to be read otherwise."""
    return index.search(Search(text=query, limit=0, facets=False, as_typed=kind != "designation")).total


def queries(index: Index, newest: Results) -> Iterator[tuple[str, str]]:
    """An example of each kind that the archive can give one of."""
    articles = [hit.article for hit in newest.hits]
    pairs = list(dict.fromkeys(pair for article in articles for pair in PHRASE.findall(article.title)))[:TRIED]
    if pairs:
        one, other = max(pairs, key=lambda pair: total(index, "both", " ".join(pair)))
        third = next((word for word in words(articles) if word not in (one, other)), one)
        yield from of_words(one.lower(), other.lower(), third.lower())
    if gap := next((found for article in articles if (found := GAP.search(article.title))), None):
        yield "gap", f"«{gap[1]} * {gap[2]}»".lower()
    for designation in (found for article in articles for found in DESIGNATION.findall(article.title)):
        if total(index, "designation", query := "".join(designation)):
            yield "designation", query
            break
    texts = (text for article in articles for text in (article.title, article.lead, article.body))
    if fraction := next(filter(None, map(FRACTION.search, texts)), None):
        yield "fraction", fraction.group()
    if links := [article.url for article in articles if article.url and not {*"()"} & {*article.url}]:
        link = min(links, key=len)
        yield "link", f"({link})"
        if pairs:
            yield "pasted", f"[{one} {other}]({link})".lower()
    fields = {
        "source": gettext("источник:"),
        "section": gettext("рубрика:"),
        "author": gettext("автор:"),
        "tag": gettext("тег:"),
    }
    for name, said in fields.items():
        if values := newest.facets.get(name):
            yield name, f'{said}"{values[0][0].replace(chr(34), "")}"'
    if newest.timeline:
        yield from of_dates(index, newest.timeline[0][0] // 100, *divmod(newest.timeline[-1][0], 100))


def of_words(one: str, other: str, third: str) -> Iterator[tuple[str, str]]:
    """The examples of two words that stand side by side somewhere, and of a third one."""
    yield "both", f"{one} {other}"
    yield "phrase", f"«{one} {other}»"
    yield "exact", f"!{one}"
    yield "near", f"{one} /5 {other}"
    yield "either", f"{one} | {third}"
    yield "without", f"{one} -{third}"
    yield "group", f"({one} | {third}) {other}"
    yield "prefix", f"{one[:4]}*"
    yield "fuzzy", f"{one[:2]}{one[3:]}~"
    yield "title", gettext("заголовок:") + one


def of_dates(index: Index, first: int, year: int, month: int) -> Iterator[tuple[str, str]]:
    """The examples of dates: of a month of the archive, of the half of it that has more, and of all years up to it."""
    date = gettext("дата:")
    yield "year", f"{date}{year:04}"
    yield "month", f"{date}{year:04}-{month:02}"
    yield "named", f"{date}{month_alone(month)} {year:04}"
    yield "range", f"{date}{first:04}..{year:04}"
    last = monthrange(year, month)[1]
    halves = [f"{date}{days.format(f'{month:02}.{year:04}')}" for days in ("01.{0}-15.{0}", f"16.{{0}}-{last}.{{0}}")]
    yield "days", max(halves, key=lambda half: total(index, "days", half))


def words(articles: list[Article]) -> Iterator[str]:
    """The long words of titles."""
    for article in articles:
        yield from WORD.findall(article.title)
