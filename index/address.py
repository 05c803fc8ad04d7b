"""Addresses: the canonical form that makes two captures of a page one article, and the name of a site."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|y|ys|ms|dc|tt|wbra|gbra)clid|_openstat|mc_[ce]id|_ga|_gl|from_?source|igshid|yrwinfo|"
    r"twclid|__twitter_impression|amp|outputType|spm|share|rcmclid|ncid|cmpid|mTitle|mDesc|mImg\w*",
    re.I,
)
"""Parameters that say where a reader came from, not what the page is: `?utm_source=telegram`, `?fbclid=...`."""

_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
"""Beginnings of a host under which a site shows the same pages: `www.`, `m.`, `amp.`."""


def canonical_url(url: str | None, base: str | None = None) -> str | None:
    """The address under which an article is known; None where it is not one of the web.

    Rules: absolute against `base`; host in lower case without `www.`, `m.`, `amp.`; `https` for `http`; no default
    port, no fragment, no tracking parameters; the rest of the parameters as they stand; no slash at the end.
    """
    if not url or not (url := re.sub(r"\s+", "", url)):
        return None
    try:
        parts = urlsplit(urljoin(base or "", url))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or len(url) > 2000:
        return None
    host = _MOBILE.sub("", host) + (f":{port}" if port not in (None, 80, 443) else "")
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    path = re.sub(r"/amp/?$", "", parts.path).rstrip("/") or "/"
    return urlunsplit(("https", host, path, urlencode(query), ""))


def host(url: str | None) -> str | None:
    """The site of an address, as a source is named: `kazpravda.kz` of `https://www.kazpravda.kz/n/1`."""
    found = canonical_url(url)
    return urlsplit(found).hostname if found else None


def is_front(url: str | None) -> bool:
    """Whether an address is of a site's first page: no path, no parameters."""
    if not url:
        return False
    parts = urlsplit(url)
    return not parts.query and re.fullmatch(r"/?(?:(?:ru|kz|kk|en|qz|main|index\.\w+)/?)?", parts.path) is not None


def is_section(url: str | None) -> bool:
    """Whether an address looks like a section of a site: one or two plain words, `/news`, `/ru/politics`."""
    return url is not None and re.fullmatch(r"/[a-z]{2,12}(?:/[a-z]{2,12})?/?", urlsplit(url).path) is not None
