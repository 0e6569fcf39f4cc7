"""Which blocks of the container belong to the article: labels, link lines, bylines and tails are taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .body_blocks import Block, Tree
from .body_hints import LEAD, is_subheading
from .body_words import text_pattern
from .stamps import find_sure

_LABEL = text_pattern("label", r"^\W*{}\W*$")
_POINTER = text_pattern("pointer", r"^\W*{}\s*(?:[:：\-–—|>»]|$)")
_COMMENTS = text_pattern("comments", r"^\W*(?:\d+ )?{}(?: ?[(:]? ?\d+ ?\)?)?\W*$")
_RELATED = text_pattern("related", r"^\W*{}\W*$")
_SOURCE = text_pattern("source", r"^[\W_]*{}\s*[:：](?:\s*\S.{0,60})?$")
_CREDITED = text_pattern("credit", r"(?<!\w){}\.?\s?:\s?[^.:]{2,45}\W*$")
_PHOTOGRAPHED = text_pattern("photographed", r"{}[\W_]*$")
_TAIL = text_pattern("tail", r"^\W*{}")
_CLOSING = text_pattern("closing", r"^\W*{}")
_NOTICE = text_pattern("notice", r"\b{}")
_BYLINE = text_pattern("byline", r"^{}\b:?\s+\S.{0,70}$")
_DATE_LINE = text_pattern("stamp", r"^{}.{0,60}\d")
_PROMOTION = text_pattern("promotion", "{}")
_ADDRESS = text_pattern("address", r"\b{}\b|[→»>]")
_TOLD = ("text", "quote")
_LISTS = frozenset(("ul", "ol", "dl", "menu"))
_LONG = 320.0
"""Weight from which on a text is no label."""
_INTRODUCTION, _OPENING = 450.0, 25
"""Weight up to which a text may introduce an author, and the letters that may stand before the name."""
_POINT = 50.0
"""Weight of a heading that can stand for a paragraph."""
_PARAGRAPH, _SCRAP = 80.0, 45.0
"""Weights from which on a block is surely a paragraph, and up to which one can be a scrap."""
_HEAD = 60
"""Letters up to which a text can head a box of links or comments."""
_CAPTION, _CREDIT = 200.0, 60
"""Weight up to which a text can be a caption, and the letters at its end among which the photographer is named."""
_SIGNED, _FULL_STOPS = 80, ".!?…"
"""Letters at the end of a caption among which its source is named, and signs behind which none is."""
_STANDFIRSTS = 2
"""Texts behind which the line of dates can stand."""
_STAMP, _NAMED_STAMP, _PLACE = 120, 25, 12
"""Letters up to which a text can be a line of dates, and those that may name each date, or do in a sentence."""
_LEAST_QUOTE, _LONGEST_QUOTE = 25, 240
"""Letters of which a text can be a pull quote; its paragraph must have so many besides as the first number says."""
_QUOTES = " .…\"'“”„«»‘’‚‹›「」『』–—-"
_LINKED_TAIL = 0.3
"""Share of links that makes a list at the end one of other articles."""
_CLOSINGS, _CLOSED = 6, 360
"""Blocks at the end of an article among which disclaimers stand, and the letters by which one is known."""
_COMMAS = ",，、،"
_CUT = ("[…]", "[...]")
"""How publishing systems end an excerpt."""
_BARE = 0.25
"""Text outside <p> is taken for captions and labels where it is less than this share of that inside."""
_NOT_ALNUM = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile("[.!?…。！？؟”\"»“।]\\s*$")


def folded(text: str) -> str:
    """Letters and digits of a text in one case, for comparing what two places of a page say."""
    return _NOT_ALNUM.sub("", text.casefold())


def says(text: str, name: str) -> bool:
    """Tell whether the letters of a text are those of ``name``, which is folded already."""
    for char in text:
        if char.isalnum():
            return name.startswith(char.casefold()[0]) and folded(text) == name
    return not name


def link_lists(blocks: list[Block], tree: Tree) -> dict[int, bool]:
    """For each element of a list item: whether its list is one of links, to other pages, rather than of text."""
    home: dict[int, int] = {}
    total: dict[int, list[float]] = {}
    for block in blocks:
        if block.kind == "item":
            here = block.element
            while here > 0 and tree.tag[here] not in _LISTS:
                here = tree.parent[here]
            home[block.element] = here
            sums = total.setdefault(here, [0.0, 0.0])
            sums[0] += block.weight
            sums[1] += block.weight * block.links
    return {element: total[here][1] > 0.5 * total[here][0] for element, here in home.items()}


def keeps(block: Block, *, in_text_list: bool = False) -> bool:
    """Tell whether a block inside the article is article text, judged by itself (and by the list that it stands in)."""
    text = block.text
    if not (text[0].isalnum() or text[1:2].isalnum() or any(map(str.isalnum, text[:400]))):
        return False
    if block.links > 0.0 and not in_text_list:
        plain = block.weight * (1.0 - block.links)
        if block.links >= 0.85 and block.kind != "heading":
            return False
        if block.links > 0.5 and plain < 60 and block.kind != "heading" and not (plain > 12 and is_sentence(text)):
            return False
    return block.weight >= _LONG or _is_figure(block) or not _is_label(block)


def _is_figure(block: Block) -> bool:
    """Tell whether a block is a cell of a table of figures; of old pages, whole columns stand in cells."""
    return block.kind == "cell" and (block.tag in ("td", "th") or not any(map(str.isalpha, block.text)))


def _is_label(block: Block) -> bool:
    """Tell whether a short text is a label, a pointer to another article, an offer, a byline or a date."""
    text = block.text.lower()
    if block.links > 0.08 and _PROMOTION.search(text) and _ADDRESS.search(text):
        return True
    if block.weight < 90:
        if _LABEL.match(text) or (len(text) < _HEAD and (_RELATED.match(text) or _COMMENTS.match(text))):
            return True
        if block.kind != "heading" and (_BYLINE.match(text) or _DATE_LINE.match(text) or (
                (":" in text or "：" in text) and _SOURCE.match(text))):
            return True
    if block.weight < _CAPTION and ":" in text[-_CREDIT:] and block.kind == "text" and _CREDITED.search(text):
        return True
    if block.weight < _CAPTION and text[-1] not in _FULL_STOPS and block.kind == "text" and _PHOTOGRAPHED.search(
            text, max(len(text) - _SIGNED, 0)):
        return True
    if block.weight < 260 and (_TAIL.match(text) or _NOTICE.search(text)):
        return True
    return block.weight < (260 if block.links > 0.2 else 180) and _POINTER.match(text) is not None


def points_elsewhere(block: Block) -> bool:
    """Tell whether a label announces other articles."""
    text = block.text.lower()
    return _POINTER.match(text) is not None or _RELATED.match(text) is not None


def heads_comments(block: Block) -> bool:
    """Tell whether a label announces the readers' comments."""
    return _COMMENTS.match(block.text.lower()) is not None


