"""A question as one tree: its text, parsed and expanded, under its filters; and the parts that such a tree has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.article import FACETS, FILTERS, SEVERAL, Search
from index.errors import SearchError
from index.lexicon import Lexicon
from index.query import expand, groups, joined, parse, span
from index.query.fields import BackwardsError
from index.query.synonyms import stretch, weighed
from index.query.tree import All, And, Between, Boost, Is, Kind, Near, Not, Or, Phrase, Prefix, Query, TextField, Word
from index.why import asked


def tree_of(search: Search, text: str, lexicon: Lexicon) -> Query:
    """A text and the filters of a question as one expanded tree."""
    return together([read(search, text, lexicon), *filters(search)])


def read(search: Search, text: str, lexicon: Lexicon) -> Query:
    """A text as an expanded tree, with what means the same as its words, as far as a question wants that."""
    wanted: dict[Kind, bool] = {"synonym": search.synonyms, "bridge": search.bridge}
    same = groups(tuple(kind for kind, asked in wanted.items() if asked), lexicon.languages.tables)
    tree = joined(parse(text), same, lexicon.languages.query_readings, alike=search.synonyms)
    return expand(tree, lexicon)


def together(items: Sequence[Query]) -> Query:
    """All of the items, as simply as can be said."""
    flat = [part for item in items for part in items_of(item) if part != All()]
    return All() if not flat else flat[0] if len(flat) == 1 else And(tuple(flat))


def items_of(tree: Query) -> tuple[Query, ...]:
    """What a tree wants all of."""
    return tree.items if isinstance(tree, And) else (tree,)


def texts_of(tree: Query) -> tuple[Query, ...]:
    """What a tree wants all of that asks for words."""
    return tuple(filter(is_text, items_of(tree)))


def is_text(item: Query) -> bool:
    """Whether an item asks for words, as filters and what is excluded do not."""
    match item:
        case Is() | Between() | Not() | All():
            return False
        case And(items) | Or(items):
            return any(map(is_text, items))
        case Boost(part):
            return is_text(part)
        case _:
            return True


def typed(item: Query) -> Iterator[Query]:
    """An item as typed, where it may be said otherwise too; one after another what is wanted all of."""
    match item:
        case Or((own, Boost(), *_)):
            for part in items_of(own):
                yield from typed(part)
        case _:
            yield item


def parts(texts: Sequence[Query]) -> tuple[Query, ...]:
    """What is left to look for where the items as they stand find nothing: phrases and pairs taken apart."""
    return tuple(dict.fromkeys(part for item in texts for part in parts_of(item)))


def parts_of(item: Query) -> Iterator[Query]:
    match item:
        case Phrase(items) | Or((Phrase(items), Boost(), *_)) if is_designation(items):
            yield item
        case Or((Phrase() as own, Boost(), *_)):
            yield from words_of(own, readings(item))
        case Or((Near(left, right), Boost(), *_)):
            pairs = [pair for pair in readings(item) if isinstance(pair, Near)]
            yield from words_of(left, [pair.left for pair in pairs])
            yield from words_of(right, [pair.right for pair in pairs])
        case Or((own, Boost() as other, *others)):
            words = [part for one in items_of(own) for part in parts_of(one)]
            yield from (Or((word, other, *others)) for word in words)
        case Phrase() | Near():
            yield from asked(item)
        case _:
            yield item


def is_designation(items: Sequence[Query | None]) -> bool:
    """Whether the words of a phrase are a name of letters and a number, none of which tells anything alone: «Т-34» and
    «Теле2», but not «Евро-2024»."""
    match items:
        case (Word(letters), Word(number, joint=joint)):
            return letters.isalpha() and number.isdigit() and (joint == "" or (joint == "-" and len(letters) == 1))
    return False


def readings(item: Or) -> list[Query]:
    """What else an item may be read as."""
    return [other.item for other in item.items[1:] if isinstance(other, Boost)]


def words_of(own: Word | Phrase, others: Sequence[Query]) -> Iterator[Query]:
    """The words of a phrase, beside each what stands for it and a few about it in another reading of the phrase:
    «минфин» for «министерство» and for «финансов», however long a phrase they are in."""
    swaps = [swap for other in others if (swap := swapped(items_in(own), items_in(other), own.field))]
    for at, word in enumerate(items_in(own)):
        if word:
            beside = dict.fromkeys(other for first, end, other in swaps if first <= at < end)
            yield Or((word, *beside)) if beside else word


def items_in(text: Query) -> tuple[Word | Prefix | None, ...]:
    """The words of a word or a phrase, with its gaps."""
    return text.items if isinstance(text, Phrase) else (text,) if isinstance(text, Word) else ()


def swapped(
    one: Sequence[Word | Prefix | None], two: Sequence[Word | Prefix | None], field: TextField | None
) -> tuple[int, int, Query] | None:
    """From where to where a phrase has other words in another reading, and what stands for them; None where some
    between them are its own: then two stretches are others, each of which is alone in a reading too."""
    first = alike(one, two)
    last = alike(one[first:][::-1], two[first:][::-1])
    end, others = len(one) - last, tuple(two[first : len(two) - last])
    if not others or not all(isinstance(word, Word) and word.instead for word in others):
        return None
    return first, end, weighed(stretch(others, field), end - first)


def alike(one: Sequence[object], two: Sequence[object]) -> int:
    """How many items two rows begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def said(item: Query) -> str:
    """An item as people would say it."""
    match item:
        case Phrase(items):
            return " ".join(word.text if word else "*" for word in items)
        case Word(text) | Prefix(text):
            return text
        case Or(_, text) if text:
            return text
        case Or((own, Boost(), *_)):
            return said(own)
        case _:
            return " ".join(word.text for word in asked(item) if isinstance(word, Prefix) or not word.instead)


def filters(search: Search) -> list[Query]:
    """The exact values and dates that a question is narrowed to."""
    found: list[Query] = []
    alternatives: dict[str, list[Query]] = {}
    for name, value in search.where:
        if name not in FILTERS:
            raise SearchError("Нет поля «{name}»; есть {names}", name=name, names=", ".join(FILTERS))
        if name in SEVERAL:
            found.append(Is(name, value))
        elif name in FACETS:
            alternatives.setdefault(name, []).append(Is(name, value))
        else:
            found.append(Not(Is(name.removeprefix("-"), value)))
    found += [some[0] if len(some) == 1 else Or(tuple(some)) for some in alternatives.values()]
    if search.since or search.until:
        found.append(Between("day", *between(search.since, search.until)))
    return found


def between(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """The days from the first of `since` to the last of `until`, which are dates of the query language."""
    try:
        return span(f"{since or ''}..{until or ''}")
    except BackwardsError as error:
        raise SearchError("«С» ({since}) позже, чем «по» ({until})", since=error.since, until=error.until) from None
    except ValueError as error:
        raise SearchError(
            "«{text}» — не дата: нужны год, месяц или день, например 2025, 2025-10, 2025-10-01", text=str(error)
        ) from None
