"""What one text has and another has not, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice, pairwise
from typing import Literal

from index.tokens import Token, tokens

MOST_WORDS = 3000
"""Words of a text that are compared: a newspaper's whole page. The worst of texts so long take a tenth of a second."""

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the two texts: in both (as the later one has it), or in one of them only."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Difference:
    """The later text with what was removed from the earlier one in its place; how many words are in both and in one
    only. `cut`: a text goes on, further than it was compared."""

    stretches: tuple[Stretch, ...]
    same: int
    removed: int
    added: int
    cut: bool

    @property
    def share(self) -> int:
        """How many percent of the words of both texts together are in both (Dice); 100 only where no word differs."""
        return 200 * self.same // max(1, 2 * self.same + self.removed + self.added)


def difference(before: str, after: str) -> Difference:
    """Two texts compared. Words are told apart as the index does it, so case, quotes, ё and е make no difference."""
    some, others = (list(islice(tokens(text), MOST_WORDS + 1)) for text in (before, after))
    olds, news = printed(before, some), printed(after, others)
    matcher = SequenceMatcher(None, [one.form for one in some[:MOST_WORDS]], [one.form for one in others[:MOST_WORDS]])
    blocks = telling(matcher.get_matching_blocks())
    same = sum(block.size for block in blocks)
    cut = max(len(some), len(others)) > MOST_WORDS
    return Difference(tuple(stretches(blocks, olds, news)), same, len(olds) - same, len(news) - same, cut)


def printed(text: str, found: Sequence[Token]) -> list[str]:
    """The words of a text with all that is printed around them, cut at the first blank between two words: put together
    they are the text again, or its beginning where there are too many."""
    cuts = [0]
    for token, following in pairwise(found):
        gap = range(token.end, following.start)
        cuts.append(next((at for at in gap if text[at].isspace()), following.start))
    if 0 < len(found) <= MOST_WORDS:
        cuts.append(len(text))
    return [text[start:end] for start, end in pairwise(cuts)]


def telling(blocks: Sequence[Match]) -> list[Match]:
    """Matches without those that are no longer than the changes on both sides of them: a «в» between two sentences
    rewritten tells nothing (as diff-match-patch cleans up, Fraser 2006). The last one is empty, as difflib's is."""
    kept = [Match(0, 0, 0)]
    for block, following in pairwise(blocks):
        last = kept[-1]
        before = max(block.a - last.a - last.size, block.b - last.b - last.size)
        after = max(following.a - block.a - block.size, following.b - block.b - block.size)
        if block.size > min(before, after):
            kept.append(block)
    return [*kept[1:], blocks[-1]]


def stretches(blocks: Sequence[Match], olds: Sequence[str], news: Sequence[str]) -> Iterator[Stretch]:
    """What matches, and between that what was removed, then what was added."""
    old = new = 0
    for block in blocks:
        removed, added = "".join(olds[old : block.a]), "".join(news[new : block.b])
        if removed:
            yield Stretch(removed, "removed")
        if added:  # where both begin a paragraph, one new line is enough
            yield Stretch(f" {added[1:]}" if removed[:1] == added[:1] == "\n" else added, "added")
        old, new = block.a + block.size, block.b + block.size
        if block.size:
            yield Stretch("".join(news[block.b : new]), "same")
