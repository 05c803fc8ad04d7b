"""The pages of the sample archive that every rule of looks and access is held to."""

from __future__ import annotations

from playwright.sync_api import Page

PLACES = {
    "front": "/",
    "search": "/?q=мост&section=Регионы",
    "corrected": "/?q=vjcn",
    "zero": "/?q=квазипупс",
    "error": "/?q=мост)",
    "missing": "/article/0",
    "article": "/?q=мост -> .hit h2 a",
    "copies": "/?q=экспорт стали -> .hit h2 a",
    "differences": "/?q=экспорт стали -> .hit h2 a -> #copies .meta a",
    "years": "/archive",
    "year": "/archive/2024",
    "month": "/archive/2024/10",
    "day": "/archive/2024/10/15",
    "popular": "/popular?period=all",
    "help": "/help",
    "programs": "/api",
}
"""An address, and the links to follow from there."""


def go(page: Page, place: str) -> None:
    """Open one of PLACES."""
    follow(page, PLACES[place])


def follow(page: Page, place: str) -> None:
    """Open an address, `address -> selector`: and follow the first such link there, and so on."""
    address, *links = place.split(" -> ")
    page.goto(address)
    for link in links:
        with page.expect_navigation():
            page.locator(link).first.click()
