"""Prints docs/formats.md."""

from tests.formats import FORMATS
from tests.formats.matrix import markdown, row

HEAD = """# Formats

What `podshivka add` reads. The format is told by the content, then by the name; `--format` overrides both. Pages are
read up to 8 MB, records up to 16 MB. The table is made by `python -m tests.formats > docs/formats.md`, and a test holds
it: every file was written by the program named and read as `add` reads it: whole, cut in half, without an article, and
with an article of 17 MB in it. Texts in «» are reasons as the report gives them, without their details.

A text capture may be broken at a column, with blank lines between paragraphs or without, quoted in a letter (`>`), or
written in Markdown by a program that clips pages (`.md` too).

An entry of a sitemap or of a feed that has no text tells what the saved page of its address lacks (title, date, author,
section, tags, picture), whichever of the two comes first; what the page says itself, it doesn't change.

Of several captures of one page the last one read is kept, but no older one in place of a newer where both say when
they were made: records of a WARC (`WARC-Date`) and MHTML (`Date`) do; the time of a file is not believed.
A capture that one from another place has replaced is no news when the same bytes are read again in the same place.

A record (JSON, a row of a table, an entry of a feed) takes nothing away that it says nothing of: without a key or a
column for the source, or with a date that can't be read, an article keeps those that a page or an earlier record has
brought. A key or a cell that is there and empty (`"author": null`) empties the field. The apostrophe by
which exports keep spreadsheets from taking a cell for a formula (`'-1001_7`) is no part of it.
"""

print(HEAD)  # noqa: T201
print("\n".join(markdown([row(each) for each in FORMATS])))  # noqa: T201
