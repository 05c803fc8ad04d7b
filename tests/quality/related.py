"""Does «read also» lead to the other report of a story?

Of the pairs of which people said that both tell one story, those that are no near copies: `same_story` is how often
the other one, or a copy of it, is among the first six related articles, `first` how often it is the first of these.
`other_story` is how often of two articles that people found to tell different stories, though a program took them for
one, neither leads to the other; some of these are of one theme rightly. The archive holds real articles beside them.
"""

from __future__ import annotations

from pathlib import Path

from index import Index
from tests.quality.headlines import bare
from tests.quality.material import archive, articles, lines, some, table
from tests.quality.scores import Scores, share

BACKGROUND = 4000
A_PAIR = 10


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    scores = Scores()
    folder = data / "ir" / "tgcontest_pairs"
    documents = list(lines(folder / "docs.jsonl.gz"))
    told = {bare(document.title) for document in documents}
    real = [article for article in articles(data) if bare(article.title) not in told]
    with archive([*documents, *real[: BACKGROUND if sample is None else A_PAIR * sample]]) as index:
        for name, quality in (("same_story", "OK"), ("other_story", "BAD")):
            pairs = [(one, other) for one, other, said in table(folder / "pairs.tsv") if said == quality]
            ranks = [rank(index, *pair) for pair in some([*pairs, *(pair[::-1] for pair in pairs)], sample)]
            asked = [at for at in ranks if at != 0]
            found = share(sum(at is not None for at in asked), len(asked))
            scores[name] = found if quality == "OK" else 100.0 - found
            if quality == "OK":
                scores["first"] = share(sum(at == 1 for at in asked), len(asked))
    return scores


def rank(index: Index, one: str, other: str) -> int | None:
    """The place of the other's story among what is related to one, from 1; None where it isn't; 0 for copies."""
    article = index.article(f"docs/{one}")
    assert article
    story = index.engine.story(f"docs/{other}")
    if index.engine.story(article.id) == story:
        return 0
    stories = [index.engine.story(found.id) for found in index.related(article)]
    return stories.index(story) + 1 if story in stories else None
