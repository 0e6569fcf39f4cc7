"""Where a link stands in the page's tree: below a menu, a footer, an advertisement, in running text, in a card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

from .document import Document
from .list_addresses import ARTICLE, article_address
from .list_words import words

_CHROME_TAGS = frozenset({"nav", "dialog", "template", "select", "button", "figcaption"})
_TELLING_TAGS = _CHROME_TAGS | {"header", "footer", "form"}
_CHROME_WORDS = words("class", "chrome")
_ADVERT_WORDS = words("class", "advert")
_ADVERT_BEGINNING = re.compile(r"(?<![^\s_-])(?:advert|adwrap|sponsor|commercial|outbrain|taboola)")
_ADVERT_FIRST_WORDS = frozenset({"ad", "ads", "adv", "dfp", "gpt"})
"""Only at the beginning of a name: "ad-box", but not "has-ad"."""
_NAMING = _CHROME_WORDS | _ADVERT_WORDS | _ADVERT_FIRST_WORDS
_FOOT = re.compile(r"(?:^|[\s_-])(?:site|page|main|global)[_-]?footer|(?:^|\s)footer(?=[\s_-]|$)", re.IGNORECASE)
_HEAD = re.compile(r"(?:^|\s)(?:header[_-](?:wrap\w*|top|bottom|main|inner|container|nav\w*|menu)|"
                   r"(?:site|main|page|global|top)[_-]?header)(?=\s|$)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\s_-]+")
_PAGE_WIDE_TEXT = 2500
_CARD_LEVELS = 3
_OF_A_POST = re.compile(r"\b(?:tag|category)-\S+")
"""What a publishing system says in the class of an entry of its subjects."""
_ON_THE_FRONT = re.compile(r"\bnode--?promoted\b")
"""And of its place: an article that stands on the front page is no advertisement."""
_LISTED = 24
_FEWEST_HEADLINES = 3
_LONG_ENOUGH = 28
_LONG_ENOUGH_WIDE = 11
_STOP_TAGS = frozenset({"li", "article", "tr"})
_PARAGRAPHS = frozenset({"p", "blockquote"})
_OUTERMOST = frozenset({"-document", "html", "body"})
_SETTING_APART = {"article": 2, "li": 2, "section": 1, "aside": 1, "main": 1}

OPEN: Final = 0
CHROME: Final = 1
ADVERT: Final = 2
FOOT: Final = 3
"""Below a footer or an advertisement a link is a teaser only if its whole list looks like one."""
HEAD: Final = 4
"""What a name says of the head of the page; an element is OPEN or CHROME by it."""


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


class Chains:
    """Ancestors of links, each visited once however many links lie below it."""

    __slots__ = ("doc", "known", "lengths", "most")

    def __init__(self, doc: Document, *, most: int | None = None) -> None:
        self.doc = doc
        self.most = most
        """What is named a menu and holds more text than this is none; None: only what holds the main part is none."""
        self.known: dict[int, Ancestor] = {}
        self.lengths: dict[int, int] = {}
        """Length of the text of paragraphs, by id."""

    def text_length(self, node: LexborNode) -> int:
        """Length of an element's text, its white space collapsed; measured once."""
        mem_id = node.mem_id
        if mem_id not in self.lengths:
            self.lengths[mem_id] = len(" ".join(node.text(separator=" ").split()))
        return self.lengths[mem_id]

    def above(self, link: LexborNode) -> Ancestor | None:
        """The record of a link's parent element (None where the link has no parent); below a menu, that of the menu."""
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
            if top is None:
                top = Ancestor(node, mem_id, node.tag or "", (mem_id,), OPEN, False, 0)
            elif top.state != CHROME:  # nothing below a menu is looked at
                tag = node.tag or ""
                state = top.state
                if state == OPEN and tag not in _OUTERMOST:
                    state = self._state(node, mem_id, tag, top)
                paragraph = tag in _PARAGRAPHS or (top.paragraph and tag not in _STOP_TAGS)
                card = top.card
                if card < 2 and tag in _SETTING_APART:
                    card = max(_SETTING_APART[tag], card)
                top = Ancestor(node, mem_id, tag, (*top.path, mem_id), state, paragraph, card)
            known[mem_id] = top
        return top

    def _state(self, node: LexborNode, mem_id: int, tag: str, parent: Ancestor) -> int:
        if tag in _TELLING_TAGS:
            if tag == "figcaption":
                return OPEN if self._names_a_card(node, parent) else CHROME
            if tag in _CHROME_TAGS or (tag == "header" and not inside_card(parent)):
                return CHROME
            if tag == "footer":
                return OPEN if parent.card > 1 else FOOT
            if tag == "form":
                return OPEN if self._page_wide(node, mem_id) else CHROME
        attributes = node.attributes
        names = attributes.get("class") or ""
        if "id" in attributes:
            names = f"{names} {attributes['id'] or ''}"
        state = _named(names) if len(names) > 2 else OPEN
        if state == OPEN or (state in (FOOT, HEAD) and inside_card(parent)):
            return OPEN
        if state == HEAD:
            return OPEN if mem_id in self.doc.main_parts["h1"] else CHROME
        if state == CHROME and tag == "article":  # its class tells what it is about ("weather", "tag-elections")
            return OPEN
        if state == CHROME and "omment" not in names and _lists_headlines(node):
            return OPEN
        return OPEN if state != FOOT and self._page_wide(node, mem_id) else state

    def _names_a_card(self, caption: LexborNode, parent: Ancestor) -> bool:
        """Whether the caption of a picture is the headline of a card rather than words about the picture."""
        if caption.css_first("h2,h3,h4,h5,h6") is not None:
            return True
        near = [self.known[i] for i in parent.path[-_CARD_LEVELS:]]
        if not any(a.tag == "article" and a.mem_id not in self.doc.main_parts["h1"] for a in near):
            return False
        link = caption.css_first("a")
        return link is not None and 2 * len(link.text().strip()) > len(caption.text().strip())

    def _page_wide(self, node: LexborNode, mem_id: int) -> bool:
        """Whether an element holds the main part: then its class speaks of the layout ("has-ads"), not of itself."""
        parts = self.doc.main_parts
        if self.most is not None and len(node.text()) > self.most:
            return True
        return mem_id in parts["main"] or (mem_id in parts["h1"] and len(node.text()) > _PAGE_WIDE_TEXT)


