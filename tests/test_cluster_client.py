"""The way to a cluster: who asks, what a certificate is held to, what is waited for, what is said.

No cluster is needed: a server on loopback answers as one does."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index import ArchiveError
from index.engines import opensearch_client
from index.engines.opensearch_client import BUSY_FOR, Cluster, awaited
from index.keeping.place import Access, archive_at

Answer = Callable[[str, bytes, dict[str, str]], tuple[int, Any]]
"""Path, body and headers of a request to the status and the JSON of its answer."""


@contextmanager
def answering(answer: Answer, context: ssl.SSLContext | None = None, kind: str = "application/json") -> Iterator[str]:
    """The address of a server that answers so: what is no JSON yet becomes it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, said = answer(self.path, body, {name.lower(): value for name, value in self.headers.items()})
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST  # noqa: N815 # the names of http.server

        def log_message(self, *said: object) -> None:
            """Nothing is to be read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def cut_off() -> Iterator[str]:
    """The address of a server whose queue is full, so that nobody else is connected to it."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that is its own authority, with its key in the same file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    subject = ["-subj", "/CN=podshivka", "-addext", "subjectAltName=IP:127.0.0.1"]
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", file, "-out", file.with_suffix(".crt")]
    subprocess.run([openssl, "req", "-x509", "-days", "1", *subject, *key], check=True, capture_output=True)
    file.write_text(file.read_text() + file.with_suffix(".crt").read_text())
    return file


@pytest.fixture(scope="module")
def context(certificate: Path) -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(certificate)
    return found


BASIC = "Basic " + base64.b64encode("вася:п@роль".encode()).decode()


@pytest.mark.parametrize(
    ("address", "who", "header"),
    [
        ("{}/news", {}, None),
        ("{}/news", {"user": "вася", "password": "п@роль"}, BASIC),
        ("{}/news", {"token": "t0ken"}, "Bearer t0ken"),
        ("вася:п%40роль@{}/news", {}, BASIC),
    ],
)
def test_who_asks_over_tls(
    address: str, who: dict[str, str], header: str | None, certificate: Path, context: ssl.SSLContext, tmp_path: Path
) -> None:
    asked = []

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        asked.append(headers.get("authorization"))
        return 200, {"cluster_uuid": "some"} if path == "/" else {}

    with answering(answer, context) as url:
        place = f"https://{address.format(url.removeprefix('https://'))}"
        access = Access(folder=str(tmp_path), ca=str(certificate), **who)  # type: ignore[arg-type]
        assert not archive_at(place, access).exists()
    assert asked == [header, header]


def test_a_certificate_that_nobody_answers_for(context: ssl.SSLContext) -> None:
    with answering(lambda *_: (200, {}), context) as url, pytest.raises(ArchiveError, match=r"сертификат.*cluster_ca"):
        Cluster([url]).ask("GET", "/")


@pytest.mark.parametrize("status", [401, 403])
def test_who_may_not(status: int) -> None:
    refusal = {"error": {"root_cause": [{"type": "security_exception", "reason": "no permissions"}]}, "status": status}
    with answering(lambda *_: (status, refusal)) as url, pytest.raises(ArchiveError, match=r"«вася».*no permissions"):
        Cluster([url], user="вася", password="п").ask("GET", "/")


def actions(count: int) -> Iterator[dict[str, Any]]:
    return ({"_index": "i", "_id": str(number), "_source": {"n": number}} for number in range(count))


