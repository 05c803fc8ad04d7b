"""The command line: `podshivka [-a ARCHIVE] COMMAND`, each command a thin call into a package."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from settings import Settings

if TYPE_CHECKING:
    from index import Index, Search

SORTS = ("relevance", "date", "oldest", "views")
REFUSALS_SHOWN = 20


class Commands(click.Group):
    """The commands, in the order of a first session; an error that a person can mend is said plainly, with exit 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        from index.errors import QueryError, SearchError

        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise click.UsageError(explained(error)) from None
        except SearchError as error:
            raise click.UsageError(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("-a", "--archive", metavar="ПАПКА", help="Архив (иначе из podshivka.toml или PODSHIVKA_ARCHIVE).")
@click.version_option(package_name="podshivka", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, archive: str | None) -> None:
    """Подшивка: полнотекстовый поиск по архивам новостей на русском и казахском."""
    settings = Settings.read()
    context.obj = replace(settings, archive=archive) if archive else settings


as_json = click.option("--json", "as_json", is_flag=True, help="Один документ JSON вместо текста.")
as_typed = click.option("--as-typed", is_flag=True, help="Не исправлять запрос.")
filters = (
    click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Порядок."),
    click.option("--from", "since", metavar="ДАТА", help="Не раньше: год, месяц или день."),
    click.option("--to", "until", metavar="ДАТА", help="Не позже: год, месяц или день."),
    click.option("--where", multiple=True, metavar="ПОЛЕ=ЗНАЧЕНИЕ", help="source, section, author, tag, lang."),
)


def searched(text: str, sort: str, since: str | None, until: str | None, where: Sequence[str], **page: Any) -> Search:
    """The options of a command as one `Search`."""
    from index import Search
    from index.article import FACETS

    pairs = [tuple(pair.partition("=")[::2]) for pair in where]
    for name, value in pairs:
        if name not in FACETS or not value:
            raise click.UsageError(f"--where «{name}»: нужно ПОЛЕ=ЗНАЧЕНИЕ, поля: {', '.join(FACETS)}")
    return Search(text=text, sort=sort, since=since, until=until, where=tuple(pairs), **page)  # type: ignore[arg-type]


def opened(settings: Settings) -> Index:
    from index import Index

    return Index(settings.archive)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="ПУТЬ...")
@click.option("--format", metavar="ВИД", help="Чем считать файлы, если содержимое не говорит само.")
@click.option("--source", metavar="ИМЯ", help="Источник статей, если страницы его не называют.")
@click.option("--workers", type=click.IntRange(min=0), help="Процессов для разбора (0: в этом же).")
@click.option("--dry-run", is_flag=True, help="Только прочитать и сказать, что вышло бы.")
@click.option("--engine", type=click.Choice(("tantivy", "whoosh")), help="Движок нового архива.")
@as_json
@click.pass_obj
def add(settings: Settings, /, paths: Sequence[str], engine: str | None, **options: Any) -> None:
    """Добавить в архив файлы и папки («-»: стандартный ввод): страницы HTML, JSON Lines, тексты, zip."""
    from indexer import ingest
    from indexer.progress import shown

    for path in paths:
        if path != "-" and not Path(path).exists():
            raise click.UsageError(f"Нет такого файла или папки: {path}")
    as_json, dry_run = options.pop("as_json"), options.pop("dry_run")
    index = None if dry_run else created(settings, engine)
    with shown() as progress:
        report = ingest(paths, index, progress=progress, timezone=settings.timezone, **options)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        click.echo(
            f"Прочитано {report.read}: добавлено {report.added}, обновлено {report.updated}, "
            f"без изменений {report.unchanged}, отклонено {report.refused_count}. {report.seconds:.1f} с"
        )
        for refused in report.refused[:REFUSALS_SHOWN]:
            click.echo(f"  отклонено {refused}", err=True)
        if report.refused_count > REFUSALS_SHOWN:
            click.echo(f"  … и ещё {report.refused_count - REFUSALS_SHOWN}: весь список в --json", err=True)
    sys.exit(1 if report.refused_count else 0)


