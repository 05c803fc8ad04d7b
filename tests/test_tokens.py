"""Text into tokens: one normalised form at each place, offsets into the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import LONGEST_FORM, Offsets, forms, parts, printed, spelling, tokens

PRINTED = [
    # printed, forms
    ("Ёлка стои́т", "елка стоит"),
    ("Диа́с Кадырба́ев", "диас кадырбаев"),
    ("Диáс", "диас"),  # a Latin letter with an accent for a stressed Cyrillic one
    ("Bтоговый", "втоговый"),  # a Latin B
    ("Соvid", "covid"),  # a Cyrillic С and о
    ("Əлем әлем", "әлем әлем"),
    ("научно-исследовательский", "научно исследовательский"),
    ("премьер-министром", "премьер министром"),
    ("гидро\u00adфоны", "гидрофоны"),
    ("\ufeffсло\u200bво", "слово"),
    ("1 200 мест", "1200 мест"),
    ("12\u00a0345\u202f678", "12345678"),
    ("19 200 000", "19200000"),
    ("в 2019 200 человек", "в 2019 200 человек"),  # a year and a number are two
    ("1 2000", "1 2000"),
    ("1\u2007200\u200a000", "1200000"),
    ("10 000тг", "10000 тг"),
    ("10 000-й житель", "10000 й житель"),
    ("1.200.000; 1,200,000", "1200000 1200000"),
    ("1.200; 1,200", "1,200 1,200"),  # may be 1.2
    ("10.10.2025, 192.168.100.200.1", "10 10 2025 192 168 100 200 1"),
    ("1.200.0000", "1 200 0000"),
    ("25-летие, 25 лет", "25 летие 25 лет"),
    ("7,2 млрд, 7.2 млрд", "7,2 млрд 7,2 млрд"),
    ("на 7,2%, 7.25-процентный, 0,75л и 5.7L", "на 7,2 7,25 процентный 0,75 л и 5,7 l"),
    ("выросло до 7,2. 3 мая", "выросло до 7,2 3 мая"),
    ("12 000 000,50; 1.200.000,5; 1,200,000.50", "12000000,50 1200000,5 1200000,50"),
    ("1,125 млн, 0,003 и 1,3327", "1,125 млн 0,003 и 1,3327"),
    ("1,5-2,5 или 3,5/4", "1,5 2,5 или 3,5 4"),
    ("12.05, 12.05.2024, 1.2.3 и 07.2024", "12,05 12 05 2024 1 2 3 и 07 2024"),
    ("в 19.30, счёт 2:1", "в 19,30 счет 2 1"),
    ("1,2,3 классы; 2021,2022", "1 2 3 классы 2021 2022"),
    ("1. Первое; п.1.2; v2.5", "1 первое п 1,2 v2 5"),
    ("1,200.50", "1 200 50"),
    ("в 2025г.", "в 2025 г"),
    ("G20, 5G и Су-57", "g20 5g и су 57"),
    ("передаетTengrinews.kz", "передает tengrinews kz"),
    ("как сообщаетTimes", "как сообщает times"),  # all letters of «Times» look Cyrillic
    ("nРанее", "n ранее"),
    ("действия14 апреля", "действия 14 апреля"),
    ("Т34 и Т-34", "т 34 и т 34"),
    ("городов.В рамках", "городов в рамках"),
    ("А_б", "а б"),
    ("Қазақстан Республикасының", "қазақстан республикасының"),
    ("Qyrǵyzstan táýelsiz", "qyrǵyzstan táýelsiz"),
    ("O'Reilly", "o reilly"),
    ("...—«»!", ""),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "expected"), PRINTED)
def test_forms(printed: str, expected: str) -> None:
    assert forms(printed) == expected.split()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composition_changes_nothing(form: str) -> None:
    text = "Чёрный йод, Ѐ, Ғылым және ǵylym, naïve café"
    assert forms(unicodedata.normalize(form, text)) == forms(text)  # type: ignore[arg-type]


@given(
    st.text(alphabet=st.sampled_from("аёйәіBaбZ1 2\u00a0-\u0301\u00ad\u200b.кКА́"), max_size=40) | st.text(max_size=60)
)
def test_any_text(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.form == token.form.strip()
        assert " " not in token.form and 0 < len(token.form) <= LONGEST_FORM
        assert forms(token.form)[0:1] == [token.form], "a form is its own form"
        end = token.end


@given(st.text(alphabet="абёйяқ", min_size=1, max_size=12))
def test_case_changes_nothing(word: str) -> None:
    assert forms(word) == forms(word.upper()) == forms(word.title())


@given(
    st.text(alphabet=st.sampled_from("аёйБaбZ1 2\u00a0\n-\u0301\u00ad\u200b.,кКТ0_«»"), max_size=40)
    | st.text(max_size=60)
)
def test_forms_and_offsets_are_those_of_the_tokens(text: str) -> None:
    found = list(tokens(text))
    assert forms(text) == [token.form for token in found]
    cut = parts(text)
    assert "".join(cut) == text and cut[1::2] == printed(text)
    offsets = Offsets(cut, spelling(cut[1::2]))
    assert [offsets[place] for place in range(len(found))] == [(token.start, token.end) for token in found]
