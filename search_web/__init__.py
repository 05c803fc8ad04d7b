"""The search page: what journalists see of an archive, as HTML and as JSON; GET only, every state is a URL."""

from __future__ import annotations

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from index import Index
from search_web import (
    again,
    api,
    chronicle,
    comparison,
    dates,
    failure,
    feeds,
    files,
    guard,
    help,
    looks,
    metrics,
    pages,
    translation,
)
from search_web.squeeze import squeezed
from settings import Settings

__all__ = ["create_app"]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
A_YEAR = 31_536_000
"""Seconds that a browser may keep a static file; its address changes with its content."""


def create_app(settings: Settings, index: Index) -> Flask:
    """The WSGI application over an open archive."""
    app = Flask(__name__)
    app.config.update(INDEX=index, SETTINGS=settings, SEND_FILE_MAX_AGE_DEFAULT=A_YEAR)
    app.url_map.merge_slashes = False  # an id may be an address: /article/https://...
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = False
    app.json.sort_keys = False  # the order of the contract
    app.register_blueprint(pages.pages)
    app.register_blueprint(api.api)
    app.register_blueprint(chronicle.chronicle)
    app.register_blueprint(comparison.comparison)
    app.register_blueprint(help.help)
    app.register_blueprint(files.files)
    app.register_blueprint(feeds.feeds)
    metrics.register(app)
    guard.register(app, settings)
    app.register_error_handler(Exception, failure.failed)
    app.after_request(secured)
    again.register(app)
    app.after_request(squeezed)
    looks.register(app)
    dates.register(app)
    translation.register(app)
    return app


def secured(response: Response) -> Response:
    """Every response with the headers that keep a hostile article harmless."""
    response.headers.extend(HEADERS)
    return response
