"""What people and programs are told when something can't be done."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from cachetools import TTLCache, cached
from flask import Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index import ArchiveError, DamagedError, Index, QueryError, SearchError
from search_web import current
from search_web.pages import state

PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")
"""Paths that answer in JSON, come what may."""


LOOKED = 600.0
"""Seconds for which it is remembered whether the archive is damaged: a large one takes some to be looked at."""


def failed(error: Exception) -> Response | HTTPException:
    """The one handler of errors: a page or JSON, by path. A bug is logged and told without details, and so is what is
    wrong with the archive: readers can't mend it, and the machine's paths are not for them."""
    status = code(error)
    if status < 400:
        return error  # type: ignore[return-value]  # a redirect, which is an HTTPException to Flask
    if status == 500:
        current_app.logger.exception("%s %s", request.method, request.path)
        # Libraries have words of their own for damaged files.
        if damage := damaged(current.index(), current.index().generation.folder):
            error, status = DamagedError(damage), 503
    if isinstance(error, ArchiveError):
        current_app.logger.error("%s %s: %s", request.method, request.path, error)
    response = told(error, status) if request.path.startswith(PROGRAMS) else shown(error, status)
    response.status_code = status
    if isinstance(error, HTTPException):  # what it asks for: Allow, Retry-After, WWW-Authenticate
        response.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return response


@cached(TTLCache(1, LOOKED), key=lambda index, generation: generation, lock=Lock())
def damaged(index: Index, generation: Path) -> str | None:
    """What is damaged of the generation that an archive has in use."""
    return index.damaged()


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
        case DamagedError():
            return jsonify({"error": "Архив повреждён. Что неладно и что делать: podshivka verify"})
        case ArchiveError():
            return jsonify({"error": "Архив недоступен. Причина записана в журнал сервера"})
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
    damage = isinstance(error, DamagedError)
    page = render_template("error.html", status=status, error=said, misread=misread, damage=damage, search=search)
    return make_response(page)
