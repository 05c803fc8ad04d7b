"""An archive: what is put in stays, once; one writes, all read; other versions are mended; a crash is survived."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import ArchiveError, Article, Index, Search, SearchError
from index.engine import Engine
from index.engines import ENGINES, tantivy_facets
from index.engines.whoosh import Whoosh
from index.keeping.archive import Archive
from index.keeping.corrections import correct
from index.keeping.rebuild import rebuilt, taken_over
from tests.archives import put

STEEL = Article(
    url="https://gazeta.example/steel",
    title="Экспорт стали",
    body="Вывоз стали вырос на 1 200 тонн.\nЗавод доволен.",
    published="2025-10-01T09:30:00+05:00",
    source="gazeta.example",
    section="Экономика",
    tags=("металл",),
    views=7,
    extra={"note": "ё"},
)


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    return Index.create(tmp_path / "archive", request.param)


def titles(index: Index, text: str) -> list[str]:
    return sorted(hit.article.title for hit in index.search(Search(text=text)).hits)


def test_an_article_is_kept_whole(index: Index) -> None:
    assert put(index, STEEL) == ["added"]
    (hit,) = index.search(Search(text="сталью")).hits
    assert hit.article == replace(STEEL.identified(), lang="ru")
    assert index.article(hit.article.id) == hit.article
    assert index.article("нет") is None


def test_the_same_changed_and_new(index: Index) -> None:
    changed = replace(STEEL, title="Экспорт чугуна")
    assert put(index, STEEL, STEEL) == ["added", "unchanged"]
    assert put(index, STEEL, changed, changed) == ["unchanged", "updated", "unchanged"]
    assert titles(index, "") == ["Экспорт чугуна"]
    assert titles(index, "заголовок:сталь") == []
    assert put(index, changed) == ["unchanged"]


def test_one_address_is_one_article_whatever_its_id(index: Index) -> None:
    assert put(index, STEEL) == ["added"]
    assert put(index, replace(STEEL, id="7")) == ["unchanged"]
    assert put(index, replace(STEEL, id="7", title="Чугун")) == ["updated"]
    assert titles(index, "") == ["Чугун"]


def test_a_capture_without_a_text_takes_none_away(index: Index) -> None:
    assert put(index, STEEL, replace(STEEL, body="", title="Другой")) == ["added", "unchanged"]
    assert put(index, replace(STEEL, body="")) == ["unchanged"]


PAGE = replace(STEEL, published=None, tags=(), section=None)
ENTRY = Article(url=STEEL.url, title="Сталь: экспорт", published="2025-10-01T09:30+05:00", tags=("металл", "вывоз"))


@pytest.mark.parametrize("order", [(PAGE, ENTRY), (ENTRY, PAGE)])
def test_an_entry_without_a_text_tells_what_the_page_lacks(index: Index, order: tuple[Article, Article]) -> None:
    """As a sitemap of news does, whichever comes first and however often."""
    assert put(index, *order) == ["added", "updated"]
    assert put(index, *order) == ["unchanged", "unchanged"]
    (hit,) = index.search(Search(text="тег:вывоз дата:2025-10-01")).hits
    found = hit.article
    assert (found.title, found.body, found.published) == (PAGE.title, PAGE.body, ENTRY.published)
    assert (found.tags, found.section, found.extra["note"]) == (ENTRY.tags, None, "ё")
    later = replace(PAGE, title="Экспорт чугуна", published="2025-10-02")
    assert put(index, later) == ["updated"]
    (hit,) = index.search(Search()).hits
    assert (hit.article.published, hit.article.tags) == ("2025-10-02", ENTRY.tags)
    assert put(index, ENTRY) == ["unchanged"]


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ("2025-05-03T12:00:00+00:00", "2025-05-03T13:00:00+05:00", "unchanged"),  # 8:00 UTC
        ("2025-05-03T12:00:00+00:00", "2025-05-03T18:00:00+05:00", "updated"),
        ("2025-05-03T12:00:00+00:00", None, "updated"),
        (None, "2025-05-03T12:00:00+00:00", "updated"),
        ("2025-05-03T12:00:00+00:00", {"what": "a record says so"}, "updated"),
    ],
)
def test_which_of_two_captures_is_kept(index: Index, before: object, after: object, outcome: str) -> None:
    first = Article(id="1", title="Мост", body="Открыт.", extra={"captured": before} if before else {})
    put(index, first)
    then = replace(first, body="Закрыт.", extra={"captured": after} if after else {})
    assert put(index, then) == [outcome]
    (hit,) = index.search(Search()).hits
    assert hit.article.body == ("Закрыт." if outcome == "updated" else "Открыт.")


def test_a_text_replaces_none_whenever_it_was_captured(index: Index) -> None:
    put(index, Article(id="1", title="Мост", extra={"captured": "2025-05-03T12:00:00+00:00"}))
    late = Article(id="1", title="Мост", body="Открыт.", extra={"captured": "2025-05-01T12:00:00+00:00"})
    assert put(index, late) == ["updated"]


def test_an_entry_changes_no_correction(index: Index) -> None:
    put(index, PAGE)
    correct(index, PAGE.identified().id, {"published": "2020-01-01"})
    put(index, ENTRY)
    (hit,) = index.search(Search()).hits
    assert (hit.article.published, hit.article.corrected) == ("2020-01-01", {"published": ENTRY.published})
    assert hit.article.tags == ENTRY.tags


def test_one_id_of_two_papers_is_two_articles(index: Index) -> None:
    one, other = replace(STEEL, id="7"), replace(STEEL, id="7", url="https://other.example/7", source="other.example")
    assert put(index, one, other) == ["added", "added"]
    assert put(index, one, other) == ["unchanged", "unchanged"]
    assert index.search(Search()).total == 2
    assert index.article("7") == replace(one, lang="ru")


def test_an_id_that_was_given_is_kept(index: Index) -> None:
    without_address = replace(STEEL, id="мой/id 1", url=None)
    assert put(index, without_address) == ["added"]
    assert put(index, replace(without_address, title="Новый")) == ["updated"]
    assert index.article("мой/id 1").title == "Новый"  # type: ignore[union-attr]


def test_delete(index: Index) -> None:
    put(index, STEEL, Article(id="2", title="Другая"))
    assert index.delete(["2", "2", "нет"]) == 1
    assert titles(index, "") == ["Экспорт стали"]
    assert put(index, Article(id="2", title="Другая")) == ["added"]


def test_nothing_is_kept_of_a_session_that_fails(index: Index) -> None:
    put(index, STEEL)
    with pytest.raises(RuntimeError), index.write() as writer:
        writer.put(Article(id="2", title="Другая"))
        raise RuntimeError
    assert titles(index, "") == ["Экспорт стали"]
    assert put(index, Article(id="2", title="Другая")) == ["added"]


def test_filters_and_dates(index: Index) -> None:
    others = [
        Article(id=str(n), title=f"Сталь {n}", source=s, section=c, published=d)
        for n, (s, c, d) in enumerate(
            [("a.example", "Спорт", "2024-05"), ("a.example", "Наука", "2024-06-01"), ("b.example", "Наука", "2025")]
        )
    ]
    put(index, STEEL, *others)

    def ids(**options: object) -> list[str]:
        hits = index.search(Search(text="сталь", **options)).hits  # type: ignore[arg-type]
        return sorted(hit.article.id for hit in hits if hit.article.url is None)

    assert ids(where=(("source", "A.EXAMPLE"),)) == ["0", "1"]
    assert ids(where=(("source", "a.example"), ("source", "b.example"), ("section", "наука"))) == ["1", "2"]
    assert ids(since="2024-06", until="2025") == ["1", "2"]
    with pytest.raises(SearchError, match="позже"):
        ids(since="2025", until="2024-06")
    assert ids(until="2024-05") == ["0"]
    with pytest.raises(SearchError):
        ids(since="вчера")
    with pytest.raises(SearchError):
        ids(where=(("нет", "x"),))


def test_a_commit_is_seen_by_an_open_reader(index: Index) -> None:
    reader = Index(index.archive.folder)
    assert reader.search(Search()).total == 0
    put(index, STEEL)
    assert reader.search(Search(text="сталь")).total == 1


def test_counts_hold_for_other_pages_and_orders_until_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.create(tmp_path / "archive")
    put(index, *(replace(STEEL, id=f"{n}", url=None, section="АБ"[n % 2], views=n) for n in range(12)))
    counted = []
    count = tantivy_facets.counted
    monkeypatch.setattr(tantivy_facets, "counted", lambda *asked: counted.append(asked) or count(*asked))
    sections = {index.search(Search(text="сталь", sort=sort, offset=at, fold=False)).facets["section"]
                for sort in ("relevance", "date", "views") for at in (0, 5)}  # fmt: skip
    assert sections == {(("А", 6), ("Б", 6))}
    assert len(counted) <= 2  # by the first one the engine learns of the commit
    put(index, replace(STEEL, id="new", url=None, section="Б"))
    index.refresh()
    found = index.search(Search(text="сталь", fold=False))
    assert (found.total, found.facets["section"]) == (13, (("Б", 7), ("А", 6)))
    assert index.search(Search(text="сталь", where=(("section", "А"),), fold=False)).facets["section"] == (("А", 6),)


def test_one_writer_at_a_time(index: Index) -> None:
    with index.write(), pytest.raises(ArchiveError, match=str(os.getpid())), Index(index.archive.folder).write():
        pass
    put(index, STEEL)


def test_stats(index: Index) -> None:
    put(index, STEEL, Article(id="2", title="Қазақстан Республикасының Үкіметі", published="2024-01"))
    stats = index.stats()
    assert stats["bytes"] > 0 and stats["terms"] == 12
    assert {key: stats[key] for key in ("articles", "engine", "by_source", "by_lang", "by_month", "first", "last")} == {
        "articles": 2,
        "engine": index.engine_name,
        "by_source": {"gazeta.example": 1},
        "by_lang": {"kk": 1, "ru": 1},
        "by_month": {"2024-01": 1, "2025-10": 1},
        "first": "2024-01",
        "last": "2025-10-01T09:30:00+05:00",
    }


def test_days_without_articles(index: Index) -> None:
    days = ("2024-02-27", "2024-02-27", "2024-03-02", "2024-03-03", "2024-05-01", None)
    put(index, *(Article(id=str(number), title="Сталь", published=day) for number, day in enumerate(days)))
    put(index, Article(id="0", title="Чугун", published="2024-02-27"))
    stats = index.stats()
    assert stats["gaps"] == [["2024-02-28", "2024-03-01"], ["2024-03-04", "2024-04-30"]]
    assert (stats["days_without"], stats["versions"], stats["quarantine"]) == (61, 1, 0)
    assert stats["sizes"]["index"] > 0 and stats["sizes"]["previous"] == 0


def test_scan_gives_all(index: Index) -> None:
    put(index, *(Article(id=str(n), title="Сталь", published=f"20{n:02}") for n in range(30)))
    found = [article.id for article in index.scan(Search(text="сталь", sort="oldest", limit=5))]
    assert found == [str(n) for n in range(30)]


@pytest.mark.parametrize("text", ["", "сталь", "сталь -завод", "источник:gazeta.example", '"экспорт стали"'])
def test_rebuilding_changes_no_answer(index: Index, text: str) -> None:
    put(index, STEEL, *(Article(id=str(n), title=f"Сталь {n}", body="завод " * n) for n in range(9)))
    before = [(hit.article, hit.fragments) for hit in index.search(Search(text=text)).hits]
    old = index.generation.folder
    assert rebuilt(index.archive) == 10
    after = [(hit.article, hit.fragments) for hit in index.search(Search(text=text)).hits]
    assert index.generation.folder != old
    assert sorted(map(repr, after)) == sorted(map(repr, before))


def test_a_rebuild_that_fails_leaves_nothing_open(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it reads is left at once, not when the error is forgotten: on a cluster that takes a request."""
    put(index, STEEL, Article(id="1", title="Сталь"))
    articles, left = type(index.engine).articles, []

    def watched(engine: Engine) -> Iterator[Article]:
        try:
            yield from articles(engine)
        finally:
            left.append(True)

    def failing(article: Article) -> Article:
        raise ArchiveError("нет")

    monkeypatch.setattr(type(index.engine), "articles", watched)
    with pytest.raises(ArchiveError, match="нет") as error:
        rebuilt(index.archive, failing)
    assert left and error


