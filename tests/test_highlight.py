"""Marks are the matches of the tree: all of them, and nothing else; every hit has one, every fragment reads well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Pieces, Reason
from index.fragments import LENGTH, SLACK, fragments
from index.highlight import Marks
from index.languages import Languages, Seen
from index.query import expand, parse
from index.query.tree import Query
from index.tokens import forms
from index.why import why
from tests.plain import finds
from tests.test_engines import TREES, articles

BODY = (
    "Экспорт стали вырос. Стальной завод, «Сталь-2», стал больше: премьер-министр сказал об этом.\n"
    "Вывоз сталей в 2025г. достиг 1 200 тонн, а вы́воз меди упал. Наукограды ждут, наукоград построят."
)
ARTICLE = Article(id="1", title="Сталь и медь", lead="О стали пишут все", body=BODY)


class Words:
    """A lexicon of the words of one article."""

    languages = Languages()

    def __init__(self, *texts: str) -> None:
        self.known = sorted({form for text in texts for form in forms(text)})

    def forms(self, wanted: object) -> list[str]:
        return [form for form in self.known if self.languages.readings(form, Seen.RUSSIAN) & set(wanted)]  # type: ignore[call-overload]

    def begins(self, prefix: str) -> bool:
        return any(form.startswith(prefix) for form in self.known)

    def capitalised(self, form: str) -> bool:
        return True

    def starting(self, prefix: str, limit: int) -> list[str]:
        return [form for form in self.known if form.startswith(prefix)][:limit]

    def like(self, form: str) -> list[str]:
        return [form]


def tree(text: str) -> Query:
    return expand(parse(text), Words(ARTICLE.title, ARTICLE.lead, ARTICLE.body))


def marked(pieces: Pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.match]


MARKED = [
    # query, marks in the title, in the lead, in the body
    ("сталь", ["Сталь"], ["стали"], ["стали", "Сталь", "сталей"]),
    ("!стали", [], ["стали"], ["стали"]),
    ("наукоградом", [], [], ["Наукограды", "наукоград"]),
    ('"экспорт стали"', [], [], ["Экспорт стали"]),
    ("премьер-министром", [], [], ["премьер-министр"]),
    ("вывоз", [], [], ["Вывоз", "вы́воз"]),
    ("1200", [], [], ["1 200"]),
    ("2025 год", [], [], ["2025г"]),
    ("вывоз /3 медь", [], [], ["вы́воз", "меди"]),
    ("нау*", [], [], ["Наукограды", "наукоград"]),
    ("заголовок:сталь", ["Сталь"], [], []),
    ("сталь -золото", ["Сталь"], ["стали"], ["стали", "Сталь", "сталей"]),
    ("золото | медь", ["медь"], [], ["меди"]),
    ("(медь золото) | наукоград", [], [], ["Наукограды", "наукоград"]),  # «медь» alone is no match
    ("золото", [], [], []),
    ("источник:газета медь", ["медь"], [], ["меди"]),
    ('"экс* стали"', [], [], ["Экспорт стали"]),
    ('"вывоз сталей * 2025"', [], [], ["Вывоз сталей в 2025"]),
    ('!"экспорт сталь"', [], [], []),
    ("медь -экспорт", [], [], []),
    ("!медь", ["медь"], [], []),
    ("медь -!сталью", ["медь"], [], ["меди"]),
    ("дата:2025", [], [], []),
]


@pytest.mark.parametrize(("text", "title", "lead", "body"), MARKED)
def test_marks(text: str, title: list[str], lead: list[str], body: list[str]) -> None:
    marks = Marks(tree(text), ARTICLE)
    assert [marked(marks.of("title")), marked(marks.of("lead")), marked(marks.of("body"))] == [title, lead, body]
    assert "".join(piece.text for piece in marks.of("body")) == BODY


WHY = [
    ("медь", [("медь", "медь", "exact", "title"), ("медь", "меди", "form", "body")]),
    ('"экспорт * вырос" -медью', []),
    ("нау*", [("нау", "наукограды", "prefix", "body"), ("нау", "наукоград", "prefix", "body")]),
    ('"премьер * сказал"', [("премьер", "премьер", "exact", "body"), ("сказал", "сказал", "exact", "body")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reasons"), WHY)
def test_why(text: str, reasons: list[tuple[str, str, str, str]]) -> None:
    asked = tree(text)
    assert why(Marks(asked, ARTICLE), asked) == tuple(Reason(*reason) for reason in reasons)


@settings(max_examples=300)
@given(some=articles(), tree=TREES)
def test_marks_agree_with_the_plain_reading(some: list[Article], tree: Query) -> None:
    """Whatever the plain reading finds by words has a mark; without a match there is none."""
    for article in some:
        marks = Marks(tree, article)
        if not any(marks.spans.values()):
            continue
        for field, reader in marks.readers.items():
            assert "".join(piece.text for piece in marks.of(field)) == reader.text
        assert any(map(marked, fragments(marks)))
        assert finds(tree, article) or "Is(" in repr(tree) or "Between(" in repr(tree)


LONG = "\n".join(
    f"Предложение номер {n} говорит о погоде, и в нём довольно слов, чтобы занять строку. А это о стали."
    for n in range(60)
)


def test_fragments_are_short_whole_and_the_best() -> None:
    article = Article(id="2", title="Т", body=LONG.replace("номер 40 говорит", "номер 40 говорит о меди и стали"))
    found = fragments(Marks(tree("сталь | медь"), article))
    assert len(found) == 2
    assert any({"меди", "стали"} <= set(marked(pieces)) for pieces in found)
    for pieces in found:
        text = "".join(piece.text for piece in pieces)
        assert len(text) <= LENGTH + SLACK + 100
        assert marked(pieces)
        assert text[0].isupper() or text.startswith("…")


@pytest.mark.parametrize(
    "body", ["**⚡️Медь:**\n\nЦена выросла. Никель подешевел.", "Медь! Цена выросла. Никель подешевел."]
)
def test_a_fragment_says_more_than_the_title(body: str) -> None:
    article = Article(id="1", title="⚡️Медь:", body=body)
    (only,) = fragments(Marks(tree("медь"), article))
    text = "".join(piece.text for piece in only)
    assert "Цена выросла. Никель подешевел." in text and any(piece.match for piece in only)


def test_a_fragment_that_repeats_the_title_has_the_marks_of_what_follows() -> None:
    article = Article(id="1", title="Медь", body="Медь\nЦена выросла.\nМедь везут морем.")
    found = fragments(Marks(tree("медь | цена"), article))
    assert [[piece.text for piece in pieces if piece.match] for pieces in found] == [["Медь", "Цена", "Медь"]]


def test_fragments_do_not_repeat_one_another() -> None:
    article = Article(id="4", title="Т", lead="Вывоз меди растёт.", body=f"Вывоз меди растёт.\n{LONG}")
    texts = ["".join(piece.text for piece in pieces) for pieces in fragments(Marks(tree("медь"), article))]
    assert texts == ["Вывоз меди растёт."]


def test_a_hit_in_the_title_alone_shows_the_title() -> None:
    (only,) = fragments(Marks(tree("заголовок:медь"), ARTICLE))
    assert "".join(piece.text for piece in only) == "Сталь и медь"


@given(st.text(max_size=300), st.sampled_from(["а", "б", "сталь"]))
def test_any_text_has_sane_fragments(text: str, word: str) -> None:
    article = Article(id="3", body=f"{text} сталь {text} а. {text}")
    for pieces in fragments(Marks(tree(f"{word} | !{word}"), article)):
        assert marked(pieces)


def test_query_words_share_readings_with_their_forms() -> None:
    languages = Words.languages
    assert languages.query_readings("наукоградом") & languages.readings("наукограды", Seen.RUSSIAN)
