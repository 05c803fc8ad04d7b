"""What one text has and another has not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import tokens
from search_web.difference import MOST_WORDS, difference

TEXT = st.text("абёе «».,-\n ", max_size=60)


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.change, one.text.strip()) for one in difference(before, after).stretches]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Мост закрыт до осени.", "Мост закрыт до осени.", [("same", "Мост закрыт до осени.")]),
        # Capitals, quotes, ё and е, punctuation make no difference; the later text is shown.
        ("«Ещё один» мост", "Еще один мост!", [("same", "Еще один мост!")]),
        (
            "Мост закрыт до осени",
            "Мост открыт до осени",
            [("same", "Мост"), ("removed", "закрыт"), ("added", "открыт"), ("same", "до осени")],
        ),
        ("Мост закрыт", "Мост закрыт, сообщил акимат", [("same", "Мост закрыт,"), ("added", "сообщил акимат")]),
        ("Сообщил акимат: мост закрыт", "Мост закрыт", [("removed", "Сообщил акимат:"), ("same", "Мост закрыт")]),
        ("", "Мост", [("added", "Мост")]),
        ("Мост", "", [("removed", "Мост")]),
        ("", "", []),
        # A word between two sentences that have nothing else in common tells nothing.
        (
            "Поезд ушёл в полночь с вокзала",
            "Депутаты приняли закон в третьем чтении вчера",
            [("removed", "Поезд ушёл в полночь с вокзала"), ("added", "Депутаты приняли закон в третьем чтении вчера")],
        ),
    ],
)
def test_words_that_differ(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert told(before, after) == expected


@given(TEXT, TEXT)
def test_what_stays_and_what_was_added_is_the_later_text(before: str, after: str) -> None:
    found = difference(before, after)
    after_words = [token.form for token in tokens(after)]
    shown = " ".join(one.text for one in found.stretches if one.change != "removed")
    assert [token.form for token in tokens(shown)] == after_words
    assert found.same + found.added == len(after_words)
    assert found.same + found.removed == len(list(tokens(before)))


def test_of_long_texts_the_beginning_is_compared() -> None:
    text = "слово " * (MOST_WORDS + 5)
    found = difference(text, text + "конец")
    assert found.cut and found.same == MOST_WORDS and found.removed == found.added == 0
    assert not difference("слово " * MOST_WORDS, "слово").cut


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [("Мост закрыт", "Мост закрыт!", 100), ("Мост", "Мост закрыт до осени", 40), ("Мост", "Дождь", 0), ("", "", 0)],
)
def test_texts_have_all_words_in_common_only_where_none_differs(before: str, after: str, share: int) -> None:
    assert difference(before, after).share == share
