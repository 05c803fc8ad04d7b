"""Where an expanded tree matches an article: the marks of the article page, and what fragments are chosen by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index.article import Article, Piece, Pieces
from index.query.tree import (
    TEXT_FIELDS,
    All,
    And,
    Boost,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Some,
    TextField,
    Word,
)
from index.tokens import Offsets, parts, spelling

Span = tuple[int, int]
"""Places from `first` to `last`, both included."""


@dataclass(frozen=True)
class Reader:
    """One text field of an article, tokenised once and asked about many times."""

    field: TextField
    text: str

    @cached_property
    def parts(self) -> list[str]:
        return parts(self.text)

    @cached_property
    def spelt(self) -> list[str]:
        return list(spelling(self.parts[1::2]))

    @cached_property
    def forms(self) -> list[str]:
        return " ".join(self.spelt).split()

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.forms)

    @cached_property
    def offsets(self) -> Offsets:
        """Where each form begins and ends: asked for only where something matches."""
        return Offsets(self.parts, self.spelt)

    def places(self, forms: Iterable[str]) -> Iterator[int]:
        """Where forms stand, one form after another. Most forms of a query are in no text, most texts are long: so a
        text is looked through once for each form that it has."""
        for form in self.distinct.intersection(forms):
            at = -1
            for _ in range(self.forms.count(form)):
                at = self.forms.index(form, at + 1)
                yield at

    def stretch(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans of places as offsets into the text, in order, those that touch or overlap made one."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(spans):
            start, end = self.offsets[first][0], self.offsets[last][1]
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


class Marks:
    """The matches of one tree in one article; `spans[field]` are places, empty where the tree doesn't match."""

    def __init__(self, query: Query, article: Article) -> None:
        self.readers = {field: Reader(field, getattr(article, field)) for field in TEXT_FIELDS}
        self.spans: dict[TextField, set[Span]] = {field: set() for field in TEXT_FIELDS}
        for field, span in self.matches(query) or ():
            self.spans[field].add(span)

    def matches(self, query: Query) -> set[tuple[TextField, Span]] | None:
        """The stretches that make the article a match; None where it is none. Filters match without a stretch."""
        match query:
            case Word(field=only) | Prefix(field=only) | Phrase(field=only) | Near(field=only):
                found = {
                    (field, span)
                    for field, reader in self.readers.items()
                    if only in (None, field)
                    for span in spans(query, reader)
                }
                return found or None
            case And(items):
                parts = [self.matches(item) for item in items]
                return None if None in parts else {hit for part in parts for hit in part or ()}
            case Or(items):
                some = [part for item in items if (part := self.matches(item)) is not None]
                return {hit for part in some for hit in part} if some else None
            case Some(items, least):
                some = [part for item in items if (part := self.matches(item)) is not None]
                return {hit for part in some for hit in part} if len(some) >= least else None
            case Not(item):
                return None if marks_of(item) and self.matches(item) is not None else set()
            case Boost(item) | Prefer(item):
                return self.matches(item)
            case _:
                return set()

    def of(self, field: TextField) -> Pieces:
        """The whole text of a field, in marked and unmarked pieces."""
        reader = self.readers[field]
        return pieces(reader.text, reader.stretch(self.spans[field]), 0, len(reader.text))


def marks_of(query: Query) -> bool:
    """Whether the text alone tells if it matches the tree, as with filters it does not."""
    match query:
        case And(items) | Or(items) | Some(items):
            return all(map(marks_of, items))
        case Not(item) | Boost(item) | Prefer(item):
            return marks_of(item)
        case _:
            return isinstance(query, Word | Prefix | Phrase | Near | All)


def spans(query: Word | Prefix | Phrase | Near, reader: Reader) -> Iterator[Span]:
    """The places where a word, phrase or pair stands in a field."""
    match query:
        case Word(forms=forms):
            yield from ((place, place) for place in reader.places(forms))
        case Prefix(text):
            yield from ((place, place) for place, form in enumerate(reader.forms) if form.startswith(text))
        case Phrase(items):
            first = items[0]
            assert isinstance(first, Word)
            for start, _ in spans(first, reader):
                if all(item is None or stands(item, reader, start + i) for i, item in enumerate(items)):
                    yield start, start + len(items) - 1
        case Near(left, right, distance):
            rights = list(spans(right, reader))
            for one in spans(left, reader):
                for other in rights:
                    if 1 <= max(other[0] - one[1], one[0] - other[1]) <= distance:
                        yield one
                        yield other


def stands(item: Word | Prefix, reader: Reader, place: int) -> bool:
    """Whether a word of a phrase stands at a place."""
    return place < len(reader.forms) and isinstance(item, Word) and reader.forms[place] in item.forms


def pieces(text: str, marked: Iterable[tuple[int, int]], start: int, end: int) -> Pieces:
    """`text[start:end]` cut where marks begin and end; marks outside are left out."""
    found: list[Piece] = []
    at = start
    for begin, stop in marked:
        if begin >= at and stop <= end:
            found += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
            at = stop
    found.append(Piece(text[at:end], False))
    return tuple(piece for piece in found if piece.text)