def test_another_version_is_refused_and_mended(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    put(index, STEEL)
    monkeypatch.setattr("index.keeping.generation.SCHEMA", 99)
    with pytest.raises(ArchiveError, match="rebuild"):
        Index(index.archive.folder)
    assert rebuilt(index.archive) == 1
    assert titles(Index(index.archive.folder), "сталью") == ["Экспорт стали"]


def test_another_version_of_the_languages_only_renews_the_lexicon(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(index, STEEL)
    monkeypatch.setattr("index.languages.RULES", 99)
    index = Index(index.archive.folder)
    assert not index.lexicon.current
    put(index, STEEL)
    assert index.lexicon.current
    assert titles(index, "сталью") == ["Экспорт стали"]


def own_table(index: Index, name: str, text: str) -> Index:
    """The archive opened anew after its owner has written a table."""
    tables = index.archive.folder / "tables"
    tables.mkdir(exist_ok=True)
    (tables / name).write_text(text, "utf-8")
    return Index(index.archive.folder)


def test_the_owners_tables(index: Index) -> None:
    put(
        index, Article(id="1", title="Говорят, Уштобинск ждёт"), Article(id="2", title="Приехали из Ужтобина, из Стали")
    )
    assert titles(index, "уштобинск") == ["Говорят, Уштобинск ждёт"]
    index = own_table(index, "names.txt", "\ufeff# наш город\nУштобинск Ужтобина\n")
    index = own_table(index, "exceptions.txt", "стали стали # посёлок")
    assert not index.lexicon.current
    index.relearn()
    assert len(titles(index, "уштобинск")) == len(titles(index, "Ужтобина")) == 2
    assert titles(index, "стать") == titles(index, "сталь") == []
    assert len(titles(index, "стали")) == 1
    index = own_table(index, "names.txt", "")
    put(index, STEEL)
    assert index.lexicon.current
    assert titles(index, "уштобинск") == ["Говорят, Уштобинск ждёт"]


def test_one_who_has_the_archive_open_sees_the_owners_tables(index: Index) -> None:
    put(index, Article(id="1", title="Говорят, Уштобинск ждёт"), Article(id="2", title="Приехали из Ужтобина"))
    serving, watching = Index(index.archive.folder), Index(index.archive.folder)
    for open_index in (serving, watching):
        assert len(titles(open_index, "уштобинск")) == 1 and open_index.lexicon.current
    own_table(index, "names.txt", "Уштобинск Ужтобина").relearn()
    assert len(titles(serving, "уштобинск")) == 2 and serving.lexicon.current
    own_table(index, "names.txt", "")
    put(watching, STEEL)  # reads all anew, by tables that it didn't open the archive with
    assert len(titles(watching, "уштобинск")) == len(titles(serving, "уштобинск")) == 1
    assert watching.lexicon.current and serving.lexicon.current


@pytest.mark.parametrize(("name", "text"), [("name.txt", "Семей Семея"), ("names.txt", "Семей".encode("cp1251"))])
def test_an_owners_table_that_cant_be_read_is_said(index: Index, name: str, text: str | bytes) -> None:
    (index.archive.folder / "tables").mkdir()
    (index.archive.folder / "tables" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ArchiveError, match=name):
        Index(index.archive.folder).relearn()


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="add"):
        Index(tmp_path)
    (tmp_path / "current").write_text("../../etc", "utf-8")
    with pytest.raises(ArchiveError):
        Index(tmp_path)
    with pytest.raises(ArchiveError, match="lucene"):
        Index.create(tmp_path / "x", "lucene")


def test_there_is_only_one_beginning(index: Index) -> None:
    with pytest.raises(ArchiveError, match="уже есть"):
        Index.create(index.archive.folder)


ENDLESS = """
import sys
from pathlib import Path
from index import Article, Index
from index import writer
writer.BATCH = 40
with Index(sys.argv[1]).write() as session:
    for number in range(100_000):
        session.put(Article(id=str(number), title=f"Сталь {number}", body="завод"))
        print(number, flush=True)
"""


@pytest.mark.parametrize("puts", [1, 57, 130])
def test_a_killed_writer_leaves_the_last_commit_and_no_lock(index: Index, puts: int) -> None:
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(index.archive.folder)], stdout=subprocess.PIPE, cwd=root, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(puts):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    time.sleep(0.05)
    reopened = Index(index.archive.folder)
    kept = reopened.search(Search(text="сталью", limit=1)).total
    assert kept % 40 == 0 and kept >= puts - puts % 40
    assert (
        put(reopened, *(Article(id=str(n), title=f"Сталь {n}", body="завод") for n in range(kept + 5))).count("added")
        == 5
    )
    assert reopened.search(Search(text="завод")).total == kept + 5


