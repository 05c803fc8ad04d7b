"""Articles out, files for other programs: tables, JSON Lines, bibliographies, and the citation of one article.

A form is a function from articles to the stretches of text of a file, streamed: no form needs all articles at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from exporter import bibtex, csl, gost, plain, ris, tables
from index import Article

__all__ = ["EXPORTS", "STYLES", "Form", "cite"]

Write = Callable[[Iterable[Article], date], Iterator[str]]
"""What writes a form; the day is that of the export, which citations call the day of access."""


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its media type, the end of its name, and what writes it."""

    media_type: str
    suffix: str
    write: Write


FORMS = {
    "csv": Form("text/csv", "csv", tables.csv_rows),
    "jsonl": Form("application/jsonl", "jsonl", tables.json_lines),
    "bibtex": Form("application/x-bibtex", "bib", bibtex.entries),
    "ris": Form("application/x-research-info-systems", "ris", ris.records),
    "csl": Form("application/vnd.citationstyles.csl+json", "json", csl.items),
    "gost": Form("text/plain", "txt", gost.lines),
    "plain": Form("text/plain", "txt", plain.lines),
}
EXPORTS = {name: FORMS[name] for name in ("csv", "jsonl", "bibtex", "ris")}
"""What all hits of a query can be taken away as."""
STYLES = {name: FORMS[name] for name in ("gost", "plain", "bibtex", "ris", "csl")}
"""How one article can be cited, the most usual first."""


def cite(article: Article, style: str, today: date) -> str:
    """The citation of an article in one of `STYLES`."""
    return "".join(STYLES[style].write([article], today))
