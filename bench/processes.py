"""The program as its users start it: how long a search takes as a process, what adding to an archive costs, the server
under load."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bench.corpora import ROOT, Corpus, queries
from bench.load import load
from bench.results import Row, share
from bench.worker import searched

TRIES = 9
NEW = 100
WORD = "ъхпробнаяъ"
"""A word that no article has."""
CLIENTS = 8
READ = {"api": "/api/search?q=", "page": "/?q="}
"""What readers ask of a server, before the words of each question."""
SEVERAL = 20_000
"""Articles that are added with one worker and with two."""
LONGEST = 3600


def command(archive: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", "-a", str(archive), *arguments]


def took(*arguments: str) -> float:
    """Seconds of a process."""
    started = time.perf_counter()
    subprocess.run(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=LONGEST)
    return time.perf_counter() - started


def start(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """Seconds of `search` and `--help` as processes, and of Python that does nothing."""
    runs = {
        "search": command(corpus.archive, "search", "россии", "--json"),
        "help": command(corpus.archive, "--help"),
        "python": [sys.executable, "-c", ""],
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(TRIES):
        for name, run in runs.items():
            times[name].append(took(*run))
    return [{"part": "start", "size": corpus.size, **{f"{name}_s": share(each, 50) for name, each in times.items()}}]


def write(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """Seconds until a hundred new articles are found, as a process, and of `relearn`; both on a copy of the archive."""
    with tempfile.TemporaryDirectory(dir=corpus.folder) as folder:
        archive, new = Path(folder, "archive"), Path(folder, "new.jsonl")
        shutil.copytree(corpus.archive.resolve(), archive, copy_function=copied)
        lines = (
            article | {"id": f"new{n}", "url": f"https://new.example/{n}", "text": f"{WORD} {article['text']}"}
            for n, article in enumerate(corpus.first(NEW))
        )
        new.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        adding = took(*command(archive, "add", str(new)))
        took(*command(archive, "search", WORD, "--json"))
        relearning = took(*command(archive, "relearn"))
    return [{"part": "write", "size": corpus.size, "add_100_s": round(adding, 2), "relearn_s": round(relearning, 2)}]


def copied(source: str, target: str) -> str:
    """A segment is never written again, so it is shared with the copy."""
    if "/index/" in source and not source.endswith((".json", ".lock")):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def workers(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """Articles a second with one worker process and with two."""
    from index import Index
    from indexer import ingest

    rates = {}
    with tempfile.TemporaryDirectory(dir=corpus.folder) as folder:
        some = Path(folder, "some.jsonl")
        with corpus.file.open("rb") as lines, some.open("wb") as out:
            out.writelines(line for _, line in zip(range(SEVERAL), lines, strict=False))
        for number in (1, 2):
            started = time.perf_counter()
            report = ingest([some], Index.create(Path(folder, str(number))), workers=number)
            rates[number] = report.added / (time.perf_counter() - started)
    return [{"part": "workers", "size": corpus.size, "articles": min(SEVERAL, corpus.size),
             "one": round(rates[1]), "two": round(rates[2]), "times": round(rates[2] / rates[1], 2)}]  # fmt: skip


def served(corpus: Corpus, asked: argparse.Namespace) -> list[Row]:
    """Readers at `serve`: answers a second, milliseconds, memory before and after; each question answered anew, and
    again where it was answered before."""
    texts = [quote(searched(question).text) for question in queries()["mixed"]]
    rows = []
    kinds = [(name, path, again) for name, path in READ.items() for again in (False, True)]
    for name, path, again in kinds:
        with serving(corpus.archive) as (process, address):
            paths = [path + text for text in texts]
            load(address, paths, CLIENTS, 3, again=again)
            before = memory_mb(process.pid)
            row = load(address, paths, CLIENTS, asked.seconds, again=again)
            after = memory_mb(process.pid)
        memory = {"memory_mb": round(before), "memory_after_mb": round(after)}
        called = f"{name}, again" if again else name
        rows.append({"part": "serve", "size": corpus.size, "name": called, **row, **memory})
    return rows


@contextmanager
def serving(archive: Path) -> Iterator[tuple[subprocess.Popen[str], tuple[str, int]]]:
    """A server on a free port of this machine alone, ended with the block."""
    process = subprocess.Popen(
        command(archive, "serve", "--host", "127.0.0.1", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        said = re.search(r"http://([\d.]+):(\d+)", process.stdout.readline())
        assert said, "the server doesn't say where it is"
        yield process, (said[1], int(said[2]))
    finally:
        process.terminate()
        process.wait(30)


def memory_mb(process: int) -> float:
    """What a process and those that it began have for themselves; of pages that they share each has its part."""
    every, found = [process], 0.0
    while every:
        one = every.pop()
        every += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        found += int(re.findall(r"Pss_Anon:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text())[0]) / 1000
    return found
