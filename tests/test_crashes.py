"""A crash, a full disk or a folder without rights cost nothing that was kept; the long form is `tests.crashes`."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index import Index, Search
from index.engines import ENGINES
from index.errors import unwritable
from index.keeping.archive import Archive
from index.keeping.verify import verify
from tests.crashes import ENVIRONMENT, RUN, THERE, Bench, crash

SAID: dict[str, Any] = {"capture_output": True, "text": True, "check": False}


@pytest.mark.parametrize("command", ["add", "delete"])
def test_killed(tmp_path: Path, command: str) -> None:
    crash(tmp_path, "tantivy", command, rounds=1, seed=7)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from index import writer
writer.BATCH = 100
from cli import main
main()
"""
"""The command line where no file may grow beyond some bytes: to a program it looks as a full disk does."""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_full_disk(tmp_path: Path, engine: str) -> None:
    bench = Bench(tmp_path, engine)
    bench.prepare()
    letters = ["".join(word) for word in itertools.islice(itertools.product("абвгдежз", repeat=6), 40 * 400)]
    records = ({"title": f"Большая {n}", "text": " ".join(letters[n * 40 : n * 40 + 40])} for n in range(400))
    (tmp_path / "big.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    command = [sys.executable, "-c", LIMITED, str(200 << 10), "-a", str(bench.archive)]
    add = subprocess.run([*command, "add", "big.jsonl", "--workers", "0"], cwd=tmp_path, env=ENVIRONMENT, **SAID)
    assert add.returncode == 2 and "кончилось место" in add.stderr and "Traceback" not in add.stderr, add.stderr
    assert verify(Archive(bench.archive)).problems == []
    assert THERE <= Index(bench.archive).search(Search(limit=1)).total < THERE + 400
    assert bench.run("add", "big.jsonl", "--workers", "0").wait() == 0
    assert Index(bench.archive).search(Search(limit=1)).total == THERE + 400
    assert verify(Archive(bench.archive)).problems == []


def test_a_disk_too_full_to_shrink_or_copy_a_vocabulary(tmp_path: Path) -> None:
    """Both write it anew, so they need as much room as it takes."""
    bench = Bench(tmp_path, "tantivy")
    bench.prepare()
    with Index(bench.archive).write() as writer:
        writer.note({f"форма{number}": 1 for number in range(20_000)})
    small = str(Index(bench.archive).lexicon.path.stat().st_size // 2)
    for command in ["optimize"], ["backup", "copies"]:
        limited = [sys.executable, "-c", LIMITED, small, "-a", str(bench.archive), *command]
        failed = subprocess.run(limited, cwd=tmp_path, env=ENVIRONMENT, **SAID)
        assert failed.returncode == 2 and "кончилось место" in failed.stderr, failed.stderr
        assert verify(Archive(bench.archive)).problems == []
        assert bench.run(*command).wait() == 0
    assert len(list((tmp_path / "copies").glob("2*"))) == 1


def test_an_engine_that_dies_of_a_full_disk_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    died = ValueError("An index writer was killed")
    assert "was killed" in str(unwritable(tmp_path, died))
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=36 << 10))
    assert "кончилось место" in str(unwritable(tmp_path / "index", died))
    assert "нет прав" in str(unwritable(tmp_path, PermissionError(errno.EACCES, "")))


@pytest.mark.skipif(not shutil.which("setpriv"), reason="root has all rights: setpriv takes them away")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_folder_without_rights(tmp_path: Path, engine: str) -> None:
    bench = Bench(tmp_path, engine)
    bench.prepare()
    closed = [bench.archive, *bench.archive.rglob("*")]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    command = [*plain, sys.executable, "-c", RUN, "-a", str(bench.archive)]
    for words in (["add", "new.jsonl", "--workers", "0"], ["rebuild"], ["delete", "1", "--yes"], ["optimize"]):
        run = subprocess.run([*command, *words], cwd=tmp_path, env=ENVIRONMENT, **SAID)
        assert run.returncode == 2 and "нет прав на запись" in run.stderr, run.stderr
    for words in (["search", "сталью", "--json"], ["verify", "--json"]) if engine == "whoosh" else ():
        run = subprocess.run([*command, *words], cwd=tmp_path, env=ENVIRONMENT, **SAID)
        assert run.returncode == 0 and json.loads(run.stdout), run.stderr
    for path in closed:
        path.chmod(0o755 if path.is_dir() else 0o644)
