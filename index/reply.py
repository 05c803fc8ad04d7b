"""An answer as the JSON of the contract: what the commands with `--json` and the API give alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from index.article import Article, Correction, Hit, Piece, Results, Search, Suggestion

FIELDS = ("id", "url", "title", "published", "source", "section", "author", "views", "lang")
REASON = ("word", "form", "kind", "field")
BRIEF = ("id", "title", "source", "published", "url")


def reply(search: Search, results: Results) -> dict[str, Any]:
    """A question and its answer as plain JSON data."""
    return {
        "query": search.text,
        "total": results.total,
        "took_ms": results.took_ms,
        "hits": [found(hit) for hit in results.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in results.facets.items()
        },
        "timeline": [
            {"month": f"{month // 100:04}-{month % 100:02}", "count": count} for month, count in results.timeline
        ],
        "synonyms": [asdict(synonym) for synonym in results.synonyms],
        "correction": corrected(results.correction) if results.correction else None,
        "offered": corrected(results.offered) if results.offered else None,
        "readings": [asdict(reading) for reading in results.readings] or None,
        "partial": asdict(results.partial) if results.partial else None,
        "narrowed": asdict(results.narrowed) if results.narrowed else None,
        "absent": list(results.absent),
    }


def suggested(text: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """What a text may become, as plain JSON data."""
    return {"query": text, "suggestions": [asdict(suggestion) for suggestion in suggestions]}


def corrected(correction: Correction) -> dict[str, str]:
    """A correction, with what was typed as `from`."""
    return {"query": correction.query, "reason": correction.reason, "from": correction.typed}


def found(hit: Hit) -> dict[str, Any]:
    """One hit."""
    return {
        **{name: getattr(hit.article, name) for name in FIELDS},
        "score": round(hit.score, 4),
        **copies(hit),
        "why": [{name: getattr(reason, name) for name in REASON} for reason in hit.why],  # a tenth of `asdict`
        "snippet": [{"text": piece.text, "match": piece.match} for piece in snippet(hit)],
    }


def copies(hit: Hit) -> dict[str, Any]:
    """The near copies of a hit in the archive, the earliest first, and how many there are."""
    return {"copies": [brief(copy) for copy in hit.copies.articles], "copies_total": hit.copies.total}


def brief(article: Article) -> dict[str, Any]:
    """What a list says of an article."""
    return {name: getattr(article, name) for name in BRIEF}


def related(articles: Iterable[Article]) -> dict[str, Any]:
    """What to read beside an article."""
    return {"related": [brief(article) for article in articles]}


def snippet(hit: Hit) -> Iterator[Piece]:
    """The fragments one after another."""
    for number, fragment in enumerate(hit.fragments):
        if number:
            yield Piece(" … ", False)
        yield from fragment
