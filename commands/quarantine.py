"""What was refused: `quarantine list, show, retry, drop`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.options import archive, archive_of, as_json, opened
from settings import Settings

if TYPE_CHECKING:
    from index.keeping.quarantine import Quarantine, Refusal


@click.group()
def quarantine() -> None:
    """Что не принято в архив и почему; исправленное принять."""


numbers = click.argument("ids", nargs=-1, type=int, metavar="НОМЕР...")


@quarantine.command("list")
@as_json
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """Все отклонённые файлы, записи и строки."""
    refusals = of(settings).all()
    if as_json:
        click.echo(json.dumps([told(refusal) for refusal in refusals], ensure_ascii=False))
        return
    for refusal in refusals:
        click.echo(f"{refusal.id:>6}  {refusal.origin}: {refusal.reason}")
    click.echo(f"В карантине: {len(refusals)}", err=True)


@quarantine.command()
@click.argument("id", type=int, metavar="НОМЕР")
@as_json
@click.pass_obj
def show(settings: Settings, id: int, as_json: bool) -> None:
    """Всё, что известно об одном отклонённом."""
    (refusal,) = chosen(settings, (id,))
    if as_json:
        click.echo(json.dumps(told(refusal), ensure_ascii=False))
        return
    for key, value in told(refusal).items():
        if value is not None:
            click.echo(f"{key}: {value}")


@quarantine.command()
@numbers
@click.option("--format", metavar="ВИД", help="Чем считать файлы, если содержимое не говорит само.")
@click.option("--source", metavar="ИМЯ", help="Источник статей, если страницы его не называют.")
@click.option("--workers", type=click.IntRange(min=0), help="Процессов для разбора (0: в этом же).")
@as_json
@click.pass_obj
def retry(settings: Settings, /, ids: Sequence[int], as_json: bool, **options: Any) -> None:
    """Прочесть отклонённое заново с того же места; без номеров: всё."""
    from indexer import owned
    from indexer.retry import retry as again

    chosen(settings, ids)
    sites = owned(archive_of(settings).folder)
    result = again(opened(settings), ids, timezone=settings.timezone, sites=sites, **options)
    if as_json:
        left = [told(refusal) for refusal in result.left]
        data = result.report.to_json() | {"mended": result.mended, "left": left}
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        report = result.report
        click.echo(
            f"Принято: {result.mended}, осталось: {len(result.left)}. Статей добавлено {report.added}, "
            f"обновлено {report.updated}, без изменений {report.unchanged}."
        )
        for refusal in result.left:
            click.echo(f"{refusal.id:>6}  {refusal.origin}: {refusal.reason}", err=True)
    sys.exit(1 if result.left else 0)


@quarantine.command()
@numbers
@click.option("--all", "everything", is_flag=True, help="Забыть обо всём.")
@as_json
@click.pass_obj
def drop(settings: Settings, ids: Sequence[int], everything: bool, as_json: bool) -> None:
    """Забыть об отклонённом: файлы не трогаются."""
    if bool(ids) == everything:
        raise click.UsageError("Назовите номера или --all: quarantine drop НОМЕР...")
    dropped = of(settings).drop([refusal.id for refusal in chosen(settings, ids)])
    click.echo(json.dumps({"dropped": dropped}) if as_json else f"Забыто: {dropped}")


def of(settings: Settings) -> Quarantine:
    """The quarantine of the archive, which need not be of this version."""
    from index.keeping.quarantine import Quarantine

    return Quarantine(archive(settings).journal())


def chosen(settings: Settings, ids: Sequence[int]) -> list[Refusal]:
    """The refusals of the numbers given, which must be there; all, where none is given."""
    found = of(settings).all(ids)
    if missing := set(ids) - {refusal.id for refusal in found}:
        raise click.UsageError(f"В карантине нет номера {min(missing)}; есть: podshivka quarantine list")
    return found


def told(refusal: Refusal) -> dict[str, Any]:
    """A refusal by the keys of the contract."""
    return {
        "id": refusal.id,
        "origin": str(refusal.origin),
        "file": refusal.origin.file,
        "member": refusal.origin.member,
        "offset": refusal.origin.offset,
        "reason": refusal.reason,
        "sha256": refusal.sha256,
        "at": refusal.at,
        "run": refusal.run,
    }
