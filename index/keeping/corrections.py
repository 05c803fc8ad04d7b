"""What the archive's owner corrects: fields of an article, kept when its page comes again, and deletions taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.captures import plain
from index.errors import ArchiveError, SearchError
from index.keeping.history import History, state
from index.prepare import seconds

if TYPE_CHECKING:
    from index import Article, Index

TEXTS = ("title", "lead", "body")
CORRECTABLE = (*TEXTS, "published", "author", "section", "tags", "source", "lang", "views", "image", "caption")


def correct(index: Index, id: str, fields: Mapping[str, str]) -> Article:
    """Give fields of an article other values, in the journal too; returns it as it is now.

    An empty value empties the field; tags are divided by commas. `SearchError` for what can't be.
    """
    values = {name: value_of(name, value) for name, value in fields.items()}
    if index.article(id) is None:
        raise ArchiveError(f"В архиве «{index.archive.folder}» нет статьи {id}")
    with index.write("correct", f"{id}: {', '.join(values)}") as writer:
        before = writer.find(id)
        assert before is not None
        after = corrected(before, values)
        if state(after) != state(before):
            writer.set(id, after)
            writer.session.counts["corrected"] += 1
    return index.article(id) or after


def value_of(name: str, value: str) -> Any:
    """The value of a field as articles have it, from what was typed."""
    value = value.strip()
    match name:
        case "tags":
            return tuple(dict.fromkeys(filter(None, map(str.strip, value.split(",")))))
        case "title" | "lead" | "body":
            return value
        case "views" if value and not value.isdecimal():
            raise SearchError(f"views: «{value}» не число")
        case "views":
            return int(value) if value else None
        case "published" if value and seconds(value) is None:
            raise SearchError(f"published: «{value}» не дата; пример: 2025-10-01 или 2025-10-01T09:30+05:00")
        case name if name in CORRECTABLE:
            return value or None
        case _:
            raise SearchError(f"Поля «{name}» нет или его не исправить; есть {', '.join(CORRECTABLE)}")


def corrected(article: Article, values: Mapping[str, Any]) -> Article:
    """An article with other values; `corrected` keeps what its source said, and forgets it when that is said again."""
    said = {name: plain(getattr(article, name)) for name in values} | dict(article.corrected)
    said = {name: value for name, value in said.items() if value != plain(values.get(name, getattr(article, name)))}
    return replace(article, **values, corrected=said)


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back a run did: articles `restored` to what they were, and `kept` as they are because something
    else has changed them since. Where there are only such, the run is not undone: it can be taken back later."""

    run: int
    command: str
    restored: int
    kept: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the run is as much in force as it was."""
        return bool(self.kept) and not self.restored


def undo(index: Index, run: int | None = None) -> Undone:
    """Take back a deletion, a correction or an undoing: the run of a number, else the last deletion or correction."""
    history = History(index.archive.journal())
    chosen = history.to_undo(run)
    restored, kept = 0, []
    with index.write("undo", str(chosen.id)) as writer:
        for change in history.changes(chosen.id):
            now = state(writer.find(change.id))
            if now == state(change.before):
                continue
            if now != change.after:
                kept.append(change.id)
                continue
            writer.set(change.id, change.before)
            restored += 1
        writer.session.counts["restored"] = restored
        undone = Undone(chosen.id, chosen.command, restored, tuple(kept))
        writer.commit()  # a crash before it leaves the run to be undone again
        if not undone.nothing:
            history.undone(chosen.id, writer.session.run)
    return undone
