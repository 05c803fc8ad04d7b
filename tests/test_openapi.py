"""What the OpenAPI document says is true: whatever is asked by it is answered as it says, and never with a 500."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from index import Article, Index
from search_web import create_app
from search_web.openapi import OPERATIONS, SCHEMAS
from settings import Settings

TEXT = "Вывоз стали вырос на треть за первые месяцы года, сообщили на заводе в понедельник вечером журналистам"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("openapi")
    index = Index.create(folder / "archive")
    with index.write() as writer:
        for number in range(30):
            writer.put(Article(id=f"{number}", title="Сталь", body=TEXT, published="2024-05-02", views=number))
    return create_app(Settings(), index)


# Where any text is a right path and there are no other parameters, there are no wrong ones.
CASES = [(path, GenerationMode.POSITIVE) for path in OPERATIONS] + [
    (path, GenerationMode.NEGATIVE)
    for path, operation in OPERATIONS.items()
    if any(parameter["in"] == "query" for parameter in operation["parameters"])
]


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_every_answer_is_as_described(app: Flask, path: str, mode: GenerationMode) -> None:
    operation = schemathesis.openapi.from_wsgi("/openapi.json", app)[path]["GET"]

    @settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case) -> None:
        # A text can be of the right type and yet no query: that is the search language's to say, not the document's.
        # Its client within this process says that it takes gzip, and then doesn't unpack it.
        plain = {"Accept-Encoding": "identity"}
        case.call_and_validate(excluded_checks=[positive_data_acceptance], headers=plain)

    answered()


def test_the_document_is_openapi(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").get_json()
    assert document["openapi"] == "3.1.0" and set(document["paths"]) == set(OPERATIONS)
    for path in document["paths"]:
        url = path.replace("{id}", "1") + ("?with=2" if "diff" in path else "")
        assert app.test_client().get(url).status_code == 200, url


@pytest.mark.parametrize(
    ("url", "schema", "path"),
    [
        ("/api/search?q=сталь", "Answer", []),
        ("/api/search?q=сталь", "Hit", ["hits", 0]),
        ("/api/search?q=сталь+завод+карьер+погода", "Partial", ["partial"]),
        ("/api/search?q=сталь&fold=1", "Brief", ["hits", 0, "copies", 0]),
        ("/api/article/1", "Article", []),
        ("/api/article/1", "Brief", ["copies", 0]),
        ("/api/diff/1?with=2", "Comparison", []),
        ("/api/diff/1?with=2", "Difference", ["text"]),
        ("/api/suggest?q=ст", "Suggestions", []),
        ("/healthz", "Health", []),
    ],
)
def test_every_key_of_an_answer_is_described(app: Flask, url: str, schema: str, path: list[str | int]) -> None:
    answer = app.test_client().get(url).get_json()
    for step in path:
        answer = answer[step]
    assert set(SCHEMAS[schema]["required"]) <= set(answer) <= set(SCHEMAS[schema]["properties"])
