"""What a list is called: the nearest text before it that can be a heading, or the label of its tab."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from .list_blocks import WHOLE_TAGS, Block, squeeze
from .list_links import named_advert

MAX_HEADING: Final = 90
MUTE_TAGS: Final = frozenset({"script", "style", "template", "noscript", "link", "meta"})
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_CLASS = re.compile(r"(?<!sub)titl|(?<!sub)head(?!er-?link)|titr|label|caption|rubri|ttl|kop(?![a-z])|nadpis|"
                            r"naslov|zagol|cabec|hdr|tit(?![a-z])|(?:^|[\s_-])h[1-6](?![a-z])", re.IGNORECASE)
_HEADING_PARTS = ("tit", "ttl", "head", "h1", "h2", "h3", "h4", "h5", "h6", "hdr", "label", "caption", "rubri", "kop",
                  "nadpis", "naslov", "zagol", "cabec")
_HEADING_LEVELS = 6
_HEADING_STEPS = 4
_BESIDE_HEADING = 15
_MOST_ELEMENTS = 32
_NO_HEADING_TAGS = frozenset({"figure", "figcaption", "nav", "button", "form", "ul", "ol", "table", "main",
                              "article"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A text before a list: how far above, and whether its element is marked as a heading."""

    text: str
    level: int
    marked: bool


def headings_above(block: Block, tabs: dict[str, LexborNode], taken: Container[int]) -> Iterator[Heading]:
    """Texts that may be the heading of a list, the nearest first.

    Parameters
    ----------
    block : Block
        The list.
    tabs : dict of nodes
        Element id -> the link that opens it (``href="#id"``): the label of a tab.
    taken : container of int
        Ids of boxes of teasers: what lies in them is no heading of another list.

    Yields
    ------
    Heading
        With the number of levels above the first teaser's box at which it stands.
    """
    node: LexborNode | None = block.teasers[0].box
    for level in range(_HEADING_LEVELS):
        if node is None or node.tag in WHOLE_TAGS:
            return
        yield from _before(node, taken, level)
        node = node.parent
        if node is None or node.tag in WHOLE_TAGS:
            return
        attributes = node.attributes
        label = attributes.get("aria-label")
        name = attributes.get("id")
        if name and name in tabs and _near(tabs[name], node):
            yield Heading(squeeze(tabs[name].text(separator=" ")), level, True)
        if label and node.tag in ("section", "aside", "ul", "ol", "div"):
            yield Heading(squeeze(label), level, True)


def _near(link: LexborNode, pane: LexborNode) -> bool:
    """Whether a link that opens a pane stands by it, as the label of a tab does: a link that skips to it does not."""
    around = set()
    above = pane.parent
    for _ in range(3):
        if above is None or above.tag in WHOLE_TAGS:
            break
        around.add(above.mem_id)
        above = above.parent
    above = link.parent
    for _ in range(7):
        if above is None:
            return False
        if above.mem_id in around:
            return True
        above = above.parent
    return False


def _before(node: LexborNode, taken: Container[int], level: int) -> Iterator[Heading]:
    before = node.prev
    steps = 0
    while before is not None and steps < _HEADING_STEPS:
        if before.is_element_node and before.tag not in MUTE_TAGS:
            if before.mem_id in taken:
                return
            tab = _tab_label(before, node) if not steps else None
            if tab:
                yield Heading(tab, level, True)
                return
            found = None if named_advert(before) else heading_text(before)
            if found is not None and (found.marked or before.tag != "p" or level) and (level < 3 or before.tag != "h1"):
                yield Heading(found.text, level, found.marked)
            steps += 1
        before = before.prev


