"""A page as a flat list of text blocks with what their surroundings say: one walk over the tree, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .body_hints import BODY, FURNITURE, LEAD, NONE, hint

MAX_NODES = 150_000
MAX_CHARS = 3_000_000
"""A page beyond these is read up to them: time and memory stay bounded whatever the input."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED = _names("""
    head script style noscript template svg math iframe object embed video audio canvas map button select textarea input
    option datalist progress meter dialog nav footer menu figure figcaption
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
    span strike strong sub sup time tt u var wbr img picture source
""")
PARAGRAPHS = _names("p li h1 h2 h3 h4 h5 h6 dd dt td th")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
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


def weight(text: str) -> float:
    """Length of a text; a character of a script written without spaces carries about as much as 2.5 Latin ones."""
    if text.isascii():
        return float(len(text))
    dense = len(_DENSE.findall(text)) if _DENSE.search(text) else 0
    return len(text) + 1.5 * dense


class _Writer:
    """Gathers the pieces of text of one block and closes it when the next begins."""

    __slots__ = ("element", "kind", "linked", "pieces", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.element = -1
        self.kind = "text"
        self.pieces: list[str] = []
        self.linked = 0

    def add(self, text: str, place: _Place) -> None:
        """Append a piece of text; line breaks of the source are spaces, save in <pre>."""
        if place.block != self.element:
            self.flush()
            self.element, self.kind = place.block, place.kind
        if "\n" in text and place.kind != "pre":
            text = text.replace("\n", " ")
        self.pieces.append(text)
        if place.linked:
            self.linked += len(text.strip())

    def line_break(self) -> None:
        """Append a line break to an open block."""
        if self.pieces:
            self.pieces.append("\n")

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
                self.tree.blocks.append(Block(
                    element, self.kind, self.tree.tag[element], text, weight(text),
                    min(1.0, self.linked / share)))
        self.linked = 0


@dataclass(slots=True)
class _Place:
    """What an element hands down to the text inside it."""

    element: int
    block: int
    kind: str
    linked: bool


def read_blocks(root: LexborNode | None) -> Tree:
    """Elements and text blocks of a page.

    Parameters
    ----------
    root : LexborNode or None
        The ``html`` element.

    Returns
    -------
    Tree
        Without the text of scripts, controls and embedded objects.
    """
    tree = Tree()
    if root is None:
        return tree
    # Elements that are skipped have no place, and so none of those inside them has one.
    places: dict[int, _Place] = {root.mem_id: _open(tree, root, "html", None)}  # type: ignore[dict-item]
    out = _Writer(tree)
    nodes = root.traverse(include_text=True)
    next(nodes, None)
    chars = 0
    for node in nodes:
        tag = node.tag
        parent = node.parent
        place = places.get(parent.mem_id) if parent is not None else None
        if place is None:
            continue
        if tag == "-text":
            text = node.text_content
            if not text:
                continue
            if text.isspace():
                if out.pieces:
                    out.pieces.append(" ")
                continue
            out.add(text[:MAX_CHARS - chars], place)
            chars += len(text)
            if chars >= MAX_CHARS:
                break
        elif tag is None or tag[0] not in "-!":
            if tag == "br":
                out.line_break()
            elif tag in SKIPPED:
                if tag in SKIPPED_BOXES:
                    out.flush()
            else:
                opened = _open(tree, node, tag or "unknown", place)
                if opened is None:
                    continue
                if opened.block == opened.element:
                    out.flush()
                places[node.mem_id] = opened
                if len(places) > MAX_NODES:
                    break
    out.flush()
    return tree


def _open(tree: Tree, node: LexborNode, tag: str, above: _Place | None) -> _Place | None:
    """Enter an element into the tree; None for a piece of furniture within a line of text."""
    name, meaning = _meaning(node, tag)
    here = len(tree.parent)
    block = here
    if above is not None:
        in_line = tree.tag[above.block] in PARAGRAPHS
        # An element of unknown kind (<my-link>) stands in the line where it is inside a paragraph, else it is a box.
        if tag in INLINE or (in_line and tag not in BLOCKS):
            block = above.block
            if meaning == FURNITURE:
                if in_line and tag == "span":
                    return None
                block = block if in_line else here
                meaning = NONE if in_line else meaning
    tree.parent.append(-1 if above is None else above.element)
    tree.tag.append(tag)
    tree.name.append(name)
    tree.hint.append(meaning)
    if above is None:
        return _Place(here, here, "text", False)
    return _Place(here, block, KIND.get(tag) or above.kind, above.linked or tag == "a")


def _meaning(node: LexborNode, tag: str) -> tuple[str, int]:
    """Name (class and id) and hint of one element."""
    attributes = node.attributes
    if not attributes:
        return "", FURNITURE if tag in OUTER else NONE
    kind, ident = attributes.get("class"), attributes.get("id")
    name = f"{kind or ''} {ident or ''}" if kind or ident else ""
    style = attributes.get("style")
    if tag in OUTER or "hidden" in attributes or (style and _HIDDEN.search(style)):
        return name, FURNITURE
    role, prop = attributes.get("role"), attributes.get("itemprop")
    if prop and "articleBody" in prop:
        return name, BODY
    if role in _OUTER_ROLES:
        return name, FURNITURE
    if tag in _TRUSTED:
        return name, NONE
    found = hint(name) if name else NONE
    if found != LEAD and prop in _PROPERTIES:
        return name, _PROPERTIES[prop]
    return name, found
