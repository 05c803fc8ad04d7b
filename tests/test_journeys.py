"""The journeys of the docs are true: run again on the sample archive, they come out as they are written."""

from __future__ import annotations

import tomllib

from tests.journeys import JOURNEYS, PAGE, page


def test_the_page_is_what_comes() -> None:
    assert page().splitlines() == PAGE.read_text("utf-8").splitlines(), "write it anew: python -m tests.journeys"


def test_there_are_ten() -> None:
    assert len(tomllib.loads(JOURNEYS.read_text("utf-8"))["journey"]) == 10
