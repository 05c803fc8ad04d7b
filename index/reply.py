"""An answer as plain JSON data: what `search --json` prints and `/api/search` sends."""

from __future__ import annotations

from typing import Any

from index.article import Hit, Piece, Results, Search

BREAK = Piece(" … ", False)
"""Stands between two fragments of a snippet."""


def reply(search: Search, results: Results) -> dict[str, Any]:
    """Results by the keys of the contract; a snippet is a flat list of marked and unmarked pieces."""
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
        "correction": None,
        "partial": None,
    }


def found(hit: Hit) -> dict[str, Any]:
    """One hit by the keys of the contract."""
    article = hit.article
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "section": article.section,
        "author": article.author,
        "views": article.views,
        "lang": article.lang,
        "score": round(hit.score, 4),
        "copies": [],
        "why": list(hit.why),
        "snippet": [{"text": piece.text, "match": piece.match} for piece in snippet(hit)],
    }


def snippet(hit: Hit) -> list[Piece]:
    """The fragments of a hit as one run of pieces."""
    run: list[Piece] = []
    for fragment in hit.fragments:
        run += [BREAK, *fragment] if run else fragment
    return run