def _tab_label(header: LexborNode, pane: LexborNode) -> str | None:
    """Label of a pane among several of the same kind, where the element before them shows as many labels."""
    if header.tag in _HEADING_TAGS or not 2 < len(list(islice(header.traverse(), _MOST_ELEMENTS))) < _MOST_ELEMENTS:
        return None
    names = pane.attributes.get("class")
    panes, place = 0, -1
    child = pane.parent.first_child if pane.parent is not None else None
    while child is not None and panes < 9:
        if child.tag == pane.tag and child.is_element_node and child.attributes.get("class") == names:
            if child.mem_id == pane.mem_id:
                place = panes
            panes += 1
        child = child.next
    if panes < 2 or place < 0:
        return None
    for selector in ("[role=tab]", "li", "button", "a", "span"):
        labels = [t for t in (squeeze(n.text(separator=" ")) for n in header.css(selector)[:12]) if t]
        if len(labels) == panes and all(len(t) <= 40 for t in labels):
            return labels[place]
    return None


class HeadingText(NamedTuple):
    """Text of an element that can be a heading."""

    text: str
    marked: bool
    """Its tag or class says that it is one."""
    tagged: bool
    """Its tag says so."""


def heading_text(node: LexborNode) -> HeadingText | None:
    """Text of an element if it can be a heading, short and alone, and whether its markup says that it is one."""
    tag = node.tag
    if tag in _HEADING_TAGS:
        text = _heading_words(node)
        return HeadingText(text, True, True) if text else None
    if tag in _NO_HEADING_TAGS:
        return None
    words = node.text(separator=" ").split(None, MAX_HEADING)
    whole = " ".join(words)
    if not words or len(words) > MAX_HEADING or len(whole) > 2 * MAX_HEADING:
        return None
    surveyed = _survey(node)
    if surveyed is None:
        return None
    heading, marked, links = surveyed
    inner = heading or marked
    if inner is not None:
        # A card of an advertisement between two teasers has a heading too, but more than that.
        text = _heading_words(inner)
        if text and 2 * len(text) > len(whole) - _BESIDE_HEADING:
            return HeadingText(text, True, heading is not None)
        return None
    if len(whole) > MAX_HEADING or links > 1:
        return None
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if _heading_class(names) or tag in ("b", "strong", "dt", "legend", "summary", "caption"):
        text = _heading_words(node)
        return HeadingText(text, True, False) if text else None
    return HeadingText(whole, False, False) if len(whole) <= 40 and tag in ("span", "div", "header", "p", "a") else None


def _survey(node: LexborNode) -> tuple[LexborNode | None, LexborNode | None, int] | None:
    """First heading in an element, first child named or set like one, and the number of links that show a text.

    None for an element of many elements: no heading.
    """
    marked: LexborNode | None = None
    links = 0
    for count, inner in enumerate(node.traverse()):
        if count > _MOST_ELEMENTS:
            return None
        tag = inner.tag
        if tag in _HEADING_TAGS:
            return inner, marked, links
        if tag == "a":
            tab = (inner.attributes.get("href") or "").startswith("#")
            links += bool(inner.text().strip()) and not tab
        if marked is None and count:
            names = inner.attributes.get("class")
            if tag in ("strong", "b") or (names and _heading_class(names)):
                marked = inner if inner.text().strip() else None
    return None, marked, links


@lru_cache(maxsize=8192)
def _heading_class(names: str) -> bool:
    # The expression is slow, and most names have none of the parts of which each of its alternatives needs one.
    lower = names.lower()
    return any(part in lower for part in _HEADING_PARTS) and _HEADING_CLASS.search(names) is not None


def _heading_words(heading: LexborNode) -> str | None:
    """Words of a heading without the "show all" link behind them."""
    text = squeeze(heading.text(separator=" "))
    last = heading.last_child
    while last is not None and not last.is_element_node and not (last.text_content or "").strip():
        last = last.prev
    if last is not None and last.tag in ("a", "button"):
        rest = text.removesuffix(squeeze(last.text(separator=" "))).strip()
        text = rest or text
    return text if 0 < len(text) <= MAX_HEADING else None
