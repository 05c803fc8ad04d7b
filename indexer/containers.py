"""Where the pages of a site keep their text, learnt from the first of them, so that most never meet the slow extractor.

The general ways (`generic.body`) need longer than all the rest of a page. What they take of a site's first pages is
therefore looked up in the tree: the element that holds all of it, and which kinds of elements in it are taken and which
are left. Where that alone gives the very same text on `CONFIRMED` pages, the site's next pages are read so. A page goes
the general way all the same, and is learnt from, if it has no such element or several, if there is a kind of element in
it that was on none of the earlier pages, if its text is much shorter than any before, and to check what was learnt:
after `CHECKED` pages, and the more seldom the more checks agreed. Where the two then differ, the general one counts and
the element is learnt anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from index.address import host
from indexer import blocks, clean, document, furniture, generic, landmarks
from indexer.document import Document
from indexer.generic import Body

CONFIRMED, CHECKED, CHECKED_SELDOM = 4, 20, 100
"""Pages on which an element has to give the text of the general way before it is trusted; each so-manyth page then goes
that way to check it, in proportion to the pages on which they agreed, and so many at most between two."""
SITES, PLACES, KINDS = 500, 4, 200
"""Sites that are known at a time, elements of one (its templates), kinds of elements in one: more are no template."""
TRIED, SELDOM = 40, 10
"""Pages of a site after which, where nothing is trusted, only each so-manyth is still learnt from."""
SHORTER = 0.5
"""A text of fewer words than this share of the shortest one seen may be cut."""


@dataclass(slots=True)
class Container:
    """An element that holds the text of a site's pages."""

    path: str
    taken: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    shortest: int = 1 << 30
    agreed: int = 0
    read: int = 0
    """Pages since the last check."""

    @property
    def trusted(self) -> bool:
        return self.agreed >= CONFIRMED and len(self.taken | self.left) <= KINDS

    @property
    def due(self) -> bool:
        """Whether the general way is asked of this page too."""
        return self.read >= min(CHECKED * self.agreed // CONFIRMED, CHECKED_SELDOM)

    def body(self, page: Document) -> Body | None:
        """The text in the element; None where this page is not like those from which it was learnt."""
        found = document.find(page.tree, self.path)
        if len(found) != 1:
            return None
        skip = self._skipped(found[0])
        if skip is None:
            return None
        lines = [" ".join(line.split()) for line in document.lines(found[0], skip)]  # as `generic` has them
        body = generic.swept(lines, "learnt")
        enough = _words(body) >= SHORTER * self.shortest and generic.is_body(body.paragraphs)
        return body if enough else None

    def _skipped(self, root: HtmlElement) -> frozenset[HtmlElement] | None:
        """The parts of the element that are left out; None where one is of no kind that is known."""
        found = set(blocks.dropped(root))
        stack = [child for child in root if child not in found]
        while stack:
            node = stack.pop()
            kind = _kind(node)
            if kind in self.taken:
                stack.extend(child for child in node if child not in found)
            elif kind in self.left:
                found.add(node)
            elif _is_read(node):
                return None
        return frozenset(found)

    def learn(self, root: HtmlElement, body: Body, page: Document, title: str) -> Body | None:
        """Sees which parts of the element the general way took; the text in it where that is then the same."""
        lines = _lines(body)
        whole = "\n".join(lines)
        stack = list(root)
        while stack:
            node = stack.pop()
            if not _is_read(node):
                continue
            own = [clean.bare(line) for line in document.lines(node)]
            inline = node.tag not in document.BLOCKS
            here = [line in whole if inline else line in lines for line in own]
            if all(here):
                self.taken.update(_kind(each) for each in node.iter() if _is_read(each))
            elif any(here):
                self.taken.add(_kind(node))
                stack.extend(node)
            else:
                self.left.add(_kind(node))
        self.shortest = min(self.shortest, _words(body))
        found = self.body(page)
        same = found is not None and _same(found, body, title)
        self.agreed = self.agreed + 1 if same else 0
        return found if same else None


@dataclass(slots=True)
class _Site:
    """What is known of one site."""

    containers: dict[str, Container] = field(default_factory=dict)
    general: int = 0


class Containers:
    """What is known of all sites in one run and one process; nothing of it is kept."""

    def __init__(self) -> None:
        self.sites: dict[str, _Site] = {}

    def body(self, page: Document, title: str) -> Body | None:
        """The body where the page itself marks it, else where that of its site's earlier pages was, else by the
        general ways; None where none finds running text."""
        if marked := generic.marked(page):
            return marked
        site = self._site(host(page.url) or page.page.source or page.page.hint)
        if site is None:
            return generic.body(page)
        for container in site.containers.values():
            if container.trusted and (found := container.body(page)):
                container.read += 1
                if not container.due:
                    return found
                container.read = 0
                break
        body = generic.body(page)
        site.general += 1
        known = any(container.trusted for container in site.containers.values())
        if known or site.general <= TRIED or site.general % SELDOM == 0:
            return _learnt(site.containers, page, body, title)
        return body

    def _site(self, name: str | None) -> _Site | None:
        if not name:
            return None
        self.sites[name] = site = self.sites.pop(name, None) or _Site()  # the latest site last
        if len(self.sites) > SITES:
            del self.sites[next(iter(self.sites))]
        return site


def _learnt(known: dict[str, Container], page: Document, body: Body | None, title: str) -> Body | None:
    """The body by the general way, in the order of its element where that agrees: so the page reads the same whether
    its element is trusted yet or not. Elements that would have read it otherwise are forgotten."""
    place = None
    for path, container in list(known.items()):
        if found := container.body(page):
            if body is None or not _same(found, body, title):
                del known[path]
            elif place is None and container.trusted:
                place = path, document.find(page.tree, path)[0]
    if body is not None and place is None:
        place = landmarks.place(page.tree, _lines(body))
    if body is None or place is None:
        return body
    path, root = place
    container = known.setdefault(path, Container(path))
    if len(known) > PLACES:
        del known[min(known.keys() - {path}, key=lambda each: known[each].agreed)]
    found = container.learn(root, body, page, title)
    return replace(found, rule=body.rule) if found else body


def _same(found: Body, body: Body, title: str) -> bool:
    """Whether two ways gave the same lines and left out the same, title and counters apart. Their order may differ:
    the general way puts what stands loose between paragraphs behind them."""
    texts = [sorted(line for line in each.paragraphs if not clean.same(line, title)) for each in (found, body)]
    lists = [sorted(line.line for line in each.dropped if line.reason != "counter") for each in (found, body)]
    return texts[0] == texts[1] and lists[0] == lists[1]


def _lines(body: Body) -> set[str]:
    """The lines that a way found, those left out afterwards among them; without case and marks."""
    return {clean.bare(line) for line in (*body.paragraphs, *(each.line for each in body.dropped))}


def _words(body: Body) -> int:
    return sum(map(furniture.words, body.paragraphs))


def _kind(node: HtmlElement) -> str:
    """What elements of one kind share: the tag, and the classes without their numbers."""
    return f"{node.tag}.{re.sub(r'[0-9]+', '', node.get('class') or '')}"


def _is_read(node: HtmlElement) -> bool:
    """Whether an element has text that a reader sees."""
    return node.tag not in document.UNSEEN and not node.text_content().isspace() and bool(node.text_content())