def drop_boxes(blocks: list[Block], tree: Tree) -> list[Block]:
    """Where an article is written in paragraphs, take out text in boxes of its own: captions, labels, times.

    Parameters
    ----------
    blocks : list of Block
        Blocks of the article.
    tree : Tree
        Their elements. Text directly in the element that holds the paragraphs stays.

    References
    ----------
    .. [1] Kohlschütter, Fankhauser, Nejdl, "Boilerplate detection using shallow text features", WSDM 2010.
    """
    marked = sum(b.weight for b in blocks if b.tag == "p")
    bare = sum(b.weight for b in blocks if b.kind == "text" and b.tag != "p")
    if bare > _BARE * marked:
        return blocks
    homes = {tree.parent[b.element] for b in blocks if b.tag == "p" and b.kind == "text"}
    return [b for b in blocks if b.kind != "text" or b.tag == "p" or (b.element in homes and is_sentence(b.text))
            or (tree.parent[b.element] in homes and is_subheading(tree.name[b.element]))
            or (tree.hint[b.element] == LEAD and b.weight > _SCRAP and b is blocks[0])]


def drop_pull_quotes(blocks: list[Block]) -> list[Block]:
    """Take out short texts that a longer one says too: sentences set large beside their paragraph."""
    texts = [b.text for b in blocks if b.weight > _PARAGRAPH]
    return [b for n, b in enumerate(blocks) if n == 0 or b.kind not in ("text", "quote") or not _is_said_by(b, texts)]


