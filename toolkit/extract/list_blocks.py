"""Teasers and the boxes around them: how far the page's tree belongs to one article's links alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborNode

from .list_links import OPEN, Ancestor

WHOLE_TAGS = frozenset({"body", "main", "html", "-document"})
"""Elements that are the page or its main part."""
PARTING_CLASS = re.compile(r"(?:^|[\s_-])(?:(?:block|section|widget|box|list|group|module|column|sidebar|news)[_-]*"
                            r"(?:title|heading|header?|titre|titel|name|caption)|heading|title)(?=[\s_-]|$)",
                            re.IGNORECASE)
"""Class names of the heading of a box."""
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_LONGEST_HEADING = 60
_LONE_BOX_LEVELS = 3
_LONE_BOX_TEXT = 150
_MARK_LEVELS = 10


def squeeze(text: str) -> str:
    """Text with its white space collapsed."""
    if text.isprintable() and "  " not in text:  # then nothing but single spaces
        return text.strip()
    return " ".join(text.split())


def seen_text(node: LexborNode) -> str:
    """Text of an element with its white space collapsed, without style sheets and scripts inside it."""
    text = node.text(separator=" ")
    if ("{" in text or "<" in text) and node.css_first("style,script,noscript,template") is not None:
        pieces: list[str] = []
        stack = [node.first_child]
        while stack:
            part = stack.pop()
            if part is None:
                continue
            stack.append(part.next)
            if part.is_text_node:
                pieces.append(part.text_content or "")
            elif part.is_element_node and part.tag not in ("style", "script", "noscript", "template"):
                stack.append(part.first_child)
        text = " ".join(pieces)
    elif text.isprintable() and "  " not in text:
        return text.strip()  # as `squeeze`, without the call: every link that may lead to an article comes by here
    return " ".join(text.split())


@dataclass(slots=True)
class Teaser:
    """The links of one article that stand together, and the box around them."""

    key: str
    href: str
    kind: int
    links: list[LexborNode]
    texts: list[str]
    above: Ancestor
    box: LexborNode
    box_path: tuple[int, ...] = ()
    outside: bool = False
    """The address leads to a host of another outlet."""
    state: int = OPEN
    """What its surroundings are: `list_links.OPEN`, ``ADVERT`` or ``FOOT``."""
    vouched_for: bool = False
    """Its neighbours in the list tell that it is an article, however short its headline."""
    before: Teaser | None = None
    gap: list[LexborNode] | None = None
    """What stands between it and ``before``, once that has been looked at."""


@dataclass(slots=True)
class Block:
    """One list: its teasers in the order of the page."""

    teasers: list[Teaser]


def box_teasers(teasers: list[Teaser], known: dict[int, Ancestor], headed: Container[int]) -> None:
    """Give every teaser the largest element around it that holds no other teaser.

    The teasers stand in the order of the page, so an element holds another one exactly if it holds a neighbour.
    ``headed`` are the ids of the elements that hold an ``h1``.
    """
    paths = [(*t.above.path, t.links[0].mem_id) if len(t.links) == 1 else t.above.path for t in teasers]
    shared = [0, *(common_length(a, b) for a, b in pairwise(paths)), 0]
    for i, teaser in enumerate(teasers):
        path = paths[i]
        depth = max(shared[i], shared[i + 1])
        nearest = i - 1 if shared[i] >= shared[i + 1] else i + 1
        alike = depth > 0 and len(paths[nearest]) == len(path)
        depth = max(depth, _card_depth(teaser, path, depth, known, headed, alike=alike))
        if depth >= len(path):
            depth = len(path) - 1
        teaser.box_path = path[: depth + 1]
        teaser.box = known[path[depth]].node if path[depth] in known else teaser.links[0]
    for i, teaser in enumerate(teasers):
        if len(teaser.box_path) < len(paths[i]) and not any(
                _side_by_side(teaser, other) for other in (*teasers[max(i - 1, 0):i], *teasers[i + 1:i + 2])):
            _below_heading(teaser, paths[i], known)


def _side_by_side(a: Teaser, b: Teaser) -> bool:
    """Whether the boxes of two teasers are entries of one list: under one parent, or alike."""
    if a.box.tag != b.box.tag:
        return False
    return a.box_path[-2:-1] == b.box_path[-2:-1] or a.box.attributes.get("class") == b.box.attributes.get("class")


def _below_heading(teaser: Teaser, path: tuple[int, ...], known: dict[int, Ancestor]) -> None:
    """Leave the heading of a list out of the box of its only entry."""
    for depth in range(len(teaser.box_path) - 1, min(len(teaser.box_path) + 2, len(path) - 1)):
        inner = known.get(path[depth + 1])
        node = (inner.node if inner is not None else teaser.links[0]).prev
        while node is not None:
            if _is_heading(node):
                teaser.box_path = path[: depth + 2]
                teaser.box = inner.node if inner is not None else teaser.links[0]
                return
            node = node.prev


def _is_heading(node: LexborNode) -> bool:
    named = node.is_element_node and (node.tag in _HEADING_TAGS or PARTING_CLASS.search(
        node.attributes.get("class") or "") is not None)
    return named and 2 < len(squeeze(node.text())) <= _LONGEST_HEADING


def common_length(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    """How many first members two paths down one tree share: they part once and for all, mostly near the end."""
    n = min(len(a), len(b))
    while n and a[n - 1] != b[n - 1]:
        n -= 1
    return n


def _card_depth(teaser: Teaser, path: tuple[int, ...], depth: int, known: dict[int, Ancestor],
                headed: Container[int], *, alike: bool) -> int:
    """Depth that a box is not to exceed: a list item, an article card, or a few levels around a lone link."""
    for level in range(len(path) - 1, depth, -1):
        above = known.get(path[level])
        if above is not None and above.tag in _CARD_TAGS:
            if above.tag == "article" and above.mem_id in headed:
                break
            return level
    lowest = len(path) - 1
    if alike or lowest - depth <= _LONE_BOX_LEVELS:
        return depth
    title = max(len(t) for t in teaser.texts)
    for level in range(lowest - _LONE_BOX_LEVELS, lowest):
        above = known.get(path[level])
        if above is not None and len(above.node.text()) <= 3 * title + _LONE_BOX_TEXT:
            return level
    return lowest


def marks_in_boxes(teasers: list[Teaser], marks: Iterable[LexborNode]) -> dict[int, list[LexborNode]]:
    """Ids of the boxes of teasers, each with the ``time`` elements in it."""
    found: dict[int, list[LexborNode]] = {t.box_path[-1]: [] for t in teasers}
    for mark in marks:
        node: LexborNode | None = mark
        for _ in range(_MARK_LEVELS):
            if node is None:
                break
            if node.mem_id in found:
                found[node.mem_id].append(mark)
                break
            node = node.parent
    return found


def share_of_links(block: Block) -> float:
    """Share of teasers among all like siblings that hold a link: a list of tags has few links to articles."""
    box = block.teasers[0].box
    parent = box.parent
    if parent is None or parent.tag in WHOLE_TAGS:
        return 1.0
    child = parent.first_child
    alike = 0
    while child is not None:
        if child.tag == box.tag and (child.tag == "a" or any(n.tag == "a" for n in child.traverse())):
            alike += 1
        child = child.next
    return len(block.teasers) / alike if alike else 1.0
