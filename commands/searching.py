"""What only reads: `search, suggest, export, analyze, stats`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from commands.options import archive_of, as_json, as_typed, filtered, folding, opened, searched
from settings import Settings

FORMS = ("jsonl", "csv", "bibtex", "ris")
"""The names of `exporter.EXPORTS`, which is loaded only to export."""


@click.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Сколько показать.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Сколько пропустить.")
@filtered
@folding
@as_typed
@as_json
@click.pass_obj
def search(settings: Settings, /, query: str, as_json: bool, **options: Any) -> None:
    """Найти статьи. Язык запросов: слова, "фразы", !точно, нефт*, -без, заголовок:, дата:2025-10, ( | )."""
    from index.reply import reply

    asked = searched(query, **options)
    results = opened(settings).search(asked)
    if as_json:
        click.echo(json.dumps(reply(asked, results), ensure_ascii=False))
    else:
        for line in listed(results, asked.offset):
            click.echo(line)
    sys.exit(0 if results.total and not (results.partial and not results.partial.full) else 1)


def listed(results: Any, offset: int) -> Iterator[str]:
    """Results for a terminal: the words that were found in colour."""
    if results.correction:
        yield f"По запросу «{results.correction.typed}» почти ничего нет; показано: {results.correction.query}"
    if results.offered:
        yield f"Возможно, имелось в виду: {results.offered.query}"
    partial = results.partial
    if partial and not partial.full:
        absent = ", ".join(partial.absent)
        yield f"Нет в архиве: {absent}." if absent else "Ни в одной статье нет всех слов."
        if results.hits:
            yield f"Ближе всего, по словам: {', '.join(partial.matched)}."
    if results.absent:
        yield f"Нет в архиве: {', '.join(results.absent)}."
    if results.narrowed:
        yield from kept_away(results.narrowed)
    if results.synonyms:
        yield "Найдено и так: " + ", ".join(dict.fromkeys(synonym.other for synonym in results.synonyms))
    if results.readings:
        told = "; ".join(f"{one.name}: {one.total} ({one.query})" for one in results.readings)
        yield f"Имя можно прочесть двояко. {told}"
    yield f"Найдено: {partial.full if partial and partial.full else results.total} ({results.took_ms:.0f} мс)"
    for number, hit in enumerate(results.hits, offset + 1):
        article = hit.article
        if partial and partial.full and number == max(partial.rows, offset) + 1:
            yield f"\nЧасть слов ({', '.join(partial.matched)}) — в {results.total - partial.full}:"
        yield ""
        yield f"{number}. {click.style(coloured(hit.title), bold=True) or '(без заголовка)'}"
        known = (article.published, article.source, article.section, article.id)
        yield click.style("   " + " · ".join(filter(None, known)), dim=True)
        for fragment in hit.fragments:
            yield "   " + coloured(fragment).replace("\n", " ")
        if hit.copies.total:
            yield click.style(f"   копий: {hit.copies.total}, {earliest(hit)}", dim=True)


def kept_away(narrowed: Any) -> Iterator[str]:
    """What filters have left out of an answer."""
    for one in narrowed.unknown:
        there = f"; есть: {', '.join(one.near)}" if one.near else ""
        yield f"Нет в архиве: {one.field} «{one.value}»{there}."
    if narrowed.total:
        yield f"Без отборов нашлось бы: {narrowed.total}."


def earliest(hit: Any) -> str:
    """Which of near copies came first."""
    if hit.first:
        return "эта раньше всех"
    copy = hit.copies.articles[0]
    return "раньше всех: " + " · ".join(filter(None, (copy.published or "без даты", copy.source, copy.id)))


def coloured(pieces: Any) -> str:
    return "".join(click.style(piece.text, fg="yellow", bold=True) if piece.match else piece.text for piece in pieces)


@click.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 20), default=8, show_default=True, help="Сколько показать.")
@as_json
@click.pass_obj
def suggest(settings: Settings, text: str, limit: int, as_json: bool) -> None:
    """Чем можно продолжить начатый запрос."""
    from index.reply import suggested

    found = opened(settings).suggest(text, limit)
    if as_json:
        click.echo(json.dumps(suggested(text, found), ensure_ascii=False))
    else:
        for suggestion in found:
            click.echo(f"{suggestion.count:>8}  {suggestion.text}")
    sys.exit(0 if found else 1)


@click.command()
@click.argument("query", default="")
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True, help="Вид.")
@filtered
@click.pass_obj
def export(settings: Settings, /, query: str, form: str, **options: Any) -> None:
    """Выдать все найденные статьи, без потолка: строки JSON, таблица, списки литературы; пустой запрос: весь архив."""
    from exporter import EXPORTS
    from exporter.tables import CUT, LONGEST_CELL

    articles = opened(settings).scan(searched(query, **options))
    first, cut = next(articles, None), 0
    for text in EXPORTS[form].write(chain([first], articles) if first else (), settings.today()):
        click.echo(text.encode(), nl=False)
        cut += form == "csv" and CUT in text
    if cut:
        told = f"Обрезано текстов: {cut}, в ячейку входит {LONGEST_CELL} знаков. Целиком и для add: --format jsonl"
        click.secho(told, fg="yellow", err=True)
    sys.exit(0 if first else 1)


@click.command()
@click.argument("text")
@as_json
@click.pass_obj
def analyze(settings: Settings, text: str, as_json: bool) -> None:
    """Показать слова текста: место, форму и прочтения (с таблицами архива, если он есть)."""
    from index.prepare import analysis

    words = analysis(text, archive_of(settings).languages())
    if as_json:
        click.echo(json.dumps(words, ensure_ascii=False))
        return
    for word in words:
        click.echo(f"{word['start']:>5} {word['word']:<24} {word['form']:<24} {', '.join(word['readings'])}")


@click.command()
@as_json
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Сколько чего в архиве."""
    counts = opened(settings).stats()
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        if name == "gaps":
            for first, last in value[:20]:
                click.echo(f"  нет статей: {first}" + (f" … {last}" if last != first else ""))
        elif isinstance(value, dict):
            click.secho(f"\n{name}", bold=True)
            for key, count in value.items():
                click.echo(f"{count:>10}  {key}")
        else:
            click.echo(f"{name}: {value}")
