"""Ids that reach every shard of an index: a cluster chooses the shard of a document by a hash of its routing or id."""

from __future__ import annotations

from functools import cache

import mmh3

SPLITS = 10
"""An index may be split into two so often, until it has about 2^10 shards: the hash counts in these."""


@cache
def reaching(shards: int) -> tuple[str, ...]:
    """For each shard of an index, as it was created, an id that lies there."""
    parts = 1 << max(1, SPLITS - (shards - 1).bit_length())
    found: dict[int, str] = {}
    number = 0
    while len(found) < shards:
        shard = mmh3.hash(str(number).encode("utf-16-le"), signed=True) % (shards * parts) // parts
        found.setdefault(shard, str(number))
        number += 1
    return tuple(found[shard] for shard in range(shards))
