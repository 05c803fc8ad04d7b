"""An archive on a cluster is one to its user: commands, several machines, other generations, a move there and back."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner

from cli import main
from index import ArchiveError, Article, Index, Search
from index.engines import opensearch_hits
from index.engines.opensearch_client import Cluster
from index.errors import BusyError
from index.keeping.archive import Archive
from index.keeping.cluster import LOOK, ClusterArchive
from index.keeping.place import Access, archive_at
from index.keeping.rebuild import rebuilt, rolled_back, taken_over
from index.keeping.verify import verify
from index.query.tree import All
from search_web import create_app
from settings import Settings
from tests.cluster.nodes import Nodes
from tests.cluster.snapshots import deleted, registered, restored, snapshot

SUBJECTS = ("стали", "нефти", "зерна", "угля", "меди", "газа", "урана")


def news(first: int, last: int) -> list[Article]:
    return [
        Article(
            id=f"n{number}",
            url=f"https://example.kz/{number}",
            title=f"Экспорт {SUBJECTS[number % 7]} вырос",
            body=f"Мост номер {number} открыли в Кокшетау. Экспорт {SUBJECTS[number % 7]} составил {number} тонн.",
            published=f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
            source=("Газета", "Вестник")[number % 2],
        )
        for number in range(first, last)
    ]


def added(index: Index, articles: list[Article]) -> None:
    with index.write() as writer:
        for article in articles:
            writer.put(article)


@pytest.fixture
def address(nodes: Nodes, request: pytest.FixtureRequest) -> str:
    """The address of an archive that isn't there yet."""
    return f"http://{nodes.hosts}/{request.node.name}-{uuid4().hex[:8]}"


@pytest.fixture
def machine(address: str, tmp_path: Path) -> Callable[[str], Access]:
    """A machine's access to the cluster, with a folder of its own."""
    return lambda name: Access(folder=str(tmp_path / name), shards=2, timeout=20)


def answers(index: Index, text: str) -> tuple[int, list[str]]:
    found = index.search(Search(text=text, limit=100, fold=False, sort="date"))
    return found.total, [hit.article.id for hit in found.hits]