def test_the_stamp_says_what_it_is(index: Index) -> None:
    stamp = json.loads((index.generation.folder / "stamp.json").read_text("utf-8"))
    assert stamp["engine"] == index.engine_name


def test_many_small_adds_leave_few_files(index: Index) -> None:
    """Segments are merged and what they leave behind is deleted; some have no article with a date."""
    for number in range(30):
        put(index, Article(id=str(number), title="Сталь", published="2025" if number % 9 == 0 else None))
    assert len(list((index.generation.folder / "index").iterdir())) < 90
    assert [hit.article.published for hit in index.search(Search(sort="date", limit=9)).hits[:5]] == ["2025"] * 4 + [
        None
    ]
    assert index.search(Search(text="сталью")).total == 30


def test_what_a_killed_deletion_has_left_is_in_nobodys_way(index: Index, tmp_path: Path) -> None:
    """It would have had the name of the file that the same deletion makes when it is done again."""
    put(index, *(Article(id=str(number), title="Сталь") for number in range(5)))
    shutil.copytree(index.archive.folder, tmp_path / "other")
    other = Index(tmp_path / "other")
    other.delete(["1"])
    for path in (other.generation.folder / "index").glob("*.del"):
        shutil.copy(path, index.generation.folder / "index")
    assert index.delete(["1"]) == 1
    assert index.search(Search(text="сталью")).total == 4


def test_an_engine_that_is_far_away_is_asked_about_many_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = Index.create(tmp_path / "far", "whoosh")
    put(far, *(Article(id=f"a{number}", body=f"Мост номер {number}") for number in range(30)))
    told: list[int] = []
    monkeypatch.setattr(Whoosh, "ahead", 20)
    monkeypatch.setattr(Whoosh, "expect", lambda self, documents: told.append(len(documents)))
    assert taken_over(Archive(tmp_path / "near"), far.archive, "tantivy") == 30
    assert told == [20, 10]
