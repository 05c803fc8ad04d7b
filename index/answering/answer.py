"""One question to its answer: the hits of the query, else of what was probably meant, else of a part of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.answering.mistakes import FEW, Mistakes
from index.answering.narrowed import narrowed
from index.answering.nearest import lacking, nearest
from index.answering.opening import Told, reopened
from index.answering.question import parts, read, said, texts_of, tree_of
from index.answering.ranking import preferring
from index.answering.spelling import LIKELIER
from index.article import FACETS, Article, Correction, Hit, Results, Search
from index.engine import Engine
from index.errors import QueryError, SearchError
from index.fragments import marked
from index.highlight import Marks
from index.lexicon import Lexicon
from index.query.parser import LONGEST, MOST_WORDS
from index.query.tree import Query, Some
from index.tokens import forms
from index.weights import OPENED
from index.why import synonyms


def answer(search: Search, engine: Engine, lexicon: Lexicon) -> Results:
    """The answer to a question, its hits marked; `QueryError` for a text that can't be read as it is nor otherwise."""
    try:
        tree = tree_of(search, search.text, lexicon)
    except QueryError:
        if search.as_typed or too_long(search.text):
            raise
        if (meant := corrected(search, 0, engine, lexicon)) and meant.correction:
            return meant
        raise
    typed = ask(search, tree, engine)
    if not search.text.strip():
        return typed if typed.total else replace(typed, narrowed=narrowed(search, tree, engine, lexicon))
    meant = None if search.as_typed else corrected(search, typed.total, engine, lexicon)
    if meant and meant.correction:
        return meant
    kept = None if typed.total else narrowed(search, tree, engine, lexicon)
    offered = meant.offered if meant else None
    return replace(partial(search, tree, typed, engine), offered=offered, narrowed=kept)


def too_long(text: str) -> bool:
    """Whether a text has so much that no mending of its words makes a query of it."""
    return len(text) > LONGEST or len(forms(text)) > MOST_WORDS


def ask(search: Search, tree: Query, engine: Engine) -> Results:
    """The page of hits that a question asks for, marked. Without words there is no relevance: the newest come first."""
    texts = texts_of(tree)
    if search.sort == "relevance" and texts:
        found = page(search, preferring(tree, texts), [tree], engine)
    else:
        found = page(replace(search, sort="date") if search.sort == "relevance" else search, tree, [tree], engine)
    return replace(found, absent=tuple(dict.fromkeys(map(said, lacking(tree, engine)))) if found.total else ())


def page(search: Search, tree: Query, shown: Sequence[Query], engine: Engine, parts: Sequence[Told] = ()) -> Results:
    """The hits of a tree, each marked by the first of the trees `shown` that it matches; the first ones in the order of
    relevance by what of `parts` they open with, too."""
    first = OPENED if parts and search.sort == "relevance" and search.offset < OPENED else 0
    offset, limit = (0, max(first, search.offset + search.limit)) if first else (search.offset, search.limit)

    def finish(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        ordered = (*reopened(hits[:first], parts), *hits[first:])
        return tuple(marked(hit, shown) for hit in ordered[search.offset - offset :][: search.limit])

    answered = engine.search(
        tree,
        sort=search.sort,
        offset=offset,
        limit=limit,
        facets=(*FACETS, "timeline") if search.facets else (),
        fold=search.fold,
        finish=finish,
    )
    return replace(answered, synonyms=synonyms(shown[0]))


def corrected(search: Search, found: int, engine: Engine, lexicon: Lexicon) -> Results | None:
    """The answer to what was probably meant, where the question as typed finds next to nothing and that many times
    more; or where it leaves out a word that there isn't, as what was typed in another layout seems to. Where it isn't
    sure that it was meant, it is only `offered`."""
    mistakes = Mistakes(search.text, engine, lexicon, found)
    if (enough := found > FEW) and not mistakes.excluding:
        return None
    best: Results | None = None
    for correction, least, sure in mistakes.attempts():
        if best and best.correction:
            if not sure or correction.reason != best.correction.reason:
                continue  # the same mistake in more of the words may find much more; another one is less likely
            least = LIKELIER * best.total
        if enough and correction.reason != "layout":
            continue
        meant = read_as(correction, search, engine, lexicon)
        if not meant or meant.total < (1 if mistakes.excluding else least):
            continue
        if not sure:
            return Results(total=0, offered=correction)
        best = replace(meant, correction=correction)
        if meant.total > FEW:
            break
    return best


def read_as(correction: Correction, search: Search, engine: Engine, lexicon: Lexicon) -> Results | None:
    """The answer to a correction, where that can be read."""
    try:
        return ask(search, tree_of(search, correction.query, lexicon), engine)
    except SearchError:
        return None


def partial(search: Search, tree: Query, typed: Results, engine: Engine) -> Results:
    """The articles nearest to a question that too few answer whole; where there are such, they come first, which is
    an order of relevance only."""
    if typed.total and search.sort != "relevance":
        return typed
    if not (near := nearest(tree, typed.total, engine)):
        return typed
    words = replace(near.partial, rows=typed.rows or 0)
    if near.tree is None:
        return replace(typed, partial=words)
    return replace(page(search, near.tree, [tree, near.tree], engine, near.parts), partial=words)


def marks_of(article: Article, search: Search, lexicon: Lexicon) -> Marks:
    """Where the text of a question matches an article; where it doesn't as a whole, where parts of it do."""
    tree = read(search, search.text, lexicon)
    whole = Marks(tree, article)
    words = parts(texts_of(tree))
    return whole if any(whole.spans.values()) or not words else Marks(Some(words, 1), article)