def _lists_headlines(node: LexborNode) -> bool:
    """Whether what is named a menu ("nav-latest", "article_menu") lists articles: nearly all links that show a text."""
    headlines: set[str] = set()
    others = 0
    for link in node.css("a[href]")[:_LISTED]:
        text = link.text().strip()
        if not text:
            continue
        href = link.attributes["href"] or ""
        if (len(text) >= (_LONG_ENOUGH if text.isascii() else _LONG_ENOUGH_WIDE)
                and (at := article_address(href)) is not None and at[2] == ARTICLE):
            headlines.add(href)
        else:
            others += 1
            if 4 * others > _LISTED:
                return False
    return len(headlines) >= _FEWEST_HEADLINES and len(headlines) >= 3 * others


@lru_cache(maxsize=8192)
def _named(names: str) -> int:
    """What the class and id of an element call it."""
    if "oote" in names and _FOOT.search(names):
        return FOOT
    if "eader" in names and _HEAD.search(names):
        return HEAD
    if "hentry" in names or "type-post" in names:
        names = _OF_A_POST.sub("", names)
    if "promoted" in names:
        names = _ON_THE_FRONT.sub("", names)
    split = names.lower()
    if split != names:
        split = _CAMEL.sub("-", names).lower()
    found = split.replace("-", " ").replace("_", " ").split()
    if (("adv" in split or "adw" in split or "spons" in split or "comm" in split or "outb" in split
            or "tabo" in split) and _ADVERT_BEGINNING.search(split)):
        return ADVERT
    if _NAMING.isdisjoint(found):
        return OPEN
    if not _ADVERT_WORDS.isdisjoint(found) or any(
            _WORDS.findall(name)[:1] and _WORDS.findall(name)[0] in _ADVERT_FIRST_WORDS for name in split.split()):
        return ADVERT
    return CHROME if not _CHROME_WORDS.isdisjoint(found) else OPEN


def named_advert(node: LexborNode) -> bool:
    """Whether an element's class names it an advertisement."""
    names = node.attributes.get("class")
    return names is not None and len(names) > 1 and _named(names) == ADVERT


def inside_card(above: Ancestor | None) -> bool:
    """Whether a teaser card is around: then ``header`` is the head of the card, not of the page."""
    return above is not None and above.card > 0
