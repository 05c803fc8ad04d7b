"""Saved pages into articles: invented pages with all that real ones have around their text."""

from __future__ import annotations

import contextlib
import json
import time

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Origin
from indexer import clean, document, furniture, generic
from indexer.extract import examine, extract
from indexer.pages import NotAnArticle, Page

PARAGRAPHS = (
    "В Степногорске открыли завод по переработке металлов, сообщили в пресс-службе акимата области.",
    "Завод построили за три года. На нём будут работать шестьсот человек, половина из них – выпускники колледжа.",
    "«Мы будем выпускать металлы, которые раньше вывозили сырьём», – сказал директор завода Ерлан Сабитов.",
    "Первую партию металлов завод отправит заказчикам в ноябре.",
)
BODY = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
TITLE = "В Степногорске открыли завод по переработке металлов"
JSONLD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Степные вести"},
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": "2025-10-02T14:05:00+05:00",
            "dateModified": "2025-10-02T15:00:00+05:00",
            "author": [{"@type": "Person", "name": "Айгуль Сейтова"}],
            "articleSection": "Экономика",
            "keywords": "металлы, завод",
        },
    ],
}

PAGE = f"""<!doctype html><html lang="ru"><head><meta charset="utf-8">
<title>{TITLE} - Степные вести</title>
<link rel="canonical" href="http://www.stepnye-vesti.kz/news/zavod-123/?utm_source=telegram#top">
<meta property="og:type" content="article"><meta property="og:site_name" content="Степные вести">
<meta property="og:title" content="{TITLE}"><meta property="og:image" content="https://stepnye-vesti.kz/1.jpg">
<script type="application/ld+json">{json.dumps(JSONLD, ensure_ascii=False)}</script></head>
<body><nav class="menu"><ul><li><a href="/">Главная</a></li><li><a href="/sport">Спорт</a></li></ul></nav>
<article><h1>{TITLE}</h1><span class="article__views">1 892</span>
<p class="article__lead">На заводе по переработке металлов установили три печи и две линии обогащения руды</p>
<figure><img src="1.jpg"><figcaption>Фото: пресс-служба акимата</figcaption></figure>
<div class="article__text">{BODY}
<div class="read-also"><h4>Читайте также</h4><a href="/2">Гвардейцы взяли золото на турнире по дзюдо</a></div>
<p>Подписывайтесь на наш канал в Telegram!</p></div></article>
<aside class="popular"><h3>Популярное</h3><ul><li><a href="/3">Где купить уголь подешевле</a></li>
<li><a href="/4">Назначен новый посол в Италии</a></li></ul></aside>
<footer>© 2025 Степные вести. Все права защищены</footer></body></html>"""


def page(html: str, **rest: str) -> Page:
    return Page(kind="html", data=html.encode(), origin=Origin("page.html"), **rest)  # type: ignore[arg-type]


def read(html: str, **rest: str) -> Article:
    return extract(page(html, **rest))


def test_fields() -> None:
    article = read(PAGE)
    assert article.title == TITLE
    assert article.url == "https://stepnye-vesti.kz/news/zavod-123"
    assert article.published == "2025-10-02T14:05+05:00"
    assert article.modified == "2025-10-02T15:00+05:00"
    assert article.author == "Айгуль Сейтова"
    assert article.section == "Экономика"
    assert article.tags == ("металлы", "завод")
    assert article.source == "stepnye-vesti.kz"
    assert article.views == 1892
    assert article.image == "https://stepnye-vesti.kz/1.jpg"
    assert article.caption == "Фото: пресс-служба акимата"
    assert article.lead.startswith("На заводе по переработке металлов установили")
    assert article.lang is None
    assert article.origin == Origin("page.html")
    assert article.sha256 is not None
    assert len(article.sha256) == 64


def test_body_by_paragraphs() -> None:
    assert tuple(read(PAGE).body.split("\n")) == PARAGRAPHS


@pytest.mark.parametrize(
    "word", ["дзюдо", "уголь", "посол", "Подписывайтесь", "Популярное", "Главная", "права защищены"]
)
def test_furniture_stays_out(word: str) -> None:
    article = read(PAGE)
    assert word not in " ".join((article.title, article.lead, article.body))


