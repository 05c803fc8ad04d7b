"""BibTeX: an `@article` of a newspaper, which both the classic styles and biblatex understand; UTF-8."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date

from exporter.dates import parts
from exporter.people import Person, authors
from exporter.plain import one_line
from index import Article

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - the macros of every style
# What TeX would take for a command. BibTeX counts braces even after a backslash, so these have names.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{letter: f"\\{letter}" for letter in "%$#&_"},
    }
)
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "\n": "%0A", "\r": "%0D"})


def entries(articles: Iterable[Article], today: date) -> Iterator[str]:
    """One entry an article, a blank line after each."""
    for article in articles:
        fields = "".join(f"  {name} = {value},\n" for name, value in known(article, today).items() if value)
        yield f"@article{{{key(article.id)},\n{fields}}}\n\n"


def known(article: Article, today: date) -> dict[str, str]:
    """The fields as they are written, braces included; empty where nothing is known."""
    year, month, day = (*parts(article.published), 0, 0, 0)[:3]
    return {
        "author": braced(" and ".join(map(named, authors(article)))),
        "title": braced(braced(escaped(article.title)) or "{}"),  # a second pair keeps capitals
        "journal": braced(escaped(article.source or "")),
        "year": braced(f"{year or ''}"),
        "month": MONTHS[month - 1] if 1 <= month <= 12 else "",
        "day": braced(f"{day or ''}"),
        "abstract": braced(escaped(article.lead)),
        "keywords": braced(escaped(", ".join(article.tags))),
        "language": braced(escaped(article.lang or "")),
        "url": braced((article.url or "").translate(IN_ADDRESS)),
        "urldate": braced(today.isoformat() if article.url else ""),
    }


def named(person: Person) -> str:
    """`Иванов, Иван`; a name that is no person's in braces, so that it isn't taken apart."""
    return escaped(person.inverted) if person.given else braced(escaped(person.surname))


def escaped(text: str) -> str:
    return one_line(text).translate(ESCAPES)


def braced(value: str) -> str:
    """A value in braces; of nothing, nothing."""
    return f"{{{value}}}" if value else ""


def key(id: str) -> str:
    """A key of letters that every program takes; two ids never share one."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", id).strip("-")[:40]
    return plain if plain == id else f"{plain or 'article'}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"
