"""Is a name typed in Latin letters found? Surnames, towns and Kazakh given names in the spellings of three customs.

Each name stands once in an archive: surnames and towns in an oblique case inside a Russian sentence, given names
(`names/kazakh_given_names`) as they are in a Kazakh one; 1,000 real articles in Cyrillic are beside them. Typed is the
nominative as passports spell it (`icao`: Doc 9303), by GOST 7.79 B without its marks (`gost`), and as newspapers do
(`press`: «Yermekov», «Zhanibek», «Kovalsky»). Found is a query whose answer has the article with the name: among the
hits, or by the correction that comes with them. The values are the shares of each custom, and of `latin` all together.

With a sample: so many names of each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from index import Article
from tests.quality.declension import surname, town
from tests.quality.material import HEADLINES, LATIN, POSTS, archive, articles, reaches, some, table
from tests.quality.scores import Scores, share
from tests.quality.surnames import KAZAKH, SENTENCE, SURNAMES, TOWNS

REAL = 1000
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SPELT = {
    "icao": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "gost": "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh _ y _ e yu ya",
    "press": "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
}
KAZAKH_LETTERS = dict(zip("әғқңөұүһі", "agknouuhi", strict=True))
GOST = re.compile("cz(?=[ieyj])")  # ц: «Golicyn», but «Czoj»
# «Ермеков» is Yermekov in newspapers, «Ковальский» Kovalsky.
PRESS = ((re.compile(r"(?<![бвгджзйклмнпрстфхцчшщ])е"), "ye"), (re.compile(r"ий\b"), "y"))


def measure(data: Path, *, sample: int | None = None) -> Scores:
    """`icao`, `gost`, `press`, `latin`."""
    names = list(taken(data, sample))
    scores = Scores()
    right = dict.fromkeys(SPELT, 0)
    with archive(
        [*articles(data, but=frozenset({POSTS, HEADLINES, LATIN}))[:REAL], *(article for _, article in names)]
    ) as index:
        for name, article in names:
            for custom in SPELT:
                found = reaches(index, latin(name, custom), article)
                right[custom] += found
                if not found:
                    scores.missed(f"{custom}: «{latin(name, custom)}» for «{name}»")
    scores.update({custom: share(count, len(names)) for custom, count in right.items()})
    scores["latin"] = share(sum(right.values()), len(SPELT) * len(names))
    return scores


def taken(data: Path, sample: int | None) -> Iterator[tuple[str, Article]]:
    """Names with the article in which each stands."""
    given = list(dict.fromkeys(name for name, *_ in table(data / "names" / "kazakh_given_names.tsv")))
    for name in some(SURNAMES, sample):
        yield name, Article(id=f"surname/{name}", body=SENTENCE.format(oblique(surname(name, woman=False))))
    for name in some(TOWNS, sample):
        yield name, Article(id=f"town/{name}", body=SENTENCE.format(oblique(town(name))))
    for name in some(given, sample):
        yield name, Article(id=f"given/{name}", body=KAZAKH.format(name))


def oblique(forms: list[str]) -> str:
    """The second form, where there is one."""
    return forms[min(1, len(forms) - 1)]


def latin(name: str, custom: str) -> str:
    """A name in Latin letters, by one of the customs."""
    letters = dict(zip(CYRILLIC, SPELT[custom].replace("_", "").split(" "), strict=True)) | KAZAKH_LETTERS
    spelt = name.lower()
    for pattern, instead in PRESS if custom == "press" else ():
        spelt = pattern.sub(instead, spelt)
    spelt = "".join(letters.get(letter, letter) for letter in spelt)
    spelt = GOST.sub("c", spelt) if custom == "gost" else spelt
    return "-".join(part.capitalize() for part in spelt.split("-"))
