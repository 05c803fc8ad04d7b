"""The names of a person asked for into the archive's forms of them, and whose they may be: his, hers or either's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.languages import is_latin, is_only_word, is_word
from index.languages.names import Name, Sex
from index.languages.particles import PARTICLES, SONS, is_initial
from index.query import translit
from index.query.forms import Vocabulary, kinds, other_script
from index.query.tree import Kind, Person, Word

SEXES: tuple[Sex, Sex] = ("m", "f")

# «О. Бектенов» is he, «о Бектенове» is about him: after a letter that is also a preposition the cases that it governs
# are not taken for a name with an initial. Of those left more than half are initials, so 50,000 articles' capitals say.
GOVERNED = {
    "о": ("е", "ом", "ой", "ых", "их"),
    "в": ("е", "ом", "ой", "ых", "их"),
    "к": ("у", "ю", "ой", "ым", "им"),
    "с": ("ым", "им", "ом", "ем", "ой", "ей", "ми"),
    "у": ("а", "я", "ы", "и", "го", "ой", "ей", "ых", "их"),
}

Run = tuple[Word, ...]
"""The words of one name, which are several where it is a double one or has particles."""


def parts(name: str) -> list[str]:
    """The words of one name as typed."""
    return re.split("[- ]", name)


def run(name: str, sex: Sex | None, asked: Person, lexicon: Vocabulary) -> Run:
    """One name of a person; a part of several that is no name that is known is any word: «Чен» of «Ким Чен Ын»."""
    several = len(asked.words) > 1
    return about_nobody(
        word(part, sex, asked, lexicon, several=several or len(parts(name)) > 1) for part in parts(name)
    )


def about_nobody(words: Iterable[Word]) -> Run:
    """The words of a name that begins with a letter as it is printed: «О'Нила», and not «о Ниле»."""
    first, *others = words
    if others and len(first.text) == 1:
        others[0] = ungoverned(first.text, others[0])
    return (first, *others)


def ungoverned(letter: str, item: Word) -> Word:
    """A name beside an initial that may be a preposition."""
    found = zip(item.forms, item.kinds, strict=True)
    kept = [(form, kind) for form, kind in found if not form.endswith(GOVERNED.get(letter, ()))]
    return replace(item, forms=tuple(form for form, _ in kept), kinds=tuple(kind for _, kind in kept))


def one_of(forms: Iterable[str], text: str, beside: Run) -> Word:
    """A word that is any of some forms, in the field of the name beside it."""
    forms = tuple(forms)
    kind: Kind = "name"
    return Word(text, field=beside[0].field, forms=forms, kinds=(kind,) * len(forms))


def word(text: str, sex: Sex | None, asked: Person, lexicon: Vocabulary, *, several: bool = False) -> Word:
    """One name with the archive's forms of it, as a man's or a woman's where `sex` says so; in Latin also as typed."""
    if len(text) == 1 or (several and text in PARTICLES | SONS):
        return one_of((text,), text, (Word(text, field=asked.field),))
    names, words = meant(text, lexicon), common(text, lexicon)
    if asked.sex:  # who asks for him may have typed his family's name as hers, «он:Бектеновой»
        names, words = anyone(names), anyone(words)
    forms = [
        *forms_of(names, sex, lexicon),
        *forms_of_common(words, sex, lexicon),
        *spelt_otherwise(text, sex, lexicon),
    ]
    found = {form: other_script("name", form, text) for form in forms}
    unknown = not forms and not is_word(text) and lexicon.capitalised(text)  # no rule knows «Сийярто», but it is a name
    as_typed = text in forms or unknown
    found |= {text: "exact"} if as_typed or is_latin(text) else {}
    return Word(text, field=asked.field, forms=tuple(found), kinds=tuple(found.values()))


def as_phrase(name: str, sex: Sex | None, asked: Person, lexicon: Vocabulary) -> Run:
    """One name as a phrase would find it, but for the forms that are only of the other sex."""
    return about_nobody(any_form(part, sex, asked, lexicon) for part in parts(name))


def any_form(text: str, sex: Sex | None, asked: Person, lexicon: Vocabulary) -> Word:
    """A word as a phrase would find it, but for the forms that are only of the other sex."""
    if is_initial(text):  # «г.» of a name is no year
        return one_of((text,), text, (Word(text, field=asked.field),))
    people = lexicon.languages.people
    found = kinds(text, lexicon)
    found = {form: kind for form, kind in found.items() if not people(form) or allows(people(form), sex)}
    return Word(text, field=asked.field, forms=tuple(found), kinds=tuple(found.values()))


def anyone(names: Iterable[Name]) -> frozenset[Name]:
    """The names of families as anyone's."""
    return frozenset(Name(name.name) if name.family else name for name in names)


