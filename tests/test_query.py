"""The search language: what is typed, the tree that it means, and what is offered where it can't be read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import parse, span
from index.query.parser import DEEPEST, LONGEST, MOST_WORDS
from index.query.tree import All, And, Between, Fuzzy, Is, Near, Not, Or, Person, Phrase, Prefix, Query, Word
from index.tokens import SPACES, forms


def w(text: str, **options: object) -> Word:
    return Word(text, **options)  # type: ignore[arg-type]


STEEL = Phrase((w("экспорт"), w("стали")))

READ: list[tuple[str, Query]] = [
    ("", All()),
    ("  ", All()),
    ("стали", w("стали")),
    ("Экспорт СТАЛИ", And((w("экспорт"), w("стали")))),
    # phrases in any quotes, also in quotes that don't match
    ('"экспорт стали"', STEEL),
    ("«экспорт стали»", STEEL),
    ("“экспорт стали”", STEEL),
    ("„экспорт стали“", STEEL),
    ("”экспорт стали”", STEEL),
    ('“экспорт стали"', STEEL),
    ("«экспорт “стали”»", STEEL),
    ('"стали"', w("стали")),
    ('"премьер * заявил"', Phrase((w("премьер"), None, w("заявил")))),
    ('"а * * б"', Phrase((w("а"), None, None, w("б")))),
    ('"* премьер *"', w("премьер")),
    ('"нефт* компании"', Phrase((Prefix("нефт"), w("компании")))),
    ("премьер-министр", Phrase((w("премьер"), w("министр")))),
    ("kazpravda.kz", Phrase((w("kazpravda"), w("kz")))),
    ("24/7", Phrase((w("24"), w("7")))),
    ("1 200 мест", And((w("1200"), w("мест")))),
    ("350 000 рублей", And((w("350000"), w("рублей")))),
    ("10–15 000 мест", And((Phrase((w("10"), w("15000"))), w("мест")))),
    ("100 000-й житель", And((Phrase((w("100000"), w("й"))), w("житель")))),
    ("заголовок:100 000", w("100000", field="title")),
    ("100 000*", Prefix("100000")),
    # the very form
    ("!стали", w("стали", exact=True)),
    ('!"экспорт стали"', Phrase((w("экспорт", exact=True), w("стали", exact=True)))),
    ("!премьер-министр", Phrase((w("премьер", exact=True), w("министр", exact=True)))),
    # operators
    ("нефть | газ", Or((w("нефть"), w("газ")))),
    ("нефть|газ", Or((w("нефть"), w("газ")))),
    ("нефть ИЛИ газ", Or((w("нефть"), w("газ")))),
    ("нефть OR газ", Or((w("нефть"), w("газ")))),
    ("нефть И газ", And((w("нефть"), w("газ")))),
    ("нефть AND газ", And((w("нефть"), w("газ")))),
    ("нефть -газ", And((w("нефть"), Not(w("газ"))))),
    ("нефть НЕ газ", And((w("нефть"), Not(w("газ"))))),
    ("нефть NOT «сжатый газ»", And((w("нефть"), Not(Phrase((w("сжатый"), w("газ"))))))),
    ("-газ", Not(w("газ"))),
    ("а б | в", Or((And((w("а"), w("б"))), w("в")))),
    ("а (б | в)", And((w("а"), Or((w("б"), w("в")))))),
    ("-(б | в)", Not(Or((w("б"), w("в"))))),
    ("экспорт /3 стали", Near(w("экспорт"), w("стали"), 3)),
    ("премьер-министр /2 сказал", Near(Phrase((w("премьер"), w("министр"))), w("сказал"), 2)),
    ("а /1 б /2 в", And((Near(w("а"), w("б"), 1), Near(w("б"), w("в"), 2)))),
    ("нефт*", Prefix("нефт")),
    ("Бектэнов~", Fuzzy("бектэнов")),
    # what only looks like an operator
    ("И снова о погоде", And((w("и"), w("снова"), w("о"), w("погоде")))),
    ("нефть и газ", And((w("нефть"), w("и"), w("газ")))),
    ("нефть - газ", And((w("нефть"), w("газ")))),
    ("нефть — это всё!", And((w("нефть"), w("это"), w("все")))),
    ("и/или", Phrase((w("и"), w("или")))),
    ("Бектенов: будет", And((w("бектенов"), w("будет")))),
    ("в 12:30", And((w("в"), Phrase((w("12"), w("30")))))),
    # fields
    ("заголовок:нефть", w("нефть", field="title")),
    ("title:нефть", w("нефть", field="title")),
    ("ЛИД:нефть", w("нефть", field="lead")),
    ("текст:(а | б)", Or((w("а", field="body"), w("б", field="body")))),
    ("заголовок:!стали", w("стали", exact=True, field="title")),
    ('заголовок:"а б"', Phrase((w("а", field="title"), w("б", field="title")), "title")),
    ("заголовок:нефт*", Prefix("нефт", "title")),
    ("источник:kazpravda.kz", Is("source", "kazpravda.kz")),
    ("рубрика:«Наука и жизнь»", Is("section", "Наука и жизнь")),
    ("author:Иванов", Is("author", "Иванов")),
    ("тег:наука", Is("tag", "наука")),
    ("язык:kk-Latn", Is("lang", "kk-Latn")),
    ("-источник:tengrinews.kz", Not(Is("source", "tengrinews.kz"))),
    ("https://kazpravda.kz/n/x", Is("url", "https://kazpravda.kz/n/x")),
    ("(https://kazpravda.kz/n/x) нефть", And((Is("url", "https://kazpravda.kz/n/x"), Word("нефть")))),
    (
        "[Цены на нефть](https://kazpravda.kz/n/x_(1)) упали",
        And((Word("цены"), Word("на"), Word("нефть"), Word("упали"))),
    ),
    (
        "(нефть (https://kazpravda.kz/n/x))|(https://kazpravda.kz/n/Сталь_(сплав))",
        Or(
            (
                And((Word("нефть"), Is("url", "https://kazpravda.kz/n/x"))),
                Is("url", "https://kazpravda.kz/n/Сталь_(сплав)"),
            )
        ),
    ),
    ("http://www.kazpravda.kz/n/x/?utm_source=t#top", Is("url", "https://kazpravda.kz/n/x")),
    ("кто:Бектенов", Person(("бектенов",))),
    ('who:"О. Бектенов"', Person(("о", "бектенов"))),
    ("кто:О.А.Бектенов", Person(("о", "а", "бектенов"))),
    ("он:Ким-Оспанова", Person(("ким-оспанова",), "m")),
    ("she:Бектенова", Person(("бектенова",), "f")),
    ("заголовок:(кто:Бектенов)", Person(("бектенов",), field="title")),
    ("-кто:Бектенов", Not(Person(("бектенов",)))),
    ("Он: будет трудно", And((w("он"), w("будет"), w("трудно")))),
    ("кто: Бектенов", Person(("бектенов",))),
    ("кто:Бектенов!", Person(("бектенов",))),
    ("дата:2025", Between("day", 20250101, 20251231)),
    ("date:2024-02", Between("day", 20240201, 20240229)),
]


@pytest.mark.parametrize(("text", "tree"), READ)
def test_reads(text: str, tree: Query) -> None:
    assert parse(text) == tree


SPANS = [
    ("2025-10-01", (20251001, 20251001)),
    ("01.10.2025", (20251001, 20251001)),
    ("10.2025", (20251001, 20251031)),
    ("2025-10-01..2025-10-20", (20251001, 20251020)),
    ("2024—2025", (20240101, 20251231)),
    ("2024…2025", (20240101, 20251231)),
    ("2024...2025-06", (20240101, 20250630)),
    ("1999-2001", (19990101, 20011231)),
    ("01.10.2025-20.10.2025", (20251001, 20251020)),
    ("2024-05", (20240501, 20240531)),
    ("2019/10/01", (20191001, 20191001)),
    ("2019.10", (20191001, 20191031)),
    ("октябрь 2019", (20191001, 20191031)),
    ("1 Октября 2019", (20191001, 20191001)),
    ("қазан 2019", (20191001, 20191031)),
    ("2019 ж. қазан", (20191001, 20191031)),
    ("2019 ж. 5 қазан", (20191005, 20191005)),
    ("2019 жылғы 5 қазан — 2019 жылғы 2 қараша", (20191005, 20191102)),
    ("5 октября 2019 г.", (20191005, 20191005)),
    ("5 октября 2019 года..2020", (20191005, 20201231)),
    ("2024..", (20240101, None)),
    ("..2024-02", (None, 20240229)),
    ("2024-06..2024", (20240601, 20241231)),
    (">2024", (20241232, None)),
    (">=2024", (20240101, None)),
    ("<2025-10", (None, 20251000)),
    ("<=2025-10", (None, 20251031)),
    ("октябрь 2025..2026", (20251001, 20261231)),
    ("2025..октябрь 2026", (20250101, 20261031)),
    ("октябрь 2025..ноябрь 2025", (20251001, 20251130)),
    ("октябрь 2025-ноябрь 2025", (20251001, 20251130)),
    ("октябрь 2025 — 5 ноября 2025", (20251001, 20251105)),
    ("1 октября 2025 - 05.11.2025", (20251001, 20251105)),
    ("01.10.2025..5 ноября 2025", (20251001, 20251105)),
    ("октябрь..ноябрь 2025", (20251001, 20251130)),
    ("декабрь-январь 2026", (20251201, 20260131)),
    ("1-10 октября 2025", (20251001, 20251010)),
    ("25 сентября..10 октября 2025", (20250925, 20251010)),
    ("октябрь 2025..", (20251001, None)),
    ("..октябрь 2025", (None, 20251031)),
    (">октябрь 2025", (20251032, None)),
    ("<=1 октября 2025", (None, 20251001)),
]


@pytest.mark.parametrize(("text", "days"), SPANS)
def test_dates(text: str, days: tuple[int | None, int | None]) -> None:
    assert span(text) == days
    assert parse(f"дата:{text}") == Between("day", *days)


@pytest.mark.parametrize(
    "text", ["", "..", "2025-13", "2025-02-30", "октябрь", "2019-10/01", "0000", "12345", ">", "2025-10-01x"]
)
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError):
        span(text)


MISREAD = [
    # query, the place of what is wrong, the repaired query
    ('"экспорт стали', '"', '"экспорт стали"'),
    ("нефть «газ", "«", "нефть «газ»"),
    ('"" газ', '""', "газ"),
    ("(нефть | газ", "(", "(нефть | газ)"),
    ("нефть)", ")", "нефть"),
    ("| нефть", "|", "нефть"),
    ("нефть ИЛИ", "ИЛИ", "нефть"),
    ("нефть | | газ", "|", "нефть | газ"),
    ("нефть НЕ", "НЕ", "нефть"),
    ("нефть * газ", "*", "нефть газ"),
    ("а*", "а*", "а"),
    ("нефть /3", "/3", "нефть"),
    ("нефть /0 газ", "/0", "нефть /1 газ"),
    ("нефть /999 газ", "/999", "нефть /50 газ"),
    ("(а | б) /2 в", "/2", "(а | б) в"),
    ("!(а б)", "!", "(а б)"),
    ("фото:нефть", "фото:", "фото нефть"),
    ("заголовок:", "заголовок:", ""),
    ("дата:2025-13", "2025-13", "дата:2025"),
    ("дата:2020..2019 нефть", "2020..2019", "дата:2019..2020 нефть"),
    ("дата:2025—2024-06", "2025—2024-06", "дата:2024-06..2025"),
    ('дата:"май 2020..2019"', '"май 2020..2019"', 'дата:"2019..май 2020"'),
    ("дата:вчера нефть", "вчера", "нефть"),
    ("дата:октябрь 2025..вчера", "октябрь", "2025..вчера"),
    ("дата:май 2020..2019 нефть", "май 2020..2019", 'дата:"2019..май 2020" нефть'),
    ("кто:О.", "кто:О.", "О."),
    ("кто:(а | б)", "кто:", "(а | б)"),
    ("кто:«один два три четыре пять»", "кто:«один два три четыре пять»", "«один два три четыре пять»"),
    ("кто:Пут*", "*", "Пут*"),
    ("она:Путина~ нефть", "~", "Путина~ нефть"),
    ("кто:!Путина", "!", "!Путина"),
    ('кто:"Владимир * Путин"', "*", '"Владимир * Путин"'),
    ("кто:«Владимир !Путин»", "!", "кто:«Владимир Путин»"),
    ("*нефть", "*", "нефть"),
    ("источник:(а | б)", "источник:", "(а | б)"),
    ("премьер-министр~", "премьер-министр~", "премьер-министр"),
    ("...", "...", ""),
]


def test_a_date_as_kazakh_says_it_needs_no_quotes() -> None:
    assert (
        parse("мұнай дата:2019 ж. 5 қазан газ")
        == parse('мұнай дата:"5 октября 2019 г." газ')
        == parse("мұнай дата:2019-10-05 газ")
    )


@pytest.mark.parametrize(("text", "place", "repaired"), MISREAD)
def test_what_cannot_be_read_is_shown_and_mended(text: str, place: str, repaired: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (text[caught.value.start : caught.value.end], caught.value.repaired) == (place, repaired)


@pytest.mark.parametrize(
    "text",
    [
        "а" * (LONGEST + 1),
        "б " * (MOST_WORDS + 1),
        "(" * (DEEPEST + 1) + "а" + ")" * (DEEPEST + 1),
        "НЕ " * 30 + "а",
        "заголовок:" * 30 + "а",
    ],
)
def test_bounds(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)


SIGNS = (
    'нефть а И ИЛИ НЕ OR | - ! /2 /0 ( ) " « » “ * ~ : заголовок: источник: дата: кто: он: 2025 > .. http://x ё фото:'
)
SYMBOLS = st.sampled_from([*SIGNS.split(), " ", "1 200", "\u0301"])


GROUPED = st.builds(
    lambda head, groups, gap: gap.join((str(head), *(f"{group:03}" for group in groups))),
    st.integers(1, 999),
    st.lists(st.integers(0, 999), min_size=1, max_size=3),
    st.sampled_from([*SPACES, ".", ","]),
)


@given(GROUPED)
@example("100 000")
@example("100.000.000")
def test_a_number_in_groups_is_one_word_as_in_a_text(number: str) -> None:
    if len(forms(number)) == 1:
        assert parse(f"ровно {number} мест") == parse(f"ровно {forms(number)[0]} мест")


@given(st.text(alphabet="12\u00a0 .,–%абж", max_size=30))
@example("350 000 рублей")
@example("50–100 000%")
def test_a_query_has_the_words_of_the_same_text(text: str) -> None:
    tree = parse(text) if forms(text) else All()
    items = tree.items if isinstance(tree, And) else (tree,)
    words = [word for item in items for word in (item.items if isinstance(item, Phrase) else (item,))]
    assert [word.text for word in words if isinstance(word, Word)] == forms(text)


@given(st.lists(st.tuples(SYMBOLS, st.sampled_from(["", " "])), max_size=14).map(lambda p: "".join(map("".join, p))))
@example("НЕ " * 300)
@example("(" * 1999)
@example('" ' * 999)
@example("он: 1 200дата:1 200ИЛИ /2»")
def test_anything_is_read_or_mended(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(text)
        assert error.message
        parse(error.repaired)


@given(st.text(max_size=50))
def test_any_text_is_read_or_mended(text: str) -> None:
    test_anything_is_read_or_mended.hypothesis.inner_test(text)  # type: ignore[attr-defined]
