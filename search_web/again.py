"""What is asked again within a minute is answered as before, unless the archive has changed: of a story that everyone
follows, and of pages gone back to, nothing is searched, written and compressed anew."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import NamedTuple

from cachetools import TTLCache
from flask import Flask, Response, g, request

from search_web import current
from search_web.translation import language

ASKED = ("pages.results", "api.search")
"""What is kept: answers that depend on nothing but the archive, the address and the language, and the day."""
SECONDS = 60.0
"""How long: what is of today, and tables that the owner changes by hand, may be so late."""
MOST = 8 << 20
"""Bytes that a process keeps, compressed: some five hundred pages of hits."""


class Answer(NamedTuple):
    """A response as it was sent."""

    data: bytes
    headers: tuple[tuple[str, str], ...]


def register(app: Flask) -> None:
    """Have an application keep its answers. What guards it has to be set before, what compresses after."""
    kept: TTLCache[Hashable, Answer] = TTLCache(MOST, SECONDS, getsizeof=lambda answer: len(answer.data))
    lock = threading.Lock()

    def known() -> Response | None:
        if request.method != "GET" or request.endpoint not in ASKED:
            return None
        question = asked()
        with lock:
            answer = kept.get(question)
        if answer:
            return Response(answer.data, headers=answer.headers)
        # Only what is answered anew is kept, or its minute would never end; and as of the state before the search, for
        # a commit may overtake it.
        g.asked = question
        return None

    def keep(response: Response) -> Response:
        question = g.pop("asked", None)
        if question is not None and response.status_code == 200 and len(data := response.get_data()) < MOST:
            with lock:
                kept[question] = Answer(data, tuple(response.headers))
        return response

    app.before_request(known)
    app.after_request(keep)


def asked() -> Hashable:
    """All that an answer depends on; None where it isn't known whether the archive has changed."""
    state = current.index().state()
    if state is None:
        return None
    whole = (request.host_url, request.script_root, request.path, request.query_string)
    return (state, whole, language(), request.accept_encodings["gzip"] > 0)
