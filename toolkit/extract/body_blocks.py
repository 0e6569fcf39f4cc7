"""A page as a flat list of text blocks with what their surroundings say: one walk over the tree, no recursion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from .body_hints import BODY, CONTESTED, FURNITURE, LEAD, NONE, hint

MAX_NODES = 150_000
MAX_CHARS = 3_000_000
"""A page beyond these is read up to them: time and memory stay bounded whatever the input."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED = _names("""
    head script style noscript template svg math iframe object embed video audio canvas map button select textarea input
    option datalist progress meter dialog nav footer menu figure figcaption img source wbr
""")
"""Elements whose text is never part of an article: not shown, a control, a picture with its caption, navigation."""
SKIPPED_BOXES = _names("nav footer menu figure")
"""Those of them that end the paragraph before them."""
OUTER = _names("aside form")
"""Elements that normally stand outside the running text; they count as furniture."""
BLOCKS = _names("""
    html body address article aside blockquote center dd details dir div dl dt fieldset form h1 h2 h3 h4 h5 h6 header
    hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul
""")
INLINE = _names("""
    a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small
    span strike strong sub sup time tt u var picture
""")
PARAGRAPHS = _names("p li h1 h2 h3 h4 h5 h6 dd dt td th")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_PLAIN = INLINE - {"a", "span", "time", "label", "mark", "font"}
"""Elements of type, which within a paragraph need no look at their attributes."""
_SKIP, _SKIP_BOX, _BREAK_LINE, _BLOCK, _TYPE, _INLINE, _UNKNOWN = range(7)
_DOES = {
    **dict.fromkeys(INLINE, _INLINE), **dict.fromkeys(_PLAIN, _TYPE), **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(SKIPPED, _SKIP), **dict.fromkeys(SKIPPED_BOXES, _SKIP_BOX), "br": _BREAK_LINE,
}
"""What each element does to the text around it."""
KIND = {**dict.fromkeys(HEADINGS, "heading"), "li": "item", "blockquote": "quote", "td": "cell", "th": "cell",
        "pre": "pre"}

_OUTER_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "dialog", "search"))
_PROPERTIES = {
    **dict.fromkeys(("description", "alternativeHeadline", "abstract"), LEAD),
    **dict.fromkeys(("author", "publisher", "caption", "keywords", "datePublished", "comment"), FURNITURE),
}
"""What schema.org's microdata says of an element."""
_TRUSTED = frozenset(("html", "body", "main"))
"""Elements whose class speaks of the page, not of themselves."""
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_LINKED_CARD: Final = 0.8
_RUNNING: Final = 250
"""Letters from which on a part of a paragraph is running text, whatever its name."""
_OPENING: Final = 24
"""Letters of a text by which it is found again."""
_TEXT_NODE: Final = 2
"""lexbor's number for text."""
_BREAK = re.compile(r"\n[ \t]*\n\s*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Block:
    """One paragraph-like run of text."""

    element: int
    """Index of its block-level element in `Tree`."""
    kind: str
    """``text``, ``heading``, ``item``, ``quote``, ``cell`` or ``pre``."""
    tag: str
    text: str
    weight: float
    """Length in characters, where a letter of a script without spaces counts 2.5 times."""
    links: float = 0.0
    """Share of its characters inside links."""


@dataclass(slots=True)
class Tree:
    """Elements of a page as parallel lists (index 0 is the root) and its blocks in document order."""

    parent: list[int] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    hint: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    aside: list[tuple[LexborNode, str]] = field(default_factory=list)
    """Furniture that was not entered, and all its text."""
    forms: set[int] = field(default_factory=set)
    """Elements with a form in them, one level below."""
    pictures: list[tuple[LexborNode, int, int]] = field(default_factory=list)
    """Pictures before the text of a block: the element around each and the number of the block."""

    def around(self, element: int, levels: int) -> Iterator[int]:
        """An element and those around it, up to so many in all."""
        for _ in range(levels):
            if element < 0:
                return
            yield element
            element = self.parent[element]


def weight(text: str) -> float:
    """Length of a text; a character of a script written without spaces carries about as much as 2.5 Latin ones."""
    if text.isascii():
        return float(len(text))
    dense = len(_DENSE.findall(text)) if _DENSE.search(text) else 0
    return len(text) + 1.5 * dense


class _Writer:
    """Gathers the pieces of text of one block and closes it when the next begins."""

    __slots__ = ("blocks", "element", "elements", "kind", "linked", "pieces")

    def __init__(self, elements: list[tuple[int, str, str, int]]) -> None:
        self.elements = elements
        self.blocks: list[Block] = []
        self.element = -1
        self.kind = "text"
        self.pieces: list[str] = []
        self.linked = 0

    def add(self, text: str, element: int, kind: str, linked: bool) -> None:
        """Append a piece of text; line breaks of the source are spaces, save in <pre>."""
        if element != self.element:
            self.flush()
            self.element, self.kind = element, kind
        if "\n" in text and kind != "pre":
            text = text.replace("\n", " ")
        self.pieces.append(text)
        if linked:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """Close the open block; two line breaks in a row part it into paragraphs."""
        element, self.element = self.element, -1
        if not self.pieces:
            return
        raw = "".join(self.pieces)
        self.pieces = []
        parts = _BREAK.split(raw) if "\n" in raw else [raw]
        for part in parts:
            if "\n" in part:
                text = "\n".join(filter(None, (" ".join(line.split()) for line in part.split("\n"))))
            else:
                text = " ".join(part.split())
            if text:
                share = len(text) if len(parts) == 1 else len(raw)
                # A cell that holds paragraphs is a column of the page.
                kind = "text" if len(parts) > 1 and self.kind == "cell" else self.kind
                self.blocks.append(Block(
                    element, kind, self.elements[element][1], text, weight(text), min(1.0, self.linked / share)))
        self.linked = 0


class Spared:
    """Which furniture is entered all the same, where a reading may pass over the rest.

    Parameters
    ----------
    around : iterable of LexborNode
        Elements whose surroundings are entered: the headings.
    said : iterable of str
        Texts that must not be missed: title and summary.
    """

    __slots__ = ("_nodes", "_openings")

    def __init__(self, around: Iterable[LexborNode], said: Iterable[str]) -> None:
        self._nodes: set[int] = set()
        for start in around:
            node: LexborNode | None = start
            while node is not None and node.mem_id not in self._nodes:
                self._nodes.add(node.mem_id)
                node = node.parent
        self._openings = [text[:_OPENING] for text in said if text]

    def enters(self, node: LexborNode, text: str) -> bool:
        """Tell whether an element of this text is to be entered."""
        return node.mem_id in self._nodes or any(opening in text for opening in self._openings)


class _Walk:
    """One walk over a tree: what each element hands down to the text inside it.

    That is a tuple for each element of `Tree`: its block, the kind of that, whether it is in a link, and whether its
    block is a paragraph.
    """

    __slots__ = ("aside", "down", "elements", "forms", "letters", "out", "pictures", "spared")

    def __init__(self, root: LexborNode, spared: Spared | None) -> None:
        self.elements: list[tuple[int, str, str, int]] = [(-1, "html", *_meaning(root, "html"))]
        """Parent, tag, name and hint of each element."""
        self.out = _Writer(self.elements)
        self.down: list[tuple[int, str, bool, bool]] = [(0, "text", False, False)]
        self.spared = spared
        self.aside: list[tuple[LexborNode, str]] = []
        self.letters = 0
        self.forms: set[int] = set()
        self.pictures: list[tuple[LexborNode, int, int]] = []

    def tree(self) -> Tree:
        """What the walk has found."""
        self.out.flush()
        parent, tag, name, hints = map(list, zip(*self.elements, strict=True))
        return Tree(parent, tag, name, hints, self.out.blocks, self.aside, self.forms, self.pictures)

    def open(self, node: LexborNode, tag: str, does: int, above: int) -> int:
        """Enter an element and return its index; that of the one above for plain type, -1 where it is passed over."""
        block, kind, linked, in_line = self.down[above]
        here = len(self.elements)
        if does == _BLOCK:
            block, in_line, kind = here, tag in PARAGRAPHS, KIND.get(tag, kind)
            name, meaning = _meaning(node, tag)
            if tag == "form":
                self.forms.add(above)
            if self.out.pieces:
                self.out.flush()
        else:
            # An element of unknown kind (<my-link>) is in the line where it is inside a paragraph, else it is a box.
            # In the line only a span is asked what it means: the names of links speak of where they lead.
            name, meaning = _meaning(node, tag) if not in_line or tag == "span" else ("", NONE)
            if in_line:
                if meaning == FURNITURE and len(node.text()) >= _RUNNING:
                    meaning = NONE
                if meaning == FURNITURE or (tag == "span" and _is_card(node)):
                    return -1
            elif does == _UNKNOWN:
                if self.out.pieces:
                    self.out.flush()
                block = here
            elif meaning == FURNITURE:
                block = here
        self.elements.append((above, tag, name, meaning))
        self.down.append((block, kind, linked or tag == "a", in_line))
        if meaning == FURNITURE and self.spared is not None and tag not in _TRUSTED and self._passes_over(node):
            if self.out.pieces:
                self.out.flush()
            return -1
        return here

    def _passes_over(self, node: LexborNode) -> bool:
        """Tell whether a piece of furniture is not entered, and note what it says."""
        text = node.text()
        self.letters += len(text)
        if self.letters > MAX_CHARS:
            self.spared = None  # furniture in furniture, many times over: asking costs more than entering
        if self.spared is None or self.spared.enters(node, text):
            return False
        self.aside.append((node, text))
        return True


def read_blocks(root: LexborNode | None, spared: Spared | None = None) -> Tree:
    """Elements and text blocks of a page.

    Parameters
    ----------
    root : LexborNode or None
        The ``html`` element, or another to read its part of the page.
    spared : Spared, optional
        With it furniture is passed over, save what this names: half of the elements of a page and more.

    Returns
    -------
    Tree
        Without the text of scripts, controls and embedded objects.
    """
    if root is None:
        return Tree()
    walk = _Walk(root, spared)
    out, down, open_element, does_of = walk.out, walk.down, walk.open, _DOES.get
    # Going down by hand, not by `traverse`: what is skipped is skipped with all that is in it, and the element above
    # is known without asking each node for its parent. ``later`` holds what follows the elements gone into.
    later: list[tuple[LexborNode | None, int]] = []
    node, above, chars = root.first_child, 0, 0
    while node is not None or later:
        if node is None:
            node, above = later.pop()
            continue
        if node.tag_id == _TEXT_NODE:
            text = node.text_content
            if text and not text.isspace():
                block, kind, linked, _ = down[above]
                out.add(text[:MAX_CHARS - chars], block, kind, linked)
                chars += len(text)
                if chars >= MAX_CHARS:
                    break
            elif out.pieces:
                out.pieces.append(" ")
        else:
            tag = node.tag or "unknown"
            does = does_of(tag, _UNKNOWN)
            here = -1
            if does >= _BLOCK:
                if does == _TYPE and down[above][3]:
                    here = above
                elif tag[0] not in "-!":
                    here = open_element(node, tag, does, above)
                    if here >= MAX_NODES:
                        break
            elif does == _BREAK_LINE:
                if out.pieces:
                    out.pieces.append("\n")
            elif does == _SKIP_BOX:
                out.flush()
            elif tag == "img" and not out.pieces:
                walk.pictures.append((node, above, len(out.blocks)))
            if here >= 0:
                child = node.first_child
                if child is not None:
                    later.append((node.next, above))
                    node, above = child, here
                    continue
        node = node.next
    return walk.tree()


def _is_card(node: LexborNode) -> bool:
    """Tell whether an element in a line is a card about what the line names: a picture and links, hardly other text."""
    if node.css_first("img") is None:
        return False
    links = node.css("a")
    return len(links) > 1 and sum(len(link.text()) for link in links) > _LINKED_CARD * len(node.text())


def _meaning(node: LexborNode, tag: str) -> tuple[str, int]:
    """Name (class and id) and hint of one element."""
    attributes = node.attributes
    if not attributes:
        return "", FURNITURE if tag in OUTER else NONE
    kind, ident = attributes.get("class"), attributes.get("id")
    name = (f"{kind} {ident}" if ident else kind) if kind else ident or ""
    if tag in OUTER:
        return name, FURNITURE
    if len(attributes) > (kind is not None) + (ident is not None):
        stated = _stated(attributes)
        if stated != NONE:
            return name, stated
    found = NONE if not name or tag in _TRUSTED else hint(name)
    return name, NONE if found == CONTESTED and tag == "p" else found


def _stated(attributes: dict[str, str | None]) -> int:
    """What other attributes than class and id say of an element, else `NONE`."""
    style, prop = attributes.get("style"), attributes.get("itemprop")
    # (A look for the words first: a pattern takes much longer where none of its code is in the processor's caches.)
    lower = style.lower() if style else ""
    hides = ("none" in lower or "hidden" in lower) and _HIDDEN.search(lower)
    if hides or "hidden" in attributes or attributes.get("role") in _OUTER_ROLES:
        return FURNITURE
    if not prop:
        return NONE
    return BODY if "articleBody" in prop else _PROPERTIES.get(prop, NONE)
