"""What people and programs are told when something can't be done."""

from __future__ import annotations

from flask import Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index import ArchiveError, QueryError, SearchError
from search_web.pages import state

PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")
"""Paths that answer in JSON, come what may."""


def failed(error: Exception) -> Response | HTTPException:
    """The one handler of errors: a page or JSON, by path. A bug is logged, and told without details."""
    status = code(error)
    if status < 400:
        return error  # type: ignore[return-value]  # a redirect, which is an HTTPException to Flask
    if status == 500:
        current_app.logger.exception("%s %s", request.method, request.path)
    response = told(error, status) if request.path.startswith(PROGRAMS) else shown(error, status)
    response.status_code = status
    if isinstance(error, HTTPException):  # what it asks for: Allow, Retry-After, WWW-Authenticate
        response.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return response


def code(error: Exception) -> int:
    match error:
        case ArchiveError():
            return 503
        case SearchError():
            return 400
        case HTTPException():
            return error.code or 500
        case _:
            return 500


def told(error: Exception, status: int) -> Response:
    """An error as JSON."""
    match error:
        case QueryError():
            place = {"start": error.start, "end": error.end, "repaired": error.repaired}
            return jsonify({"error": error.message, **place, "query": request.args.get("q", "")})
        case SearchError():
            return jsonify({"error": str(error)})
        case _:
            known = {401: "Нужен пароль", 404: "Такого нет", 405: "Здесь только GET", 429: "Слишком часто"}
            return jsonify({"error": known.get(status, "Внутренняя ошибка" if status >= 500 else "Так нельзя")})


def shown(error: Exception, status: int) -> Response:
    """An error as a page, with the box for another question."""
    search, _ = state()
    said = error if isinstance(error, SearchError) else None
    misread = error if isinstance(error, QueryError) else None
    return make_response(render_template("error.html", status=status, error=said, misread=misread, search=search))
