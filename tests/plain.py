"""The plain reading of a tree, slow and obvious: what every engine must find, no more and no less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from index.article import FACETS, Article, Hit, folded
from index.engine import MOST_VALUES
from index.query.tree import (
    TEXT_FIELDS,
    All,
    And,
    Between,
    Boost,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Some,
    Word,
)
from index.tokens import forms


def finds(tree: Query, article: Article) -> bool:
    """Whether an expanded tree finds an article."""
    match tree:
        case All():
            return True
        case And(items):
            return all(finds(item, article) for item in items)
        case Or(items):
            return any(finds(item, article) for item in items)
        case Some(items, least):
            return sum(finds(item, article) for item in items) >= least
        case Prefer(item):
            return finds(item, article)
        case Not(item):
            return not finds(item, article)
        case Boost(item):
            return finds(item, article)
        case Is("url", value):
            return article.url is not None and folded(article.url) == folded(value)
        case Is(name, value):
            return folded(value) in map(folded, article.values(name))
        case Between(name, low, high):
            number = article.views if name == "views" else day(article)
            return number is not None and (low is None or low <= number) and (high is None or number <= high)
        case Word() | Prefix() | Phrase() | Near():
            fields = TEXT_FIELDS if tree.field is None else (tree.field,)
            return any(any(stretches(tree, forms(getattr(article, field)))) for field in fields)
    raise TypeError(tree)


def day(article: Article) -> int | None:
    return int(article.published[:10].replace("-", "")) if article.published else None


def stretches(tree: Word | Prefix | Phrase | Near | None, text: list[str]) -> Iterator[tuple[int, ...]]:
    """Every run of places that makes a match, as a tuple that is never empty."""
    match tree:
        case None:
            yield from ((at,) for at in range(len(text)))
        case Word(forms=some):
            yield from ((at,) for at, form in enumerate(text) if form in some)
        case Prefix(beginning):
            yield from ((at,) for at, form in enumerate(text) if form.startswith(beginning))
        case Phrase(items):
            for start in range(len(text) - len(items) + 1):
                run = range(start, start + len(items))
                if all((at,) in set(stretches(item, text)) for at, item in zip(run, items, strict=True)):
                    yield tuple(run)
        case Near(left, right, distance):
            for one in stretches(left, text):
                for other in stretches(right, text):
                    gap = other[0] - one[-1] if one[0] < other[0] else one[0] - other[-1]
                    if not set(one) & set(other) and 1 <= gap <= distance:
                        yield tuple(sorted({*one, *other}))


def found(tree: Query, articles: Iterable[Article]) -> list[Article]:
    return [article for article in articles if finds(tree, article)]


def first_of_stories(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that are left when copies are folded."""
    rows: list[Hit] = []
    for hit in hits:
        if all(hit.story != row.story for row in rows):
            rows.append(hit)
    return rows


def counted(articles: Iterable[Article], everything: Iterable[Article]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The facets of some articles as `Results.facets` has them: values that are the same folded are one, shown as it is
    printed in most articles of all."""
    some, every = list(articles), list(everything)
    found = {}
    for name in FACETS:
        counts = Counter(value for article in some for value in {*map(folded, article.values(name))})
        first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
        printed = Counter(value for article in every for value in once(article.values(name)))
        order = sorted(printed, key=lambda value: (-printed[value], value))
        found[name] = tuple((next(p for p in order if folded(p) == value), count) for value, count in first)
    return found


def once(values: Iterable[str]) -> Iterable[str]:
    """Of an article's values those that differ folded."""
    return {folded(value): value for value in reversed([*values])}.values()


def days(articles: Iterable[Article]) -> tuple[tuple[int, int], ...]:
    """How many articles there are of each day."""
    return tuple(sorted(Counter(number for article in articles if (number := day(article))).items()))


def months(articles: Iterable[Article]) -> tuple[tuple[int, int], ...]:
    """The timeline of some articles."""
    return tuple(sorted(Counter(number // 100 for article in articles if (number := day(article))).items()))
