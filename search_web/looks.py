"""What templates may use beside their data: words, links and the addresses of static files."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from flask import Flask, url_for

from exporter import EXPORTS, STYLES, cite
from index import Article, Search
from index.article import Partial
from search_web import addresses, current, params, steps, words
from search_web.translation import gettext

STATIC = Path(__file__).parent / "static"
MOST_WORDS = 10
"""Words of a question that are named."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def register(app: Flask) -> None:
    """Make them known to the templates of an application."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        spaced=words.spaced,
        in_words=words.in_words,
        machine=words.machine,
        lasting=words.lasting,
        beyond=words.beyond,
        language_name=words.language_name,
        decoded=unquote,
        matched=matched,
        month=lambda month: f"{month // 100:04}-{month % 100:02}",
    )
    app.jinja_env.globals.update(
        counted=words.counted,
        address=addresses.address,
        as_typed=steps.as_typed,
        joining=steps.joining,
        article_address=addresses.article_address,
        diff_address=addresses.diff_address,
        parameters=addresses.parameters,
        turned=steps.turned,
        reworded=steps.reworded,
        sorted_by=steps.sorted_by,
        folding=steps.folding,
        within=steps.within,
        unfiltered=steps.unfiltered,
        instead=steps.instead,
        everything_of=everything_of,
        exports=EXPORTS,
        export_address=addresses.export_address,
        feed_address=addresses.feed_address,
        styles=STYLES,
        cited=cited,
        asset=asset,
    )
    app.jinja_env.tests.update(web_address=web_address, language=lambda text: bool(LANGUAGE.fullmatch(text or "")))
    app.context_processor(lambda: {"settings": current.settings()})


def matched(partial: Partial) -> str:
    """The words that articles were chosen by; of a whole sentence the first ones."""
    more = len(partial.matched) - MOST_WORDS
    rest = " " + gettext("и ещё %(number)s") % {"number": more} if more > 0 else ""
    return ", ".join(partial.matched[:MOST_WORDS]) + rest


def everything_of(name: str, value: str) -> str:
    """The URL of all articles with an exact value."""
    return addresses.address(Search(where=((name, value),), limit=params.PAGE))


def cited(article: Article, style: str) -> str:
    """The citation of an article, as of today."""
    return cite(article, style, current.settings().today())


def web_address(url: str | None) -> bool:
    """Whether a link may lead there: `javascript:` and the like are text."""
    return (url or "").lower().startswith(("http://", "https://"))


def asset(name: str) -> str:
    """The URL of a static file, which changes with its content."""
    return url_for("static", filename=name, v=version(name))


@cache
def version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
