"""Where an archive is: a folder, or an address of a cluster; the one way to either."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from index.errors import ArchiveError
from index.keeping.archive import Archive

SCHEMES = ("http", "https")
PORT = 9200
WRITTEN = re.compile(
    r"(?P<scheme>(?i:https?))://(?:(?P<who>.*)@)?(?P<hosts>[^/?#@]+)/(?P<name>[a-z0-9][a-z0-9_-]{0,99})/*"
)
HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:\[\]]+)(?::(?P<port>\d{1,5}))?")
URL = re.compile(r"[\w.+-]+:/|https?/")
"""What begins so is meant as an address, and no folder."""
CLIENT = ("mmh3", "opensearchpy", "urllib3")
"""Modules that only an archive on a cluster needs."""
EXAMPLE = "https://имя:пароль@узел1:9200,узел2:9200/news"


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster is asked, beside its address: a user or a token; `ca`, a file of the authorities that its
    certificates are held to; `timeout`, the seconds that an answer may take. `folder` is where this machine keeps what
    is its own; `replicas` and `shards` are those of a new index, `slices` is on how many shards a year is (`shards` and
    `slices` 0: as the archive has them; a new one has 3 shards, and a year is on all)."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca: str = ""
    timeout: float = 30.0
    folder: str = ""
    shards: int = 0
    replicas: int = 1
    slices: int = 0


ANYONE = Access()
"""Nobody in particular."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an archive on a cluster: the URLs of its nodes and the archive's name there, and who is named."""

    hosts: tuple[str, ...]
    name: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> Address:
        """`https://user:password@host:9200,host2:9200/news`; `ArchiveError` for what can't be read."""
        said = WRITTEN.fullmatch(text)
        hosts = tuple(node(host) for host in said["hosts"].split(",") if host) if said else ()
        if not said or not hosts or "" in hosts:
            raise unread(text)
        user, _, password = (said["who"] or "").partition(":")
        urls = tuple(f"{said['scheme'].lower()}://{host}" for host in hosts)
        return cls(urls, said["name"], unquote(user), unquote(password))

    def __str__(self) -> str:
        """The address without the password."""
        scheme, _, first = self.hosts[0].partition("://")
        others = [host.partition("://")[2] for host in self.hosts[1:]]
        return f"{scheme}://{','.join([first, *others])}/{self.name}"


def node(text: str) -> str:
    """A host with its port, the usual one where none is said; empty for what is none."""
    said = HOST.fullmatch(text)
    port = int(said["port"] or PORT) if said else 0
    return f"{said['host']}:{port}" if said and 0 < port < 65_536 else ""


def unread(text: str) -> ArchiveError:
    """What is said of an address that can't be read; not the password in it."""
    shown = text.rpartition("@")[2]
    what = "https:// или http://, узлы и имя из строчных латинских букв и цифр"
    return ArchiveError(f"«{shown}» не адрес архива: нужны {what}, {EXAMPLE}")


def on_cluster(place: str | Path) -> bool:
    """Whether a place is the address of a cluster."""
    return isinstance(place, str) and place.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def archive_at(place: str | Path, access: Access = ANYONE) -> Archive:
    """The archive of a place."""
    if not on_cluster(place):
        if isinstance(place, str) and URL.match(place.lower()):
            raise unread(place)
        return Archive(Path(place))
    try:
        from index.keeping.cluster import ClusterArchive
    except ModuleNotFoundError as error:
        if error.name not in CLIENT:
            raise
        raise ArchiveError("Архив в кластере открывает клиент OpenSearch: pip install 'podshivka[cluster]'") from None
    return ClusterArchive(Address.parse(str(place)), access)
