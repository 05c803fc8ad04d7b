"""The body of a page by its shape: what of the tree is never an article, and the block with the most prose."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml.html import HtmlElement

from indexer import document, furniture

DROPPED = frozenset(
    ["nav", "aside", "footer", "form", "figure", "figcaption", "related", "address", "time", "menu", "dialog"]
)
"""Elements that hold no running text of an article: captions become a field, `<related>` is of Telegram's pages."""

HINTS = re.compile(
    r"(?:^|[\s_-])(?:related|relation\w*|relevant|read-?(?:also|more|next)|see-?also|more-?(?:news|stories|articles)|recommend\w*|recirc\w*|"
    r"popular|trending|most-?(?:read|viewed)|teasers?|promo\w*|banner\w*|advert\w*|ads?|adv|sponsor\w*|partner\w*|taboola|outbrain|"
    r"share\w*|sharing|social\w*|subscri\w*|newsletter\w*|paywall|comments?|disqus|tags?|breadcrumbs?|pagination|pager|"
    r"menu|navbar|nav|navigation|sidebar|side-?bar|footer|cookie\w*|consent|popup|modal|tooltip|author-?(?:bio|info|box|card)|"
    r"byline|meta-?data|caption|credits?|copyright\w*|print|toolbar|widget\w*|rating|likes?|votes?|views?|counter|hidden|"
    r"visually-?hidden|sr-only|screen-reader\w*|mistype|orphus|inread|incut|injection|embed\w*|subscribe|telegram-?\w*)(?=$|[\s_-])",
    re.I,
)
"""Words of a class or id that name furniture; asked of small parts of a page only, for layouts misuse them."""

_BODY = re.compile(r"(?:article|post|news|entry|story)[-_]{0,2}(?:body|content|text)|articleBody", re.I)
"""Words of a class that name a body: `sidebar-grid article__content` is no sidebar."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NEVER = frozenset(["html", "body", "article", "main", "p", "b", "i", "span", "h1"])
_INLINE = frozenset([
    "a", "b", "strong", "i", "em", "span", "u", "font", "br", "sup", "sub", "mark", "small", "q", "cite", "abbr",
    "time", "img",
])  # fmt: skip


def is_furniture(element: HtmlElement, total: int) -> bool:
    """Whether a part of a page is none of its article: by its tag, by its class, hidden, or made of links.

    `total` is the length of all text it is judged within: what holds a large part of that is never dropped by name.
    """
    if element.tag in DROPPED:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _NEVER or not HINTS.search(names):
        return False
    if _size(element) > 0.45 * total or any(True for _ in element.iter("h1", "article", "main")):
        return False
    return not any(_BODY.search(node.get("class") or "") for node in element.iter("div", "section", "article"))


def _size(element: HtmlElement) -> int:
    """Letters of an element as a reader sees them: the blanks of the source count once."""
    return len(" ".join(element.text_content().split()))


def dropped(root: HtmlElement, keep: frozenset[str] = frozenset()) -> frozenset[HtmlElement]:
    """The parts of an element that are not of its article; of nested ones the outer."""
    total = _size(root)
    found: set[HtmlElement] = set()
    stack = list(root)
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        if node.tag not in keep and (is_furniture(node, total) or is_link_list(node)):
            found.add(node)
        else:
            stack.extend(node)
    return frozenset(found)


def is_link_list(element: HtmlElement) -> bool:
    """Whether an element is a list whose text is nearly all links: `Читайте также` without its heading."""
    if element.tag not in ("ul", "ol", "div", "section", "table", "dl"):
        return False
    links = [link for link in element.iter("a") if link.text_content().strip()]
    if len(links) < 2 or (element.find(".//p") is not None and element.tag not in ("ul", "ol")):
        return False
    return link_density(element) > 0.8


def link_density(element: HtmlElement) -> float:
    """The share of an element's text that stands in links."""
    total = len(element.text_content().strip())
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked / total if total else 0.0


def densest(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds most prose: each paragraph counts for its parent, and half for the one above."""
    body = tree.find("body")
    if body is None:
        return None
    skip = dropped(body)
    scores: dict[HtmlElement, float] = defaultdict(float)
    sums = _Sums(defaultdict(int), defaultdict(int))
    stack = [body]
    while stack:
        node = stack.pop()
        if node in skip or not isinstance(node.tag, str) or node.tag in document.UNSEEN:
            continue
        if _is_leaf(node):
            _credit(node, scores, sums)
        else:
            stack.extend(node)
    best = max(scores, key=lambda node: scores[node] * (1 - link_density(node)), default=None)
    return None if best is None else _widened(best, sums)


@dataclass(slots=True)
class _Sums:
    """Words below each element: of prose, and of all."""

    prose: dict[HtmlElement, int]
    all: dict[HtmlElement, int]


def _widened(best: HtmlElement, sums: _Sums) -> HtmlElement:
    """The element above that has a good deal more, and that nearly all prose: a body cut in parts by advertising."""
    found = best
    for above in list(best.iterancestors())[:5]:
        prose, words = sums.prose[above] - sums.prose[found], sums.all[above] - sums.all[found]
        if prose > 0.15 * sums.prose[found] and prose > 0.85 * words:
            found = above
        elif words > 0.3 * sums.prose[found]:
            break
    return found


def _is_leaf(node: HtmlElement) -> bool:
    """Whether an element is a paragraph: only inline elements in it."""
    return all(child.tag in _INLINE or not isinstance(child.tag, str) for child in node.iterdescendants())


def _credit(node: HtmlElement, scores: dict[HtmlElement, float], sums: _Sums) -> None:
    """Adds what a paragraph is worth: the words of its prose; short lines and links little, known furniture nothing."""
    text = " ".join(node.text_content().split())
    count = furniture.words(text)
    known = furniture.label(text[:400]) is not None
    prose = furniture.is_prose(text) and not known
    above = list(node.iterancestors())
    for each in (node, *above):
        sums.all[each] += count
        sums.prose[each] += count if prose else 0
    if known or len(text) < 25:
        return
    share = 2.0 if prose else 0.3 if node.tag == "li" else 1.0
    worth = share * min(count, 80) * (1 - link_density(node))
    for parent, part in zip(above, (1.0, 0.5), strict=False):
        scores[parent] += worth * part
    if node.tag in ("div", "td", "section") and worth > 50:
        scores[node] += worth  # a whole article divided by <br>
