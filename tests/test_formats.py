"""The matrix of formats in docs/formats.md is what is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import formats
from tests.formats import matrix

DOC = Path(__file__).parents[1] / "docs" / "formats.md"


@pytest.mark.parametrize("each", formats.FORMATS, ids=[each.name for each in formats.FORMATS])
def test_matrix(each: formats.Format) -> None:
    row = matrix.row(each)
    [line] = [*matrix.markdown([row])][2:]
    assert row.articles == (1 if each.one else matrix.COUNT)
    assert {"title", "published"} <= set(row.fields)
    assert row.huge[0] == (0 if each.one or each.held else 2)
    assert row.huge[1]
    assert line in DOC.read_text("utf-8"), "renew it: python -m tests.formats > docs/formats.md"
