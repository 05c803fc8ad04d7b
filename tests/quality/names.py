"""Do names find their other forms? Recall and precision on the people, places and organisations of a gold table.

Every distinct printed form of `names/slavicner_ru_entities` (all types) is an article of a small archive: the form as
printed, with its capitals, learnt inside a plain Russian sentence. Queries are the forms of PER, LOC and ORG, typed as
they are; a query of several words asks for all of them.

Relevant are the forms of the same entity and the same gold name: those whose lemma has all the words of the query's
lemma («Мэй» -> «Терезы Мэй», not «премьера»). A form of another entity that is found is wrong where it has no word in
common with any form of the query's entity (as printed or of its lemma: «ВВС Канады» is rightly found by «Канаде»).
Pairs of a form with itself count neither way.

- `per_recall`, `loc_recall`, `org_recall`: over pairs (micro). `precision`: over the answers to all queries.
- `entity_recall`: all forms of the entity that share a lemma word with the query count as relevant.

With a sample: so many queries of each type.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from index.tokens import forms
from tests.quality.material import Shelf, some, table
from tests.quality.scores import Scores, Tally, share

SENTENCE = "Вчера об этом, как стало известно, рассказали {} и некоторые другие."
TYPES = ("PER", "LOC", "ORG")


class Name(NamedTuple):
    """One row of the table: a printed form, the words of its lemma, its type and entity."""

    surface: str
    words: frozenset[str]
    type: str
    entity: str


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    names = [Name(surface, words(lemma), type_, entity) for surface, lemma, type_, entity, _ in rows(data)]
    surfaces = sorted({name.surface for name in names})
    number = {surface: at for at, surface in enumerate(surfaces)}
    of_entity: dict[str, list[Name]] = defaultdict(list)
    entity_words: dict[str, set[str]] = defaultdict(set)
    surface_words: dict[int, set[str]] = defaultdict(set)
    for name in names:
        of_entity[name.entity].append(name)
        entity_words[name.entity] |= name.words | words(name.surface)
        surface_words[number[name.surface]] |= name.words | words(name.surface)
    scores = Scores()
    found_in_all = wrong_in_all = 0
    whole = Tally()
    with Shelf([SENTENCE.format(surface) for surface in surfaces], kept=surfaces) as shelf:
        for type_ in TYPES:
            tally = Tally()
            for name in some(sorted({n for n in names if n.type == type_}), sample):
                itself = {number[name.surface]}
                found = shelf.search(name.surface) - itself
                namesakes = of_entity[name.entity]
                relevant = {number[other.surface] for other in namesakes if name.words <= other.words} - itself
                tally.add(found & relevant, relevant)
                whole.add(found, {number[o.surface] for o in namesakes if name.words & o.words} - itself)
                wrong = {at for at in found if not surface_words[at] & entity_words[name.entity]}
                found_in_all, wrong_in_all = found_in_all + len(found), wrong_in_all + len(wrong)
                for kind, which in (("loses", relevant - found), ("wrongly finds", wrong)):
                    if which:
                        what = ", ".join(surfaces[at] for at in sorted(which)[:6])
                        scores.missed(f"{type_}: «{name.surface}» {kind} {len(which)}: {what}", len(which))
            scores[f"{type_.lower()}_recall"] = tally.recall
    scores["entity_recall"] = whole.recall
    scores["precision"] = share(found_in_all - wrong_in_all, found_in_all)
    return scores


def rows(data: Path) -> list[list[str]]:
    return table(data / "names" / "slavicner_ru_entities.tsv.gz")


def words(text: str) -> frozenset[str]:
    return frozenset(forms(text))
