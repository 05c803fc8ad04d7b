"""Every page is for everyone: no violation that axe-core knows, light and dark, and nothing beside a phone's window."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import PLACES, go

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport"]}
"""What a smaller window can change."""


def violations(page: Page, rules: dict[str, Any] = ALL) -> list[str]:
    """`rule: element: what is wrong with it`, for each element."""
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [
        f"{rule['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_for_everyone(page: Page, place: str) -> None:
    go(page, place)
    page.evaluate(AXE)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert not violations(page), "light"
    page.emulate_media(color_scheme="dark")
    assert not violations(page), "dark"
    page.set_viewport_size({"width": 390, "height": 844})
    assert not violations(page, SIZES), "phone"
    for width in (390, 320):  # a phone; a desk's window at 400 % (WCAG 1.4.10)
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("place", ["search", "copies", "differences", "day", "popular"])
def test_a_name_without_an_end_is_broken(page: Page, place: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, place)
    page.evaluate(
        "for (const it of document.querySelectorAll('.hit h2 a, .brief a, .hit p, .kicker, .story h1, .meta > span,"
        " .byline > span, .copies a, .sides a, .refine li a, .chips a')) it.textContent = 'безконца'.repeat(40)"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_suggestions_and_the_explained_keys_are_for_everyone(page: Page) -> None:
    page.goto("/")
    page.evaluate(AXE)
    page.get_by_role("combobox").press_sequentially("снежн")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox").press("ArrowDown")
    assert not violations(page)
    page.goto("/?q=мост")
    page.evaluate(AXE)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not violations(page)


@pytest.mark.parametrize("context", [{"locale": "kk-KZ"}, {"locale": "en-GB"}], indirect=True, ids=["kk", "en"])
@pytest.mark.parametrize("place", ["corrected", "error", "article", "differences", "years", "day", "help"])
def test_a_page_is_for_everyone_in_other_languages(page: Page, place: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, place)
    page.evaluate(AXE)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
