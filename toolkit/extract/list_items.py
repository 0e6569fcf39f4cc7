"""The headline of a teaser as shown, without what is glued to it: time, kicker, category, counter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from .calendar_words import fold
from .list_blocks import Teaser, squeeze
from .list_words import words
from .stamps import find, read

_HEADINGS = "h1,h2,h3,h4,h5,h6"
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN_TAGS = frozenset({"script", "style", "svg", "noscript", "template", "img", "picture", "video", "iframe",
                          "button", "-comment"})
_INLINE_TAGS = frozenset({"b", "i", "em", "strong", "u", "mark", "q", "sub", "sup", "font", "wbr", "br", "abbr", "cite",
                          "bdi", "bdo", "span", "a"})
_AROUND_TAGS = _INLINE_TAGS | {"div"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\s_-]+")
_ROLES: Final = {word: name for name in ("summary", "label", "title") for word in words("class", name)}
_ROLE_ORDER = ("title", "label", "summary")
_EDGE_CLOCK = re.compile(r"^\W*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?=\D|$)|(?:[01]?\d|2[0-3])[:.h][0-5]\d\W*$")
_EDGE_STAMP = re.compile(r"^\W*(?:\d{1,2}[:.h]\d\d|\d{4}[-./年]\d|\d{1,2}[./]\d{1,2}(?:[./ ]|$)|"
                         r"\d{1,2}\.? \w+,? \d{4})"
                         r"|\d[:h]\d\d(?: ?[ap]\.?m\.?| uhr)?\W*$|\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COUNTER = re.compile(r"\s*[(\[]\d{1,5}[)\]]\s*$")
_MARKS = " \t\n|·•–—>»›-,:"
_KICKER_TAGS = frozenset({"span", "div", "small", "label", "p"})
_LONGEST_KICKER = 30
_SHORTEST_MARK = 5
"""Letters of a superscript that is a mark ("updated") and no ending of a numeral."""
_SHORTEST_HEADLINE = 14
_LONGEST_KICKED = 110
_NEARLY_LONGEST = 0.75
_MANY_WORDS = 0.6
_LETTERS = re.compile(r"[^\W\d_]+")
_BYLINE = re.compile(r"(?i:by|von|par|por|di|av|af|przez|door|автор|autor|text|foto)\b[: ]\s*[A-ZÀ-ÞĀ-ŽЀ-Я]")
_LONGEST_TITLE = 1000
"""What is longer is no headline, and not searched for stamps."""
_JOINING = ".:!?,;–—-…»”\"'’)]"


def title_of(teaser: Teaser) -> str:
    """The headline as shown: no time, kicker, category, counter or label."""
    best, rank = "", -1
    lone = len(teaser.texts) == 1 or sum(map(bool, teaser.texts)) == 1
    for link, text in zip(teaser.links, teaser.texts, strict=True):
        if not text:
            continue
        if lone and _is_plain(link):
            return trimmed(text)
        found, found_rank = _title_in(link, text)
        if found_rank > rank or (found_rank == rank and found_rank < 3 and len(found) > len(best) and rank < 1):
            best, rank = found, found_rank
    if not best:
        best = _title_without_text(teaser)
    return trimmed(best)


def headed(teaser: Teaser) -> bool:
    """Whether one of a teaser's links is a heading, or is in one."""
    return any(heading_around(link) is not None for link in teaser.links)


def _title_in(link: LexborNode, text: str) -> tuple[str, int]:
    """Headline within one link and how sure its markup makes it."""
    headed = heading_around(link)
    plain = _is_plain(link)
    if headed is not None:
        return text if plain else _clean(link, title=True) or text, 3 + headed
    names = link.attributes.get("class")
    named = bool(names) and role(names or "") == "title"
    if plain:
        return text, int(named)
    headings, marked = _titles_below(link)
    for nodes, rank in ((headings, 4), (marked, 2)):
        found = max((_clean(n, title=True) for n in nodes), key=len, default="")
        if found:
            return found, rank
    return _main_text(link) or text, int(named)


def _is_plain(node: LexborNode) -> bool:
    """Whether no element stands in an element."""
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            return False
        child = child.next
    return True


