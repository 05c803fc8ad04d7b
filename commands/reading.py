"""One article and what it was before: `show, history`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commands.options import NAMES_ARTICLES, an_id, as_json, opened
from settings import Settings

if TYPE_CHECKING:
    from index import Article
    from index.keeping.history import Version

SHOWN = ("published", "modified", "author", "source", "section", "url", "lang", "views", "caption", "origin")


@click.command(context_settings=NAMES_ARTICLES)
@click.argument("id", callback=an_id)
@click.option("--version", "number", type=click.IntRange(1), metavar="НОМЕР", help="Какой статья была (history).")
@click.option("--related", is_flag=True, help="И её копии в архиве, и что читать ещё.")
@as_json
@click.pass_obj
def show(settings: Settings, id: str, number: int | None, related: bool, as_json: bool) -> None:
    """Показать одну статью целиком."""
    from index import reply
    from index.keeping.history import told

    index = opened(settings)
    versions = index.versions(id)
    article = index.article(id) if number is None else next((v.article for v in versions if v.number == number), None)
    if article is None:
        absent(id if number is None else f"{id} версии {number}")
    beside = reply.copies(index.copies(article)) | reply.related(index.related(article)) if related else {}
    if as_json:
        click.echo(json.dumps(article.to_json() | {"versions": told(versions)} | beside, ensure_ascii=False))
        return
    print_article(article)
    for name, title in (("copies", "Копии"), ("related", "Читать ещё")):
        if beside.get(name):
            click.secho(f"\n{title}", bold=True)
            for other in beside[name]:
                click.echo(
                    "   " + " · ".join(filter(None, (other["published"], other["source"], other["title"], other["id"])))
                )


def print_article(article: Article) -> None:
    """An article for a terminal; corrected fields with what their source said."""
    click.secho(article.title, bold=True)
    for key in SHOWN:
        if getattr(article, key) is not None:
            click.secho(f"{key}: {getattr(article, key)}", dim=True)
    for key, said in article.corrected.items():
        click.secho(f"исправлено {key}, в источнике: {said if said not in (None, '') else 'пусто'}", fg="yellow")
    for text in (article.lead, *article.body.split("\n")):
        if text:
            click.echo(f"\n{text}")


@click.command(context_settings=NAMES_ARTICLES)
@click.argument("id", callback=an_id)
@as_json
@click.pass_obj
def history(settings: Settings, id: str, as_json: bool) -> None:
    """Какой статья была раньше: когда и что в ней изменилось."""
    versions = opened(settings).versions(id)
    if not versions:
        absent(id)
    if as_json:
        click.echo(json.dumps([as_data(version) for version in versions], ensure_ascii=False))
        return
    for version in versions:
        since = (version.since or "с начала")[:19]
        what = f"{version.command}: {', '.join(version.changed)}" if version.command else ""
        click.echo(f"{version.number:>3}  {since:<19}  {version.article.title[:60]}  {what}")


def as_data(version: Version) -> dict[str, Any]:
    """A version as JSON: the article's keys come under `article`."""
    return {
        "version": version.number,
        "since": version.since,
        "command": version.command,
        "changed": list(version.changed),
        "article": version.article.to_json(),
    }


def absent(id: str) -> NoReturn:
    click.echo(f"В архиве нет статьи {id}", err=True)
    sys.exit(1)
