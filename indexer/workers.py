"""Extraction in worker processes: in order, with little in flight; a page that hangs or kills its worker is named."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from index.errors import SearchError
from indexer.chunks import Chunk, chunks
from indexer.pages import Page, Refused

PAGE_SECONDS = 30.0
"""How long one page may take; the slowest good page seen took two."""
START_SECONDS = 120.0
"""How long a worker may take to start: on a busy machine that is long, and no fault of its first page."""
STARTS, DEATHS = 3, 20
"""Workers that may end in a row without any outcome, before they have started and at a page: more are no fault of the
pages, and would go on ending for ever."""
SMALL_RUN = 50
"""Pages for which one worker is enough, when none is large; ready records need none, for they can't hang."""
SMALL_PAGE = 1 << 20
TOGETHER = 32
"""Outcomes of ready records that a worker says at once: each message costs as much as a tenth of the record's work."""
CHUNKS_AHEAD = 3
"""Chunks per worker that are read or done and not yet taken: the bound of what a run holds."""

ENDING = "Процессы разбора завершаются один за другим, не разобрав ни страницы"
WAY_OUT = (
    "Разберите без них (--workers 0; в своей программе workers=0). Программа, которая зовёт ingest с процессами, "
    'должна делать это под if __name__ == "__main__"'
)

T = TypeVar("T")


def extracted(
    items: Iterable[Page | Refused], work: Callable[[Page], T | Refused], *, workers: int | None = None
) -> Iterator[T | Refused]:
    """What `work` makes of each page, and the refusals between them, in the order of arrival.

    `work` crosses to other processes by its name. `workers` is their number; 0 works in this process, None chooses:
    as many as processors, one for a small run. `SearchError` where the processes end one after another.
    """
    stream = iter(items)
    if workers is None:
        first = _first(stream)
        workers = _enough(first)
        stream = chain(first, stream)
    if not workers:
        yield from (item if isinstance(item, Refused) else work(item) for item in stream)
        return
    pool = _Pool(workers, work)
    try:
        yield from pool.run(chunks(stream))
    finally:
        pool.close()


def _first(stream: Iterator[Page | Refused]) -> list[Page | Refused]:
    """The items by which a run is judged: the first ones, up to a large one."""
    first: list[Page | Refused] = []
    for item in islice(stream, SMALL_RUN):
        first.append(item)
        if _is_large(item):
            break
    return first


def _enough(first: list[Page | Refused]) -> int:
    """How many workers a run that begins so should have."""
    if len(first) >= SMALL_RUN or any(map(_is_large, first)):
        return os.cpu_count() or 1
    return int(any(isinstance(item, Page) and item.kind in ("html", "text") for item in first))


def _is_large(item: Page | Refused) -> bool:
    return isinstance(item, Page) and len(item.data) > SMALL_PAGE


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    chunk: Chunk | None = None
    since: float = 0.0
    started: bool = False

    def send(self, chunk: Chunk) -> None:
        self.chunk, self.since = chunk, time.monotonic()
        self.line.send((chunk.rest, chunk.suspect))

    def end(self) -> int | None:
        """Kills the process; its exit code where it had ended by itself."""
        self.process.join(0.1)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.line.close()
        return code


class _Pool:
    """The worker processes of one run."""

    def __init__(self, count: int, work: Callable[[Page], Any]) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        self._work = work
        self._deaths = 0
        self._workers = [self._start() for _ in range(count)]

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._work), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, stream: Iterator[Chunk]) -> Iterator[Any]:
        """The outcomes of chunks, in order: reading, working and taking go on side by side."""
        ahead: deque[Chunk] = deque()
        more = True
        while more or ahead:
            while more and len(ahead) < CHUNKS_AHEAD * len(self._workers):
                idle = next((worker for worker in self._workers if worker.chunk is None), None)
                if idle is None or (chunk := next(stream, None)) is None:
                    more = idle is None
                    break
                ahead.append(chunk)
                self._give(idle, chunk)
            while ahead and ahead[0].done:
                yield from ahead.popleft().outcomes
            if any(worker.chunk for worker in self._workers):
                self._listen()

    def _give(self, worker: _Worker, chunk: Chunk) -> None:
        chunk.skip()
        if chunk.done:
            return
        try:
            worker.send(chunk)
        except OSError:  # it died while idle: its next reading finds that out
            worker.chunk = chunk

    def _listen(self) -> None:
        """Takes what workers have to say, and ends those that are silent for too long or gone."""
        busy = {worker.line: worker for worker in self._workers if worker.chunk}
        ready = wait(list(busy), timeout=1.0)
        for line in ready:
            self._hear(busy[line])  # type: ignore[index]
        now = time.monotonic()
        for worker in busy.values():
            limit = PAGE_SECONDS if worker.started else START_SECONDS
            if worker.chunk and worker.line not in ready and now - worker.since > limit:
                self._replace(worker, f"не разобрано за {limit:.0f} с")

    def _hear(self, worker: _Worker) -> None:
        chunk = worker.chunk
        assert chunk is not None
        try:
            while worker.line.poll():
                said = worker.line.recv()
                worker.since = time.monotonic()
                if not worker.started:
                    worker.started = True
                    continue
                self._deaths = 0
                for outcome in said:
                    chunk.add(outcome)
                if chunk.done:
                    worker.chunk = None
                    return
        except (EOFError, OSError):
            self._replace(worker, "обработчик упал на этой странице")

    def _replace(self, worker: _Worker, reason: str) -> None:
        """A new process in the place of one that failed; the rest of the chunk goes to it."""
        chunk = worker.chunk
        assert chunk is not None
        code = worker.end()
        reason += f" (код {code})" if code else ""
        self._deaths += 1
        if self._deaths >= (DEATHS if worker.started else STARTS):
            raise SearchError(f"{ENDING}: {reason}. {WAY_OUT}")
        if worker.started:
            chunk.blame(reason)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        if not chunk.done:
            self._give(fresh, chunk)

    def close(self) -> None:
        """Ends all workers at once, whatever they do."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()


def _work(line: Connection, work: Callable[[Page], Any]) -> None:
    """A worker's life: a word that it has started, then pages in, their outcomes out; ends with its pipe. Those of
    ready records go together, unless each is asked for by itself. Ctrl-C is the main process's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        line.send(None)
        while True:
            pages, each = line.recv()
            outcomes: list[Any] = []
            for at, page in enumerate(pages, 1):
                outcomes.append(work(page))
                together = not each and page.kind == "record" and len(outcomes) < TOGETHER
                if at == len(pages) or not (together and pages[at].kind == "record"):
                    line.send(outcomes)
                    outcomes = []
    except (EOFError, OSError):
        return
