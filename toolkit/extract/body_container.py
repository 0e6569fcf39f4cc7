"""Where the article stands: the element whose subtree holds its paragraphs and little else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from .body_blocks import OUTER, Block, Tree, read_blocks
from .body_filter import folded
from .body_hints import BODY, CONTESTED, FURNITURE, PICTURE

_DECAY = 0.75
"""Share of its worth that a paragraph passes on to each further ancestor: near containers beat far ones."""
_REACH = 9
"""How many ancestors a paragraph speaks for."""
_BODY_BONUS = 1.3
"""Factor for an element that is called article body."""
_PRESERVED, _PRESERVED_NAMED, _PRESERVED_HEADED = 0.7, 0.45, 0.15
"""A hint "furniture" on an element with more than this share of the page's running text is taken for wrong: in
general, where something inside is called article body, and where it holds the title or is itself called so."""
_PASSED_OVER = 0.05
"""Running text in a letter of furniture, scripts and menus in it included: the mean of news pages."""
_PIECE = 60
"""Letters from which on a piece of text between two tags is long."""
_WIDEN, _ALIKE = 0.2, 0.6
"""A wider container must add this share of running text, and that share of it in boxes of the same kind."""
_MAIN_PART = 0.5
"""Share of a container's running text that makes the part with the title the container."""
_CAPTION = 450.0
"""Running text of an element named after a picture that is still a caption."""
_NESTED = 0.3
"""Articles inside an article are about others where they hold less than this share of its text."""
_BEFORE_TITLE = 0.3
"""Share of its worth that is left to text before the title."""
_ARTICLE = 250.0
"""Running text that makes the <article> around the title the whole article."""
_ROW, _EXCERPT = 3, 300.0
"""Teasers come in rows of at least so many, each with less than this weight of text."""
_DOUBTED = (FURNITURE, CONTESTED)
_TRUSTED = frozenset(("html", "body", "main"))
_LISTS = frozenset(("ul", "ol", "dl"))
"""Elements that hold points of a text, never all of it."""


@dataclass(slots=True)
class Scene:
    """A page's blocks with what is known of each: its worth as running text and whether it is furniture."""

    tree: Tree
    worth: list[float]
    furniture: list[bool]
    dropped: list[bool]
    """Per element: stands inside furniture."""
    title: int | None
    """Number of the block that shows the title."""


def prose(block: Block) -> float:
    """Worth of a block as running text: its length without links, nothing for short or linked ones."""
    if block.kind == "heading" or block.links > 0.5:
        return 0.0
    length = block.weight * (1.0 - block.links)
    if block.kind == "item" and block.links > 0.15:
        return 0.0
    least = 60.0 if block.tag == "p" else 90.0
    if length < least:
        return 0.0 if length < 25.0 or block.tag != "p" else length * 0.4
    return min(length, 1200.0)


def survey(tree: Tree, title: str = "", *, hints: bool = True) -> Scene:
    """Worth of every block, and the furniture: elements hinted so, save wrappers of the article that are misnamed."""
    count = len(tree.parent)
    worth = [prose(b) for b in tree.blocks]
    inside, named, quoted = [0.0] * count, [0] * count, [0] * count
    for block, value in zip(tree.blocks, worth, strict=True):
        inside[block.element] += value
        quoted[block.element] += block.kind == "quote"
    heading = find_title(tree, title)
    headed = set(_ancestors(tree, tree.blocks[heading].element)) if heading is not None else set()
    for here in range(count - 1, 0, -1):
        above = tree.parent[here]
        if above >= 0:
            inside[above] += inside[here]
            named[above] += named[here] + (tree.hint[here] == BODY)
            quoted[above] += quoted[here]
    total = (inside[0] if count else 0.0) + _PASSED_OVER * sum(len(text) for _, text in tree.aside) or 1.0
    dropped = [False] * count
    for here in range(count):
        above = tree.parent[here]
        if above >= 0 and dropped[above]:
            dropped[here] = True
        elif not hints:
            dropped[here] = tree.tag[here] in OUTER
        elif tree.hint[here] in _DOUBTED and tree.tag[here] not in _TRUSTED:
            share = inside[here] / total
            wrapper = here in headed or tree.hint[here] == CONTESTED
            least = _PRESERVED_HEADED if wrapper else _PRESERVED_NAMED if named[here] else _PRESERVED
            dropped[here] = share < least
        elif tree.hint[here] == PICTURE and here not in headed and not quoted[here]:
            # (A quotation in a picture's or video's box is a post shown inside the article.)
            dropped[here] = inside[here] < min(_CAPTION, 0.5 * total)
    furniture = [dropped[b.element] for b in tree.blocks]
    article_of = _articles(tree)
    _drop_nested(tree, article_of, inside, furniture)
    _drop_teasers(tree, worth, furniture)
    if heading is not None:
        _drop_other_articles(tree, heading, article_of, inside, furniture)
        _drop_next_stories(tree, heading, inside, furniture)
    return Scene(tree, worth, furniture, dropped, heading)


