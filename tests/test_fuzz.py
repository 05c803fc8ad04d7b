"""Spoiled inputs of every kind: never a crash, only articles, dates, queries and reasons (more by `tests.fuzz`)."""

from __future__ import annotations

import pytest

from tests.fuzz import TARGETS, Target

COUNTS = {"readers": 200, "pages": 100, "captures": 200, "dates": 1000, "queries": 500}


@pytest.mark.parametrize("target", [Target(*each) for each in TARGETS], ids=lambda target: target.name)
def test_nothing_crashes_and_nothing_hangs(target: Target) -> None:
    for _ in range(COUNTS[target.name]):
        target.try_next(seed=1)
    assert target.findings == {}
