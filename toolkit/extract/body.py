"""The article's text: summary, subheadings, paragraphs, lists and quotes, without what surrounds them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .body_blocks import Block, Spared, Tree, read_blocks, weight
from .body_captions import drop_captions
from .body_container import Scene, find_container, hides_article, span, survey
from .body_doubt import LITTLE, in_doubt, settle, stated_body, trafilatura_text
from .body_filter import (
    drop_author_lines,
    drop_boxes,
    drop_closing,
    drop_loose_headings,
    drop_pull_quotes,
    drop_teasers,
    folded,
    heads_comments,
    is_sentence,
    keeps,
    link_lists,
    points_elsewhere,
    says,
    trim,
)
from .body_hints import LEAD
from .document import Document

VISIBLE = "visible paragraphs"
_MOST_LEADS = 3
"""Paragraphs taken from between the title and the container."""
_MOST_HEADINGS = 20
_HEADED_LEAD = 60.0
"""Weight from which on a heading that ends like a sentence can be a standfirst."""
_OPENING = 240
"""Characters in which the first 60 letters of a text stand."""

_POINTER, _BOX, _BOX_SHARE, _BOX_DEPTH = 60.0, 600.0, 0.4, 4
"""Weight of a pointer to other articles that heads a box, and of such a box, its share of the page's running text and
the levels of elements in it."""
_REPEATED = 6
"""A paragraph that says what one of so many before it said is a pull quote or the same text for another screen."""


@dataclass(frozen=True, slots=True)
class Body:
    """Text of an article.

    Attributes
    ----------
    text : str
        Its paragraphs, joined by a blank line; empty where the page has none.
    lead : str or None
        The standfirst, where the page sets it apart from the first paragraph.
    origin : str
        Which way the text came: ``visible paragraphs``, ``json-ld articleBody`` or ``trafilatura``.
    """

    text: str
    lead: str | None
    origin: str


def body(doc: Document, *, title: str | None, lead: str | None = None, authors: Sequence[str] = ()) -> Body:
    """Text of the article on a page.

    Every ancestor of a paragraph is a candidate; a paragraph speaks for it with its length, less with each level of
    distance, as in Readability [1]_. The best is widened over boxes of the same kind, its blocks are judged one by one
    by their share of links, their names and their labels (after boilerpipe [2]_), and what the page shows as summary
    before it is put in front. Length is counted in characters, so scripts without spaces need no rule of their own.
    Elements named like furniture are passed over at first; they are read where they hold so much text that the name
    must be wrong, or where title or summary stand in them.
    `toolkit.extract.body_doubt` says when trafilatura is asked for a second opinion.

    Parameters
    ----------
    doc : Document
        The parsed page.
    title : str or None
        The article's title: the text begins after the heading that shows it, and does not repeat it.
    lead : str, optional
        What the page's metadata gives as summary; a paragraph that says the same is the standfirst.
    authors : sequence of str, optional
        Names of the authors: lines about them below the article are no part of it.

    Returns
    -------
    Body
        Empty text where nothing on the page is an article.

    References
    ----------
    .. [1] Arc90 Labs, "Readability", 2009; https://github.com/mozilla/readability
    .. [2] Kohlschütter, Fankhauser, Nejdl, "Boilerplate detection using shallow text features", WSDM 2010,
       https://doi.org/10.1145/1718487.1718542

    Examples
    --------
    >>> text = "The council voted on Tuesday to rebuild the ferry pier, which a storm had torn down in March."
    >>> page = f"<nav><a href=/>Home</a></nav><h1>Pier</h1><div><p>{text}</p><p>Share</p></div>"
    >>> body(Document(page), title="Pier").text == text
    True
    """
    stated = stated_body(doc)
    tree = read_blocks(doc.root, Spared(doc.heads.get("h1", ())[:_MOST_HEADINGS], (title or "", lead or "")))
    first = _read(tree, title or "", lead, authors)
    if not (hides_article(tree, first.running) or in_doubt(first.text, first.running, stated, headed=first.headed)):
        return Body(first.text, first.lead, VISIBLE)
    tree = read_blocks(doc.root)
    first = _read(tree, title or "", lead, authors)
    if not in_doubt(first.text, first.running, stated, headed=first.headed):
        return Body(first.text, first.lead, VISIBLE)
    plain = _read(tree, title or "", lead, authors, hints=False)
    if weight(first.text) < LITTLE:
        if not in_doubt(plain.text, plain.running, stated, headed=plain.headed):
            return Body(plain.text, plain.lead, VISIBLE)
        if weight(stated) >= LITTLE:
            return Body(stated, None, "json-ld articleBody")
    second = trafilatura_text(doc)
    chosen = settle([first.text, plain.text], second)
    if chosen == 2:
        return Body(second, None, "trafilatura")
    reading = (first, plain)[chosen]
    return Body(reading.text, reading.lead, VISIBLE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of a page's blocks, the weight of all its running text, and whether the title stands in its box."""

    text: str
    lead: str | None
    running: float
    headed: bool = False


