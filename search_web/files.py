"""What people take away: all hits of a question as one file, the citation of an article."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from exporter import EXPORTS, STYLES, Form, cite
from search_web import current, params

files = Blueprint("files", __name__)


@files.get("/export")
def export() -> Response:
    """Every hit, streamed, however many; exactly what the query says, without a correction."""
    form = params.choice(request.args, "format", EXPORTS) or "csv"
    articles = current.index().scan(params.asked(request.args, 0, 0))
    today = current.settings().today()
    return attached(Response(EXPORTS[form].write(articles, today)), EXPORTS[form], f"podshivka-{today}")


@files.get("/cite/<path:id>")
def citation(id: str) -> Response:
    """One article as a file for a bibliography, or as a line to copy."""
    style = params.choice(request.args, "format", STYLES) or next(iter(STYLES))
    article = current.index().article(id) or abort(404)
    return attached(Response(cite(article, style, current.settings().today())), STYLES[style], "citation")


def attached(response: Response, form: Form, name: str) -> Response:
    """A response that a browser keeps as a file."""
    response.content_type = f"{form.media_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix}"'
    return response
