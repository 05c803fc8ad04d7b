"""Are misspelt words corrected, and right ones left alone? (`typos/ruspellru.tsv`)

Pairs of the set whose words are the same but for exactly one are asked for: the wrong word alone is typed in an archive
of their corrected sentences and 20,000 real texts (posts among them, with mistakes of their own).

- `found`: the share of wrong words whose answer has the corrected sentence: among the hits, or by the correction that
  comes with them (`results.correction`). A form printed in the archive as it was typed is a word to any engine: of
  the others alone is `found_absent`.
- `right_kept`: the share of right words that are not taken for another, be they in the archive or not: the words of
  four letters and more, each once, of the corrections of all other pairs, whose sentences aren't put in. Of those that
  stand nowhere in the archive (names, rare words) alone is `right_kept_absent`.

With a sample: so many wrong words and four times as many right ones, 20 real texts for each wrong word.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from index import Article, Index
from index.tokens import forms
from tests.quality.material import HEADLINES, LATIN, archive, articles, asked, reaches, some, table, typed
from tests.quality.scores import Scores, share

REAL = 20_000
A_WORD = 20
SHORTEST = 4


class Typo(NamedTuple):
    """A word as it was typed and as it should have been, and the corrected sentence."""

    wrong: str
    right: str
    sentence: Article


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    typos, others = words(data)
    typos = some(typos, sample)
    real = articles(data, but=frozenset({HEADLINES, LATIN}))[: REAL if sample is None else A_WORD * sample]
    texts = [*real, *(typo.sentence for typo in typos)]
    there = {form for article in texts for form in forms(f"{article.title}\n{article.body}")}
    scores = Scores()
    with archive(texts) as index:
        found = [(typo.wrong in there, mended(scores, index, typo, there)) for typo in typos]
        kept = [(word in there, let_be(scores, index, word)) for word in some(others, sample and 4 * sample)]
    for name, answers in (("found", found), ("right_kept", kept)):
        absent = [was for known, was in answers if not known]
        scores[name] = share(sum(was for _, was in answers), len(answers))
        scores[f"{name}_absent"] = share(sum(absent), len(absent))
    return scores


def words(data: Path) -> tuple[list[Typo], list[str]]:
    """The pairs with one wrong word, and the right words of the others."""
    typos: list[Typo] = []
    others: set[str] = set()
    for number, (typed_text, right_text, *_) in enumerate(table(data / "typos" / "ruspellru.tsv")):
        wrong, right = forms(typed_text), forms(right_text)
        differ = [pair for pair in zip(wrong, right, strict=False) if pair[0] != pair[1]]
        if len(wrong) == len(right) and len(differ) == 1:
            typos.append(Typo(*differ[0], Article(id=f"typo/{number}", body=right_text)))
        else:
            others |= {form for form in right if len(form) >= SHORTEST and form.isalpha()}
    return typos, sorted(others)


def mended(scores: Scores, index: Index, typo: Typo, there: set[str]) -> bool:
    """Whether a wrong word finds the sentence with the right one."""
    found = reaches(index, typo.wrong, typo.sentence)
    if not found:
        now = asked(typed(index, typo.wrong), typo.wrong)
        how = "stands in the archive" if typo.wrong in there else f"now «{now}»" if now != typo.wrong else "nothing"
        scores.missed(f"typo: «{typo.wrong}» -> «{typo.right}» ({how})", 1.0 + (typo.wrong not in there))
    return found


def let_be(scores: Scores, index: Index, word: str) -> bool:
    """Whether a right word is not taken for another."""
    now = asked(typed(index, word), word)
    if now != word:
        scores.missed(f"right word: «{word}» -> «{now}»", 3)
    return now == word
