"""Repeated structure: which links are one teaser, which teasers are one list, and what the list is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from .list_links import Ancestor
from .stamps import read

_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_WHOLE_TAGS = frozenset({"body", "main", "html"})
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_CLASS = re.compile(r"titl|head|titr|name|label|caption|rubri|ttl|kop(?![a-z])|nadpis|naslov|zagol|cabec|hdr|tit(?![a-z])",
                            re.IGNORECASE)
_HEADINGS = "h1,h2,h3,h4,h5,h6"
_SPACE = re.compile(r"\s+")
_MAX_HEADING = 90
_LONE_BOX_LEVELS = 3
_LONE_BOX_TEXT = 300
_SAME_LIST_LEVELS = 4
_MAX_BETWEEN = 8
_LONGEST_DAY = 40
_MUTE_TAGS = frozenset({"script", "style", "template", "noscript", "link", "meta"})
_PARTING_CLASS = re.compile(r"(?:^|[\s_-])(?:(?:block|section|widget|box|list|group|module|column|sidebar|news)[_-]*(?:title|heading"
                            r"|header?|titre|titel|name|caption)|heading|title)(?=[\s_-]|$)", re.IGNORECASE)


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
    advert: bool = False
    """An element around it is named like an advertisement."""


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
    title = max(len(t) for t in teaser.texts)
    for level in range(lowest - _LONE_BOX_LEVELS, lowest):
        above = known.get(path[level])
        if above is not None and len(above.node.text()) <= 3 * title + _LONE_BOX_TEXT:
            return level
    return lowest


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
    apart = max(len(before.box_path), len(after.box_path)) - common
    if apart > _SAME_LIST_LEVELS or before.advert != after.advert:
        return False
    return not any(_parts(node) for node in between(before, after))


def between(before: Teaser | None, after: Teaser) -> Iterator[LexborNode]:
    """Nodes that stand between two teasers of a list, the nearest to the second one first.

    Without a first teaser: what stands before the second one under the same parent.
    """
    above = frozenset(before.box_path) if before is not None else frozenset()
    node: LexborNode | None = after.box
    levels = len(after.box_path) - _common(before.box_path, after.box_path) if before is not None else 1
    for _ in range(levels):
        if node is None:
            return
        sibling = node.prev
        steps = 0
        while sibling is not None and steps < _MAX_BETWEEN:
            if sibling.is_element_node:
                if sibling.mem_id in above:
                    break
                steps += 1
                if sibling.tag not in _MUTE_TAGS:
                    yield sibling
            elif sibling.is_text_node:
                yield sibling
            sibling = sibling.prev
        node = node.parent


def _parts(node: LexborNode) -> bool:
    """Whether a node between two teasers is the heading of a new list (and not a day within the list)."""
    if not node.is_element_node:
        return False
    text = heading_text(node) if node.tag in _HEADING_TAGS or node.css_first(_HEADINGS) is not None else None
    if text is None:
        names = node.attributes.get("class") or ""
        text = squeeze(node.text(separator=" ")) if _PARTING_CLASS.search(names) else None
    if not text or len(text) > _MAX_HEADING:
        return False
    return not (len(text) <= _LONGEST_DAY and read(text) is not None)


def headings_above(block: Block, tabs: dict[str, LexborNode], taken: set[int]) -> Iterator[tuple[str, int]]:
    """Texts that may be the heading of a list, the nearest first.

    Parameters
    ----------
    block : Block
        The list.
    tabs : dict of nodes
        Element id -> the link that opens it (``href="#id"``): the label of a tab.
    taken : set of int
        Ids of boxes of teasers: what lies in them is no heading of another list.

    Yields
    ------
    (str, int)
        The text, and how many levels above the first teaser's box it stands.
    """
    node: LexborNode | None = block.teasers[0].box
    for level in range(9):
        if node is None or node.tag in _WHOLE_TAGS:
            return
        for text in _before(node, taken):
            yield text, level
        node = node.parent
        if node is None or node.tag in _WHOLE_TAGS:
            return
        attributes = node.attributes
        label = attributes.get("aria-label")
        name = attributes.get("id")
        if name and name in tabs and _near(tabs[name], node):
            yield squeeze(tabs[name].text(separator=" ")), level
        if label and node.tag in ("section", "aside", "ul", "ol", "div"):
            yield squeeze(label), level


def _near(link: LexborNode, pane: LexborNode) -> bool:
    """Whether a link that opens a pane stands by it, as the label of a tab does (and a link that skips to it does not)."""
    around = set()
    above = pane.parent
    for _ in range(3):
        if above is None or above.tag in _WHOLE_TAGS:
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
        return _heading_words(node)
    if node.tag in ("figure", "figcaption", "nav"):
        return None
    whole = squeeze(node.text(separator=" "))
    if not whole or len(whole) > 2 * _MAX_HEADING:
        return None
    inner = node.css_first(_HEADINGS)
    if inner is not None:
        return _heading_words(inner)
    if len(whole) > _MAX_HEADING or len(node.css("a[href]")) > 1:
        return None
    child = node.css_first("[class*=titl],[class*=Titl],[class*=head],[class*=Head],strong,b")
    if child is not None and (text := squeeze(child.text(separator=" "))):
        return text
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if _HEADING_CLASS.search(names) or node.tag in ("b", "strong", "a", "dt", "legend", "summary", "caption"):
        return whole
    return whole if len(whole) <= 40 and node.tag in ("span", "div", "header") else None


def _heading_words(heading: LexborNode) -> str | None:
    """Words of a heading without the "show all" link behind them."""
    text = squeeze(heading.text(separator=" "))
    last = heading.last_child
    while last is not None and not last.is_element_node and not (last.text_content or "").strip():
        last = last.prev
    if last is not None and last.tag in ("a", "button"):
        rest = text.removesuffix(squeeze(last.text(separator=" "))).strip()
        text = rest or text
    return text if 0 < len(text) <= _MAX_HEADING else None


def share_of_links(block: Block) -> float:
    """Share of a short list's teasers among all its like siblings that hold a link: a list of tags has few article links."""
    box = block.teasers[0].box
    parent = box.parent
    if parent is None or parent.tag in _WHOLE_TAGS:
        return 1.0
    child = parent.first_child
    alike = 0
    while child is not None:
        if child.tag == box.tag and (child.tag == "a" or (child.is_element_node and child.css_first("a[href]") is not None)):
            alike += 1
        child = child.next
    return len(block.teasers) / alike if alike else 1.0