def test_each_field_says_its_rule() -> None:
    rules = examine(page(PAGE)).rules
    assert (rules["published"], rules["title"], rules["views"]) == ("JSON-LD", "h1", "class")


def test_general_extractor_loads() -> None:
    """Falls back to the page's shape where trafilatura can't be loaded; a full installation must have it."""
    pytest.importorskip("trafilatura", exc_type=ImportError)
    assert examine(page(PAGE)).rules["body"] == "trafilatura"


WAYS = (
    ("articleBody", f'<div><h1>{TITLE}</h1></div><div itemprop="articleBody">{BODY}</div>'),
    ("JSON-LD", '<div id="app">{{ article.body }}</div>'),
)


@pytest.mark.parametrize(("rule", "body"), WAYS)
def test_ways_to_a_body(rule: str, body: str) -> None:
    stated = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    found = examine(page(f"<html><head>{head}</head><body>{body}</body></html>"))
    assert found.rules["body"] == rule
    assert " ".join(PARAGRAPHS) == found.article.body.replace("\n", " ")


@pytest.mark.parametrize("tag", ["meta<meta", "o:p"])
def test_elements_with_broken_names(tag: str) -> None:
    """A general extractor hands on what the markup had."""
    assert generic._rendered(lxml.html.fromstring(f"<div>Порт <{tag}>Мост</{tag}></div>")) == ["Порт Мост"]


def test_own_shape_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generic, "_general", lambda page: [])
    found = examine(page(PAGE))
    assert found.rules["body"] == "blocks"
    assert tuple(found.article.body.split("\n")) == PARAGRAPHS


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "' + TITLE + '", "datePublished": "2025-10-02",}',
        '<!-- {"@type": "NewsArticle", "headline": "' + TITLE + '", "datePublished": "2025-10-02"} -->',
        '{"@type": "NewsArticle", "headline": "' + TITLE + '",\n"description": "a\nb", "datePublished": "2025-10-02"}',
        '{"@type": "NewsArticle", "headline": "' + TITLE + '", "name": "a "b" c", "datePublished": "2025-10-02"}',
        '[{"@type": ["Article", "NewsArticle"], "headline": "' + TITLE + '", "datePublished": "2025-10-02"}]',
    ],
)
def test_broken_json_ld(broken: str) -> None:
    html = f'<html><head><script type="application/ld+json">{broken}</script></head><body>{BODY}</body></html>'
    assert (read(html).title, read(html).published) == (TITLE, "2025-10-02")


DATED = (
    ('<meta property="article:published_time" content="2025-10-02T14:05:00+05:00">', "", "2025-10-02T14:05+05:00"),
    (
        '<meta name="date" content="2025-10-02">',
        '<div class="date">2 октября 2025, 14:05</div>',
        "2025-10-02T14:05+05:00",
    ),
    ("", '<time datetime="2025-10-02T14:05">вчера</time>', "2025-10-02T14:05+05:00"),
    ("", '<div class="news-date">2 қазан 2025, 14:05</div>', "2025-10-02T14:05+05:00"),
    ("", '<span itemprop="datePublished" content="2025-10-02"></span>', "2025-10-02"),
    ("", '<div class="date">Сегодня, 14:05</div>', "2025-10-05T14:05+05:00"),
    ('<link rel="canonical" href="https://a.kz/2025/10/02/zavod">', "", "2025-10-02"),
    ("", "", None),
)


@pytest.mark.parametrize(("head", "near", "iso"), DATED)
def test_dates(head: str, near: str, iso: str | None) -> None:
    html = f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{near}<div>{BODY}</div></article></body></html>"
    assert read(html, captured="2025-10-05T12:00:00+05:00").published == iso


def test_charset_that_is_wrongly_declared() -> None:
    data = PAGE.encode("cp1251")
    assert extract(Page(kind="html", data=data, origin=Origin("a.html"))).title == TITLE


def test_links_do_not_glue_words() -> None:
    body = "<p>Завод открыли, передаёт <a href='/'>Stepnye-vesti.kz</a> со ссылкой на <b>акимат</b>.</p>"
    article = read(
        f"<html><body><article><h1>{TITLE}</h1><div itemprop='articleBody'>{body}{BODY}</div></article></body></html>"
    )
    assert article.body.startswith("Завод открыли, передаёт Stepnye-vesti.kz со ссылкой на акимат.\nВ Степногорске")


