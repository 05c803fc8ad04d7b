"""Everything can be done by keys alone."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import Page, expect


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_from_the_box_through_suggestions_to_articles_and_a_citation(page: Page) -> None:
    page.goto("/archive")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    box.press_sequentially("снежного ба")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("барс")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.inner_text()
    expect(box).to_have_value(chosen)
    box.press("Enter")
    page.wait_for_url("**/?q=*")
    expect(page.get_by_role("combobox")).to_have_value(chosen)

    titles = page.locator(".hit h2 a").all_inner_texts()
    assert len(titles) > 2
    for key, title in (("j", titles[0]), ("j", titles[1]), ("k", titles[0])):
        page.keyboard.press(key)
        assert focused(page) == title
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(titles[0])
    for key, title in (("]", titles[1]), ("[", titles[0])):
        page.keyboard.press(key)
        expect(heading).to_have_text(title)

    for key, number in (("n", 1), ("n", 2), ("p", 1)):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"#h{number}$"))
        expect(page.locator(f"mark#h{number}")).to_be_in_viewport()
    page.keyboard.press("c")
    expect(page.locator("#cite .quoted").first).to_be_in_viewport()
    expect(page.locator("#cite .quoted").first).to_contain_text(titles[0])


def test_a_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?q=лебеди")
    page.locator(".hit h2 a").first.click()
    page.bring_to_front()
    page.wait_for_function("document.hasFocus()")  # only the document in front may write to the clipboard
    page.keyboard.press("c")
    expect(page.locator("[data-copied]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite .quoted").first.inner_text().strip()


def test_all_that_was_found_is_taken_away(page: Page) -> None:
    page.goto("/?q=мост&source=stepnoy-vestnik.example")
    with page.expect_download() as taken:
        page.keyboard.press("e")
    with taken.value.path().open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert taken.value.suggested_filename.endswith(".csv")
    assert [row["source"] for row in rows] == 5 * ["stepnoy-vestnik.example"]


def test_pages_and_days_are_turned(page: Page) -> None:
    page.goto("/?sort=oldest")
    for key, place in (("]", "/?sort=oldest&page=2"), ("[", "/?sort=oldest")):
        page.keyboard.press(key)
        page.wait_for_url(f"**{place}")
    page.goto("/archive/2024/10/15")
    page.keyboard.press("]")
    page.wait_for_url("**/archive/2025/01/20")


def test_the_keys_are_explained(page: Page) -> None:
    page.goto("/?q=мост")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("следующее и предыдущее совпадение")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("key", ["/", "j", "n", "?"])
def test_keys_are_letters_in_the_box(page: Page, key: str) -> None:
    page.goto("/?q=мост")
    page.get_by_role("combobox").press("End")
    page.keyboard.type(key)
    expect(page.get_by_role("combobox")).to_have_value("мост" + key)


def test_escape_gives_back_what_was_typed(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("снежн")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")
    expect(box).to_have_value("снежн")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_first_stop_of_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/?q=мост")
    page.keyboard.press("Tab")
    assert focused(page) == "К содержанию"
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
