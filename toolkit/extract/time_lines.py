"""Times in a page's body: ``time`` elements, microdata, RDFa, data attributes and the date lines a reader sees.

The walk goes over the body once. What counts is what stands near the headline: pages are full of the dates of other
articles, and those stand in lists, side columns and footers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from sys import maxsize
from typing import Final

from selectolax.lexbor import LexborNode

from .body_blocks import weight
from .document import Document
from .headline import headline
from .stamp_tokens import Written
from .stamps import find_sure, label, read, read_iso
from .time_claims import MODIFIED, PUBLISHED, RANK_MARKUP, RANK_TIME_TAG, RANK_VISIBLE, Claim

_TEXT_NODE: Final = 2
_LONGEST_LINE: Final = 200
_LONGEST_OWN: Final = 140
_MOST_LINES: Final = 60
_ENOUGH_LINES: Final = 12
_BEFORE, _BELOW, _AFTER = 40, 80, 160
_BYLINE, _PLACE, _CAPTION = 25, 12, 90
"""Letters beside a stamp that may still be a name, those that may be one where the line ends like a sentence, and those
from which on a line with a ``time`` element is a text about something else."""
_ENDS: Final = frozenset(".!?。।")
_RELATIVE: Final = (-8, 20)
"""Texts before and after the headline among which relative times are believed."""
_LAST: Final = 1_000
"""Texts after the headline that are looked at: a page of an article has a few hundred."""
_INLINE: Final = frozenset(("span", "b", "strong", "i", "em", "small", "time", "a", "font", "u", "abbr", "label", "dd",
                            "dt"))
_NEVER_TAGS: Final = frozenset(("nav", "select", "option", "blockquote", "noscript", "script", "style", "template",
                                "svg"))
_ELSEWHERE_TAGS: Final = frozenset(("aside", "footer", "button", "figure", "figcaption", "table"))
_ELSEWHERE: Final = (
    "related", "recommend", "sidebar", "aside", "comment", "footer", "teaser", "popular", "mostread", "most-read",
    "trending", "newsletter", "widget", "promo", "carousel", "more-", "also", "ticker", "latest", "newsfeed",
    "readnext", "read-next", "navig", "menu", "breadcrumb", "copyright", "advert", "cookie", "modal", "caption",
    "disqus", "reply", "replies", "forum", "archive", "calendar", "weather", "tweet", "embed",
)  # fmt: skip
_OWN_PARTS: Final = re.compile(
    r"(?:post|entry|asset|article|artikel|story|node|beitrag|content)[-_]?footer|node-promoted")
"""The foot of the article itself, and a system's word for what stands on its front page."""
_LINKED_HEADING: Final = "a[href] h2,a[href] h3,a[href] h4,h2 a[href],h3 a[href]"
_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"\d+")
_PARTING: Final = re.compile(r"[|·•]|(?<=\s)/(?=\s)")
_ATTRIBUTES: Final = (
    "datetime", "content", "data-timestamp", "data-datetime", "data-time", "data-date", "data-published",
    "data-utc-time", "data-publish-date", "data-pubdate", "data-published-date", "data-epoch", "data-unix", "data-ts",
    "data-utc", "data-iso", "unixtime", "timestamp", "title",
)  # fmt: skip
_STAMPED: Final = ("time,abbr[title],[data-timestamp],[data-datetime],[data-utc-time],[data-published],[data-time],"
                   "[data-date],[data-publish-date],[data-pubdate],[data-unix]")
_MARKED: Final = ('[itemprop*="datePublished" i],[itemprop*="dateCreated" i],[itemprop*="dateModified" i],'
                  '[property*="datePublished" i],[property*="dateModified" i],[property$=":issued"],'
                  '[property$=":created"],[property="dc:date"]')


@dataclass(frozen=True, slots=True)
class Line:
    """A short text of the body that holds a stamp.

    ``after`` counts texts since the headline (negative before it); ``role`` is what its words say, or None; ``alone``:
    it says little besides.
    """

    text: str
    written: Written
    after: int
    role: str | None
    alone: bool = True