def _is_said_by(block: Block, texts: list[str]) -> bool:
    if not _LEAST_QUOTE < len(block.text) < _LONGEST_QUOTE or not is_sentence(block.text):
        return False
    core = block.text.strip(_QUOTES)
    return any(core in text and len(text) > len(block.text) + _LEAST_QUOTE for text in texts)


def drop_teasers(blocks: list[Block], tree: Tree) -> list[Block]:
    """Take out headlines of other articles: headings that are links, in boxes of their own or above an excerpt."""
    homes = {tree.parent[b.element] for b in blocks if b.kind == "text"}
    teased = [n for n, b in enumerate(blocks) if b.kind == "heading" and b.links >= 0.8]
    excerpts = {m for n in teased if n + 1 < len(blocks) and blocks[n + 1].text.endswith(_CUT) for m in (n, n + 1)}
    others = excerpts.union(n for n in teased if tree.parent[blocks[n].element] not in homes)
    return [b for n, b in enumerate(blocks) if n not in others] if others else blocks


def is_sentence(text: str) -> bool:
    """Tell whether a text ends like a sentence."""
    return _SENTENCE_END.search(text) is not None


def drop_closing(blocks: list[Block]) -> list[Block]:
    """Take disclaimers and the like out of the last blocks of an article."""
    tail = max(len(blocks) - _CLOSINGS, len(blocks) // 2)
    return [b for n, b in enumerate(blocks) if n < max(tail, 1) or not _CLOSING.match(b.text[:_CLOSED].lower())]


def trim(blocks: list[Block]) -> list[Block]:
    """Take scraps off both ends: short texts that are no sentence before the first and after the last paragraph.

    So are lines of dates, which stand behind a standfirst too.
    """
    full = [n for n, b in enumerate(blocks) if b.weight >= _PARAGRAPH or b.kind in ("item", "cell", "pre")]
    if not full:
        return blocks
    first, last = full[0], full[-1]
    prose = max((n for n in full if blocks[n].kind != "item"), default=-1)
    tail = [b for b in blocks[prose + 1:] if b.kind == "item"]
    if prose >= 0 and sum(b.links * b.weight for b in tail) > _LINKED_TAIL * sum(b.weight for b in tail) > 0:
        return trim(blocks[:prose + 1])
    return [b for n, b in enumerate(blocks) if b.kind != "text" or (
        (first <= n <= last or b.weight > _SCRAP or is_sentence(b.text) or b.text[-1] in _COMMAS)
        and (first + _STANDFIRSTS < n < last or not is_stamp(b.text)))]


def is_stamp(text: str) -> bool:
    """Tell whether a short text says a date or time and little else."""
    digits = sum(map(str.isdigit, text))
    if not (digits >= 4 and len(text) < _STAMP and digits * 8 > len(text)):
        return False
    found = find_sure(text)
    left = sum(map(str.isalpha, text)) - sum(c.isalpha() for start, end, _ in found for c in text[start:end])
    named = _PLACE if is_sentence(text) else _NAMED_STAMP
    return any(written.hour is not None for _, _, written in found) and left <= named * len(found)


def drop_author_lines(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Take off the end what introduces the article's authors: short texts that open with the name of one."""
    names = [folded(a) for a in authors if len(a.split()) > 1]
    end = len(blocks)
    while names and end > 1 and blocks[end - 1].kind in _TOLD and blocks[end - 1].weight < _INTRODUCTION and any(
            name in folded(blocks[end - 1].text[:_OPENING + len(name)]) for name in names):
        end -= 1
    return blocks[:end]


def drop_loose_headings(blocks: list[Block], tree: Tree) -> list[Block]:
    """Take out headings that nothing follows before the end or before a heading of the same or a higher rank.

    Of those before another heading, long ones among the paragraphs stay: points of a list told in headings.
    """
    homes = {tree.parent[b.element] for b in blocks if b.tag == "p"}
    kept: list[Block] = []
    rank_below = 0
    for block in reversed(blocks):
        if block.kind == "heading":
            rank = int(block.tag[1]) if block.tag[1:].isdigit() else 6
            point = rank_below > 0 and block.weight > _POINT and tree.parent[block.element] in homes
            if rank_below <= rank and not point:
                continue
            rank_below = rank
        else:
            rank_below = 9
        kept.append(block)
    return kept[::-1]
