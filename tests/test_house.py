"""The house keeps its order: imports go one way, each outside library is imported in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest

import cli

ROOT = Path(__file__).parents[1]
ROOMS = ("cli", "commands", "settings", "index", "indexer", "exporter", "search_web", "sample")

# What a room may import of ours.
MAY: dict[str, set[str]] = {
    "cli": {"commands", "settings", "index"},
    "commands": {"settings", "index", "indexer", "exporter", "search_web", "sample"},
    "search_web": {"index", "exporter", "settings"},
    "indexer": {"index"},
    "exporter": {"index"},
    "settings": {"index"},
    "sample": set(),
    "index": set(),
}

# Within `index`, the lower floors know nothing of the upper ones.
FLOORS = [
    {"errors", "tokens", "address", "keyboard", "durable"},
    {"languages"},
    {"lexicon", "article", "slips"},
    {"query"},
    {"highlight", "why", "fragments", "weights", "order", "engine", "reply", "copies", "packing"},
    {"prepare", "captures", "engines", "journal", "seal"},
    {"quarantine", "history"},
    {"session"},
    {"generation", "stories", "related", "shared", "marks", "machine"},
    {"archive"},
    {"place", "cluster", "cluster_generation"},
    {"writer"},
    {"rebuild", "backup", "verify"},
]

# Rooms of `index` whose modules are on several floors.
SHARED = ("keeping", "answering")

# The one place of each outside library.
PLACES = {
    "tantivy": ("index/engines/tantivy",),
    "whoosh": ("index/engines/whoosh",),
    "opensearchpy": ("index/engines/opensearch_client.py", "index/engines/opensearch_errors.py"),
    "mmh3": ("index/engines/opensearch_shards.py",),
    "urllib3": ("index/engines/opensearch_client.py",),
    "pymorphy3": ("index/languages/russian.py",),
    "pymorphy3_dicts_ru": ("index/languages/russian.py",),
    "sqlite3": ("index/lexicon.py", "index/keeping/journal.py"),
    "lxml": ("indexer/",),
    "feedparser": ("indexer/feeds.py",),
    "zstandard": ("index/packing.py", "indexer/sources/"),
    "brotli": ("indexer/sources/http.py",),
    "trafilatura": ("indexer/",),
    "tqdm": ("indexer/progress.py",),
    "watchfiles": ("indexer/watch.py",),
    "babel": ("search_web/translation.py",),
    "flask": ("search_web/",),
    "waitress": ("search_web/",),
    "prometheus_client": ("search_web/",),
    "click": ("cli.py", "commands/"),
    "jinja2": ("sample/",),
}


def files() -> list[Path]:
    return [path for room in ROOMS for path in (*ROOT.glob(f"{room}.py"), *ROOT.glob(f"{room}/**/*.py"))]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", files(), ids=str)
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = {name.split(".")[0] for name in imports(path)} & set(ROOMS)
    assert ours <= MAY[room] | {room}


def module(parts: Sequence[str]) -> str:
    """The name in FLOORS: ("keeping", "journal", ...) is "journal", ("query", "tree") is "query"."""
    return parts[1] if parts[0] in SHARED and len(parts) > 1 else parts[0]


def floor(name: str) -> int:
    return next((number for number, names in enumerate(FLOORS) if name in names), len(FLOORS))


@pytest.mark.parametrize("path", sorted((ROOT / "index").rglob("*.py")), ids=str)
def test_lower_floors_know_nothing_of_upper_ones(path: Path) -> None:
    own = module(path.relative_to(ROOT / "index").with_suffix("").parts)
    modules = {module(name.split(".")[1:]) for name in imports(path) if name.startswith("index.")}
    known = {name for names in FLOORS for name in names} & modules
    assert all(floor(name) <= floor(own) for name in known), (own, known)


@pytest.mark.parametrize("path", files(), ids=str)
def test_each_library_has_its_place(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    for library in {name.split(".")[0] for name in imports(path)} & set(PLACES):
        assert where.startswith(PLACES[library]), f"{library} in {where}"


def test_every_room_says_what_it_is_for() -> None:
    for path in files():
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_every_command_is_where_it_is_said_to_be() -> None:
    with click.Context(cli.main) as context:
        for name in cli.main.list_commands(context):
            command = cli.main.get_command(context, name)
            assert command is not None and command.name == name and command.help
        assert cli.main.get_command(context, "нет") is None
