"""Canonical addresses: two captures of a page are one article."""

from __future__ import annotations

import pytest

from index.address import canonical_url, is_front

ADDRESSES = (
    ("http://www.a.kz/News/1/?utm_source=x&id=2#top", "https://a.kz/News/1?id=2"),
    ("https://m.a.kz/1?fbclid=1&yclid=2", "https://a.kz/1"),
    ("https://a.kz:443/1/amp/", "https://a.kz/1"),
    ("https://a.kz:8080/", "https://a.kz:8080/"),
    ("//a.kz/1", None),
    ("javascript:void(0)", None),
    ("/news/1", None),
    ("http://[", None),
    ("", None),
)


@pytest.mark.parametrize(("url", "canonical"), ADDRESSES)
def test_addresses(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical
    assert canonical is None or canonical_url(canonical) == canonical


def test_front_pages() -> None:
    assert [is_front(url) for url in ("https://a.kz/", "https://a.kz/ru", "https://a.kz/1", None)] == [
        True,
        True,
        False,
        False,
    ]
