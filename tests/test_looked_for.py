"""What is looked for in a page by hand, because XPath would take long, is what XPath finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.article import Origin
from indexer import document, headline
from indexer.pages import Page

SAID = "В области открыли новую школу на триста учеников"
TEXTS = st.sampled_from([SAID, SAID[:1], SAID[1:], SAID[:9], SAID[9:], " ", "\n  ", "", "Вчера", "слово " * 160])
TAGS = st.sampled_from(["p", "div", "b", "h1", 'div class="a"', 'p class="lead"'])
PIECES = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        lambda tag, items: f"<{tag}>{''.join(items)}</{tag.split()[0]}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


def page(body: str) -> document.Document:
    return document.document(
        Page(kind="html", data=f"<html><body>{body}</body></html>".encode(), origin=Origin("p.html"))
    )


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join))
def test_the_element_that_begins_as_the_description_says(body: str) -> None:
    read = page(body)
    found = headline._beginning(read, SAID[:40])
    path = "//body//*[starts-with(normalize-space(.), $said)][string-length(normalize-space(.)) < 900]"
    assert ([] if found is None else [found]) == document.find(read.tree, path, said=SAID[:40])[-1:]


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join))
def test_the_first_element_with_a_class_after_the_headline(body: str) -> None:
    read = page(body)
    after = document.find(read.tree, "count((//h1)[1]/following::*[@class])")[0]
    assert read.below == len(document.find(read.tree, "//*[@class]")) - after
