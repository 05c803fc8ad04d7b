"""A page is light, comes from one place, and has no script or style within."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request

from tests.browser.places import go

MOST = 60_000
"""Bytes on the wire: compressed bodies and heads of the page and of everything that it loads."""
INLINE = "script:not([src]), style, [style], [onclick], [onload], [onsubmit], a[href^='javascript:']"


@pytest.mark.parametrize("place", ["front", "search", "month", "help"])
def test_a_first_page_is_light_and_all_from_here(page: Page, site: str, place: str) -> None:
    loaded: list[Request] = []
    page.on("request", lambda request: loaded.append(request))
    go(page, place)
    page.wait_for_load_state("networkidle")
    assert all(request.failure is None for request in loaded)
    assert {request.resource_type for request in loaded} >= {"document", "stylesheet", "script"}
    assert all(request.url.startswith(f"{site}/") for request in loaded)
    assert page.locator(INLINE).count() == 0
    sizes = [request.sizes() for request in loaded]
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) < MOST
