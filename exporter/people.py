"""The names of authors, taken apart as bibliographies want them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import Article

# «Иван», «Ә.», «Аль-Фараби»: a part of a person's name; «пресс-служба» or «Tengrinews.kz» are none.
PART = re.compile(r"[^\W\d_]+\.?(?:-?[^\W\d_]+\.?)*")
# The end of a patronymic, which stands last where the surname stands first: «Иванов Иван Иванович», «Серік Асқарұлы».
PATRONYMIC = re.compile(r"(?:вич|вна|[иы]чна|ұлы|улы|қызы|кызы)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """An author: a person's surname and given names, or a name that can't be taken apart (`given` empty)."""

    surname: str
    given: tuple[str, ...] = ()

    @property
    def initials(self) -> str:
        """`И. П.`, without blanks that a line could break at."""
        return "\N{NO-BREAK SPACE}".join(f"{name[0].upper()}." for name in self.given)

    @property
    def inverted(self) -> str:
        """`Иванов, Иван Петрович`."""
        return f"{self.surname}, {' '.join(self.given)}" if self.given else self.surname


def authors(article: Article) -> list[Person]:
    """The authors of an article, in their order."""
    return [person(name) for name in article.values("author")]


def person(name: str) -> Person:
    """A name as newspapers print it: the surname last, or first before a patronymic or initials.

    A name of one word, of more than three, or of words without a capital is left whole.
    """
    words = re.sub(r"\.(?=[^\W\d_])", ". ", name).split()
    if not 2 <= len(words) <= 3 or not all(PART.fullmatch(word) and word[0].isupper() for word in words):
        return Person(name)
    first_is_surname = words[-1].endswith(".") or (len(words) == 3 and PATRONYMIC.search(words[-1]))
    surname, given = (words[0], words[1:]) if first_is_surname else (words[-1], words[:-1])
    return Person(surname, tuple(given))
