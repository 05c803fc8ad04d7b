"""Profiles of sites: what they take and drop, how they extend one another, what is told of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import profile
from indexer.extract import examine
from tests.test_extract import BODY, PARAGRAPHS, TITLE, page


def test_profile_of_kazpravda() -> None:
    html = f"""<html><head><link rel="canonical" href="https://kazpravda.kz/n/zavod/"></head><body><article><h1>{TITLE}</h1>
    <div class="article__lead">Завод открыли в Степногорске, передаёт Kazpravda.kz</div>
    <span class="article__views">77</span>
    <div class="article__body">{BODY}
    <div class="popular"><p>Где купить уголь подешевле, рассказали в акимате.</p></div></div>
    </article></body></html>"""
    found = examine(page(html))
    assert found.article.source == "Kazpravda.kz"
    assert found.article.views == 77
    assert found.article.lead == "Завод открыли в Степногорске, передаёт Kazpravda.kz"
    assert tuple(found.article.body.split("\n")) == PARAGRAPHS
    assert found.rules["body"] == "profile"


BAD_PROFILES = (
    ("name = 'a'\ncolour = 1", "a.toml: неизвестный ключ «colour»"),
    ("name = 'a'\n[fields]\nurl = '//a'", "неизвестный ключ «fields.url»"),
    ("name = 'a'\n[fields]\ntitle = '//['", "fields.title: негодный XPath"),
    ("name = 'a'\ndrop = [\"document('/etc/passwd')\"]", "drop: в XPath .* нельзя звать document"),
    ("name = 'a'\ndrop = '//a//b//c//d//e'", "drop: XPath .* слишком велик"),
    ("name = 'a'\nhosts = 5", "hosts: нужен текст или список"),
    ("name = 'a'\nmarks = '('", "marks: .* не образец"),
    ("name = 'a'\ntimezone = 'Mars'", "timezone: нет часового пояса «Mars»"),
    ("name = 'a'\nextends = 'b'", "extends: нет профиля «b»; есть kazpravda"),
    ("name = ", "не TOML"),
    ("[fields]", "нет ключа name"),
    ("name = 'a'\nfields = 3", "fields: нужна таблица"),
)


@pytest.mark.parametrize(("toml", "message"), BAD_PROFILES)
def test_bad_profiles(toml: str, message: str) -> None:
    with pytest.raises(profile.ProfileError, match=message):
        profile.load(toml, "a.toml", {"kazpravda": profile.Profile("Kazpravda.kz")})


def test_own_profiles_extend_others(tmp_path: Path) -> None:
    (tmp_path / "a-engine.toml").write_text("name = 'Движок'\n[fields]\nbody = '//main'\ntitle = '//h2'", "utf-8")
    (tmp_path / "vesti.toml").write_text(
        "name = 'Вести'\nextends = 'a-engine'\nhosts = ['vesti.kz']\nlines = ['Газета выходит по средам и субботам.']\n"
        "[fields]\ntitle = '//h3'",
        "utf-8",
    )
    html = f"""<link rel=canonical href="https://vesti.kz/n/1"><h1>Вести</h1><h2>{TITLE}</h2><main>{BODY}
    <p>Газета выходит по  средам и субботам</p></main><div>{BODY}</div>"""
    found = examine(page(html), sites=str(tmp_path))
    assert (found.article.source, found.article.title) == ("Вести", TITLE)
    assert tuple(found.article.body.split("\n")) == PARAGRAPHS
    assert [each.reason for each in found.dropped] == ["profile"]