def sent(body: bytes) -> list[str]:
    """The ids of a request of writing."""
    return [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made: the clock goes on by them at once."""
    made: list[float] = []
    clock = SimpleNamespace(sleep=made.append, monotonic=lambda: sum(made))
    monkeypatch.setattr(opensearch_client, "time", clock)
    return made


@pytest.mark.parametrize("status", [429, 503])
def test_what_is_too_much_for_the_moment_is_sent_again(status: int, pauses: list[float]) -> None:
    """The whole request first, then some of its documents, which alone are sent again; pauses grow."""
    requests: list[list[str]] = []
    whole = 1 if status == 429 else 2  # at once it is asked again where a node is gone
    until = {"0": whole + 3, "3": whole + 2}  # the last request that doesn't take it

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        requests.append(sent(body))
        if len(requests) <= whole:
            return status, {"error": "too many"}
        items = [(id, status if len(requests) <= until.get(id, 0) else 201) for id in requests[-1]]
        return 200, {"errors": True, "items": [{"index": {"_id": id, "status": how}} for id, how in items]}

    with answering(answer) as url:
        Cluster([url]).bulk(actions(6))
    assert requests == [[*"012345"]] * (whole + 1) + [[*"03"], [*"03"], ["0"]]
    assert pauses == [0.1, 0.2, 0.4, 0.8]


def test_each_refused_document_is_named(pauses: list[float]) -> None:
    """What is still too much after two minutes, too; the others of the portion are done."""
    bad = [str(number) for number in range(10, 40)]

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        wrong = dict.fromkeys(bad, (400, "mapper_parsing_exception")) | {"4": (429, "queue is full")}
        told = [(id, *wrong.get(id, (201, ""))) for id in sent(body)]
        items = [{"index": {"_id": id, "status": status, "error": {"reason": why}}} for id, status, why in told]
        return 200, {"errors": True, "items": items}

    with answering(answer) as url, pytest.raises(ArchiveError) as error:
        Cluster([url]).bulk(actions(50))
    named = [*(f"{id} (mapper_parsing_exception)" for id in bad), "4 (queue is full)"]
    assert str(error.value).splitlines()[1:] == named
    assert str(error.value).splitlines()[0].endswith(": 31")
    assert BUSY_FOR / 2 < sum(pauses) <= BUSY_FOR
    assert len(pauses) < 15


def test_a_client_that_is_closed_keeps_no_connection() -> None:
    """Asked again it opens another one."""
    ends = []

    def serve(server: socket.socket) -> None:
        for _ in range(2):
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n"
                connection.sendall(head + b"{}")
                connection.settimeout(10)
                ends.append(connection.recv(1))  # nothing: the other side has closed it

    with socket.create_server(("127.0.0.1", 0)) as server:
        serving = threading.Thread(target=serve, args=(server,))
        serving.start()
        cluster = Cluster([f"http://127.0.0.1:{server.getsockname()[1]}"])
        for _ in range(2):
            assert cluster.ask("GET", "/") == {}
            cluster.close()
        serving.join()
    assert ends == [b"", b""]


def test_a_part_of_an_answer_is_none() -> None:
    some = {"timed_out": False, "_shards": {"failed": 1}, "hits": {"hits": [], "total": {"value": 0}}}
    for said in (some, {**some, "timed_out": True, "_shards": {"failed": 0}}):
        with answering(lambda *_, said=said: (200, said)) as url, pytest.raises(ArchiveError, match="не весь"):
            Cluster([url]).search("i", {})


def test_what_passes_is_waited_for() -> None:
    statuses = iter((503, 502, 200))
    with answering(lambda *_: (next(statuses), {"ok": True})) as url:
        assert Cluster([url]).ask("GET", "/") == {"ok": True}


def test_a_silent_cluster() -> None:
    ended = threading.Event()

    def silent(*_: object) -> tuple[int, Any]:
        ended.wait(20)
        return 200, {}

    with answering(silent) as url, pytest.raises(ArchiveError, match=r"не ответил за 0\.5 с"):
        try:
            Cluster([url], timeout=0.5).ask("GET", "/")
        finally:
            ended.set()


def test_nodes_that_are_cut_off() -> None:
    """They don't refuse a connection, they never answer it: the next node does."""
    with ExitStack() as stack:
        urls = [stack.enter_context(cut_off()) for _ in range(2)]
        with pytest.raises(ArchiveError, match="недоступен"):
            Cluster(urls, timeout=1).ask("GET", "/")
        alive = stack.enter_context(answering(lambda *_: (200, {"ok": True})))
        assert Cluster([*urls, alive], timeout=2).ask("GET", "/") == {"ok": True}


def test_a_request_of_writing_waits_for_nodes_that_are_gone(pauses: list[float]) -> None:
    requests: list[list[str]] = []

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        requests.append(sent(body))
        if len(requests) <= 4:  # the client asks twice at once
            return 503, {"error": "no manager"}
        return 200, {"errors": False, "items": [{"index": {"_id": id, "status": 201}} for id in requests[-1]]}

    with answering(answer) as url:
        Cluster([url]).bulk(actions(2))
    assert requests == [["0", "1"]] * 5
    assert pauses == [0.1, 0.2]


@pytest.mark.usefixtures("pauses")
def test_something_long_is_waited_for_with_a_word(caplog: pytest.LogCaptureFixture) -> None:
    """Now and then; not longer than it may take."""
    caplog.set_level("INFO", "index")
    left = iter(["осталось 2"] * 15 + ["осталось 1"] * 10 + [""])
    awaited(lambda: next(left))
    assert caplog.messages == ["осталось 2, 10 с", "осталось 1, 20 с"]
    caplog.clear()
    awaited(lambda: "осталось 3", most=12)
    assert caplog.messages == ["осталось 3, 10 с"]


def test_requests_of_writing_are_of_some_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """In documents and in bytes; one that is larger goes alone."""
    requests: list[list[str]] = []

    def answer(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        requests.append(sent(body))
        return 200, {"errors": False, "items": [{"index": {"_id": id, "status": 201}} for id in requests[-1]]}

    with answering(answer) as url:
        monkeypatch.setattr(opensearch_client, "CHUNK", 3)
        Cluster([url]).bulk(actions(7))
        monkeypatch.setattr(opensearch_client, "CHUNK_BYTES", 130)
        Cluster([url]).bulk([*actions(2), {"_index": "i", "_id": "long", "_source": {"n": "ж" * 99}}, *actions(1)])
    assert requests == [["0", "1", "2"], ["3", "4", "5"], ["6"], ["0", "1"], ["long"], ["0"]]


def test_a_cluster_that_is_not_one_yet_is_waited_for(pauses: list[float]) -> None:
    """After all nodes have been started anew the first ones know nothing of it: what they tell is no name for it."""
    told = ["_na_", "_na_", "s-OmeUUID"]
    with answering(lambda *_: (200, {"cluster_uuid": told.pop(0) if told else "_na_"})) as url:
        assert Cluster([url]).uuid() == "s-OmeUUID"
        assert pauses == [0.1, 0.2]
        with pytest.raises(ArchiveError, match="не нашли друг друга"):
            Cluster([url]).uuid()


PAGE = b"<html><head><title>Sign in</title></head><body>Proxy of the house</body></html>"


STRANGE = [*((status, PAGE) for status in (200, 302, 404)), (200, b'["strange"]'), (200, b'{"name": "it"}'), (200, b"")]


@pytest.mark.parametrize(("status", "said"), STRANGE)
def test_what_is_no_cluster(status: int, said: bytes, tmp_path: Path) -> None:
    """A page of a proxy, or JSON of something else: it is said so, with the beginning of it."""
    kind = "text/html" if said == PAGE else "application/json"
    with (
        answering(lambda *_: (status, said), kind=kind) as url,
        pytest.raises(ArchiveError, match="не OpenSearch") as error,
    ):
        archive_at(f"{url}/news", Access(folder=str(tmp_path)))
    assert "<" not in str(error.value)


def test_what_is_said_of_a_way_that_is_wrong(context: ssl.SSLContext, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"нет\. .*cluster_ca"):
        Cluster(["https://127.0.0.1:1"], ca=str(tmp_path / "none.pem"))
    with pytest.raises(ArchiveError, match="соединение отклонено") as refused:
        Cluster(["http://127.0.0.1:1"], timeout=1).ask("GET", "/")
    assert "Connection" not in str(refused.value)
    with answering(lambda *_: (200, {})) as url, pytest.raises(ArchiveError, match="без TLS"):
        Cluster([url.replace("http:", "https:")]).ask("GET", "/")
    with answering(lambda *_: (401, {"error": "no"})) as url, pytest.raises(ArchiveError, match="с этим токеном"):
        Cluster([url], token="t0ken").ask("GET", "/")
