"""A run of adding: counts, order, progress, and pages that hang or kill their worker."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from index.article import Article, Origin
from index.errors import SearchError
from index.prepare import Prepared, prepare
from indexer import NotAnArticle, Outcome, Page, Progress, Refused, chunks, ingest, preview, workers
from indexer.pages import Kind
from indexer.work import prepared
from indexer.workers import extracted

T = TypeVar("T")

WORK = partial(prepared, timezone="UTC")


class Fake:
    """An index in memory: as much of one as adding needs."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.closed = 0
        self.refused: list[tuple[str, str | None]] = []
        self.settled: list[str] = []

    @contextmanager
    def write(self, command: str, what: str, /) -> Iterator[Fake]:
        yield self
        self.closed += 1

    def foreseen(self, items: Iterable[T], /) -> Iterator[T]:
        return iter(items)

    def put(self, new: Prepared, /) -> Outcome:
        article = new.article
        assert article.id
        before = self.articles.get(article.id)
        self.articles[article.id] = article
        return "added" if before is None else "unchanged" if before.digest() == article.digest() else "updated"

    def refuse(self, origin: Origin, reason: str, sha256: str | None, /) -> None:
        self.refused.append((str(origin), sha256))

    def settle(self, places: list[str], /) -> None:
        self.settled = places


def lines(count: int, text: str = "Открыт.") -> str:
    return "\n".join(json.dumps({"id": f"{n}", "title": f"Мост {n}", "text": text}) for n in range(count))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "a.jsonl").write_text(lines(3) + "\n{broken\n", encoding="utf-8")
    (tmp_path / "b.css").write_text("a{}")
    (tmp_path / "c.txt").write_text(
        "Мост открыли\n\nМост через Ишим открыли весной, сообщили в акимате.", encoding="utf-8"
    )
    return tmp_path


def test_counts(archive: Path) -> None:
    index = Fake()
    report = ingest([archive], index, workers=0)
    assert (report.read, report.added, report.updated, report.unchanged, report.refused_count) == (6, 4, 0, 0, 2)
    assert [str(each.origin).rsplit("/", 1)[1] for each in report.refused] == ["a.jsonl:4", "b.css"]
    assert index.closed == 1
    assert [origin for origin, _ in index.refused] == [str(each.origin) for each in report.refused]
    assert index.settled == [str(archive)]
    again = ingest([archive], index, workers=0)
    assert (again.added, again.unchanged) == (0, 4)
    (archive / "a.jsonl").write_text(lines(3, "Закрыт."), encoding="utf-8")
    changed = ingest([archive], index, workers=0)
    assert (changed.updated, changed.unchanged) == (3, 1)


def test_a_dry_run_only_reports(archive: Path) -> None:
    report = preview([archive, archive], timezone="UTC", workers=0)
    assert (report["read"], report["added"], report["unchanged"], report["refused"]) == (12, 4, 4, 4)


def test_nothing_there() -> None:
    report = ingest(["/no/such/folder"], Fake())
    assert [each.reason for each in report.refused] == ["нет такого файла или папки"]


def test_refusals_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.report.REFUSED_KEPT", 5)
    (tmp_path / "a.jsonl").write_text('{"views": 1}\n' * 20, encoding="utf-8")
    report = ingest([tmp_path], Fake(), workers=0)
    assert (len(report.refused), report.refused_count) == (5, 20)


def test_source(archive: Path) -> None:
    index = Fake()
    ingest([archive], index, source="Степные вести", workers=0)
    assert {article.source for article in index.articles.values()} == {"Степные вести"}


