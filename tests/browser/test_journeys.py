"""What a journalist does, from the box to a citation, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PLAIN = {"java_script_enabled": False}
on_a_phone_too = pytest.mark.parametrize(
    "context", [PLAIN, PHONE], ids=["without scripts", "on a phone"], indirect=True
)
without_scripts_too = pytest.mark.parametrize("context", [{}, PLAIN], ids=["", "without scripts"], indirect=True)


def ask(page: Page, text: str) -> None:
    page.goto("/")
    box = page.get_by_role("combobox").or_(page.get_by_role("searchbox"))
    box.fill(text)
    box.press("Enter")
    page.wait_for_url("**/?q=*")


@on_a_phone_too
def test_a_word_in_another_form_leads_to_an_article_its_hits_and_its_citation(page: Page) -> None:
    ask(page, "мостами")
    expect(page.locator(".hit mark").first).to_have_text(re.compile("^мост", re.I))
    title = page.locator(".hit h2 a").first.inner_text()
    page.locator(".hit h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Совпадение 2").click()
    expect(page).to_have_url(re.compile("#h2$"))
    expect(page.locator("mark#h2")).to_be_in_viewport()
    page.get_by_text("Сослаться", exact=True).click()
    expect(page.locator("#cite .quoted").first).to_contain_text(title)


@without_scripts_too
def test_a_wrong_layout_is_read_as_meant_and_can_be_taken_back(page: Page) -> None:
    ask(page, "'rcgjhn cnfkb")
    expect(page.locator(".notice")).to_contain_text("экспорт стали")
    expect(page.locator(".hit")).not_to_have_count(0)
    page.get_by_role("link", name="Искать как набрано").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ничего не нашлось")
    page.go_back()
    expect(page.locator(".notice")).to_contain_text("экспорт стали")


@without_scripts_too
def test_the_timeline_leads_to_a_month_and_to_a_day(page: Page) -> None:
    page.goto("/")
    for since, title in (
        ("2026", "Нашлось 8 статей"),
        ("2026-10", "Нашлось 2 статьи"),
        ("2026-10-08", "Нашлась 1 статья"),
    ):
        page.locator(f".timeline a[data-since='{since}']").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator(".hit")).to_contain_text("8 октября 2026")
    page.go_back()
    expect(page.locator(".hit")).to_have_count(2)


@on_a_phone_too
def test_the_archive_leads_from_years_to_a_day_and_its_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Архив по датам").click()
    page.locator(".years").get_by_role("link", name="2024").click()
    page.get_by_role("link", name="Октябрь").click()
    page.locator(".month").get_by_role("link", name="15").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("15 октября 2024")
    page.get_by_role("link", name="Стая лебедей остановила движение под Кокшетау").click()
    expect(page.locator(".byline")).to_contain_text("15 октября 2024")


@without_scripts_too
def test_a_value_is_left_out_and_comes_back(page: Page) -> None:
    page.goto("/?q=мост")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("6 статей")
    page.get_by_role("link", name="Кроме: alatau-tany.example").click()
    expect(heading).to_contain_text("5 статей")
    page.go_back()
    expect(heading).to_contain_text("6 статей")
    page.go_forward()
    page.get_by_role("link", name="Убрать: Кроме источника alatau-tany.example").click()
    expect(heading).to_contain_text("6 статей")


@without_scripts_too
def test_copies_unfold(page: Page) -> None:
    page.goto("/?q=экспорт стали")
    copy = page.get_by_role("link", name="Экспорт казахстанской стали вырос на 25 процентов")
    expect(copy).to_be_hidden()
    page.get_by_text("ещё 1 копия").click()
    copy.click()
    expect(page.locator("#copies")).to_contain_text("Казахстан увеличил экспорт стали на четверть")


@pytest.mark.parametrize("context", [{"color_scheme": "dark"}], indirect=True, ids=["in the dark"])
def test_a_printed_article_is_a_clipping_on_white(page: Page) -> None:
    page.goto("/?q=экспорт стали")
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_contain_text("URL: https://stepnoy-vestnik.example/")
    for screen in (".box", ".back", ".rooms", "#copies", "#related", ".fields", ".colophon"):
        expect(page.locator(screen).first).to_be_hidden()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_dragging_over_the_timeline_chooses_a_span(page: Page) -> None:
    page.goto("/")
    first, last = (page.locator(f".timeline a[data-since='{year}'] .reach") for year in ("2022", "2024"))
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    expect(page).to_have_url(re.compile("from=2022&to=2024$"))


def test_the_address_of_a_question_is_as_short_as_it_is(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("мост")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=[^&]+$"))
    page.locator("input[name=from]").fill("2024")
    page.locator("input[name=from]").press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=[^&]+&from=2024$"))


def test_another_language_and_back(page: Page) -> None:
    page.goto("/?q=мост&sort=date")
    page.get_by_role("link", name="Қазақша").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page).to_have_url(re.compile(r"/\?q=[^&]+&sort=date$"))
    page.locator(".hit h2 a").first.click()
    expect(page.get_by_role("link", name="Нәтижелерге")).to_be_visible()
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("link", name="К результатам")).to_be_visible()