def hides_article(tree: Tree, running: float) -> bool:
    """Tell whether furniture that was passed over holds so much running text that its hint is taken for wrong.

    ``running``: worth of the rest of the page. What there is little of is told by counting letters, and then long
    pieces of text alone; only what is left is read.
    """
    much = running * _PRESERVED_NAMED / (1.0 - _PRESERVED_NAMED)
    for node, text in tree.aside:
        if len(text) <= much or _long_pieces(node) <= much:
            continue
        part = read_blocks(node)
        worth = sum(map(prose, part.blocks))
        least = _PRESERVED_NAMED if BODY in part.hint else _PRESERVED
        if worth and worth >= least * (running + worth):
            return True
    return False


def _long_pieces(node: LexborNode) -> int:
    """Letters in the longer pieces of text below an element, without what looks like a program."""
    pieces = node.text(separator="\0", skip_empty=True).split("\0")
    return sum(len(" ".join(p.split())) for p in pieces if len(p) >= _PIECE and "{" not in p)


def _drop_nested(tree: Tree, article_of: list[int], inside: list[float], furniture: list[bool]) -> None:
    """Mark small articles inside an article: boxes about other articles (in a live blog they are most of the text)."""
    share: dict[int, float] = {}
    nested: dict[int, int] = {}
    for here, own in enumerate(article_of):
        if own == here and tree.parent[here] >= 0:
            outer = article_of[tree.parent[here]]
            if outer >= 0:
                nested[here] = nested.get(outer, outer)
                if outer not in nested:
                    share[outer] = share.get(outer, 0.0) + inside[here]
    small = {here for here, outer in nested.items() if share.get(outer, 0.0) < _NESTED * inside[outer]}
    if not small:
        return
    marked = [False] * len(tree.parent)
    for here, above in enumerate(tree.parent):
        marked[here] = here in small or (above >= 0 and marked[above])
    for number, block in enumerate(tree.blocks):
        furniture[number] = furniture[number] or marked[block.element]


def _drop_teasers(tree: Tree, worth: list[float], furniture: list[bool]) -> None:
    """Mark rows of boxes that hold a linked heading and one short text: headlines of other articles with excerpts.

    Where they hold half of the running text they are the article, a list told in boxes.
    """
    texts: dict[int, list[int]] = {}
    for number, block in enumerate(tree.blocks):
        box = tree.parent[block.element]
        while tree.tag[box] == "a" and box > 0:  # a heading inside its link
            box = tree.parent[box]
        texts.setdefault(box, []).append(number)
    rows: dict[tuple[int, str], list[list[int]]] = {}
    for box, numbers in texts.items():
        blocks = [tree.blocks[n] for n in numbers]
        if box > 0 and 2 <= len(blocks) <= 4 and blocks[0].kind == "heading" and blocks[0].links > 0.9 and (
                sum(b.weight for b in blocks[1:]) < _EXCERPT):
            rows.setdefault((tree.parent[box], tree.tag[box]), []).append(numbers)
    found = [n for boxes in rows.values() if len(boxes) >= _ROW for numbers in boxes for n in numbers]
    if sum(worth[n] for n in found) < 0.5 * sum(worth):
        for number in found:
            furniture[number] = True