def test_progress(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.report.PROGRESS_SECONDS", 0)
    seen: list[Progress] = []
    ingest([archive], Fake(), workers=0, progress=seen.append)
    total = sum(file.stat().st_size for file in archive.iterdir())
    assert seen == sorted(seen, key=lambda each: (each.read, each.bytes_done))
    assert (seen[-1].read, seen[-1].bytes_done, seen[-1].bytes_total) == (6, total, total)


def test_an_error_of_the_index_is_raised(archive: Path) -> None:
    class Full(Fake):
        def put(self, new: Prepared, /) -> Outcome:
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        ingest([archive], Full(), workers=0)


def test_workers_give_what_one_process_gives(archive: Path) -> None:
    (archive / "many.jsonl").write_text(lines(500), encoding="utf-8")
    alone, together = Fake(), Fake()
    first, second = ingest([archive], alone, workers=0), ingest([archive], together, workers=2)
    assert list(alone.articles.items()) == list(together.articles.items())
    assert first.refused == second.refused


def page(text: str) -> Page:
    return Page(kind="record", data=json.dumps({"title": text, "text": text}).encode(), origin=Origin(text))


def test_order_with_refusals_between() -> None:
    items = [Refused(Origin(f"r{n}"), "пусто") if n % 7 == 0 else page(f"p{n}") for n in range(600)]
    found = list(extracted(items, WORK, workers=2))
    assert [str(each.origin if isinstance(each, Refused) else each.article.origin) for each in found] == [
        str(item.origin) for item in items
    ]


def spoiled(page: Page) -> Prepared | Refused:
    """In the place of extraction: pages that say so hang, or end their process."""
    if b"hang" in page.data:
        time.sleep(600)
    if b"crash" in page.data:
        os._exit(7)
    return prepare(Article(title=page.origin.file, origin=page.origin))


@pytest.mark.parametrize("kind", ["record", "html"])
def test_pages_that_hang_or_crash_are_named(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 3.0)
    monkeypatch.setattr(chunks, "CHUNK_PAGES", 4)
    names = ["a", "hang 1", "b", "crash 1", "crash 2", "c", "d", "e", "hang 2", "f"]
    found = list(extracted((page(name)._replace(kind=kind) for name in names), spoiled, workers=2))
    reasons = {each.origin.file: each.reason for each in found if isinstance(each, Refused)}
    assert [str(each.origin if isinstance(each, Refused) else each.article.origin) for each in found] == names
    assert set(reasons) == {"hang 1", "hang 2", "crash 1", "crash 2"}
    assert reasons["hang 1"] == "не разобрано за 3 с"
    assert reasons["crash 1"] == "обработчик упал на этой странице (код 7)"


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_single_page_that_hangs_is_named_too(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 1.0)
    [found] = extracted([page("hang")._replace(kind=kind)], spoiled)
    assert isinstance(found, Refused) and found.reason == "не разобрано за 1 с"


def test_a_few_ready_records_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_Pool", None)
    assert len(list(extracted(map(page, "abc"), WORK))) == 3


class SlowToStart:
    """Work that takes longer to reach a worker than a page may take."""

    def __setstate__(self, state: object) -> None:
        time.sleep(3)

    def __getstate__(self) -> str:
        return "slow"

    def __call__(self, page: Page) -> Prepared | Refused:
        return prepare(Article(title=page.origin.file, origin=page.origin))


def test_the_start_of_a_worker_is_no_time_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 2.0)
    [found] = extracted([page("a")], SlowToStart(), workers=1)
    assert isinstance(found, Prepared)


class NeverStarts:
    """Work that no worker can take, as where a program calls itself again in each of them."""

    def __init__(self, place: str = "") -> None:
        if place:
            os._exit(3)

    def __reduce__(self) -> tuple[type[NeverStarts], tuple[str]]:
        return NeverStarts, ("worker",)

    def __call__(self, page: Page) -> Prepared | Refused:
        raise AssertionError


def endless() -> Iterator[Page]:
    while True:
        yield page("crash")


@pytest.mark.parametrize(("work", "deaths"), [(NeverStarts(), workers.STARTS), (spoiled, workers.DEATHS)])
def test_workers_that_end_one_after_another_end_the_run(work: Callable[[Page], Prepared], deaths: int) -> None:
    results = extracted(endless(), work, workers=2)
    refused = 0
    with pytest.raises(SearchError, match=r"один за другим.*код [37].*--workers 0"):
        for _ in results:
            refused += 1
    assert refused <= deaths


def test_an_unforeseen_error_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: Page, timezone: str, sites: str | None, containers: object) -> Article:
        raise ZeroDivisionError("в разборе")

    monkeypatch.setattr(sys.modules["indexer.extract"], "extract", broken)
    [found] = extracted([page("a")], WORK, workers=0)
    assert isinstance(found, Refused)
    assert found.reason == "ошибка разбора: ZeroDivisionError: в разборе"


def test_leaving_early_ends_the_workers() -> None:
    results = extracted((page(f"p{n}") for n in range(100_000)), WORK, workers=2)
    assert isinstance(next(results), Prepared)
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5


def test_little_is_in_flight() -> None:
    read = 0

    def pages() -> Iterator[Page]:
        nonlocal read
        for n in range(100_000):
            read += 1
            yield page(f"p{n}")

    results = extracted(pages(), WORK, workers=2)
    next(results)
    assert read <= 2 * workers.CHUNKS_AHEAD * chunks.CHUNK_PAGES + workers.SMALL_RUN
    results.close()  # type: ignore[attr-defined]


def test_not_an_article_is_no_error() -> None:
    assert issubclass(NotAnArticle, Exception)
    assert isinstance(prepared(page(""), "UTC"), Refused)