def created(settings: Settings, engine: str | None) -> Index:
    """The archive to add to: the one that is there, else a new one."""
    from index import ArchiveError, Index
    from index.archive import Archive

    if not Archive(Path(settings.archive)).exists():
        return Index.create(settings.archive, engine or "tantivy")
    index = Index(settings.archive)
    if engine not in (None, index.engine_name):
        raise ArchiveError(f"Архив «{settings.archive}» уже построен движком {index.engine_name}")
    return index


@main.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Сколько показать.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Сколько пропустить.")
@filters[0]
@filters[1]
@filters[2]
@filters[3]
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
    sys.exit(0 if results.total and not results.partial else 1)


def listed(results: Any, offset: int) -> Iterator[str]:
    """Results for a terminal: the words that were found in colour."""
    if results.correction:
        yield f"По запросу «{results.correction.typed}» почти ничего нет; показано: {results.correction.query}"
    if results.partial:
        absent = ", ".join(results.partial.absent)
        yield f"Нет в архиве: {absent}." if absent else "Ни в одной статье нет всех слов."
        if results.hits:
            yield f"Ближе всего, по словам: {', '.join(results.partial.matched)}."
    yield f"Найдено: {results.total} ({results.took_ms:.0f} мс)"
    for number, hit in enumerate(results.hits, offset + 1):
        article = hit.article
        yield ""
        yield f"{number}. {click.style(coloured(hit.title), bold=True) or '(без заголовка)'}"
        known = (article.published, article.source, article.section, article.id)
        yield click.style("   " + " · ".join(filter(None, known)), dim=True)
        for fragment in hit.fragments:
            yield "   " + coloured(fragment).replace("\n", " ")


def coloured(pieces: Any) -> str:
    return "".join(click.style(piece.text, fg="yellow", bold=True) if piece.match else piece.text for piece in pieces)


@main.command()
@click.argument("id")
@as_json
@click.pass_obj
def show(settings: Settings, id: str, as_json: bool) -> None:
    """Показать одну статью целиком."""
    article = opened(settings).article(id)
    if article is None:
        click.echo(f"В архиве нет статьи {id}", err=True)
        sys.exit(1)
    data = article.to_json()
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.secho(article.title, bold=True)
    for key in ("published", "modified", "author", "source", "section", "url", "lang", "views", "caption", "origin"):
        if getattr(article, key) is not None:
            click.secho(f"{key}: {getattr(article, key)}", dim=True)
    for text in (article.lead, *article.body.split("\n")):
        if text:
            click.echo(f"\n{text}")


@main.command()
@click.argument("query", default="")
@click.option("--format", "form", type=click.Choice(("jsonl",)), default="jsonl", show_default=True, help="Вид.")
@filters[0]
@filters[1]
@filters[2]
@filters[3]
@click.pass_obj
def export(settings: Settings, /, query: str, form: str, **options: Any) -> None:
    """Выдать все найденные статьи, без потолка, по одной в строке; пустой запрос: весь архив."""
    count = 0
    for article in opened(settings).scan(searched(query, **options)):
        click.echo(json.dumps(article.to_json(), ensure_ascii=False))
        count += 1
    sys.exit(0 if count else 1)


@main.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--query", help="Удалить всё, что находит запрос.")
@click.option("--yes", is_flag=True, help="Не спрашивать.")
@as_json
@click.pass_obj
def delete(settings: Settings, ids: Sequence[str], query: str | None, yes: bool, as_json: bool) -> None:
    """Удалить статьи из архива."""
    if bool(ids) == bool(query):
        raise click.UsageError("Назовите статьи или запрос: delete ID... или delete --query ЗАПРОС")
    index = opened(settings)
    chosen = list(ids) or [article.id for article in index.scan(searched(query or "", "date", None, None, ()))]
    if chosen and not yes:
        click.confirm(f"Удалить из архива «{settings.archive}» статей: {len(chosen)}?", abort=True, err=True)
    deleted = index.delete(chosen)
    click.echo(json.dumps({"deleted": deleted}) if as_json else f"Удалено: {deleted}")
    sys.exit(0 if deleted and deleted >= len(ids) else 1)