def marked_claims(doc: Document, language: str | None) -> list[Claim]:
    """Claims of microdata and RDFa outside the lists of other articles."""
    found = []
    for node in doc.tree.css(_MARKED)[:_MOST_LINES]:
        attributes = node.attributes
        name = (attributes.get("itemprop") or attributes.get("property") or "").lower()
        written = _of_attributes(attributes) or read(node.text()[:_LONGEST_LINE], language=language)
        if written is None or written.ago is not None or written.year is None or _is_elsewhere(node, set(), 12):
            continue
        role = MODIFIED if "modif" in name else PUBLISHED
        found.append(Claim(role, written, "microdata", RANK_MARKUP))
    return found


def body_claims(doc: Document, language: str | None) -> list[Claim]:
    """Claims of ``time`` elements, data attributes and visible lines near the headline, the best first."""
    lines, tagged = _walk(doc, language)
    if not any(_is_beside(line) and line.alone for line in tagged) and any(
            line.alone and (line.role == PUBLISHED or _is_beside(line)) for line in lines):
        tagged = []  # of a gallery or of other articles, where the line beside the headline has the day
    return [*_choose(tagged, "time-tag", RANK_TIME_TAG), *_choose(lines, "visible", RANK_VISIBLE)]


def _choose(lines: list[Line], origin: str, rank: int) -> Iterator[Claim]:
    """One published and one modified line of those found; the earlier of two unlabelled neighbours is publication."""
    near = [line for line in lines if _is_near(line)]
    ordered = sorted(near, key=lambda line: (not (line.alone and _is_beside(line)), line.role != PUBLISHED,
                                             not (line.alone or _is_beside(line)), line.after < 0, abs(line.after)))
    chosen = [line for line in ordered if line.role != MODIFIED]
    if not chosen:
        chosen = [line for line in lines if line.role == PUBLISHED]
    updates = [line for line in near if line.role == MODIFIED]
    earlier = _earlier_neighbour(chosen)
    if earlier is not None:
        updates.append(chosen[0])
        chosen[0] = earlier
    if chosen and _is_beside(chosen[0]):  # a stamp far below is of a comment, even on the same day
        chosen = [line for line in chosen if line.role == PUBLISHED or -_BEFORE <= line.after <= _BELOW]
    for line in chosen[:4]:
        yield Claim(PUBLISHED, line.written, origin, rank, alone=line.alone or line.role == PUBLISHED)
    for line in updates[:2]:
        yield Claim(MODIFIED, line.written, origin, rank)


def _earlier_neighbour(lines: list[Line]) -> Line | None:
    """The earlier of two full stamps side by side, neither labelled, where the first taken is the later."""
    first = lines[0] if lines else None
    if first is None or first.role is not None or first.written.hour is None or first.written.year is None:
        return None
    beside = [line for line in lines[1:] if line.role is None and line.written.hour is not None
              and line.written.year is not None and abs(line.after - first.after) <= 2]
    earlier = min(beside, key=lambda line: _order(line.written), default=None)
    return earlier if earlier is not None and _order(earlier.written) < _order(first.written) else None


def _order(written: Written) -> tuple[int, ...]:
    return tuple(part or 0 for part in (written.year, written.month, written.day, written.hour, written.minute))


def _is_near(line: Line) -> bool:
    """Relative times and dates in a text count beside the headline only: further off they are of something else."""
    if line.role is None and not line.alone:
        return -_BEFORE <= line.after <= _RELATIVE[1]  # further off, a date in a text is of what the text tells
    first, last = (-_BEFORE, _AFTER) if line.written.ago is None else _RELATIVE
    return first <= line.after <= last


def _is_beside(line: Line) -> bool:
    return -4 <= line.after <= 15


