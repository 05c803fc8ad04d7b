"""The archive built anew from its own articles, beside the generation in use, and swapped in when it is whole."""

from __future__ import annotations

from index.archive import Archive
from index.query.tree import All
from index.session import running
from index.writer import Writer


def rebuilt(archive: Archive) -> int:
    """Build and use a new generation with all articles of the current one, of whatever version that is.

    Searching goes on meanwhile; the old generation stays beside the new one. Returns the number of articles.
    """
    with archive.locked(), running(archive.journal(), "rebuild") as session:
        old = archive.current()
        new = archive.begin(old.stamp.engine)
        engine, lexicon = new.engine(), new.lexicon()
        try:
            with engine.write() as engine_writer:
                writer = Writer(engine, lexicon, engine_writer, session)
                count = sum(writer.put(article) == "added" for article in old.engine().scan(All(), sort="oldest"))
                writer.commit()
        except BaseException:
            archive.drop(new)
            raise
        finally:
            lexicon.close()
            engine.close()
        archive.use(new)
        return count
