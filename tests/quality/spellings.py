"""Is Kazakh found in whatever letters it is printed and typed: Latin ones, or Cyrillic without those of its own?

The sentences of the Kazakh treebank (`words`), spelt in Latin letters by the two official tables: that of 2018 with
acutes (`acute`), that of 2021 (`newer`), or as they are. All words but punctuation, numbers and symbols are asked for;
relevant and found are as in `words`.

- `acute_*`, `newer_*`: Latin sentences, asked in the same letters.
- `acute_asked_in_cyrillic_*`: Latin sentences, Cyrillic words.
- `cyrillic_asked_in_acute_*`: Cyrillic sentences, Latin words with a letter of Kazakh's own; others may be of any
  language, and find no Cyrillic ones where the archive has no Kazakh in Latin letters.
- `bare_*`: Cyrillic sentences, words with Kazakh letters typed without them («казакстан»).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from index.tokens import forms
from tests.quality.scores import Scores
from tests.quality.words import NO_WORDS, Token, judge, treebank

ACUTE = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        "a á b v g ǵ d e ıo j z ı ı k q l m n ń o ó p r s t ý u ú f h h ts ch sh sh _ y i _ e ıý ıa".split(),  # noqa: SIM905 - it reads better
        strict=True,
    )
)
NEWER = ACUTE | dict(zip("әғёийңөуұүчшщіюя", "ä ğ io i i ñ ö u ū ü tş ş ştş ı iu ia".split(), strict=True))  # noqa: SIM905
OWN = re.compile("[áǵńóúýı]")
KAZAKH = re.compile("[әғқңөұүһі]")
BARE = str.maketrans("әғқңөұүһі", "агкноуухи")
UNASKED = "-"

Spelling = Callable[[str], str]


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above; with a sample, of so many queries each."""
    tokens = treebank(*sorted((data / "morphology").glob("kk_ktb_*.tsv.gz")))
    parts = frozenset(token.part for token in tokens) - NO_WORDS
    every = Scores()
    judge(every, "acute", spelt(tokens, acute, acute), parts, sample)
    judge(every, "newer", spelt(tokens, newer, newer), parts, sample)
    judge(every, "acute_asked_in_cyrillic", spelt(tokens, acute, str), parts, sample)
    judge(every, "bare", spelt(among(tokens, KAZAKH), str, bare), parts, sample)
    judge(every, "cyrillic_asked_in_acute", spelt(among(tokens, OWN, acute), str, acute), parts, sample)
    kept = [
        name for name in every if name.endswith(("recall", "precision")) and "other" not in name and "micro" not in name
    ]
    scores = Scores({name: every[name] for name in kept})
    scores.failures = every.failures
    return scores


def spelt(tokens: list[Token], text: Spelling, query: Spelling) -> list[Token]:
    """Tokens printed one way and asked for in another."""
    return [token._replace(printed=text(token.printed), form=" ".join(forms(query(token.form)))) for token in tokens]


def among(tokens: list[Token], letters: re.Pattern[str], spelling: Spelling = str) -> list[Token]:
    """The tokens, none asked for but those with any of the letters."""
    return [token if letters.search(spelling(token.form)) else token._replace(part=UNASKED) for token in tokens]


def bare(text: str) -> str:
    """A Kazakh text as typed on a Russian keyboard."""
    return text.lower().translate(BARE)


def acute(text: str) -> str:
    """A Kazakh text by the table of 2018."""
    return "".join(ACUTE.get(letter, letter).replace("_", "") for letter in text.lower())


def newer(text: str) -> str:
    """A Kazakh text by the table of 2021."""
    return "".join(NEWER.get(letter, letter).replace("_", "") for letter in text.lower())
