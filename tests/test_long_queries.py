"""What a long query costs, counted in the words that it asks an engine for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
import tantivy

from index import Article, Index, QueryError, Search
from index.answering import answer
from index.answering.question import parts
from index.engines import tantivy_query
from index.engines.tantivy_patterns import LARGEST_PATTERN, MOST_FORMS, MOST_PATTERNS, parted, patterns
from index.languages import Languages
from index.languages.tables import Tables
from index.query import groups, joined, parse
from index.query.parser import MOST_WORDS
from index.query.synonyms import MOST_READ, MOST_VARIANTS
from index.query.tree import Boost, Or, Phrase, Query, Word

ABBREVIATIONS = ["мвд", "кнб", "зко", "вко", "ско", "ндс", "ввп", "дтп", "тэц", "лэп", "мрп", "ипн", "кпн"]
MANY = tuple(f"продолжительное{one}{two}" for one in "абвгдежзик" for two in "абвгдежзиклмнопрстуфхцчшщэюяьы")


def row(count: int) -> str:
    return " ".join((ABBREVIATIONS * count)[:count])


def tree(text: str) -> Query:
    return joined(parse(text), groups(("synonym", "bridge"), Tables()), Languages().query_readings)


def words(query: Query) -> int:
    """Words of a tree."""
    match query:
        case Phrase(items):
            return sum(item is not None for item in items)
        case Or(items):
            return sum(map(words, items))
        case Boost(item):
            return words(item)
        case _:
            return 1


def test_a_longer_phrase_has_fewer_other_readings() -> None:
    readings = {}
    for count in range(2, MOST_WORDS, 3):
        found = tree(f'"{row(count)}"')
        readings[count] = len(found.items) if isinstance(found, Or) else 1
        assert readings[count] * count <= max(MOST_READ, count)
    assert readings[2] == readings[MOST_READ // MOST_VARIANTS] > 1


def test_the_words_of_a_phrase_beside_what_stands_for_them() -> None:
    """What is beside a word is no longer for a longer phrase."""
    for before, after in (("", ""), ("вчера в ", " сообщили о выплатах")):
        whole = tree(f'"{before}министерство финансов{after}"')
        words_of_it = {said(part): [said(other) for other in others(part)] for part in parts((whole,))}
        assert list(words_of_it) == f"{before}министерство финансов{after}".split()
        assert words_of_it["министерство"] == words_of_it["финансов"] == ["минфин", "қаржы министрлігі"]
        assert sum(map(len, words_of_it.values())) == 4


def others(part: Query) -> tuple[Query, ...]:
    return part.items[1:] if isinstance(part, Or) else ()


def said(part: Query) -> str:
    match part:
        case Or((own, *_)):
            return said(own)
        case Boost(item):
            return said(item)
        case Phrase(items):
            return " ".join(said(item) for item in items if item)
        case Word(text, means=means, instead=instead):
            return means[0].text if instead else text
    raise TypeError(part)


@pytest.mark.parametrize("text", [f'"{row(30)}"', f'"{row(90)}" /10 "{row(90)}"', f'"{row(9)}" /9 "{row(9)}"'])
def test_the_parts_grow_as_the_words_do(text: str) -> None:
    found = parts((tree(text),))
    assert sum(map(words, found)) <= 8 * MOST_WORDS


class Asked:
    """tantivy's queries, the words of their phrases counted."""

    def __init__(self) -> None:
        self.words = 0

    def __getattr__(self, name: str) -> Any:
        made = getattr(tantivy.Query, name)
        if not name.endswith("phrase_query"):
            return made

        def counted(schema: object, field: str, words: list[object], *rest: object) -> tantivy.Query:
            self.words += len(words)
            return made(schema, field, words, *rest)

        return counted


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(tantivy_query, "Compiled", asked)
    return asked


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Two articles that have all the words, in every field and in many forms, but no long quotation of them."""
    index = Index.create(tmp_path_factory.mktemp("archive") / "long")
    text = " ".join((*ABBREVIATIONS, "и", *reversed(ABBREVIATIONS), *MANY))
    with index.write() as writer:
        for name in "аб":
            writer.put(Article(title=f"{text} {name}", lead=f"{text} {name}", body=f"{name} {text}"))
    yield index
    index.close()


LONG = [
    f'"{row(150)}"',
    f'"{row(40)} и"',
    f'"{row(99)}" /10 "{row(99)}"',
    f'"{row(99)}" /50 "{row(99)}"',
    " ".join(f'"{row(3)}" /10 "{row(2)}"' for _ in range(39)),
    " /50 ".join(["мвд"] * 150),
    " | ".join(f'"{row(5)}"' for _ in range(39)),
    f'"{"продолжит* " * 150}"',
    f'"и {"продолжит* и " * 99}"',
]


@pytest.mark.parametrize("text", LONG)
def test_a_long_query_asks_for_few_words(index: Index, asked: Asked, text: str) -> None:
    index.search(Search(text=text))
    assert asked.words < 40_000


def test_patterns_are_not_multiplied_out() -> None:
    forms = {f"{number}{form}": 1 for number in range(3) for form in MANY} | {f"1{MANY[0]}": 10_000}
    each = list(parted(forms))
    assert len(each) > 1
    assert sorted(form for part in each for form in part) == sorted(forms)
    assert all(len({form[:end] for form in part for end in range(1, len(form) + 1)}) < LARGEST_PATTERN for part in each)
    word = Word("слово", forms=tuple(forms))
    for count in (1, 2, 9, MOST_WORDS):
        asked = patterns([word] * count, [forms] * count)
        assert math.prod(map(len, asked)) * count <= MOST_PATTERNS
        assert sum(len(one.split("|")) for some in asked for one in some) <= MOST_FORMS
        assert all(f"1{MANY[0]}" in some[0].split("|") for some in asked)


@pytest.mark.parametrize("text", [row(300), f'"{row(300)}"', f'"{row(300)}', f"мвд | | {row(300)}"])
def test_too_many_words_are_refused_at_once(index: Index, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(answer, "corrected", lambda *_: pytest.fail("it was looked for what was meant"))
    with pytest.raises(QueryError):
        index.search(Search(text=text))
