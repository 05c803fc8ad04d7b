"""The profile of a site, read from its TOML: where its pages have each field, and what on them is furniture."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from lxml import etree

from index.errors import SearchError

FIELDS = ("title", "lead", "body", "published", "modified", "author", "section", "tags", "views", "image", "caption")

LISTS = ("hosts", "marks", "names", "drop", "lines")
KEYS = ("name", "extends", "timezone", "fields", "capture", *LISTS)

PATH_LIMIT = 500
"""Letters of an XPath; and it may look through the whole page so many times:"""
DEEP_LIMIT = 4
_FUNCTIONS = frozenset(
    [
        *("contains", "starts-with", "substring", "substring-before", "substring-after", "string-length", "translate"),
        *("normalize-space", "concat", "string", "number", "not", "true", "false", "position", "last", "count", "sum"),
        *("name", "local-name", "text", "node", "boolean", "or", "and", "div", "mod"),
    ]
)
"""Functions that an XPath may call: none reads files or runs long."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about one site.

    `name` is the source's name; `hosts`, `names` and `marks` tell its pages (a mark is a pattern of a text that only
    they have); one without these is there to be extended. `fields` are XPaths, tried in order; `drop` are XPaths of
    furniture inside the body, `lines` are lines of furniture. `stop` are lines of a plain-text capture at which its
    article has ended. `file` is where the profile was read.
    """

    name: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    timezone: str | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    file: str = ""


class ProfileError(SearchError):
    """A profile that can't be used: the text names its file and the key."""


def load(text: str, file: str = "profile.toml", bases: Mapping[str, Profile] | None = None) -> Profile:
    """A profile of its TOML; `bases` are those that it may extend, by the name of their file without `.toml`.

    The paths of an extended profile come behind the own ones, its `drop`, `lines` and `stop` are added; of the rest
    what is not said anew is taken over. Raises ProfileError.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{file}: не TOML: {error}") from None
    base = _base(data, file, bases or {})
    _check_keys(data, file)
    own = {key: _texts(data, key, file) for key in LISTS}
    fields = {name: _texts(data["fields"], name, file, "fields.") for name in data.get("fields", {})}
    for key, paths in (("drop", own["drop"]), *((f"fields.{name}", paths) for name, paths in fields.items())):
        for path in paths:
            _check_path(path, key, file)
    for mark in own["marks"]:
        try:
            re.compile(mark)
        except re.error as error:
            raise ProfileError(f"{file}: marks: «{mark}» не образец: {error}") from None
    stop = _texts(data.get("capture", {}), "stop", file, "capture.")
    return Profile(
        name=data.get("name") or base.name,
        hosts=own["hosts"] or base.hosts,
        marks=own["marks"] or base.marks,
        names=own["names"] or base.names,
        timezone=data.get("timezone") or base.timezone,
        fields={name: fields.get(name, ()) + base.fields.get(name, ()) for name in {**base.fields, **fields}},
        drop=own["drop"] + base.drop,
        lines=own["lines"] + base.lines,
        stop=stop + base.stop,
        file=file,
    )


def _base(data: Mapping[str, Any], file: str, bases: Mapping[str, Profile]) -> Profile:
    """The profile that one extends, an empty one where it extends none."""
    name = data.get("extends")
    if name is None:
        return Profile("")
    if not isinstance(name, str) or name not in bases:
        raise ProfileError(f"{file}: extends: нет профиля «{name}»; есть {', '.join(sorted(bases)) or 'никаких'}")
    return bases[name]


def _check_keys(data: Mapping[str, Any], file: str) -> None:
    tables = {
        "": (data, KEYS),
        "fields.": (data.get("fields", {}), FIELDS),
        "capture.": (data.get("capture", {}), ["stop"]),
    }
    for prefix, (table, known) in tables.items():
        if not isinstance(table, Mapping):
            raise ProfileError(f"{file}: {prefix.rstrip('.')}: нужна таблица [{prefix.rstrip('.')}]")
        if unknown := sorted(set(table) - set(known)):
            raise ProfileError(f"{file}: неизвестный ключ «{prefix}{unknown[0]}»; есть {', '.join(known)}")
    if not (isinstance(data.get("name"), str) or "extends" in data):
        raise ProfileError(f"{file}: нет ключа name: как называется источник")
    if "timezone" in data and data["timezone"] not in available_timezones():
        raise ProfileError(f"{file}: timezone: нет часового пояса «{data['timezone']}»; пример: Asia/Almaty")


def _texts(table: Mapping[str, Any], key: str, file: str, prefix: str = "") -> tuple[str, ...]:
    """A text or a list of texts as a tuple."""
    value = table.get(key, [])
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ProfileError(f"{file}: {prefix}{key}: нужен текст или список текстов")
    return tuple(found)


def _check_path(path: str, key: str, file: str) -> None:
    """Raises ProfileError for an XPath that is none, or that could run long or reach out of the page."""
    try:
        etree.XPath(path)
    except etree.XPathError as error:
        raise ProfileError(f"{file}: {key}: негодный XPath «{path}»: {error}") from None
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", path)
    strange = sorted(set(re.findall(r"([\w:-]+)\s*\(", bare)) - _FUNCTIONS)
    if strange:
        raise ProfileError(f"{file}: {key}: в XPath «{path}» нельзя звать {strange[0]}()")
    if len(path) > PATH_LIMIT or bare.count("//") + bare.count("descendant") > DEEP_LIMIT:
        raise ProfileError(f"{file}: {key}: XPath «{path[:60]}…» слишком велик")
