"""A query's text into symbols, each with its place: words, quoted stretches, brackets and operators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from index.query.fields import DATED, DATES, NAMES, SAID, TEXT
from index.query.repair import Misread
from index.tokens import TOKEN

Kind = Literal["word", "quoted", "(", ")", "or", "and", "not", "exact", "near", "field", "prefix", "fuzzy"]

# Opening quotes and what may close each: people mix them, and word processors even more.
CLOSES = {"«": "»", "„": '“”"', "“": '”“"', "”": '”"', "‟": '”"', '"': '"”“', "‹": "›", "»": "»", "›": "›"}

WORDS: dict[str, Kind] = {"ИЛИ": "or", "OR": "or", "И": "and", "AND": "and", "НЕ": "not", "NOT": "not"}

UNBROKEN = rf"[^\s()|{''.join(CLOSES)}]"
BARE = re.compile(f"{UNBROKEN}+")
# A number in groups has blanks of its own: «100 000», «10–15 000».
RUN = re.compile(f"(?:{TOKEN.pattern}|{UNBROKEN})+", TOKEN.flags)
LETTER = re.compile(r"[^\W_]")
NEAR = re.compile(r"/(\d{1,9})(?=[\s)]|$)")
FIELD = re.compile(r"([^\W\d_]+):")
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Symbol(NamedTuple):
    """One symbol: `query[start:end]`; `text` is what it says (a quoted stretch without its quotes)."""

    kind: Kind
    text: str
    start: int
    end: int


def symbols(query: str) -> list[Symbol]:
    """The symbols of a query; punctuation that means nothing is passed over, as in any text."""
    found: list[Symbol] = []
    at = 0
    while at < len(query):
        at = past_target(query, at)
        if at == len(query):
            break
        if symbol := None if query[at].isspace() else symbol_at(query, at, found):
            found.append(symbol)
            at = symbol.end
        else:
            at += 1
    return found


def symbol_at(query: str, at: int, found: Sequence[Symbol]) -> Symbol | None:
    """The symbol that begins at `at` after those found, or None for a blank or a sign without meaning."""
    letter = query[at]
    before = found[-1] if found else None
    if (
        before
        and before.kind == "field"
        and before.end == at
        and before.text not in TEXT
        and (run := (before.text in DATES and DATED.match(query, at)) or BARE.match(query, at))
    ):
        return Symbol("word", run.group(), at, run.end())  # a value is taken as it stands: «дата:..2024»
    if address := ADDRESS.match(query, at):
        link = unclosing(address.group()) if enclosed(found) else address.group()
        return Symbol("word", link, at, at + len(link))
    if letter in "()|":
        return Symbol("or" if letter == "|" else letter, letter, at, at + 1)  # type: ignore[arg-type]
    if letter in CLOSES:
        return quoted(query, at)
    if letter in "-!" and begins(query, at) and binds(query, at + 1):
        return Symbol("not" if letter == "-" else "exact", letter, at, at + 1)
    if letter == "/" and begins(query, at) and before and (near := NEAR.match(query, at)):
        return Symbol("near", near[1], at, near.end())
    if letter == "*" and begins(query, at):
        edit = (at, at + 1, " ")
        raise Misread(
            "Звёздочка заменяет слово только внутри фразы в кавычках, а вне их — конец слова", at, at + 1, edit
        )
    return bare(query, at) if LETTER.match(letter) or letter in "<>" else None


def past_target(query: str, at: int) -> int:
    """The place after the target of a link in Markdown, which a pasted headline carries and which asks for nothing:
    «[пожар](https://...) в порту»; else the place itself."""
    if query.startswith("](", at - 1) and (address := ADDRESS.match(query, at + 1)):
        end = at + 1 + len(unclosing(address.group()))
        return end + 1 if query.startswith(")", end) else at
    return at


def enclosed(found: Sequence[Symbol]) -> bool:
    """Whether a bracket is open."""
    return sum((symbol.kind == "(") - (symbol.kind == ")") for symbol in found) > 0


def unclosing(link: str) -> str:
    """A link without the bracket that closes one opened before it; its own keep theirs: «.../wiki/Сталь_(сплав)»."""
    open = accumulate((letter == "(") - (letter == ")") for letter in link)
    return link[: next((at for at, depth in enumerate(open) if depth < 0), len(link))]


def begins(query: str, at: int) -> bool:
    """Whether an operator may stand here: at the start, after a blank, a bracket or another operator."""
    return at == 0 or query[at - 1].isspace() or query[at - 1] in "(|-!:"


def binds(query: str, at: int) -> bool:
    """Whether what follows an operator is something that it can apply to."""
    return at < len(query) and (bool(LETTER.match(query, at)) or query[at] in CLOSES or query[at] in "(!")


def quoted(query: str, at: int) -> Symbol:
    """The stretch between the quote at `at` and the next one that may close it."""
    closing = CLOSES[query[at]]
    end = next((i for i in range(at + 1, len(query)) if query[i] in closing), None)
    if end is None:
        edit = (len(query), len(query), closing[0]) if LETTER.search(query, at) else (at, at + 1, " ")
        raise Misread("Кавычки открыты, но не закрыты", at, at + 1, edit)
    if not LETTER.search(query, at, end):
        raise Misread("В кавычках нет ни одного слова", at, end + 1, (at, end + 1, " "))
    return Symbol("quoted", query[at + 1 : end], at, end + 1)


def bare(query: str, at: int) -> Symbol:
    """A run without blanks but those of a number: a field's name, an operator's word, a word."""
    match = RUN.match(query, at)
    assert match is not None
    run, end = match.group(), match.end()
    if (name := FIELD.match(run)) and is_field(name[1], query, at + name.end()):
        return Symbol("field", name[1].lower(), at, at + name.end())
    if run in WORDS:
        return Symbol(WORDS[run], run, at, end)
    core = run.rstrip(",.;:!?…")
    if core[-1] in "*~":
        return Symbol("prefix" if core[-1] == "*" else "fuzzy", core[:-1], at, at + len(core))
    return Symbol("word", run, at, end)


def is_field(name: str, query: str, at: int) -> bool:
    """A field's name is one of ours, or is followed by its value at once: «Бектенов: будет трудно» has none, nor has
    «Он: будет трудно»."""
    return name.lower() in NAMES.difference(SAID) or (
        at < len(query) and bool(LETTER.match(query, at) or query[at] in CLOSES)
    )
