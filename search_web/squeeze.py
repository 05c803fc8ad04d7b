"""Pages, and the style and scripts that they load, compressed on their way: a list of hits shrinks to a fifth."""

from __future__ import annotations

import gzip

from flask import Response, request

KINDS = {"text/html", "text/css", "text/javascript", "application/json", "application/atom+xml"}
LEAST = 1000
"""Bytes that are worth the trouble."""
EFFORT = 4
"""Of gzip's nine: more of it costs more time than it saves."""


def squeezed(response: Response) -> Response:
    """A response as gzip where the reader takes it; streams go as they are, so that they begin at once."""
    if response.mimetype not in KINDS or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings["gzip"]:
        return response
    if response.direct_passthrough:  # a file of the folder `static`, which is small
        response.direct_passthrough = False
        response.make_sequence()
    if response.is_streamed:
        return response
    data = response.get_data()
    if len(data) < LEAST:
        return response
    response.set_data(gzip.compress(data, EFFORT, mtime=0))
    response.content_encoding = "gzip"
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)  # the same content, other bytes
    return response
