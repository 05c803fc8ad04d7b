"""How the server is doing, for people who keep it (`/healthz`) and for Prometheus (`/metrics`)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, Response, g, request

from index import Search
from search_web import current

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

metrics = Blueprint("metrics", __name__)

TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of the environment by which the library is told, before it is imported, in which folder the processes of
one server count together."""

SEARCHES = ("pages.results", "api.search", "feeds.feed", "files.export")
BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds."""


def register(app: Flask) -> None:
    """Count every request of an application; each application counts for itself, the processes of one together."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    requests = Counter("podshivka_requests", "Requests by page and status", ("page", "status"), registry=registry)
    seconds = Histogram("podshivka_request_seconds", "Time to answer", ("page",), registry=registry, buckets=BUCKETS)
    searches = Counter("podshivka_searches", "Questions asked of the archive", registry=registry)
    errors = Counter("podshivka_errors", "Answers that are errors of the program or the archive", registry=registry)

    def begin() -> None:
        g.begun = time.perf_counter()

    def end(response: Response) -> Response:
        page = request.endpoint or "none"
        requests.labels(page, response.status_code).inc()
        seconds.labels(page).observe(time.perf_counter() - g.begun)
        searches.inc(page in SEARCHES)
        errors.inc(response.status_code >= 500)
        return response

    app.before_request(begin)
    app.after_request(end)
    app.register_blueprint(metrics)
    app.config["METRICS"] = gathered() if TOGETHER in os.environ else registry
    app.config["METRICS"].register(Articles())


def gathered() -> CollectorRegistry:
    """What all processes of a server have counted."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


class Articles:
    """The number of articles, which is counted when it is asked for."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        yield GaugeMetricFamily("podshivka_articles", "Articles in the archive", value=counted())


def counted() -> int:
    """Articles in the archive."""
    return current.index().search(Search(limit=0, facets=False)).total


@metrics.get("/metrics")
def exposition() -> Response:
    """The counts in the text format of Prometheus."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return Response(generate_latest(current.metrics()), content_type=CONTENT_TYPE_LATEST)


@metrics.get("/healthz")
def healthz() -> dict[str, Any]:
    """That the archive answers."""
    return {"status": "ok", "articles": counted()}


@metrics.get("/robots.txt")
def robots() -> Response:
    """An archive of others' texts is not for search engines."""
    return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
