"""The fragments of an article that say best why it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Hit, Piece, Pieces, Reason
from index.highlight import Marks, Reader, Span, pieces
from index.query.tree import Query, TextField
from index.why import values, why

LENGTH = 220
"""Letters of a fragment: two lines in a list of hits; a sentence that ends a little later is not cut."""
SLACK = 60
BEFORE = 90
"""Letters before the first mark, where its sentence begins earlier than that."""

FIELDS: tuple[TextField, ...] = ("lead", "body")

# «... на 5 %. Затем»: a full stop, a blank and a capital letter; or a new paragraph.
SENTENCE = re.compile(r"[.!?…][»“”\")]*\s+(?=[«„“\"(—–-]?\s?[^\W\d_a-zа-я])|\n")

SAYING = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text around some of its matches."""

    reader: Reader
    start: int
    end: int
    forms: frozenset[str]

    @property
    def text(self) -> str:
        return self.reader.text[self.start : self.end].strip()


def marked(hit: Hit, trees: Sequence[Query]) -> Hit:
    """A hit with its title and best fragments marked by the first of the trees that matches words of it, and why it was
    found."""
    for tree in trees:
        marks = Marks(tree, hit.article)
        if any(marks.spans.values()):
            break
    reasons = (*why(marks, tree), *values(tree, hit.article))
    shown = fragments(marks) or valued(hit.article, reasons)
    return replace(hit, title=marks.of("title"), fragments=shown, why=reasons)


def valued(article: Article, reasons: Sequence[Reason]) -> tuple[Pieces, ...]:
    """Where no words were asked for: how the article begins, and the values that were."""
    if not reasons:
        return ()
    text = article.lead or article.body
    beginning = (Piece(text[: sentence_end(text, LENGTH, 0)], False),) if text else ()
    return tuple(filter(None, (beginning, *((Piece(reason.form, True),) for reason in reasons))))


def fragments(marks: Marks, limit: int = 2) -> tuple[Pieces, ...]:
    """The stretches of lead and body that show the most different matched forms, in the order of the text.

    Where only the title matches, the title is the fragment: no hit is without a mark.
    """
    title = letters(marks.readers["title"].text)
    found = [window for field in FIELDS for window in windows(marks.readers[field], sorted(marks.spans[field]), title)]
    if not found:
        return (marks.of("title"),) if marks.spans["title"] else ()
    return tuple(shown(window, marks) for window in best(found, limit))


def best(found: list[Window], limit: int) -> list[Window]:
    """The window with the most forms, then those that add most to them, none saying the same as one before."""
    chosen: list[Window] = []
    rest = found
    while rest and len(chosen) < limit:
        seen = frozenset().union(*(window.forms for window in chosen))
        chosen.append(max(rest, key=lambda window: (len(window.forms - seen), len(window.forms))))
        rest = [window for window in rest if window.text not in chosen[-1].text]
    return sorted(chosen, key=found.index)


def windows(reader: Reader, spans: list[Span], title: str = "") -> Iterator[Window]:
    """Stretches around the matches of one field, none overlapping another; one that says nothing but the title, of
    which these are the letters, goes on with what follows."""
    at = bound = 0
    while at < len(spans):
        first = reader.offsets[spans[at][0]][0]
        start = max(bound, sentence_start(reader.text, first))
        start += len(reader.text[start:first]) - len(reader.text[start:first].lstrip())
        inside = [spans[at]]
        for span in spans[at + 1 :]:
            if reader.offsets[span[1]][1] - start > LENGTH:
                break
            inside.append(span)
        last = max(reader.offsets[span[1]][1] for span in inside)
        bound = sentence_end(reader.text, max(last, start + LENGTH), last)
        if letters(reader.text[start:bound]) in title and (more := SAYING.search(reader.text, bound)):
            bound = sentence_end(reader.text, max(more.end(), start + LENGTH), more.end())
            inside = [span for span in spans[at:] if reader.offsets[span[1]][1] <= bound]
        forms = frozenset(reader.forms[place] for span in inside for place in range(span[0], span[1] + 1))
        yield Window(reader, start, bound, forms)
        at += len(inside)
        while at < len(spans) and reader.offsets[spans[at][0]][0] < bound:
            at += 1


def letters(text: str) -> str:
    """The letters and digits of a text: what it says, however it is set."""
    return "".join(SAYING.findall(text.lower()))


def sentence_start(text: str, mark: int) -> int:
    """Where the sentence of a mark begins, or a word not too far before the mark."""
    earliest = max(0, mark - BEFORE)
    ends = [match.end() for match in SENTENCE.finditer(text, earliest, mark) if match.end() <= mark]
    if ends:
        return ends[0]
    return earliest if earliest == 0 else text.find(" ", earliest, mark) + 1 or earliest


def sentence_end(text: str, aim: int, least: int) -> int:
    """The end of the sentence nearest before `aim` or a little after it; else of a word. Never before `least`."""
    if len(text) <= aim + SLACK:
        paragraph = text.find("\n", least)
        return len(text) if paragraph == -1 else paragraph
    paragraph = text.find("\n", least, aim)
    if paragraph != -1:
        return paragraph
    ends = [match.start() + 1 for match in SENTENCE.finditer(text, least, aim + SLACK)]
    if ends:
        return min(ends, key=lambda end: abs(end - aim))
    blank = text.rfind(" ", least, aim)
    return blank if blank != -1 else aim


def shown(window: Window, marks: Marks) -> Pieces:
    """A window as marked pieces, with an ellipsis where its sentence or paragraph goes on."""
    reader, text = window.reader, window.reader.text
    found = pieces(text, reader.stretch(marks.spans[reader.field]), window.start, window.end)
    before = text[: window.start].rstrip(" ")[-1:]
    after = text[window.end :].lstrip(" ")[:1]
    lead_in = (Piece("… ", False),) if before not in ("", "\n", *'.!?…»“”"') else ()
    ending = text[: window.end].rstrip()[-1:]
    lead_out = (Piece(" …", False),) if after not in ("", "\n") and ending not in ".!?…»" else ()
    return (*lead_in, *found, *lead_out)