def test_every_command(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    lines = tmp_path / "news.jsonl"
    lines.write_text("\n".join(json.dumps(article.to_json()) for article in news(0, 40)), "utf-8")

    def run(*words: str, code: int = 0) -> Any:
        result = CliRunner().invoke(main, ["-a", address, *words])
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if "--json" in words else result.output

    assert "нет архива" in run("search", "мост", code=2)
    assert run("add", str(lines), "--json")["added"] == 40
    assert run("add", str(lines), "--json")["unchanged"] == 40
    assert run("search", "мостов", "--json")["total"] == 40
    assert run("show", "n7", "--json")["title"] == "Экспорт стали вырос"
    assert len(run("export", "экспорт").splitlines()) == 40
    assert run("correct", "n7", "title=Экспорт стали упал", "--json")["title"] == "Экспорт стали упал"
    assert run("search", "упавший", "--json")["hits"][0]["id"] == "n7"
    assert run("delete", "n1", "n2", "--yes", "--json") == {"deleted": 2}
    assert run("search", "мост", "--json")["total"] == 38
    assert run("undo", "--json")["restored"] == 2
    assert run("verify", "--json")["ok"]
    assert run("rebuild", "--json")["articles"] == 40
    assert run("search", "упал", "--json")["total"] == 1
    assert run("rollback", "--yes", "--json") == {"generation": "0001"}
    stats = run("stats", "--json")
    assert (stats["articles"], stats["engine"], stats["by_source"]) == (40, "opensearch", {"Вестник": 20, "Газета": 20})
    assert run("suggest", "экс", "--json")["suggestions"]
    assert "снимки" in run("backup", str(tmp_path / "copies"), code=2)
    assert run("optimize", "--json")["bytes"]
    assert run("verify", "--json")["articles"] == 40
    with Index(address) as index:
        page = create_app(Settings(archive=address), index).test_client()
        assert page.get("/api/search?q=мостов").json["total"] == 40
        assert page.get("/article/n7?q=мостов").status_code == 200


def test_slices_by_year(address: str, machine: Callable[[str], Access], monkeypatch: pytest.MonkeyPatch) -> None:
    """A dated question asks one shard of several; an article whose year is corrected is in one slice, as before."""
    access = replace(machine("a"), slices=1, shards=5)
    index = Index.create(address, access=access)
    some = [replace(article, published=f"20{10 + number % 8}-05-01") for number, article in enumerate(news(0, 40))]
    added(index, some)
    asked: list[int] = []
    search = Cluster.search

    def counted(cluster: Cluster, *what: Any, **more: Any) -> Any:
        answered = search(cluster, *what, **more)
        asked.append(answered["_shards"]["total"])
        return answered

    monkeypatch.setattr(Cluster, "search", counted)
    assert index.search(Search(text="экспорт", since="2013-01-01", until="2013-12-31", limit=0)).total == 5
    assert min(asked) == 1
    assert max(asked) == 5  # how many articles there are, and which is the newest
    added(index, [replace(some[3], published="2016-05-01"), replace(some[4], published=None)])
    assert answers(index, "экспорт")[0] == index.engine.count(All()) == 40
    assert index.search(Search(text="экспорт дата:2013", limit=0)).total == 4
    assert {article.id for article in index.scan(Search(text="дата:2013"))} == {"n11", "n19", "n27", "n35"}
    index.delete([some[3].id, some[5].id])
    assert index.engine.count(All()) == 38
    rebuilt(index.archive)
    index.refresh()
    assert index.archive.current().slices == 1  # type: ignore[attr-defined]
    assert index.search(Search(text="экспорт дата:2016", limit=0)).total == 5


def test_machines_add_at_once(address: str, machine: Callable[[str], Access]) -> None:
    """Each finds what the others have added, words that only they have met too."""
    Index.create(address, access=machine("a")).archive.journal()
    one, other = (Index(address, access=machine(name)) for name in "ab")
    both = [
        threading.Thread(target=added, args=(one, news(0, 60))),
        threading.Thread(target=added, args=(other, news(60, 120))),
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    third = Index(address, access=machine("c"))
    assert {answers(index, "открывать мосты")[0] for index in (one, other, third)} == {120}
    assert len(third.lexicon) == len(one.lexicon) == len(other.lexicon)
    assert verify(third.archive).ok


def test_nobody_adds_while_it_is_rebuilt(address: str, machine: Callable[[str], Access]) -> None:
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 10))
    other = archive_at(address, machine("b"))
    with index.archive.alone():
        for writes in (lambda: added(Index(address, access=machine("b")), news(10, 12)), lambda: rebuilt(other)):
            with pytest.raises(BusyError, match="дождитесь"):
                writes()
    with index.write() as writer:
        writer.put(news(10, 11)[0])
        with pytest.raises(BusyError, match="добавляет"):
            rebuilt(other)
    assert rebuilt(other) == 11


def test_a_new_generation_gets_its_copies_or_is_gone(address: str, machine: Callable[[str], Access]) -> None:
    """It is loaded without; after an error, or a process that was killed, what is in use is as it was."""
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 10))
    archive = index.archive
    assert isinstance(archive, ClusterArchive)

    def copies() -> dict[str, str]:
        told = archive.cluster.ask("GET", f"/{archive.alias}.0*/_settings")
        return {name: one["settings"]["index"]["number_of_replicas"] for name, one in told.items()}

    def generation(number: str, replicas: str) -> dict[str, str]:
        return {f"{archive.alias}.{number}": replicas, f"{archive.alias}.{number}.forms": replicas}

    def failing(article: Article) -> Article:
        assert copies() == {**generation("0001", "1"), **generation("0002", "0")}
        raise ArchiveError("нет")

    with pytest.raises(ArchiveError, match="нет"):
        rebuilt(archive, failing)
    assert copies() == generation("0001", "1")
    archive.begin("opensearch")  # all that a killed process leaves
    assert rebuilt(archive) == 10
    numbers = sorted({name.split(".")[1] for name in copies()})
    assert len(numbers) == 2 and copies() == {**generation("0001", "1"), **generation(numbers[1], "1")}


