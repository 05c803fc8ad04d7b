"""The facets of a cluster's hits: each shard tells its most frequent values, more where these are not certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.article import FACETS
from index.engine import MOST_MONTHS, MOST_VALUES
from index.engines.opensearch_query import Asked

SHARD_VALUES = 500
"""Values of a facet that each shard tells at first; more where the most frequent ones are not certain then."""
ERRORS = {"show_term_doc_count_error": True}
MOST_FIRST: Asked = {"order": [{"_count": "desc"}, {"_key": "asc"}]}


def aggregation(facets: Sequence[str], shard_values: int) -> Asked:
    """What to count: the most frequent values of facets, the months of a timeline."""
    asked: Asked = {
        name: {"terms": {"field": name, "size": MOST_VALUES, "shard_size": shard_values, **MOST_FIRST, **ERRORS}}
        for name in facets
        if name in FACETS
    }
    if "timeline" in facets:
        asked["month"] = {"terms": {"field": "month", "size": MOST_MONTHS}}
    return asked


def certain(counted: Asked) -> bool:
    """Whether the counted values are the most frequent ones, with all that each has on every shard."""
    least = min((bucket["doc_count"] for bucket in counted["buckets"]), default=0)
    error = counted["doc_count_error_upper_bound"]
    return not error or (least > error and not any(b["doc_count_error_upper_bound"] for b in counted["buckets"]))


def buckets(counted: Asked) -> tuple[tuple[Any, int], ...]:
    """The counted values, the most frequent first, equals in their own order."""
    pairs = [(bucket["key"], int(bucket["doc_count"])) for bucket in counted["buckets"]]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