def _walk(doc: Document, language: str | None) -> tuple[list[Line], list[Line]]:
    body = doc.tree.body
    if body is None:
        return [], []
    heading = headline(doc)
    above = _ancestors(heading)
    own = heading.mem_id if heading is not None else None
    stamped = {node.mem_id for node in body.css(_STAMPED)}
    texts: list[tuple[int, LexborNode, str]] = []
    marks: list[tuple[int, LexborNode]] = []
    count, start, last = 0, 0, _LAST if own is None else maxsize
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.tag_id == _TEXT_NODE:
            text = node.text_content or ""
            if len(text) > 1:
                count += 1
                if len(text) <= _LONGEST_LINE and _DIGIT.search(text):
                    texts.append((count, node, text))
                if count > last:
                    break
        elif node.mem_id in stamped:
            marks.append((count, node))
        elif node.mem_id == own:
            start, last = count, count + _LAST
    seen: set[int] = set()
    lines: list[Line] = []
    for at, node, text in sorted(texts, key=lambda found: abs(found[0] - start))[:_MOST_LINES]:
        lines += _lines_of(node, text, at - start, above, seen, language)
        if len(lines) >= _ENOUGH_LINES:
            break
    near = sorted(marks, key=lambda pair: abs(pair[0] - start))[:_MOST_LINES]
    tagged = [line for at, node in sorted(near, key=lambda pair: pair[0])
              for line in _of_time_element(node, at - start, above)]
    return sorted(lines, key=lambda line: line.after), tagged


def _ancestors(node: LexborNode | None) -> set[int]:
    found: set[int] = set()
    while node is not None and len(found) < 600:
        found.add(node.mem_id)
        node = node.parent
    return found


