"""The same for programs: JSON, by the keys of the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from index.keeping.history import told
from index.reply import copies, related, reply, suggested
from search_web import current, openapi, params
from search_web.comparison import compared

api = Blueprint("api", __name__)

A_MINUTE = 60


@api.get("/api/search")
def search() -> Response:
    """The hits of a question."""
    asked = params.of_api(request.args)
    return jsonify(reply(asked, current.index().search(asked)))


@api.get("/api/suggest")
def suggest() -> Response:
    """What a text typed so far may become; asked with every key, so a browser may keep the answer for a minute."""
    text = params.of_suggest(request.args)
    response = jsonify(suggested(text, current.index().suggest(text)))
    response.cache_control.max_age = A_MINUTE
    response.cache_control.private = True
    return response


@api.get("/api/article/<path:id>")
def article(id: str) -> dict[str, Any]:
    """One article, whole."""
    index = current.index()
    found = index.article(id) or abort(404)
    return (
        replace(found, capture={}).to_json()
        | copies(index.copies(found))
        | related(index.related(found))
        | {"versions": told(index.versions(id))}
    )


@api.get("/api/diff/<path:id>")
def diff(id: str) -> dict[str, Any]:
    """What an article has that another has not, word by word."""
    params.known_only(request.args, {"with", "version"})
    return compared(id).to_json()


@api.get("/openapi.json")
def described() -> dict[str, Any]:
    """What programs may ask, as OpenAPI 3.1."""
    return openapi.document(request.host_url.rstrip("/") + request.script_root)
