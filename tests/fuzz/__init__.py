"""Spoiled and random inputs for all that reads what others wrote: `python -m tests.fuzz [SECONDS [SEED]]`.

Each target gets its share of the time. What crashes or takes too long is kept as a file, and told by its place.
"""

from __future__ import annotations

import re
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import checks, inputs

HOUSE = Path(__file__).parents[2]
OURS = re.compile(rf"{re.escape(str(HOUSE))}/\w")
LIMIT = 10.0
"""Seconds that one input may take; the longest good one takes a tenth of one."""


@dataclass(slots=True)
class Target:
    """What is tried: how its inputs are made, what must hold for each; what was found so far."""

    name: str
    make: Callable[[Random], bytes]
    check: Callable[[bytes], None]
    inputs: int = 0
    slowest: float = 0.0
    findings: dict[str, bytes] = field(default_factory=dict)

    def try_next(self, seed: int) -> None:
        """Try the next input; a finding is kept under its place."""
        data = self.make(Random(f"{self.name} {seed} {self.inputs}"))
        self.inputs += 1
        started = time.monotonic()
        try:
            with limited(LIMIT):
                self.check(data)
        except (Exception, Hung) as error:
            self.findings.setdefault(place_of(error), data)
        self.slowest = max(self.slowest, time.monotonic() - started)


TARGETS = (
    ("readers", inputs.broken, checks.reads),
    ("pages", inputs.page, checks.extracts_html),
    ("captures", inputs.captured, checks.extracts_text),
    ("dates", inputs.text_of(inputs.DATES), checks.dates_are_dates),
    ("queries", inputs.text_of(inputs.QUERIES), checks.queries_are_read),
)


class Hung(BaseException):
    """An input takes too long; no `Exception`, so that nothing takes it for one of a library."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    def over(*_: Any) -> None:
        raise Hung(f"over {seconds:.0f} s")

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def place_of(error: BaseException) -> str:
    """What went wrong, and where in our code: findings of one place are one."""
    ours = [each for each in traceback.extract_tb(error.__traceback__) if OURS.match(each.filename)]
    return f"{type(error).__name__} at {ours[-1].filename.removeprefix(f'{HOUSE}/')}:{ours[-1].lineno}: {ours[-1].line}"
