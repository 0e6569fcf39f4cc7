"""What one teaser shows: its title without what is glued to it, and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

from .calendar_words import AGO, NOW, RELATIVE_DAY, fold, lexicon
from .list_blocks import Teaser, squeeze
from .stamps import Written, find, read, read_iso

_HEADINGS = "h1,h2,h3,h4,h5,h6"
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN_TAGS = frozenset({"script", "style", "svg", "noscript", "template", "img", "picture", "video", "iframe", "button",
                          "-comment"})
_INLINE_TAGS = frozenset({"b", "i", "em", "strong", "u", "mark", "q", "sub", "sup", "font", "wbr", "br", "abbr", "cite",
                          "bdi", "bdo", "span", "a"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\s_-]+")
_ROLES: Final = {word: name for name, words in {
    "summary": """
        subtitle subline subhead subheadline summary excerpt teasertext description desc intro introduction deck standfirst
        abstract snippet readmore bajada entradilla chapo ingress vorspann anons
        """,
    "label": """
        time times timestamp date dates datetime clock hour hora heure datum kicker overline overtitle label labels badge
        badges tag tags cat cats category categories categorie categoria rubric rubrica rubrics rubrik rubriq rubrique section
        topic topics topline counter counts count comment comments author authors byline icon icons ico sr sronly screenreader
        visuallyhidden hidden premium plus flag flags pretitle pretit eyebrow dachzeile roofline spitzmarke supertitle suptitle
        strapline surtitre antetitulo occhiello volanta cintillo meta num number rank ranking position index marker live
        exclusive views likes shares duration type prefix topicname hint paid lock paywall more credit copyright source agency
        location place city
        """,
    "title": "headline title titles heading titre titel titulo titular titolo tytul zagolovok ttl caption name",
}.items() for word in words.split()}
_ROLE_ORDER = ("title", "label", "summary")
_EDGE_CLOCK = re.compile(r"^\W*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?=\D|$)|(?:[01]?\d|2[0-3])[:.h][0-5]\d\W*$")
_EDGE_STAMP = re.compile(r"^\W*(?:\d{1,2}[:.h]\d\d|\d{4}[-./年]\d|\d{1,2}[./]\d{1,2}(?:[./ ]|$)|\d{1,2}\.? \w+,? \d{4})"
                         r"|\d[:h]\d\d(?: ?[ap]\.?m\.?| uhr)?\W*$|\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$", re.IGNORECASE)
_COUNTER = re.compile(r"\s*[(\[]\d{1,5}[)\]]\s*$")
_MARKS = " \t\n|·•–—>»›-,:"
_CLOCK = re.compile(r"([01]?\d|2[0-3])([:.hH])([0-5]\d)(?::([0-5]\d))?")
_TIME_ATTRIBUTES: Final = ("datetime", "data-datetime", "data-timestamp", "data-time", "data-date")
_TIME_NAMES = frozenset(_TIME_ATTRIBUTES)
_LONGEST_STAMP_SEGMENT = 80
_KICKER_TAGS = frozenset({"span", "div", "small", "label", "p"})
_LONGEST_KICKER = 30
_LONGEST_TITLE_STAMP = 45
_SAME_BEGINNING = 14
_LONGEST_WORDS = 28
_RELATIVE = frozenset({AGO, NOW, RELATIVE_DAY})
_SPACELESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STAMPLIKE = re.compile(r"\d(?:[:.hH：]\d\d|[./-]\d|\d\d\d|[年月日分時天시분일]|\.? ?[^\W\d_]{2,12}\.?,? \d|(?<=[^\W\d_] \d),"
                        r"|\d?(?<= \d\d),)")
"""Every alternative begins with a digit, so that texts without one are passed over fast."""
_JOINING = ".:!?,;–—-…»”\"'’)]"


@dataclass(slots=True)
class Shown:
    """What a teaser states about its time: in an attribute and in the text that a reader sees."""

    attribute: Written | None = None
    text: Written | None = None
    dotted: tuple[int, int] | None = None
    """``18.47``: a time of day or a day of a month; the whole list decides."""


def title_of(teaser: Teaser) -> str:
    """The headline as shown: no time, kicker, category, counter or label."""
    best, rank = "", -1
    for link, text in zip(teaser.links, teaser.texts, strict=True):
        if not text:
            continue
        found, found_rank = _title_in(link, text)
        if found_rank > rank or (found_rank == rank and found_rank < 3 and len(found) > len(best) and rank < 1):
            best, rank = found, found_rank
    if not best:
        best = _title_without_text(teaser)
    return trimmed(best)


def _title_in(link: LexborNode, text: str) -> tuple[str, int]:
    """Headline within one link and how sure its markup makes it."""
    headed = _heading_around(link)
    plain = not _has_elements(link)
    if headed is not None:
        return text if plain else _clean(link, title=True) or text, 3 + headed
    named = role(link.attributes.get("class") or "") == "title"
    if plain:
        return text, int(named)
    headings, marked = _titles_below(link)
    for nodes, rank in ((headings, 4), (marked, 2)):
        found = max((_clean(n, title=True) for n in nodes), key=len, default="")
        if found:
            return found, rank
    return _main_text(link) or text, int(named)


def _has_elements(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            return True
        child = child.next
    return False


def _titles_below(link: LexborNode) -> tuple[list[LexborNode], list[LexborNode]]:
    """Headings in a link, and elements whose class names them titles."""
    headings: list[LexborNode] = []
    marked: list[LexborNode] = []
    for node in link.traverse():
        tag = node.tag
        if tag in _HEADING_TAGS:
            headings.append(node)
        elif tag not in _UNSEEN_TAGS and not headings:
            names = node.attributes.get("class")
            if names and node.mem_id != link.mem_id and role(names) == "title":
                marked.append(node)
    return headings, marked


def _heading_around(link: LexborNode) -> int | None:
    node = link.parent
    for _ in range(3):
        if node is None:
            return None
        if node.tag in _HEADING_TAGS:
            return 1 if role(node.attributes.get("class") or "") == "title" else 0
        if node.tag not in _INLINE_TAGS and node.tag != "div":
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
    if tag in _UNSEEN_TAGS or tag == "time":
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
        longest = max(len(t) for t, _ in segments)
        if len(segments) > 1 and all(n.tag in _INLINE_TAGS and n.tag != "span" for _, n in segments):
            break
        node = next(n for t, n in segments if 2 * len(t) >= longest)
    return _clean(node) or squeeze(node.text(separator=" "))


def _all_stamp(text: str) -> bool:
    if len(text) > 40 or not any(c.isdigit() for c in text):
        return text.isdigit()
    return _CLOCK.fullmatch(text.strip()) is not None or text.isdigit() or read(text) is not None


def _title_without_text(teaser: Teaser) -> str:
    """Headline of a link that shows only a picture or lies over the card: the card's heading, else what names the link."""
    heading = teaser.box.css_first(_HEADINGS)
    if heading is not None:
        return _clean(heading, title=True)
    for link in teaser.links:
        attributes = link.attributes
        for name in ("aria-label", "title"):
            if attributes.get(name):
                return squeeze(attributes[name] or "")
    return ""


