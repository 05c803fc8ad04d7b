"""What brings articles in: `add, watch`."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commands.options import ENGINES, access, archive_of, as_json, chosen, opened, stopping
from settings import Settings

if TYPE_CHECKING:
    from index import Index
    from index.article import Origin

REFUSALS_SHOWN = 20


def named(context: click.Context, option: click.Parameter, text: str | None) -> tuple[tuple[str, str], ...]:
    """`title=Шапка,text=Полный текст` as fields and the names of their columns."""
    from indexer.record import field

    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    for name, _, column in pairs:
        if not column.strip() or field(name) is None:
            raise click.BadParameter(f"«{name}»: нужно ПОЛЕ=СТОЛБЕЦ, поля: title, text, date, source, section, tags …")
    return tuple((str(field(name)), column.strip()) for name, _, column in pairs)


def share(context: click.Context, option: click.Parameter, text: str | None) -> Callable[[Origin], bool] | None:
    """`2/3` as what says of a place in the files whether it is in the second of three parts, by a hash of it."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    part, parts = map(int, found.groups()) if found else (0, 0)
    if not 1 <= part <= parts:
        raise click.BadParameter(f"«{text}»: нужно К/Н, часть К из Н, как 2/3")
    return lambda origin: zlib.crc32(str(origin).encode()) % parts == part - 1


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="ПУТЬ...")
@click.option("--format", metavar="ВИД", help="Чем считать файлы, если содержимое не говорит само.")
@click.option("--source", metavar="ИМЯ", help="Источник статей, если страницы его не называют.")
@click.option("--columns", callback=named, metavar="ПОЛЕ=СТОЛБЕЦ,...", help="title=Шапка,text=Полный текст ...")
@click.option("--workers", type=click.IntRange(min=0), help="Процессов для разбора (0: в этом же).")
@click.option("--shard", "only", callback=share, metavar="К/Н", help="Только часть К из Н: остальные у других машин.")
@click.option("--dry-run", is_flag=True, help="Только прочитать и сказать, что вышло бы.")
@click.option("--engine", type=click.Choice(ENGINES), help="Движок нового архива.")
@as_json
@click.pass_obj
def add(settings: Settings, /, paths: Sequence[str], engine: str | None, **options: Any) -> None:
    """Добавить в архив файлы и папки («-»: стандартный ввод): страницы, таблицы, записи, тексты, архивы.

    Вид узнаётся по содержимому: HTML, MHTML, WARC и WACZ, JSON Lines, CSV и TSV, ленты RSS и Atom, карты сайтов, NITF,
    NewsML-G2, ninjs, снимки текстом; упакованные zip, tar, gz, zst, bz2, xz.
    """
    from indexer import ingest, owned, places
    from indexer.progress import shown

    for path in paths:
        if path != "-" and not places(path):
            raise click.UsageError(f"Нет такого файла или папки: {path}")
    as_json, dry_run = options.pop("as_json"), options.pop("dry_run")
    options |= {"timezone": settings.timezone, "sites": owned(archive_of(settings).folder)}
    if dry_run:
        del options["only"]  # it tells of all
        tried(paths, as_json, **options)
    index = created(settings, engine)
    with shown() as progress, stopping() as stop:
        report = ingest(paths, index, progress=progress, stop=stop.is_set, **options)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        click.echo(
            f"Прочитано {report.read}: добавлено {report.added}, обновлено {report.updated}, "
            f"без изменений {report.unchanged}, отклонено {report.refused_count}. {report.seconds:.1f} с"
        )
        for what, count in report.skipped.items():
            click.echo(f"  не страницы, пропущено: {what} ({count})")
        for refused in report.refused[:REFUSALS_SHOWN]:
            click.echo(f"  отклонено {refused}", err=True)
        if report.refused_count > REFUSALS_SHOWN:
            click.echo(f"  … и ещё {report.refused_count - REFUSALS_SHOWN}: весь список в --json", err=True)
    if stop.is_set():
        click.echo("Прервано: принятое сохранено, тот же запуск продолжит.", err=True)
    sys.exit(1 if report.refused_count or stop.is_set() else 0)


def tried(paths: Sequence[str], as_json: bool, **options: Any) -> NoReturn:
    """Says what adding would bring, and ends."""
    from commands.preview import told
    from indexer import preview
    from indexer.progress import shown

    with shown() as progress:
        report = preview(paths, progress=progress, **options)
    for line in [json.dumps(report, ensure_ascii=False)] if as_json else told(report):
        click.echo(line)
    sys.exit(1 if report["refused"] else 0)


def created(settings: Settings, engine: str | None) -> Index:
    """The archive to add to: the one that is there, else a new one."""
    from index import Index

    found = archive_of(settings)
    name = chosen(found, engine)
    return opened(settings) if found.exists() else Index.create(settings.archive, name, access=access(settings))


@click.command()
@click.argument("folder", metavar="ПАПКА", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Добавить то, что есть, и закончить.")
@click.option("--format", metavar="ВИД", help="Чем считать файлы, если содержимое не говорит само.")
@click.option("--source", metavar="ИМЯ", help="Источник статей, если страницы его не называют.")
@click.option("--workers", type=click.IntRange(min=0), help="Процессов для разбора (0: в этом же).")
@as_json
@click.pass_obj
def watch(settings: Settings, /, folder: Path, once: bool, as_json: bool, **options: Any) -> None:
    """Добавлять всё, что появляется в ПАПКЕ; остановить: Ctrl-C. С --json: строка о каждом разе."""
    from indexer import ingest, owned
    from indexer.watch import watch as watched

    def said(report: Any) -> None:
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False))
        else:
            click.echo(
                f"Добавлено {report.added}, обновлено {report.updated}, без изменений {report.unchanged}, "
                f"отклонено {report.refused_count}"
            )

    index, sites = created(settings, None), owned(archive_of(settings).folder)
    with stopping() as stop:
        if once:
            said(ingest([folder], index, command="watch", timezone=settings.timezone, sites=sites, **options))
        else:
            click.echo(f"Слежу за «{folder}» (остановить: Ctrl-C)", err=True)
            watched(folder, index, stop, said, timezone=settings.timezone, sites=sites, **options)
