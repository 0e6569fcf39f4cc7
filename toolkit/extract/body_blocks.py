"""A page as a flat list of text blocks with what their surroundings say: one walk over the tree, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .body_hints import BODY, FURNITURE, LEAD, NONE, hint

MAX_NODES = 150_000
MAX_CHARS = 3_000_000
"""A page beyond these is read up to them: time and memory stay bounded whatever the input."""

SKIPPED = frozenset(
    "head script style noscript template svg math iframe object embed video audio canvas map button select textarea "
    "input option datalist progress meter dialog".split()
)
"""Elements whose text is never shown as part of an article."""

OUTER = frozenset("nav footer aside figure figcaption menu form".split())
"""Elements that normally stand outside the running text; they count as furniture."""

BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul menu "
    "amp-ad amp-embed".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr img picture source".split()
)
PARAGRAPHS = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt td th".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
STRONG = frozenset("b strong h1 h2 h3 h4 h5 h6".split())
KIND = {**dict.fromkeys(HEADINGS, "heading"), "li": "item", "blockquote": "quote", "td": "cell", "th": "cell", "pre": "pre"}

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
    strong: float = 0.0
    """Share of its characters in bold type."""


@dataclass(slots=True)
class Tree:
    """Elements of a page as parallel lists (index 0 is the root) and its blocks in document order."""

    parent: list[int] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    hint: list[int] = field(default_factory=list)
    prop: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def weight(text: str) -> float:
    """Length of a text; a character of a script written without spaces carries about as much as 2.5 Latin ones."""
    if text.isascii():
        return float(len(text))
    dense = len(_DENSE.findall(text)) if _DENSE.search(text) else 0
    return len(text) + 1.5 * dense


class _Writer:
    """Gathers the pieces of text of one block and closes it when the next begins."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.element = -1
        self.kind = "text"
        self.pieces: list[str] = []
        self.linked = self.bold = 0

    def add(self, element: int, kind: str, text: str, linked: bool, bold: bool) -> None:
        if element != self.element:
            self.flush()
            self.element, self.kind = element, kind
        self.pieces.append(text)
        if linked:
            self.linked += len(text.strip())
        if bold:
            self.bold += len(text.strip())

    def flush(self) -> None:
        if self.pieces:
            raw = "".join(self.pieces)
            if not raw.isspace():
                self._store(raw)
            self.pieces = []
            self.linked = self.bold = 0
        self.element = -1

    def _store(self, raw: str) -> None:
        # Line breaks of the source were made spaces; those left come from <br>. Two of them part paragraphs.
        parts = _BREAK.split(raw) if "\n" in raw else [raw]
        total = sum(map(len, parts)) or 1
        for part in parts:
            text = "\n".join(filter(None, (" ".join(line.split()) for line in part.split("\n"))))
            if text:
                share = total if len(parts) > 1 else len(text)
                self.tree.blocks.append(Block(
                    self.element, self.kind, self.tree.tag[self.element], text, weight(text),
                    min(1.0, self.linked / share), min(1.0, self.bold / share)))


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
    index: dict[int, int] = {}
    # Per element: index of the block it belongs to (-1: skipped), kind, in a link, in bold type.
    block, kind, linked, bold = [], [], [], []
    out = _Writer(tree)
    count = chars = 0
    for node in root.traverse(include_text=True):
        above = index.get(node.parent.mem_id, -1) if node.parent is not None else -1
        tag = node.tag
        if tag == "-text":
            if above >= 0 and block[above] >= 0:
                text = node.text_content or ""
                chars += len(text)
                if kind[above] == "pre":
                    text = text.replace("\n", " ")
                elif "\n" in text:
                    text = " ".join(text.split("\n"))
                out.add(block[above], kind[above], text, linked[above], bold[above])
            continue
        if tag is not None and tag[0] in "-!":
            continue
        count += 1
        if count > MAX_NODES or chars > MAX_CHARS:
            break
        tag = tag or "unknown"
        here = len(tree.parent)
        index[node.mem_id] = here
        skipped = tag in SKIPPED or (above >= 0 and block[above] < 0)
        tree.parent.append(above)
        tree.tag.append(tag)
        # An element of unknown kind (<my-link>) stands in the line where it is inside a paragraph, else it is a box.
        inner = tag in INLINE or (tag not in BLOCKS and above >= 0 and tree.tag[block[above]] in PARAGRAPHS)
        if skipped:
            name, prop, meaning = "", "", NONE
        else:
            name, prop, meaning = _meaning(node, tag)
            if inner and meaning == FURNITURE and tree.tag[block[above]] in PARAGRAPHS:
                skipped = tag == "span"
                meaning = NONE
            if tag == "br" and block[above] >= 0:
                out.add(block[above], kind[above], "\n", False, False)
        tree.name.append(name)
        tree.prop.append(prop)
        tree.hint.append(meaning)
        new_block = not skipped and not inner
        if new_block:
            out.flush()
        block.append(-1 if skipped else here if new_block or above < 0 or meaning == FURNITURE else block[above])
        kind.append(KIND.get(tag) or (kind[above] if above >= 0 else "text"))
        linked.append(tag == "a" or (above >= 0 and linked[above]))
        bold.append(tag in STRONG or (above >= 0 and bold[above]))
    out.flush()
    return tree


def _meaning(node: LexborNode, tag: str) -> tuple[str, str, int]:
    """Name (class and id), itemprop and hint of one element."""
    attributes = node.attributes
    if not attributes:
        return "", "", FURNITURE if tag in OUTER else NONE
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    prop = attributes.get("itemprop") or ""
    if tag in OUTER:
        return name, prop, FURNITURE
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return name, prop, FURNITURE
    if prop and "articleBody" in prop:
        return name, prop, BODY
    if attributes.get("role") in ("navigation", "complementary", "contentinfo", "banner", "dialog", "search"):
        return name, prop, FURNITURE
    if tag in ("body", "html", "main"):
        return name, prop, NONE
    found = hint(name) if len(name) > 1 else NONE
    if found == LEAD or not prop:
        return name, prop, found
    if prop in ("description", "alternativeHeadline", "abstract"):
        return name, prop, LEAD
    if prop in ("author", "publisher", "caption", "keywords", "datePublished", "comment"):
        return name, prop, FURNITURE
    return name, prop, found