def test_title_and_lead_are_not_repeated() -> None:
    inner = f"<h1>{TITLE}</h1><p class='lead'>{PARAGRAPHS[0]}</p>{BODY}"
    article = read(
        f"<html><head><title>{TITLE}</title></head>"
        f"<body><article itemprop='articleBody'>{inner}</article></body></html>"
    )
    assert TITLE not in article.body.split("\n")
    assert (article.lead + article.body).count("сообщили в пресс-службе") == 1


NOT_ARTICLES = (
    "<html><body></body></html>",
    "<html><body><ul><li><a href='/1'>Главная</a></li><li><a href='/2'>Спорт</a></li></ul></body></html>",
    "<html><body>"
    + "".join(f"<div><a href='/{n}'>Новость номер {n} о заводе</a></div>" for n in range(40))
    + "</body></html>",
    f"<html><head><link rel='canonical' href='https://a.kz/'></head><body><div>{BODY}</div></body></html>",
)


@pytest.mark.parametrize("html", NOT_ARTICLES)
def test_not_articles(html: str) -> None:
    with pytest.raises(NotAnArticle):
        read(html)


def test_a_photo_story_is_an_article() -> None:
    head = '<meta property="og:type" content="article"><meta property="article:published_time" content="2025-10-02">'
    article = read(
        f"<html><head>{head}<title>{TITLE}</title></head><body><article><h1>{TITLE}</h1></article></body></html>"
    )
    assert (article.title, article.body) == (TITLE, "")


def test_a_section_of_beginnings_is_no_article() -> None:
    teasers = "".join(
        f"<p>Мост номер {n} открыли через Ишим. Движение по нему началось утром, сообщили в{'...' if n % 2 else ''}</p>"
        for n in range(9)
    )
    head = '<meta property="og:type" content="article"><link rel="canonical" href="https://a.kz/{}">'
    with pytest.raises(NotAnArticle, match="список статей"):
        examine(page(f"{head.format('news')}<h1>Новости</h1>{teasers}"))
    assert examine(page(f"{head.format('n/most-1')}<h1>Мосты</h1>{teasers}")).article.title == "Мосты"


CLEAN = (
    ("a  b\tc", "a b c"),
    ("1\u00a0200", "1\u00a0200"),
    ("a\u00a0\u00a0b", "a\u00a0b"),
    ("a\u200bb\ufeff", "ab"),
    ("a&nbsp;b &laquo;c&raquo; &unknown;", "a\u00a0b «c» &unknown;"),
    ("a\x00\x07b", "ab"),
)


@pytest.mark.parametrize(("text", "line"), CLEAN)
def test_clean(text: str, line: str) -> None:
    assert clean.inline(text) == line


def test_whole_text_repeats_once() -> None:
    assert clean.paragraphs([*PARAGRAPHS, *PARAGRAPHS]) == list(PARAGRAPHS)


BOMBS = (
    "<div>" * 100_000 + BODY,
    "<p " + " ".join(f"a{n}='1'" for n in range(60_000)) + ">" + BODY,
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;' + BODY,
    "<table>" * 3000 + BODY,
    "<html><body>" + "<b>" * 5000 + BODY,
    "<" * 100_000 + BODY,
    '<?xml version="1.0" encoding="utf-8"?>' + BODY,
    "\x00<html>\x00" + BODY,
)


@pytest.mark.parametrize("html", BOMBS)
def test_hostile_pages_end(html: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(NotAnArticle):
        read(html)
    assert time.monotonic() - start < 15


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["<p>", "</div>", "<div class='tags'>", "Мост.", "<a href=1>", "<!--", "&#0;", '"', BODY]))
)
def test_any_tags(parts: list[str]) -> None:
    try:
        article = read("".join(parts))
    except NotAnArticle:
        return
    assert generic.is_body(tuple(f"{article.title} {article.lead} {article.body}".split("\n")))


def test_depth_costs_nothing() -> None:
    tree = document.parse("<html><body>" + "<i>" * 200 + "Мост" + "</i>" * 200 + "</body></html>")
    assert document.text(tree) == "Мост"
    assert furniture.words("Мост открыли") == 2
