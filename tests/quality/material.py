"""What the measures are made on: the tables and articles of the data folder, and small archives of them."""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from index import Article, Index, QueryError, Results, Search
from index.lexicon import Lexicon
from index.prepare import prepare
from index.query import expand, joined, parse
from index.query.groups import Groups
from index.query.tree import And, Boost, Or, Phrase, Query, Word
from index.tokens import forms
from tests.plain import finds

SEED = 20261124

POSTS = "telegram_channels.jsonl.gz"
"""Short posts whose title is their first sentence."""
HEADLINES = "lenta_titles_2024.jsonl.gz"
"""Headlines without a text."""
LATIN = "kazinform_kk_latn.jsonl.gz"

T = TypeVar("T")


def some(items: Sequence[T], sample: int | None) -> list[T]:
    """A sample of the items in random order, always the same one; all of them, in order, where `sample` is None."""
    return list(items) if sample is None else random.Random(SEED).sample(items, min(sample, len(items)))


def table(path: Path) -> list[list[str]]:
    """The rows of a `.tsv` or `.tsv.gz` after its header."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [line.split("\t") for line in text.decode("utf-8").splitlines()[1:]]


def lines(path: Path) -> Iterator[Article]:
    """The articles of a `.jsonl.gz` with the keys of the data's README; ids made unique by the file's name."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for data in map(json.loads, rows):
            yield Article(
                id=f"{path.name.split('.')[0]}/{data['id']}",
                title=data["title"] or "",
                body=data["text"] or "",
                published=data["date"],
                source=data["source"],
                section=data["section"],
                lang=data["lang"],
            )


@lru_cache(maxsize=4)
def articles(data: Path, *, but: frozenset[str] = frozenset({POSTS, HEADLINES})) -> tuple[Article, ...]:
    """Real articles with a title and a text of 200 letters and more, of all files `but` some, shuffled once and
    for all; without `but` posts are among them."""
    found = [
        article
        for path in sorted((data / "articles").glob("*.jsonl.gz"))
        if path.name not in but
        for article in lines(path)
        if article.title and len(article.body) >= 200
    ]
    random.Random(SEED).shuffle(found)
    return tuple(found)


class Shelf:
    """A small archive without an engine: a lexicon, and for each document its forms; made for many queries."""

    def __init__(self, texts: Iterable[str], *, kept: Sequence[str] | None = None) -> None:
        """Documents of these texts; where `kept` is given, the lexicon learns from the texts, but a document holds
        only the words of its item of `kept`."""
        vocabulary: dict[str, int] = {}
        bodies = []
        for number, text in enumerate(texts):
            prepared = prepare(Article(id=str(number), body=text))
            bodies.append(text)
            for form, seen in prepared.vocabulary.items():
                vocabulary[form] = vocabulary.get(form, 0) | seen
        self.documents = [Article(id=str(number), body=text) for number, text in enumerate(kept or bodies)]
        self.postings: dict[str, set[int]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            for form in forms(document.body):
                self.postings[form].add(number)
        self.folder = tempfile.TemporaryDirectory()
        self.lexicon = Lexicon(Path(self.folder.name, "lexicon.sqlite"))
        self.lexicon.add(vocabulary)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.lexicon.close()
        self.folder.cleanup()

    def search(self, text: str, same: Groups | None = None) -> set[int]:
        """The numbers of the documents that a query finds, with what means the same by some groups."""
        try:
            tree = parse(text)
        except QueryError as error:
            tree = parse(error.repaired)
        return self.found(expand(joined(tree, same or {}, self.lexicon.languages.query_readings), self.lexicon))

    def found(self, tree: Query) -> set[int]:
        match tree:
            case Word(forms=alike):
                return set().union(*(self.postings.get(form, ()) for form in alike))
            case And(items):
                return set.intersection(*map(self.found, items))
            case Or(items):
                return set().union(*map(self.found, items))
            case Boost(item):
                return self.found(item)
            case Phrase(items):
                there = [self.found(item) for item in items if isinstance(item, Word)]
                among = set.intersection(*there) if there else set(range(len(self.documents)))
                return {number for number in among if finds(tree, self.documents[number])}
            case _:
                return {number for number, document in enumerate(self.documents) if finds(tree, document)}


@contextmanager
def archive(some: Iterable[Article]) -> Iterator[Index]:
    """A real archive of some articles, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index.create(Path(folder, "archive"))
        with index.write() as writer:
            for article in some:
                writer.put(article)
        try:
            yield index
        finally:
            index.lexicon.close()
            index.engine.close()


def typed(index: Index, text: str, *, limit: int = 10, fold: bool = True) -> Results:
    """The answer to a query as typed; where it can't be read, to the repaired one that the error offers."""
    try:
        return index.search(Search(text=text, limit=limit, facets=False, fold=fold))
    except QueryError as error:
        return index.search(Search(text=error.repaired, limit=limit, facets=False, fold=fold))


def asked(results: Results, text: str) -> str:
    """The query that an answer is to: its correction, where it was corrected."""
    correction = getattr(results, "correction", None)
    return text if correction is None else str(correction.query)


def reaches(index: Index, text: str, article: Article) -> bool:
    """Whether a query as typed, or the correction that came with its answer, finds an article."""
    results = typed(index, text)
    if any(hit.article.id == article.id for hit in results.hits):
        return True
    if getattr(results, "partial", None) is not None:
        return False
    try:
        return finds(expand(parse(asked(results, text)), index.lexicon), article)
    except QueryError as error:
        return finds(expand(parse(error.repaired), index.lexicon), article)
