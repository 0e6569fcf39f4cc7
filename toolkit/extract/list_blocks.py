"""Repeated structure: which links are one teaser, which teasers are one list, and what the list is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from .list_links import OPEN, Ancestor, named_advert
from .stamps import read

_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_WHOLE_TAGS = frozenset({"body", "main", "html", "-document"})
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_CLASS = re.compile(r"(?<!sub)titl|(?<!sub)head(?!er-?link)|titr|label|caption|rubri|ttl|kop(?![a-z])|nadpis|naslov|zagol|"
                            r"cabec|hdr|tit(?![a-z])|(?:^|[\s_-])h[1-6](?![a-z])", re.IGNORECASE)
_MAX_HEADING = 90
_LONE_BOX_LEVELS = 3
_LONE_BOX_TEXT = 150
_SAME_LIST_LEVELS = 4
_MAX_BETWEEN = 8
_MARK_LEVELS = 10
_LONGEST_DAY = 40
_HEADING_LEVELS = 6
_HEADING_STEPS = 4
_BESIDE_HEADING = 15
_MOST_ELEMENTS = 32
_NO_HEADING_TAGS = frozenset({"figure", "figcaption", "nav", "button", "form", "ul", "ol", "table", "main", "article"})
_MUTE_TAGS = frozenset({"script", "style", "template", "noscript", "link", "meta"})
_PARTING_CLASS = re.compile(r"(?:^|[\s_-])(?:(?:block|section|widget|box|list|group|module|column|sidebar|news)[_-]*(?:title|heading"
                            r"|header?|titre|titel|name|caption)|heading|title)(?=[\s_-]|$)", re.IGNORECASE)


def squeeze(text: str) -> str:
    """Text with its white space collapsed."""
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
    return squeeze(text)


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
        nearest = i - 1 if shared[i] >= shared[i + 1] else i + 1
        alike = depth > 0 and len(paths[nearest]) == len(path)
        depth = max(depth, _card_depth(teaser, path, depth, known, alike=alike))
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


def _card_depth(teaser: Teaser, path: tuple[int, ...], depth: int, known: dict[int, Ancestor], *,
                alike: bool) -> int:
    """Depth that a box is not to exceed: a list item, an article card, or a few levels around a link unlike its neighbour."""
    for level in range(len(path) - 1, depth, -1):
        above = known.get(path[level])
        if above is not None and above.tag in _CARD_TAGS:
            if above.tag == "article" and above.node.css_first("h1") is not None:
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
    found: dict[int, list[LexborNode]] = {t.box.mem_id: [] for t in teasers}
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


def split_blocks(teasers: list[Teaser], known: dict[int, Ancestor]) -> list[Block]:
    """Put neighbouring teasers together as long as they hang close to each other and no heading stands between."""
    blocks: list[Block] = []
    current: list[Teaser] = []
    below = Counter(t.box_path[-2] for t in teasers if len(t.box_path) > 1)
    for teaser in teasers:
        if current and (_two_lists(current[-1], teaser, below) or not _continues(current[-1], teaser, known, below)):
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


def _two_lists(before: Teaser, after: Teaser, below: Counter[int]) -> bool:
    """Whether two teasers end one list and begin the next: both parents hold several, each in a box of its own.

    Rows of one grid hold several teasers too, but lie in one box.
    """
    a, b = before.box_path, after.box_path
    return len(a) > 2 and len(b) > 2 and a[-2] != b[-2] and a[-3] != b[-3] and below[a[-2]] > 1 and below[b[-2]] > 1


def _continues(before: Teaser, after: Teaser, known: dict[int, Ancestor], below: Counter[int]) -> bool:
    common = _common(before.box_path, after.box_path)
    if not common or (known[before.box_path[common - 1]].tag in _WHOLE_TAGS and not _alike(before.box, after.box)):
        return False
    apart = max(len(before.box_path), len(after.box_path)) - common
    if apart > _SAME_LIST_LEVELS:
        return False
    lists = apart > 1 and below[before.box_path[-2]] > 1 and below[after.box_path[-2]] > 1 \
        and before.box_path[-2] != after.box_path[-2]
    return not any(_parts(node, lists) for node in between(before, after))


@lru_cache(maxsize=4096)
def _states_a_day(text: str) -> bool:
    return read(text) is not None


def _alike(a: LexborNode, b: LexborNode) -> bool:
    return a.tag == b.tag and a.attributes.get("class") == b.attributes.get("class")


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


def _parts(node: LexborNode, two_parents: bool) -> bool:
    """Whether a node between two teasers is the heading of a new list (and not a day within the list).

    Between two parents that hold several teasers each, any short text is.
    """
    if not node.is_element_node or named_advert(node):
        return False
    found = heading_text(node)
    text = found.text if found is not None and found.tagged else None
    if text is None:
        names = node.attributes.get("class") or ""
        text = squeeze(node.text(separator=" ")) if two_parents or _PARTING_CLASS.search(names) else None
    if not text or len(text) > _MAX_HEADING:
        return False
    return not (len(text) <= _LONGEST_DAY and _states_a_day(text))


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
        if node is None or node.tag in _WHOLE_TAGS:
            return
        yield from _before(node, taken, level)
        node = node.parent
        if node is None or node.tag in _WHOLE_TAGS:
            return
        attributes = node.attributes
        label = attributes.get("aria-label")
        name = attributes.get("id")
        if name and name in tabs and _near(tabs[name], node):
            yield Heading(squeeze(tabs[name].text(separator=" ")), level, True)
        if label and node.tag in ("section", "aside", "ul", "ol", "div"):
            yield Heading(squeeze(label), level, True)


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


def _before(node: LexborNode, taken: Container[int], level: int) -> Iterator[Heading]:
    before = node.prev
    steps = 0
    while before is not None and steps < _HEADING_STEPS:
        if before.is_element_node and before.tag not in _MUTE_TAGS:
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
    if header.tag in _HEADING_TAGS or not 2 < sum(1 for _ in islice(header.traverse(), _MOST_ELEMENTS)) < _MOST_ELEMENTS:
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
    surveyed = _survey(node)
    if surveyed is None:
        return None
    heading, marked, links = surveyed
    whole = squeeze(node.text(separator=" "))
    if not whole or len(whole) > 2 * _MAX_HEADING:
        return None
    inner = heading or marked
    if inner is not None:
        # A card of an advertisement between two teasers has a heading too, but more than that.
        text = _heading_words(inner)
        if text and 2 * len(text) > len(whole) - _BESIDE_HEADING:
            return HeadingText(text, True, heading is not None)
        return None
    if len(whole) > _MAX_HEADING or links > 1:
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
            links += bool(inner.text().strip())
        if marked is None and count:
            names = inner.attributes.get("class")
            if tag in ("strong", "b") or (names and _heading_class(names)):
                marked = inner if inner.text().strip() else None
    return None, marked, links


@lru_cache(maxsize=8192)
def _heading_class(names: str) -> bool:
    return _HEADING_CLASS.search(names) is not None


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
        if child.tag == box.tag and (child.tag == "a" or any(n.tag == "a" for n in child.traverse())):
            alike += 1
        child = child.next
    return len(block.teasers) / alike if alike else 1.0
