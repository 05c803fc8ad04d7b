"""Whether a word that a few articles have is itself what was meant: a name, or a foreign word that stands in a text."""

from __future__ import annotations

import re

from index import languages
from index.engine import Engine
from index.languages.names import is_surname
from index.lexicon import LONG, Lexicon
from index.query import expand
from index.query.expand import kinds
from index.query.tree import Word
from index.slips import slips

READ = 10
"""Articles that are looked through for a word."""
WHOLE = 1.0
"""What a slip costs that makes another name as easily as a mistake."""
LONGEST_ABBREVIATION = 5
"""Letters; a longer word in capitals is rather shouted."""
LINKED = r"\w/.@#=&?%-"
"""Signs that stand beside a word in an address, a tag or a mention."""


def is_name(form: str, lexicon: Lexicon) -> bool:
    """Whether the archive prints a word, in any of its forms, as a name; what is only a common word is none, though it
    may begin a name: «Дом» of «Дом культуры»."""
    return not languages.is_only_word(form) and any(map(lexicon.capitalised, kinds(form, lexicon)))


def is_person(form: str, lexicon: Lexicon) -> bool:
    """Whether a word of the archive may be a person's name; «Токаев» is one though a dictionary has but «токай»."""
    named = is_name(form, lexicon) or (is_surname(form) and lexicon.capitalised(form))
    return named and bool(lexicon.languages.people(form))


def is_another_name(typed: str, meant: str) -> bool:
    """Whether two names are so little alike that each may be right: «Турлов» and «Туров», not «Росокомнадзор»."""
    return len(typed) <= LONG or slips(typed, meant) >= WHOLE


def is_said_so(printed: str, meant: str) -> bool:
    """Whether a word that the archive lacks is written as a name which is hardly another word of the same script:
    an abbreviation, or with a capital where the other begins otherwise, or is two words, or more than a slip away."""
    typed = printed.lower()
    if languages.is_latin(typed) != languages.is_latin(meant) or not printed[:1].isupper():
        return False
    if printed.isupper():
        return 1 < len(printed) <= LONGEST_ABBREVIATION
    return " " in meant or meant[0] != typed[0] or slips(typed, meant) > WHOLE


def begins_otherwise(form: str, meant: str) -> bool:
    """Whether a word that the archive lacks begins with another letter than the one meant, which is not written for it
    by ear nor beside it on the keys: people miss the first letter least of all («хоргос» is no «йоргос», nor «мвидео»
    «видео»; `typos`: of 282 words mended rightly none is so, of 28 right ones mended three are)."""
    same_script = languages.is_latin(form) == languages.is_latin(meant)
    return same_script and meant[0] != form[0] and slips(form, meant) > WHOLE


def stands(form: str, engine: Engine, lexicon: Lexicon) -> bool:
    """Whether a word in Latin letters stands in a text by itself, and not only in addresses, which spell Russian so."""
    alone = re.compile(rf"(?<![{LINKED}]){re.escape(form)}(?![\w/@=&-]|\.\w)", re.IGNORECASE)
    found = engine.search(expand(Word(form, exact=True), lexicon), sort="date", limit=READ)
    return any(
        alone.search(text) for hit in found.hits for text in (hit.article.title, hit.article.lead, hit.article.body)
    )
