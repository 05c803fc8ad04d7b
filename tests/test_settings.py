"""Settings: defaults, then the file, then the environment; what can't be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SearchError
from settings import FILE, Settings


def test_each_overrides_the_one_before(tmp_path: Path) -> None:
    assert Settings.read(tmp_path, {}) == Settings()
    (tmp_path / FILE).write_text('port = 9000\narchive = "старый"', "utf-8")
    assert Settings.read(tmp_path, {}) == Settings(port=9000, archive="старый")
    assert Settings.read(tmp_path, {"PODSHIVKA_PORT": "9001"}) == Settings(port=9001, archive="старый")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "prot"),
        ("port = [1]", "port"),
        ("port = 99999", "65535"),
        ("port = true", "port"),
        ("port = 8080.7", "port"),
        ("threads = 0", "threads"),
        ("processes = -2", "processes"),
        ("recent = 1e400", "recent"),
        ("archive = 5", "archive"),
        ('timezone = ["Asia/Almaty"]', "timezone"),
        ('password = "тайна"', "podshivka password"),
        ("port = ", FILE),
        ('timezone = "Alma/Ata"', "Alma/Ata"),
        ('language = "de"', "ru, kk, en"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(SearchError, match=said):
        Settings.read(tmp_path, {})


def test_a_bad_environment_is_said(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="threads"):
        Settings.read(tmp_path, {"PODSHIVKA_THREADS": "много"})
