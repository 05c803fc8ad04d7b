"""Names of months and relative days as newspapers write them, in every inflected form."""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = (
    # Russian in all cases and short; Kazakh Cyrillic, Kazakh Latin (three alphabets), Ukrainian, English
    (
        "январь января январе январю январем янв", "қаңтар қаңтарда қаңтардың", "qańtar qantar qañtar",
        "січень січня", "january jan",
    ),
    (
        "февраль февраля феврале февралю февралем фев февр", "ақпан ақпанда ақпанның", "aqpan", "лютий лютого",
        "february feb",
    ),
    (
        "март марта марте марту мартом мар", "наурыз наурызда наурыздың", "naýryz nauryz", "березень березня",
        "march mar",
    ),
    (
        "апрель апреля апреле апрелю апрелем апр", "сәуір сәуірде сәуірдің", "sáýir sáwir sauir säuır",
        "квітень квітня", "april apr",
    ),
    ("май мая мае маю маем", "мамыр мамырда мамырдың", "mamyr", "травень травня", "may"),
    ("июнь июня июне июню июнем июн", "маусым маусымда маусымның", "maýsym mausym", "червень червня", "june jun"),
    ("июль июля июле июлю июлем июл", "шілде шілдеде шілденің", "shilde şılde", "липень липня", "july jul"),
    (
        "август августа августе августу августом авг", "тамыз тамызда тамыздың", "tamyz", "серпень серпня",
        "august aug",
    ),
    (
        "сентябрь сентября сентябре сентябрю сентябрем сен сент", "қыркүйек қыркүйекте қыркүйектің",
        "qyrkúıek qyrkuıek qyrkuiek qyrküiek", "вересень вересня", "september sep sept",
    ),
    (
        "октябрь октября октябре октябрю октябрем окт", "қазан қазанда қазанның", "qazan", "жовтень жовтня",
        "october oct",
    ),
    (
        "ноябрь ноября ноябре ноябрю ноябрем ноя нояб", "қараша қарашада қарашаның", "qarasha qaraşa",
        "листопад листопада", "november nov",
    ),
    (
        "декабрь декабря декабре декабрю декабрем дек", "желтоқсан желтоқсанда желтоқсанның", "jeltoqsan",
        "грудень грудня", "december dec",
    ),
)  # fmt: skip
"""`5 маршрутов` is not March: a month is a whole word of this table."""

MONTH = {form: number for number, names in enumerate(MONTHS, 1) for group in names for form in group.split()}
"""Form -> 1 to 12, in lower case with е for ё."""

DAYS: dict[str, int] = {
    "сегодня": 0, "бүгін": 0, "búgin": 0, "bugin": 0, "сьогодні": 0, "today": 0,
    "вчера": 1, "кеше": 1, "keshe": 1, "вчора": 1, "yesterday": 1,
    "позавчера": 2, "алдыңгүні": 2, "позавчора": 2,
}  # fmt: skip
"""Words for a day -> how many days ago: `вчера, 14:05`."""

AGO: dict[str, float] = {
    "секунд": 1 / 60, "минут": 1, "мин": 1, "час": 60, "день": 1440, "дня": 1440, "дней": 1440, "недел": 10080,
    "сағат": 60, "күн": 1440, "апта": 10080, "sagat": 60, "saǵat": 60, "kún": 1440, "mınýt": 1,
    "годин": 60, "хвилин": 1, "днів": 1440, "hour": 60, "minute": 1, "day": 1440, "week": 10080,
}  # fmt: skip
"""Beginnings of words for a span of time -> minutes: `3 часа назад`, `2 сағат бұрын`, `5 hours ago`."""
