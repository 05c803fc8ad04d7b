"""`python -m bench [SIZE ...]`: this engine beside its peers on made corpora; writes docs/benchmarks.md.

The maker of corpora, the queries and the peers are kept beside the project (PODSHIVKA_BENCH, else ../shared/bench).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import beside, page, pages, processes, questions, results
from bench.corpora import BENCH, Corpus

SHORT = (20_000,)
PARTS: dict[str, Callable[[Corpus, argparse.Namespace], list[results.Row]]] = {
    "peers": beside.measured,
    "workers": processes.workers,
    "engine": questions.engine,
    "whole": questions.whole,
    "start": processes.start,
    "write": processes.write,
    "serve": processes.served,
}
"""What is measured of each size, in this order; each is bounded in time but for the building of indexes."""


def main() -> None:
    """Measure what is asked for, keep it, then write the page."""
    asked = arguments()
    with ExitStack() as closing:
        folder = Path(asked.dir or closing.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        for size in [] if asked.page or asked.pages else asked.sizes or SHORT:
            corpus = Corpus(size, folder, asked.corpus)
            for part in asked.parts.split(","):
                print(f"{size} {part}", file=sys.stderr, flush=True)
                results.keep(PARTS[part](corpus, asked), asked.note)
        if asked.pages:
            results.keep(pages.measured(asked.pages, folder), asked.note)
    page.write(results.kept())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help=f"articles; {SHORT[0]} without one")
    parser.add_argument("--parts", default=",".join(PARTS), help="which of them, by comma (%(default)s)")
    parser.add_argument("--peers", default=beside.PEERS, help="as the script of the peers names them (%(default)s)")
    parser.add_argument("--python", action="append", default=[], help="PEER=PYTHON: a peer that lives in another one")
    parser.add_argument("--rounds", type=int, default=3, help="how often each query is timed (%(default)s)")
    parser.add_argument("--budget", type=int, default=60, help="seconds of a peer for a class (%(default)s)")
    parser.add_argument("--seconds", type=int, default=60, help="seconds of load on a server (%(default)s)")
    parser.add_argument("--pages", type=int, metavar="N", help="raw pages instead of articles")
    parser.add_argument("--corpus", type=Path, help="a corpus that is there already, of the one SIZE")
    parser.add_argument("--dir", help="where corpora and indexes are made and found again (a temporary folder)")
    parser.add_argument("--note", default="", help="what else went on: is said on the page")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page anew")
    asked = parser.parse_args()
    if unknown := set(asked.parts.split(",")) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if asked.corpus and len(asked.sizes) != 1:
        parser.error("--corpus goes with one SIZE")
    if not asked.page and not (BENCH / "peers.py").is_file():
        parser.error(f"no peers in {BENCH}: name their folder in PODSHIVKA_BENCH")
    return asked


if __name__ == "__main__":
    main()
