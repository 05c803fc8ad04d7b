"""Do words find their other forms? Recall and precision on the gold lemmas of treebanks.

Every sentence of a treebank is an article of a small archive. Queries are the distinct forms (lower case, ё = е) of
its content words. Relevant are the sentences with a token of any lemma that this form has in the treebank («стали»:
сталь and стать); found are those that `expand(parse(form))` finds. Recall and precision are means over the queries,
so that «бывший» counts as much as «быть»; of `_micro_` the sums over all queries, where frequent words decide.

- `ru_recall`, `ru_precision`: UD Taiga and GSD, dev and test; nouns, adjectives, verbs, proper names, adverbs.
- `ru_other_*`: the same without the sentences that have the very form typed.
- `kk_nouns_*`: UD Kazakh KTB, the shared part; noun forms, each sentence reduced to its nouns.
- `kk_*`: all its words but punctuation, numbers and symbols.
- `kk_other_*`: the latter without the sentences that have the very form typed.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from index.tokens import forms
from tests.quality.material import Shelf, some, table
from tests.quality.scores import Scores, Tally

CONTENT = frozenset({"NOUN", "ADJ", "VERB", "PROPN", "ADV"})
NO_WORDS = frozenset({"PUNCT", "NUM", "SYM"})


class Token(NamedTuple):
    """A token of a treebank; `form` and `lemma` normalised, `sentence` its number."""

    printed: str
    form: str
    lemma: str
    part: str
    sentence: int


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above; with a sample, of so many queries each."""
    scores = Scores()
    folder = data / "morphology"
    russian = treebank(*sorted(folder.glob("ru_*.tsv.gz")))
    kazakh = treebank(*sorted(folder.glob("kk_ktb_*.tsv.gz")))
    nouns = frozenset({"NOUN"})
    every = frozenset(token.part for token in kazakh) - NO_WORDS
    judge(scores, "ru", russian, CONTENT, sample)
    judge(scores, "kk_nouns", kazakh, nouns, sample, among=nouns)
    judge(scores, "kk", kazakh, every, sample)
    return scores


def treebank(*paths: Path) -> list[Token]:
    """The tokens of some tables, sentences numbered through."""
    numbers: dict[tuple[Path, str], int] = {}
    found = []
    for path in paths:
        for form, lemma, part, sentence, _ in table(path):
            number = numbers.setdefault((path, sentence), len(numbers))
            normal = " ".join(forms(form))
            found.append(Token(form, normal, " ".join(forms(lemma)) or normal, part, number))
    return found


def judge(
    scores: Scores,
    name: str,
    tokens: list[Token],
    parts: frozenset[str],
    sample: int | None,
    *,
    among: frozenset[str] | None = None,
) -> None:
    """Ask for the forms of some parts of speech, among the words of some parts of speech."""
    texts: dict[int, list[str]] = defaultdict(list)
    kept: dict[int, list[str]] = defaultdict(list)
    asked: set[str] = set()
    lemmas: dict[str, set[str]] = defaultdict(set)
    with_lemma: dict[str, set[int]] = defaultdict(set)
    for token in tokens:
        texts[token.sentence].append(token.printed)
        kept[token.sentence] += [token.printed] if among is None or token.part in among else []
        asked |= {token.form} if token.part in parts else set()
        if among is None or token.part in among:
            lemmas[token.form].add(token.lemma)
            with_lemma[token.lemma].add(token.sentence)
    order = sorted(texts)
    asked.discard("")
    every, other = Tally(), Tally()
    with Shelf([" ".join(texts[n]) for n in order], kept=[" ".join(kept[n]) for n in order]) as shelf:
        for form in some(sorted(asked), sample):
            found = shelf.search(form)
            relevant = set().union(*(with_lemma[lemma] for lemma in lemmas[form]))
            same = shelf.search(f'!"{form}"')
            every.add(found, relevant)
            other.add(found - same, relevant - same)
            explain(scores, name, form, lemmas[form], relevant - found, found - relevant, shelf)
    for kind, tally in (("", every), ("other_", other)):
        scores[f"{name}_{kind}recall"], scores[f"{name}_{kind}precision"] = tally.mean_recall, tally.mean_precision
    scores[f"{name}_micro_recall"], scores[f"{name}_micro_precision"] = every.recall, every.precision


def explain(
    scores: Scores, name: str, form: str, lemmas: set[str], lost: set[int], wrong: set[int], shelf: Shelf
) -> None:
    """Note what a query lost and what it should not have found."""
    for kind, sentences in (("loses", lost), ("wrongly finds", wrong)):
        if sentences:
            example = " ".join(shelf.documents[min(sentences)].body.split())[:90]
            what = f"{name}: «{form}» ({', '.join(sorted(lemmas))}) {kind} {len(sentences)}, such as: {example}"
            scores.missed(what, len(sentences))
