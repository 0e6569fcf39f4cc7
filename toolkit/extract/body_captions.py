"""Captions of pictures that are set as plain paragraphs: what stands in a picture's box, or centred right below one."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .body_blocks import Block, Tree
from .body_container import span
from .body_filter import is_sentence
from .body_hints import LEAD, words_of

_CAPTION = 200.0
"""Weight up to which a text can be a caption."""
_PART = 0.25
"""Share of an article's text from which on short texts below pictures are the article: a gallery, a list of things."""
_LEVELS = 6
"""Elements around a picture, the innermost first, that can be its box."""
_SMALLEST = 100
"""Pixels from which on a picture is no sign in the line."""
_PLAIN = frozenset(("p", "div", "center", "span", "section"))
"""Elements that a caption can be set in where it has none of its own."""
_CENTRED = frozenset(("center", "centre", "centered", "aligncenter", "textcenter"))


def drop_captions(blocks: list[Block], tree: Tree) -> list[Block]:
    """Take out captions among the blocks of an article.

    A short text behind a picture is one where it is all the text of the box around both, where it stands in one
    paragraph with the picture and is no sentence, and where it is centred and is none. Where such texts are a good
    part of the article, they are the article.

    Parameters
    ----------
    blocks : list of Block
        Blocks of the article.
    tree : Tree
        Their elements and the pictures among them.
    """
    behind = {id(tree.blocks[number]): (node, box) for node, box, number in tree.pictures if number < len(tree.blocks)}
    if not behind:
        return blocks
    found = {n for n, b in enumerate(blocks) if b.weight < _CAPTION and b.tag in _PLAIN
             and b.kind != "quote" and id(b) in behind and _is_caption(b, tree, *behind[id(b)], opens=n == 0)}
    if sum(blocks[n].weight for n in found) > _PART * sum(b.weight for b in blocks):
        return blocks
    return [b for n, b in enumerate(blocks) if n not in found]


def _is_caption(block: Block, tree: Tree, picture: LexborNode, box: int, *, opens: bool) -> bool:
    """Tell whether a text is the caption of the picture that stands right before it."""
    if tree.hint[block.element] == LEAD or "\n" in block.text or _is_sign(picture):
        return False
    ends = is_sentence(block.text)
    if box == block.element:
        return (not ends or _is_centred(picture.parent)) and _is_alone(block, tree, box)
    around = set(tree.around(block.element, _LEVELS))
    common = next((here for here in tree.around(box, _LEVELS) if here in around), -1)
    if common <= 0 or (opens and ends):
        return False
    if common == block.element:
        return not ends and _is_alone(block, tree, common)
    return _is_alone(block, tree, common) or (not ends and _is_centred(_next_element(picture)))


def _is_alone(block: Block, tree: Tree, box: int) -> bool:
    """Tell whether a box holds no other text than one block."""
    first, last = span(tree, box)
    return sum(first <= b.element <= last for b in tree.blocks) == 1


def _is_sign(picture: LexborNode) -> bool:
    """Tell whether a picture is stated to be so small that nobody would write a caption for it."""
    width = (picture.attributes.get("width") or "").removesuffix("px")
    return width.isdigit() and int(width) < _SMALLEST


def _next_element(node: LexborNode) -> LexborNode | None:
    """The element with text that follows a node, or the next of those around it that has a follower."""
    here: LexborNode | None = node
    for _ in range(_LEVELS):
        if here is None or here.tag in ("body", "html"):
            return None
        after = here.next
        while after is not None:
            if (after.tag or "-")[0] not in "-!" and after.text().strip():
                return after
            after = after.next
        here = here.parent
    return None


def _is_centred(node: LexborNode | None) -> bool:
    """Tell whether an element states that its text is centred."""
    if node is None or node.tag == "center":
        return node is not None
    attributes = node.attributes
    if (attributes.get("align") or "").lower() == "center":
        return True
    if "text-align:center" in (attributes.get("style") or "").lower().replace(" ", ""):
        return True
    return not _CENTRED.isdisjoint(words_of(attributes.get("class") or ""))
