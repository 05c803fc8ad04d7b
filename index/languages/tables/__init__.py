"""Tables of words, one row a line, that the rules of a language cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def table(name: str) -> Iterator[list[str]]:
    """The rows of `name`.txt as lists of words; `#` begins a comment."""
    for line in files(__name__).joinpath(f"{name}.txt").read_text("utf-8").splitlines():
        if words := line.partition("#")[0].split():
            yield words


def tables_text() -> str:
    """All tables as one text: what the version of the languages is made of."""
    found = sorted(
        (file.name, file.read_text("utf-8")) for file in files(__name__).iterdir() if file.name.endswith(".txt")
    )
    return "\n".join(f"{name}\n{text}" for name, text in found)