def _titles_below(link: LexborNode) -> tuple[list[LexborNode], list[LexborNode]]:
    """Headings in a link, and elements whose class names them titles."""
    headings: list[LexborNode] = []
    marked: list[LexborNode] = []
    below = link.traverse()
    next(below, None)  # the link itself
    for node in below:
        tag = node.tag
        if tag in _HEADING_TAGS:
            headings.append(node)
        elif not headings and tag not in _UNSEEN_TAGS:
            names = node.attributes.get("class")
            if names and role(names) == "title":
                marked.append(node)
    return headings, marked


def heading_around(link: LexborNode) -> int | None:
    """0 for a link in a heading, 1 if the heading is named a title, None for one in no heading."""
    node = link.parent
    for _ in range(3):
        if node is None:
            return None
        tag = node.tag
        if tag in _HEADING_TAGS:
            return 1 if role(node.attributes.get("class") or "") == "title" else 0
        if tag not in _AROUND_TAGS:
            return None
        node = node.parent
    return None


@lru_cache(maxsize=4096)
def role(names: str) -> str:
    """What a class attribute says an element is for: ``title``, ``label``, ``summary`` or nothing.

    In a compound name the last word is the noun: ``title__premium`` is a label, ``premium-title`` a title.

    Examples
    --------
    >>> role("teaser__title teaser__title--big"), role("teaser__titleKicker"), role("card-sub-title"), role("col-6")
    ('title', 'label', 'summary', '')
    """
    roles = set()
    for name in _CAMEL.sub("-", names).lower().split():
        last, before = "", ""
        for word in _WORDS.findall(name):
            last = _ROLES.get(before + word) or _ROLES.get(word) or last
            before = word
        roles.add(last)
    return next((r for r in _ROLE_ORDER if r in roles), "")


def _role(node: LexborNode) -> str:
    tag = node.tag
    if tag in _UNSEEN_TAGS or tag == "time" or (tag == "sup" and len(node.text()) >= _SHORTEST_MARK):
        return "label"
    names = node.attributes.get("class")
    return role(names) if names else ""


def _clean(node: LexborNode, *, title: bool = False) -> str:
    """Text of an element without the labels in it; what is no title goes too, unless the element is one as a whole."""
    left_out = ("label",) if title else ("label", "summary")
    child = node.first_child
    if child is not None and child.next is None and not child.is_element_node:
        return squeeze(node.text())
    pieces: list[str] = []
    stack = [_without_kicker(node) if title else node.first_child]
    while stack:
        part = stack.pop()
        if part is None:
            continue
        stack.append(part.next)
        if part.is_text_node:
            pieces.append(part.text_content or "")
        elif part.is_element_node and _role(part) not in left_out:
            if part.tag not in _INLINE_TAGS or part.tag == "br":
                pieces.append(" ")
            stack.append(part.first_child)
            # the order of the page: children first, then the siblings that were put on the stack before them
    return squeeze("".join(pieces))


def _without_kicker(heading: LexborNode) -> LexborNode | None:
    """First child of a heading that is not a kicker: a few words in an element of their own, glued to what follows."""
    first = heading.first_child
    while first is not None and first.is_text_node and not (first.text_content or "").strip():
        first = first.next
    if first is None or not first.is_element_node or first.tag not in _KICKER_TAGS:
        return heading.first_child
    rest = first.next
    kicker = squeeze(first.text())
    if rest is None or not kicker or len(kicker) > _LONGEST_KICKER or kicker[-1] in _JOINING:
        return heading.first_child
    glued = (rest.is_element_node and rest.tag in _KICKER_TAGS) or not (rest.text_content or " ")[:1].isspace()
    following = squeeze(heading.text())[len(kicker):].strip()
    if glued and len(following) > 2 * len(kicker) and (following[0].isupper() or not following[0].isalpha()):
        return rest
    return heading.first_child


