"""Real OpenSearch nodes for tests: brought from Maven Central once, started on loopback, killed, stopped for sure."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("PODSHIVKA_NODES") or Path.home() / ".cache" / "podshivka" / "nodes")
"""Where the jars and the compiled node are kept."""
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
OLDEST_JAVA = 21
HEAP = "512m"
BRING = 120
"""Seconds in which Maven has to bring the jars."""
START = 240
"""Seconds in which the nodes have to have found each other."""
LIFETIME = int(os.environ.get("PODSHIVKA_NODES_LIFETIME") or 1800)
"""Seconds after which a node ends whatever happens."""


class MissingError(Exception):
    """Something that the nodes need is not to be had here; said plainly, the tests are skipped."""


@functools.cache
def java() -> Path:
    """The folder of programs of a Java that is new enough."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    on_path = shutil.which("javac")
    for home in [*homes, *([Path(on_path).resolve().parents[1]] if on_path else [])]:
        if (home / "bin" / "javac").exists():
            said = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True).stderr
            version = re.search(r'version "(\d+)', said)
            if version and int(version[1]) >= OLDEST_JAVA:
                return home / "bin"
    raise MissingError(f"no JDK {OLDEST_JAVA} or newer")


@functools.cache
def classpath() -> str:
    """The jars and that of the compiled node; brought and compiled where they are not there yet."""
    lib, own = CACHE / "lib", CACHE / "node.jar"
    if not (maven := shutil.which("mvn")) and not lib.is_dir():
        raise MissingError("no Maven to bring OpenSearch")
    CACHE.mkdir(parents=True, exist_ok=True)
    if not lib.is_dir():
        part = Path(tempfile.mkdtemp(dir=CACHE))
        asked = [maven, "-B", "-q", "-f", HERE / "pom.xml", COPY, "-DincludeScope=runtime", f"-DoutputDirectory={part}"]
        brought = subprocess.run(["timeout", str(BRING), *asked], capture_output=True)
        if brought.returncode:
            shutil.rmtree(part)
            raise MissingError("Maven Central does not bring OpenSearch")
        part.rename(lib)
    source = HERE / "TestNode.java"
    if not own.is_file() or own.stat().st_mtime < source.stat().st_mtime:
        with tempfile.TemporaryDirectory(dir=CACHE) as part:
            compiling = [java() / "javac", "--release", str(OLDEST_JAVA), "-cp", f"{lib}/*", "-d", part, source]
            packing = [java() / "jar", "-c", "-f", f"{part}/node.jar", "-C", part, "TestNode.class"]
            for command in (compiling, packing):
                subprocess.run(command, check=True, capture_output=True, timeout=120)
            Path(part, "node.jar").rename(own)
    return f"{own}:{lib}/*"


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Nodes:
    """Three nodes that are one cluster; each ends with this process at the latest."""

    def __init__(self, count: int = 3, *, brief: bool = False) -> None:
        """`brief`: for a short life of many starts, which cost half without the slow compiler."""
        classpath()
        self.flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if brief else []
        self.folder = Path(tempfile.mkdtemp(prefix="podshivka-nodes-"))
        self.repository = self.folder / "snapshots"
        self.repository.mkdir()
        ports = free_ports(2 * count)
        self.http, self.transport = ports[:count], ports[count:]
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def hosts(self) -> str:
        """The hosts as an address has them."""
        return ",".join(f"127.0.0.1:{port}" for port in self.http)

    def start(self, number: int) -> None:
        home = self.folder / str(number)
        home.mkdir(exist_ok=True)
        said: dict[str, object] = {
            "cluster.name": self.folder.name,
            "node.name": f"n{number}",
            "path.home": home,
            "path.repo": self.repository,
            "network.host": "127.0.0.1",
            "http.port": self.http[number],
            "transport.port": self.transport[number],
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self.transport),
            "cluster.initial_cluster_manager_nodes": ",".join(f"n{each}" for each in range(len(self.http))),
            "cluster.routing.allocation.disk.threshold_enabled": "false",  # the disk of a test machine may be full
            "action.auto_create_index": "false",
            "node.processors": 2,
        }
        command = ["timeout", "-k", "5", str(LIFETIME), java() / "java", f"-Xms{HEAP}", f"-Xmx{HEAP}"]
        command += ["--add-opens=java.base/java.nio=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED"]
        # Classes as they were loaded before: half the work of a start. A node that ends by itself leaves them.
        command += ["-XX:+AutoCreateSharedArchive", f"-XX:SharedArchiveFile={CACHE / 'classes.jsa'}", "-Xlog:cds=off"]
        command += [*self.flags, "-Djava.awt.headless=true", "-Dlog4j2.disable.jmx=true"]
        command += ["-cp", classpath(), "TestNode", *(f"{name}={value}" for name, value in said.items())]
        with (home / "output").open("ab") as output:
            self.running[number] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output)

    def up(self) -> Nodes:
        """Start those that don't run, and wait until all are one healthy cluster."""
        for number in range(len(self.http)):
            if number not in self.running:
                self.start(number)
        end = time.monotonic() + START
        while time.monotonic() < end:
            with suppress(OSError):
                query = f"wait_for_nodes={len(self.http)}&wait_for_no_initializing_shards=true&timeout=5s"
                # Each one is asked: for a moment the others may take one that was killed for one that is there.
                healths = [self.ask(f"/_cluster/health?{query}", number) for number in self.running]
                if all(not health["timed_out"] and health["status"] != "red" for health in healths):
                    return self
            time.sleep(0.3)
        raise TimeoutError("\n".join((self.folder / str(n) / "output").read_text()[-2000:] for n in self.running))

    def ask(self, path: str, number: int | None = None) -> Any:
        """What a node, or the first that runs, answers to a GET."""
        number = min(self.running) if number is None else number
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http[number]}{path}", timeout=30) as answer:
            return json.load(answer)

    def manager(self) -> int:
        """The node that manages the cluster."""
        (row,) = self.ask("/_cat/cluster_manager?format=json")
        return int(row["node"].removeprefix("n"))

    def having(self, index: str) -> set[int]:
        """The nodes on which shards of an index lie."""
        return {int(row["node"].removeprefix("n")) for row in self.ask(f"/_cat/shards/{index}?format=json")}

    def kill(self, number: int) -> None:
        """End a node at once, as a power cut does."""
        process = self.running.pop(number)
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
        for pid in map(int, children.stdout.split()):
            os.kill(pid, 9)
        process.communicate()

    def close(self) -> None:
        """End all nodes and forget what they kept."""
        if self.running:
            _, last = self.running.popitem()
            last.communicate()  # its input ends, and so does it
        for number in list(self.running):
            self.kill(number)
        shutil.rmtree(self.folder, ignore_errors=True)
