"""A newsroom's own server: its password, its proxy, its limit of requests, and what it tells of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from cli import main
from index import Article, Index
from search_web import create_app
from search_web.guard import Limit
from settings import Settings

HASH = generate_password_hash("тайна", "pbkdf2:sha256:1")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.create(tmp_path / "archive")
    with index.write() as writer:
        writer.put(Article(id="1", title="Сад"))
    return index


def client(index: Index, **settings: Any) -> FlaskClient:
    return create_app(Settings(**settings), index).test_client()


@pytest.mark.parametrize("path", ["/", "/article/1", "/api/search", "/feed", "/metrics", "/static/style.css", "/нет"])
def test_a_password_closes_every_page(index: Index, path: str) -> None:
    closed = client(index, password=HASH)
    for _ in range(2):
        for auth in (None, ("reader", "не та"), ("другой", "тайна")):
            response = closed.get(path, auth=auth)
            assert response.status_code == 401 and response.headers["WWW-Authenticate"].startswith("Basic ")
            assert response.headers["WWW-Authenticate"].encode("latin-1")  # as a server sends it
            assert "Сад" not in response.text
        with closed.get(path, auth=("reader", "тайна")) as response:
            assert response.status_code == (404 if path == "/нет" else 200)


def test_a_proxy_must_name_the_reader(index: Index) -> None:
    closed = client(index, auth_header="X-Remote-User")
    assert closed.get("/").status_code == 403
    assert closed.get("/", headers={"X-Remote-User": "сотрудник"}).status_code == 200
    assert closed.get("/healthz").status_code == 200


def test_one_address_asks_so_often(index: Index) -> None:
    limited = client(index, rate=3)
    assert [limited.get("/api/search").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = limited.get("/")
    assert refused.status_code == 429 and 1 <= int(refused.headers["Retry-After"]) <= 21
    for free in ("/healthz", "/static/style.css"):
        with limited.get(free) as response:
            assert response.status_code == 200
    other = {"REMOTE_ADDR": "10.0.0.2"}
    assert limited.get("/", environ_base=other).status_code == 200


def test_the_address_behind_a_proxy_counts(index: Index) -> None:
    behind = client(index, rate=1, proxies=1)
    codes = [behind.get("/", headers={"X-Forwarded-For": f"лжёт, 10.0.0.{n}"}).status_code for n in (1, 2, 1)]
    assert codes == [200, 200, 429]
    feed = behind.get("/feed", headers={"X-Forwarded-For": "10.0.0.3", "X-Forwarded-Proto": "https"})
    assert 'href="https://' in feed.text
    assert 'href="https://' not in client(index).get("/feed", headers={"X-Forwarded-Proto": "https"}).text


def test_a_bucket_fills_again() -> None:
    limit = Limit(60)
    assert all(limit.taken("а", 0.0) == 0 for _ in range(60))
    assert limit.taken("а", 0.0) == 1.0
    assert limit.taken("а", 1.0) == 0 and limit.taken("а", 1.0) > 0
    assert all(limit.taken("а", 1000.0) == 0 for _ in range(60)) and limit.taken("а", 1000.0) > 0


def test_readers_hardly_ever_share_a_bucket() -> None:
    limit = Limit(1)
    size = limit.full.nbytes
    refused = sum(limit.taken(f"10.0.{number // 256}.{number % 256}", 0.0) > 0 for number in range(1000))
    assert refused < 50 and limit.full.nbytes == size  # 7.6 are to be expected


def test_the_command_makes_a_password_that_opens(index: Index) -> None:
    said = CliRunner().invoke(main, ["password"], input="тайна\nтайна\n").stdout
    name, _, value = said.strip().partition(" = ")
    assert name == "password"
    assert client(index, password=value.strip('"')).get("/", auth=("reader", "тайна")).status_code == 200


def test_metrics(index: Index) -> None:
    counted = client(index)
    for path in ("/?q=сад", "/api/search", "/?q=(", "/article/1", "/нет"):
        counted.get(path)
    text = counted.get("/metrics").text
    for line in (
        "podshivka_articles 1.0",
        "podshivka_searches_total 3.0",
        "podshivka_errors_total 0.0",
        'podshivka_requests_total{page="pages.results",status="400"} 1.0',
        'podshivka_requests_total{page="none",status="404"} 1.0',
        'podshivka_request_seconds_count{page="pages.results"} 2.0',
    ):
        assert line in text
    assert "podshivka_searches_total 0.0" in client(index).get("/metrics").text


def test_no_search_engine_may_read(index: Index) -> None:
    assert "Disallow: /" in client(index).get("/robots.txt").text
    assert client(index).get("/").headers["X-Robots-Tag"] == "noindex, nofollow"
