"""The one way to a cluster: its hosts, who asks, how long it may take, what is asked again."""

from __future__ import annotations

import base64
import json
import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch, TransportError, helpers
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import SerializationError
from urllib3 import Timeout

from index.engines.opensearch_errors import BUSY, PASSING, RefusedError, Speaker, passes, told
from index.errors import ArchiveError

logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # every error is said by an exception, once

FIRST_PAUSE, LONGEST_PAUSE, LONGEST_BUSY = 0.1, 4.0, 30.0
"""Seconds before what is refused for the moment is asked again: twice as many each time, up to the longest, which is
another where the cluster has too much to do."""
UNREACHED_FOR = 8.0
"""Seconds for which nodes that have never answered are tried."""
BUSY_FOR = 120.0
"""Seconds for which it is tried to write to a cluster that has too much to do."""
UNFORMED = "_na_"
"""What a node tells instead of a UUID before it has found the others."""
GONE = "index_not_found_exception"
CHUNK_BYTES = 8 << 20
CHUNK = 1000
"""Bytes and documents of one request of writing."""


LOOKED, SAID = 1.0, 10.0
"""Seconds after which it is looked again whether something long is done, and after which it is said that it goes on."""
LOG = logging.getLogger(__name__)


class Cluster:
    """A connection to the nodes of one cluster; safe to use from several threads."""

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        user: str = "",
        password: str = "",
        token: str = "",
        ca: str = "",
        timeout: float = 30.0,
    ) -> None:
        """The URLs of some nodes; a user or a token; `ca`, a file of the authorities that certificates are held to;
        the seconds that an answer may take."""
        self.hosts = ", ".join(hosts)
        self.timeout = timeout
        self.speaker = Speaker(self.hosts, user, token, timeout)
        self.answered = False
        if ca and not Path(ca).is_file():
            raise ArchiveError(f"Файла удостоверяющего центра «{ca}» нет. Его называет настройка cluster_ca")
        # A node that is cut off doesn't refuse a connection: there is to be time to try the others.
        patience = Timeout(connect=timeout / (2 * len(hosts) + 2), read=timeout)
        self.client = OpenSearch(
            list(hosts),
            timeout=patience,
            max_retries=len(hosts),
            pool_maxsize=16,
            headers=authorization(user, password, token),
            ca_certs=ca or None,
        )

    def close(self) -> None:
        """Close the connections that nobody uses at this moment; who asks later opens new ones."""
        self.client.close()

    def uuid(self) -> str:
        """What tells this cluster from all others; an error where it is something else that answers."""

        def asked() -> Any:
            told = self.client.transport.perform_request("GET", "/")
            if isinstance(told, dict) and told.get("cluster_uuid") == UNFORMED:
                raise TransportError(503, "", {"error": "узлы ещё не нашли друг друга"})
            return told

        found = self.patiently(asked)
        if not isinstance(found, dict) or "cluster_uuid" not in found:
            raise self.speaker.strange(json.dumps(found, ensure_ascii=False))
        return str(found["cluster_uuid"])

    def ask(self, method: str, path: str, body: object = None, **params: object) -> Any:
        """What a cluster answers; what passes by itself is waited for, within the time that an answer may take."""
        return self.patiently(lambda: self.client.transport.perform_request(method, path, params=params, body=body))

    def patiently(self, asked: Callable[[], Any], busy_for: float = 0.0) -> Any:
        """What is answered at last. That nobody is there is said soon; nodes that have lost one and put themselves in
        order, which on a busy machine takes longer, are waited for as long as an answer may take. It is told by whether
        any has answered before, for the last of several tries may have been refused by the one that is lost. Those that
        have too much to do are waited for `busy_for` seconds, if that is longer."""
        began = time.monotonic()
        for tries in count():
            try:
                answer = asked()
            except SerializationError as error:
                raise self.speaker.strange(str(error.args[0])) from None
            except TransportError as error:
                busy = error.status_code == BUSY and busy_for > self.timeout
                lost = self.answered or not isinstance(error, NoConnection)
                patience = busy_for if busy else self.timeout if lost else min(UNREACHED_FOR, self.timeout)
                pause = min(FIRST_PAUSE * 2**tries, LONGEST_BUSY if busy else LONGEST_PAUSE)
                if not passes(error) or time.monotonic() + pause > began + patience:
                    raise self.speaker.said(error) from None
                time.sleep(pause)
            else:
                self.answered = True
                return answer
        raise AssertionError("unreachable")

    def search(self, index: str, body: Mapping[str, object], **params: object) -> Any:
        """The answer of all shards; a part of one is an error. Without an index where the body names a view."""
        path = f"/{index}/_search" if index else "/_search"
        found = self.ask("POST", path, body, allow_partial_search_results="false", **params)
        if found["timed_out"] or found["_shards"]["failed"]:
            raise ArchiveError(f"Кластер {self.hosts} ответил не весь: часть его узлов недоступна. Повторите позже")
        return found

    def vectors(self, index: str, ids: Sequence[str], wanted: Mapping[str, object]) -> list[dict[str, Any]]:
        """The term vectors of documents by their fields, all in one request; one that isn't told is an error."""
        body = {"ids": [*ids], "parameters": wanted}

        def asked() -> list[dict[str, Any]]:
            told = self.client.transport.perform_request("POST", f"/{index}/_mtermvectors", body=body)["docs"]
            if error := next((one["error"] for one in told if "error" in one), None):
                raise TransportError(404 if error["type"] == GONE else PASSING[-1], error["type"], {"error": error})
            return [one["term_vectors"] for one in told]

        found: list[dict[str, Any]] = self.patiently(asked)
        return found

    def bulk(self, actions: Iterable[Mapping[str, object]], *, known: int = 0) -> None:
        """Do what the actions say, in portions. `known` is a status that is no refusal.

        Each refused one is named: what was done before and beside it stays done, and may be done again.
        """
        refused: list[str] = []
        for portion in portions(actions):
            self.take(portion, known, refused)
        if refused:
            raise self.speaker.said(RefusedError(400, refused))

    def take(self, portion: Sequence[bytes], known: int, refused: list[str]) -> None:
        """Do one portion. What passes, all of it or some documents, is sent again; what is refused is added to that."""
        left = portion

        def asked() -> None:
            nonlocal left
            items = [item for one in self.client.bulk(body=b"".join(left))["items"] for item in one.values()]
            wrong = [
                (line, item) for line, item in zip(left, items, strict=True) if item["status"] not in (200, 201, known)
            ]
            refused.extend(told(item) for _, item in wrong if item["status"] not in PASSING)
            later = [item for _, item in wrong if item["status"] in PASSING]
            left = [line for line, item in wrong if item["status"] in PASSING]
            if later:
                raise RefusedError(later[0]["status"], [*refused, *map(told, later)])

        self.patiently(asked, BUSY_FOR)


def awaited(left: Callable[[], str], most: float = math.inf) -> None:
    """Wait until nothing is left of something long, `most` seconds; what is left is said now and then."""
    began = said = time.monotonic()
    while (now := time.monotonic()) < began + most and (words := left()):
        if now >= said + SAID:
            said = now
            LOG.info("%s, %d с", words, now - began)
        time.sleep(LOOKED)


def portions(actions: Iterable[Mapping[str, object]]) -> Iterator[list[bytes]]:
    """The actions as their lines, as many as one request of writing may have."""
    portion: list[bytes] = []
    size = 0
    for action in actions:
        parts = (part for part in helpers.expand_action(action) if part is not None)
        line = "".join(f"{json.dumps(part, ensure_ascii=False)}\n" for part in parts).encode("utf-8", "surrogatepass")
        if portion and (len(portion) == CHUNK or size + len(line) > CHUNK_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(line)
        size += len(line)
    if portion:
        yield portion


def authorization(user: str, password: str, token: str) -> dict[str, str]:
    """The header that says who asks (RFC 7617, RFC 6750); names and passwords may have any letters."""
    if user:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {"Authorization": f"Bearer {token}"} if token else {}
