"""The facets of a cluster's hits: each shard tells its most frequent values, more where these are not certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.article import FACETS
from index.engine import MOST_MONTHS, MOST_VALUES
from index.engines.opensearch_query import Asked

SHARD_VALUES = 500
"""Values of a facet that each shard tells at first; more where the most frequent ones are not certain then."""
MOST_TOLD = 4 * MOST_VALUES
"""Values that all shards tell together: by those behind the first is seen whether one of them may belong before."""
ERRORS = {"show_term_doc_count_error": True}
MOST_FIRST: Asked = {"order": [{"_count": "desc"}, {"_key": "asc"}]}


def aggregation(facets: Sequence[str], shard_values: int) -> Asked:
    """What to count: the most frequent values of facets, the months of a timeline."""
    asked: Asked = {
        name: {"terms": {"field": name, "size": MOST_TOLD, "shard_size": shard_values, **MOST_FIRST, **ERRORS}}
        for name in facets
        if name in FACETS
    }
    if "timeline" in facets:
        asked["month"] = {"terms": {"field": "month", "size": MOST_MONTHS}}
    return asked


def certain(counted: Asked, most: int = MOST_VALUES, told: int = MOST_TOLD) -> bool:
    """Whether the first `most` of the values `told` are the most frequent ones, with all that each has on every shard.

    What a shard doesn't tell has no more there than the last that it tells. Of a value behind the first ones the shards
    that don't tell it may have so many more (its error) that it belongs before; of one that isn't told all of them.
    """
    if not (error := counted["doc_count_error_upper_bound"]):
        return True
    each = [(bucket["doc_count"], bucket["doc_count_error_upper_bound"]) for bucket in counted["buckets"]]
    first, others = each[:most], each[most:]
    least = first[-1][0] if len(first) == most else 0
    untold = (each[-1][0] if len(each) == told else 0) + error
    return (
        not any(unsure for _, unsure in first)
        and all(not unsure or count + unsure < least for count, unsure in others)
        and untold < least
    )


def buckets(counted: Asked) -> tuple[tuple[Any, int], ...]:
    """The values counted, the most frequent first, equals in their own order."""
    pairs = [(bucket["key"], int(bucket["doc_count"])) for bucket in counted["buckets"]]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
