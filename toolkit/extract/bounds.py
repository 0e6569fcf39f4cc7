"""Bounds on what a page may ask of the parser: levels of nesting, attributes of one element.

Parsing takes time quadratic in both. No page that was made to be read comes near these bounds, so the tests for them
look at little of it; what goes beyond them is left out, and the rest of the page is read.
"""

from __future__ import annotations

import re

MAX_DEPTH = 512
"""Levels of nesting that are kept, as in browsers; deeper elements become siblings."""
MAX_ATTRIBUTES = 1000
"""Attributes of one element that are kept."""

_SUSPECT_DEPTH = 5_000
_SUSPECT_TAGS = 8_000
_SAMPLE, _STRIDE = 2_048, 16_384
_WINDOW, _SMALL_WINDOW = 16_384, 4_096
_LARGE_PAGE = 1_000_000
_UNCOUNTED = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
                        "track", "wbr", "li", "p", "dt", "dd", "option"})
"""Elements without content, and those that end where the next of their kind begins: long lists are not deep."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>?")
_QUOTES = "\"'="
_TAG_NAME = re.compile(r"<[a-zA-Z][^\s/<>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*+=?[^\s/<>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+""")


def bounded(html: str) -> str:
    """Page within the bounds; nearly all pages come back as they are."""
    return shallow(few_attributes(html))


def shallow(html: str) -> str:
    """Page without the elements nested deeper than `MAX_DEPTH`; nearly all pages come back unchanged.

    The HTML standard lets a parser limit the depth. Most pages have too few tags, which a sample of their text tells;
    counting brackets in 64 pieces tells of the others at little cost whether they could be that deep.
    """
    size = len(html)
    tags = sum(html.count("<", at, at + _SAMPLE) for at in range(0, size, _STRIDE))
    if tags * (_STRIDE // _SAMPLE) < _SUSPECT_TAGS:
        return html
    step, depth = size // 64 + 1, 0
    for start in range(0, size, step):
        end = start + step
        depth += html.count("<", start, end) - 2 * html.count("</", start, end)
        if depth > _SUSPECT_DEPTH:
            return _cut_deep(html)
    return html


def _cut_deep(html: str) -> str:
    kept, last, depth = [], 0, 0
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2].lower()
        if name in _UNCOUNTED:
            continue
        drop = depth >= MAX_DEPTH if not closing else depth > MAX_DEPTH
        depth = max(0, depth + (-1 if closing else 1))
        if drop:
            kept.append(html[last:match.start()])
            last = match.end()
    return "".join(kept) + html[last:] if kept else html


def few_attributes(html: str) -> str:
    """Page in which no element has more than about `MAX_ATTRIBUTES` attributes.

    A tag with so many is thousands of letters long. In windows that hold a bracket of either kind, which the first or
    last few letters of nearly all windows tell, there is none; only the others are looked at.
    """
    kept: list[str] = []
    last = at = 0
    size = len(html)
    window = _WINDOW if size < _LARGE_PAGE else _SMALL_WINDOW  # where many such tags have room
    while size - at > window:
        end = at + window
        opened, closed = html.find("<", at, end), html.rfind(">", at, end)
        following, start = closed + 1 if closed >= 0 else end, -1
        if closed < 0 <= opened:
            # Before the window stands the end of a tag, so what may be one begins within.
            name = _TAG_NAME.search(html, opened, end)
            start = name.start() if name is not None else -1
        elif opened < 0 <= closed:
            start = html.rfind("<", max(last, at - 2 * window), at)
        elif opened >= 0:
            start = _around_values(html, max(last, at - window), end)
        if start >= 0:
            keep, stop = _run(html, start)
            if keep and not html.rfind("<script", last, start) > html.rfind("</script", last, start):
                kept.append(html[last:keep])
                last = stop
            following = max(following, stop)
        at = following
    return "".join(kept) + html[last:] if kept else html


def _around_values(html: str, begin: int, end: int) -> int:
    """Where a tag begins whose values hold tags, if the last bracket of a window is the first letter of a value."""
    start = html.rfind("<", begin, end)
    if html[start - 1] not in _QUOTES:
        return -1
    while start > begin and html[start - 1] in _QUOTES:
        start = html.rfind("<", begin, start)
    return start


def _run(html: str, start: int) -> tuple[int, int]:
    """Where the attributes that a tag may keep end (0: it keeps all), and where all of them end."""
    name = _TAG_NAME.match(html, start)
    if name is None:
        return 0, 0
    at, keep, count = name.end(), 0, 0
    while (attribute := _ATTRIBUTE.match(html, at)) is not None:
        at = attribute.end()
        count += 1
        if count == MAX_ATTRIBUTES:
            keep = at
    return (keep, at) if count > MAX_ATTRIBUTES else (0, at)
