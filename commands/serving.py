"""What opens the search page: `serve, demo`."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from commands.options import opened
from settings import Settings


@click.command()
@click.option("--host", help="Адрес (по умолчанию только эта машина).")
@click.option("--port", type=click.IntRange(0, 65535), help="Порт.")
@click.option("--processes", type=click.IntRange(0, 64), help="Сколько процессов отвечает (0: по числу ядер, до 4).")
@click.pass_obj
def serve(settings: Settings, /, **options: Any) -> None:
    """Открыть страницу поиска на этой машине; остановить: Ctrl-C."""
    from search_web import serving

    settings = replace(settings, **{name: value for name, value in options.items() if value is not None})
    with serving.listening(settings) as sockets:
        port = sockets[0].getsockname()[1]
        click.echo(f"Подшивка: http://{settings.host}:{port}/  (остановить: Ctrl-C)")
        serving.serve(settings, sockets, partial(opened, settings))


@click.command()
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


@click.command()
def password() -> None:
    """Спросить пароль для страницы поиска и показать строку для podshivka.toml."""
    from werkzeug.security import generate_password_hash

    secret = click.prompt("Пароль", hide_input=True, confirmation_prompt="Ещё раз", err=True)
    click.echo(f'password = "{generate_password_hash(secret)}"')
