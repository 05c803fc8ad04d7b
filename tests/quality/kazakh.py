"""How well Kazakh stems find the words of one lemma in a treebank; `python -m tests.quality.kazakh DATA`."""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from index.languages.kazakh import stems
from index.tokens import forms

NO_WORDS = frozenset({"PUNCT", "NUM", "SYM"})


class Word(NamedTuple):
    """A token of a treebank: its lemma, part of speech, and the stems of its forms (several in «болған жоқ»)."""

    lemma: str
    part: str
    stems: frozenset[str]


def measure(path: Path) -> dict[str, float]:
    """Recall and precision in percent of the tables `kk_ktb_*.tsv.gz` of a folder, or of one such table.

    Every word is a query. Relevant are the other words of its lemma, found those that share a stem with it; both are
    summed over all queries. `nouns` asks for nouns among nouns, `nouns_in_all` for nouns among all words.
    """
    words = list(_words(sorted(path.rglob("kk_ktb_*.tsv.gz")) if path.is_dir() else [path]))
    if not words:
        raise FileNotFoundError(f"no kk_ktb_*.tsv.gz in {path}")
    nouns = [word for word in words if word.part == "NOUN"]
    found: dict[str, float] = {"words": len(words), "stems": sum(len(word.stems) for word in words) / len(words)}
    for name, queries, among in (("all", words, words), ("nouns", nouns, nouns), ("nouns_in_all", nouns, words)):
        found[f"{name}_recall"], found[f"{name}_precision"] = _retrieval(queries, among)
    return found


def speed(path: Path) -> float:
    """Forms a second, each distinct form of the tables once."""
    distinct = {form for row in _rows(sorted(path.rglob("kk_ktb_*.tsv.gz"))) for form in forms(row[0])}
    start = perf_counter()
    for form in distinct:
        stems(form)
    return len(distinct) / (perf_counter() - start)


def _rows(tables: list[Path]) -> Iterator[list[str]]:
    for table in tables:
        with gzip.open(table, "rt", encoding="utf-8") as lines:
            next(lines)
            yield from (line.rstrip("\n").split("\t") for line in lines)


def _words(tables: list[Path]) -> Iterator[Word]:
    for form, lemma, part, *_ in _rows(tables):
        if part not in NO_WORDS and (parts := forms(form)):
            yield Word(" ".join(forms(lemma)), part, frozenset().union(*map(stems, parts)))


def _retrieval(queries: list[Word], among: list[Word]) -> tuple[float, float]:
    by_lemma: defaultdict[str, set[int]] = defaultdict(set)
    by_stem: defaultdict[str, set[int]] = defaultdict(set)
    place = {id(word): at for at, word in enumerate(among)}
    for at, word in enumerate(among):
        by_lemma[word.lemma].add(at)
        for stem in word.stems:
            by_stem[stem].add(at)
    hits = found = relevant = 0
    for word in queries:
        itself = {place[id(word)]}
        right = by_lemma[word.lemma] - itself
        answer = set().union(*(by_stem[stem] for stem in word.stems)) - itself
        hits, found, relevant = hits + len(answer & right), found + len(answer), relevant + len(right)
    return 100 * hits / relevant, 100 * hits / found


def main() -> None:
    data = Path(sys.argv[1])
    lines = [f"{name:>22} {value:8.1f}" for name, value in measure(data).items()]
    sys.stdout.write("\n".join([*lines, f"{'forms a second':>22} {speed(data):8.0f}"]) + "\n")


if __name__ == "__main__":
    main()
