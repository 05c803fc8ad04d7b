"""A server of several processes: one address, one archive, one count; it begins and ends whole."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from index import Article, Index
from search_web.guard import Limit
from tests.crashes import ENVIRONMENT, RUN

PROCESSES = 2
PATIENCE = 15.0


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="1", title="Сад"))
    return index


@contextmanager
def served(index: Index, **settings: object) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command over an archive, and the port that it has said."""
    given = {f"PODSHIVKA_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-u", "-c", RUN, "-a", str(index.archive.folder), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--processes", str(PROCESSES)],
        env=ENVIRONMENT | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = re.search(r":(\d+)/", process.stdout.readline())
            assert said is not None
            yield process, int(said[1])
        finally:
            process.terminate()


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    """An answer over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def articles(port: int) -> int:
    return int(json.loads(get(port, "/healthz")[1])["articles"])


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that answer."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def soon(condition: Callable[[], bool]) -> bool:
    """Whether it comes to be true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def alive(pid: int) -> bool:
    with suppress(OSError):
        return "zombie" not in Path(f"/proc/{pid}/status").read_text()
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_counts_as_one_and_ends_whole(index: Index, number: signal.Signals) -> None:
    with served(index) as (process, port):
        for _ in range(20):
            assert get(port, f"/api/search?q={quote('сад')}")[0] == 200
        answering = workers(process)
        assert len(answering) == PROCESSES
        counted = {
            line for _ in range(5) for line in get(port, "/metrics")[1].splitlines() if "searches_total " in line
        }
        assert "podshivka_searches_total 20.0" in counted and "podshivka_articles 1.0" in get(port, "/metrics")[1]
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        assert process.stderr is not None and process.stderr.read() == ""
    assert not any(map(alive, answering))


def test_a_commit_is_seen_by_all(index: Index) -> None:
    with served(index) as (_, port):
        assert articles(port) == 1
        with index.write() as writer:
            writer.put(Article(id="2", title="Сад и дом"))
        assert [articles(port) for _ in range(20)] == [2] * 20


def test_who_dies_is_replaced(index: Index) -> None:
    with served(index) as (process, port):
        assert soon(lambda: len(workers(process)) == PROCESSES) and articles(port) == 1
        time.sleep(2)  # one that dies at once would again
        first, *_ = workers(process)
        os.kill(first, signal.SIGKILL)
        assert soon(lambda: len(workers(process)) == PROCESSES and first not in workers(process))
        assert articles(port) == 1


def test_none_outlives_the_server(index: Index) -> None:
    with served(index) as (process, port):
        assert articles(port) == 1 and soon(lambda: len(workers(process)) == PROCESSES)
        answering = workers(process)
        process.kill()
        assert soon(lambda: not any(map(alive, answering)))


def test_an_address_in_use_is_told(index: Index) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", RUN, "-a", str(index.archive.folder), "serve", "--port", port]
        ended = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2 and f"127.0.0.1:{port} занят" in ended.stderr and "Traceback" not in ended.stderr


def test_a_proxy_is_believed_where_it_is_said_to_be(index: Index) -> None:
    with served(index, proxies=1) as (_, port):
        assert 'href="https://' in get(port, "/feed", X_Forwarded_Proto="https", X_Forwarded_For="10.0.0.3")[1]
    with served(index) as (_, port):
        assert 'href="https://' not in get(port, "/feed", X_Forwarded_Proto="https")[1]


def test_requests_are_limited_over_all_processes(index: Index) -> None:
    with served(index, rate=5) as (_, port):
        assert sorted(get(port, "/api/search")[0] for _ in range(8)) == [200] * 5 + [429] * 3


def test_what_is_sent_is_bounded(index: Index) -> None:
    with served(index) as (_, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("POST", "/", body=b"x" * 100_000)
        assert connection.getresponse().status == 413
        connection.close()


def test_processes_share_their_buckets() -> None:
    limit = Limit(1)
    if (child := os.fork()) == 0:
        limit.taken("а", 0.0)
        os._exit(0)
    os.waitpid(child, 0)
    assert limit.taken("а", 0.0) == 60.0 and limit.taken("а", 60.0) == 0
