"""One symbol, or two, into a node of the tree: pairs, values of fields, people, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.address import canonical_url
from index.languages.particles import whole
from index.query import fields
from index.query.lexer import Symbol
from index.query.repair import Misread
from index.query.tree import Between, Is, Near, Person, Phrase, Prefix, Query, TextField, Word
from index.tokens import forms, tokens

FARTHEST = 50
"""Places of `/n`."""
MOST_NAMES = 4
"""Words of a person's name, initials among them."""
SIGN = re.compile(r"(?<!\S)!(?=\w)|\*|(?<=\w)~")
"""What asks for a word's form, beginning or likeness, and has no meaning in a name."""


def parts(text: str, field: TextField | None, *, exact: bool, starred: bool) -> Iterator[Word | Prefix | None]:
    """The words of one stretch; in quotes `*` alone is a gap and after a word the rest of it."""
    end = 0
    for token in tokens(text):
        if starred:
            yield from (None for _ in range(text.count("*", end, token.start)))
        prefix = starred and text.startswith("*", token.end)
        between = text[end : token.start]
        joint = between if end and between in ("", "-", "\u2011") else None
        sign = "." if "." in text[token.start : token.end] else ":" if between == ":" else ""
        yield Prefix(token.form, field) if prefix else Word(token.form, exact, field, joint=joint, sign=sign)
        end = token.end + prefix


def pair(left: Query | None, operator: Symbol, right: Query | None, field: TextField | None) -> Near:
    """Two stretches at most `/n` places apart."""
    if not isinstance(left, Word | Phrase) or not isinstance(right, Word | Phrase):
        raise dropping("По обе стороны от «/{sign}» нужны слово или фраза", operator)
    distance = int(operator.text)
    if not 1 <= distance <= FARTHEST:
        edit = (operator.start, operator.end, f"/{min(max(distance, 1), FARTHEST)}")
        raise Misread("После «/» нужно число слов от 1 до {most}", operator.start, operator.end, edit, most=FARTHEST)
    return Near(left, right, distance, left.field if left.field == right.field else field)


def value(name: Symbol, symbol: Symbol) -> Query:
    """The exact value or the dates that a field asks for."""
    if name.text not in fields.DATES:
        return Is(fields.VALUES[name.text], symbol.text)
    try:
        return Between("day", *fields.span(symbol.text.strip(" ,;")))
    except fields.BackwardsError as error:
        turned = f"{error.until}..{error.since}"
        edit = (symbol.start, symbol.end, f'"{turned}"' if " " in turned else turned)
        raise Misread(
            "«С» ({since}) позже, чем «по» ({until})",
            symbol.start, symbol.end, edit, since=error.since, until=error.until,
        ) from None  # fmt: skip
    except ValueError:
        year = re.search(r"\d{4}", symbol.text)
        edit = (symbol.start, symbol.end, year.group()) if year else (name.start, symbol.end, " ")
        raise Misread(
            "«{text}» — не дата: нужны год, месяц или день, например 2025, 2025-10, 2025-10-01..2025-10-20",
            symbol.start, symbol.end, edit, text=symbol.text,
        ) from None  # fmt: skip


def person(name: Symbol, symbol: Symbol, field: TextField | None) -> Person:
    """The person that a name asks for; double names keep their hyphen, and surnames their particles."""
    if sign := SIGN.search(symbol.text):
        raise signed(name, symbol, sign)
    runs = [forms(run) for run in re.split(r"[\s.,]+", symbol.text)]
    words = tuple(whole("-".join(run) for run in runs if run))
    edit = (name.start, symbol.start, "")
    if not any(len(word) > 1 for word in words):
        raise Misread("После «{name}:» нужно имя, хотя бы фамилия", name.start, symbol.end, edit, name=name.text)
    if len(words) > MOST_NAMES:
        raise Misread(
            "После «{name}:» нужно имя, самое большее из {most} слов",
            name.start, symbol.end, edit, name=name.text, most=MOST_NAMES,
        )  # fmt: skip
    return Person(words, fields.PEOPLE[name.text], field, symbol.text.strip())


def signed(name: Symbol, symbol: Symbol, sign: re.Match[str]) -> Misread:
    """A sign within a name, with which the words alone are read, but for what a phrase has no meaning for either."""
    quoted = symbol.kind == "quoted"
    start, end = (symbol.start + quoted + at for at in sign.span())
    edit = (start, end, "") if quoted and sign.group() != "*" else (name.start, symbol.start, "")
    return Misread(
        "Знак «{sign}» в имени не действует: «{name}:» и так находит имя во всех формах",
        start, end, edit, sign=sign.group(), name=name.text,
    )  # fmt: skip


def address(symbol: Symbol) -> Is | None:
    """A pasted address asks for the article that lies there."""
    if not symbol.text.lower().startswith(("http://", "https://")):
        return None
    return Is("url", canonical_url(symbol.text) or symbol.text)


def dropping(message: str, symbol: Symbol, sign: str = "") -> Misread:
    """A misreading that is mended by leaving the symbol out, which the message calls `sign`."""
    edit = (symbol.start, symbol.end, " ")
    return Misread(message, symbol.start, symbol.end, edit, sign=sign or symbol.text)