def _drop_other_articles(
    tree: Tree, heading: int, article_of: list[int], inside: list[float], furniture: list[bool]
) -> None:
    """Mark what stands in further articles after the title's own.

    Where the title's own <article> holds little text (a mere header), only from the next heading like the title on.
    """
    own = article_of[tree.blocks[heading].element]
    if own < 0:
        return
    last = span(tree, own)[1]
    full = inside[own] > max(_ARTICLE, 0.1 * inside[0])
    like = (tree.blocks[heading].tag, tree.name[tree.blocks[heading].element])
    begun = False
    for number in range(heading + 1, len(tree.blocks)):
        block = tree.blocks[number]
        if begun or furniture[number]:
            furniture[number] = True
            continue
        headed = block.tag == "h1" or (block.tag, tree.name[block.element]) == like
        if not headed and not (full and block.element > last):
            continue
        other = article_of[block.element]
        if other > own and (headed or other > last):
            furniture[number] = True
            begun = headed


def _drop_next_stories(tree: Tree, heading: int, inside: list[float], furniture: list[bool]) -> None:
    """Mark the further stories of an endless page that is made of plain boxes.

    A story begins with a heading of the first rank like the title, in a box like the title's own and beside that.
    """
    title = tree.blocks[heading]
    like = (title.tag, tree.name[title.element])
    if title.tag != "h1":
        return
    around = list(_ancestors(tree, title.element))
    for number in range(heading + 1, len(tree.blocks)):
        block = tree.blocks[number]
        if block.kind != "heading" or furniture[number] or (block.tag, tree.name[block.element]) != like:
            continue
        for other in _ancestors(tree, block.element):
            own = next((box for box in around if tree.parent[box] == tree.parent[other]), None)
            if own is not None:
                break
        if own is not None and own != other and inside[own] > _ARTICLE and _are_alike(tree, own, other):
            furniture[number:] = [True] * (len(furniture) - number)
            return


def _are_alike(tree: Tree, one: int, other: int) -> bool:
    """Tell whether two boxes are of one kind: the same element with the same first class."""
    return tree.tag[one] == tree.tag[other] and tree.name[one].split()[:1] == tree.name[other].split()[:1]


def _articles(tree: Tree) -> list[int]:
    """For each element the nearest <article> that it is or stands in, or -1."""
    found: list[int] = []
    for here, above in enumerate(tree.parent):
        found.append(here if tree.tag[here] == "article" else found[above] if above >= 0 else -1)
    return found


def find_title(tree: Tree, title: str) -> int | None:
    """Number of the block that shows the title: a heading that says the same or a part of it, else the first <h1>."""
    wanted = folded(title)
    first = part = None
    for number, block in enumerate(tree.blocks):
        if block.kind != "heading" or block.links > 0.9:
            continue
        said = folded(block.text)
        if said == wanted and len(wanted) > 5:
            return number
        if part is None and min(len(said), len(wanted)) > 15 and (said in wanted or wanted in said):
            part = number
        if first is None and block.tag == "h1" and len(said) > 5:
            first = number
    if part is not None and (first is None or tree.blocks[part].tag in ("h1", "h2")):
        return part
    return first


def _ancestors(tree: Tree, element: int) -> Iterator[int]:
    """An element and those around it, from the inside out."""
    while element >= 0:
        yield element
        element = tree.parent[element]