def test_a_search_never_sees_a_swap(address: str, machine: Callable[[str], Access]) -> None:
    """While another machine rebuilds and goes back, no answer is empty, and none fails."""
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 50))
    reader, other = Index(address, access=machine("b")), archive_at(address, machine("c"))
    totals, ended = [], threading.Event()

    def ask() -> None:
        while not ended.is_set():
            totals.append(answers(reader, "мост")[0])
            ended.wait(0.05)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        assert rebuilt(other) == 50
        assert rolled_back(other) == "0001"
        assert rebuilt(other) == 50
    finally:
        ended.set()
        asking.join()
    assert set(totals) == {50} and len(totals) > 10
    time.sleep(LOOK)
    assert reader.archive.current().folder.name == "0003"


def test_there_and_back(address: str, machine: Callable[[str], Access], tmp_path: Path) -> None:
    home = Index.create(tmp_path / "home")
    added(home, news(0, 70))
    home.delete(["n3"])
    there = archive_at(address, machine("a"))
    assert taken_over(there, home.archive, "tantivy") == 69
    back = Archive(tmp_path / "back")
    assert taken_over(back, there, "tantivy") == 69
    assert verify(there).articles == verify(back).articles == 69
    indexes = [home, Index(address, access=machine("a")), Index(tmp_path / "back")]
    for text in ("мосты", '"экспорт стали"', "тонна -газ", "экспорт /2 урана", "номер 15", "откр*"):
        assert len({str(answers(index, text)) for index in indexes}) == 1, text
    articles = [sorted(map(str, index.scan(Search()))) for index in indexes]
    assert articles[0] == articles[1] == articles[2]
    assert [run.command for run in back.journal().runs()][-2:] == ["delete", "add"]


def test_a_word_scores_as_in_a_folder(address: str, machine: Callable[[str], Access], tmp_path: Path) -> None:
    """So it counts as much beside what is not scored by it: beginnings, openings of articles."""
    home, there = Index.create(tmp_path / "home"), Index.create(address, access=machine("a"))
    for index in (home, there):
        added(index, news(0, 60))
    for text in ("урана", "номер 15", "экс* меди", "в Кокшетау открыли мост номер 17 и вывезли тонны угля и золота"):
        one, other = (
            {hit.article.id: hit.score for hit in index.search(Search(text=text, limit=30, fold=False)).hits}
            for index in (home, there)
        )
        both = one.keys() & other.keys()
        assert both and [one[id] for id in both] == pytest.approx([other[id] for id in both], rel=0.05), text


def test_what_is_lost_comes_back_from_a_snapshot(
    nodes: Nodes, address: str, machine: Callable[[str], Access], tmp_path: Path
) -> None:
    """As docs/cluster.md says: to the machine that had the archive open, too, and what was added since is not there."""
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 40))
    archive = index.archive
    assert isinstance(archive, ClusterArchive)
    registered(archive, nodes.repository)
    before = sorted(map(str, index.scan(Search())))
    rebuilt(archive)
    snapshot(archive, archive.alias)
    added(index, [Article(id="later", title="Позднее слово", body="Его в снимке нет.")])
    assert answers(index, "снимок")[0] == 1
    deleted(archive)
    with pytest.raises(ArchiveError, match="нет архива"):
        Index(address, access=machine("b"))
    restored(archive, archive.alias)
    for name in ("a", "c"):
        again = Index(address, access=machine(name))
        assert sorted(map(str, again.scan(Search()))) == before
        assert (answers(again, "мосты")[0], answers(again, "снимок")[0]) == (40, 0)
        assert verify(again.archive).ok
    added(again, news(40, 50))
    assert answers(Index(address, access=machine("a")), "открывать мост")[0] == 50


def test_a_walk_takes_each_once_while_it_is_added_to(
    address: str, machine: Callable[[str], Access], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_hits, "STEP", 50)
    index = Index.create(address, access=machine("a"))
    added(index, news(0, 130))  # more than one step
    walked = []
    for number, article in enumerate(index.scan(Search(text="мост"))):
        walked.append(article.id)
        if number == 10:
            added(index, news(130, 230))
            index.delete(["n5"])
    assert sorted(walked) == sorted(f"n{number}" for number in range(130))


def test_no_such_cluster(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"Кластер http://127.0.0.1:1 недоступен"):
        Index("http://127.0.0.1:1/news", access=Access(folder=str(tmp_path), timeout=2))
