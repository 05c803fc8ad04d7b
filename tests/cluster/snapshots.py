"""Snapshots as docs/cluster.md says to make them: all indexes of an archive but who writes to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.keeping.cluster import ClusterArchive

REPOSITORY = "/_snapshot/copies"


def registered(archive: ClusterArchive, folder: Path) -> None:
    """A folder that all nodes reach (`path.repo`) becomes a repository."""
    archive.cluster.ask("PUT", REPOSITORY, {"type": "fs", "settings": {"location": str(folder)}})


def snapshot(archive: ClusterArchive, name: str) -> None:
    """Make one, and wait for it."""
    indexes = {"indices": f"{archive.alias}.0*", "include_global_state": False}
    made = archive.cluster.ask("PUT", f"{REPOSITORY}/{name}", indexes, wait_for_completion="true")
    assert made["snapshot"]["state"] == "SUCCESS", made


def deleted(archive: ClusterArchive) -> None:
    """Lose all of the archive that a snapshot has."""
    archive.cluster.ask("DELETE", f"/{archive.alias}.0*")


def restored(archive: ClusterArchive, name: str) -> dict[str, Any]:
    """Bring back what a snapshot has, with its aliases, and wait for it."""
    path = f"{REPOSITORY}/{name}/_restore"
    what = {"indices": f"{archive.alias}.0*", "include_aliases": True}
    found: dict[str, Any] = archive.cluster.ask("POST", path, what, wait_for_completion="true")
    assert found["snapshot"]["shards"]["failed"] == 0, found
    return found
