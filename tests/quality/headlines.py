"""Does a pasted headline find its story? Success among the first ten hits.

Headlines are typed as they are printed; where one can't be read, the repaired query that the error offers is typed.

- `other_report`: a headline finds the other report of its story (`ir/tgcontest_pairs`, quality OK, in each direction
  in which there is a headline: some titles there are addresses) in an archive that doesn't have the headline's own
  article, over the set's documents and 4,000 real articles.
- `other_report_beside_own`: the same, the headline's own article being in the archive too; it is passed over.
- `own_article`, `own_article_mrr`: a headline finds its own article among 4,000 real ones whose titles are not
  indexed; the share found in the first ten, and the mean of 1 / rank (0 beyond the tenth; times 100, as a percentage).

With a sample: so many headlines each, over archives of 20 real articles a headline (at most 4,000).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index import Article, Index
from tests.quality.material import HEADLINES, LATIN, POSTS, archive, articles, lines, some, table, typed
from tests.quality.scores import Scores, share

REAL = 4000
A_HEADLINE = 20
FIRST = 10
ADDRESS = re.compile("https?://")


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    real = articles(data, but=frozenset({POSTS, HEADLINES, LATIN}))[: REAL if sample is None else sample * A_HEADLINE]
    scores = Scores()
    reports(scores, data, real, sample)
    own(scores, real, sample)
    return scores


def reports(scores: Scores, data: Path, real: tuple[Article, ...], sample: int | None) -> None:
    """Two reports of one story."""
    folder = data / "ir" / "tgcontest_pairs"
    documents = {found.id.split("/")[1]: printed(found) for found in lines(folder / "docs.jsonl.gz")}
    told = {bare(document.title) for document in documents.values()}
    background = [article for article in real if bare(article.title) not in told]
    pairs = [(one, other) for one, other, quality in table(folder / "pairs.tsv") if quality == "OK"]
    pairs += [(other, one) for one, other in pairs]
    pairs = some([pair for pair in pairs if documents[pair[0]].title], sample)
    with archive([*documents.values(), *background]) as index:
        beside = [told_again(index, documents[one], documents[other]) for one, other in pairs]
    scores["other_report"] = without_own(scores, documents, background, pairs)
    scores["other_report_beside_own"] = share(sum(beside), len(beside))


def without_own(
    scores: Scores, documents: dict[str, Article], background: list[Article], pairs: list[tuple[str, str]]
) -> float:
    """The share of pairs whose second report is found by the first one's headline in an archive without the first."""
    found: list[bool] = []
    while pairs:
        left_out: set[str] = set()
        kept: set[str] = set()
        for one, other in pairs:
            if one not in kept and other not in left_out:
                left_out.add(one)
                kept.add(other)
        asked = [(one, other) for one, other in pairs if one in left_out and other in kept]
        pairs = [pair for pair in pairs if pair not in asked]
        with archive([*(d for id, d in documents.items() if id not in left_out), *background]) as index:
            for one, other in asked:
                found.append(told_again(index, documents[one], documents[other]))
                if not found[-1]:
                    scores.missed(f"other report: «{documents[one].title}» -> «{documents[other].title}»", 2)
    return share(sum(found), len(found))


def told_again(index: Index, one: Article, other: Article) -> bool:
    """Whether the headline of one article finds another among the first ten that are not its own."""
    return rank(index, one.title, lambda hit: hit.id == other.id, but=one.id) is not None


def own(scores: Scores, real: tuple[Article, ...], sample: int | None) -> None:
    """A headline and its own article, whose title is not indexed."""
    ranks = []
    with archive(replace(article, title="") for article in real) as index:
        for article in some(real, sample):
            ranks.append(rank(index, article.title, lambda hit, id=article.id: hit.id == id))  # type: ignore[misc]
            if ranks[-1] is None:
                scores.missed(f"own article: «{article.title}» -> {article.body[:60].strip()!r}")
    found = [at for at in ranks if at is not None]
    scores["own_article"] = share(len(found), len(ranks))
    scores["own_article_mrr"] = share(sum(1 / at for at in found), len(ranks))


def rank(index: Index, headline: str, wanted: Callable[[Article], bool], *, but: str = "") -> int | None:
    """The rank of the first hit that is wanted, from 1, `but` one passed over; None beyond the tenth. Copies are not
    folded: what is wanted is this very article."""
    found = typed(index, headline, limit=FIRST + 1, fold=False)
    hits = [hit.article for hit in found.hits if hit.article.id != but][:FIRST]
    return next((at for at, hit in enumerate(hits, 1) if wanted(hit)), None)


def printed(article: Article) -> Article:
    """An article with its title as it was printed: the set has addresses and doubled quotes in some."""
    title = article.title
    if title.startswith('"') and '""' in title:
        title = title[1:-1].replace('""', '"')
    return replace(article, title="" if ADDRESS.match(title) else title)


def bare(title: str) -> str:
    """A title as it is compared."""
    return "".join(filter(str.isalnum, title.lower()))
