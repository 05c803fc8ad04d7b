"""Why a hit is there: the forms that were met in it, and how each belongs to the word that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import Article, Reason, Synonym, folded
from index.highlight import Marks
from index.query.tree import And, Between, Boost, Is, Near, Or, Phrase, Prefer, Prefix, Query, Some, Word


def why(marks: Marks, tree: Query) -> tuple[Reason, ...]:
    """Each form that was met, once, in the order of the article."""
    words = list(asked(tree))
    met: dict[str, Reason] = {}
    for field, reader in marks.readers.items():
        for first, last in sorted(marks.spans[field]):
            for form in reader.forms[first : last + 1]:
                if form not in met and (said := told(form, words)):
                    met[form] = Reason(said[0], form, said[1], field)
    return tuple(met.values())


def values(tree: Query, article: Article) -> Iterator[Reason]:
    """The exact values, dates and numbers of an article that a tree asks for."""
    match tree:
        case Is(name, value):
            there = (article.url,) if name == "url" else article.values(name)
            yield from (Reason(value, one, "exact", name) for one in there if one and folded(one) == folded(value))
        case Between(name):
            number = article.published if name == "day" else getattr(article, name)
            yield from (Reason(str(number), str(number), "exact", name) for _ in range(number is not None))
        case And(items) | Or(items) | Some(items):
            for item in items:
                yield from values(item, article)
        case Boost(item) | Prefer(item):
            yield from values(item, article)


def synonyms(tree: Query) -> tuple[Synonym, ...]:
    """What the words of an expanded tree were looked for by besides, as far as the archive has it."""
    there: dict[Synonym, bool] = {}
    for word in (word for word in asked(tree) if isinstance(word, Word)):
        for meaning in word.means:
            synonym = Synonym(word.text, meaning.kind, meaning.written)
            there[synonym] = there.get(synonym, True) and meaning.kind in word.kinds
    return tuple(synonym for synonym, found in there.items() if found)


def asked(tree: Query) -> Iterator[Word | Prefix]:
    """The words that a tree asks for; not those that it excludes."""
    match tree:
        case Word() | Prefix():
            yield tree
        case Phrase(items):
            yield from (item for item in items if item)
        case Near(left, right):
            yield from (*asked(left), *asked(right))
        case And(items) | Or(items) | Some(items):
            for item in items:
                yield from asked(item)
        case Boost(item) | Prefer(item):
            yield from asked(item)


def told(form: str, words: list[Word | Prefix]) -> tuple[str, str] | None:
    """The word that a form belongs to, and how; None for the word in a phrase's gap."""
    for word in words:
        if isinstance(word, Prefix):
            if form.startswith(word.text):
                return word.text, "prefix"
        elif form in word.forms:
            return word.text, word.kinds[word.forms.index(form)] if word.kinds else "form"
    return None
