"""The sample archive behind a real server, and a real browser before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import waitress
from playwright.sync_api import Browser, sync_playwright

import sample
from index import Index
from indexer import ingest
from search_web import create_app
from settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",  # a test runs as root where CI does; it opens nothing but the pages of this machine
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The browser of this machine; none is ever downloaded."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def served() -> Iterator[str]:
    """The address of the sample archive's pages, on a free port of this machine."""
    with TemporaryDirectory(prefix="podshivka-") as folder:
        sample.write(Path(folder, "pages"))
        index = Index.create(Path(folder, "archive"))
        ingest([Path(folder, "pages")], index, workers=0)
        settings = replace(Settings(), archive=str(Path(folder, "archive")))
        server = waitress.create_server(create_app(settings, index), host="127.0.0.1", port=0)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.task_dispatcher.shutdown()  # first those who answer, then what they answer through
            server.close()
            thread.join(timeout=10)


@contextmanager
def opened(executable: str) -> Iterator[Browser]:
    """That browser, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()
