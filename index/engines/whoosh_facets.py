"""The facets of Whoosh's hits: values are counted folded, and shown as most documents of the index have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from index.engine import MOST_VALUES, spellings


def counted(documents: Iterable[dict[str, tuple[Any, ...]]], names: Sequence[str]) -> dict[str, Counter[Any]]:
    """How often each value of each facet stands in the documents."""
    counts: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for document in documents:
        for name, counter in counts.items():
            counter.update(document.get(name, ()))
    return counts


def top(counts: Counter[str], limit: int = MOST_VALUES) -> tuple[tuple[str, int], ...]:
    """The most frequent values first, equals in their own order."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


def printed(reader: Any, name: str, counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The first values of a field with their counts, each as it is printed most."""
    return tuple((spelt(reader, spellings(name, value)), count) for value, count in top(counts))


def spelt(reader: Any, beginning: str) -> str:
    """What most documents have of the terms that begin so, without their beginning."""
    terms = {
        term.decode(): reader.doc_frequency("spelling", term) for term in reader.expand_prefix("spelling", beginning)
    }
    ((most, _),) = top(Counter(terms), 1)
    return most.removeprefix(beginning)