def borne(names: Iterable[Name], sex: Sex | None) -> list[Name]:
    """The names that someone of a sex may bear, as that person's."""
    return [Name(name.name, name.sex or sex) for name in names if sex is None or name.sex in (None, sex)]


def forms_of(names: Iterable[Name], sex: Sex | None, lexicon: Vocabulary) -> list[str]:
    """The forms of the archive that may be a case of any of the names, borne by someone of this sex."""
    wanted, people = borne(names, sex), lexicon.languages.people
    return [form for form in lexicon.forms({name.key for name in wanted}) if any_alike(people(form), wanted)]


def common(text: str, lexicon: Vocabulary) -> frozenset[Name]:
    """The names that a word is which are common words too, «Волк», «Белый»."""
    spelt = translit.readings(text, lexicon.begins) if is_latin(text) else (text,)
    return frozenset(name for word in spelt for name in lexicon.languages.common(word))


def forms_of_common(names: Iterable[Name], sex: Sex | None, lexicon: Vocabulary) -> list[str]:
    """The archive's forms of surnames that are common words too: those that it has capitalised."""
    wanted, people = borne(names, sex), lexicon.languages.people

    def is_one(form: str) -> bool:
        if own := lexicon.languages.common(form):
            return any_alike(own, wanted)
        return not people(form) or any(allows(people(form), name.sex) for name in wanted)

    forms = lexicon.forms({name.name for name in wanted})
    return [form for form in forms if lexicon.capitalised(form) and is_one(form)]


def spelt_otherwise(text: str, sex: Sex | None, lexicon: Vocabulary) -> list[str]:
    """The archive's names in the other script that a word as typed finds: «Rıýttemen» of «Рютте»."""
    people = lexicon.languages.people
    if is_only_word(text):
        return []
    found = (form for form in kinds(text, lexicon) if is_latin(form) != is_latin(text) and lexicon.capitalised(form))
    return [form for form in found if allows(people(form), sex)]


def any_alike(some: Iterable[Name], others: Iterable[Name]) -> bool:
    """Whether a name of these is one of those, and its bearer's sex no other where both tell it."""
    return any(
        one.key == other.key and (one.sex is None or other.sex is None or one.sex == other.sex)
        for one in some
        for other in others
    )


def meant(text: str, lexicon: Vocabulary) -> frozenset[Name]:
    """The names that a word typed may be a case of; Latin letters are read as every name of the archive that they may
    spell."""
    people = lexicon.languages.people
    if not is_latin(text):
        return people(text)
    spelt = people(text).union(*map(people, translit.readings(text, lexicon.begins)))
    return frozenset(name for name in spelt if lexicon.forms({name.key}))


def agreed(asked: Person, lexicon: Vocabulary) -> Sex | None:
    """The one sex that all names agree on, if there is one: Айгуль Бектенова is a woman, Бектенова may be either's."""
    possible = [sex for sex in SEXES if all(allows(names, sex) for names in named(asked, lexicon))]
    return possible[0] if len(possible) == 1 else None


def allows(names: Iterable[Name], sex: Sex | None) -> bool:
    """Whether someone of this sex, if it is said, may bear one of the names."""
    return sex is None or any(name.sex in (None, sex) for name in names)


def named(asked: Person, lexicon: Vocabulary) -> Iterator[frozenset[Name]]:
    """What each name of a person may be a case of."""
    for name in asked.words:
        if not is_initial(name):
            yield from (meant(part, lexicon) for part in parts(name) if len(part) > 1)


def bearers(asked: Person, lexicon: Vocabulary) -> list[tuple[Sex, str]]:
    """Where a name may be a man's or a woman's, both, each as it is printed; else nothing.

    Surnames in -ов and -ский always tell; for other names the archive must have forms that only he or she has.
    """
    names = list(named(asked, lexicon))
    if asked.sex or not all(allows(some, sex) for some in names for sex in SEXES):
        return []
    his, hers = ({form for some in names for form in forms_of(some, sex, lexicon)} for sex in SEXES)
    both = {name.key for some in names for name in some if name.sex == "m"} & {
        name.key for some in names for name in some if name.sex == "f"
    }
    if his == hers or not (both or (his - hers and hers - his)):
        return []
    return [(sex, " ".join(said(word, sex, lexicon) for word in asked.words)) for sex in SEXES]


def said(word: str, sex: Sex, lexicon: Vocabulary) -> str:
    """A part of a name as it is printed, in the nominative."""
    if is_initial(word):
        return f"{word.title()}."
    return "".join(
        part if part in PARTICLES | SONS or part in "- " else nominative(part, sex, lexicon)
        for part in re.split("([- ])", word)
    )


def nominative(part: str, sex: Sex, lexicon: Vocabulary) -> str:
    """One word of a name as he or she bears it."""
    names = meant(part, lexicon)
    found = min(names, key=lambda name: (name.sex != sex, name.sex is not None, name), default=Name(part))
    return found._replace(sex=sex).said()
