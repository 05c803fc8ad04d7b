"""Do text captures become better as more of their source come?

There are no ten real captures of one source, but real furniture of some fifteen sites: in each gold capture the text
and the title are replaced by those of other real articles, twelve times over, and half of the headlines around them by
other real headlines, as lists of the newest change. `first` is the F1 of the texts read as the first capture of a
source is, `learnt` as `rebuild` reads them once all have come; `kept` is the share of those no worse for it.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from indexer import furniture
from indexer.extract import extract
from indexer.pages import NotAnArticle, Page
from indexer.repeated import Repeated
from tests.quality.extraction import CYRILLIC, f1, golds, page
from tests.quality.material import HEADLINES, SEED, lines
from tests.quality.scores import Scores, share

CAPTURES = 12
LEAST = 3
"""Paragraphs of an article that is put into a capture."""


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """The values named above; `sample` captures of each source."""
    chance = random.Random(SEED)
    news = [each for each in lines(data / "articles" / "telegram_iv.jsonl.gz") if is_plain(each)]
    chance.shuffle(news)
    others = [each.title for each in lines(data / "articles" / HEADLINES)][:5000]
    first, learnt = list[float](), list[float]()
    scores = Scores()
    for frame, title, text in frames(data):
        put, news = news[: sample or CAPTURES], news[sample or CAPTURES :]
        pages = [frame._replace(data=filled(frame, title, text, each, others, chance).encode()) for each in put]
        known = Repeated(None)
        for _ in known.passed(pages):
            pass
        for each, capture in zip(put, pages, strict=True):
            before, after = (f1(read(one), each.body) for one in (capture, known.marked(capture)))
            first.append(before)
            learnt.append(after)
            if after < before:
                scores.missed(f"{frame.source}: {before:.3f} {after:.3f} «{each.title}»", before - after)
    scores["first"] = 100 * sum(first) / len(first)
    scores["learnt"] = 100 * sum(learnt) / len(learnt)
    scores["kept"] = share(sum(b >= a - 0.005 for a, b in zip(first, learnt, strict=True)), len(first))
    return scores


def is_plain(article: Article) -> bool:
    """Whether an article is some paragraphs of running text: lists of results can be told from menus by no one."""
    paragraphs = [line for line in article.body.split("\n") if line.strip()]
    return len(paragraphs) >= LEAST and len(article.body) < 6000 and all(map(furniture.is_prose, paragraphs))


def frames(data: Path) -> Iterator[tuple[Page, str, str]]:
    """The gold captures in Cyrillic, with the title and the text that stand in them."""
    with zipfile.ZipFile(data / "html" / "article_gold.zip") as archive:
        for gold in golds(data / "html" / "article_gold.jsonl.gz"):
            if gold.get("capture") and gold["lang"] in CYRILLIC and "_iv_" not in str(gold["file"]):
                text = "\n".join(filter(None, (gold.get("lead"), gold["body"])))
                yield page(archive, gold["capture"], "text")._replace(source=gold["capture"]), gold["title"] or "", text


def filled(frame: Page, title: str, text: str, article: Article, others: list[str], chance: random.Random) -> str:
    """A capture with another article in the place of its own."""
    own = {bare(line) for line in text.split("\n")} - {""}
    rows = frame.data.decode("utf-8").split("\n")
    places = [at for at, row in enumerate(rows) if bare(row) in own]
    titles = {at for at, row in enumerate(rows) if bare(row) and bare(row) == bare(title)}
    above = max((at for at in titles if at < places[0]), default=places[0])
    inside = range(above, places[-1] + 1)
    changing = [at for at, row in enumerate(rows) if at not in titles and at not in inside and is_headline(row)]
    for at in random.Random(len(rows)).sample(changing, len(changing) // 2):  # the same ones in all of a source
        rows[at] = chance.choice(others)
    for at in titles:
        rows[at] = article.title
    body = "\n\n".join(line for line in article.body.split("\n") if line.strip())
    return "\n".join([*rows[: places[0]], body, *rows[places[-1] + 1 :]])


def is_headline(row: str) -> bool:
    return furniture.words(row) >= 4 and furniture.label(row) is None


def bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def read(page: Page) -> str:
    """Lead and body of a capture; nothing of one that is refused."""
    try:
        article = extract(page)
    except NotAnArticle:
        return ""
    return "\n".join(filter(None, (article.lead, article.body)))
