"""What goes wrong with a cluster: whether it passes by itself, and how it is said to people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opensearchpy import ConnectionTimeout, TransportError
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import SSLError

from index.errors import ArchiveError

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
QUOTED = 100
"""Letters that are quoted of an answer that is no answer of a cluster."""


class MissingError(ArchiveError):
    """A cluster has no such index or document."""


class TakenError(ArchiveError):
    """A document that was to be made is there already."""


class RefusedError(TransportError):
    """Documents of a request that was taken are refused, each named with the reason."""

    def __init__(self, status: int, documents: Sequence[str]) -> None:
        super().__init__(status, "", {})
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says what went wrong between some hosts and who asks them; `timeout`: the seconds that an answer may take."""

    hosts: str
    user: str
    token: str
    timeout: float

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
            case RefusedError():
                named = "\n".join(error.documents)
                return ArchiveError(f"{where} не принял документов: {len(error.documents)}\n{named}")
        match error.status_code:
            case 401 | 403:
                nobody = "с этим токеном" if self.token else "без имени"
                who = f"пользователя «{self.user}»" if self.user else nobody
                return ArchiveError(f"{where} не пускает {who}: {cause(error)}. Проверьте имя, пароль и роль")
            case status if status in PASSING:
                return ArchiveError(f"{where} сейчас не отвечает целиком ({status}: {cause(error)}). Повторите позже")
            case status if not isinstance(error.info, dict):
                return self.strange(f"{status}: {cause(error)}")
            case 404:
                return MissingError(f"{where}: нет того, что нужно: {cause(error)}")
            case 409:
                return TakenError(f"{where}: {cause(error)}")
        return ArchiveError(f"{where} отказал ({error.status_code}): {cause(error)}")

    def strange(self, answer: str) -> ArchiveError:
        """Somebody answers who is no cluster."""
        return ArchiveError(
            f"По адресу {self.hosts} отвечает не OpenSearch: {quoted(answer)}. "
            "Проверьте узел и порт; возможно, между ними и вами прокси или страница входа"
        )


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
    return quoted(str(said or error.error))


def quoted(answer: str) -> str:
    """The beginning of an answer that is not JSON, without the marks of a page."""
    words = " ".join(re.sub(r"<[^>]*>", " ", answer).split())
    return f"{words[:QUOTED]} …" if len(words) > QUOTED else words


def told(item: Mapping[str, Any]) -> str:
    """One refused document of many, with the reason."""
    said = item.get("error", item["status"])
    return f"{item['_id']} ({said.get('reason') if isinstance(said, dict) else said})"
