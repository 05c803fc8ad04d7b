"""The command line: its names, its JSON keys and its exit statuses, which others rely upon."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from index.keeping import rebuild
from index.keeping.archive import Archive

ARTICLES = [
    {
        "id": "1",
        "url": "https://a.example/1",
        "title": "Наукограды построят",
        "text": "Первый из наукоградов.",
        "date": "2025-10-01",
        "source": "А",
        "section": "Наука",
        "tags": ["наука"],
        "author": "И. Иванов",
        "views": 5,
    },
    {
        "id": "2",
        "title": "Экспорт стали",
        "text": "Вывоз стали вырос.",
        "date": "2024-05-02",
        "source": "Б",
        "section": "Экономика",
        "note": "своё",
    },
    {"id": "3", "title": "Погода", "text": "Завтра дождь.", "date": "2024-06-02", "source": "Б"},
]

TABLE = "Шапка;Полный текст\nМост открыт;Мост через Ишим открыли.\n"

Podshivka = Callable[..., Result]


@pytest.fixture
def podshivka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Podshivka:
    """Runs a command on an archive with the articles above."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=input, catch_exceptions=False)

    Path("articles.jsonl").write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in ARTICLES), "utf-8")
    assert run("add", "articles.jsonl").exit_code == 0
    return run


def said(result: Result, status: int = 0) -> Any:
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def test_add(podshivka: Podshivka) -> None:
    report = said(podshivka("add", "articles.jsonl", "--json"))
    assert {key: report[key] for key in ("read", "added", "updated", "unchanged", "refused")} == {
        "read": 3,
        "added": 0,
        "updated": 0,
        "unchanged": 3,
        "refused": 0,
    }
    assert report["seconds"] >= 0


def test_suggest(podshivka: Podshivka) -> None:
    answer = said(podshivka("suggest", "экспорт ст", "--json"))
    assert list(answer) == ["query", "suggestions"]
    assert answer["suggestions"][0] == {"text": "экспорт стали", "kind": "phrase", "count": 1}
    assert podshivka("suggest", "экспорт ст").stdout.split()[:3] == ["1", "экспорт", "стали"]
    assert said(podshivka("suggest", "ъъъ", "--json"), status=1)["suggestions"] == []


def test_add_names_what_it_refuses(podshivka: Podshivka) -> None:
    Path("bad.jsonl").write_text('{"title": "Целая"}\n{"title": \n{"title": "Другая"}\n', "utf-8")
    report = said(podshivka("add", "bad.jsonl", "--json"), status=1)
    assert (report["added"], report["refused"]) == (2, 1)
    assert "bad.jsonl" in report["refusals"][0]["origin"] and report["refusals"][0]["reason"]
    assert "bad.jsonl" in podshivka("add", "bad.jsonl").stderr


def test_add_from_standard_input(podshivka: Podshivka) -> None:
    assert said(podshivka("add", "-", "--json", input='{"title": "Со стандартного ввода"}'))["added"] == 1
    assert said(podshivka("search", "стандартный", "--json"))["total"] == 1


def test_a_dry_run_adds_nothing(podshivka: Podshivka) -> None:
    Path("new.jsonl").write_text('{"title": "Новая"}', "utf-8")
    assert said(podshivka("add", "new.jsonl", "--dry-run", "--json"))["added"] == 1
    assert podshivka("search", "новая").exit_code == 1
    assert said(podshivka("-a", "нет", "add", "new.jsonl", "--dry-run", "--json"))["added"] == 1
    assert not Path("нет").exists()


