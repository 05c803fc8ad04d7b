"""The measures as a page of the documentation, `docs/quality.md`: what each says, now, its floor and its aim.

`python -m tests.quality.page` writes it anew with the values that it has, after a change of floors or of what is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.quality.limits import Limits, limits
from tests.quality.scores import Scores

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
AIMS = Path(__file__).with_name("aims.md")
"""Why some aims are out of reach, with counts."""
SAYS = Path(__file__).with_name("page.toml")
ROW = re.compile(r"\| `(\w+) (\w+)` \|[^|]*\| ([\d.]+) \|")

HEAD = """# How well it finds

Every number is a percentage, measured on real texts that are kept beside the project (`PODSHIVKA_DATA`). `make quality`
measures all and writes this page; `tests/test_quality.py` holds a sample to the floors of `tests/quality/floors.toml`,
which are only raised (`python -m tests.quality --raise`). How each is measured stands at the head of the module of its
name in `tests/quality`; `python -m tests.quality NAME --failures 20` shows what is missed. *Peers* are what other
software reaches on like data.

| measure | what it says | now | floor | aim | peers |
|---|---|---:|---:|---:|---|
"""


def page(measured: dict[str, Scores], known: Limits) -> str:
    """The page: what was measured now, and of the rest what it says already."""
    now = {(measure, name): value for measure, scores in measured.items() for name, value in scores.items()}
    return HEAD + "".join(f"{row}\n" for row in rows(before() | now, known)) + f"\n{AIMS.read_text('utf-8')}"


def before() -> dict[tuple[str, str], float]:
    """The values that the page has."""
    text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    return {(match[1], match[2]): float(match[3]) for match in ROW.finditer(text)}


def rows(now: dict[tuple[str, str], float], known: Limits) -> Iterator[str]:
    lines = tomllib.loads(SAYS.read_text("utf-8"))
    for measure, values in known.items():
        for name, limit in values.items():
            line = lines.get(measure, {}).get(name, {})
            value = f"{now[measure, name]:.1f}" if (measure, name) in now else ""
            numbers = " | ".join(str(number) for number in (value, limit.get("floor", ""), limit.get("aim", "")))
            yield f"| `{measure} {name}` | {line.get('says', '')} | {numbers} | {line.get('peers', '')} |"


if __name__ == "__main__":
    PAGE.write_text(page({}, limits()), "utf-8")
