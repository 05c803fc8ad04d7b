"""Extraction in worker processes: in order, with little in flight; a page that hangs or kills its worker is named."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
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
CHUNKS_AHEAD = 12
"""Chunks per worker that are read or done and not yet taken, some 10 MB: the bound of what a run holds, and about what
is done while a batch is committed."""

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


class _Worker:
    """One process, and the line to it."""

    def __init__(self, context: BaseContext, work: Callable[[Page], Any]) -> None:
        self.line, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, work), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.started = self.heard = False

    def do(self, chunk: Chunk) -> str | None:
        """Has the rest of a chunk done; why the process is of no more use where it isn't."""
        self.heard = False
        try:
            self.line.send((chunk.rest, chunk.suspect))
            while not chunk.done:
                limit = PAGE_SECONDS if self.started else START_SECONDS
                if not self.line.poll(limit):
                    return f"не разобрано за {limit:.0f} с"
                said = self.line.recv()  # nothing, at first: that it has started
                self.started, self.heard = True, bool(said)
                for outcome in said:
                    chunk.add(outcome)
        except (EOFError, OSError):
            return "обработчик упал на этой странице"
        return None

    def end(self) -> int | None:
        """Kills the process; its exit code where it had ended by itself."""
        self.process.join(0.1)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.line.close()
        return code


class _Pool:
    """The worker processes of one run, each with a thread that waits for it: they work on while the run is busy."""

    def __init__(self, count: int, work: Callable[[Page], Any]) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        self._work = work
        self._deaths = 0
        self._closed = False
        self._workers = [_Worker(self._context, work) for _ in range(count)]
        self._idle = list(self._workers)
        self._threads = ThreadPoolExecutor(count)

    def run(self, stream: Iterable[Chunk]) -> Iterator[Any]:
        """The outcomes of chunks, in order."""
        ahead: deque[Future[list[Any]]] = deque()
        for chunk in stream:
            ahead.append(self._threads.submit(self._do, chunk))
            while ahead and (ahead[0].done() or len(ahead) >= CHUNKS_AHEAD * len(self._workers)):
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()

    def _do(self, chunk: Chunk) -> list[Any]:
        """The outcomes of a chunk; a worker that is silent for too long or gone is replaced."""
        worker = self._idle.pop()
        try:
            chunk.skip()
            while not chunk.done:
                if reason := worker.do(chunk):
                    worker = self._replaced(worker, chunk, reason)
            self._deaths = 0
            return chunk.outcomes
        finally:
            self._idle.append(worker)

    def _replaced(self, worker: _Worker, chunk: Chunk, reason: str) -> _Worker:
        """A new process in the place of one that failed; the rest of the chunk goes to it."""
        code = worker.end()
        reason += f" (код {code})" if code else ""
        self._deaths = 1 if worker.heard else self._deaths + 1
        if self._deaths >= (DEATHS if worker.started else STARTS):
            raise SearchError(f"{ENDING}: {reason}. {WAY_OUT}")
        if worker.started:
            chunk.blame(reason)
        fresh = _Worker(self._context, self._work)
        self._workers[self._workers.index(worker)] = fresh
        if self._closed:
            fresh.end()
            raise EOFError
        return fresh

    def close(self) -> None:
        """Ends all workers at once, whatever they do."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in list(self._workers):
            worker.process.kill()
        self._threads.shutdown()
        for worker in self._workers:
            worker.end()


def _work(line: Connection, work: Callable[[Page], Any]) -> None:
    """A worker's life: a word that it has started, then pages in, their outcomes out; ends with its pipe. Those of
    ready records go together, unless each is asked for by itself. Ctrl-C is the main process's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        line.send([])
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
