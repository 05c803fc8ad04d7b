"""A question as a URL, which is its whole state (`params.py` reads it again)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote_plus

from flask import request, url_for

from index import Search
from index.article import FILTERS
from search_web.params import PAGE

SAFE = "!$'()*,/:;?@"
"""What stands in a query string as it is, beside letters and digits (the WHATWG's URL standard)."""
REMEMBERED = 4096
"""Values: a page has a hundred and fifty links that differ in one of them."""


def parameters(search: Search) -> list[tuple[str, str]]:
    """A question as parameters of a page; what is as usual is left out."""
    page = search.offset // PAGE + 1
    given = [
        ("q", search.text),
        ("sort", "" if search.sort == "relevance" else search.sort),
        ("typed", "1" if search.as_typed else ""),
        ("synonyms", "" if search.synonyms else "0"),
        ("bridge", "" if search.bridge else "0"),
        ("fold", "" if search.fold else "0"),
        ("from", search.since or ""),
        ("to", search.until or ""),
        *sorted(search.where, key=lambda pair: FILTERS.index(pair[0])),
        ("page", "" if page == 1 else f"{page}"),
    ]
    return [(name, value) for name, value in given if value]


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters as the end of a URL, nothing of none."""
    return "".join(f"{'&' if place else '?'}{name}={quoted(value)}" for place, (name, value) in enumerate(pairs))


@lru_cache(REMEMBERED)
def quoted(value: str) -> str:
    return quote_plus(value, SAFE)


def address(search: Search) -> str:
    """The URL of a page of results. Made by hand: `url_for` for all links of a page took as long as its search."""
    return f"{request.script_root}/{encoded(parameters(search))}"


def export_address(search: Search, form: str) -> str:
    """The URL of all hits as a file."""
    return url_for("files.export") + encoded([*parameters(replace(search, offset=0)), ("format", form)])


def feed_address(search: Search) -> str:
    """The URL of the feed of a question, which has its own order."""
    return url_for("feeds.feed") + encoded(parameters(replace(search, offset=0, sort="relevance", as_typed=False)))


def diff_address(id: str, search: Search, other: str, version: int = 0) -> str:
    """The URL of what an article has that another, or a version of its own, has not; it leads back as the article's
    does."""
    beside = ("version", f"{version}") if version else ("with", other)
    return url_for("comparison.shown", id=id) + encoded([beside, *parameters(search)])


def article_address(id: str, search: Search, position: int = 0) -> str:
    """The URL of an article as found by a question, which leads back to it; with its place among the hits, from 1, to
    those beside it too."""
    place = [("n", f"{position}")] if position else []
    return url_for("pages.article", id=id) + encoded([*parameters(search), *place])
