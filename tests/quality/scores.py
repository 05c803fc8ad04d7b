"""What a measure answers: its values by name, and what it missed, so that people see what to mend."""

from __future__ import annotations

from dataclasses import dataclass, field


class Scores(dict[str, float]):
    """The values of a measure (percent, unless its docstring says otherwise) with its failures."""

    def __init__(self, values: dict[str, float] | None = None) -> None:
        super().__init__(values or {})
        self.failures: list[tuple[float, str]] = []

    def missed(self, what: str, weight: float = 1.0) -> None:
        """Note a failure; the greater its weight, the worse it is."""
        self.failures.append((weight, what))

    def worst(self, limit: int) -> list[str]:
        """The worst failures, the first noted first among equals."""
        return [what for _, what in sorted(self.failures, key=lambda failure: -failure[0])[:limit]]


@dataclass(slots=True)
class Tally:
    """Recall and precision over many queries: of the sums (micro), and the means over the queries (macro)."""

    right: int = 0
    found: int = 0
    relevant: int = 0
    recalls: list[float] = field(default_factory=list)
    precisions: list[float] = field(default_factory=list)

    def add(self, found: set[int], relevant: set[int]) -> None:
        """One query's answer; without anything relevant it has no recall, without anything found no precision."""
        right = len(found & relevant)
        self.right, self.found, self.relevant = (
            self.right + right,
            self.found + len(found),
            self.relevant + len(relevant),
        )
        if relevant:
            self.recalls.append(right / len(relevant))
        if found:
            self.precisions.append(right / len(found))

    @property
    def recall(self) -> float:
        return share(self.right, self.relevant)

    @property
    def precision(self) -> float:
        return share(self.right, self.found)

    @property
    def mean_recall(self) -> float:
        return share(sum(self.recalls), len(self.recalls))

    @property
    def mean_precision(self) -> float:
        return share(sum(self.precisions), len(self.precisions))


def share(part: float, whole: float) -> float:
    """A part in percent of the whole; of nothing all."""
    return 100.0 * part / whole if whole else 100.0
