"""Bytes of every format with something broken in them: never a crash, only pages and reasons."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.extract import examine
from indexer.pages import NotAnArticle, Page, Refused, Skipped
from indexer.sources import read
from tests import formats

MAGIC = (
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"WARC/1.0\r\n",
    b"<rss><item>",
    b"<html>",
    b'{"',
    b"a\tb\n",
)


MANY = int(os.environ.get("PODSHIVKA_FUZZ", "150"))
"""Inputs of a run: more for a night."""

WRITTEN = [each.write([formats.story(number) for number in range(1 if each.one else 3)]) for each in formats.FORMATS]


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A good file with a few places overwritten, cut out or doubled."""
    data = bytearray(draw(st.sampled_from(WRITTEN)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["noise", "cut", "double", "end"])):
            case "noise":
                data[start:end] = draw(st.binary(max_size=20))
            case "cut":
                del data[start:end]
            case "double":
                data[start:start] = data[start:end]
            case _:
                del data[start:]
    return bytes(data)


@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(broken(), st.builds(bytes.__add__, st.sampled_from(MAGIC), st.binary(max_size=300))))
def test_no_bytes_crash_a_reader(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        for each in read(path):
            match each:
                case Refused(_, reason):
                    assert reason
                case Page():
                    try:
                        assert examine(each).article.origin
                    except NotAnArticle as error:
                        assert str(error)
                case Skipped(what):
                    assert what
