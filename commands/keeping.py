"""The care of an archive: `delete, relearn, rebuild`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from commands.options import as_json, opened, searched
from settings import Settings


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--query", help="Удалить всё, что находит запрос (без синонимов).")
@click.option("--yes", is_flag=True, help="Не спрашивать.")
@as_json
@click.pass_obj
def delete(settings: Settings, ids: Sequence[str], query: str | None, yes: bool, as_json: bool) -> None:
    """Удалить статьи из архива."""
    if bool(ids) == bool(query):
        raise click.UsageError("Назовите статьи или запрос: delete ID... или delete --query ЗАПРОС")
    index = opened(settings)
    asked = searched(query or "", "date", None, None, (), synonyms=False, bridge=False)  # only what was said is lost
    chosen = list(ids) or [article.id for article in index.scan(asked)]
    if chosen and not yes:
        click.confirm(f"Удалить из архива «{settings.archive}» статей: {len(chosen)}?", abort=True, err=True)
    deleted = index.delete(chosen)
    click.echo(json.dumps({"deleted": deleted}) if as_json else f"Удалено: {deleted}")
    sys.exit(0 if deleted and deleted >= len(ids) else 1)


@click.command()
@click.pass_obj
def relearn(settings: Settings) -> None:
    """Прочесть все формы архива заново нынешней версией языков; статьи не трогаются."""
    click.echo(f"Прочитано форм: {opened(settings).relearn()}")


@click.command()
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Построить архив заново рядом с нынешним и заменить его (после обновления программы)."""
    from index.archive import Archive
    from index.rebuild import rebuilt

    click.echo(f"Перестроено статей: {rebuilt(Archive(Path(settings.archive)))}")