def test_machines_share_what_is_to_be_added(podshivka: Podshivka) -> None:
    """Each article and each refusal is in one part, whoever takes it; a part taken again is unchanged."""
    lines = [json.dumps({"id": f"m{number}", "text": f"Мост номер {number} открыт."}) for number in range(60)]
    Path("much.jsonl").write_text("\n".join([*lines, "{"]), "utf-8")
    parts = [json.loads(podshivka("add", "much.jsonl", "--shard", f"{part}/3", "--json").stdout) for part in (1, 2, 3)]
    assert sum(part["added"] for part in parts) == 60 and min(part["added"] for part in parts) > 10
    assert [part["unchanged"] for part in parts] == [0, 0, 0]
    assert sum(part["refused"] for part in parts) == 1
    again = json.loads(podshivka("add", "much.jsonl", "--shard", "2/3", "--json").stdout)
    assert (again["added"], again["unchanged"]) == (0, parts[1]["added"])
    assert said(podshivka("search", "мост номер", "--json"))["total"] == 60


@pytest.mark.parametrize("share", ["0/3", "4/3", "1/0", "2", "1/3/5", "a/b"])
def test_no_share(podshivka: Podshivka, share: str) -> None:
    result = podshivka("add", "articles.jsonl", "--shard", share)
    assert result.exit_code == 2 and "2/3" in result.output


def test_search(podshivka: Podshivka) -> None:
    answer = said(podshivka("search", "наукоградом", "--json"))
    assert set(answer) == {
        "query", "total", "took_ms", "hits", "facets", "timeline", "synonyms", "correction", "offered", "readings",
        "partial", "narrowed", "absent",
    }  # fmt: skip
    (hit,) = answer["hits"]
    assert set(hit) == {
        "id", "url", "title", "published", "source", "section", "author", "views", "lang", "score", "copies",
        "copies_total", "why", "snippet",
    }  # fmt: skip
    assert (hit["id"], hit["published"], hit["lang"], hit["views"]) == ("1", "2025-10-01", "ru", 5)
    assert hit["snippet"] == [
        {"text": "Первый из ", "match": False},
        {"text": "наукоградов", "match": True},
        {"text": ".", "match": False},
    ]
    assert answer["timeline"] == [{"month": "2025-10", "count": 1}]
    assert answer["facets"]["source"] == [{"value": "А", "count": 1}]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("",), ["1", "3", "2"]),
        (("", "--sort", "oldest"), ["2", "3", "1"]),
        (("", "--sort", "oldest", "--limit", "1", "--offset", "1"), ["3"]),
        (("", "--from", "2024-06", "--to", "2024"), ["3"]),
        (("", "--where", "source=Б", "--where", "section=экономика"), ["2"]),
        (("", "--where", "-source=Б"), ["1"]),
        (("сталь | дождь", "--sort", "date"), ["3", "2"]),
    ],
)
def test_search_options(podshivka: Podshivka, words: tuple[str, ...], ids: list[str]) -> None:
    assert [hit["id"] for hit in said(podshivka("search", *words, "--json"))["hits"]] == ids


def test_search_for_people(podshivka: Podshivka) -> None:
    result = podshivka("search", "сталь")
    assert result.exit_code == 0
    assert "Экспорт стали" in result.output and "2024-05-02" in result.output


def test_show(podshivka: Podshivka) -> None:
    article = said(podshivka("show", "2", "--json"))
    assert {
        "id", "url", "title", "lead", "body", "published", "modified", "author", "section", "tags", "source", "lang",
        "views", "image", "caption", "origin", "sha256",
    } <= set(article)  # fmt: skip
    assert article["body"] == "Вывоз стали вырос." and article["extra"] == {"note": "своё"}
    assert article["origin"]["file"] == "articles.jsonl"
    assert "Вывоз стали вырос." in podshivka("show", "2").output
    assert podshivka("show", "нет").exit_code == 1


def test_export_comes_back_whole(podshivka: Podshivka) -> None:
    exported = podshivka("export").stdout
    assert len(exported.splitlines()) == 3
    Path("exported.jsonl").write_text(exported, "utf-8")
    assert said(podshivka("-a", "второй", "add", "exported.jsonl", "--json"))["added"] == 3
    for query in ("", "наукоград", "сталью"):
        one, other = (said(podshivka(*where, "search", query, "--json")) for where in ((), ("-a", "второй")))
        assert [hit["id"] for hit in one["hits"]] == [hit["id"] for hit in other["hits"]]
    first, second = (said(podshivka(*where, "show", "2", "--json")) for where in ((), ("-a", "второй")))
    same = set(first) - {"origin", "sha256"}
    assert {key: first[key] for key in same} == {key: second[key] for key in same}


