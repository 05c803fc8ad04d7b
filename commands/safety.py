"""What keeps an archive whole: `verify, backup, restore, rebuild, import, rollback, optimize`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import ENGINES, archive, archive_of, as_json, chosen, confirmed, unasked
from settings import Settings

if TYPE_CHECKING:
    from index.keeping.archive import Archive


def standing(settings: Settings) -> Archive:
    """The archive, however damaged; there has to be one."""
    found = archive_of(settings)
    if not found.exists() and not found.lost():
        found.current()  # which says what is there instead
    return found


place = click.argument("place", metavar="ПАПКА", type=click.Path(path_type=Path))


@click.command()
@as_json
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Проверить, что архив цел: файлы, счёт, каждая статья, словарь."""
    from index.keeping.verify import verify as verified

    said(verified(standing(settings)), as_json)


def said(report: Any, as_json: bool) -> None:
    """The result of a check; ends the command, with 1 where something is wrong."""
    if as_json:
        click.echo(json.dumps(asdict(report) | {"ok": report.ok}, ensure_ascii=False))
    else:
        click.echo(f"Файлов {report.files}, статей {report.articles}, из них разобрано заново {report.sampled}.")
        for problem in report.problems:
            click.secho(f"{problem.where}: {problem.what}. {problem.todo}", fg="red")
        click.echo("Архив цел." if report.ok else f"Неладно: {len(report.problems)}")
    sys.exit(0 if report.ok else 1)


@click.command()
@place
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Оставить в ПАПКЕ только N последних копий.")
@as_json
@click.pass_obj
def backup(settings: Settings, place: Path, keep: int | None, as_json: bool) -> None:
    """Сделать копию архива в ПАПКЕ, не мешая ни поиску, ни добавлению; неизменное в копиях общее.

    Копия сама архив: в ней можно искать, -a ПАПКА/ВРЕМЯ.
    """
    from index.keeping.backup import back_up

    copy = back_up(archive(settings), place, keep)
    if as_json:
        click.echo(json.dumps(asdict(copy) | {"folder": str(copy.folder)}, ensure_ascii=False))
    else:
        old = f" Удалено старых копий: {copy.deleted}." if copy.deleted else ""
        click.echo(f"Копия: {copy.folder}. Файлов {copy.files}, из них новых {copy.new}.{old}")
    if copy.damaged:
        what = f"В прежней копии повреждено файлов: {copy.damaged}; в эту они взяты из архива"
        click.secho(f"{what}. Какие копии целы: podshivka restore --check КОПИЯ", fg="yellow", err=True)


@click.command()
@place
@click.option("--check", is_flag=True, help="Только проверить копию.")
@as_json
@click.pass_obj
def restore(settings: Settings, place: Path, check: bool, as_json: bool) -> None:
    """Вернуть архив из копии (из последней в ПАПКЕ); нынешнее остаётся для rollback."""
    from index.keeping.archive import Archive
    from index.keeping.backup import chosen
    from index.keeping.backup import restore as restored
    from index.keeping.verify import verify as verified

    if check:
        said(verified(Archive(chosen(place))), as_json)
    copy = restored(archive_of(settings), place)
    click.echo(json.dumps({"restored": str(copy)}, ensure_ascii=False) if as_json else f"Восстановлено из {copy}")


@click.command()
@as_json
@click.pass_obj
def rebuild(settings: Settings, as_json: bool) -> None:
    """Построить архив заново рядом с нынешним и заменить его; поиск не прерывается, прежний остаётся для rollback.

    Снимки страниц текстом читаются при этом ещё раз: с тем, что о строках их источника узнано с тех пор.
    """
    from index.keeping.rebuild import rebuilt
    from indexer import owned
    from indexer.rereading import Rereading

    here = standing(settings)
    captures = Rereading(settings.timezone, owned(here.folder))
    articles = rebuilt(here, captures.again)
    if as_json:
        report = {"articles": articles, "captures": captures.read, "changed": captures.changed}
        click.echo(json.dumps(report))
    else:
        more = f". Снимков прочитано снова: {captures.read}, изменилось {captures.changed}" if captures.read else ""
        click.echo(f"Перестроено статей: {articles}{more}")


@click.command(name="import")
@click.argument("source", metavar="АРХИВ")
@click.option("--engine", type=click.Choice(ENGINES), help=f"Движок нового архива в папке.  [{ENGINES[0]}]")
@unasked
@as_json
@click.pass_obj
def import_(settings: Settings, source: str, engine: str | None, yes: bool, as_json: bool) -> None:
    """Взять все статьи другого архива (папки или адреса в кластере) вместо нынешних; прежние вернёт rollback.

    Так архив переезжает в кластер и обратно. Добавить статьи к нынешним: export там, add здесь.
    """
    from index.keeping.rebuild import held, taken_over

    here, other = archive_of(settings), archive_of(settings, source)
    other.current()
    name = chosen(here, engine)
    replaced = held(here) if here.exists() else 0
    if replaced and not yes:
        confirmed(f"В архиве «{here.place}» статей: {replaced}, из «{other.place}» придёт: {held(other)}. Заменить?")
    articles = taken_over(here, other, name)
    if as_json:
        click.echo(json.dumps({"articles": articles, "replaced": replaced}))
    else:
        before = f". Прежние (статей: {replaced}) вернёт podshivka -a {here.place} rollback" if replaced else ""
        click.echo(f"Взято статей: {articles}{before}")


@click.command()
@unasked
@as_json
@click.pass_obj
def rollback(settings: Settings, yes: bool, as_json: bool) -> None:
    """Вернуться к поколению до последней перестройки или восстановления; ещё раз: обратно."""
    from index.keeping.rebuild import rolled_back, since

    found = standing(settings)
    if (changes := since(found.journal())) and not yes:
        runs = ", ".join(f"{run.command} {run.began[:16]}" for run in changes)
        confirmed(f"В прежнем поколении нет сделанного позже: {runs}. Вернуться?")
    generation = rolled_back(found)
    click.echo(json.dumps({"generation": generation}) if as_json else f"В работе поколение {generation}")


@click.command()
@as_json
@click.pass_obj
def optimize(settings: Settings, as_json: bool) -> None:
    """Слить мелкие части индекса, удалить ненужные файлы, сжать словарь; прежнее поколение тоже удаляется."""
    from index.keeping.rebuild import optimized

    before, after = optimized(archive(settings))
    data = {"bytes_before": before, "bytes": after}
    click.echo(json.dumps(data) if as_json else f"Было {before / 1e6:.1f} МБ, стало {after / 1e6:.1f} МБ")
