"""How a run is shown while it goes: a bar with rate and time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.report import Progress

LINE_SECONDS = 10.0


@contextmanager
def shown() -> Iterator[Callable[[Progress], None]]:
    """What `ingest` calls with its progress; writes to standard error."""
    if not sys.stderr.isatty():
        yield lines()
        return
    from tqdm import tqdm

    with tqdm(unit="B", unit_scale=True, dynamic_ncols=True, leave=False, file=sys.stderr) as bar:

        def show(progress: Progress) -> None:
            bar.total = progress.bytes_total or None
            bar.set_description(progress.current[-40:], refresh=False)
            rate = progress.read / max(bar.format_dict["elapsed"], 0.1)
            bar.set_postfix_str(told(progress, rate), refresh=False)
            bar.update(progress.bytes_done - bar.n)

        yield show


def lines() -> Callable[[Progress], None]:
    """A line every ten seconds."""
    started = time.monotonic()
    last = started

    def show(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < LINE_SECONDS:
            return
        last = now
        share = progress.bytes_done / progress.bytes_total if progress.bytes_total else 0.0
        left = f", осталось {(now - started) * (1 - share) / share:.0f} с" if share else ""
        rate = progress.read / (now - started)
        print(f"{share:.0%}{left}, {told(progress, rate)}: {progress.current}", file=sys.stderr, flush=True)  # noqa: T201

    return show


def told(progress: Progress, rate: float) -> str:
    """What has been done, how fast, and what it takes."""
    known = {
        "новых": progress.added,
        "обновлено": progress.updated,
        "прежних": progress.unchanged,
        "в карантин": progress.refused,
    }
    counts = ", ".join(f"{name} {count}" for name, count in known.items() if count)
    return f"{progress.read} стр., {rate:.0f}/с" + (f", {counts}" if counts else "") + f", память {memory()} МБ"


def memory() -> int:
    """Megabytes that this process holds now; where the system doesn't say, the most that it held."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return pages * resource.getpagesize() >> 20