def _main_text(link: LexborNode) -> str:
    """The segment of a link that is its headline where no markup says so."""
    node = link
    for _ in range(8):
        own = False
        segments: list[tuple[str, LexborNode]] = []
        child = node.first_child
        while child is not None:
            if child.is_text_node:
                own = own or len((child.text_content or "").strip()) > 8
            elif child.is_element_node and _role(child) in ("", "title"):
                text = _clean(child)
                if text and not _all_stamp(text):
                    segments.append((text, child))
            child = child.next
        if own or not segments:
            break
        if len(segments) > 1 and all(n.tag in _INLINE_TAGS and n.tag != "span" for _, n in segments):
            break
        node = _likeliest(segments, link.attributes.get("href") or "")
    return _clean(node) or squeeze(node.text(separator=" "))


def _likeliest(segments: list[tuple[str, LexborNode]], href: str) -> LexborNode:
    """The headline among the unnamed segments of a link: between a shorter kicker and a longer summary.

    Of two that could be it, the address tells if its words are those of one.
    """
    if len(segments) == 1:
        return segments[0][1]
    kept: list[tuple[str, LexborNode]] = []
    longest = 0
    for text, node in segments:
        summary = longest >= _SHORTEST_HEADLINE and len(text) > 1.3 * longest and (
            len(text) > _LONGEST_KICKED or text[-1] in ".…。।")
        if not (summary or (longest and _BYLINE.match(text))):
            kept.append((text, node))
            longest = max(longest, len(text))
    likely = [(t, n) for t, n in kept if 2 * len(t) >= longest]
    if len(likely) > 1:
        slug = fold(unquote(href.partition("?")[0].rstrip("/").rpartition("/")[2]))
        shares = [_share_in(text, slug) for text, _ in likely]
        best = max(shares)
        if best >= _MANY_WORDS and shares.count(best) == 1:
            return likely[shares.index(best)][1]
    return next(n for t, n in likely if len(t) >= _NEARLY_LONGEST * longest)


def _share_in(text: str, slug: str) -> float:
    """Share of the longer words of a text that stand in an address."""
    words = [w for w in _LETTERS.findall(fold(text)) if len(w) > 3]
    return sum(w in slug for w in words) / len(words) if words else 0.0


def _all_stamp(text: str) -> bool:
    if len(text) > 40 or not any(c.isdigit() for c in text):
        return text.isdigit()
    return text.isdigit() or read(text) is not None


def _title_without_text(teaser: Teaser) -> str:
    """Headline of a link that shows no words: the heading of its card, else what names the link."""
    heading = teaser.box.css_first(_HEADINGS)
    if heading is not None:
        return _clean(heading, title=True)
    for link in teaser.links:
        attributes = link.attributes
        for name in ("aria-label", "title"):
            if attributes.get(name):
                return squeeze(attributes[name] or "")
    if not teaser.box.text(strip=True):  # a picture is all that is shown
        for image in teaser.box.css("img"):
            if image.attributes.get("alt"):
                return squeeze(image.attributes["alt"] or "")
    return ""


def trimmed(title: str) -> str:
    """A title without a stamp at either end and without a counter of comments behind it.

    Examples
    --------
    >>> trimmed("18:14 Court halts its work"), trimmed("Budget passed (12)")
    ('Court halts its work', 'Budget passed')
    """
    if title[-1:] in (")", "]"):
        title = _COUNTER.sub("", title)
    title = title.lstrip(_MARKS)
    if len(title) > _LONGEST_TITLE or _DIGIT.search(title) is None or not _EDGE_STAMP.search(title):
        return title.strip()
    clock = _EDGE_CLOCK.search(title)
    if clock is not None and clock.start() == 0:
        rest = title[clock.end():].lstrip(_MARKS)
        if rest.lower()[:3] not in ("uhr", "am ", "pm ") and len(rest) > 8:
            return rest.strip()
    for start, end, written in find(title):
        rest = ""
        if not title[:start].strip(_MARKS) and title[end:end + 1] in " |·•–—>»›-,:\t\n":
            rest = title[end:].lstrip(_MARKS)
        elif not title[end:].strip(_MARKS) and written.hour is not None and start > 8:
            rest = title[:start].rstrip(_MARKS)
        if len(rest) > 8:
            return rest.strip()
    return title.strip()
