"""One question to its answer: the hits of the query, else of what was probably meant, else of a part of its words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.article import FACETS, Article, Correction, Partial, Results, Search
from index.engine import Engine
from index.errors import QueryError, SearchError
from index.fragments import marked
from index.highlight import Marks
from index.lexicon import Lexicon
from index.mistakes import FEW, LIKELIER, Mistakes
from index.query import expand, groups, joined, parse, span
from index.query.tree import All, And, Between, Boost, Is, Kind, Not, Or, Phrase, Prefer, Prefix, Query, Some, Word
from index.why import asked, synonyms

NEXT_TO_NOTHING = FEW
"""Hits of a query that may still be a mistake, if a correction finds many times more."""
MOST_PREFERRED = 6
"""Words of a query whose closeness is looked at."""
IN_TITLE = 2.0
SIDE_BY_SIDE = 1.0
"""What a phrase of all the words in the title, of two neighbours anywhere, counts beside the words themselves."""
COMMON = 0.2
"""Words that a larger part of the archive has tell nothing about which article was meant."""


def answer(search: Search, engine: Engine, lexicon: Lexicon) -> Results:
    """The answer to a question, its hits marked; `QueryError` for a text that can't be read as it is nor otherwise."""
    try:
        typed = found(search, search.text, engine, lexicon)
    except QueryError:
        typed = None
        if search.as_typed:
            raise
    if typed and (typed.total > NEXT_TO_NOTHING or search.as_typed or not search.text.strip()):
        return typed
    least = max(1, LIKELIER * typed.total) if typed else 1
    for correction in Mistakes(search.text, engine, lexicon).corrections():
        if (meant := corrected(correction, search, engine, lexicon)) and meant.total >= least:
            return replace(meant, correction=correction)
    if typed is None:
        parse(search.text)  # raises what is wrong with it
    assert typed is not None
    return typed if typed.total else partial(search, engine, lexicon) or typed


def corrected(correction: Correction, search: Search, engine: Engine, lexicon: Lexicon) -> Results | None:
    """The answer to a correction, where that can be read."""
    try:
        return found(search, correction.query, engine, lexicon)
    except SearchError:
        return None


def found(search: Search, text: str, engine: Engine, lexicon: Lexicon) -> Results:
    """The hits of one text under the filters of a question."""
    return ask(search, tree_of(search, text, lexicon), engine)


def ask(search: Search, tree: Query, engine: Engine) -> Results:
    """The page of hits that a question asks for, marked. Without words there is no relevance: the newest come first."""
    sort = search.sort if any(map(is_text, items_of(tree))) or search.sort != "relevance" else "date"
    answered = engine.search(
        preferring(tree) if sort == "relevance" else tree,
        sort=sort,
        offset=search.offset,
        limit=search.limit,
        facets=(*FACETS, "timeline") if search.facets else (),
    )
    hits = tuple(marked(hit, tree) for hit in answered.hits[: search.limit])
    return replace(answered, hits=hits, synonyms=synonyms(tree))


def preferring(tree: Query) -> Query:
    """The tree, preferring the articles in which the words of the query stand together: in the title, side by side."""
    words = tuple(word for item in items_of(tree) for word in typed(item))[:MOST_PREFERRED]
    if len(words) < 2:
        return tree
    sides = [Phrase(pair, words[0].field) for pair in pairwise(words)]
    return Prefer(tree, (Boost(Phrase(words, "title"), IN_TITLE), *(Boost(side, SIDE_BY_SIDE) for side in sides)))


def typed(item: Query) -> Iterator[Word]:
    """The single words of an item, as typed where it may be said otherwise too."""
    match item:
        case Word():
            yield item
        case Or((own, Boost(), *_)):
            for part in items_of(own):
                yield from typed(part)


def partial(search: Search, engine: Engine, lexicon: Lexicon) -> Results | None:
    """The articles with the most of the words, the rarest counting most, where none has them all; None where the query
    is of one part only, which the archive has (the filters leave nothing of it)."""
    items = items_of(tree_of(search, search.text, lexicon))
    texts = [item for item in items if is_text(item)]
    counts = {item: engine.search(item, sort="date", limit=1).total for item in texts}
    absent = tuple(said(item) for item, count in counts.items() if not count)
    everything = engine.search(All(), sort="date", limit=1).total
    matched = [item for item, count in counts.items() if count]
    telling = [item for item in matched if counts[item] <= COMMON * everything]
    matched = telling if len(telling) > 1 else matched
    if not absent and len(matched) < 2:
        return None
    words = Partial(absent, tuple(map(said, matched)))
    if len(texts) < 2 or not matched:
        return Results(total=0, partial=words)
    some = Some(tuple(matched), math.ceil(len(matched) / 3))
    most = Some(tuple(matched), math.ceil(len(matched) * 2 / 3))
    tree = together([Prefer(some, (most,)), *(item for item in items if not is_text(item))])
    return replace(ask(search, tree, engine), partial=words)


def marks_of(article: Article, search: Search, lexicon: Lexicon) -> Marks:
    """Where the text of a question matches an article; where it doesn't as a whole, where parts of it do."""
    items = items_of(read(search, search.text, lexicon))
    whole = Marks(together(items), article)
    texts = tuple(item for item in items if is_text(item))
    return whole if any(whole.spans.values()) or not texts else Marks(Some(texts, 1), article)


def said(item: Query) -> str:
    """An item as people would say it."""
    match item:
        case Phrase(items):
            return " ".join(word.text if word else "*" for word in items)
        case Word(text) | Prefix(text):
            return text
        case _:
            return " ".join(word.text for word in asked(item) if isinstance(word, Prefix) or not word.instead)


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


def tree_of(search: Search, text: str, lexicon: Lexicon) -> Query:
    """A text and the filters of a question as one expanded tree."""
    return together([read(search, text, lexicon), *filters(search)])


def read(search: Search, text: str, lexicon: Lexicon) -> Query:
    """A text as an expanded tree, with what means the same as its words, as far as a question wants that."""
    wanted: dict[Kind, bool] = {"synonym": search.synonyms, "bridge": search.bridge}
    same = groups(tuple(kind for kind, asked in wanted.items() if asked), lexicon.languages.tables)
    return expand(joined(parse(text), same, lexicon.languages.query_readings), lexicon)


def together(items: Sequence[Query]) -> Query:
    """All of the items, as simply as can be said."""
    flat = [part for item in items for part in items_of(item) if part != All()]
    return All() if not flat else flat[0] if len(flat) == 1 else And(tuple(flat))


def items_of(tree: Query) -> tuple[Query, ...]:
    """What a tree wants all of."""
    return tree.items if isinstance(tree, And) else (tree,)


def filters(search: Search) -> list[Query]:
    """The exact values and dates that a question is narrowed to; several values of one field are alternatives."""
    wanted: dict[str, list[Query]] = {}
    for name, value in search.where:
        if name not in FACETS:
            raise SearchError(f"Нет поля «{name}»; есть {', '.join(FACETS)}")
        wanted.setdefault(name, []).append(Is(name, value))
    found: list[Query] = [some[0] if len(some) == 1 else Or(tuple(some)) for some in wanted.values()]
    if search.since or search.until:
        found.append(Between("day", *between(search.since, search.until)))
    return found


def between(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """The days from the first of `since` to the last of `until`, which are dates of the query language."""
    try:
        return span(since)[0] if since else None, span(until)[1] if until else None
    except ValueError as error:
        raise SearchError(
            f"«{error}» — не дата: нужны год, месяц или день, например 2025, 2025-10, 2025-10-01"
        ) from None
