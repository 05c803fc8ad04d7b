"""Does `!form` find exactly the texts that contain the form, in an archive of 2,000 real articles?

`exact`: the share of random forms (each word of the archive as often as it is printed) whose answer is just the set of
articles that have the word, in any capitals, in title or body. What has it is told without the program's own tokens:
by the runs of Cyrillic letters (lower case, ё = е, without stress marks and invisible characters) that are printed
there; the forms asked for have four letters or more. 500 forms, or `sample`.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from index import Search
from tests.quality.material import SEED, archive, articles
from tests.quality.scores import Scores, share

ARTICLES = 2000
QUERIES = 500
WORD = re.compile("[\u0400-\u052f]+")
UNSEEN = re.compile("[\u0300\u0301\u00ad\u200b-\u200d\u2060\ufeff]")
PLAIN = re.compile("[а-я]{4,}")


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """`exact`."""
    some = articles(data)[: ARTICLES if sample is None else min(ARTICLES, 5 * sample)]
    having: dict[str, set[str]] = defaultdict(set)
    printed: list[str] = []
    for article in some:
        for text in (article.title, article.body):
            for word in runs(text):
                having[word].add(article.id)
                printed += [word] if PLAIN.fullmatch(word) else []
    scores = Scores()
    forms = random.Random(SEED).sample(printed, sample or QUERIES)
    right = 0
    with archive(some) as index:
        for form in forms:
            found = {article.id for article in index.scan(Search(text=f"!{form}"))}
            right += found == having[form]
            if found != having[form]:
                other = sorted(found ^ having[form])
                scores.missed(f"!{form}: {len(found)} found, {len(having[form])} have it; {', '.join(other[:3])}")
    scores["exact"] = share(right, len(forms))
    return scores


def runs(text: str) -> list[str]:
    """The runs of Cyrillic letters of a text, as they are compared."""
    return WORD.findall(UNSEEN.sub("", unicodedata.normalize("NFC", text)).lower().replace("ё", "е"))
