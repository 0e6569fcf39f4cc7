"""Repeated structure: which links are one teaser, which teasers are one list, and what the list is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from .list_links import Ancestor

_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_WHOLE_TAGS = frozenset({"body", "main", "html"})
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_CLASS = re.compile(r"titl|head|titr|name|label|caption|rubri|ttl|kop(?![a-z])|nadpis|naslov|zagol|cabec|hdr|tit(?![a-z])",
                            re.IGNORECASE)
_HEADINGS = "h1,h2,h3,h4,h5,h6"
_SPACE = re.compile(r"\s+")
_MAX_HEADING = 90
_LONE_BOX_LEVELS = 3
_SAME_LIST_LEVELS = 4


def squeeze(text: str) -> str:
    """Text with its white space collapsed."""
    return _SPACE.sub(" ", text).strip()


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


@dataclass(slots=True)
class Block:
    """One list: its teasers in the order of the page."""

    teasers: list[Teaser]
    root: LexborNode
    headings: list[str] = field(default_factory=list)
    """Nearest first; the text of elements before the list that look like a heading."""


def box_teasers(teasers: list[Teaser], known: dict[int, Ancestor]) -> None:
    """Give every teaser the largest element around it that holds no other teaser.

    The teasers stand in the order of the page, so an element holds another one exactly if it holds a neighbour.
    """
    paths = [(*t.above.path, t.links[0].mem_id) if len(t.links) == 1 else t.above.path for t in teasers]
    shared = [0, *(_common(a, b) for a, b in zip(paths, paths[1:], strict=False)), 0]
    for i, teaser in enumerate(teasers):
        path = paths[i]
        depth = max(shared[i], shared[i + 1])
        depth = max(depth, _card_depth(teaser, path, depth, known))
        if depth >= len(path):
            depth = len(path) - 1
        teaser.box_path = path[: depth + 1]
        teaser.box = known[path[depth]].node if path[depth] in known else teaser.links[0]


def _common(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _card_depth(teaser: Teaser, path: tuple[int, ...], depth: int, known: dict[int, Ancestor]) -> int:
    """Depth that a box is not to exceed: a list item, an article card, or a few levels around a lone link."""
    for level in range(len(path) - 1, depth, -1):
        above = known.get(path[level])
        if above is not None and above.tag in _CARD_TAGS:
            return level
    lowest = len(path) - 1
    if lowest - depth <= _LONE_BOX_LEVELS:
        return depth
    return lowest - _LONE_BOX_LEVELS


def split_blocks(teasers: list[Teaser], known: dict[int, Ancestor]) -> list[Block]:
    """Put neighbouring teasers together as long as they hang close to each other and no heading stands between."""
    blocks: list[Block] = []
    current: list[Teaser] = []
    for teaser in teasers:
        if current and not _continues(current[-1], teaser, known):
            blocks.append(_block(current, known))
            current = []
        current.append(teaser)
    if current:
        blocks.append(_block(current, known))
    return blocks


def _block(teasers: list[Teaser], known: dict[int, Ancestor]) -> Block:
    shared = teasers[0].box_path[:-1]
    for teaser in teasers[1:]:
        shared = shared[: _common(shared, teaser.box_path)]
    root = known[shared[-1]].node if shared else teasers[0].above.node
    return Block(teasers, root)


def _continues(before: Teaser, after: Teaser, known: dict[int, Ancestor]) -> bool:
    common = _common(before.box_path, after.box_path)
    if not common or known[before.box_path[common - 1]].tag in _WHOLE_TAGS:
        return False
    if common == len(before.box_path) - 1 == len(after.box_path) - 1:
        return not _heading_between(after.box, 1)
    apart = max(len(before.box_path), len(after.box_path)) - common
    return apart <= _SAME_LIST_LEVELS and not _heading_between(after.box, len(after.box_path) - common)


def _heading_between(box: LexborNode, levels: int) -> bool:
    """Whether a heading stands before the box, after the neighbour that shares the parent some levels up."""
    node: LexborNode | None = box
    for level in range(levels):
        if node is None:
            return False
        before = node.prev
        steps = 0
        while before is not None and steps < 6:
            if before.is_element_node:
                if before.css_first("a[href]") is not None and before.tag not in _HEADING_TAGS:
                    if level == levels - 1 or not _is_heading(before):
                        break
                elif _is_heading(before):
                    return True
                steps += 1
                if before.tag in _HEADING_TAGS:
                    return True
            before = before.prev
        node = node.parent
    return False


def _is_heading(node: LexborNode) -> bool:
    if node.tag in _HEADING_TAGS:
        return bool(node.text().strip())
    first = node.css_first(_HEADINGS)
    return first is not None and 0 < len(squeeze(first.text())) <= _MAX_HEADING and len(node.text()) < 2 * _MAX_HEADING


def headings_above(block: Block, tabs: dict[str, str], taken: set[int]) -> Iterator[str]:
    """Texts that may be the heading of a list, the nearest first.

    Parameters
    ----------
    block : Block
        The list.
    tabs : dict of str
        Element id -> text of the link that opens it (``href="#id"``): the label of a tab.
    taken : set of int
        Ids of boxes of teasers: what lies in them is no heading of another list.
    """
    node: LexborNode | None = block.teasers[0].box
    for _ in range(9):
        if node is None or node.tag in _WHOLE_TAGS:
            return
        yield from _before(node, taken)
        node = node.parent
        if node is None or node.tag in _WHOLE_TAGS:
            return
        attributes = node.attributes
        label = attributes.get("aria-label")
        name = attributes.get("id")
        if name and name in tabs:
            yield tabs[name]
        if label and node.tag in ("section", "aside", "ul", "ol", "div"):
            yield squeeze(label)


def _before(node: LexborNode, taken: set[int]) -> Iterator[str]:
    before = node.prev
    steps = 0
    while before is not None and steps < 5:
        if before.is_element_node and before.tag not in ("script", "style", "template", "noscript"):
            if before.mem_id in taken:
                return
            text = heading_text(before)
            if text:
                yield text
            steps += 1
        before = before.prev


def heading_text(node: LexborNode) -> str | None:
    """Text of an element if it can be a heading: short, and marked or standing alone."""
    if node.tag in _HEADING_TAGS:
        text = squeeze(node.text(separator=" "))
        return text if 0 < len(text) <= _MAX_HEADING else None
    whole = squeeze(node.text(separator=" "))
    if not whole or len(whole) > 2 * _MAX_HEADING:
        return None
    inner = node.css_first(_HEADINGS)
    if inner is not None:
        text = squeeze(inner.text(separator=" "))
        return text if 0 < len(text) <= _MAX_HEADING else None
    if len(whole) > _MAX_HEADING:
        return None
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if _HEADING_CLASS.search(names) or node.tag in ("b", "strong", "a", "dt", "legend", "summary", "caption"):
        return whole
    child = node.css_first("[class*=titl],[class*=Titl],[class*=head],[class*=Head],strong,b")
    if child is not None:
        return squeeze(child.text(separator=" ")) or None
    return whole if len(whole) <= 40 and node.tag in ("span", "div", "p", "header") else None
