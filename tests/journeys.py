"""Ten journeys of a journalist, run on the sample archive and written out as a page: `docs/journeys.md`.

`python -m tests.journeys` writes the page; what is typed stands in `journeys.toml`, what comes is
never written by hand.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sample
from index import Hit, Index, Results, Search
from index.article import Pieces, Reason
from indexer import ingest
from search_web.words import counted, in_words

JOURNEYS = Path(__file__).with_name("journeys.toml")
PAGE = Path(__file__).parents[1] / "docs" / "journeys.md"

SHOWN = 3
"""Hits of each answer that are written out."""
HEAD = """# Десять дорог журналиста

Что набрано и что пришло. Архив — пробный, из двух выдуманных газет (`make demo`): те же ответы даст страница поиска.
Эту страницу пишет `python -m tests.journeys`, а тест следит, чтобы написанное было правдой.
"""
REASONS = {
    "exact": "так и написано",
    "form": "другая форма",
    "name": "имя в другом падеже",
    "kazakh": "с казахскими буквами",
    "synonym": "то же иначе",
    "bridge": "то же на другом языке",
    "typo": "опечатка",
    "layout": "другая раскладка клавиатуры",
    "translit": "латинские буквы",
    "spaces": "пропущен пробел",
    "prefix": "начало слова",
}
SORTS = {"date": "сначала новые", "oldest": "сначала старые", "views": "по просмотрам"}


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        sample.write(Path(folder, "pages"))
        index = Index.create(Path(folder, "archive"))
        ingest([Path(folder, "pages")], index, workers=0)
        journeys = tomllib.loads(JOURNEYS.read_text("utf-8"))["journey"]
        return "\n".join((HEAD, *(line for number, one in enumerate(journeys, 1) for line in told(number, one, index))))


def told(number: int, journey: dict[str, Any], index: Index) -> Iterator[str]:
    """One journey."""
    yield f"## {number}. {journey['title']}\n"
    yield f"{journey['wants']}\n"
    for typed in journey["typed"]:
        search = question(typed)
        yield f"**Набрано:** `{search.text}`{narrowed(search)}\n"
        yield from answered(index.search(search))


def question(typed: dict[str, Any]) -> Search:
    """What was typed and chosen, as the question that it is."""
    return Search(
        text=typed["q"],
        since=typed.get("from"),
        until=typed.get("to"),
        sort=typed.get("sort", "relevance"),
        where=tuple((name, value) for name, value in typed.get("where", ())),
    )


def narrowed(search: Search) -> str:
    """What was chosen beside the text."""
    chosen = [
        search.since and f"с {in_words(search.since)}",
        search.until and f"по {in_words(search.until)}",
        *(value for _, value in search.where),
        SORTS.get(search.sort),
    ]
    return "".join(f", {one}" for one in chosen if one)


def answered(results: Results) -> Iterator[str]:
    """What was said and what came."""
    for line in said(results):
        yield f"*{line}*\n"
    for place, hit in enumerate(results.hits[:SHOWN], 1):
        yield from found(place, hit)
    if len(results.hits) > SHOWN:
        yield f"… и ещё {counted(results.total - SHOWN, 'статья', 'статей')}.\n"


def said(results: Results) -> Iterator[str]:
    """What the answer says of itself, as the search page does."""
    for same in results.synonyms:
        yield f"«{same.word}» найдётся и как «{same.other}»."
    if results.readings:
        both = (f"{one.name}, {'он' if one.sex == 'm' else 'она'} ({one.total})" for one in results.readings)
        yield f"Имя можно прочесть двояко: {'; '.join(both)}."
    if correction := results.correction:
        yield f"Показано: «{correction.query}» ({REASONS[correction.reason]})."
    if partial := results.partial:
        absent = f"Нет в архиве: {', '.join(partial.absent)}." if partial.absent else "Ни в одной статье нет всех слов."
        yield absent
        if results.hits:
            yield f"Ближе всего, по словам: {', '.join(partial.matched)}."
    yield f"Нашлось: {counted(results.total, 'статья', 'статей')}." if results.total else "Ничего не нашлось."


def found(place: int, hit: Hit) -> Iterator[str]:
    """One article: its title, its best fragment, why it is there."""
    article = hit.article
    yield f"{place}. {bold(hit.title)} — {article.source}, {in_words(article.published)}  "
    if hit.fragments and hit.fragments[0] != hit.title:
        yield f"   {bold(hit.fragments[0])}  "
    for copy in hit.copies.articles:
        yield f"   Копия: {copy.title} — {copy.source}, {in_words(copy.published)}  "
    yield f"   *{'; '.join(dict.fromkeys(map(reason, hit.why)))}*\n"


def reason(why: Reason) -> str:
    return f"«{why.form}»: {REASONS[why.kind]}"


def bold(pieces: Pieces) -> str:
    """A text with its marks in bold, on one line."""
    text = "".join(f"**{piece.text}**" if piece.match else piece.text for piece in pieces)
    return " ".join(text.split())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
