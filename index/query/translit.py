"""Russian and Kazakh words in Latin letters, read back: every way of writing a sound, walked along the known words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

# What a stretch of Latin letters may stand for; the official standards, passports and what people simply type.
SOUNDS: dict[str, tuple[str, ...]] = {
    "shch": ("щ",),
    "sch": ("щ", "сч"),
    "sh": ("ш", "щ"),
    "ch": ("ч",),
    "zh": ("ж",),
    "kh": ("х", "қ"),
    "gh": ("ғ",),
    "ts": ("ц", "тс"),
    "tz": ("ц",),
    "dzh": ("дж", "ж"),
    "dj": ("дж", "ж"),
    "yu": ("ю",),
    "iu": ("ю", "иу"),
    "ju": ("ю", "жу"),
    "ya": ("я",),
    "ia": ("я", "иа"),
    "ja": ("я", "жа"),
    "ye": ("е", "ье", "ъе"),
    "je": ("е", "же"),
    "yo": ("е", "ье"),
    "jo": ("е", "йо", "жо"),
    "io": ("е", "ио"),
    "iy": ("ий", "ый"),
    "yi": ("ый", "ы"),
    "ij": ("ий",),
    "yy": ("ый",),
    "ck": ("к",),
    "ph": ("ф",),
    "oo": ("у",),
    "ee": ("и",),
    "a": ("а", "ә"),
    "b": ("б",),
    "c": ("к", "ц", "с"),
    "d": ("д",),
    "e": ("е", "э"),
    "f": ("ф",),
    "g": ("г", "ғ", "ж"),
    "h": ("х", "һ", "г"),
    "i": ("и", "і", "й", "ы", "ий"),
    "j": ("ж", "й", "дж"),
    "k": ("к", "қ"),
    "l": ("л",),
    "m": ("м",),
    "n": ("н", "ң"),
    "o": ("о", "ө"),
    "p": ("п",),
    "q": ("қ", "к"),
    "r": ("р",),
    "s": ("с",),
    "t": ("т",),
    "u": ("у", "ұ", "ү"),
    "v": ("в",),
    "w": ("в", "у", "ш"),
    "x": ("кс", "х"),
    "y": ("ы", "й", "ий", "ый", "и", "у"),
    "z": ("з",),
    "'": ("ь", "ъ", ""),
    # the Kazakh alphabets in Latin letters
    "á": ("ә", "а"),
    "ä": ("ә",),
    "ǵ": ("ғ",),
    "ğ": ("ғ",),
    "ı": ("й", "и", "ы"),
    "ń": ("ң",),
    "ñ": ("ң",),
    "ó": ("ө",),
    "ö": ("ө",),
    "ş": ("ш",),
    "ú": ("ү",),
    "ü": ("ү",),
    "ū": ("ұ",),
    "ý": ("у",),
}
LETTERS = {
    said: tuple(letters for letters, some in SOUNDS.items() if said in some and letters.isascii())
    for said in dict.fromkeys(said for some in SOUNDS.values() for said in some if said)
}
"""The way back: what Cyrillic letters may be spelt by."""
LONGEST_SOUND = max(map(len, SOUNDS))
SOFTENED = frozenset("бвдзлмнпрстфч")
"""Consonants that a soft sign may follow, which Latin spellings leave out: «Navalny», «Gogol»."""
MOST_STEPS = 3000


def readings(word: str, begins: Callable[[str], bool], sounds: Mapping[str, tuple[str, ...]] = SOUNDS) -> Iterator[str]:
    """The Cyrillic words that `word` may be, or by `LETTERS` the Latin ones; `begins(prefix)` says whether any known
    word begins so, which bounds the walk: letters that no known word has in that place are not followed."""
    stack = [("", 0)]
    steps = 0
    while stack and steps < MOST_STEPS:
        steps += 1
        said, at = stack.pop()
        if at == len(word):
            yield said
            if said[-1:] in SOFTENED:
                yield said + "ь"
            continue
        for length in range(1, LONGEST_SOUND + 1):
            for letters in reversed(sounds.get(word[at : at + length], ())) if at + length <= len(word) else ():
                for soft in ("ь", "") if said[-1:] in SOFTENED and letters[:1] not in ("ь", "ъ") else ("",):
                    longer = said + soft + letters
                    if begins(longer):
                        stack.append((longer, at + length))
        doubled = at and word[at] == word[at - 1]  # «Kirill», «Hakkinen»: one letter of the two
        if doubled:
            stack.append((said, at + 1))
