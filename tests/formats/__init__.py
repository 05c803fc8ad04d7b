"""Every format as another program writes it, and what becomes of it; `python -m tests.formats` prints the matrix."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import zstandard

from tests.formats import writers
from tests.formats.stories import Stories, story

__all__ = ["FORMATS", "Format", "story", "writers"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format, what writes it here, how; whether a file holds but `one` article, or many that are `held` at once."""

    name: str
    by: str
    write: Callable[[Stories], bytes]
    one: bool = False
    held: bool = False


FORMATS = (
    Format("saved page, HTML", "a template", writers.page, one=True),
    Format("saved page, MHTML", "`email` of Python, as browsers lay it out", writers.mhtml, one=True),
    Format("text capture", "a template", writers.capture, one=True),
    Format("WARC", "warcio", partial(writers.warc, packed=False)),
    Format("WARC.gz", "warcio", partial(writers.warc, packed=True)),
    Format("WACZ", "warcio and `zipfile`", writers.wacz),
    Format("JSON Lines", "`json`", writers.jsonl),
    Format("JSON document", "`json`", writers.document, held=True),
    Format("CSV (`;`, windows-1251)", "`csv`", partial(writers.table, delimiter=";", charset="cp1251")),
    Format("TSV (UTF-16)", "`csv`", partial(writers.table, delimiter="\t", charset="utf-16")),
    Format("RSS 2.0", "feedgen", partial(writers.feed, atom=False)),
    Format("Atom", "feedgen", partial(writers.feed, atom=True)),
    Format("news sitemap", "a template", writers.sitemap),
    Format("NITF", "a template", writers.nitf, one=True),
    Format("NewsML-G2", "a template", writers.newsml),
    Format("ninjs", "`json`", writers.ninjs),
    Format("zip of pages", "`zipfile`", writers.pages),
    Format("tar of pages", "`tarfile`", writers.tarred),
    Format("tar.gz of pages", "`tarfile`, `gzip`", lambda stories: gzip.compress(writers.tarred(stories))),
    Format("JSON Lines, gzip", "`gzip`", lambda stories: gzip.compress(writers.jsonl(stories))),
    Format("JSON Lines, zstd", "zstandard", lambda stories: zstandard.compress(writers.jsonl(stories))),
    Format("JSON Lines, bzip2", "`bz2`", lambda stories: bz2.compress(writers.jsonl(stories))),
    Format("JSON Lines, xz", "`lzma`", lambda stories: lzma.compress(writers.jsonl(stories))),
)
