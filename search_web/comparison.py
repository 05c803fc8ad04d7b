"""What an article has that another, or an earlier version of it, has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, render_template, request

from index import Article, SearchError
from search_web import current, pages, params
from search_web.difference import MOST_WORDS, Difference, Stretch, difference

comparison = Blueprint("comparison", __name__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article beside an earlier text, `version` where that is a state of its own: their titles, and lead and body
    as one text, since what is one paper's lead is another's first paragraph."""

    article: Article
    other: Article
    version: int | None
    title: Difference
    text: Difference

    def to_json(self) -> dict[str, Any]:
        """What programs are told."""
        sides = {"id": self.article.id, "with": self.other.id, "version": self.version}
        return sides | {"title": asdict(self.title), "text": asdict(self.text)}


@comparison.get("/diff/<path:id>")
def shown(id: str) -> str:
    """The text of an article with what another has in its place; paragraphs that are in both are folded."""
    found = compared(id)
    search, _ = pages.state()
    parts = groupby(filter(None, pages.paragraphs(found.text.stretches)), changed)
    return render_template(
        "diff.html",
        found=found,
        search=search,
        parts=[(change, list(some)) for change, some in parts],
        most_words=MOST_WORDS,
    )


def compared(id: str) -> Comparison:
    """The comparison that the parameters ask for: `with` another article, or with a `version` of this one."""
    article = current.index().article(id) or abort(404)
    number = params.number(request.args, "version", 1, params.MOST_VERSIONS, 0)
    if number:
        other = next((one.article for one in current.index().versions(id) if one.number == number), None)
    elif with_id := params.one(request.args, "with"):
        other = current.index().article(with_id)
    else:
        raise SearchError("Не сказано, с чем сравнить: нужен параметр with (номер статьи) или version")
    if other is None:
        abort(404)
    title = difference(other.title, article.title)
    return Comparison(article, other, number or None, title, difference(text_of(other), text_of(article)))


def text_of(article: Article) -> str:
    return "\n".join(filter(None, (article.lead, article.body)))


def changed(paragraph: Sequence[Stretch]) -> bool:
    """Whether something was removed or added there."""
    return any(stretch.change != "same" for stretch in paragraph)
