"""The catalogues of the interface's texts: nothing missing, nothing left over, the same placeholders, right plurals."""

from __future__ import annotations

import re

import pytest

from search_web.translation import LANGUAGES, SOURCE, catalogue
from tests.texts import kept, path, renewed, untranslated, written

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_and_no_other(language: str) -> None:
    texts = renewed(language)
    assert not untranslated(texts)
    assert not any(message.fuzzy for message in texts if message.id)
    assert written(texts) == path(language).read_text("utf-8"), "run: make texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_what_its_text_has(language: str) -> None:
    for message in kept(language):
        texts, said = message.id, message.string
        if not texts:
            continue
        wanted = sorted(PLACEHOLDER.findall(texts[-1] if isinstance(texts, tuple) else texts))
        for form in said if isinstance(said, tuple) else (said,):
            assert sorted(PLACEHOLDER.findall(form)) == wanted, texts


def test_the_texts_themselves_need_no_catalogue() -> None:
    assert catalogue(SOURCE).gettext("Популярное") == "Популярное"
