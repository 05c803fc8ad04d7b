"""Bytes of every charset that Russian and Kazakh pages have used, rightly and wrongly declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.charset import decode

RUSSIAN = "В Степногорске открыли новую школу: учиться в ней будут восемьсот детей, сообщили в акимате."
KAZAKH = "Степногорскіде жаңа мектеп ашылды: онда сегіз жүз бала оқиды, деп хабарлады қала әкімдігі бүгін."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "mac-cyrillic"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no-such-charset"])
def test_russian(charset: str, declared: str | None) -> None:
    assert decode(RUSSIAN.encode(charset), declared) == RUSSIAN


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "kz1048", "ptcp154"])
def test_kazakh(charset: str) -> None:
    assert decode(KAZAKH.encode(charset)) == KAZAKH


def test_declared_in_the_page() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Мост</body></html>'
    assert "Мост" in decode(page.encode("cp1251"))


def test_one_broken_byte_keeps_utf8() -> None:
    assert decode(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()).startswith(RUSSIAN)


def test_cut_in_the_middle_of_a_letter() -> None:
    assert decode(RUSSIAN.encode()[:-3])[:20] == RUSSIAN[:20]


def test_other_languages_keep_their_declaration() -> None:
    assert decode("Café à côté de l'église".encode("cp1252"), "cp1252") == "Café à côté de l'église"


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_any_bytes(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared), str)


@pytest.mark.parametrize("declared", ["undefined", "idna", "punycode", "rot13", "hex"])
def test_what_python_knows_but_no_page_is_in(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared) == RUSSIAN
    assert decode(b"plain \xff", declared).startswith("plain ")