def _read(tree: Tree, title: str, lead: str | None, authors: Sequence[str], *, hints: bool = True) -> _Reading:
    """Article text of a page, with or without regard to class names."""
    scene = survey(tree, title, hints=hints)
    running = sum(scene.worth)
    container = find_container(scene)
    if container is None:
        return _Reading("", None, running)
    blocks = drop_author_lines(_article_blocks(scene, container, title), authors)
    standfirst, before = _standfirst(scene, container, lead)
    parts = [b.text for b in blocks]
    if before:
        known = {folded(p) for p in parts[:6]}
        parts = [p for p in before if folded(p) not in known] + parts
    headed = scene.title is not None and container < tree.blocks[scene.title].element <= span(tree, container)[1]
    return _Reading("\n\n".join(parts), standfirst, running, headed)


def _article_blocks(scene: Scene, container: int, title: str | None) -> list[Block]:
    """Blocks of the container that are article text, in order."""
    first, last = span(scene.tree, container)
    name = folded(title or "")
    kept: list[Block] = []
    recent: deque[str] = deque(maxlen=_REPEATED)
    pointed = {box for box in scene.tree.forms if box > container and _is_small(scene, box)}
    numbers = [n for n, b in enumerate(scene.tree.blocks) if first <= b.element <= last and not scene.furniture[n]]
    if scene.title is not None and not any(scene.worth[n] for n in numbers if n < scene.title):
        numbers = [n for n in numbers if n > scene.title]
    inside = [scene.tree.blocks[n] for n in numbers]
    menus = link_lists(inside, scene.tree)
    for block in inside:
        listed = menus.get(block.element)
        if listed or not keeps(block, in_text_list=listed is False):
            if block.weight < _POINTER and (heads_comments(block) or points_elsewhere(block)):
                pointed.update(_box_about_others(scene, block, container))
            continue
        if pointed and not pointed.isdisjoint(scene.tree.around(block.element, _BOX_DEPTH)):
            continue
        text = block.text
        if block.tag == "h1" or (len(text) < 2 * len(name) + 20 and says(text, name)):
            continue
        if len(text) > 30 and text in recent:
            continue
        recent.append(text)
        kept.append(block)
    kept = drop_captions(drop_pull_quotes(drop_boxes(drop_teasers(kept, scene.tree), scene.tree)), scene.tree)
    return trim(drop_loose_headings(drop_closing(kept), scene.tree))


def _box_about_others(scene: Scene, head: Block, container: int) -> Iterator[int]:
    """The box around a heading such as "read also", where it is small, and that around the comments."""
    box = scene.tree.parent[head.element]
    if box > container and (heads_comments(head) or _is_small(scene, box)):
        yield box


def _is_small(scene: Scene, box: int) -> bool:
    """Tell whether a box without the title holds a small part of the page's running text."""
    tree = scene.tree
    first, last = span(tree, box)
    if scene.title is not None and first <= tree.blocks[scene.title].element <= last:
        return False
    held = sum(b.weight for b in tree.blocks if first <= b.element <= last)
    return held < min(_BOX, _BOX_SHARE * sum(scene.worth))


def _standfirst(scene: Scene, container: int, lead: str | None) -> tuple[str | None, list[str]]:
    """The paragraph that the page sets apart as summary, and all paragraphs between the title and the container."""
    tree = scene.tree
    summary = folded(lead or "")
    first, last = span(tree, container)
    start = scene.title if scene.title is not None else _last_heading(scene, first)
    if start is None:
        return None, []
    found: dict[str, str] = {}
    marked: str | None = None
    for number in range(start + 1, len(tree.blocks)):
        block = tree.blocks[number]
        if block.element > last:
            break
        inside = block.element >= first
        if block.weight < 40 or block.links > 0.3:
            continue
        summarises = len(summary) > 40 and folded(block.text[:_OPENING])[:60] == summary[:60]
        if (scene.furniture[number] and (inside or not summarises)) or not keeps(block):
            continue
        named = summarises or _marked_lead(scene, block)
        if named and (marked is None or summarises):
            marked = block.text
        if inside:
            break
        if named or _reads_as_lead(block):
            found.setdefault(folded(block.text), block.text)
    if len(found) > _MOST_LEADS:
        # Excerpts of other articles stand there too; only what the page's own summary says is surely this one's.
        found = {key: text for key, text in found.items() if summary and key[:60] == summary[:60]}
        marked = next(iter(found.values()), None)
    return marked or next(iter(found.values()), None), list(found.values())


def _reads_as_lead(block: Block) -> bool:
    """Tell whether a block between title and text can be a standfirst: prose, not a label.

    Many papers set it as a heading of the second rank; a headline of another article is a link, or short.
    """
    if block.kind == "heading":
        return (block.links == 0.0 and block.weight > _HEADED_LEAD and block.tag != "h1" and block.text[-1:] != "?"
                and is_sentence(block.text))
    return block.weight > 120 or (is_sentence(block.text) and block.weight > (40 if block.tag == "p" else 70))


def _last_heading(scene: Scene, first: int) -> int | None:
    """Number of the last heading of high rank before the container: the title where its wording is not known."""
    found = None
    for number, block in enumerate(scene.tree.blocks):
        if block.element >= first:
            break
        if block.tag in ("h1", "h2") and block.links < 0.5 and not scene.furniture[number]:
            found = number
    return found


def _marked_lead(scene: Scene, block: Block) -> bool:
    """Tell whether the block's element or one of the two around it is called a lead."""
    here = block.element
    for _ in range(3):
        if here < 0:
            return False
        if scene.tree.hint[here] == LEAD:
            return True
        here = scene.tree.parent[here]
    return False
