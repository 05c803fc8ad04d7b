"""Is a query typed in the wrong keyboard layout understood?

Random whole words of four letters and more, and runs of two or three words of one sentence, are taken from an archive
of real articles and Kazakh sentences and typed (in lower case) with the keys of the right layout while the wrong one is
on. Found is a query whose answer has the text it was taken from: among the hits, or by the correction that comes with
them.

- `ru_en`: Russian on English keys («,trntyjd»); `en_ru`: English on Russian keys («ыфьыгтп»);
- `kk_en`: Kazakh on English keys («2ktv»); `kk_ru`: Kazakh on Russian keys («2лем»), of what has
  a letter that is Kazakh only.

500 queries each, or `sample`; the archive has 2,000 articles and 2,000 sentences, or ten of each for every query.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Sequence
from pathlib import Path

from index import Article
from tests.quality.material import LATIN, SEED, archive, articles, reaches
from tests.quality.scores import Scores, share

QUERIES = 500
TEXTS = 2000
A_QUERY = 10

ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
# Above the letters, on the row of digits, the Kazakh layout has those that Russian doesn't know.
DIGITS = "234567890-="
KAZAKH = "әіңғ,.үұқөһ"
KEYS = {
    "ru_en": str.maketrans(RUSSIAN, ENGLISH),
    "en_ru": str.maketrans(ENGLISH, RUSSIAN),
    "kk_en": str.maketrans(RUSSIAN + KAZAKH, ENGLISH + DIGITS),
    "kk_ru": str.maketrans(KAZAKH, DIGITS),
}

LETTERS = {"ru": "[а-яё]", "en": "[a-z]", "kk": "[а-яёәғқңөұүһі]"}
PART = r"[\w\u0300-\u036f]"  # beside it stands a part of a word, as «ural» in «ural56»
WORDS = {name: re.compile(rf"(?<!{PART}){letters}{{4,}}(?!{PART})") for name, letters in LETTERS.items()}
RUNS = {
    name: re.compile(rf"(?<!{PART}){letters}+(?: {letters}+){{1,2}}(?!{PART})") for name, letters in LETTERS.items()
}
KAZAKH_ONLY = re.compile("[әғқңөұүһі]")


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above."""
    count = TEXTS if sample is None else min(TEXTS, A_QUERY * sample)
    russian = articles(data)
    sentences = gzip.decompress((data / "kk" / "kaznerd_sentences.txt.gz").read_bytes()).decode("utf-8").splitlines()
    chance = random.Random(SEED)
    kazakh = [Article(id=f"kk/{n}", body=text) for n, text in enumerate(chance.sample(sentences, count))]
    cyrillic = [article for article in russian if not article.id.startswith(LATIN.split(".")[0])][:count]
    sources = {"ru": cyrillic, "en": cyrillic, "kk": kazakh}
    scores = Scores()
    with archive([*cyrillic, *kazakh]) as index:
        for name, keys in KEYS.items():
            language = name.split("_")[0]
            taken = queries(chance, sources[language], language, sample or QUERIES, special=name == "kk_ru")
            right = 0
            for text, article in taken:
                found = reaches(index, text.translate(keys), article)
                right += found
                if not found:
                    scores.missed(f"{name}: «{text.translate(keys)}» for «{text}»")
            scores[name] = share(right, len(taken))
    return scores


def queries(
    chance: random.Random, some: Sequence[Article], language: str, count: int, *, special: bool
) -> list[tuple[str, Article]]:
    """Words and runs of words in turns, each with an article that it was taken from."""
    found: list[tuple[str, Article]] = []
    for _ in range(100 * count):
        article = chance.choice(some)
        pattern = (WORDS if len(found) % 2 else RUNS)[language]
        there = [text for text in pattern.findall(article.body.lower()) if not special or KAZAKH_ONLY.search(text)]
        if there:
            found.append((chance.choice(there), article))
        if len(found) == count:
            break
    return found
