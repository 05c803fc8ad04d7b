"""The lexicon: a word finds every form that shares a reading with it, whatever order things were learnt in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.languages import Languages, Seen, loans, seen_in, spells
from index.languages.letters import language
from index.lexicon import Lexicon
from index.prepare import prepare
from index.query import expand, parse
from index.query.tree import Phrase, Word
from index.vocabulary import Told
from tests.plain import finds

BUILT_IN = Languages()
readings, query_readings = BUILT_IN.readings, BUILT_IN.query_readings

RU, KK, NAME = Seen.RUSSIAN, Seen.KAZAKH, Seen.RUSSIAN | Seen.CAPITAL

READINGS = [
    # form, where it was seen, readings that it must have
    ("стали", RU, {"сталь", "стать"}),
    ("елок", RU, {"елка"}),
    ("г", RU, {"г", "год", "город"}),
    ("мес", RU, {"мес", "месяц"}),
    ("чаще", RU, {"частый", "часто"}),  # «все чаще» is also of the adverb
    ("немецко", RU, {"немецкий"}),  # «немецко-французский»
    ("млн", RU, {"миллион"}),
    ("бектенова", NAME, {"~бектенов"}),
    ("токаев", NAME, {"~токаев"}),
    ("токаевым", NAME, {"~токаев"}),
    ("путиной", NAME, {"~путин"}),
    ("балалардың", KK, {"kk:бала"}),
    ("қалалық", RU, {"kk:қалалық"}),  # a Kazakh word in a Russian text
    ("бектеновтің", KK, {"~бектенов"}),
    ("samsung", RU, {"samsung"}),
    ("2025", RU, {"2025"}),
    ("київ", Seen.OTHER, {"київ"}),
]


@pytest.mark.parametrize(("form", "seen", "expected"), READINGS)
def test_readings(form: str, seen: Seen, expected: set[str]) -> None:
    assert expected <= readings(form, seen)


def test_a_common_word_is_no_surname() -> None:
    assert "~готов" not in readings("готова", RU)


def test_rare_readings_of_a_query_are_dropped() -> None:
    assert "мыть" in query_readings("мыли")
    assert query_readings("это") & {"это", "этот"}
    assert "бектенов" in {reading.removeprefix("~") for reading in query_readings("бектеновым")}


EXACTLY = [
    # form, all readings that it has: what the dictionary reads beside them is wrong or nobody's
    ("стали", {"сталь", "стать"}),
    ("бывшего", {"бывший"}),
    ("следующая", {"следующий"}),
    ("хотя", {"хотя"}),
    ("для", {"для"}),
    ("пришли", {"прийти"}),
    ("вечером", {"вечер", "вечером"}),
    ("данными", {"данные"}),
    ("были", {"быть"}),
    ("лучшего", {"лучший"}),
    ("крупнейшими", {"крупнейший"}),
]


@pytest.mark.parametrize(("form", "expected"), EXACTLY)
def test_wrong_readings_are_left_out(form: str, expected: set[str]) -> None:
    assert readings(form, RU) == expected
    assert {reading for reading in query_readings(form) if reading[0] not in "k~"} == expected


def test_an_adverb_asks_for_its_adjective_too() -> None:
    assert query_readings("бесплатно") >= {"бесплатно", "бесплатный"}


LANGUAGES = [
    ("Правительство рассмотрело бюджет на будущий год", "ru"),
    ("Үкімет келесі жылға арналған бюджетті қарады", "kk"),
    ("Уряд розглянув бюджет на наступний рік, її підтримали", "uk"),
    ("Úkimet kelesi jylǵa arnalǵan bıýdjetti qarady", "kk-Latn"),
    ("Ükımet kelesı jylğa arnalğan büdjettı qarady, Qazaqstan", "kk-Latn"),
    ("Olar solaı bola beredi dep oılaıdy", "kk-Latn"),  # no «q»
    ("The government approved the budget", None),
    ("The Qatari emir and José Núñez flew from Iraq to Málaga; Qantas delayed, a naïve café owner said", None),
    ("Bakanlık yeni dönem için görüş bildirdi, açıklama yapıldı, öğretmenler okullarda çalışıyor", None),
    ("Azərbaycan Prezidenti qonaqları qəbul etdi, qərar qüvvəyə mindi", None),
    ("Íslenska þjóðin býr á Íslandi og fór út í haust", None),
    ("Kůň je vysoký, dům je nový a město má úřad", None),
    ("Вчені з університету вивчили рослини і їх корені: мінімум десять на метр", "uk"),
    ("В акимате Қостаная рассказали о ремонте дорог в области и в городах, где зимой закончились деньги на всё", "ru"),
    ("2025", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_language(text: str, expected: str | None) -> None:
    assert language(text) == expected


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return Lexicon(tmp_path / "lexicon.sqlite")


def test_forms(lexicon: Lexicon) -> None:
    added = lexicon.add({"сталь": RU, "стали": RU, "стать": RU, "бала": KK, "балалар": KK})
    assert added == len(lexicon) == 5
    assert lexicon.forms({"сталь"}) == ["стали", "сталь"]
    assert lexicon.forms({"kk:бала"}) == ["бала", "балалар"]
    assert lexicon.forms(set()) == lexicon.forms({"нет"}) == []
    assert lexicon.add({"сталь": RU}) == 0


def test_a_word_typed_without_kazakh_letters(lexicon: Lexicon) -> None:
    lexicon.add(dict.fromkeys(("қазақстанның", "қазақстан", "қалалық"), KK) | {"казан": RU})
    for text in ("казакстан", "казакстаннын"):
        word = expand(parse(text), lexicon)
        assert isinstance(word, Word)
        assert dict(zip(word.forms, word.kinds, strict=True)) == {
            text: "exact", "қазақстанның": "kazakh", "қазақстан": "kazakh",
        }  # fmt: skip
    assert "казан" not in expand(parse("қазан"), lexicon).forms  # type: ignore[union-attr]


def test_a_form_learns_where_else_it_is_seen(lexicon: Lexicon) -> None:
    lexicon.add({"токаев": RU})
    assert lexicon.forms({"~токаев"}) == []
    lexicon.add({"токаев": NAME})
    assert lexicon.forms({"~токаев"}) == ["токаев"]
    Lexicon(lexicon.path).add({"токаев": KK})
    assert lexicon.forms({"~токаев"}) == lexicon.forms({"kk:токаев"}) == ["токаев"]


def test_beginnings_and_mistakes(lexicon: Lexicon) -> None:
    lexicon.add(dict.fromkeys(("нефть", "нефтяник", "нега", "бектенов", "бектенова", "газ"), RU))
    assert lexicon.starting("неф", 10) == ["нефть", "нефтяник"]
    assert lexicon.starting("не", 1) == ["нега"]
    assert lexicon.begins("бектенова") and not lexicon.begins("бектеноваз")
    assert lexicon.like("бектэнов") == ["бектенов", "бектенова"]
    assert lexicon.like("гза") == ["газ"]


def test_relearning_gives_what_learning_gave(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = ["стали", "сталь", "мыла", "бектенова", "балалар", "г"]
    lexicon.add(dict.fromkeys(forms, RU | KK | Seen.CAPITAL))
    before = {form: lexicon.forms(readings(form, RU | KK | Seen.CAPITAL)) for form in forms}
    assert lexicon.current
    with monkeypatch.context() as other:
        other.setattr("index.languages.RULES", -1)
        other.setattr(Languages, "readings", lambda _, form, seen: frozenset((form[::-1],)))
        lexicon.languages = Languages()
        assert not lexicon.current
        assert lexicon.relearn() == len(forms)
        assert lexicon.current
        assert lexicon.forms({"ьлатс"}) == ["сталь"]
    lexicon.languages = Languages()
    assert not lexicon.current
    lexicon.relearn()
    assert {form: lexicon.forms(readings(form, RU | KK | Seen.CAPITAL)) for form in forms} == before


WORDS = st.sampled_from(
    [
        "стали",
        "сталь",
        "стать",
        "стал",
        "мыла",
        "мыло",
        "мыть",
        "мыли",
        "банк",
        "банка",
        "банки",
        "год",
        "года",
        "г",
        "город",
        "города",
        "Токаев",
        "Токаева",
        "токай",
        "Бектенов",
        "Бектеновым",
        "бектеновый",
        "дела",
        "дело",
        "дел",
        "деть",
        "бала",
        "балалар",
        "балаларға",
        "бал",
        "балам",
        "ата",
        "аты",
        "атқа",
        "жол",
        "жолда",
        "Қазақстан",
        "Қазақстанда",
        "мин",
        "мина",
        "Марина",
        "Мариной",
        "марин",
        "весь",
        "все",
        "село",
        "сел",
    ]
)
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.integers(0, 10**9).map(str),
        title=st.lists(WORDS, max_size=3).map(" ".join),
        body=st.lists(WORDS, max_size=8).map(" ".join),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda article: article.id,
)


@settings(max_examples=100)
@given(articles=ARTICLES, first=WORDS, second=WORDS)
def test_a_word_finds_what_all_lemmas_at_each_place_would(articles: list[Article], first: str, second: str) -> None:
    """An index that kept every reading of every token at its place would find the very same articles."""
    with tempfile.TemporaryDirectory() as folder:
        lexicon = Lexicon(Path(folder, "lexicon.sqlite"))
        seen: dict[str, int] = {}
        for article in articles:
            for form, where in prepare(article).vocabulary.items():
                seen[form] = seen.get(form, 0) | where
            lexicon.add(prepare(article).vocabulary)
        for text in (first, f'"{first} {second}"'):
            tree = expand(parse(text), lexicon)
            words = [tree] if isinstance(tree, Word) else list(tree.items) if isinstance(tree, Phrase) else []
            for word in words:
                assert isinstance(word, Word)
                asked = query_readings(word.text)
                asked |= {
                    stem
                    for lemma, stem in loans(asked).items()
                    for form, where in seen.items()
                    if spells(form, lemma) and stem in readings(form, Seen(where))
                }
                plain = {
                    form for form, where in seen.items() if form == word.text or readings(form, Seen(where)) & asked
                }
                assert {form for form in word.forms if form in seen} == plain
            assert [finds(tree, article) for article in articles] == [
                any(lemmas_match(words, text) for text in (article.title, article.body)) for article in articles
            ]
        lexicon.close()


def lemmas_match(words: list, text: str) -> bool:  # type: ignore[type-arg]
    from index.tokens import forms

    run = forms(text)
    return any(
        all(run[at + i] in word.forms for i, word in enumerate(words)) for at in range(len(run) - len(words) + 1)
    )


def test_the_language_of_a_document_decides() -> None:
    assert seen_in("ru") == RU and seen_in("kk") == KK and seen_in(None) == seen_in("uk") == Seen.OTHER


CAPITALS_SEEN = [
    # text, forms seen capitalised inside a sentence
    ("Вчера премьер Олжас Бектенов прибыл", {"олжас", "бектенов"}),
    ("Олжас прибыл. Бектенов сказал: Да", set()),
    ("газета «Степной вестник» и “Вестник”", set()),
    ("в США и ГУ МВД", set()),
    ("рядом с Усть-Каменогорском", {"усть", "каменогорском"}),
    ("у Ростова-на-Дону и Нью-йорка", {"ростова", "нью"}),
    ("у Диа́с Кадырба́ева", {"диас", "кадырбаева"}),
    ("в селе Бутка́ Талицкого района", {"талицкого"}),
    ("приехал\nАйдар", set()),
    ("ол Қызылордада болды", {"қызылордада"}),
]


@pytest.mark.parametrize(("text", "expected"), CAPITALS_SEEN)
def test_capitals_inside_a_sentence(text: str, expected: set[str]) -> None:
    vocabulary = prepare(Article(body=text, lang="ru")).vocabulary
    assert {form for form, seen in vocabulary.items() if seen & Seen.CAPITAL} == expected


def test_a_run_is_told_of_a_form_once() -> None:
    told = Told()
    texts = ["Мост через реку", "мост, у моста Олжас", "На мост! Олжас, мост", "Мост Олжаса", "Үкімет, мост Олжаса"]
    assert [prepare(Article(body=text), told).vocabulary for text in texts] == [
        {"мост": RU, "через": RU, "реку": RU},
        {"у": RU, "моста": RU, "олжас": NAME},
        {"на": RU},
        {"олжаса": NAME},
        {"үкімет": KK, "мост": KK, "олжаса": KK | Seen.CAPITAL},
    ]
