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
- `asked_*`: the same as a question is asked, with what means the same («С.-Петербург», «Санкт-Петербург»).

With a sample: so many queries of each type.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from index.query import groups
from index.query.groups import Groups
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


class Gold:
    """The table, and what a query for one of its forms should find: numbers of `surfaces`."""

    def __init__(self, data: Path) -> None:
        rows = table(data / "names" / "slavicner_ru_entities.tsv.gz")
        self.names = {Name(surface, words(lemma), type_, entity) for surface, lemma, type_, entity, _ in rows}
        self.surfaces = sorted({name.surface for name in self.names})
        self.number = {surface: at for at, surface in enumerate(self.surfaces)}
        self.namesakes: dict[str, list[Name]] = defaultdict(list)
        self.entity_words: dict[str, set[str]] = defaultdict(set)
        self.surface_words: dict[int, set[str]] = defaultdict(set)
        for name in self.names:
            self.namesakes[name.entity].append(name)
            self.entity_words[name.entity] |= name.words | words(name.surface)
            self.surface_words[self.number[name.surface]] |= name.words | words(name.surface)

    def queries(self, type_: str, sample: int | None) -> list[Name]:
        return some(sorted(name for name in self.names if name.type == type_), sample)

    def same_name(self, name: Name) -> set[int]:
        """The other forms whose name has all the words of this one."""
        same = {self.number[other.surface] for other in self.namesakes[name.entity] if name.words <= other.words}
        return same - {self.number[name.surface]}

    def same_entity(self, name: Name) -> set[int]:
        """The other forms of the entity that have any of the words."""
        same = {self.number[other.surface] for other in self.namesakes[name.entity] if name.words & other.words}
        return same - {self.number[name.surface]}

    def wrong(self, found: set[int], name: Name) -> set[int]:
        """What has no word in common with the entity."""
        return {at for at in found if not self.surface_words[at] & self.entity_words[name.entity]}


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    gold = Gold(data)
    scores = Scores()
    with Shelf([SENTENCE.format(surface) for surface in gold.surfaces], kept=gold.surfaces) as shelf:
        judge(scores, "", gold, shelf, {}, sample)
        same = groups(("synonym", "bridge"), shelf.lexicon.languages.tables)
        judge(scores, "asked_", gold, shelf, same, sample)
    return scores


def judge(scores: Scores, prefix: str, gold: Gold, shelf: Shelf, same: Groups, sample: int | None) -> None:
    """Ask for every form, with what means the same as its words, where there are groups of such."""
    whole = Tally()
    found_in_all = wrong_in_all = 0
    for type_ in TYPES:
        tally = Tally()
        for name in gold.queries(type_, sample):
            found = shelf.search(name.surface, same) - {gold.number[name.surface]}
            relevant, wrong = gold.same_name(name), gold.wrong(found, name)
            tally.add(found & relevant, relevant)
            whole.add(found, gold.same_entity(name))
            found_in_all, wrong_in_all = found_in_all + len(found), wrong_in_all + len(wrong)
            for kind, which in (("loses", relevant - found), ("wrongly finds", wrong)):
                if which:
                    what = ", ".join(gold.surfaces[at] for at in sorted(which)[:6])
                    scores.missed(f"{prefix}{type_}: «{name.surface}» {kind} {len(which)}: {what}", len(which))
        scores[f"{prefix}{type_.lower()}_recall"] = tally.recall
    scores[f"{prefix}entity_recall"] = whole.recall
    scores[f"{prefix}precision"] = share(found_in_all - wrong_in_all, found_in_all)


def words(text: str) -> frozenset[str]:
    return frozenset(forms(text))