def test_ids_that_begin_with_a_dash(podshivka: Podshivka) -> None:
    Path("channel.jsonl").write_text('{"id": "-1001_7", "title": "Из канала", "text": "Мост открыт."}', "utf-8")
    assert podshivka("add", "channel.jsonl").exit_code == 0
    assert said(podshivka("show", "-1001_7", "--json"))["title"] == "Из канала"
    assert said(podshivka("correct", "-1001_7", "title=Мост", "--json"))["title"] == "Мост"
    assert len(said(podshivka("history", "--json", "-1001_7"))) == 2
    assert said(podshivka("delete", "-1001_7", "--yes", "--json")) == {"deleted": 1}
    assert podshivka("delete", "--yse", "1").exit_code == podshivka("show", "--jsno").exit_code == 2


def test_delete(podshivka: Podshivka) -> None:
    assert podshivka("delete", "1", input="n\n").exit_code == 1
    assert said(podshivka("delete", "1", "--yes", "--json")) == {"deleted": 1}
    assert said(podshivka("delete", "1", "--yes", "--json"), status=1) == {"deleted": 0}
    assert said(podshivka("delete", "--query", "источник:Б", "--yes", "--json")) == {"deleted": 2}
    assert podshivka("delete").exit_code == 2


def test_stats(podshivka: Podshivka) -> None:
    stats = said(podshivka("stats", "--json"))
    assert {"articles", "terms", "bytes", "engine", "by_source", "by_lang", "by_month", "first", "last"} <= set(stats)
    assert stats["articles"] == 3 and stats["by_source"] == {"Б": 2, "А": 1}
    assert "Б" in podshivka("stats").output


def test_analyze() -> None:
    words = said(CliRunner().invoke(main, ["analyze", "Ёлки стали", "--json"]))
    assert [(word["word"], word["start"], word["end"], word["form"]) for word in words] == [
        ("Ёлки", 0, 4, "елки"),
        ("стали", 5, 10, "стали"),
    ]
    assert {"сталь", "стать"} <= set(words[1]["readings"])
    assert "сталь" in CliRunner().invoke(main, ["analyze", "стали"]).output


def test_care(podshivka: Podshivka) -> None:
    for command in ("relearn", "rebuild"):
        assert podshivka(command).exit_code == 0
        assert said(podshivka("search", "наукоградом", "--json"))["total"] == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("search", '"экспорт'), '"экспорт"'),
        (("search", "сталь", "--from", "вчера"), "вчера"),
        (("search", "сталь", "--where", "цвет=синий"), "цвет"),
        (("search", "сталь", "--limit", "0"), "limit"),
        (("add", "нет-такого"), "нет-такого"),
        (("-a", "нет", "search", "сталь"), "нет"),
        (("add", "articles.jsonl", "--engine", "whoosh"), "tantivy"),
        (("add", "articles.jsonl", "--format", "doc"), "doc"),
        (("export", "(сталь"), "(сталь)"),
    ],
)
def test_wrong_use_is_said_plainly(podshivka: Podshivka, words: tuple[str, ...], named: str) -> None:
    result = podshivka(*words)
    assert result.exit_code == 2
    assert named in result.stderr
    assert "Traceback" not in result.output


def test_the_other_engine(podshivka: Podshivka) -> None:
    assert podshivka("-a", "w", "add", "articles.jsonl", "--engine", "whoosh").exit_code == 0
    assert said(podshivka("-a", "w", "stats", "--json"))["engine"] == "whoosh"
    assert said(podshivka("-a", "w", "search", "наукоградом", "--json"))["total"] == 1


