"""The pictures of the docs, taken of the sample archive: `make pictures`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser

from tests.browser import stage
from tests.browser.places import follow

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
COLOURS = 128
"""Of a picture's palette: paper, ink, one red and a pen need no more, and the file is a quarter of what it was."""
# name: address, with a link to follow; what is different about the reader
PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "front": ("/", {}),
    "search": ("/?q=снежный барс", {}),
    "article": ("/?q=мост через Ульбу -> .hit h2 a", {}),
    "differences": ("/?q=экспорт стали -> .hit h2 a -> #copies .meta a", {}),
    "calendar": ("/archive/2024", {}),
    "day": ("/archive/2024/10/15", {}),
    "zero": ("/?q=квазипупс", {}),
    "phone": ("/?q=экспорт стали", {"viewport": PHONE}),
    "dark": ("/?q=айсулу", {"color_scheme": "dark"}),
}


def taken(browser: Browser, site: str, place: str, reader: dict[str, Any]) -> bytes:
    """The window of a reader as PNG."""
    with browser.new_context(**{"base_url": site, "locale": "ru-RU", "viewport": DESK, **reader}) as context:
        page = context.new_page()
        follow(page, place)
        page.mouse.move(0, 0)
        return page.screenshot()


def main() -> int:
    """Write all of PICTURES, or those named."""
    executable = stage.chromium() or sys.exit("Нет браузера chromium: make chromium")
    FOLDER.mkdir(exist_ok=True)
    with stage.served() as site, stage.opened(executable) as browser:
        for name in sys.argv[1:] or PICTURES:
            picture = Image.open(io.BytesIO(taken(browser, site, *PICTURES[name]))).convert("RGB")
            small = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            small.save(FOLDER / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
