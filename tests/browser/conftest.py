"""One server and one browser for all tests of this folder; a page of its own for each, which must not complain."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser import stage


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = stage.chromium()
    if executable is None:
        pytest.skip("нет браузера chromium")
    with stage.opened(executable) as browser:
        yield browser


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    with stage.served() as address:
        yield address


@pytest.fixture
def context(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A reader's browser; a test may say what is different about it: `@pytest.mark.parametrize("reader", ...)`."""
    with browser.new_context(**{"base_url": site, "locale": "ru-RU", **getattr(request, "param", {})}) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must end without an error in its console: of a script, of a missing file, of the security policy."""
    complaints: list[str] = []
    page = context.new_page()

    def listen(message: ConsoleMessage) -> None:
        if (
            message.type == "error" and message.location["url"] != page.url
        ):  # that a page itself is a 404 is no complaint
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints
