"""The server: processes that share one address and one archive, so that every core answers; each sees every commit."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from threading import Thread
from typing import NoReturn

import waitress

from index import Index, SearchError
from search_web import create_app
from search_web.metrics import TOGETHER
from settings import Settings

MOST_PROCESSES = 4
"""Processes where the settings say none, on however many cores: each has its own copy of what Python needs."""
LONGEST_BODY = 65_536
"""Bytes of a request's body; there is nothing to be sent to this server."""
GRACE = 10.0
"""Seconds that a process may take to end what it is answering."""
TIDYING = 30.0
"""Seconds after which a process gives back what lies free in it. The C library keeps what each thread has left, which
under load was a third of all that a process held."""
LARGE = 1 << 22
"""Bytes of a piece of memory that is given back as soon as it is free. The C library raises this bound by itself up to
32 MB, and then keeps what the counting of facets takes: half of what a process held at a million articles."""
M_MMAP_THRESHOLD = -3
"""What mallopt(3) calls that bound."""
AT_ONCE = 2.0
"""A process that ends within so many seconds would do so again."""


@contextmanager
def listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """The sockets of an address, which answer nothing yet; `SearchError` where it can't be had."""
    with ExitStack() as closing:
        try:
            places = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            sockets = [
                closing.enter_context(socket.create_server(place[:2], family=family))
                for family, _, _, _, place in places
            ]
        except OSError as error:
            raise SearchError(
                f"Адрес {settings.host}:{settings.port} занят или недоступен ({error.strerror}); выберите другой --port"
            ) from None
        yield sockets


def serve(settings: Settings, sockets: list[socket.socket], opened: Callable[[], Index]) -> None:
    """Answer requests until interrupted or asked to end; `SearchError` where the archive can't be opened."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that someone waits a moment is no news
    processes = settings.processes or usual_processes()
    with tempfile.TemporaryDirectory(prefix="podshivka-") as folder:
        if processes > 1:
            os.environ[TOGETHER] = folder
        with opened() as index:  # what is wrong with the archive is said here, once
            app = create_app(settings, index)

        def answer() -> None:
            Thread(target=tidied, daemon=True).start()
            app.config["INDEX"] = opened()  # what an engine and SQLite hold open can't be shared with another process
            waitress.create_server(
                app,
                sockets=sockets,
                threads=settings.threads,
                ident=None,
                max_request_body_size=LONGEST_BODY,
                clear_untrusted_proxy_headers=not settings.proxies,
            ).run()

        if processes > 1:
            keep(answer, processes)
        else:
            answer()


def end(number: int, frame: object) -> NoReturn:
    """What a signal does: the server stops to listen and ends what it is answering."""
    sys.exit(0)


def tidied() -> None:
    """Give free memory back to the system, where the C library is one that can be told to (mallopt(3), malloc_trim(3)):
    large pieces at once, the others from time to time."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if library and hasattr(library, "mallopt") and hasattr(library, "malloc_trim"):
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        while True:
            time.sleep(TIDYING)
            library.malloc_trim(0)


def usual_processes() -> int:
    """One for each core that this process may use, within bounds; one where processes can't be forked safely."""
    if sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def keep(work: Callable[[], None], number: int) -> None:
    """Keep so many processes at the same work until this one is asked to end; one that has died is replaced."""
    fork = multiprocessing.get_context("fork")
    running: dict[ForkProcess, float] = {}
    try:
        while True:
            while len(running) < number:
                process = fork.Process(target=followed, args=(work,), daemon=True)
                process.start()
                running[process] = time.monotonic()
            wait([process.sentinel for process in running])
            for process in [one for one in running if not one.is_alive()]:
                if time.monotonic() - running.pop(process) < AT_ONCE:
                    raise SearchError("Сервер не работает: его процесс сразу кончается (причина сказана выше)")
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join(GRACE)
            if process.is_alive():
                process.kill()


def followed(work: Callable[[], None]) -> None:
    """Work that ends when the process that has begun it is gone, however that ended."""

    def follow() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=follow, daemon=True).start()
    try:
        work()
    except SearchError as error:
        sys.exit(str(error))
