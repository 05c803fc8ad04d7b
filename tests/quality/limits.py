"""What the measures must not fall below, and what they are to reach: `floors.toml`, read, raised and written."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Literal

from tests.quality.scores import Scores

FLOORS = Path(__file__).with_name("floors.toml")

Kind = Literal["floor", "sample", "aim"]
Limits = dict[str, dict[str, dict[Kind, float]]]
"""Measure -> value -> `floor` of the whole, floor of the `sample`, and `aim`, in percent."""

HEAD = """# What the measures of this folder must not fall below: `floor` of the whole, `sample` of what the tests ask.
# `python -m tests.quality --raise` raises them to the present values; they are never lowered. `aim` is to be reached.
"""


def limits() -> Limits:
    """What `floors.toml` says."""
    found: Limits = tomllib.loads(FLOORS.read_text("utf-8"))
    return found


def raised(measured: dict[str, Scores], known: Limits, kind: Kind) -> Limits:
    """The limits with the floors of one kind raised to what was measured, rounded down to a half."""
    result = {measure: {name: dict(limit) for name, limit in values.items()} for measure, values in known.items()}
    for measure, scores in measured.items():
        for name, value in scores.items():
            limit = result.setdefault(measure, {}).setdefault(name, {})
            limit[kind] = max(limit.get(kind, 0.0), math.floor(value * 2 + 1e-6) / 2)
    return result


def written(known: Limits) -> str:
    """The text of `floors.toml`."""
    kinds: tuple[Kind, ...] = ("floor", "sample", "aim")
    lines = [HEAD]
    for measure, values in known.items():
        lines.append(f"[{measure}]")
        for name, limit in values.items():
            parts = ", ".join(f"{kind} = {limit[kind]}" for kind in kinds if kind in limit)
            lines.append(f"{name} = {{ {parts} }}")
        lines.append("")
    return "\n".join(lines)
