"""The facets of a cluster: what the shards tell of their values is taken for certain only where it is."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from index.article import folded
from index.engine import spellings
from index.engines.opensearch_facets import buckets, certain
from index.engines.opensearch_spellings import LONGEST_PATTERN, patterns

NUMBERS = st.dictionaries(st.sampled_from("абвгдежзик"), st.integers(1, 9), max_size=10)


@given(st.lists(NUMBERS, min_size=1, max_size=4), st.integers(1, 10))
@example([{"а": 9, "б": 5, "в": 4}, {"а": 9, "б": 5, "г": 3, "в": 2}], 3)
def test_values_that_are_certain_are_the_most_frequent(shards: list[dict[str, int]], shard_size: int) -> None:
    """As a cluster counts: each shard tells its first values, of all that are told the first are the answer."""
    most, told = 2, 4
    order = [sorted(shard, key=lambda value: (-shard[value], value)) for shard in shards]
    first = [values[:shard_size] for values in order]
    errors = [shard[some[-1]] if len(some) < len(shard) else 0 for shard, some in zip(shards, first, strict=True)]
    known = {
        value: (
            sum(shard[value] for shard, some in zip(shards, first, strict=True) if value in some),
            sum(error for error, some in zip(errors, first, strict=True) if value not in some),
        )
        for value in set().union(*first)
    }
    counted = {
        "doc_count_error_upper_bound": sum(errors),
        "buckets": [
            {"key": value, "doc_count": known[value][0], "doc_count_error_upper_bound": known[value][1]}
            for value in sorted(known, key=lambda value: (-known[value][0], value))[:told]
        ],
    }
    sums = Counter[str]()
    for shard in shards:
        sums.update(shard)
    true = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    if certain(counted, most, told):
        assert list(buckets(counted)[:most]) == true
    if shard_size == 10:
        assert certain(counted, most, told)


VALUES = st.lists(st.text(min_size=1, max_size=200).map(folded), min_size=1, max_size=60)


@given(VALUES)
def test_patterns_of_spellings_are_no_longer_than_a_cluster_takes(values: list[str]) -> None:
    beginnings = [spellings("tag", value) for value in values]
    found = list(patterns(beginnings))
    assert all(len(pattern) <= LONGEST_PATTERN for pattern in found)
    told = [one for pattern in found for one in pattern.removeprefix("(").removesuffix(").*").split("\n")]
    assert len(list(filter(None, told))) == len(values)
