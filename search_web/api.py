"""The same for programs: JSON, by the keys of the contract."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from index.reply import reply
from search_web import current, openapi, params

api = Blueprint("api", __name__)


@api.get("/api/search")
def search() -> Response:
    """The hits of a question."""
    asked = params.of_api(request.args)
    return jsonify(reply(asked, current.index().search(asked)))


@api.get("/api/article/<path:id>")
def article(id: str) -> dict[str, Any]:
    """One article, whole."""
    found = current.index().article(id) or abort(404)
    return found.to_json()


@api.get("/openapi.json")
def described() -> dict[str, Any]:
    """What programs may ask, as OpenAPI 3.1."""
    return openapi.document(request.host_url.rstrip("/") + request.script_root)
