"""A watched folder: what arrives is added, the end is clean."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from index import Index, Search
from index.keeping.verify import verify
from tests.crashes import ENVIRONMENT, RUN


def total(archive: Path) -> int:
    return Index(archive).search(Search(limit=1)).total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "новое"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"title": "Первая"}', "utf-8")
    return folder


@pytest.fixture
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, whose every line is the report of a run."""
    words = ["-a", str(folder.parent / "archive"), "watch", str(folder), "--json", "--workers", "0"]
    command = [sys.executable, "-c", RUN, *words]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_arrives_is_added(watching: subprocess.Popen[str], folder: Path, number: signal.Signals) -> None:
    assert watching.stdout is not None
    assert json.loads(watching.stdout.readline())["added"] == 1
    (folder / "глубже").mkdir()
    time.sleep(0.2)
    (folder / ".скрытое.jsonl").write_text('{"title": "Скрытая"}', "utf-8")
    (folder / "глубже" / "b.jsonl").write_text('{"title": "Вторая"}\n{"title": "Третья"}', "utf-8")
    assert json.loads(watching.stdout.readline())["added"] == 2
    watching.send_signal(number)
    assert watching.wait(20) == 0
    archive = Index(folder.parent / "archive").archive
    assert total(archive.folder) == 3 and verify(archive).ok
    assert [run.command for run in archive.journal().runs()] == ["watch", "watch"]


def test_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    result = CliRunner().invoke(main, ["watch", "новое", "--once", "--json"], catch_exceptions=False)
    assert result.exit_code == 0 and json.loads(result.stdout)["added"] == 1


def test_adding_that_is_interrupted_keeps_what_it_has_read(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": str(n), "title": f"Сталь {n}", "text": "завод " * 50}) for n in range(20_000))
    (tmp_path / "many.jsonl").write_text(lines, "utf-8")
    archive = tmp_path / "archive"
    command = [sys.executable, "-c", RUN, "-a", str(archive), "add", str(tmp_path / "many.jsonl"), "--workers", "0"]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        while not (archive / "current").exists() or not total(archive):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1 and "Прервано" in said and "Traceback" not in said
    kept = total(archive)
    assert 0 < kept < 20_000 and verify(Index(archive).archive).articles == kept
