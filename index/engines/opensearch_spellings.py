"""How the values of a cluster's facets, which are counted folded, are printed in most articles."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping

from index.engine import spellings
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_query import escaped

BELIEVED = 3600.0
"""Seconds for which a spelling is believed to be the most frequent one."""
LONGEST_PATTERN = 1000
"""Letters of a pattern that a cluster takes."""
MOST_SPELLINGS = 1000
"""Spellings of the values of one pattern."""

Counts = tuple[tuple[str, int], ...]
"""Values and how many articles have each."""


class Spellings:
    """The spellings of one index, each asked for once in an hour."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self.cluster = cluster
        self.index = index
        self.forget()

    def forget(self) -> None:
        """Believe nothing of what was told."""
        self.until = time.monotonic() + BELIEVED
        self.known: dict[str, str] = {}

    def of(self, facets: Mapping[str, Counts]) -> dict[str, Counts]:
        """The values of each field as they are printed most, one that is just gone as it is."""
        if time.monotonic() > self.until:
            self.forget()
        known = self.known  # another thread may begin anew meanwhile
        wanted = {spellings(name, value) for name, counts in facets.items() for value, _ in counts}
        if missing := sorted(wanted.difference(known)):
            known.update(self.told(missing))
        return {
            name: tuple((known.get(spellings(name, value), value), count) for value, count in counts)
            for name, counts in facets.items()
        }

    def told(self, beginnings: list[str]) -> dict[str, str]:
        """For each beginning what most documents have behind it, equals in their own order: all in one request."""
        column = {"field": "spelling", "size": MOST_SPELLINGS, "order": [{"_count": "desc"}, {"_key": "asc"}]}
        asked = {
            "query": {"terms": {"is": [beginning.removesuffix("\n") for beginning in beginnings]}},
            "size": 0,
            "aggs": {str(at): {"terms": {**column, "include": one}} for at, one in enumerate(patterns(beginnings))},
        }
        found: dict[str, str] = {}
        for counted in self.cluster.search(self.index, asked)["aggregations"].values():
            for bucket in counted["buckets"]:
                beginning, _, printed = bucket["key"].partition("\n")
                found.setdefault(f"{beginning}\n", printed)
        return found


def patterns(beginnings: Iterable[str]) -> Iterator[str]:
    """Patterns that together are all that begins so, none longer than a cluster takes."""
    some: list[str] = []
    for beginning in map(escaped, beginnings):
        if some and sum(map(len, some)) + len(some) + len(beginning) + len("().*") > LONGEST_PATTERN:
            yield f"({'|'.join(some)}).*"
            some = []
        some.append(beginning)
    if some:
        yield f"({'|'.join(some)}).*"
