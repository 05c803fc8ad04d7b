"""The pages that people read: search, and one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import MultiDict

from index import ArchiveError, Article, Results, Search, SearchError
from index.article import FILTERS, Piece, Pieces
from index.engine import MOST_VALUES
from search_web import addresses, chronicle, current, lists, params, steps
from search_web.difference import Stretch
from search_web.timeline import FEW_MONTHS, Timeline, ordinal, timeline

pages = Blueprint("pages", __name__)

Part = TypeVar("Part", Piece, Stretch)


@pages.get("/")
def results() -> str:
    """The hits of a question; of none, the newest articles."""
    search = params.of_page(request.args)
    found = current.index().search(search)
    page, last = search.offset // params.PAGE + 1, lists.last_page(found.rows)
    answered = replace(search, text=found.correction.query) if found.correction else search
    return render_template(
        "search.html",
        search=search,
        results=found,
        front=search == Search(limit=params.PAGE),
        facets=lists.facets(search, found, current.index()),
        chips=lists.chips(search),
        timeline=drawn(answered, found),
        undated=found.total - sum(count for _, count in found.timeline),
        page=page,
        last=last,
        numbers=lists.page_numbers(min(page, last or page), last),
        answered=answered,
        most_values=MOST_VALUES,
    )


def drawn(search: Search, found: Results) -> Timeline | None:
    """The hits over time: by days where they are of a few months."""
    months = [(month * 100 + 1, count) for month, count in found.timeline]
    known = [day for day, _ in chronicle.known_days()]
    few = bool(months) and ordinal(months[-1][0]) - ordinal(months[0][0]) < FEW_MONTHS
    days = current.index().days(search) if few and not found.partial else ()
    if days and sum(count for _, count in days) == sum(count for _, count in months):
        return timeline(days, known)
    return timeline(months, known, "month")


@pages.get("/article/<path:id>")
def article(id: str) -> str:
    """One article, with the matches of the question that found it."""
    found = current.index().article(id) or abort(404)
    search, complaint = state()
    copied = current.index().copies(found)
    title, lead, body, unread = marked(found, search)
    texts = [title, lead, *paragraphs(body)]
    return render_template(
        "article.html",
        article=found,
        copied=copied,
        related=current.index().related(found),
        search=search,
        title=title,
        lead=lead,
        paragraphs=texts[2:],
        versions=current.index().versions(id),
        matches=sum(piece.match for text in texts for piece in text),
        complaint=complaint or unread,
        **beside(search, id),
    )


def beside(search: Search, id: str) -> dict[str, Any]:
    """The place of an article among the hits of its question, if the URL tells it truly, and the URLs of the hits
    before and after it."""
    try:
        position = params.number(request.args, "n", 1, params.DEEPEST, 0)
        first = max(1, position - 1)
        asked = replace(search, offset=first - 1, limit=3, facets=False)
        found = current.index().search(asked) if position else Results(total=0)
        hits = dict(enumerate(found.hits, first))
    except SearchError:
        return {}
    if position not in hits or hits[position].article.id != id:
        return {}

    def url(place: int) -> str | None:
        page = steps.turned(search, (place - 1) // params.PAGE + 1)
        return addresses.article_address(hits[place].article.id, page, place) if place in hits else None

    return {"position": position, "rows": found.rows, "before": url(position - 1), "after": url(position + 1)}


@pages.get("/api")
def for_programs() -> str:
    """Examples of what programs may ask."""
    return render_template("api.html", search=Search(limit=params.PAGE))


def state() -> tuple[Search, SearchError | None]:
    """The question that a page other than the search belongs to; a bad parameter is told, not a failure."""
    try:
        return params.of_page(request.args), None
    except SearchError as error:
        return readable(), error


def readable() -> Search:
    """The text of a question and its filters where they can be: what is left where dates, order or page can't."""
    kept = MultiDict(pair for pair in request.args.items(multi=True) if pair[0] in {"q", *FILTERS})
    try:
        return params.of_page(kept)
    except SearchError:
        return Search(text=request.args.get("q", "")[: params.LONGEST], limit=params.PAGE)


def marked(article: Article, search: Search) -> tuple[Pieces, Pieces, Pieces, SearchError | None]:
    """Title, lead and body with what a question matches in them, and why nothing could be marked."""
    plain = (Piece(article.title, False),), (Piece(article.lead, False),), (Piece(article.body, False),)
    if not search.text.strip():
        return *plain, None
    try:
        marks = current.index().marks(article, search)
    except ArchiveError:
        raise
    except SearchError as error:
        return *plain, error
    return marks.of("title"), marks.of("lead"), marks.of("body"), None


def paragraphs(body: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """A text in parts cut at its newlines; a part that goes over one is in both paragraphs, nothing of it in none."""
    paragraph: list[Part] = []
    for part in body:
        first, *others = part.text.split("\n")
        paragraph.append(replace(part, text=first))
        for text in others:
            yield tuple(part for part in paragraph if part.text)
            paragraph = [replace(part, text=text)]
    yield tuple(part for part in paragraph if part.text)
