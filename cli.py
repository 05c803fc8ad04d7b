"""The command line: `podshivka [-a ARCHIVE] COMMAND`; the commands themselves are in `commands`."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

import commands
from index.errors import QueryError, SearchError
from settings import Settings


class Progress(logging.Handler):
    """Says on standard error what the index says of its long works."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(record.getMessage(), err=True)


class Commands(click.Group):
    """The commands by their names; an error that a person can mend is said plainly, with exit 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(commands.MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if (module := commands.MODULES.get(cmd_name)) is None:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise click.UsageError(explained(error)) from None
        except SearchError as error:
            raise click.UsageError(str(error)) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            # Libraries have words of their own for damaged files; whether it is that, the archive's seal knows.
            if told := blamed(ctx.obj):
                raise click.UsageError(told) from None
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("-a", "--archive", metavar="АРХИВ", help="Папка или https://узел:9200/имя (иначе PODSHIVKA_ARCHIVE).")
@click.version_option(package_name="podshivka", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, archive: str | None) -> None:
    """Подшивка: полнотекстовый поиск по архивам новостей на русском и казахском."""
    log = logging.getLogger("index")
    log.setLevel(logging.INFO)
    log.handlers = [Progress()]
    settings = Settings.read()
    context.obj = replace(settings, archive=archive) if archive else settings


def blamed(settings: Settings | None) -> str | None:
    """What is damaged of the archive, where a command failed because of that."""
    from commands.options import archive_of
    from index.keeping.verify import blamed

    with suppress(SearchError):  # a cluster that doesn't answer
        return blamed(archive_of(settings)) if settings else None
    return None


def explained(error: QueryError) -> str:
    """A query that can't be read: what is wrong, where, and the query that can be."""
    repaired = f"\nМожно так: {error.repaired}" if error.repaired else ""
    return f"{error.message} (знаки {error.start + 1}-{error.end}){repaired}"


if __name__ == "__main__":
    main()
