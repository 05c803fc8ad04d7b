"""What tests of archives share: articles put in, commands run, searches all the while."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from cli import main
from index import Article, Index, Search

Podshivka = Callable[..., Any]
"""`run`, as a fixture gives it: in a folder of its own."""


def put(index: Index, *articles: Article) -> list[str]:
    """What became of each article."""
    with index.write() as writer:
        return [writer.put(article) for article in articles]


def run(*words: str, status: int = 0, input: str | None = None) -> Any:
    """Runs a command; with --json returns what it said, else the result."""
    result = CliRunner().invoke(main, words, input=input, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout) if "--json" in words else result


@contextmanager
def searching(folder: Path, text: str, least: int) -> Iterator[None]:
    """Searches and opens what is found all the while; none may fail, or find less."""
    over, failures, index = threading.Event(), list[BaseException](), Index(folder)

    def loop() -> None:
        while not over.is_set():
            try:
                results = index.search(Search(text=text, limit=5))
                assert results.total >= least
                for hit in results.hits:
                    index.article(hit.article.id)  # which may be deleted by now
            except BaseException as error:
                failures.append(error)
                return

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if failures:
        raise failures[0]
