"""What several commands share: their options, the question that these make, the archive that they name."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from settings import Settings

if TYPE_CHECKING:
    from index import Index, Search
    from index.keeping.archive import Archive
    from index.keeping.place import Access

NAMES_ARTICLES = {"ignore_unknown_options": True}
"""The context of a command that names articles: an id may begin with a dash, as those of Telegram do."""
ENGINES = ("tantivy", "whoosh")
"""Those of an archive in a folder, the usual one first."""
SORTS = ("relevance", "date", "oldest", "views")

as_json = click.option("--json", "as_json", is_flag=True, help="Один документ JSON вместо текста.")
folding = click.option("--fold/--no-fold", default=True, help="Сложить ли копии одного текста под первой.  [--fold]")
unasked = click.option("--yes", is_flag=True, help="Не спрашивать.")
as_typed = click.option("--as-typed", is_flag=True, help="Не исправлять запрос.")


def an_id(context: click.Context, argument: click.Parameter, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Ids as they are; what begins with two dashes is an option that there isn't."""
    for each in [value] if isinstance(value, str) else value:
        if each.startswith("--"):
            raise click.NoSuchOption(each, ctx=context)
    return value


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command with the options that narrow and order what is found; `searched` takes them."""
    for option in (
        click.option(
            "--no-bridge", "bridge", is_flag=True, flag_value=False, default=True, help="Без соответствий ru-kk."
        ),
        click.option("--no-synonyms", "synonyms", is_flag=True, flag_value=False, default=True, help="Без синонимов."),
        click.option(
            "--where",
            multiple=True,
            metavar="ПОЛЕ=ЗНАЧЕНИЕ",
            help="source, section, author, tag, lang; с минусом — кроме.",
        ),
        click.option("--to", "until", metavar="ДАТА", help="Не позже: год, месяц или день."),
        click.option("--from", "since", metavar="ДАТА", help="Не раньше: год, месяц или день."),
        click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Порядок."),
    ):
        command = option(command)
    return command


def searched(text: str, sort: str, since: str | None, until: str | None, where: Sequence[str], **page: Any) -> Search:
    """The options of a command as one `Search`."""
    from index import Search
    from index.article import FACETS, FILTERS

    pairs = [tuple(pair.partition("=")[::2]) for pair in where]
    for name, value in pairs:
        if name not in FILTERS or not value:
            raise click.UsageError(f"--where «{name}»: нужно ПОЛЕ=ЗНАЧЕНИЕ, поля: {', '.join(FACETS)}")
    return Search(text=text, sort=sort, since=since, until=until, where=tuple(pairs), **page)  # type: ignore[arg-type]


def opened(settings: Settings) -> Index:
    from index import Index

    return Index(settings.archive, recent=settings.recent / 100, access=access(settings))


def access(settings: Settings) -> Access:
    """How a cluster is asked, where the archive is on one."""
    from index.keeping.place import Access

    return Access(
        user=settings.cluster_user,
        password=settings.cluster_password,
        token=settings.cluster_token,
        ca=settings.cluster_ca,
        timeout=settings.cluster_timeout,
        folder=settings.cluster_folder,
        shards=settings.cluster_shards,
        replicas=settings.cluster_replicas,
        slices=settings.cluster_slices,
    )


def archive_of(settings: Settings, where: str = "") -> Archive:
    """The archive of the settings, or another one; it may not be there yet."""
    from index.keeping.place import archive_at

    return archive_at(where or settings.archive, access(settings))


def chosen(found: Archive, engine: str | None) -> str:
    """The engine of an archive: that of the one that is there, of a new one what is said, else the usual one."""
    from index import ArchiveError
    from index.keeping.place import on_cluster

    if engine and on_cluster(found.place):
        raise ArchiveError(f"Архив {found.place} строит движок кластера: --engine выбирают для архива в папке")
    there = found.current().stamp.engine if found.exists() else None
    if there and engine not in (None, there):
        raise ArchiveError(f"Архив «{found.place}» уже построен движком {there}")
    return there or engine or ENGINES[0]


def archive(settings: Settings) -> Archive:
    """The archive, whatever version it is of; there has to be one."""
    found = archive_of(settings)
    found.current()
    return found


def confirmed(question: str) -> None:
    """Go on only with a person's yes; where there is nobody to ask, the way to say it beforehand is named."""
    try:
        click.confirm(question, abort=True, err=True)
    except click.Abort as no:
        if isinstance(no.__context__, EOFError):
            raise click.UsageError("Ответить некому. Если согласны: --yes") from None
        raise


@contextmanager
def stopping() -> Iterator[Event]:
    """What is set when a person or the system asks the command to end: it keeps what it has done, then ends. Asked
    again, it ends at once."""
    event, before = Event(), {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, frame: object) -> None:
        event.set()
        for each, handler in before.items():
            signal.signal(each, handler)

    for number in before:
        signal.signal(number, ask)
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
