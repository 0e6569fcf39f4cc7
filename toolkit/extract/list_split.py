"""Which neighbouring teasers are one list, and what stands between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from .list_blocks import PARTING_CLASS, WHOLE_TAGS, Block, Teaser, common_length, squeeze
from .list_headings import MAX_HEADING, MUTE_TAGS, heading_text
from .list_links import Ancestor, named_advert
from .list_shown import may_be_relative
from .stamps import read

_SAME_LIST_LEVELS = 4
_MAX_BETWEEN = 8
_LONGEST_DAY = 40


def split_blocks(teasers: list[Teaser], known: dict[int, Ancestor]) -> list[Block]:
    """Put neighbouring teasers together as long as they hang close to each other and no heading stands between."""
    blocks: list[Block] = []
    current: list[Teaser] = []
    below = Counter(t.box_path[-2] for t in teasers if len(t.box_path) > 1)
    for teaser in teasers:
        if current and (_two_lists(current[-1], teaser, below) or not _continues(current[-1], teaser, known, below)):
            blocks.append(Block(current))
            current = []
        current.append(teaser)
    if current:
        blocks.append(Block(current))
    return blocks


def _two_lists(before: Teaser, after: Teaser, below: Counter[int]) -> bool:
    """Whether two teasers end one list and begin the next: both parents hold several, each in a box of its own.

    Rows of one grid hold several teasers too, but lie in one box.
    """
    a, b = before.box_path, after.box_path
    return len(a) > 2 and len(b) > 2 and a[-2] != b[-2] and a[-3] != b[-3] and below[a[-2]] > 1 and below[b[-2]] > 1


def _continues(before: Teaser, after: Teaser, known: dict[int, Ancestor], below: Counter[int]) -> bool:
    common = common_length(before.box_path, after.box_path)
    if not common or (known[before.box_path[common - 1]].tag in WHOLE_TAGS and not _alike(before.box, after.box)):
        return False
    apart = max(len(before.box_path), len(after.box_path)) - common
    if apart > _SAME_LIST_LEVELS:
        return False
    lists = apart > 1 and below[before.box_path[-2]] > 1 and below[after.box_path[-2]] > 1 \
        and before.box_path[-2] != after.box_path[-2]
    after.before, after.gap = before, list(between(before, after))
    return not any(_parts(node, lists) for node in after.gap if node.is_element_node)


@lru_cache(maxsize=4096)
def _states_a_day(text: str) -> bool:
    return (any(map(str.isdigit, text)) or may_be_relative(text)) and read(text) is not None


def _alike(a: LexborNode, b: LexborNode) -> bool:
    return a.tag == b.tag and a.attributes.get("class") == b.attributes.get("class")


def between(before: Teaser | None, after: Teaser) -> Iterator[LexborNode]:
    """Nodes that stand between two teasers of a list, the nearest to the second one first.

    Without a first teaser: what stands before the second one under the same parent.
    """
    node: LexborNode | None = after.box
    levels, limit = 1, 0
    if before is not None:
        common = common_length(before.box_path, after.box_path)
        levels = len(after.box_path) - common
        limit = before.box_path[common] if common < len(before.box_path) else 0  # the branch that holds the first one
    for _ in range(levels):
        if node is None:
            return
        sibling = node.prev
        steps = 0
        while sibling is not None and steps < _MAX_BETWEEN:
            if sibling.is_element_node:
                if sibling.mem_id == limit:
                    break
                steps += 1
                if sibling.tag not in MUTE_TAGS:
                    yield sibling
            elif sibling.is_text_node:
                yield sibling
            sibling = sibling.prev
        node = node.parent


def _parts(node: LexborNode, two_parents: bool) -> bool:
    """Whether an element between two teasers is the heading of a new list (and not a day within the list).

    Between two parents that hold several teasers each, any short text is.
    """
    if named_advert(node):
        return False
    found = heading_text(node)
    text = found.text if found is not None and found.tagged else None
    if text is None:
        names = node.attributes.get("class") or ""
        text = squeeze(node.text(separator=" ")) if two_parents or PARTING_CLASS.search(names) else None
    if not text or len(text) > MAX_HEADING:
        return False
    return not (len(text) <= _LONGEST_DAY and _states_a_day(text))
