"""Entries that their list vouches for: what stands among headlines in a box of the same kind is a headline too.

An address such as ``/news/mill-burns/`` or a headline of two words says too little by itself. In a row of a list whose
other rows are articles for sure, it is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from .list_addresses import ARTICLE, PERHAPS, Address, address, may_name_an_article
from .list_blocks import WHOLE_TAGS, Teaser, common_length, seen_text
from .list_links import CHROME, OPEN, Ancestor, Chains

_HEADINGS: Final = "h1,h2,h3,h4,h5,h6"
_FEWEST_ROWS: Final = 2
_MOST_ROWS: Final = 200
_SHORTEST: Final = 8
_LENGTH_OF_HEADLINES: Final = 22
_MOST_LINKS: Final = 12


class Row(NamedTuple):
    """A link that its list vouches for."""

    link: LexborNode
    href: str
    host: str | None
    name: str
    text: str
    above: Ancestor


def vouched_for(teasers: list[Teaser], chains: Chains, headline: Callable[[str, int], bool],
                trusted: str) -> Iterator[Row]:
    """Links in rows that are like the rows of teasers around them.

    Parameters
    ----------
    teasers : list of Teaser
        In the order of the page.
    chains : Chains
        Ancestors of their links.
    headline : callable
        Whether a text is long enough for a headline, given how sure the address is.
    trusted : str
        See `toolkit.extract.list_addresses.trusted_prefix`.

    Yields
    ------
    Row
        In the order of the page within one list.
    """
    for container, rows in _lists(teasers):
        above = chains.known[container]
        if above.tag in WHOLE_TAGS or above.state != OPEN:
            continue
        others = list(_other_rows(above.node, rows))
        if not others or len(others) > _MOST_ROWS:
            continue
        depths = {_depth(t.key) for t in rows.values() if t is not None}
        found = [row for box in others if (row := _row(box, chains, headline, trusted, depths)) is not None]
        if len(others) <= len(rows) or (5 * len(found) >= 4 * len(others)
                                        and sum(len(row.text) for row in found) >= _LENGTH_OF_HEADLINES * len(found)):
            yield from found


def _lists(teasers: list[Teaser]) -> Iterator[tuple[int, dict[int, Teaser | None]]]:
    """Elements with children that hold one teaser each: id of the element, ids of the children and their teasers.

    A child that holds several is there with None.
    """
    paths = [(*t.above.path, t.links[0].mem_id) for t in teasers]
    lists: dict[int, dict[int, Teaser | None]] = {}
    several: set[int] = set()
    for (a, first), (b, second) in pairwise(zip(paths, teasers, strict=True)):
        common = common_length(a, b)
        if 0 < common < min(len(a), len(b)):
            rows = lists.setdefault(a[common - 1], {})
            rows[a[common]], rows[b[common]] = first, second
            several.update(a[:common])
    for container, rows in lists.items():
        single = len(rows.keys() - several)
        if single >= _FEWEST_ROWS and 2 * single > len(rows):
            yield container, {row: None if row in several else teaser for row, teaser in rows.items()}


def _other_rows(container: LexborNode, rows: dict[int, Teaser | None]) -> Iterator[LexborNode]:
    """Children of a list that are like its rows and hold no teaser."""
    strange: list[LexborNode] = []
    alike: list[LexborNode] = []
    child = container.first_child
    while child is not None:
        if child.is_element_node:
            if child.mem_id not in rows:
                strange.append(child)
            elif rows[child.mem_id] is not None:
                alike.append(child)
        child = child.next
    kinds = {_kind(node) for node in alike} if strange else set()
    return (node for node in strange if _kind(node) in kinds)


def _kind(node: LexborNode) -> tuple[str | None, str]:
    names = (node.attributes.get("class") or "").split(None, 1)
    return node.tag, names[0].rstrip("0123456789") if names else ""


def _depth(key: str) -> int:
    return key.partition("?")[0].count("/")


def _row(box: LexborNode, chains: Chains, headline: Callable[[str, int], bool], trusted: str,
         depths: set[int]) -> Row | None:
    """The link of a row that leads to its article: the one in its heading, else the first that shows a headline."""
    links = [box] if box.tag == "a" else [n for n in box.css("a")[:_MOST_LINKS] if n.attributes.get("href")]
    empty: Row | None = None
    for link in links:
        href = (link.attributes.get("href") or "").strip()
        at = address(href, trusted) if href and href[0] != "#" else None
        if at is None or not _likely(at, depths):
            continue
        text = seen_text(link)
        above = chains.above(link)
        if above is None or above.state == CHROME:
            continue
        row = Row(link, href, at.host, at.name, text, above)
        if not text:
            empty = empty or row
        elif headline(text, ARTICLE) or (at.kind == ARTICLE and len(text) >= _SHORTEST and " " in text):
            return row
    if empty is not None and box.css_first(_HEADINGS) is not None:
        return empty
    return None


def _likely(at: Address, depths: set[int]) -> bool:
    if at.kind == ARTICLE:
        return True
    return may_name_an_article(at.path) and (at.kind == PERHAPS or at.path.rstrip("/").count("/") in depths)