def _is_elsewhere(node: LexborNode, above: set[int], levels: int = 8, *, close: bool = False) -> bool:
    """Whether a node lies in a part of the page that is not the article's, below what it shares with the headline.

    ``close``: it stands beside the headline, where a side column or a caption is as likely the article's own; then only
    links and lists of other articles count.
    """
    current: LexborNode | None = node
    for _ in range(levels):
        if current is None or current.mem_id in above or current.tag in ("body", "html"):
            return False
        tag = current.tag
        if tag in _NEVER_TAGS or (not close and tag in _ELSEWHERE_TAGS) or (close and tag in ("a", "article", "section")
                                                                           and _leads_elsewhere(current)):
            return True
        if tag == "li" and current.css_first(_LINKED_HEADING) is not None:
            return True
        if not close:
            attributes = current.attributes
            if attributes and _is_named_elsewhere(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
                return True
        current = current.parent
    return False


@lru_cache(maxsize=4096)
def _is_named_elsewhere(names: str) -> bool:
    lower = _OWN_PARTS.sub("", names[:500].lower())
    return any(word in lower for word in _ELSEWHERE)


def _leads_elsewhere(node: LexborNode) -> bool:
    """Whether an element is another article: a link around a heading, or an article with a linked heading."""
    if node.tag == "a":
        return node.css_first("h1,h2,h3,h4,img,p") is not None
    return node.css_first(_LINKED_HEADING) is not None and len(node.text()) < 4 * _LONGEST_LINE


def _of_attributes(attributes: dict[str, str | None]) -> Written | None:
    for name in _ATTRIBUTES:
        value = attributes.get(name)
        if value and len(value) < 80:
            written = read_iso(value)
            if written is not None:
                return written
    return None


def _of_time_element(node: LexborNode, after: int, above: set[int]) -> Iterator[Line]:
    attributes = node.attributes
    written = _of_attributes(attributes)
    if written is None or written.year is None or _is_elsewhere(node, above, close=-4 <= after <= 15):
        return
    outer = node.parent.attributes.get("class") if node.parent is not None else None
    names = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower(), (outer or "").lower()
    text, own = _around(node, above)[1], " ".join(node.text(separator=" ").split())
    named = _role_in_names(names[0]) or _role_in_names(names[1])
    role = _role(text, max(0, text.find(own))) or _role(own, len(own)) or named
    yield Line(text, written, after, role, _outside(text, []) <= _CAPTION)


def _role_in_names(names: str) -> str | None:
    if "modif" in names:
        return MODIFIED
    # WordPress and its themes call the one date of a post "published updated" or "entry-date updated".
    if "publ" in names or "entry-date" in names:
        return PUBLISHED
    return MODIFIED if "updat" in names else None


def _around(node: LexborNode, above: set[int]) -> tuple[LexborNode, str]:
    """The line that a text stands in: its element, or the one around it while that stays short and inline."""
    best = node if node.tag_id != _TEXT_NODE else node.parent or node
    text = " ".join(best.text(separator=" ").split())
    for _ in range(3):
        parent = best.parent
        if parent is None or parent.mem_id in above or best.tag not in _INLINE:
            break
        wider = parent.text(separator=" ")
        if len(wider) > 3 * _LONGEST_LINE:
            break
        wider = " ".join(wider.split())
        if len(wider) > _LONGEST_LINE:
            break
        best, text = parent, wider
    return best, text


def _lines_of(node: LexborNode, text: str, after: int, above: set[int], seen: set[int], language: str | None
              ) -> Iterator[Line]:
    own = " ".join(text.split())
    if len(own) > _LONGEST_OWN:
        return
    element, text = _around(node, above)
    if len(text) > _LONGEST_LINE:
        text = own
    elif element.mem_id in seen:
        return
    seen.add(element.mem_id)
    if not _RELATIVE[0] <= after <= _RELATIVE[1] and len(_NUMBER.findall(text)) < 2:
        return  # a day and its year are two numbers; one alone is a count, at best of the hours since
    if _is_elsewhere(element, above, close=-4 <= after <= 15):
        return
    found = [f for f in find_sure(text, language=language) if f[2].precision != "month"]
    if not found or (_is_prose(text, found) and not _is_row(text, found) and (
            own == text or _is_prose(own, find_sure(own, language=language)))):
        return
    alone = _is_alone(text, found)
    for start, _, written in found:
        yield Line(text, _with_time(written, element, language), after, _role(text, start), alone)


def _with_time(written: Written, element: LexborNode, language: str | None) -> Written:
    """A date whose time of day stands in the next element, with that time."""
    if written.minute is not None or written.year is None:
        return written
    around = element.parent
    for _ in range(2):
        if around is None:
            break
        text = " ".join(around.text(separator=" ").split())
        if len(text) > 120:
            break
        for _, _, other in find_sure(text, language=language):
            same = (other.year, other.month, other.day) == (written.year, written.month, written.day)
            if same and other.minute is not None:
                return other
        around = around.parent
    return written


def _is_prose(text: str, found: list[tuple[int, int, Written]]) -> bool:
    """Whether a text says much more than its stamps; a sentence does sooner than a row of labels and names."""
    if not found:
        return True
    outside = _outside(text, found)
    if outside > _PLACE and text.rstrip()[-1:] in _ENDS and found[0][0] > 0 and label(text[:found[0][0]]) is None:
        return True
    return outside > (90 if any(w.minute is not None for _, _, w in found) else 40)


def _is_alone(text: str, found: list[tuple[int, int, Written]]) -> bool:
    """Whether a line is a date line: it says little besides, begins with the time, or has the date for a part of it."""
    begins_with_time = found[0][0] <= _PLACE // 4 and found[0][2].minute is not None
    return _outside(text, found) <= _BYLINE or begins_with_time or _is_row(text, found)


def _is_row(text: str, found: list[tuple[int, int, Written]]) -> bool:
    """Whether a line is a row of labels, parted by bars, strokes or dots, one of which is the date."""
    parts = [m.start() for m in _PARTING.finditer(text)]
    for start, end, _ in found if parts else ():
        before = max((p for p in parts if p < start), default=-1) + 1
        after = min((p for p in parts if p >= end), default=len(text))
        if sum(map(str.isalpha, text[before:start] + text[end:after])) <= _PLACE:
            return True
    return False


def _outside(text: str, found: list[tuple[int, int, Written]]) -> int:
    """Letters of a text that are not its stamps', a Chinese one for more than one."""
    rest = "".join(text[e:s] for (_, e, _), (s, _, _) in pairwise([(0, 0, None), *found, (len(text), 0, None)]))
    return int(weight("".join(filter(str.isalpha, rest))))


def _role(text: str, before: int) -> str | None:
    said = label(text[max(0, before - 60):before]) if before else None
    return MODIFIED if said == "updated" else PUBLISHED if said == "published" else None
