"""Who wrote a plain-text capture: the name behind a word for it, in the line of the date, or in a line of its own."""

from __future__ import annotations

import re

from indexer import dates

_PART = r"[^\W\d_a-zа-яёәғқңөұүһіїєґў][^\W\d_A-ZА-ЯЁ]+(?:[-’'][^\W\d_]+)?"
_NAME = re.compile(rf"{_PART}(?: (?:[^\W\d_]\.|de|van|von|da|{_PART})){{0,1}} {_PART}")
"""`Асель Ким`, `Иван И. Петров`, `María R. Sahuquillo`: two or three words with capitals."""

_SAID = re.compile(
    r"(?:авторы?(?: текста| статьи)?|текст|author|by|autor|автори|мәтін|редактор)\s*:?\s*(?P<name>.{0,60})", re.I
)
_AFTER_DATE = re.compile(r"\d{4}(?:,? \d\d:\d\d)? by (?P<name>.{2,60})")
"""`15 Nov 2019, 00:59 by Имя Фамилия`: whatever stands there is who wrote."""
_PARTS = re.compile(r"\s*[•·|—–,;/]\s*|\s{2,}")


def author(around: list[str], head: list[str], body: str) -> str | None:
    """The author that the lines around a text name; of those without a word for it only lines of its `head`.

    `body` is the text: those whom it speaks of did not write it.
    """
    for here, after in zip(around, [*around[1:], ""], strict=False):
        if found := _AFTER_DATE.search(here):
            return found["name"].strip()
        if (found := _SAID.fullmatch(here)) and _is_name(name := (found["name"] or after).strip(" ,.;")):
            return name
    lines = [part for line in head for part in (_PARTS.split(line) if _has_moment(line) else [line])]
    return next((name for name in lines if _is_name(name) and not _spoken_of(name, body)), None)


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and text[0].isupper() and text.split()[-1][0].isupper()


def _has_moment(line: str) -> bool:
    """Whether a line says when: `3 декабря 2020, 18:47 • Алексей Супрун • 3375`."""
    return len(line) < 120 and (re.search(r"\d\d:\d\d", line) is not None or dates.parse(line) is not None)


def _spoken_of(name: str, body: str) -> bool:
    """Whether a text has the last word of a name, in any case."""
    return re.search(rf"\b{re.escape(name.split()[-1][:5])}", body, re.I) is not None
