"""Ids that reach every shard of an index: a cluster chooses the shard of a document by a hash of its routing or id."""

from __future__ import annotations

from functools import cache

BITS = 0xFFFFFFFF
SPLITS = 10
"""An index may be split into two so often, until it has about 2^10 shards: the hash counts in these."""


@cache
def reaching(shards: int) -> tuple[str, ...]:
    """For each shard of an index, as it was created, an id that lies there."""
    parts = 1 << max(1, SPLITS - (shards - 1).bit_length())
    found: dict[int, str] = {}
    number = 0
    while len(found) < shards:
        shard = murmur3(str(number).encode("utf-16-le")) % (shards * parts) // parts
        found.setdefault(shard, str(number))
        number += 1
    return tuple(found[shard] for shard in range(shards))


def murmur3(data: bytes) -> int:
    """MurmurHash3_x86_32 (Appleby, public domain) with the seed 0, as a signed number."""
    whole = len(data) // 4 * 4
    value = 0
    for at in range(0, whole, 4):
        value = rotated(value ^ mixed(data[at : at + 4]), 13) * 5 + 0xE6546B64 & BITS
    value ^= mixed(data[whole:]) ^ len(data)
    value = (value ^ value >> 16) * 0x85EBCA6B & BITS
    value = (value ^ value >> 13) * 0xC2B2AE35 & BITS
    value ^= value >> 16
    return value - (1 << 32) if value >> 31 else value


def mixed(block: bytes) -> int:
    """What four bytes or the last fewer ones bring."""
    return rotated(int.from_bytes(block, "little") * 0xCC9E2D51 & BITS, 15) * 0x1B873593 & BITS


def rotated(value: int, by: int) -> int:
    return (value << by | value >> 32 - by) & BITS
