"""A misspelt word finds all words like it, and first those that it is likest."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, Index, Search
from index.engines import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
def test_the_likest_word_comes_first(tmp_path: Path, engine: str) -> None:
    index = Index.create(tmp_path / "archive", engine)
    with index.write() as writer:
        writer.put(Article(id="в заголовке", title="Бекенов", body="Футболист приехал в Уральск."))
        writer.put(
            Article(id="в тексте", title="Совещание", body="На нём выступил и Бектенов, и другие министры страны.")
        )
        writer.put(Article(id="в падеже", title="Поездка", body="С Бектеновым встретились жители посёлка у реки."))
    found = index.search(Search(text="Бектэнов~"))
    assert [hit.article.id for hit in found.hits][2:] == ["в заголовке"]
    assert {reason.kind for hit in found.hits for reason in hit.why} == {"typo"}
    assert index.search(Search(text="Бектэнов~ министры")).total == 1
