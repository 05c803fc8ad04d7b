"""The care of an archive: `delete, correct, undo, runs, relearn`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from commands.options import NAMES_ARTICLES, an_id, archive, as_json, confirmed, opened, searched, unasked
from settings import Settings


@click.command(context_settings=NAMES_ARTICLES)
@click.argument("ids", nargs=-1, metavar="ID...", callback=an_id)
@click.option("--query", help="Удалить всё, что находит запрос (без синонимов).")
@unasked
@as_json
@click.pass_obj
def delete(settings: Settings, ids: Sequence[str], query: str | None, yes: bool, as_json: bool) -> None:
    """Удалить статьи из архива; 30 дней их можно вернуть: undo."""
    if bool(ids) == bool(query):
        raise click.UsageError("Назовите статьи или запрос: delete ID... или delete --query ЗАПРОС")
    index = opened(settings)
    asked = searched(query or "", "date", None, None, (), synonyms=False, bridge=False)  # only what was said is lost
    chosen = list(ids) or [article.id for article in index.scan(asked)]
    if chosen and not yes:
        confirmed(f"Удалить из архива «{index.archive.place}» статей: {len(chosen)}?")
    deleted = index.delete(chosen, query or " ".join(ids)[:500])
    back = ". Вернуть: podshivka undo" if deleted else ""  # which would take back an earlier run
    click.echo(json.dumps({"deleted": deleted}) if as_json else f"Удалено: {deleted}{back}")
    sys.exit(0 if deleted and deleted >= len(ids) else 1)


@click.command(context_settings=NAMES_ARTICLES)
@click.argument("id", callback=an_id)
@click.argument("fields", nargs=-1, required=True, metavar="ПОЛЕ=ЗНАЧЕНИЕ...")
@as_json
@click.pass_obj
def correct(settings: Settings, id: str, fields: Sequence[str], as_json: bool) -> None:
    """Исправить статью: title, lead, body, published, author, section, tags, source ...; пустое значение стирает.

    Исправленное остаётся, когда та же страница приходит снова.
    """
    from index.keeping import corrections
    from indexer import dates

    pairs = {}
    for pair in fields:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"«{pair}»: нужно ПОЛЕ=ЗНАЧЕНИЕ")
        pairs[SHORT.get(name, name)] = value
    for name in {"published", "modified"} & set(pairs):
        pairs[name] = dates.parse(pairs[name], zone=settings.timezone) or pairs[name]
    article = corrections.correct(opened(settings), id, pairs)
    if as_json:
        click.echo(json.dumps(article.to_json(), ensure_ascii=False))
        return
    for name, said in article.corrected.items():
        click.echo(f"{name}: {getattr(article, name)} (было: {said})")


SHORT = {"date": "published", "text": "body", "tag": "tags"}
"""The names by which the query language has fields, beside those of an article."""


@click.command()
@click.argument("run", type=int, required=False, metavar="ЗАПУСК")
@as_json
@click.pass_obj
def undo(settings: Settings, run: int | None, as_json: bool) -> None:
    """Отменить удаление или исправление: последнее или с номером (runs); не старше 30 дней."""
    from index.keeping import corrections

    undone = corrections.undo(opened(settings), run)
    if as_json:
        click.echo(json.dumps(asdict(undone), ensure_ascii=False))
    else:
        click.echo(
            f"Запуск {undone.run} ({undone.command}) не отменён; другой: podshivka undo НОМЕР (список: podshivka runs)"
            if undone.nothing
            else f"Отменён запуск {undone.run} ({undone.command}): возвращено статей {undone.restored}"
        )
        if undone.kept:
            click.echo(f"Изменены с тех пор и оставлены как есть: {', '.join(undone.kept)}", err=True)
    sys.exit(1 if undone.kept else 0)


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Сколько последних показать.")
@as_json
@click.pass_obj
def runs(settings: Settings, limit: int, as_json: bool) -> None:
    """Что и когда делалось с архивом, последнее сверху."""
    here = archive(settings)
    found = here.journal().runs(busy=here.busy())
    if as_json:
        click.echo(json.dumps([asdict(run) for run in found], ensure_ascii=False))
        return
    for run in found[:limit]:
        counts = ", ".join(f"{OUTCOMES.get(name, name)} {count}" for name, count in run.counts.items())
        outcome = "идёт" if run.outcome is None else OUTCOMES.get(run.outcome, run.outcome)
        undone = f" (отменён запуском {run.undone})" if run.undone else ""
        click.echo(f"{run.id:>5}  {run.began[:19]}  {run.command} {run.what[:60]}: {outcome}{undone}. {counts}")


OUTCOMES = {
    "done": "готово",
    "interrupted": "прерван",
    "added": "добавлено",
    "updated": "обновлено",
    "unchanged": "без изменений",
    "refused": "отклонено",
    "mended": "вышло из карантина",
    "deleted": "удалено",
    "corrected": "исправлено",
    "restored": "возвращено",
    "reread": "снимков изменено",
}


@click.command()
@as_json
@click.pass_obj
def relearn(settings: Settings, as_json: bool) -> None:
    """Прочесть все формы архива заново нынешней версией языков; статьи не трогаются."""
    forms = opened(settings).relearn()
    click.echo(json.dumps({"forms": forms}) if as_json else f"Прочитано форм: {forms}")