def test_add_a_table_by_the_names_of_its_columns(podshivka: Podshivka) -> None:
    Path("x").mkdir()
    Path("x", "a.csv").write_text(TABLE, "cp1251")
    assert said(podshivka("add", "x/*.csv", "--json"), status=1)["refused"] == 1
    report = said(podshivka("add", "x/*.csv", "--columns", "title=Шапка,text=Полный текст", "--json"))
    assert (report["added"], report["skipped"], report["skipped_by"]) == (1, 0, {})
    assert podshivka("add", "x", "--columns", "шапка=Шапка").exit_code == 2
    assert podshivka("add", "y/*.csv").exit_code == 2


def test_profiles_of_sites(podshivka: Podshivka) -> None:
    import sample

    sample.write(Path("pages"))
    page = str(next(Path("pages", "stepnoy-vestnik").rglob("*.html")))
    proposed = said(podshivka("sites", "learn", "pages", "--json"))
    assert proposed[0]["source"] == "stepnoy-vestnik.example"
    assert "Правила сайта" in proposed[0]["lines"]
    Path("archive/sites").mkdir()
    Path("archive/sites/vestnik.toml").write_text(proposed[0]["profile"], "utf-8")
    report = said(podshivka("sites", "check", page, "--json"))
    assert (report["profile"], report["file"]) == ("stepnoy-vestnik.example", "archive/sites/vestnik.toml")
    assert report["article"]["title"]
    assert {rule["key"] for rule in report["tried"]} == {"drop"}
    assert report["rules"]["title"] == "itemprop"
    assert "Профиль:  stepnoy-vestnik.example" in podshivka("sites", "check", page).output
    Path("archive/sites/vestnik.toml").write_text("name = 'x'\n[fields]\nbody = 'document(1)'", "utf-8")
    result = podshivka("add", page)
    assert result.exit_code == 2
    assert "archive/sites/vestnik.toml: fields.body" in result.output


def test_a_dry_run_tells_everything_and_keeps_nothing(podshivka: Podshivka) -> None:
    rows = [
        {"title": "Мост", "text": "Открыт.", "date": "2999-01-01", "source": "В"},
        {"title": "Порт", "text": "передаетTengrinews одинРазДва городов.В рамках трехСоткила", "source": "В"},
        *({"title": f"Школа {n}", "text": "Один и тот же текст.", "date": "2024-05-02"} for n in range(4)),
        {"views": 1},
    ]
    Path("x.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    report = said(podshivka("add", "x.jsonl", "--dry-run", "--json"), status=1)
    assert (report["read"], report["added"], report["refused"], report["dry_run"]) == (7, 6, 1, True)
    assert report["by_format"] == {"jsonl": 6}
    assert report["by_source"] == {"нет": 4, "В": 2}
    assert report["by_date_source"] == {"запись": 4, "нет": 2}
    assert report["reasons"] == {"в записи нет ни заголовка, ни текста": 1}
    warnings = {each["kind"]: each["count"] for each in report["warnings"]}
    assert warnings == {
        "короткий текст": 6,
        "один текст у многих страниц": 2,
        "дата в будущем": 1,
        "нет даты": 1,
        "слипшиеся слова": 1,
    }
    assert len(report["samples"]) == 7
    assert said(podshivka("stats", "--json"))["articles"] == len(ARTICLES)
    text = podshivka("add", "x.jsonl", "--dry-run").output
    for part in ("архив не изменён", "передаетT", "title: Мост", "не статья: в записи"):
        assert part in text


def test_what_goes_on_long_is_said(podshivka: Podshivka, monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard error: what a program reads has nothing of it."""
    podshivka("add", "articles.jsonl")
    optimized = rebuild.optimized

    def slow(archive: Archive) -> tuple[int, int]:
        logging.getLogger("index.engines").info("сливает сегменты")
        return optimized(archive)

    monkeypatch.setattr(rebuild, "optimized", slow)
    result = podshivka("optimize", "--json")
    assert result.stderr == "сливает сегменты\n"
    assert json.loads(result.stdout)
