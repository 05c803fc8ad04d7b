"""Kazakh: what forms come to, which words meet and which must not, in Cyrillic and in Latin letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Index, Search
from index.languages import latin
from index.languages.kazakh import stems
from index.languages.tables import table

RULES = [
    # suffix, form, stem: the examples beside every rule
    (suffix, *example.split("="))
    for suffix, *examples in table("kazakh_suffixes")
    if suffix != "layer"
    for example in examples
]

STEMS = [
    # form, a stem that it must have
    ("балалардың", "бала"),
    ("мектептерінде", "мектеп"),
    ("алматыдағы", "алматы"),
    ("үкіметтің", "үкімет"),
    ("жұмысшылар", "жұмысшы"),
    ("ғылымын", "ғылым"),
    ("еліміздегі", "ел"),
    ("азаматтарымызға", "азамат"),
    ("көршілеріміз", "көрші"),
    ("компаниясының", "компания"),
    # a voiced consonant, a lost vowel
    ("кітабына", "кітап"),
    ("жағынан", "жақ"),
    ("көлігі", "көлік"),
    ("халқымыздың", "халық"),
    ("аузымен", "ауыз"),
    ("мойнында", "мойын"),
    ("көңліне", "көңіл"),
    ("аулында", "ауыл"),
    # Russian words and names
    ("министрдің", "министр"),
    ("президенттің", "президент"),
    ("облысында", "облыс"),
    ("клубтың", "клуб"),
    ("апрельде", "апрель"),
    ("факторлары", "фактор"),
    ("тоқаевтың", "тоқаев"),
    ("назарбаевқа", "назарбаев"),
    ("путиннің", "путин"),
    ("пушкинге", "пушкин"),
    # verbs
    ("шыққаннан", "шық"),
    ("айтпағанның", "айт"),
    ("деді", "деу"),
    ("қояды", "қой"),
    ("қияды", "қи"),
    ("оқиды", "оқы"),
    ("дамуының", "дамы"),
    ("тауып", "тап"),
    ("қорқып", "қорық"),
    ("алынбайды", "ал"),
    ("болғандықтан", "бол"),
    ("қабылданды", "қабылда"),
    ("ұйымдастырылған", "ұйымдастыр"),
    ("жасалмағандығын", "жаса"),
    ("саламын", "сал"),
    # words of their own
    ("мұның", "бұл"),
    ("мұндағы", "бұл"),
    ("оған", "ол"),
    ("маған", "мен"),
    ("солардың", "сол"),
    ("екенін", "е"),
    ("жатырмыз", "жат"),
    ("отырсыздар", "отыр"),
    ("биылғы", "биыл"),
    ("кімге", "кім"),
    ("өздерінің", "өз"),
]

KEPT = [  # nothing is taken off
    *("сауда", "тағы", "адам", "бала", "қала", "білім", "алтын", "басқа", "қысқа", "бүгін", "өнер", "салмақ", "белгі"),
    *("қалалық", "мемлекеттік", "басшылық", "заңсыз", "әнші", "және", "үшін", "туралы", "нұрсұлтан", "ның", "лар", "а"),
]

APART = [
    # two words of different meaning that share no stem
    ("қалалық", "қалды"),
    ("қала", "қалып"),
    ("сауда", "сау"),
    ("жағдай", "жақ"),
    ("білім", "білді"),
    ("есеп", "есе"),
    ("баға", "бақты"),
    ("теңге", "тең"),
    ("шығын", "шықты"),
    ("жеті", "жетті"),
    ("алты", "алды"),
    ("басты", "басқа"),
    ("заңсыз", "заңның"),
    ("жұмыссыз", "жұмыстың"),
    ("қызыл", "қыз"),
    ("қолдану", "қолдау"),
    ("соғыс", "соққан"),
    ("мемлекеттік", "мемлекетке"),
    ("тарихи", "тарады"),
    ("ауыл", "ауа"),
    ("қарым", "қар"),
    ("мәлім", "мәл"),
    ("де", "деді"),
]


@pytest.mark.parametrize(("suffix", "form", "stem"), RULES)
def test_the_example_of_a_rule(suffix: str, form: str, stem: str) -> None:
    assert stem in stems(form)


def test_every_rule_has_an_example() -> None:
    assert {suffix for suffix, *_ in RULES} == {suffix for suffix, *_ in table("kazakh_suffixes")} - {"layer"}


@pytest.mark.parametrize(("form", "stem"), STEMS)
def test_stems(form: str, stem: str) -> None:
    assert stem in stems(form)


@pytest.mark.parametrize("word", KEPT)
def test_a_word_that_keeps_its_end(word: str) -> None:
    assert stems(word) == {word}


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_must_not_meet(one: str, other: str) -> None:
    assert stems(one).isdisjoint(stems(other))


@pytest.mark.parametrize("name", ["kazakh_roots", "kazakh_whole", "kazakh_irregular"])
def test_no_row_of_a_table_repeats_a_word(name: str) -> None:
    kinds = {"verb", "both", "noun"} if name == "kazakh_roots" else set()
    for row in table(name):
        words = [word for word in row if word not in kinds]
        assert len(words) == len(set(words))


def test_no_word_is_both_whole_and_irregular() -> None:
    irregular = {word for row in table("kazakh_irregular") for word in row}
    assert irregular.isdisjoint(word for row in table("kazakh_whole") for word in row)


CASES = ["{}", "{}ның", "{}ға", "{}ны", "{}да", "{}дан", "{}мен", "{}лар", "{}лардың", "{}сы", "{}сына", "{}сындағы"]


@pytest.mark.parametrize("word", ["бала", "алма", "шекара", "астана", "қала", "компания", "тұлға"])
def test_every_case_meets_every_other(word: str) -> None:
    assert all(word in stems(case.format(word)) for case in CASES)


KAZAKH = st.text("аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", min_size=1, max_size=40)
SUFFIX = st.sampled_from(
    ["лар", "ның", "ым", "ы", "дағы", "да", "ған", "ыл", "ма", "ды", "ып", "у", "лық", "ей", "нікі"]
)


@given(KAZAKH)
def test_a_form_is_among_its_stems(form: str) -> None:
    assert form in stems(form)


@given(st.lists(SUFFIX, min_size=1, max_size=33).map("".join))
def test_even_nonsense_has_few_stems(form: str) -> None:
    assert form in (found := stems(form))
    assert len(found) < 5 * len(form)
    assert all(found)


@pytest.mark.parametrize("form", ["", "1200", "covid", "qazaqstan", "№"])
def test_what_is_no_kazakh_word_stays_as_it_is(form: str) -> None:
    assert stems(form) == {form}


SPELT = [
    # a form in Latin letters, the Cyrillic word that it spells
    ("qazaqstannyń", "қазақстанның"),
    ("úkimet", "үкімет"),
    ("ǵylym", "ғылым"),
    ("mınıstrligi", "министрлігі"),
    ("saılaý", "сайлау"),
    ("aıaqtaldy", "аяқталды"),
    ("sıaqty", "сияқты"),
    ("delegatsııa", "делегация"),
    ("materıal", "материал"),
    ("bıýdjetti", "бюджетті"),
    ("júıesi", "жүйесі"),
    ("hatshysy", "хатшысы"),
    ("qaharman", "қаһарман"),
    ("ekonomıka", "экономика"),
    ("ákimshilik", "әкімшілік"),
    ("jıyn", "жиын"),
    ("avtomobıl", "автомобиль"),
    ("iran", "иран"),
    ("tehnıka", "техника"),
    # the alphabet of 2021
    ("qazaqstannyñ", "қазақстанның"),
    ("ükımet", "үкімет"),
    ("ğylym", "ғылым"),
    ("ministrlıgı", "министрлігі"),
    ("sailau", "сайлау"),
    ("ūlttyq", "ұлттық"),
    ("şeşım", "шешім"),
    ("i̇ran", "иран"),
]


@pytest.mark.parametrize(("form", "word"), SPELT)
def test_latin_letters(form: str, word: str) -> None:
    assert word in (found := latin.cyrillic(form))
    assert len(found) <= 2 * latin.MOST


@pytest.mark.parametrize("form", ["", "windows", "xi", "covid19", "façade", "қазақ", "2025"])
def test_what_no_kazakh_alphabet_spells(form: str) -> None:
    assert form == "" or latin.cyrillic(form) == []


@given(st.text("aábdeghılñşıstyuý", max_size=60))
def test_any_letters_have_few_spellings(form: str) -> None:
    assert len(latin.cyrillic(form)) <= 2 * latin.MOST


LATIN = "Qazaqstannyń Úkimeti jańa jylǵa arnalǵan jobany qarady, Qazaqstan halqy kútip otyr, balalarǵa oqýlyq berildi"
CYRILLIC = "Қазақстанның үкіметі балаларға жаңа кітап берді, ел халқы қуанды"
ENGLISH = "A bala in Qatar: the band plays"
RUSSIAN = "Тоқаев встретился с народом Казахстана"

TWO_ALPHABETS = [
    # query, the articles that it finds
    ("Qazaqstan", "latin cyrillic"),
    ("qazaqstandy", "latin cyrillic"),
    ("Қазақстан", "latin cyrillic"),
    ("қазақстанға", "latin cyrillic"),
    ("казакстан", "latin cyrillic"),  # without Kazakh letters
    ("balalar", "latin cyrillic"),  # «bala» in an English text is none
    ("бала", "latin cyrillic"),
    ("úkimettiń", "latin cyrillic"),
    ("үкімет", "latin cyrillic"),
    ("ükımetke", "latin cyrillic"),  # another alphabet
    ('"Qazaqstan úkimeti"', "latin cyrillic"),
    ('"қазақстан үкіметіне"', "latin cyrillic"),
    ("!qazaqstan", "latin"),
    ("!Қазақстанның", "cyrillic"),
    ("Qatar", "english"),
    ("band", "english"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("archive"))
    with index.write() as writer:
        for id, text in {"latin": LATIN, "cyrillic": CYRILLIC, "english": ENGLISH, "russian": RUSSIAN}.items():
            writer.put(Article(id=id, body=text))
    return index


@pytest.mark.parametrize(("query", "ids"), TWO_ALPHABETS)
def test_latin_and_cyrillic_find_one_another(archive: Index, query: str, ids: str) -> None:
    found = archive.search(Search(text=query, as_typed=True, bridge=False, synonyms=False))
    assert {hit.article.id for hit in found.hits} == set(ids.split())
    assert all(any(piece.match for part in hit.fragments for piece in part) for hit in found.hits)


def test_the_other_script_is_said(archive: Index) -> None:
    for query, kinds in (
        ("Қазақстан", {"latin": "translit", "cyrillic": "form"}),
        ("ǵ | balalarmen", {"latin": "form"}),
    ):
        hits = {hit.article.id: hit for hit in archive.search(Search(text=query, as_typed=True)).hits}
        assert {id: hits[id].why[0].kind for id in kinds} == kinds


PERSON = {
    "russian": "Вчера на встрече слушали Эрмугана, а Эрмуган слушал Токбаеву и Токбаева.",
    "latin": "Qazaqstanda Ermuǵannyń sózi tyńdaldy, jańa Úkimet pen Toqbaev jobany qarady.",
    "cyrillic": "Қазақстанда Ермұған сөз сөйледі, оны Үкімет пен Тоқбаев тыңдады.",
}


@pytest.mark.parametrize(
    "name",
    ["Эрмуган", "Эрмугану", "Ермұған", "Ермұғанның", "Ermuǵan", "Токбаев", "Токбаева", "Тоқбаев", "Toqbaevtyń"],
)
def test_any_case_of_a_name_finds_it_in_every_script(tmp_path: Path, name: str) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        for id, text in PERSON.items():
            writer.put(Article(id=id, body=text))
    found = index.search(Search(text=name, as_typed=True))
    assert {hit.article.id for hit in found.hits} == set(PERSON)


def test_of_a_name_only_what_is_spelt_with_kazakh_letters_is_kazakh(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="russian", body="На встрече слушали Токаева, а потом Токаеву и Токаевым были довольны."))
        writer.put(Article(id="cyrillic", body="Қазақстанда Үкімет пен Тоқаев сөз тыңдады."))
    found = index.search(Search(text="Токаев", as_typed=True))
    kinds = {reason.form: reason.kind for hit in found.hits for reason in hit.why}
    assert kinds == {"токаева": "name", "токаеву": "name", "токаевым": "name", "тоқаев": "kazakh"}


LOANS = {
    "russian": "Министра музыки встретили в Астане.",
    "cyrillic": "Қазақстанда министр сөз сөйледі, жаңа музыканың кеші Астанада өтті, астана қуанды. Музыка ойнады.",
    "latin": "Qazaqstanda mınıstr jańa jobany qarady, al mýzyka keshi Astana ortalyǵynda ótti.",
    "other": "Мәдениет туралы айтылды, оның мәні соның ішінде.",
}


@pytest.mark.parametrize("word", ["министр", "министра", "музыка", "музыкой", "Астана", "Астане", "Астаны", "Астаной"])
def test_a_word_of_both_languages_is_found_by_every_case(tmp_path: Path, word: str) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        for id, text in LOANS.items():
            writer.put(Article(id=id, body=text))
    found = index.search(Search(text=word, as_typed=True, bridge=False, synonyms=False))
    assert {hit.article.id for hit in found.hits} == LOANS.keys() - {"other"}
    assert all(hit.why for hit in found.hits)


def test_a_word_of_any_language_is_kazakh_only_where_kazakh_is_in_latin_letters(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="cyrillic", body=CYRILLIC))
    assert index.search(Search(text="bala", as_typed=True)).total == 0
    assert index.search(Search(text="balalarǵa", as_typed=True)).total == 1
    assert index.search(Search(text="bala")).total == 1  # as a correction, which is said


WITHOUT_LETTERS = [
    # typed without Kazakh letters, what it finds
    ("казакстаннын", "cyrillic latin"),
    ("ел халкы", "cyrillic"),
    ('"ел халкы"', "cyrillic"),
    ('"казакстаннын укиметі"', "cyrillic latin"),  # with one of its two Kazakh letters
    ('"казакстаннын укимети"', "cyrillic latin"),
    ("жана китап", "cyrillic"),
    ("!халкы", ""),
]


@pytest.mark.parametrize(("query", "ids"), WITHOUT_LETTERS)
def test_words_typed_without_kazakh_letters(archive: Index, query: str, ids: str) -> None:
    found = archive.search(Search(text=query, as_typed=True, bridge=False, synonyms=False))
    assert (set() if found.partial else {hit.article.id for hit in found.hits}) == set(ids.split())


@pytest.mark.parametrize(
    ("form", "word"),
    [("toqaevtyn", "toqaev"), ("basshysynyn", "basshysy"), ("elderdin", "elder"), ("memlekettin", "memleket")]
    + [(form, None) for form in ("martin", "odin", "stalin", "putin", "bolatyn", "toqaevtyń")],
)
def test_a_genitive_in_plain_letters(form: str, word: str | None) -> None:
    assert latin.bare_genitive(form) == word


def test_a_genitive_in_plain_letters_finds_every_case(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(
            Article(
                id="latin",
                body="Keshe Qaırat Qonaev sóz sóıledi, eldiń basshysymen kezdesti, Qonaev qaıtty.",
                lang="kk-Latn",
            )
        )
        writer.put(Article(id="russian", body="Вчера выступил Серик Конаев на встрече.", lang="ru"))
    found = {
        query: {hit.article.id for hit in index.search(Search(text=query)).hits} for query in ("qonaev", "qonaevtyn")
    }
    assert found["qonaevtyn"] == found["qonaev"] == {"latin", "russian"}
    assert {hit.article.id for hit in index.search(Search(text="basshynyn")).hits} == {"latin"}


def test_a_common_word_is_no_name_with_a_doubled_letter(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="kazakh", body="Біз жаңа мектеп ашылды деп естідік, Жаңа Қазақстан.", lang="kk"))
        writer.put(Article(id="latin", body="Biz jańa mektep ashyldy dep estidik, Jańa Qazaqstan.", lang="kk-Latn"))
        writer.put(Article(id="russian", body="Вчера выступила Жанна Депп, и Жанну Депп слушали.", lang="ru"))
    for query in ("жаңа", "jańa", "деп"):
        assert "russian" not in {hit.article.id for hit in index.search(Search(text=query)).hits}, query
    for query in ("кто:Жанна", "кто:Депп"):
        assert {hit.article.id for hit in index.search(Search(text=query)).hits} == {"russian"}, query
