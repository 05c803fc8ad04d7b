"""The facets of tantivy's hits: values are counted by numbers that stand for them, and only those shown are named.

To name a value tantivy looks it up in the dictionary of each segment, so it names some of them and leaves others out,
and that costs most of a search. Numbers it counts whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

import tantivy

from index.article import FACETS, folded
from index.engine import MOST_MONTHS, MOST_VALUES
from index.query.tree import Query

EVERY = 1 << 31
"""Values of a segment that are counted: all."""
AT_FIRST = 300
"""Values that tantivy tells at first; more where so many are not enough to tell which are the first of equals."""
MOST_TOLD = 65_000
"""Values that tantivy tells at most."""
LETTER, LETTERS = 12, 2
"""Bits of a letter, and how many letters there are, at the head of a number."""
HASH = 64 - LETTER * LETTERS
MOST_NAMES = 20_000
"""Names that are remembered."""
MOST_COUNTED = 100
"""Questions whose counts are remembered, some 5 MB: other pages and orders of one don't have it counted again."""
Names = dict[tuple[str, int], str]
"""The printed values of fields that numbers stand for."""
Counts = Mapping[str, tuple[tuple[Any, int], ...]]


@lru_cache(1 << 14)
def number(value: str) -> int:
    """The number that stands for a value, folded, 64 bits with a sign: its first letters, so that numbers are in the
    order of values as far as these tell, then a hash. Two of 10,000 values with the same first letters have the same
    number once in 20,000 archives."""
    value, head = folded(value), 0
    for letter in value[:LETTERS].ljust(LETTERS, "\0"):
        head = head << LETTER | min(ord(letter), (1 << LETTER) - 1)
    tail = int.from_bytes(blake2b(value.encode(), digest_size=HASH // 8).digest(), "big")
    return (head << HASH | tail) - (1 << 63)


def named(field: str, value: str) -> str:
    """The term by which the number of a field's value is given that back, as printed."""
    return f"{field} {number(value)} {value}"


def printed(searcher: tantivy.Searcher, field: str, key: int) -> str:
    """The value of a field that a number stands for, as most documents have it."""
    beginning = f"{field} {key} "
    ((term, _),) = searcher.terms_with_prefix("named", beginning, None, 1)
    return str(term).removeprefix(beginning)


class Facets:
    """The counts of one index, remembered for its last view, as are the values that numbers stand for."""

    def __init__(self) -> None:
        self.view: Hashable = None
        self.names: Names = {}
        self.known: dict[Hashable, Counts] = {}

    def of_one_view(
        self, view: Hashable, query: Query, searcher: tantivy.Searcher, compiled: tantivy.Query, asked: Sequence[str]
    ) -> Counts:
        """What `counted` gives, remembered for a tree in a view of the index (None: it isn't known which)."""
        if view is None or not asked:
            return counted(searcher, compiled, asked, {})
        if view != self.view:
            self.view, self.names, self.known = view, {}, {}
        names, known = self.names, self.known  # another thread may turn to another view meanwhile
        key = (view, query, tuple(asked))
        if (found := known.get(key)) is None:
            if len(known) >= MOST_COUNTED:
                known.clear()
            if len(names) >= MOST_NAMES:
                names.clear()
            known[key] = found = counted(searcher, compiled, asked, names)
        return found


def counted(searcher: tantivy.Searcher, compiled: tantivy.Query, asked: Sequence[str], names: Names) -> Counts:
    """What `asked` names counted over the hits: of each facet the most frequent values, equals in their own order;
    of `timeline` all months, in the order of time. `names` are those that are known, and will be."""
    fields = [name for name in asked if name in FACETS]
    terms = {name: of(name, AT_FIRST) for name in fields}
    if "timeline" in asked:
        terms["timeline"] = of("month", MOST_MONTHS)
    if not terms:
        return {}
    found = searcher.aggregate(compiled, terms)
    counts: dict[str, tuple[tuple[Any, int], ...]] = {}
    for field in fields:
        naming = partial(named_by, searcher, names, field)
        counts[field] = tuple(first(enough(searcher, compiled, field, found[field]), naming))
    return counts | ({"timeline": tuple(sorted(pairs(found["timeline"])))} if "timeline" in terms else {})


def named_by(searcher: tantivy.Searcher, names: Names, field: str, key: int) -> str:
    """The value of a field that a number stands for, as most documents have it printed."""
    if (known := names.get((field, key))) is None:
        known = names[field, key] = printed(searcher, field, key)
    return known


def first(counts: list[tuple[int, int]], name: Callable[[int], str]) -> Iterator[tuple[str, int]]:
    """The first values of those counted; only the last of them and its equals in letters need all their names."""
    least = last_of(counts)
    counts = sorted((-count, key) for key, count in counts if count >= least)
    last = counts[:MOST_VALUES][-1:]
    until = MOST_VALUES
    while last and until < len(counts) and alike(counts[until], last[0]):
        until += 1
    told = sorted(
        (count, folded(value), value) for count, value in ((count, name(key)) for count, key in counts[:until])
    )
    yield from ((value, -count) for count, _, value in told[:MOST_VALUES])


def of(field: str, most: int, least: int = 1) -> dict[str, Any]:
    """What counts the values of a field that are there so often at least."""
    return {"terms": {"field": field, "size": most, "segment_size": EVERY, "min_doc_count": least}}


def enough(searcher: tantivy.Searcher, compiled: tantivy.Query, name: str, found: dict[str, Any]) -> list[Any]:
    """The values that are among the first, or may be, with their counts."""
    counts = pairs(found)
    if not found["sum_other_doc_count"] or counts[-1][1] < last_of(counts):
        return counts
    asked = {name: of(name, MOST_TOLD, last_of(counts))}
    return pairs(searcher.aggregate(compiled, asked)[name])


def last_of(counts: list[tuple[int, int]]) -> int:
    """The count of the last of the first values; of fewer, any."""
    return counts[MOST_VALUES - 1][1] if len(counts) >= MOST_VALUES else 0


def pairs(found: dict[str, Any]) -> list[tuple[int, int]]:
    """Each value with its count, the most frequent ones first."""
    return [(bucket["key"], int(bucket["doc_count"])) for bucket in found["buckets"]]


def alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether counts and first letters leave open which of two values comes first."""
    return one[0] == other[0] and one[1] >> HASH == other[1] >> HASH
