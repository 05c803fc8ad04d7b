"""Slices of an index by year: the articles of a year lie on few shards, and a question about days asks only these.

OpenSearch chooses the shard of a document by its routing; without slices that is its id, so that every shard has a part
of each year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from zlib import crc32

from index.engines.opensearch_client import Cluster
from index.query.tree import And, Between, Boost, Or, Prefer, Query, Some


class Slices:
    """The slices of one index: the articles of a year are in `parts` of them, so on as many shards at most; 0: there
    are none."""

    def __init__(self, parts: int) -> None:
        self.parts = parts

    def of(self, key: str, day: int | None) -> str | None:
        """The routing of a document by its key and its day, yyyymmdd; what has none is of the year 0."""
        if not self.parts:
            return None
        return named((day or 0) // 10000, crc32(key.encode()) % self.parts)

    def asked(self, query: Query) -> dict[str, str]:
        """What is asked beside a tree: the slices that have all that it finds, where these are not all."""
        found = years(query) if self.parts else None
        if not found:
            return {}
        return {"routing": ",".join(named(year, part) for year in sorted(found) for part in range(self.parts))}


def named(year: int, part: int) -> str:
    return f"{year}.{part}"


def years(query: Query) -> frozenset[int] | None:
    """The years of all that a tree finds; None where it may be of any."""
    match query:
        case Between("day", int(low), int(high)):
            return frozenset(range(low // 10000, high // 10000 + 1))
        case And(items):
            known = [found for found in map(years, items) if found is not None]
            return reduce(frozenset.intersection, known) if known else None
        case Or(items) | Some(items):
            return united(map(years, items))
        case Prefer(item) | Boost(item):
            return years(item)
    return None


def united(several: Iterable[frozenset[int] | None]) -> frozenset[int] | None:
    found: frozenset[int] = frozenset()
    for each in several:
        if each is None:
            return None
        found |= each
    return found


def lying(cluster: Cluster, index: str, keys: list[str], at_once: int) -> Mapping[str, list[str]]:
    """In which slices documents lie, those that are there."""
    found: dict[str, list[str]] = {}
    for first in range(0, len(keys), at_once):
        some = keys[first : first + at_once]
        asked = {"query": {"ids": {"values": some}}, "_source": False, "size": at_once}
        for hit in cluster.search(index, asked)["hits"]["hits"]:
            found.setdefault(hit["_id"], []).append(hit["_routing"])
    return found
