"""Readers at a server, all at once: how many answers a second, how long each takes, what fails."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class Client:
    """One reader, who asks one path after another over one connection, each as soon as the last is answered."""

    address: tuple[str, int]
    paths: Sequence[str]
    until: float
    chance: random.Random
    name: str = ""
    """Of a reader who calls the server by another name each time, so that no answer that it keeps is given again."""
    times: list[float] = field(default_factory=list)
    """Milliseconds of each answer."""
    failed: int = 0
    bytes: int = 0

    def run(self) -> None:
        with socket.create_connection(self.address, timeout=60) as connection:
            while time.perf_counter() < self.until:
                host = f"{self.name}{len(self.times)}.bench" if self.name else "bench"
                asked = f"GET {self.chance.choice(self.paths)} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\n\r\n"
                started = time.perf_counter()
                connection.sendall(asked.encode())
                status, size = answer(connection)
                self.times.append((time.perf_counter() - started) * 1000)
                self.failed += status != 200
                self.bytes += size


def answer(connection: socket.socket) -> tuple[int, int]:
    """Read one answer; its status and its bytes."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    size = len(body)
    while size < length:
        size += len(received(connection))
    return int(head[9:12]), size


def received(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 16)
    if not data:
        raise ConnectionError("the server has closed the connection")
    return data


def load(
    address: tuple[str, int], paths: Sequence[str], clients: int, seconds: float, *, again: bool = False
) -> dict[str, float]:
    """So many readers for so many seconds: searches a second, milliseconds, what failed. `again`: what was answered
    within a minute may be answered as before."""
    started = time.perf_counter()
    each = [
        Client(address, paths, started + seconds, random.Random(number), "" if again else f"reader{number}-{started}-")
        for number in range(clients)
    ]
    threads = [Thread(target=client.run) for client in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    times = sorted(time for client in each for time in client.times)
    return {
        "clients": clients,
        "requests": len(times),
        "per_s": round(len(times) / took, 1),
        **{f"p{share}": round(times[len(times) * share // 100], 1) for share in (50, 95, 99)},
        "failed": sum(client.failed for client in each),
        "kb": round(sum(client.bytes for client in each) / len(times) / 1000, 1),
    }