@main.command()
@as_json
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Сколько чего в архиве."""
    counts = opened(settings).stats()
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            click.secho(f"\n{name}", bold=True)
            for key, count in value.items():
                click.echo(f"{count:>10}  {key}")
        else:
            click.echo(f"{name}: {value}")


@main.command()
@click.argument("text")
@as_json
def analyze(text: str, as_json: bool) -> None:
    """Показать слова текста: место, форму и прочтения."""
    from index.prepare import analysis

    words = analysis(text)
    if as_json:
        click.echo(json.dumps(words, ensure_ascii=False))
        return
    for word in words:
        click.echo(f"{word['start']:>5} {word['word']:<24} {word['form']:<24} {', '.join(word['readings'])}")


@main.command()
@click.pass_obj
def relearn(settings: Settings) -> None:
    """Прочесть все формы архива заново нынешней версией языков; статьи не трогаются."""
    click.echo(f"Прочитано форм: {opened(settings).relearn()}")


@main.command()
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Построить архив заново рядом с нынешним и заменить его (после обновления программы)."""
    from index.archive import Archive
    from index.rebuild import rebuilt

    click.echo(f"Перестроено статей: {rebuilt(Archive(Path(settings.archive)))}")


@main.command()
@click.option("--host", help="Адрес (по умолчанию только эта машина).")
@click.option("--port", type=click.IntRange(0, 65535), help="Порт.")
@click.pass_obj
def serve(settings: Settings, /, **options: Any) -> None:
    """Открыть страницу поиска на этой машине; остановить: Ctrl-C."""
    from search_web import serve as serve_pages

    settings = replace(settings, **{name: value for name, value in options.items() if value is not None})
    index = opened(settings)
    click.echo(f"Подшивка: http://{settings.host}:{settings.port}/  (остановить: Ctrl-C)")
    serve_pages(settings, index)


@main.command()
@click.option("--host", help="Адрес (по умолчанию только эта машина).")
@click.option("--port", type=click.IntRange(0, 65535), help="Порт.")
@click.option("--browser/--no-browser", default=True, help="Открыть ли страницу в браузере.")
@click.pass_context
def demo(context: click.Context, /, browser: bool, **options: Any) -> None:
    """То же на встроенном пробном архиве: две выдуманные газеты, русская и казахская."""
    import tempfile
    import threading
    import webbrowser

    import sample
    from index import Index
    from indexer import ingest

    with tempfile.TemporaryDirectory(prefix="podshivka-") as folder:
        pages = sample.write(Path(folder, "pages"))
        report = ingest([Path(folder, "pages")], Index.create(Path(folder, "archive")), workers=0)
        click.echo(f"Пробный архив: страниц {pages}, статей {report.added}, {report.seconds:.1f} с")
        settings = replace(context.obj, archive=str(Path(folder, "archive")))
        if browser and sys.stdout.isatty():
            address = f"http://{options['host'] or settings.host}:{options['port'] or settings.port}/"
            threading.Timer(1, webbrowser.open, [address]).start()  # when the server listens
        context.obj = settings
        context.invoke(serve, **options)


def explained(error: Any) -> str:
    """A query that can't be read: what is wrong, where, and the query that can be."""
    repaired = f"\nМожно так: {error.repaired}" if error.repaired else ""
    return f"{error.message} (знаки {error.start + 1}-{error.end}){repaired}"


if __name__ == "__main__":
    main()
