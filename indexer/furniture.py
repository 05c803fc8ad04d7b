"""Lines of a page that are not its article, each told by a rule: marks of templates, headings, buttons."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.furniture_rules import RULES, Rule

_LEADING = re.compile(r"^(?:[•◦▪●■►▶→\-–—*#>|✅❗‼️👉📌🔴]\s*|\d{1,2}\.\s+)+")


LONGEST = 5000
"""Letters of a line that is asked about; a hostile one of megabytes would cost the patterns minutes."""


def stripped(line: str) -> str:
    """A line without the bullet or number of a list before it."""
    return _LEADING.sub("", line.strip())


@lru_cache(maxsize=4096)
def label(line: str) -> Rule | None:
    """The rule that says that a line is furniture, None for one that may be of the article.

    A heading that ends as a sentence is one: `Все материалы дела переданы в суд.`
    """
    if len(line) > LONGEST:
        return None
    parts = stripped(line).replace("ё", "е").split()
    text, count = " ".join(parts), len(parts)
    for rule in RULES:
        if count <= rule.words and not (rule.section and count > 3 and text.endswith((".", "!", "?"))):
            match = rule.pattern.search(text) if rule.name == "template" else rule.pattern.fullmatch(text)
            if match:
                return rule
    return None


_SENTENCE = re.compile(r"[.!?…。！？؟:;][»\"”’')\]]*$")
_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u9fff]")


def words(text: str) -> int:
    """How many words a text has; scripts that don't divide them count two letters for one."""
    return len(_WORD.findall(text)) + len(_WIDE.findall(text)) // 2


def ends(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE.search(text.rstrip()) is not None


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence with its mark, or long enough to be one without."""
    count = words(text)
    return (count >= 6 and ends(text)) or count >= 25
