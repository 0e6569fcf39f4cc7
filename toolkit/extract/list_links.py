"""Where a link stands in the page's tree: below a menu, a footer, an advertisement, in running text, in a card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

from .list_words import words

_CHROME_TAGS = frozenset({"nav", "dialog", "template", "select", "button", "figcaption"})
_CHROME_WORDS = words("class", "chrome")
_ADVERT_WORDS = words("class", "advert")
_ADVERT_BEGINNING = re.compile(r"(?<![^\s_-])(?:advert|adwrap|sponsor|commercial|outbrain|taboola)")
_ADVERT_FIRST_WORDS = frozenset({"ad", "ads", "adv", "dfp", "gpt"})
"""Only at the beginning of a name: "ad-box", but not "has-ad"."""
_FOOT = re.compile(r"(?:^|[\s_-])(?:site|page|main|global)[_-]?footer|(?:^|\s)footer(?=[\s_-]|$)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\s_-]+")
_PAGE_WIDE_TEXT = 2500
_STOP_TAGS = frozenset({"li", "article", "tr"})
_PARAGRAPHS = frozenset({"p", "blockquote"})
_OUTERMOST = frozenset({"-document", "html", "body"})
_SETTING_APART = {"article": 2, "li": 2, "section": 1, "aside": 1, "main": 1}

OPEN: Final = 0
CHROME: Final = 1
ADVERT: Final = 2
FOOT: Final = 3
"""Below a footer or an advertisement a link is a teaser only if its whole list looks like one."""


@dataclass(slots=True)
class Ancestor:
    """One element above a link: its place in the tree and what it says about the links below it."""

    node: LexborNode
    mem_id: int
    tag: str
    path: tuple[int, ...]
    state: int
    paragraph: bool
    card: int
    """2 within an article or a list item, 1 within another piece set apart (a section, an aside), else 0."""


@dataclass(slots=True)
class Chains:
    """Ancestors of links, each visited once however many links lie below it."""

    known: dict[int, Ancestor] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    """Length of the text of paragraphs, by id."""

    def text_length(self, node: LexborNode) -> int:
        """Length of an element's text, its white space collapsed; measured once."""
        mem_id = node.mem_id
        if mem_id not in self.lengths:
            self.lengths[mem_id] = len(" ".join(node.text(separator=" ").split()))
        return self.lengths[mem_id]

    def above(self, link: LexborNode) -> Ancestor | None:
        """The record of a link's parent element (None where the link has no parent)."""
        waiting: list[tuple[LexborNode, int]] = []
        node = link.parent
        known = self.known
        top: Ancestor | None = None
        while node is not None:
            mem_id = node.mem_id
            top = known.get(mem_id)
            if top is not None:
                break
            waiting.append((node, mem_id))
            node = node.parent
        for node, mem_id in reversed(waiting):
            top = known[mem_id] = _ancestor(node, mem_id, top)
        return top


def _ancestor(node: LexborNode, mem_id: int, parent: Ancestor | None) -> Ancestor:
    tag = node.tag or ""
    if parent is None:
        return Ancestor(node, mem_id, tag, (mem_id,), OPEN, False, 0)
    if parent.state == CHROME:  # nothing below is looked at
        return Ancestor(node, mem_id, tag, parent.path, CHROME, False, 0)
    state = parent.state
    if state == OPEN and tag not in _OUTERMOST:
        attributes = node.attributes
        names = attributes.get("class") or ""
        if "id" in attributes:
            names = f"{names} {attributes['id'] or ''}"
        state = _state(node, tag, names, parent)
    paragraph = tag in _PARAGRAPHS or (parent.paragraph and tag not in _STOP_TAGS)
    card = max(_SETTING_APART.get(tag, 0), parent.card)
    return Ancestor(node, mem_id, tag, (*parent.path, mem_id), state, paragraph, card)


def _state(node: LexborNode, tag: str, names: str, parent: Ancestor | None) -> int:
    if tag in _CHROME_TAGS or (tag == "header" and not inside_card(parent)):
        return CHROME
    if tag == "footer":
        return OPEN if parent is not None and parent.card > 1 else FOOT
    if tag == "form":
        return OPEN if _page_wide(node) else CHROME
    state = _named(names) if len(names) > 2 else OPEN
    if state == OPEN or (state == FOOT and inside_card(parent)) or (state != FOOT and _page_wide(node)):
        return OPEN
    return state


@lru_cache(maxsize=8192)
def _named(names: str) -> int:
    """What the class and id of an element call it."""
    if "oote" in names and _FOOT.search(names):
        return FOOT
    split = _CAMEL.sub("-", names).lower()
    found = _WORDS.findall(split)
    if not _ADVERT_WORDS.isdisjoint(found) or _ADVERT_BEGINNING.search(split):
        return ADVERT
    if not _ADVERT_FIRST_WORDS.isdisjoint(found) and any(
            _WORDS.findall(name)[:1] and _WORDS.findall(name)[0] in _ADVERT_FIRST_WORDS for name in split.split()):
        return ADVERT
    return CHROME if not _CHROME_WORDS.isdisjoint(found) else OPEN


def _page_wide(node: LexborNode) -> bool:
    """Whether an element holds the page's main part: then its class speaks of the layout ("has-ads"), not of itself."""
    if node.css_first("main") is not None:
        return True
    return node.css_first("h1") is not None and len(node.text()) > _PAGE_WIDE_TEXT


def named_advert(node: LexborNode) -> bool:
    """Whether an element's class names it an advertisement."""
    names = node.attributes.get("class")
    return bool(names) and _named(names or "") == ADVERT


def inside_card(above: Ancestor | None) -> bool:
    """Whether a teaser card is around: then ``header`` is the head of the card, not of the page."""
    return above is not None and above.card > 0
