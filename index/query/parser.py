"""The text of a query into its tree: the search language of the help page, errors with their place."""

from __future__ import annotations

from collections.abc import Callable

from index.query import fields
from index.query.lexer import Symbol, symbols
from index.query.nodes import address, dropping, pair, parts, person, value
from index.query.repair import Misread, reading
from index.query.tree import All, And, Fuzzy, Not, Or, Phrase, Prefix, Query, TextField, Word
from index.tokens import tokens

LONGEST = 2000
"""Letters of a query: a headline has a hundred, a pasted paragraph a thousand."""
MOST_WORDS = 200
DEEPEST = 20
"""Levels of brackets and negations."""
SHORTEST_PREFIX = 2
"""Letters before the asterisk: one letter begins a tenth of all words."""


def parse(text: str) -> Query:
    """The tree of a query as typed; `All` for an empty one; `QueryError` for what can't be read."""
    return reading(text, lambda query: Parser(query).query())


class Parser:
    """One pass over the symbols of one query: any of (all of (near of (not of atoms)))."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Misread("Запрос длиннее {most} знаков", LONGEST, len(text), (LONGEST, len(text), ""), most=LONGEST)
        self.text = text
        self.symbols = symbols(text)
        self.at = 0
        self.depth = 0
        self.words = 0

    def query(self) -> Query:
        tree = self.any(None)
        if extra := self.peek():
            raise dropping("Скобка закрыта, но не открыта", extra)
        if tree == All() and self.text.strip():
            raise Misread("В запросе нет ни одного слова", 0, len(self.text), (0, len(self.text), ""))
        return tree

    def peek(self, ahead: int = 0) -> Symbol | None:
        at = self.at + ahead
        return self.symbols[at] if at < len(self.symbols) else None

    def take(self, kind: str) -> Symbol | None:
        symbol = self.peek()
        if symbol is None or symbol.kind != kind:
            return None
        self.at += 1
        return symbol

    def any(self, field: TextField | None) -> Query:
        items = [self.all(field)]
        while operator := self.take("or"):
            items.append(self.all(field))
            if All() in items[-2:]:
                raise dropping("По обе стороны от «{sign}» нужны слова", operator)
        return items[0] if len(items) == 1 else Or(tuple(items))

    def all(self, field: TextField | None) -> Query:
        items: list[Query] = []
        while (symbol := self.peek()) and symbol.kind not in ("or", ")"):
            if symbol.kind == "and" and items and (after := self.peek(1)) and after.kind not in ("or", ")", "and"):
                self.at += 1  # elsewhere «И» is a word: «И снова о погоде»
            elif (item := self.near(field)) is not None:
                items.append(item)
        return All() if not items else items[0] if len(items) == 1 else And(tuple(items))

    def near(self, field: TextField | None) -> Query | None:
        left = self.unary(field)
        pairs: list[Query] = []
        while operator := self.take("near"):
            right = self.unary(field) if self.peek() else None
            pairs.append(pair(left, operator, right, field))
            left = right
        different = tuple(dict.fromkeys(pairs))
        return left if not pairs else pairs[0] if len(different) == 1 else And(different)

    def unary(self, field: TextField | None) -> Query | None:
        if operator := self.take("not"):
            after = self.peek()
            if after is None or after.kind in ("or", "and", "near", ")"):
                raise dropping("После «{sign}» нужно слово", operator)
            item = self.deeper(operator, lambda: self.unary(field))
            return None if item is None else Not(item)
        return self.atom(field)

    def deeper(self, symbol: Symbol, read: Callable[[], Query | None]) -> Query | None:
        """What `read` reads, one level deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            edit = (symbol.start, len(self.text), "")
            raise Misread("Вложенность глубже {most}", symbol.start, symbol.end, edit, most=DEEPEST)
        item = read()
        self.depth -= 1
        return item

    def atom(self, field: TextField | None) -> Query | None:
        symbol = self.symbols[self.at]
        self.at += 1
        match symbol.kind:
            case "(":
                return self.group(symbol, field)
            case "exact":
                return self.exact(symbol, field)
            case "field":
                return self.fielded(symbol, field)
            case "quoted":
                return self.stretch(symbol, field, starred=True)
            case "prefix":
                return self.prefix(symbol, field)
            case "fuzzy":
                return Fuzzy(self.single(symbol, "~"), field)
            case "word" | "and":
                return address(symbol) or self.stretch(symbol, field)
            case _:
                raise dropping("Перед «{sign}» нужно слово", symbol, self.text[symbol.start : symbol.end])

    def group(self, opening: Symbol, field: TextField | None) -> Query | None:
        item = self.deeper(opening, lambda: self.any(field))
        if self.take(")") is None:
            end = len(self.text)
            edit = (opening.start, opening.end, " ") if item == All() else (end, end, ")")
            raise Misread("Скобка открыта, но не закрыта", opening.start, opening.end, edit)
        return None if item == All() else item

    def exact(self, operator: Symbol, field: TextField | None) -> Query | None:
        symbol = self.take("word") or self.take("and") or self.take("quoted")
        if symbol is None:
            raise dropping("После «!» нужны слово или фраза в кавычках", operator)
        return self.stretch(symbol, field, exact=True, starred=symbol.kind == "quoted")

    def fielded(self, name: Symbol, outer: TextField | None) -> Query | None:
        if name.text not in fields.NAMES:
            other = fields.meant(name.text)
            edit = (name.start, name.end, f"{other}:") if other else (name.end - 1, name.end, " ")
            raise Misread("Нет поля «{name}:»", name.start, name.end, edit, name=name.text)
        after = self.peek()
        if after is None or after.kind in ("or", ")", "near", "field", "not"):
            raise dropping("После «{sign}:» нужно значение", name)
        if field := fields.TEXT.get(name.text):
            return self.deeper(name, lambda: self.atom(field))
        if after.kind not in ("word", "quoted", "and"):
            raise dropping("После «{sign}:» нужно само значение: слово или текст в кавычках", name)
        self.at += 1
        if name.text in fields.PEOPLE:
            self.count(after, len(after.text.split()))
            return person(name, after, outer)
        return value(name, after)

    def prefix(self, symbol: Symbol, field: TextField | None) -> Query:
        word = self.single(symbol, "*")
        if len(word) < SHORTEST_PREFIX:
            edit = (symbol.end - 1, symbol.end, " ")
            raise Misread(
                "Перед звёздочкой нужны хотя бы {least} буквы", symbol.start, symbol.end, edit, least=SHORTEST_PREFIX
            )
        return Prefix(word, field)

    def single(self, symbol: Symbol, mark: str) -> str:
        """The one token of a symbol that ends with `*` or `~`."""
        words = [token.form for token in tokens(symbol.text)]
        self.count(symbol, len(words))
        if len(words) != 1:
            edit = (symbol.end - 1, symbol.end, " ")
            raise Misread("«{sign}» ставится после одного слова", symbol.start, symbol.end, edit, sign=mark)
        return words[0]

    def stretch(
        self, symbol: Symbol, field: TextField | None, *, exact: bool = False, starred: bool = False
    ) -> Word | Phrase | Prefix | None:
        """What was written in one piece: a word, or a phrase of its parts («премьер-министр»)."""
        items = tuple(parts(symbol.text, field, exact=exact, starred=starred))
        while items and items[-1] is None:
            items = items[:-1]
        while items and items[0] is None:
            items = items[1:]
        self.count(symbol, len(items))
        if len(items) > 1:
            return Phrase(items, field)
        return items[0] if items else None

    def count(self, symbol: Symbol, words: int) -> None:
        self.words += words
        if self.words > MOST_WORDS:
            edit = (symbol.start, len(self.text), "")
            raise Misread("В запросе больше {most} слов", symbol.start, symbol.end, edit, most=MOST_WORDS)
