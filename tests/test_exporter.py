"""What is taken away opens right elsewhere: in spreadsheets, in programs for bibliographies, in `add` itself."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from commands import searching
from exporter import EXPORTS, STYLES, cite
from exporter.people import Person, person
from exporter.tables import LONGEST_CELL
from index import Article
from index.article import Origin

TODAY = date(2026, 1, 9)
STORY = Article(
    id="1",
    url="https://a.example/1",
    title="Сады на крышах",
    lead="Их 12.",
    body='Первый абзац; с точкой с запятой.\nВторой «абзац» и "кавычки".',
    published="2025-10-01T09:30+05:00",
    author="Иван Садов, Әсел Бақбергенова",
    section="Город",
    tags=("сады", "крыши"),
    source="a.example",
    lang="ru",
    views=12,
    origin=Origin("a.zip", "1.html", 5),
)


def written(form: str, *articles: Article) -> str:
    return "".join(EXPORTS[form].write(articles, TODAY))


def table(*articles: Article) -> list[dict[str, str]]:
    text = written("csv", *articles)
    assert text.startswith("\ufeff") and "\r\n" in text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_table_gives_back_what_went_in() -> None:
    (row,) = table(STORY)
    assert row["body"] == STORY.body and row["title"] == STORY.title and row["views"] == "12"
    assert (row["tags"], row["origin"], row["modified"]) == ("сады, крыши", "a.zip!1.html:5", "")


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("5897697355587473255", "'5897697355587473255"),
        ("589769735558747", "589769735558747"),
        ("+7 701", "'+7 701"),
        ("-5 градусов", "'-5 градусов"),
        ("@cmd|' /C calc'!A0", "'@cmd|' /C calc'!A0"),
        (" \t=1+1", "' \t=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\r\x00=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("'90-е", "'90-е"),
        ("– Так и сказал?", "– Так и сказал?"),
        ('Он сказал: "да"', 'Он сказал: "да"'),
    ],
)
def test_no_cell_is_a_formula(title: str, cell: str) -> None:
    assert table(Article(id="1", title=title))[0]["title"] == cell


def test_a_text_longer_than_a_cell_says_that_it_is_cut() -> None:
    (row,) = table(Article(id="1", body="а" * 40_000))
    assert len(row["body"]) == LONGEST_CELL and row["body"].endswith("JSONL]")


def test_json_lines_give_back_the_articles() -> None:
    assert [Article.from_json(json.loads(line)) for line in written("jsonl", STORY, STORY).splitlines()] == [STORY] * 2


NAMES = [
    ("Иван Садов", Person("Садов", ("Иван",))),
    ("Иван Петрович Садов", Person("Садов", ("Иван", "Петрович"))),
    ("Садов Иван Петрович", Person("Садов", ("Иван", "Петрович"))),
    ("И.П. Садов", Person("Садов", ("И.", "П."))),
    ("Садов И. П.", Person("Садов", ("И.", "П."))),
    ("Серік Асқарұлы", Person("Асқарұлы", ("Серік",))),
    ("Анна-Мария Римская-Дождева", Person("Римская-Дождева", ("Анна-Мария",))),
    ("Садов", Person("Садов")),
    ("Пресс-служба акимата", Person("Пресс-служба акимата")),
    ("Step24.kz", Person("Step24.kz")),
]


@pytest.mark.parametrize(("name", "parts"), NAMES)
def test_names_are_taken_apart(name: str, parts: Person) -> None:
    assert person(name) == parts


GOST = [
    (
        {},
        "Садов, И. Сады на крышах / И. Садов, Ә. Бақбергенова. – Текст : электронный // a.example : [сайт]. – 2025. – "
        "1 окт. – URL: https://a.example/1 (дата обращения: 09.01.2026).",
    ),
    (
        {"author": None, "published": "2025-05"},
        "Сады на крышах. – Текст : электронный // a.example : [сайт]. – 2025. – URL: https://a.example/1 "
        "(дата обращения: 09.01.2026).",
    ),
    (
        {"author": "Пресс-служба", "url": None, "published": None, "title": "Сады.\nИтоги."},
        "Пресс-служба. Сады. Итоги / Пресс-служба. – Текст : электронный // a.example.",
    ),
    (
        {"author": "А. Б, В. Г, Д. Е, Ж. З, И. К", "url": None, "source": None, "published": "2024-03-08"},
        "Сады на крышах / А. Б, В. Г, Д. Е [и др.]. – Текст : электронный. – 2024. – 8 марта.",
    ),
    (
        {"author": None, "title": "", "url": None, "source": None, "published": None},
        "[Без заглавия]. – Текст : электронный.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "record"), GOST)
def test_gost(changes: dict[str, Any], record: str) -> None:
    article = Article.from_json(STORY.to_json() | changes)
    assert cite(article, "gost", TODAY).replace("\u00a0", " ") == record + "\n"


def test_bibtex_is_balanced_and_harmless() -> None:
    evil = Article(
        id="https://a.example/п?1",
        title=r"100 % {зла} \input{x} #1 & $2_3",
        author="Пресс-служба",
        url="https://a.example/{}",
    )
    text = written("bibtex", STORY, evil)
    assert text.count("{") == text.count("}")
    assert "  author = {Садов, Иван and Бақбергенова, Әсел},\n  title = {{Сады на крышах}},\n" in text
    assert "  year = {2025},\n  month = oct,\n  day = {1},\n" in text
    assert r"{{100 \% \textbraceleft{}зла\textbraceright{} \textbackslash{}input" in text
    assert "  author = {{Пресс-служба}},\n" in text and "  url = {https://a.example/%7B%7D},\n" in text
    keys = [line for line in text.splitlines() if line.startswith("@")]
    assert keys[0] == "@article{1," and keys[1].isascii()


def test_keys_of_bibtex_are_never_shared() -> None:
    ids = ("а/б", "а-б", "a/b", "a-b", "a_b", "b" * 50, "b" * 51)
    text = written("bibtex", *(Article(id=id, title="Т") for id in ids))
    assert len({line for line in text.splitlines() if line.startswith("@")}) == len(ids)


def test_ris() -> None:
    lines = written("ris", STORY, Article(id="2", title="ER  - \nTY  - BOOK", published="2024-05")).split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines.count("ER  - ") == 2 and lines.count("TY  - NEWS") == 2
    for line in (
        "AU  - Садов, Иван", "DA  - 2025/10/01/", "KW  - крыши", "Y2  - 2026/01/09/", "PY  - 2024", "DA  - 2024/05//",
        "TI  - ER - TY - BOOK",
    ):  # fmt: skip
        assert line in lines


def test_csl() -> None:
    item, bare = json.loads("".join(STYLES["csl"].write([STORY, Article(id="2")], TODAY)))
    assert item["type"] == "article-newspaper" and item["author"][1] == {"family": "Бақбергенова", "given": "Әсел"}
    assert item["issued"] == {"date-parts": [[2025, 10, 1]]} and item["accessed"] == {"date-parts": [[2026, 1, 9]]}
    assert bare == {"id": "2", "type": "article-newspaper"}


def test_plain() -> None:
    assert (
        cite(STORY, "plain", TODAY)
        == "Иван Садов, Әсел Бақбергенова. Сады на крышах // a.example, 1 октября 2025. https://a.example/1\n"
    )


def test_the_command_line_offers_every_form() -> None:
    assert set(searching.FORMS) == set(EXPORTS)
