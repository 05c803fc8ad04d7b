"""How well pages and captures become articles: F1 of the text by words, fields that are right, furniture kept out."""

from __future__ import annotations

import gzip
import json
import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.article import Origin
from indexer.extract import Extraction, examine
from indexer.pages import Kind, NotAnArticle, Page
from tests.quality.material import some
from tests.quality.scores import Scores, share

CYRILLIC = ("ru", "uk", "bg", "kk")

SETS: dict[str, tuple[tuple[str, ...], str]] = {
    "pages": (("gold pages, Cyrillic", "gold pages, telegram"), "body title day minute author"),
    "pages_other": (("gold pages, other",), "body title day minute author tags"),
    "captures": (("gold captures, Cyrillic", "gold captures, telegram"), "body title day author"),
    "captures_other": (("gold captures, other",), "body title"),
    "telegram": (("telegram_iv",), "body day minute author"),
    "articles": (("scrapinghub_aeb",), "body"),
}
"""Name of a value's beginning -> groups of pages that it is of, and the marks that are taken of them."""


@dataclass(slots=True)
class Marks:
    """The marks of one group of pages, and how many of the phrases that must not get into a text did."""

    marks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    leaks: int = 0
    must_not: int = 0


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """For each set its marks, means in percent: `body` is the F1 of lead and body; `kept_out` is the share of the
    phrases of furniture that are in no text. `sample` pages of the largest set."""
    groups, failures = marked(data, sample)
    scores = Scores()
    for prefix, (names, marks) in SETS.items():
        for mark in marks.split():
            values = [value for name in names for value in groups[name].marks[mark]]
            scores[f"{prefix}_{mark}"] = 100 * sum(values) / len(values)
    for kind in ("pages", "captures"):
        these = [group for name, group in groups.items() if kind in name]
        scores[f"{kind}_kept_out"] = share(sum(g.must_not - g.leaks for g in these), sum(g.must_not for g in these))
    for weight, failure in failures:
        scores.missed(failure, weight)
    return scores


def marked(data: Path, sample: int | None) -> tuple[dict[str, Marks], list[tuple[float, str]]]:
    """The marks of every group, and the pages whose text is not what it should be, with what is missing of 1."""
    groups: dict[str, Marks] = defaultdict(Marks)
    failures: list[tuple[float, str]] = []
    for name, gold, each in _pages(data, sample):
        try:
            found: Extraction | None = examine(each)
        except NotAnArticle as error:
            found = None
            failures.append((1.0, f"{name}: {each.origin.member} refused: {error}"))
        body = _score(groups[name], found, gold)
        if found and body < 0.9:
            failures.append((1 - body, f"{name}: {each.origin.member} {body:.3f} by {found.rules.get('body')}"))
    return groups, failures


def f1(found: str, gold: str) -> float:
    """F1 of two bags of words; of scripts that don't divide words, of letters."""
    left, right = _bag(found), _bag(gold)
    common = sum((left & right).values())
    return 2 * common / (left.total() + right.total()) if common else float(not left and not right)


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+", text.lower()))


def data_folder() -> Path:
    """Where the real data is kept: PODSHIVKA_DATA, else beside the project."""
    return Path(os.environ.get("PODSHIVKA_DATA") or Path(__file__).parents[3] / "shared" / "data")


def _score(scores: Marks, found: Extraction | None, gold: dict[str, Any]) -> float:
    """Adds the marks of one page; its body's F1."""
    article = found.article if found else None
    text = "\n".join(filter(None, (article.lead, article.body))) if article else ""
    lead = gold.get("lead")
    wanted = "\n".join(filter(None, (lead, gold["body"])))
    marks: dict[str, float] = {"body": f1(text, wanted)}
    if gold.get("title"):
        marks["title"] = float(article is not None and _same(article.title, gold["title"]))
    if gold.get("date"):
        marks["day"] = float(article is not None and (article.published or "")[:10] == gold["date"][:10])
        if "T" in gold["date"] and "T00:00" not in gold["date"]:
            marks["minute"] = float(article is not None and (article.published or "")[:16] == gold["date"][:16])
    if gold.get("authors"):
        names = set(map(_bare, (article.author or "").split(","))) if article else set()
        marks["author"] = f1(" ".join(sorted(names)), " ".join(map(_bare, gold["authors"])))
    if gold.get("tags"):
        marks["tags"] = _sets(article.tags if article else (), gold["tags"])
    if gold.get("counter"):
        marks["views"] = float(article is not None and article.views == int(gold["counter"]))
    if gold.get("caption"):
        marks["caption"] = float(article is not None and _same(article.caption or "", gold["caption"]))
    if lead:
        marks["lead"] = float(article is not None and _same(article.lead, lead))
    for name, mark in marks.items():
        scores.marks[name].append(mark)
    for phrase in gold.get("must_not") or ():
        scores.must_not += 1
        if phrase in text:
            scores.leaks += 1
    return marks["body"]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))


def _same(left: str, right: str) -> bool:
    return _bare(left) == _bare(right)


def _sets(found: tuple[str, ...], gold: list[str]) -> float:
    left, right = set(map(_bare, found)), set(map(_bare, gold))
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def _pages(data: Path, sample: int | None) -> Iterator[tuple[str, dict[str, Any], Page]]:
    folder = data / "html"
    for gold in golds(folder / "article_gold.jsonl.gz"):
        with zipfile.ZipFile(folder / "article_gold.zip") as archive:
            group = "telegram" if "_iv_" in str(gold["file"]) else "Cyrillic" if gold["lang"] in CYRILLIC else "other"
            for kind, key, name in (("html", "file", "pages"), ("text", "capture", "captures")):
                if gold.get(key):
                    yield f"gold {name}, {group}", gold, page(archive, gold[key], kind)  # type: ignore[arg-type]
    for name in ("telegram_iv", "scrapinghub_aeb", "fundus_ru"):
        with zipfile.ZipFile(folder / f"{name}.zip") as archive:
            known = list(golds(folder / f"{name}.gold.jsonl.gz"))
            for gold in some(known, sample if name == "telegram_iv" else None):
                names = gold.get("authors") or ([gold["author"]] if gold.get("author") else None)
                gold |= {"body": gold["text"] or "", "authors": names, "tags": gold.get("topics")}
                yield name, gold, page(archive, gold["file"], "html")


def golds(path: Path) -> Iterator[dict[str, Any]]:
    """What is known of the pages of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def page(archive: zipfile.ZipFile, name: str, kind: Kind) -> Page:
    """A page or capture of an archive."""
    return Page(kind=kind, data=archive.read(name), origin=Origin(str(archive.filename), name), captured=None)
