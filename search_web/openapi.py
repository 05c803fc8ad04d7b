"""What programs may ask and what they are answered, as OpenAPI 3.1; `tests/test_openapi.py` holds it to the truth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from exporter import EXPORTS, STYLES
from index.article import FILTERS, Sort
from search_web.params import DEEPEST, LONGEST, LONGEST_QUERY, MOST_HITS, MOST_VALUES, MOST_VERSIONS, PAGE

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer", "minimum": 0}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
MAYBE_COUNT: Json = {"type": ["integer", "null"]}
# A year, a month or a day: 2025, 2025-10, 2025-10-01, 01.10.2025. That there is such a day, the answer says.
DATE: Json = {"type": "string", "pattern": r"^ *(\d{4}(-\d{1,2}){0,2}|(\d{1,2}\.){0,2}\d{4})? *$"}
JSON = "application/json"
HTML = "text/html"


def document(server: str) -> Json:
    """The document, for a server at an address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Подшивка", "version": "1", "description": "Поиск по архиву новостей."},
        "servers": [{"url": server}],
        "paths": {path: {"get": operation} for path, operation in OPERATIONS.items()},
        "components": {"schemas": SCHEMAS},
    }


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def record(optional: Json | None = None, **properties: Json) -> Json:
    """An object with all these properties, and maybe those of `optional`; later versions may add others."""
    return {"type": "object", "properties": properties | (optional or {}), "required": list(properties)}


def several(items: Json) -> Json:
    return {"type": "array", "items": items}


def maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def parameter(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def operation(
    name: str, summary: str, parameters: Iterable[Json], kinds: Iterable[str], schema: Json, *, errors: str, lost: bool
) -> Json:
    """An operation that answers with some kinds of content; `errors` is the kind of its refusals, `lost`: there are
    articles that are not there."""
    refused = {errors: {"schema": ref("Error") if errors == JSON else TEXT}}
    responses: Json = {
        "200": {"description": "Ответ", "content": {kind: {"schema": schema} for kind in kinds}},
        "400": {"description": "Запрос или параметр не читается", "content": refused},
        "401": {"description": "Нужны имя и пароль, если архив открывается ими", "content": refused},
        "429": {"description": "Слишком часто; Retry-After говорит, через сколько секунд можно", "content": refused},
        "503": {"description": "Архив недоступен или повреждён", "content": refused},
    }
    if lost:
        responses["404"] = {"description": "Такой статьи в архиве нет", "content": refused}
    return {"operationId": name, "summary": summary, "parameters": list(parameters), "responses": responses}


QUESTION = (
    parameter("q", TEXT | {"maxLength": LONGEST_QUERY}, "Запрос на языке поиска; пустой находит всё"),
    parameter("sort", {"enum": list(get_args(Sort)), "default": "relevance"}, "Порядок"),
    parameter("from", DATE, "Не раньше: год, месяц или день"),
    parameter("to", DATE, "Не позже: год, месяц или день"),
    parameter("synonyms", {"enum": ["0", "1"], "default": "1"}, "0: не искать синонимов"),
    parameter("bridge", {"enum": ["0", "1"], "default": "1"}, "0: не искать казахских соответствий русским и наоборот"),
    parameter(
        "fold", {"enum": ["0", "1"], "default": "1"}, "0: показать и перепечатки, которые иначе стоят под первой"
    ),
    *(
        parameter(
            name,
            several(TEXT | {"maxLength": LONGEST}) | {"maxItems": MOST_VALUES},
            "Точное значение; с минусом: кроме него",
        )
        for name in FILTERS
    ),
)
PAGING = (
    parameter("limit", {"type": "integer", "minimum": 0, "maximum": MOST_HITS, "default": PAGE}, "Сколько статей"),
    parameter("offset", {"type": "integer", "minimum": 0, "maximum": DEEPEST, "default": 0}, "Сколько пропустить"),
    parameter("typed", {"enum": ["1"]}, "Не исправлять запрос"),
)
ID = {"name": "id", "in": "path", "required": True, "schema": TEXT | {"minLength": 1}, "description": "Номер статьи"}
BESIDE = (
    parameter("with", TEXT | {"maxLength": LONGEST}, "Номер другой статьи"),
    parameter(
        "version", {"type": "integer", "minimum": 1, "maximum": MOST_VERSIONS}, "Вместо неё: прежняя версия этой"
    ),
)
STARTED = parameter("q", TEXT | {"maxLength": LONGEST}, "То, что уже набрано")
SINCE = parameter("since", TEXT, "Только то, что вышло после этого: 2025-10-01 или 2025-10-01T09:00+05:00")


def form(forms: Iterable[str]) -> Json:
    return parameter("format", {"enum": list(forms)}, "Вид файла; без него первый из названных")


CITATION: Json = {"type": ["string", "array"]}
"""CSL-JSON is an array, everything else is text."""
EXPORT_TYPES = [one.media_type for one in EXPORTS.values()]
CITE_TYPES = dict.fromkeys(one.media_type for one in STYLES.values())
OPERATIONS = {
    "/api/search": operation(
        "search", "Найти статьи", (*QUESTION, *PAGING), [JSON], ref("Answer"), errors=JSON, lost=False
    ),
    "/api/suggest": operation(
        "suggest", "Чем продолжить начатый запрос", [STARTED], [JSON], ref("Suggestions"), errors=JSON, lost=False
    ),
    "/api/article/{id}": operation(
        "article", "Одна статья целиком", [ID], [JSON], ref("Article"), errors=JSON, lost=True
    ),
    "/api/diff/{id}": operation(
        "diff",
        "Чем статья отличается от другой или от своей версии",
        [ID, *BESIDE],
        [JSON],
        ref("Comparison"),
        errors=JSON,
        lost=True,
    ),
    "/export": operation(
        "export", "Всё найденное файлом", (*QUESTION, form(EXPORTS)), EXPORT_TYPES, TEXT, errors=HTML, lost=False
    ),
    "/cite/{id}": operation("cite", "Ссылка на неё", [ID, form(STYLES)], CITE_TYPES, CITATION, errors=HTML, lost=True),
    "/feed": operation(
        "feed", "Лента новых статей", (*QUESTION, SINCE), ["application/atom+xml"], TEXT, errors=HTML, lost=False
    ),
    "/healthz": operation("healthz", "Отвечает ли архив", [], [JSON], ref("Health"), errors=JSON, lost=False),
}

SCHEMAS: Json = {
    "Suggestions": record(
        query=TEXT,
        suggestions=several(record(text=TEXT, kind={"enum": ["title", "name", "phrase", "word"]}, count=COUNT)),
    ),
    "Answer": record(
        query=TEXT,
        total=COUNT,
        took_ms={"type": "number", "minimum": 0},
        hits=several(ref("Hit")),
        facets={"type": "object", "additionalProperties": several(record(value=TEXT, count=COUNT))},
        timeline=several(record(month={"type": "string", "pattern": r"^\d{4}-\d{2}$"}, count=COUNT)),
        synonyms=several(record(word=TEXT, kind=TEXT, other=TEXT)),
        correction=maybe(record(query=TEXT, reason=TEXT, **{"from": TEXT})),
        offered=maybe(record(query=TEXT, reason=TEXT, **{"from": TEXT})),
        readings=maybe(several(record(name=TEXT, sex=TEXT, query=TEXT, total=COUNT))),
        partial=maybe(ref("Partial")),
        narrowed=maybe(
            record(query=TEXT, total=COUNT, unknown=several(record(field=TEXT, value=TEXT, near=several(TEXT))))
        ),
        absent=several(TEXT),
    ),
    "Partial": record(absent=several(TEXT), matched=several(TEXT), full=COUNT, rows=COUNT),
    "Hit": record(
        id=TEXT,
        url=MAYBE_TEXT,
        title=TEXT,
        published=MAYBE_TEXT,
        source=MAYBE_TEXT,
        section=MAYBE_TEXT,
        author=MAYBE_TEXT,
        views=MAYBE_COUNT,
        lang=MAYBE_TEXT,
        score={"type": "number"},
        copies=several(ref("Brief")),
        copies_total=COUNT,
        why=several(record(word=TEXT, form=TEXT, kind=TEXT, field=TEXT)),
        snippet=several(record(text=TEXT, match=FLAG)),
    ),
    "Article": record(
        id=TEXT,
        url=MAYBE_TEXT,
        title=TEXT,
        lead=TEXT,
        body=TEXT,
        published=MAYBE_TEXT,
        modified=MAYBE_TEXT,
        author=MAYBE_TEXT,
        section=MAYBE_TEXT,
        tags=several(TEXT),
        source=MAYBE_TEXT,
        lang=MAYBE_TEXT,
        views=MAYBE_COUNT,
        image=MAYBE_TEXT,
        caption=MAYBE_TEXT,
        origin=maybe(record(file=TEXT, member=MAYBE_TEXT, offset=MAYBE_COUNT)),
        sha256=MAYBE_TEXT,
        copies=several(ref("Brief")),
        copies_total=COUNT,
        related=several(ref("Brief")),
        versions=record(count=COUNT, dates=several(MAYBE_TEXT)),
        optional={"corrected": {"type": "object"}},
    ),
    "Brief": record(id=TEXT, title=TEXT, published=MAYBE_TEXT, source=MAYBE_TEXT, url=MAYBE_TEXT),
    "Comparison": record(
        id=TEXT, version=MAYBE_COUNT, title=ref("Difference"), text=ref("Difference"), **{"with": TEXT}
    ),
    "Difference": record(
        stretches=several(record(text=TEXT, change={"enum": ["same", "removed", "added"]})),
        same=COUNT,
        removed=COUNT,
        added=COUNT,
        cut=FLAG,
    ),
    "Error": {
        "type": "object",
        "properties": {"error": TEXT, "start": COUNT, "end": COUNT, "repaired": MAYBE_TEXT, "query": TEXT},
        "required": ["error"],
    },
    "Health": record(status={"const": "ok"}, articles=COUNT),
}
