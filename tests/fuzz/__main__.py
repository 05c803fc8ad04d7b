"""Tries each target for its share of some seconds, and says how many inputs there were and what was found."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz import TARGETS, Target


def main(seconds: float, seed: int) -> int:
    found, kept = 0, Path(tempfile.gettempdir(), "fuzz")
    for name, make, check in TARGETS:
        target, end = Target(name, make, check), time.monotonic() + seconds / len(TARGETS)
        while time.monotonic() < end:
            target.try_next(seed)
        print(  # noqa: T201
            f"{name}: {target.inputs} inputs, slowest {target.slowest:.2f} s, {len(target.findings)} findings",
            flush=True,
        )
        for place, data in target.findings.items():
            found += 1
            kept.mkdir(exist_ok=True)
            (kept / f"{name}-{found}").write_bytes(data)
            print(  # noqa: T201
                f"  {kept / name}-{found}: {place}", flush=True
            )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 60.0, int(sys.argv[2]) if sys.argv[2:] else 0))