def trimmed(title: str) -> str:
    """A title without a stamp at either end and without a counter of comments behind it.

    Examples
    --------
    >>> trimmed("18:14 Court halts its work"), trimmed("Budget passed (12)")
    ('Court halts its work', 'Budget passed')
    """
    title = _COUNTER.sub("", title).lstrip(_MARKS)
    if not _EDGE_STAMP.search(title):
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


def shown_time(teaser: Teaser, title: str, *, language: str | None, thorough: bool = True,
               marks: Sequence[LexborNode] = ()) -> Shown:
    """What the box of a teaser states about its time.

    Parameters
    ----------
    teaser : Teaser
        A boxed teaser.
    title : str
        Its headline: what stands in it is not its time.
    language : str or None
        BCP-47 language of the page.
    thorough : bool
        Whether attributes of any element are looked at, and texts that bear neither a clock time nor a date in digits
        ("an hour ago").
    marks : sequence of nodes
        The ``time`` elements in the box.

    Returns
    -------
    Shown
        Empty where nothing is stated.
    """
    shown = Shown()
    for node in marks:
        if shown.attribute is None or shown.attribute.hour is None:
            _from_node(shown, node, node.attributes, language)
    if shown.text is None and shown.dotted is None:
        _from_segments(shown, teaser, title, language, thorough=thorough)
    if shown.attribute is None and _lacking(shown.text) and (thorough or shown.text is not None):
        for node in teaser.box.traverse():
            attributes = node.attributes
            if not marks and not _TIME_NAMES.isdisjoint(attributes):
                _from_node(shown, node, attributes, language)
            value = attributes.get("title")
            if value and len(value) <= _LONGEST_TITLE_STAMP and not _overlap(value, title):
                _titled(shown, value, language)
            if shown.attribute is not None:
                break
    return shown


