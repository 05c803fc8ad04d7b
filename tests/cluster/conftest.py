"""The nodes that all tests of a cluster share; where they can't be had, the tests are skipped with a plain word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.cluster.nodes import MissingError, Nodes


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    try:
        started = Nodes(brief=True)
    except MissingError as error:
        pytest.skip(f"no cluster: {error}")
    with closing(started):
        yield started.up()