def find_container(scene: Scene) -> int | None:
    """Index of the element that holds the article, or None where the page has no running text."""
    tree = scene.tree
    score: dict[int, float] = {}
    for number, (value, out) in enumerate(zip(scene.worth, scene.furniture, strict=True)):
        if out or value <= 0:
            continue
        if scene.title is not None and number < scene.title:
            value *= _BEFORE_TITLE
        here, share = _box(tree, number), value
        for _ in range(_REACH):
            if here < 0:
                break
            score[here] = score.get(here, 0.0) + share
            share *= _DECAY
            here = tree.parent[here]
    if not score:
        return None
    best = max(score, key=lambda e: (score[e] * (_BODY_BONUS if tree.hint[e] == BODY else 1.0), e))
    if tree.parent[best] > 0 and _is_paragraph(scene, best):
        best = tree.parent[best]
    while tree.tag[best] in _LISTS and tree.parent[best] > 0:
        best = tree.parent[best]
    return _climb(scene, _headed_part(scene, best))


def _headed_part(scene: Scene, best: int) -> int:
    """The part of a container that the title stands in, where that holds most of its text: the rest are other columns.

    (An article in several parts of one kind is joined again afterwards.)
    """
    tree = scene.tree
    while scene.title is not None:
        here = tree.blocks[scene.title].element
        while here >= 0 and tree.parent[here] != best:
            here = tree.parent[here]
        if here < 0:
            break
        own, more, _ = _gain(scene, here, best)
        first, last = span(tree, here)
        told = sum(first <= b.element <= last and value > 0 for b, value in zip(tree.blocks, scene.worth, strict=True))
        # A title with its standfirst is no article: the body stands in the next box.
        named = BODY in tree.hint[last + 1:span(tree, best)[1] + 1]
        if own < _MAIN_PART * (own + more) or (more and (told < 2 or named)):
            break
        best = here
    return best


def _is_paragraph(scene: Scene, element: int) -> bool:
    """Tell whether an element is one paragraph of several: it holds one block, and so do others of its kind beside it.

    Where boxes stand for paragraphs, a long one among short ones would be the article alone.
    """
    tree = scene.tree
    if sum(block.element == element for block in tree.blocks) != 1:
        return False
    above, kind = tree.parent[element], (tree.tag[element], tree.name[element])
    return any(tree.parent[b.element] == above and b.element != element and not out
               and (b.tag, tree.name[b.element]) == kind for b, out in zip(tree.blocks, scene.furniture, strict=True))


def _box(tree: Tree, number: int) -> int:
    """The element that contains a paragraph: the parent of a <p>, the box itself where text stands in a <div>.

    So does a cell of a table that holds several paragraphs.
    """
    block = tree.blocks[number]
    element = block.element
    if block.tag == "td" and block.kind == "text":
        return element
    if block.tag in ("p", "li", "blockquote", "pre", "dd", "td"):
        return max(tree.parent[element], 0)
    return element


def _climb(scene: Scene, best: int) -> int:
    """Widen the container where an article is split: its parent adds paragraphs in boxes of the same kind."""
    tree = scene.tree
    above = best
    for _ in range(_REACH):
        above = tree.parent[above]
        if above <= 0 or tree.tag[above] in ("body", "html"):
            break
        own, more, same = _gain(scene, best, above)
        if more and not (more >= _WIDEN * own and same >= _ALIKE * more):
            break
        if more:
            best = above
    return best


def _gain(scene: Scene, inner: int, outer: int) -> tuple[float, float, float]:
    """Worth inside ``inner``, worth that ``outer`` adds, and the part of that in boxes like those inside."""
    tree = scene.tree
    first, last = span(tree, outer)
    low, high = span(tree, inner)
    own, added = 0.0, []
    kinds = set()
    for block, value, out in zip(tree.blocks, scene.worth, scene.furniture, strict=True):
        if out or not value or not first <= block.element <= last:
            continue
        box = tree.parent[block.element]
        kind = (block.tag, tree.tag[box], tree.name[box])
        if low <= block.element <= high:
            own += value
            kinds.add(kind)
        else:
            added.append((kind, value))
    return own, sum(v for _, v in added), sum(v for k, v in added if k in kinds)


def span(tree: Tree, element: int) -> tuple[int, int]:
    """First and last index of an element's subtree (elements are numbered in document order)."""
    last = element
    parent = tree.parent
    for here in range(element + 1, len(parent)):
        if parent[here] < element:
            break
        last = here
    return element, last
