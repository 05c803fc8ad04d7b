"""Text captures as mailers, scanners and clipping programs leave them: broken lines, quotes, Markdown."""

from __future__ import annotations

import re
import textwrap

import pytest

from index.article import Article, Origin
from indexer.extract import examine
from indexer.markdown import unmarked
from indexer.pages import Page
from indexer.unwrap import unwrapped
from tests.test_capture import CAPTURE

PROSE = CAPTURE.replace("Завод построили за три года. ", "Завод построили за три года. Стены возвели из кирпича. " * 3)


def read(text: str) -> Article:
    return examine(Page(kind="text", data=text.encode(), origin=Origin("capture.txt"))).article


def words(text: str) -> str:
    article = read(text)
    return " ".join(re.findall(r"\w+", f"{article.title} {article.lead} {article.body}"))


def broken(text: str, column: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, column)) for line in text.split("\n"))


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def linked(text: str) -> str:
    """A clipped page: a heading, links in menus and in the text, pictures, escaped marks."""
    lines = [f"[{line}](https://vesti.kz/a_(b) 'к')" if 20 < len(line) < 60 else line for line in text.split("\n")]
    text = re.sub(r"(?<=\d)\.(?=\d)", r"\\.", "\n".join(lines)).replace("завода", "[завода](/plant)")
    return text.replace("В Степногорске", "# В Степногорске").replace("Фото:", "![Завод](/i.jpg)\nФото:")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: broken(text, 72),
        lambda text: broken(text, 40),
        lambda text: quoted(text),
        lambda text: quoted(broken(text, 72)),
        lambda text: re.sub(r"\n\n", "\n\n\n\n", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", " \u200b"),
        linked,
    ],
    ids=["72", "40", "quoted", "quoted 72", "blank lines", "no-break", "zero-width", "Markdown"],
)  # fmt: skip
def test_the_same_article(change: object) -> None:
    assert callable(change)
    assert words(change(PROSE)) == words(PROSE)


def test_without_blank_lines() -> None:
    dense = re.sub(r"\n+", "\n", PROSE)
    assert words(broken(dense, 64)) == words(dense)


def test_paragraphs_that_begin_with_blanks() -> None:
    text = (
        "   Мост через реку построили за два года, и\n"
        "теперь по нему ходят поезда и автомобили.\n"
        "   Раньше жители левого берега ездили в об-\n"
        "ход, а весной ждали, пока сойдёт половодье,\n"
        "чтобы переправиться на пароме.\n"
    )
    assert [line.strip().split()[0] for line in unwrapped(text) if line.strip()] == ["Мост", "Раньше"]


def test_what_was_not_broken_stays() -> None:
    """Headlines below one another, verses and lists are lines of their own."""
    lists = "новую школу открыли в посёлке\nв районе отремонтировали мост\nаким назначен\nоткрылась ярмарка мёда"
    for text in (CAPTURE, lists, "Закупили:\n• муку,\n• сахар,\nа также соль и крупу.", "", "\n", "одна строка"):
        assert unwrapped(text) == text.split("\n")


def test_a_list_in_a_broken_text() -> None:
    item = "- закупить для школ района новую мебель, которую делают на здешней фабрике;\n" * 3
    assert [line for line in unwrapped(broken(item, 40)) if line] == item.strip().split("\n")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("см. [список](https://a.kz/x_(y)) [Все](/all \"все\")", "см. список Все"),
        ("[![](a.jpg)](/x)[Далее](/y)", "Далее"),
        ("## Мост ##", "\nМост\n"),
        ("**Мост** через __реку__", "Мост через реку"),
        ("Мост\n======", "Мост\n"),
        ("#Астана и 2*3*4, f(x)[0], [1] и [2](стр. 5)", "#Астана и 2*3*4, f(x)[0], [1] и [2](стр. 5)"),
        (r"цена 5\. и \*", r"цена 5\. и \*"),
        ("[[year]]", "[[year]]"),
    ],
)  # fmt: skip
def test_markdown(marked: str, plain: str) -> None:
    assert unmarked(marked) == plain
