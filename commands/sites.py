"""Profiles of sites: `sites check` shows what their rules do to a page, `sites learn` proposes one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from commands.options import archive_of, as_json
from settings import Settings


@click.group()
def sites() -> None:
    """Профили сайтов: где на страницах что, и что на них лишнее. Свои лежат в папке sites архива."""


@sites.command()
@click.argument("page", metavar="СТРАНИЦА")
@click.option("--source", metavar="ИМЯ", help="Источник, если страница его не называет.")
@as_json
@click.pass_obj
def check(settings: Settings, /, page: str, source: str | None, as_json: bool) -> None:
    """Показать, что каждое правило взяло и выбросило и откуда каждое поле."""
    from indexer import Page, Refused, owned, profiles, read
    from indexer.checking import checked
    from indexer.repeated import Repeated

    found = next((each for each in read(page, source=source) if isinstance(each, (Page, Refused))), None)
    if not isinstance(found, Page):
        raise click.UsageError(str(found) if found else f"{page}: страниц нет")
    own = owned(archive_of(settings).folder)
    profiles.known.cache_clear()  # as they are now
    report = checked(Repeated(own).marked(found), settings.timezone, own)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        for line in told(report):
            click.echo(line)
    sys.exit(0 if report["article"] else 1)


def told(report: dict[str, Any]) -> Iterator[str]:
    """The report of one page for a terminal."""
    yield f"Страница: {report['origin']}"
    yield f"Профиль:  {report['profile']} ({report['file']})" if report["profile"] else "Профиль:  нет, общие правила"
    if report["tried"]:
        yield click.style("\nПравила профиля: мест, первый текст", bold=True)
    for rule in report["tried"]:
        yield f"{rule['found']:>5}  {rule['key']:<17} {rule['path']}"
        if rule["text"]:
            yield click.style(f"       {'':<17} {rule['text'][:80]}", dim=True)
    if report["article"] is None:
        yield click.style(f"\nНе статья: {report['reason']}", fg="red")
        return
    yield click.style("\nСтатья: поле, правило, значение", bold=True)
    for name, value in report["article"].items():
        if value and (name in report["rules"] or name in ("url", "source")):
            shown = ", ".join(value) if isinstance(value, list) else str(value).replace("\n", " ¶ ")
            yield f"  {name:<10} {report['rules'].get(name, ''):<16} {shown[:90]}"
    if report["dropped"]:
        yield click.style("\nВыброшено: причина, строка", bold=True)
    for each in report["dropped"]:
        yield f"  {each['reason']:<16} {each['line'][:90]}"


@sites.command()
@click.argument("folder", metavar="ПАПКА")
@click.option("--source", metavar="ИМЯ", help="Источник, если страницы его не называют.")
@click.option("--limit", type=click.IntRange(1), default=2000, show_default=True, help="Сколько страниц прочитать.")
@as_json
def learn(folder: str, source: str | None, limit: int, as_json: bool) -> None:
    """Предложить профиль: строки, что повторяются на страницах источника. Сохраните его в папку sites архива."""
    from indexer import Page, read
    from indexer.learning import LEAST, learned

    if not Path(folder).exists():
        raise click.UsageError(f"Нет такой папки: {folder}")
    pages = islice((each for each in read(folder, source=source) if isinstance(each, Page)), limit)
    found = [each for each in learned(pages) if each.pages >= LEAST]
    if as_json:
        rows = [{"source": e.source, "pages": e.pages, "lines": e.repeated(), "profile": e.toml()} for e in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for each in found:
            click.echo(each.toml())
    if not found:
        click.echo(f"Нет источника хотя бы с {LEAST} страницами: учиться не на чем", err=True)
    sys.exit(0 if found else 1)
