"""An archive on a cluster that has lost something, or has what others have made; what an address may be.

No cluster is needed: a server on loopback answers as one does."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from index import ArchiveError, Index
from index.keeping.cluster import ClusterArchive
from index.keeping.cluster_generation import ClusterGeneration
from index.keeping.generation import Stamp
from index.keeping.place import Access, Address, archive_at
from tests.test_cluster_client import answering

SHARD = [{"routing": {"primary": True}, "seq_no": {"global_checkpoint": 4}}]


def index_of(alias: str, **more: Any) -> dict[str, Any]:
    """What a cluster tells of the index of a generation."""
    about = {**asdict(Stamp.of("opensearch")), "slices": 0}
    told = {"aliases": {alias: {}} if alias else {}, "settings": {"index": {"number_of_shards": "2"}}}
    return {**told, "mappings": {"_meta": about}, **more}


@contextmanager
def cluster(indexes: dict[str, Any], stats: dict[str, Any], asked: list[str] | None = None) -> Iterator[str]:
    """The address of `news` on a cluster that has these indexes, of which it tells so."""

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        if asked is not None:
            asked.append(path)
        if path.startswith("/podshivka-news.*?"):
            return 200, indexes
        if path == "/":
            return 200, {"cluster_uuid": "s-OmeUUID_of22letters0"}
        if "_stats" in path:
            return 200, {"indices": stats}
        return 200, {}

    with answering(answer) as url:
        yield f"{url}/news"


def test_a_lost_vocabulary_is_said(tmp_path: Path) -> None:
    """With the way out; the articles can still be taken out, so that it is made anew of them."""
    name = "podshivka-news.0001"
    with cluster({name: index_of("podshivka-news")}, {name: {"shards": {"0": SHARD}}}) as address:
        with pytest.raises(ArchiveError, match=rf"Словарь.*{name}\.forms.*rebuild"):
            Index(address, access=Access(folder=str(tmp_path)))
        archive = archive_at(address, Access(folder=str(tmp_path)))
        readable = archive.readable()
    assert isinstance(readable, ClusterGeneration)
    assert readable.index == name


def test_what_others_have_named_so(tmp_path: Path) -> None:
    """It is no generation: it is neither read nor deleted, and no new one is named as it is."""
    asked: list[str] = []
    others = {"podshivka-news.0007": {"settings": {"index": {"number_of_shards": "1"}}}}
    with cluster(others, {}, asked) as address:
        archive = archive_at(address, Access(folder=str(tmp_path)))
        assert isinstance(archive, ClusterArchive)
        assert not archive.exists()
        archive.sweep()
        with pytest.raises(KeyError):  # this cluster makes none
            archive.begin("opensearch")
    assert [path for path in asked if path.endswith(".0008")] == ["/podshivka-news.0008"]
    assert "/podshivka-news.0007" not in asked


@pytest.mark.parametrize("command", ["add", "import"])
def test_no_other_engine(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Index.create(tmp_path / "other").archive.place
    monkeypatch.setenv("PODSHIVKA_CLUSTER_FOLDER", str(tmp_path / "own"))
    (tmp_path / "a.txt").write_text("Мост открыли.", "utf-8")
    source = other if command == "import" else str(tmp_path / "a.txt")
    with cluster({}, {}) as address:
        result = CliRunner().invoke(main, ["-a", address, command, source, "--engine", "whoosh"])
    assert result.exit_code == 2
    assert "движок кластера: --engine" in result.output


@pytest.mark.parametrize(
    ("text", "hosts", "name", "user"),
    [
        ("http://a/news", ("http://a:9200",), "news", ""),
        ("https://вася:па%40@a:1,b/n-1/", ("https://a:1", "https://b:9200"), "n-1", "вася"),
        ("HTTP://[::1],[::2]:9201/news", ("http://[::1]:9200", "http://[::2]:9201"), "news", ""),
    ],
)
def test_addresses(text: str, hosts: tuple[str, ...], name: str, user: str) -> None:
    address = Address.parse(text)
    assert (address.hosts, address.name, address.user) == (hosts, name, user)
    assert "па" not in str(address)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "http://a",
            "http:///news",
            "http://a/Новости",
            "http://a/x/y",
            "http://a/x?y=1",
            "http://вася:тайна/1@a/x/y",
        ),
        *("htps://вася:тайна@a/news", "https:/вася:тайна@a/news", "https//вася:тайна@a/news", "ftp://тайна@a/news"),
        *("http://a:99999/news", "http://a:0/news", "http://a:abc/news", "http://[::1/news", "http://a:1:2/news"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ArchiveError, match="не адрес архива") as error:
        archive_at(text)
    assert "тайна" not in str(error.value)


def test_no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("index.keeping.cluster", "index.engines.opensearch"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(ArchiveError, match=r"pip install 'podshivka\[cluster\]'"):
        archive_at("http://a/news")


def test_each_archive_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the settings say one; however the cluster is addressed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with cluster({}, {}) as address:
        for access in (Access(), Access(folder=str(tmp_path / "said"))):
            one, again, two = (
                archive_at(place, access).folder
                for place in (address, address.replace("127.0.0.1", "localhost"), address.replace("news", "two"))
            )
            assert one == again != two
    assert two.parent == tmp_path / "said"


@pytest.mark.parametrize("said", [True, False])
def test_what_an_earlier_version_kept(said: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It moves to the archive that is opened first, and stays there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with cluster({}, {}) as address:
        old = tmp_path / "podshivka" / ("" if said else f"news-{hashlib.sha256(address.encode()).hexdigest()[:8]}")
        (old / "tables").mkdir(parents=True)
        (old / "journal.sqlite").write_text("kept")
        access = Access(folder=str(old)) if said else Access()
        for _ in range(2):
            folder = archive_at(address, access).folder
            assert (folder / "journal.sqlite").read_text() == "kept"
            assert (folder / "tables").is_dir()
        other = archive_at(address.replace("news", "two"), access).folder
    assert not (other / "journal.sqlite").exists()
    assert not (old / "journal.sqlite").exists()
