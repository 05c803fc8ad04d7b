"""What means the same as the words of a query, put into its tree before the lexicon fills in their forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, product
from math import prod

from index.languages import (
    WITHOUT_KAZAKH,
    is_kazakh,
    is_latin,
    is_surely_kazakh,
    is_word,
    kazakh_of,
    latin_readings,
    spells,
)
from index.query.alike import designations
from index.query.groups import BEGINNING, Groups, Member, Pair
from index.query.numbers import numbers
from index.query.tree import (
    And,
    Boost,
    Meaning,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TextField,
    Word,
)

LESS = 0.7
"""What counts that stands for the words typed: less than these, but more than half, for it means the same."""
MOST_PHRASES = 40
"""Phrases that one query gets beside what was typed; a pasted paragraph is searched as it stands from there on."""
MOST_VARIANTS = 8
"""Readings of one phrase whose words have synonyms."""
MOST_READ = 64
"""Words of all the readings of one phrase, as they were typed: a quotation of more than half of that is looked for as
it stands. An engine reads every place of every word of each (a quotation of 80 words: gigabytes)."""
SHORTEST_BARE = 3
"""Letters of the shortest Kazakh word that is met as a member without its own letters."""
MOST_FAR = 1
"""Readings of one pair with a phrase in it: an engine asks for these at every distance, in both orders."""

Readings = Callable[[str], frozenset[str]]
"""What a word may be a form of."""
Item = Word | Prefix | None
Stretch = Word | Phrase


def joined(query: Query, groups: Groups, readings: Readings, *, alike: bool = True) -> Query:
    """The tree with the other members of each group of which it has one, as `Word.means` or as phrases beside it; with
    `alike` also designations as they look in the other alphabet.

    Exact forms, misspelt words, beginnings and values stay as they are.
    """
    return Joiner(groups, readings, alike).tree(query)


@dataclass(slots=True)
class Joiner:
    """One walk over one tree; `left` are the phrases that may still be added."""

    groups: Groups
    readings: Readings
    alike: bool = True
    left: int = MOST_PHRASES

    def tree(self, query: Query) -> Query:
        match query:
            case Word() | Phrase():
                return either(self.variants(query))
            case Near(left, right):
                return either([replace(query, left=one, right=other) for one, other in self.sides(left, right)])
            case And(items):
                return And(tuple(self.in_a_row(items)))
            case Or(items):
                return Or(tuple(map(self.tree, items)))
            case Not(item):
                return Not(self.tree(item))
            case Boost(item):
                return replace(query, item=self.tree(item))
            case _:
                return query

    def in_a_row(self, items: tuple[Query, ...]) -> list[Query]:
        """The items, those that one after another are a member of a group made one."""
        found: list[Query] = []
        at = 0
        while at < len(items):
            words = plain(items[at:])
            ends = list(accumulate(map(len, words)))
            pairs = [pair for pair in self.beginning(list(chain(*words))) if len(pair.member.forms) in ends[1:]]
            if longest := longest_of(pairs):
                count = ends.index(len(longest[0].member.forms)) + 1
                own = And(tuple(map(self.tree, items[at : at + count])))
                typed = " ".join(word.text for word in chain(*words[:count]))
                found.append(either([own, *(self.stand_in(pair, typed, words[0][0].field) for pair in longest)]))
            else:
                count = 1
                found.append(self.tree(items[at]))
            at += count
        return found

    def variants(self, query: Stretch) -> list[Stretch]:
        """A word or a phrase, as typed first, then with some of its words said otherwise."""
        items = query.items if isinstance(query, Phrase) else (query,)
        runs: list[list[tuple[Item, ...]]] = []
        most = min(MOST_VARIANTS, MOST_READ // len(items))
        at = 0
        while at < len(items):
            pairs = longest_of(self.beginning(plain_words(items[at:])))
            count = len(pairs[0].member.forms) if pairs else 1
            run = self.said(items[at : at + count], pairs)
            room = most // prod(map(len, runs))
            runs.append(run[: max(1, room)])
            at += count
        return [stretch(tuple(chain(*run)), query.field) for run in product(*runs)]

    def sides(self, left: Stretch, right: Stretch) -> list[tuple[Stretch, Stretch]]:
        """The sides of a pair, as typed first, then otherwise: pairs of words before those with a phrase."""
        every = product(enumerate(self.variants(left)), enumerate(self.variants(right)))
        own, *others = ((one, other) for (_, one), (_, other) in sorted(every, key=lambda two: two[0][0] + two[1][0]))
        words = [pair for pair in others if not any(isinstance(side, Phrase) for side in pair)]
        return [own, *words[: MOST_VARIANTS - 1], *[pair for pair in others if pair not in words][:MOST_FAR]]

    def said(self, own: tuple[Item, ...], pairs: Sequence[Pair]) -> list[tuple[Item, ...]]:
        """A run of words in its own words first, then in others; of a single word another single one is a meaning."""
        (first, *rest), found = own, []
        for pair in pairs:
            assert isinstance(first, Word)
            if rest or len(pair.other.forms) > 1:
                other = self.stand_in(pair, " ".join(word.text for word in own if word), first.field)
                found.append(other.items if isinstance(other, Phrase) else (other,))
            else:
                first = replace(first, means=(*first.means, *meanings(pair)))
        return [(first, *rest), *found]

    def stand_in(self, pair: Pair, typed: str, field: TextField | None) -> Stretch:
        """The other of a pair in place of what was typed."""
        words = (Word(typed, field=field, means=(meaning,), instead=True) for meaning in meanings(pair))
        return stretch(tuple(words), field)

    def beginning(self, words: Sequence[Word]) -> list[Pair]:
        """The pairs whose member some words begin with, while there is room for them."""
        if not words or self.left <= 0:
            return []
        beginnings = dict.fromkeys(word[:BEGINNING] for word in (words[0].text, *kazakh_of(words[0].text)))
        near = [pair for beginning in beginnings for pair in self.groups.get(beginning, ())]
        found = [pair for pair in near if self.begins(words, pair.member, pair.member.forms)]
        found = found or [pair for pair in near if self.begins(words, pair.member, bare(pair.member.forms))]
        if is_latin(words[0].text):  # «BQO» is «БҚО» too
            found += [Pair(pair.member, pair.member, pair.kind) for pair in found if not is_latin(pair.member.forms[0])]
        found += [*designations(words), *numbers(words)] if self.alike else []
        self.left -= sum(1 for pair in longest_of(found) if len(pair.other.forms) > 1)
        return found

    def begins(self, words: Sequence[Word], member: Member, spelt: Sequence[str]) -> bool:
        """Whether some words begin with a member, spelt so, in any form; in Latin letters if surely Kazakh."""
        typed = [word.text for word in words[: len(spelt)]]
        if is_latin(typed[0]) and not (any(map(is_surely_kazakh, typed)) or any(map(is_kazakh, member.forms))):
            return list(spelt) == typed
        return len(typed) == len(spelt) and all(map(self.same, typed, spelt, member.exact))

    def same(self, typed: str, form: str, exact: bool) -> bool:
        """Whether a word typed is a form of a member's."""
        if is_latin(typed) and not is_latin(form):
            own = frozenset[str]() if exact else latin_readings(typed, asked=True)
            return spells(typed, form) or not own.isdisjoint(self.readings(form))
        alike = not exact and typed[0] == form[0] and not self.readings(typed).isdisjoint(self.readings(form))
        return typed == form or alike


