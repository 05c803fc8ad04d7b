"""kill -9 at random moments, for each command and engine: `python -m tests.crashes [ROUNDS]`."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from index import Index, Search
from index.engines import ENGINES
from index.keeping.archive import Archive
from index.keeping.backup import newest
from index.keeping.verify import verify
from tests.archives import searching

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
COMMANDS = ("add", "rebuild", "backup", "delete")
THERE, NEW, GONE = 200, 300, 100
"""Articles of the archive, those that `add` brings, those that `delete` takes away."""
RUN = "from index import writer; writer.BATCH = 50; from cli import main; main()"
"""The command line with small batches, so that there are many moments to be killed at."""


def lines(first: int, count: int) -> str:
    return "\n".join(
        json.dumps(
            {
                "id": str(number),
                "title": f"Экспорт стали {number}",
                "text": f"Вывоз стали вырос, сообщил завод {number}. " * 5,
                "source": "старое" if number < GONE else "новое",
                "date": f"2025-01-{number % 28 + 1:02}",
            },
            ensure_ascii=False,
        )
        for number in range(first, first + count)
    )


@dataclass(slots=True)
class Bench:
    """A place where one command is killed again and again."""

    folder: Path
    engine: str

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def prepare(self) -> None:
        """The archive that every round begins with."""
        (self.folder / "there.jsonl").write_text(lines(0, THERE), "utf-8")
        (self.folder / "new.jsonl").write_text(lines(THERE, NEW), "utf-8")
        self.run("add", "there.jsonl", "--engine", self.engine).wait()
        shutil.copytree(self.archive, self.folder / "whole")

    def again(self) -> None:
        """The archive as it was."""
        shutil.rmtree(self.archive)
        shutil.rmtree(self.folder / "copies", ignore_errors=True)
        shutil.copytree(self.folder / "whole", self.archive)

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", RUN, "-a", str(self.archive), *words]
        return subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL)

    def words(self, command: str) -> tuple[str, ...]:
        """A command with its arguments."""
        return {
            "add": ("add", "new.jsonl", "--workers", "0"),
            "rebuild": ("rebuild",),
            "backup": ("backup", "copies"),
            "delete": ("delete", "--query", "источник:старое", "--yes"),
        }[command]

    def took(self, command: str) -> float:
        """Seconds of a run that is let to its end."""
        started = time.monotonic()
        assert self.run(*self.words(command)).wait() == 0
        return time.monotonic() - started

    def killed(self, command: str, after: float) -> bool:
        """Kill a run after some seconds; whether it was still going on."""
        process = self.run(*self.words(command))
        time.sleep(after)
        process.kill()
        return process.wait() != 0

    def check(self, command: str) -> None:
        """That nothing was lost, that the archive proves to be whole, that the next run completes the work."""
        archive = Archive(self.archive)
        total = Index(self.archive).search(Search(limit=1)).total
        assert {"add": total >= THERE, "delete": total >= THERE - GONE}.get(command, total == THERE), total
        report = verify(archive)
        assert report.ok, report.problems
        status = self.run(*self.words(command)).wait()
        assert status == 0 or (command == "delete" and total == THERE - GONE), status
        expected = {"add": THERE + NEW, "delete": THERE - GONE}.get(command, THERE)
        assert Index(self.archive).search(Search(limit=1)).total == expected
        report = verify(archive)
        assert report.ok and report.articles == expected, report.problems
        outcomes = {run.outcome for run in archive.journal().runs()}
        assert outcomes <= {"done", "interrupted"}, outcomes
        if command == "backup":
            copy = newest(self.folder / "copies")
            assert copy and verify(Archive(copy)).articles == THERE
            assert not list((self.folder / "copies").glob("*.part"))


def crash(folder: Path, engine: str, command: str, rounds: int, seed: int) -> int:
    """Kill a command at random moments; returns how many of the rounds it was still going on."""
    chance, cut = random.Random(seed), 0
    bench = Bench(folder, engine)
    bench.prepare()
    seconds = bench.took(command)
    for _ in range(rounds):
        bench.again()
        with searching(bench.archive, "сталью", THERE - GONE):
            # Not before Python has started: there is nothing to lose yet.
            killed = bench.killed(command, chance.uniform(0.4, 1.0) * seconds)
        cut += killed
        seconds *= 1.0 if killed else 0.9  # it is quicker than it was at first
        bench.check(command)
    return cut


def main(rounds: int) -> None:
    for engine in ENGINES:
        for command in COMMANDS:
            with tempfile.TemporaryDirectory() as folder:
                cut = crash(Path(folder), engine, command, rounds, seed=rounds)
            print(  # noqa: T201
                f"{engine} {command}: killed {cut} of {rounds} times, nothing lost", flush=True
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20)
