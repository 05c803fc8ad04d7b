"""The proof that an archive is whole: every file as it was written, every article opens, the vocabulary knows them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field

from index.engine import Engine
from index.errors import ArchiveError
from index.keeping.archive import Archive
from index.lexicon import Lexicon
from index.prepare import prepare
from index.query.tree import All

SAMPLE = 200
"""How many articles, spread over the archive, are analysed again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: where, what, and what to do about it."""

    where: str
    what: str
    todo: str


@dataclass(slots=True)
class Verified:
    """What was looked at, and what is wrong with it."""

    files: int = 0
    articles: int = 0
    sampled: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


FILES = "Восстановите из копии (restore), вернитесь к прежнему поколению (rollback) или перестройте (rebuild)."
WORDS = "Перестройте: podshivka rebuild."
JOURNAL = "Восстановите journal.sqlite из копии; статей это не касается."


def verify(archive: Archive) -> Verified:
    """Look at everything in an archive; the files first, and at what they hold only where these are as written.

    Nothing is written meanwhile: it waits for no writer, `ArchiveError` where there is one.
    """
    report = Verified()
    with suppress(OSError):  # on a machine that is new to an archive on a cluster
        archive.folder.mkdir(parents=True, exist_ok=True)
    held: AbstractContextManager[None] = archive.alone() if os.access(archive.folder, os.W_OK) else nullcontext()
    with held:
        try:
            report.files, broken = archive.broken()
            report.problems += [Problem(name, what, FILES) for name, what in broken]
        except ArchiveError as error:
            report.problems.append(Problem("generations", str(error.values.get("what", error)), FILES))
        report.problems += [Problem("journal.sqlite", what, JOURNAL) for what in archive.journal().damage()]
        if report.ok:
            inside(archive, report)
    return report


def blamed(archive: Archive) -> str | None:
    """What to say of a command that has failed for no reason of its own; None where the archive is not damaged."""
    try:
        broken = archive.broken()[1]
        broken += [] if broken else [("lexicon.sqlite", what) for what in archive.current().lexicon().damage()]
    except Exception:  # there is none, or it can't be read: then the failure itself says more
        return None
    if not broken:
        return None
    name, what = broken[0]
    return f"Архив «{archive.place}» повреждён. {name}: {what}. {FILES} Всё, что неладно: podshivka verify"


def inside(archive: Archive, report: Verified) -> None:
    """Look at the articles and the vocabulary."""
    try:
        generation = archive.current()
        generation.check()
        lexicon, engine = generation.lexicon(), generation.engine()
        report.problems += [Problem("lexicon.sqlite", what, WORDS) for what in lexicon.damage()]
        report.problems += [
            Problem(f"index/{name}", "не сходится контрольная сумма", FILES) for name in engine.damage()
        ]
        if report.ok:
            report.problems += articles(engine, lexicon, report)
    except ArchiveError as error:
        report.problems.append(Problem("generations", str(error), FILES))
    except Exception as error:  # whatever a library says of damaged files
        report.problems.append(Problem("generations", f"{type(error).__name__}: {error}", FILES))


def articles(engine: Engine, lexicon: Lexicon, report: Verified) -> Iterator[Problem]:
    """What is wrong with the articles: one that doesn't open, a count that differs, words that nobody would find."""
    total = engine.search(All(), sort="date", limit=1).total
    every = max(total // SAMPLE, 1)
    for number, article in enumerate(engine.scan(All(), sort="date")):
        report.articles += 1
        if number % every:
            continue
        report.sampled += 1
        if engine.get(article.id) != article:
            yield Problem(article.id, "статья не открывается по своему номеру", FILES)
        if not lexicon.has(list(prepare(article).vocabulary)):
            yield Problem(article.id, "не все слова статьи есть в словаре", WORDS)
    if report.articles != total:
        yield Problem("index", f"статей {report.articles}, а счёт говорит {total}", FILES)
