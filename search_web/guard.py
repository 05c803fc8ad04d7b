"""Who may read, and how often: a password, the word of a proxy, a limit of requests, where settings ask for them."""

from __future__ import annotations

import hashlib
import mmap
import threading
import time
from dataclasses import dataclass, field

from flask import Flask, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import check_password_hash

from settings import Settings

OPEN = ("/healthz", "/robots.txt")
"""What everyone may ask."""
REALM = "Podshivka"
"""What a browser says that the password is for: a header has no letters but Latin ones."""
SLOTS = 1 << 16
"""Buckets in which the requests of addresses are counted."""
MINUTE = 60.0
ROUNDING = 1e-6


def register(app: Flask, settings: Settings) -> None:
    """Set the guards that settings ask for before an application."""
    if settings.proxies:
        depth = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, depth, depth, depth, depth, depth)  # type: ignore[method-assign]
    if settings.rate:
        app.before_request(Limit(settings.rate).check)
    if settings.password:
        app.before_request(Password(settings.user, settings.password).check)
    if settings.auth_header:
        app.before_request(lambda: vouched(settings.auth_header))


def vouched(header: str) -> None:
    """Refuse whom the proxy before this server has not named in a header."""
    if request.path not in OPEN and not request.headers.get(header):
        raise Forbidden


@dataclass
class Password:
    """HTTP basic authentication by one name and the hash of one password (as werkzeug makes it)."""

    user: str
    hash: str
    passed: set[bytes] = field(default_factory=set)
    """Digests of what has passed: the hash takes some 50 ms by design, which not every request shall."""

    def check(self) -> None:
        if request.path in OPEN:
            return
        given = request.authorization
        if given and given.username is not None and self.right(given.username, given.password or ""):
            return
        raise Unauthorized(www_authenticate=WWWAuthenticate("basic", {"realm": REALM, "charset": "UTF-8"}))

    def right(self, user: str, password: str) -> bool:
        digest = hashlib.sha256(f"{user}\0{password}".encode()).digest()
        if digest in self.passed:
            return True
        # Both are looked at in any case, so that the time doesn't tell which was wrong.
        if not (check_password_hash(self.hash, password) & (user == self.user)):
            return False
        self.passed.add(digest)
        return True


def shared() -> memoryview[float]:
    """Numbers, all 0, that processes forked from this one have in common."""
    return memoryview(mmap.mmap(-1, SLOTS * 8)).cast("d")


@dataclass
class Limit:
    """So many requests a minute for each address, as a bucket that fills evenly and overflows at one minute's worth.

    Addresses are told apart by a hash of 16 bits: of a hundred readers' two have one bucket in common once in 13 times.
    """

    rate: int
    full: memoryview[float] = field(default_factory=shared)
    """For each bucket the second at which it is full again, by the clock of all processes."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Of the threads; two processes at the same instant may take one request for another."""

    def check(self) -> None:
        if request.path in OPEN or request.endpoint == "static":
            return
        if wait := self.taken(request.remote_addr or "", time.monotonic()):
            raise TooManyRequests(retry_after=int(wait) + 1)

    def taken(self, address: str, now: float) -> float:
        """Take one request out of a bucket; 0, or the seconds until there is one to take."""
        slot, each = hash(address) % SLOTS, MINUTE / self.rate
        with self.lock:
            full = max(self.full[slot], now) + each
            if (wait := full - now - MINUTE) > ROUNDING:
                return wait
            self.full[slot] = full
        return 0.0