@lru_cache(maxsize=4096)
def bare(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Forms as they are typed without the letters that only Kazakh has, «бко» for «бқо»; what would be so short that it
    may be anything, or a Russian word («аким»), stays as it is."""
    typed = [(form, form.translate(WITHOUT_KAZAKH)) for form in forms]
    return tuple(form if len(plain) < SHORTEST_BARE or is_word(plain) else plain for form, plain in typed)


def meanings(pair: Pair) -> tuple[Meaning, ...]:
    """The words of the other of a pair."""
    other = pair.other
    return tuple(
        Meaning(form, exact, capital, pair.kind, other.written)
        for form, exact, capital in zip(other.forms, other.exact, other.capital, strict=True)
    )


def longest_of(pairs: Sequence[Pair]) -> list[Pair]:
    """Those whose member has the most words, each other once."""
    most = max((len(pair.member.forms) for pair in pairs), default=0)
    return list({pair.other.forms: pair for pair in reversed(pairs) if len(pair.member.forms) == most}.values())[::-1]


def plain(items: Sequence[Query]) -> list[tuple[Word, ...]]:
    """The words of the first items that may be said otherwise together: plain ones of one field."""
    found: list[tuple[Word, ...]] = []
    for item in items:
        words = item.items if isinstance(item, Phrase) else (item,)
        some = plain_words(words)
        if len(some) < len(words) or (found and some[0].field != found[0][0].field):
            break
        found.append(tuple(some))
    return found


def plain_words(items: Sequence[Query | None]) -> list[Word]:
    """The words that the items begin with, up to an exact one, a beginning or a gap."""
    found = []
    for item in items:
        if not isinstance(item, Word) or item.exact:
            break
        found.append(item)
    return found


def stretch(items: tuple[Item, ...], field: TextField | None) -> Stretch:
    """Some items as a phrase; a single one as the word that it is."""
    if len(items) == 1 and isinstance(items[0], Word):
        return items[0]
    return Phrase(items, field)


def either(found: Sequence[Query]) -> Query:
    """The first, or what stands for it."""
    size = words(found[0])
    return found[0] if len(found) == 1 else Or((found[0], *(weighed(other, size) for other in found[1:])))


def weighed(other: Query, size: int) -> Boost:
    """What stands for so many words, which counts less; a name of three words no more than its abbreviation."""
    return Boost(other, LESS * size / words(other))


def words(query: Query) -> int:
    """How many words add to the score of a phrase, a pair, or all of these."""
    match query:
        case Phrase(items):
            return sum(item is not None for item in items)
        case Near(left, right):
            return words(left) + words(right)
        case And(items):
            return sum(map(words, items))
        case Or(items):
            return words(items[0])
        case _:
            return 1
