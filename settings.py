"""What can be set: defaults, then `podshivka.toml` in the working folder, then `PODSHIVKA_*` of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from index.errors import SearchError

FILE = "podshivka.toml"
PREFIX = "PODSHIVKA_"
LANGUAGES = ("", "ru", "kk", "en")
HASH = re.compile(r"(?:(?:scrypt|pbkdf2)(?::[\w.-]+)*\$[^$]+\$[0-9a-f]+)?")
"""A password's hash as werkzeug writes it: method, salt, digest."""
BOUNDS = {"port": (0, 65_535), "threads": (1, 1000), "cluster_timeout": (1, 86_400), "cluster_shards": (0, 1024)}
"""The least and the most of a number; of one that isn't here 0 and MOST."""
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once, passed on.

    `timezone` is of dates that a page gives without one; `title` heads the search page. For a newsroom: `user` and
    `password` (its hash, which `podshivka password` makes) close the pages; `auth_header` is the header in which a
    proxy before this server names its reader (safe only where nobody else can reach the server); `proxies` is the
    number of proxies whose `X-Forwarded-*` are believed; `rate` limits the requests of one address in a minute.
    `language` of the interface is `ru`, `kk` or `en` for who has chosen none, else what each reader's browser asks for.
    `processes` answer beside each other, each on `threads`; 0: as many as there are cores, four at most.
    `cluster_*` are of an archive on a cluster: who asks (a user or a token), the file of the authorities that its
    certificates are held to, the seconds that an answer may take, the folder where this machine keeps what is its own
    of the archive, the shards of a new index, the copies of each, and on how many of them a year is (shards and slices
    0: as the archive has them; a new one has 3 shards, and a year is on all).
    `recent` is how many percent of its score the newest article gains in the order of relevance.
    """

    archive: str = "archive"
    host: str = "127.0.0.1"
    port: int = 8080
    processes: int = 0
    threads: int = 4
    timezone: str = "Asia/Almaty"
    title: str = "Подшивка"
    user: str = "reader"
    password: str = ""
    auth_header: str = ""
    proxies: int = 0
    rate: int = 0
    recent: int = 10
    language: str = ""
    cluster_user: str = ""
    cluster_password: str = ""
    cluster_token: str = ""
    cluster_ca: str = ""
    cluster_timeout: int = 30
    cluster_folder: str = ""
    cluster_shards: int = 0
    cluster_replicas: int = 1
    cluster_slices: int = 0

    @classmethod
    def read(cls, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of a working folder and an environment; `SearchError` for a name or a value that can't be."""
        environment = os.environ if environment is None else environment
        path = (folder or Path()) / FILE
        said: dict[str, Any] = {}
        if path.is_file():
            try:
                said = tomllib.loads(path.read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise SearchError(f"{path} не читается: {error}") from None
        known = {field.name: type(field.default) for field in fields(cls)}
        if unknown := sorted(set(said) - set(known)):
            raise SearchError(f"{path}: нет настройки «{unknown[0]}»; есть {', '.join(known)}")
        said |= {name: environment[PREFIX + name.upper()] for name in known if environment.get(PREFIX + name.upper())}
        return cls(**{name: valued(name, value, known[name]) for name, value in said.items()})

    def today(self) -> date:
        """The day that it is in the archive's time zone."""
        return datetime.now(ZoneInfo(self.timezone)).date()


def valued(name: str, value: Any, kind: type) -> Any:
    """A value of the kind that its setting has; from the environment all are texts."""
    if type(value) not in (kind, str):
        raise SearchError(f"Настройка {name}: «{value}» не подходит, нужно {kind.__name__}")
    if name == "timezone" and value not in available_timezones():
        raise SearchError(f"Настройка timezone: нет часового пояса «{value}»; пример: Asia/Almaty")
    if name == "language" and value not in LANGUAGES:
        raise SearchError(f"Настройка language: нет языка «{value}»; есть {', '.join(filter(None, LANGUAGES))}")
    if name == "password" and not HASH.fullmatch(value):
        raise SearchError("Настройка password: нужен не пароль, а его хеш; его делает команда podshivka password")
    if kind is str:
        return value
    least, most = BOUNDS.get(name, (0, MOST))
    if not re.fullmatch(r"\d{1,9}", str(value)) or not least <= int(value) <= most:
        raise SearchError(f"Настройка {name}: «{value}» не подходит, нужно целое число от {least} до {most}")
    return int(value)
