"""Moving house: what is exported comes back as it was, whatever is in it, and answers as it did."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import EXPORTS
from index import Article, Index, Search
from index.article import Origin
from index.keeping.archive import Archive
from index.keeping.corrections import correct
from indexer import NotAnArticle, Page, extract, ingest
from tests.archives import put, run
from tests.test_real import DATA, articles

QUERIES = ("", "заявил", "президент россии", '"в том числе"', "млн | млрд", "дата:2020", "источник:lenta.ru")
TEXT = st.text(st.sampled_from("Мост ёйқ \n\t«»\"'<b>&amp;&nbsp;\u00a0\u00ad\u0301-—.,!?1 200*_[](x)"), max_size=60)


def of(record: dict[str, Any]) -> Article:
    data = json.dumps(record, ensure_ascii=False).encode()
    return extract(Page(kind="record", data=data, origin=Origin("a.jsonl", None, 1)), "Asia/Almaty").identified()


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {"title": TEXT, "text": TEXT},
        optional={
            "id": TEXT,
            "url": st.sampled_from(("https://a.example/1?utm_source=x", "не адрес", "http://www.a.example/ж/")),
            "lead": TEXT,
            "date": st.sampled_from(("2025", "2025-10", "1 октября 2025, 14:05", "2025-10-01T00:00:00Z", "вчера", "?")),
            "author": st.one_of(TEXT, st.lists(TEXT, max_size=3)),
            "tags": st.one_of(TEXT, st.lists(TEXT, max_size=3)),
            "section": TEXT,
            "source": TEXT,
            "views": st.one_of(st.integers(0, 10**6), TEXT),
            "note": st.one_of(st.none(), TEXT, st.lists(TEXT, max_size=2)),
            "origin": TEXT,
            "extra": TEXT,
            "corrected": TEXT,
        },
    )
)
def test_an_article_comes_back_as_it_was(record: dict[str, Any]) -> None:
    try:
        article = of(record)
    except NotAnArticle:
        return
    assert of(article.to_json()) == article


def moved(index: Index, folder: Path, engine: str) -> Index:
    """Another archive with what was exported from this one."""
    texts = EXPORTS["jsonl"].write(index.scan(Search(sort="oldest")), date(2026, 1, 1))
    (folder / "out.jsonl").write_text("".join(texts), "utf-8")
    other = Index.create(folder / "other", engine)
    assert ingest([folder / "out.jsonl"], other, workers=0).refused_count == 0
    return other


@pytest.mark.real
@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data in {DATA}")
def test_real_articles_and_their_answers_move(tmp_path: Path) -> None:
    lines = [json.dumps(article.to_json(), ensure_ascii=False) for article in islice(articles(), 500)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    index = Index.create(tmp_path / "archive")
    ingest([tmp_path / "in.jsonl"], index, workers=0)
    for number, article in enumerate(list(index.scan(Search()))):
        if number % 100 == 0:
            correct(index, article.id, {"title": f"Исправлено {number}", "published": "2020-02-03", "tags": "а, б"})
    other = moved(index, tmp_path, "tantivy")
    there = {article.id: article for article in index.scan(Search())}
    assert {article.id: article for article in other.scan(Search())} == there and len(there) > 400
    assert sum(bool(article.corrected) for article in there.values()) >= 4
    for text in QUERIES:
        one, two = (place.search(Search(text=text, limit=100, as_typed=True)) for place in (index, other))
        assert (one.total, one.facets, one.timeline) == (two.total, two.facets, two.timeline), text


@pytest.mark.parametrize(
    "text",
    ["-1001_7", "+7", "=1+1", "@канал", "－2", "5897697355587473255", "'-1", "''=1", "'5897697355587473255",
     "'90-е' годы", "'", "-", "12"],
)  # fmt: skip
def test_a_table_brings_back_the_ids_and_texts_that_a_spreadsheet_must_not_run(tmp_path: Path, text: str) -> None:
    there = Index.create(tmp_path / "there")
    put(there, Article(id=text, title=text, body=text, source="А", author=text))
    (tmp_path / "out.csv").write_text("".join(EXPORTS["csv"].write(there.scan(Search()), date(2026, 1, 1))), "utf-8")
    here = Index.create(tmp_path / "here")
    assert ingest([tmp_path / "out.csv"], here, workers=0).refused_count == 0
    (one,), (other,) = (list(index.scan(Search())) for index in (there, here))
    assert [one.id, one.title, one.body, one.author] == [other.id, other.title, other.body, other.author] == [text] * 4
    assert ingest([tmp_path / "out.csv"], there, workers=0).unchanged == 1


def test_a_text_that_a_table_has_cut_replaces_no_whole_one(tmp_path: Path) -> None:
    there = Index.create(tmp_path / "there")
    put(there, Article(id="1", title="Повесть", body="а" * 40_000), Article(id="2", title="Мост", body="Открыт."))
    exported = run("-a", str(tmp_path / "there"), "export", "--format", "csv")
    assert "текстов: 1" in exported.stderr and "jsonl" in exported.stderr
    (tmp_path / "out.csv").write_text(exported.stdout, "utf-8")
    report = ingest([tmp_path / "out.csv"], there, workers=0)
    assert (report.unchanged, report.updated) == (1, 0)
    (refused,) = report.refused
    assert refused.reason.startswith("body: текст обрезан") and "JSONL" in refused.reason
    assert len(there.article("1").body) == 40_000  # type: ignore[union-attr]
    assert not run("-a", str(tmp_path / "there"), "export", "Мост", "--format", "csv").stderr


def test_what_an_import_replaces_is_asked_about_and_comes_back(tmp_path: Path) -> None:
    here, there = str(tmp_path / "here"), str(tmp_path / "there")
    put(Index.create(here), *(Article(id=f"h{number}", title="Здешняя") for number in range(3)))
    put(Index.create(there), *(Article(id=f"t{number}", title="Тамошняя") for number in range(5)))
    refused = run("-a", here, "import", there, input="n\n", status=1)
    assert "статей: 3" in refused.stderr and "придёт: 5" in refused.stderr
    assert "--yes" in run("-a", here, "import", there, status=2).stderr  # nobody is there to answer
    assert run("-a", here, "stats", "--json")["articles"] == 3
    assert f"podshivka -a {here} rollback" in run("-a", here, "import", there, input="y\n").stdout
    assert run("-a", here, "stats", "--json")["articles"] == 5
    run("-a", here, "rollback", "--yes")
    assert run("-a", here, "search", "здешняя", "--json")["total"] == 3
    stamp = Archive(tmp_path / "here").current().folder / "stamp.json"
    stamp.write_text(stamp.read_text("utf-8").replace('"schema": ', '"schema": 10'), "utf-8")  # of another version
    assert run("-a", here, "import", there, "--yes", "--json") == {"articles": 5, "replaced": 3}


def test_a_new_archive_is_imported_without_a_question(tmp_path: Path) -> None:
    there = str(tmp_path / "there")
    put(Index.create(there), Article(id="1", title="Тамошняя"))
    for _ in "again", "still empty":
        assert run("-a", str(tmp_path / "new"), "import", there, "--json") == {"articles": 1, "replaced": 0}
        run("-a", str(tmp_path / "new"), "delete", "1", "--yes")
