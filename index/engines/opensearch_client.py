"""The one way to a cluster: its hosts, who asks, how long it may take, and what is said where it doesn't answer."""

from __future__ import annotations

import base64
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from opensearchpy import ConnectionTimeout, OpenSearch, TransportError, helpers
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import SSLError
from urllib3 import Timeout

from index.errors import ArchiveError

logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # every error is said by an exception, once

PAUSES = (0.1, 0.3, 0.8, 2.0, 4.0)
"""Seconds before what is refused for the moment is asked again."""
UNREACHED_FOR = 8.0
"""Seconds for which nodes that have never answered are tried."""
BUSY, PASSING = 429, (429, 502, 503, 504)
"""Statuses of a cluster that has too much to do, and those that pass: a node is gone, another takes its part over."""
LEFT = ("node_disconnected_exception", "node_not_connected_exception", "node_closed_exception")
"""What is said with other statuses where a node goes away in the middle of an answer."""
PLAIN = ("WRONG_VERSION_NUMBER", "wrong version number", "record layer failure")
"""What is said of a server that doesn't speak TLS."""
UNREACHED = {
    "Connection refused": "соединение отклонено",
    "resolve": "узла с таким именем нет",
    "timed out": "узлы молчат",
    "No route": "дороги к узлам нет",
    "unreachable": "дороги к узлам нет",
    "RemoteDisconnected": "соединение закрыто без ответа; если на узлах включён TLS, адрес начинается с https://",
    "without response": "соединение закрыто без ответа; если на узлах включён TLS, адрес начинается с https://",
}
"""What the library says of a connection that wasn't made, and the same for people."""
GONE = "index_not_found_exception"
CHUNK_BYTES = 8 << 20
CHUNK = 1000
"""Bytes and documents of one request of writing."""
RETRIES = 8
"""How often a refused document is sent again, with longer and longer pauses."""
NAMED = 20
"""Refused documents that are named in an error."""


class MissingError(ArchiveError):
    """A cluster has no such index or document."""


class TakenError(ArchiveError):
    """A document that was to be made is there already."""


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
        self.user, self.token = user, token
        self.timeout = timeout
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

    def ask(self, method: str, path: str, body: object = None, **params: object) -> Any:
        """What a cluster answers; what passes by itself is waited for, within the time that an answer may take."""
        return self.patiently(lambda: self.client.transport.perform_request(method, path, params=params, body=body))

    def patiently(self, asked: Callable[[], Any]) -> Any:
        """What is answered at last. That nobody is there is said soon; nodes that have lost one and put themselves in
        order, which on a busy machine takes longer, are waited for as long as an answer may take. It is told by whether
        any has answered before, for the last of several tries may have been refused by the one that is lost."""
        began = time.monotonic()
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                answer = asked()
            except TransportError as error:
                lost = self.answered or not isinstance(error, NoConnection)
                patience = self.timeout if lost else min(UNREACHED_FOR, self.timeout)
                if not passes(error) or time.monotonic() + pause > began + patience:
                    raise self.said(error) from None
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

    def bulk(self, actions: Iterable[Mapping[str, object]], *, known: int = 0) -> int:
        """Do what the actions say, in portions; returns how many were done. `known` is a status that is no refusal.

        Each refused one is named: what was done before and beside it stays done, and may be done again.
        """
        refused = []
        done = 0
        for ok, answer in self.portions(actions):
            ((_, item),) = answer.items()
            if not ok and item["status"] != known:
                refused.append(f"{item['_id']} ({reason(item)})")
            done += ok
        if refused:
            named = ", ".join(refused[:NAMED])
            raise ArchiveError(f"Кластер {self.hosts} не принял документов: {len(refused)}: {named}")
        return done

    def portions(self, actions: Iterable[Mapping[str, object]]) -> Iterator[tuple[bool, Any]]:
        """Each action with how it went. A whole request that is not taken for the moment is sent again, later."""
        try:
            yield from helpers.streaming_bulk(
                Patient(self.client),
                actions,
                chunk_size=CHUNK,
                max_chunk_bytes=CHUNK_BYTES,
                max_retries=RETRIES,
                initial_backoff=1,
                max_backoff=30,
                raise_on_error=False,
            )
        except TransportError as error:
            raise self.said(error) from None

    def said(self, error: TransportError) -> ArchiveError:
        """What went wrong, with the way out."""
        where = f"Кластер {self.hosts}"
        match error:
            case ConnectionTimeout():
                return ArchiveError(f"{where} не ответил за {self.timeout:g} с. Проверьте его узлы и повторите")
            case SSLError() if any(said in str(error.info) for said in PLAIN):
                return ArchiveError(f"{where} отвечает без TLS. Адрес начинается с http://, или включите TLS на узлах")
            case SSLError():
                return ArchiveError(
                    f"{where}: сертификат не принят: {error.info}. Файл удостоверяющего центра называет cluster_ca"
                )
            case NoConnection():
                return ArchiveError(f"{where} недоступен: {unreached(error)}. Проверьте адрес и его узлы")
        match error.status_code:
            case 401 | 403:
                nobody = "с этим токеном" if self.token else "без имени"
                who = f"пользователя «{self.user}»" if self.user else nobody
                return ArchiveError(f"{where} не пускает {who}: {cause(error)}. Проверьте имя, пароль и роль")
            case 404:
                return MissingError(f"{where}: нет того, что нужно: {cause(error)}")
            case 409:
                return TakenError(f"{where}: {cause(error)}")
            case status if status in PASSING:
                return ArchiveError(f"{where} сейчас не отвечает целиком ({status}: {cause(error)}). Повторите позже")
        return ArchiveError(f"{where} отказал ({error.status_code}): {cause(error)}")


class Patient:
    """A client as `streaming_bulk` uses one, which waits for nodes that are gone for the moment; for those that
    have too much to do it waits itself."""

    def __init__(self, client: OpenSearch) -> None:
        self.client, self.transport = client, client.transport

    def bulk(self, **request: object) -> Any:
        for pause in PAUSES:
            try:
                return self.client.bulk(**request)
            except TransportError as error:
                if error.status_code == BUSY or not passes(error):
                    raise
                time.sleep(pause)
        return self.client.bulk(**request)


def authorization(user: str, password: str, token: str) -> dict[str, str]:
    """The header that says who asks (RFC 7617, RFC 6750); names and passwords may have any letters."""
    if user:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {"Authorization": f"Bearer {token}"} if token else {}


def passes(error: TransportError) -> bool:
    """Whether what was refused may be done a moment later; not what took too long, for it may have been done."""
    gone = isinstance(error, NoConnection) and not isinstance(error, ConnectionTimeout | SSLError)
    return gone or error.status_code in PASSING or any(said in str(error.info) for said in LEFT)


def unreached(error: TransportError) -> str:
    """Why nobody was reached, for people."""
    return next((words for said, words in UNREACHED.items() if said in str(error.info)), "соединение оборвалось")


def cause(error: TransportError) -> str:
    """The innermost reason that a cluster gives."""
    info: Any = error.info
    said = info.get("error") if isinstance(info, dict) else None
    if isinstance(said, dict):
        roots = said.get("root_cause") or [said]
        return str(roots[0].get("reason") or roots[0].get("type"))
    return str(said or error.error)


def reason(item: Mapping[str, Any]) -> str:
    """Why one action of many was refused."""
    said = item.get("error", item["status"])
    return str(said.get("reason") if isinstance(said, dict) else said)
