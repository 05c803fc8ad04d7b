"""Generations: the archive built anew beside the one in use, the way back to the one before, unused ones deleted."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing

from index.article import Article
from index.captures import as_corrected
from index.engine import Engine
from index.errors import ArchiveError, SearchError
from index.keeping.archive import Archive
from index.keeping.backup import copy_owned
from index.keeping.generation import Generation, Stamp
from index.keeping.journal import Journal, Run
from index.keeping.seal import broken, sealed
from index.keeping.session import Session, running
from index.prepare import prepare
from index.query.tree import All
from index.stories import Kept
from index.writer import Writer

TURNS = ("rebuild", "restore", "rollback", "import")
"""Commands that make another generation the current one."""

Again = Callable[[Article], Article] | None
"""What reads an article anew, if anything does."""


def rebuilt(archive: Archive, again: Again = None) -> int:
    """Build and use a new generation with all articles of the current one, of whatever version that is.

    Searching goes on meanwhile; the old generation stays beside the new one. The stories are found anew only where that
    one is of another version. `again` reads an article anew; what the owner has corrected in it comes along, and the
    history has what it was; its story is found anew. Returns the number of articles.
    """
    with archive.alone(), running(archive.journal(), "rebuild") as session:
        archive.sweep()
        old = archive.readable()
        return turned(archive, old, old.stamp.engine, session, again)


def taken_over(archive: Archive, source: Archive, engine: str) -> int:
    """Build and use a new generation with all articles of another archive; of a new archive (whose engine is said) the
    journal and the owner's tables come along. The generation before stays for `rollback`. Returns the number of
    articles."""
    old = source.current()
    with archive.alone():
        there = archive.exists()
        if not there:
            source.journal().copy(archive.folder)
            copy_owned(source.folder, archive.folder)
        with running(archive.journal(), "import", source.place) as session:
            if there:
                archive.sweep()
                engine = archive.current().stamp.engine
            return turned(archive, old, engine, session)


def held(archive: Archive) -> int:
    """How many articles an archive has; of another version they can only be read, one by one."""
    generation = archive.current()
    with closing(generation.engine()) as engine:
        if generation.stamp == Stamp.of(generation.stamp.engine):
            return engine.count(All())
        return sum(1 for _ in readable(generation, engine))


def turned(archive: Archive, old: Generation, name: str, session: Session, again: Again = None) -> int:
    """Fill a new generation of an engine with the articles of another, and use it."""
    new = archive.begin(name)
    before, engine, lexicon = old.engine(), new.engine(), new.lexicon()
    kept = Kept(before) if (old.stamp.schema, old.stamp.tokens) == (new.stamp.schema, new.stamp.tokens) else None
    there = before.count(All()) if old.stamp == Stamp.of(old.stamp.engine) else 0
    came = 0

    def read() -> Generator[Article, None, None]:
        nonlocal came
        for each in readable(old, before):
            came += 1
            yield each

    try:
        # What is read is left at once where it is not gone on with: a cluster keeps a view for it.
        with closing(read()) as old_articles, new.writing(), engine.write() as engine_writer:
            writer = Writer(engine, lexicon, engine_writer, session, kept)
            changed: list[str] = []
            articles = (prepare(reread(each, again, session, changed)) for each in old_articles)
            count = sum(writer.put(each) == "added" for each in writer.foreseen(articles))
            writer.commit()
            if kept and changed:
                retold(Writer(engine, lexicon, engine_writer, session), changed)
        if came < there:
            raise ArchiveError(f"Статей было {there}, прочитано {came}: архив остался прежним. Повторите позже")
    except BaseException:
        archive.drop(new)
        raise
    finally:
        lexicon.close()
        engine.close()
    archive.use(new)
    archive.sweep()
    return count


def readable(generation: Generation, engine: Engine) -> Iterator[Article]:
    """All articles of a generation; `ArchiveError` that names its damaged files where one can't be read."""
    try:
        yield from engine.articles()
    except SearchError:
        raise
    except Exception as error:  # whatever a library says of damaged files
        names = ", ".join(name for name, _ in broken(generation.folder)) if sealed(generation.folder) else ""
        raise ArchiveError(
            f"Статьи архива «{generation.place}» не читаются: {names or error}. "
            "Вернуть его: restore КОПИЯ или rollback; что ещё неладно: verify"
        ) from error


def retold(writer: Writer, changed: list[str]) -> None:
    """Give articles that are read otherwise now their stories anew: they may be copies of others than before."""
    articles = (prepare(article) for id in changed if (article := writer.find(id)))
    for new in writer.foreseen(articles):
        if writer.stories.of(new) != writer.engine.story(new.document.id):
            writer.write(new)
    writer.commit()


def reread(old: Article, again: Again, session: Session, changed: list[str]) -> Article:
    """An article as `again` reads it; a change is noted."""
    new = as_corrected(old, again(old)) if again else old
    if new is not old:
        changed.append(old.id)
        session.change(old.id, old, new)
        session.counts["reread"] += 1
    return new


def rolled_back(archive: Archive) -> str:
    """Use the generation that was in use before; returns its name."""
    with archive.alone():
        before = archive.previous()
        if before is None:
            raise ArchiveError("Прежнего поколения нет: вернуться некуда")
        with running(archive.journal(), "rollback", before.folder.name):
            archive.use(before)
        return before.folder.name


def since(journal: Journal) -> list[Run]:
    """The runs that changed articles since a generation came into use; the one before lacks what they did."""
    runs = journal.runs()
    last = next((run.id for run in runs if run.command in TURNS and run.outcome == "done"), 0)
    return [run for run in runs if run.id > last and set(run.counts) - {"unchanged", "refused", "mended"}]


def optimized(archive: Archive) -> tuple[int, int]:
    """Merge segments, shrink the vocabulary, delete what is not in use; returns bytes before and after."""
    with archive.alone(), running(archive.journal(), "optimize"):
        before = archive.size()
        generation = archive.current()
        generation.check()
        if damaged := archive.broken()[1]:
            # Merging would write the damage into files that are sealed as good.
            raise ArchiveError(
                f"Архив «{archive.place}» повреждён, сливать нельзя. {damaged[0][0]}: {damaged[0][1]}. "
                "Всё, что неладно, и что делать: podshivka verify"
            )
        engine, lexicon = generation.engine(), generation.lexicon()
        with generation.writing(), engine.write() as writer:
            writer.merge()
            lexicon.shrink()
        archive.sweep(keep_previous=False)
        archive.journal().shrink()
        return before, archive.size()