def _from_node(shown: Shown, node: LexborNode, attributes: dict[str, str | None], language: str | None) -> None:
    """Read an element that is made to state a time."""
    stated = False
    for name in _TIME_ATTRIBUTES:
        value = attributes.get(name)
        written = _of_attribute(value, language) if value else None
        if written is not None:
            stated = True
            if _fuller(written, shown.attribute):
                shown.attribute = written
            break
    if stated or node.tag == "time":
        text = squeeze(node.text(separator=" "))
        if text and len(text) <= _LONGEST_STAMP_SEGMENT:
            _take(shown, text, language)


def _overlap(text: str, title: str) -> bool:
    """Whether a text is the headline or a part of it: a date in a headline is not its time."""
    text, title = squeeze(text).casefold(), title.casefold()
    return text in title or title in text or text[:_SAME_BEGINNING] == title[:_SAME_BEGINNING]


def _lacking(written: Written | None) -> bool:
    return written is None or written.ago is not None or written.day is None


def _titled(shown: Shown, value: str | None, language: str | None) -> None:
    if not value or len(value) > 60 or not any(c.isdigit() for c in value):
        return
    written = read(value, language=language)
    if written is not None and written.year is not None and _fuller(written, shown.attribute):
        shown.attribute = written


def _of_attribute(value: str, language: str | None) -> Written | None:
    if len(value) > 60 or not any(c.isdigit() for c in value):
        return None
    return read_iso(value) or clock_reading(value.strip()) or read(value, language=language)


def _fuller(written: Written, other: Written | None) -> bool:
    return other is None or (written.hour is not None, written.year is not None) > (other.hour is not None,
                                                                                     other.year is not None)


def clock_reading(text: str) -> Written | None:
    """``18:58``, ``17h17``: a time of day alone."""
    found = _CLOCK.fullmatch(text)
    if found is None or found.group(2) == ".":
        return None
    second = found.group(4)
    return Written(None, None, None, int(found.group(1)), int(found.group(3)), int(second) if second else None, None,
                   precision="second" if second else "minute")


def _take(shown: Shown, text: str, language: str | None) -> bool:
    """Read one segment of text; True where it stated a time."""
    text = text.strip(" \t\n|·•–—>»›,()[]")
    quick = clock_reading(text)
    if quick is not None:
        shown.text = shown.text or quick
        return True
    dotted = _CLOCK.fullmatch(text)
    if dotted is not None:
        shown.dotted = (int(dotted.group(1)), int(dotted.group(3)))
        return True
    written = reading(text, language)
    if written is None:
        return False
    if shown.text is None or _fuller(written, shown.text):
        shown.text = written
    return True


def _from_segments(shown: Shown, teaser: Teaser, title: str, language: str | None, *, thorough: bool) -> None:
    whole = teaser.box.text(separator="\n")
    if not thorough and _STAMPLIKE.search(whole) is None:
        return
    for segment in whole.split("\n"):
        segment = segment.strip()
        if not segment or len(segment) > _LONGEST_STAMP_SEGMENT:
            continue
        if (_STAMPLIKE.search(segment) or (thorough and len(segment) <= _LONGEST_WORDS and _relative(segment))) \
                and not _overlap(segment, title) and _take(shown, segment, language):
            return
    lead = next((t for t in teaser.texts if t), "")
    if lead != title and title in lead:
        for edge in (lead[: lead.index(title)], lead[lead.index(title) + len(title):]):
            if _STAMPLIKE.search(edge) and len(edge) <= _LONGEST_STAMP_SEGMENT and _take(shown, edge, language):
                return


@lru_cache(maxsize=1)
def _relative_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words of relative times ("ago", "yesterday", "now") in all languages, and those of scripts without spaces."""
    words = {word for word, phrases in lexicon().entries.items()
             if any(not _RELATIVE.isdisjoint(senses) for _, senses in phrases)}
    joined = sorted((w for w in words if _SPACELESS.match(w)), key=len, reverse=True)
    return frozenset(words), re.compile("|".join(map(re.escape, joined)) or "(?!)")


def _relative(text: str) -> bool:
    """Whether a text without a date may state a relative time."""
    words, joined = _relative_words()
    folded = fold(text)
    return not words.isdisjoint(folded.split()) or (not folded.isascii() and joined.search(folded) is not None)


@lru_cache(maxsize=8192)
def reading(text: str, language: str | None) -> Written | None:
    """The stamp that a short text is or holds. Section names and the like come again and again."""
    written = read(text, language=language)
    if written is None and any(c.isdigit() for c in text):
        found = [w for _, _, w in find(text, language=language)]
        if found:
            written = max(found, key=lambda w: (w.day is not None, w.hour is not None))
    return None if written is None or written.ambiguous else written
