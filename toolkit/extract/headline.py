"""Element of a page that shows the headline: the place that bylines and date lines stand beside."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborNode

from .body_blocks import weight
from .document import Document
from .folding import fold

_TEXT_NODE: Final = 2
_LEAST, _LEAST_LOWER, _LEAST_PLAIN = 8, 20, 12
"""Letters that a heading, a lower heading and a text outside any heading must share with the title."""
_MOST: Final = 60
_MOST_TEXTS: Final = 4_000
_LONGEST: Final = 500
_ELSEWHERE: Final = frozenset(("a", "nav", "li", "option", "select", "script", "style", "noscript", "template", "title",
                               "button", "footer", "aside", "label"))


def headline(doc: Document) -> LexborNode | None:
    """The first heading that is part of the page's title, ``h1`` before the lower ones; else the longest ``h1``.

    Pages that have no such heading set their headline in a plain element; that is the first text with which the title
    of the page begins or ends.

    Examples
    --------
    >>> page = Document("<title>Rain floods Oslo - Daily</title><h1></h1><div class=t>Rain floods Oslo</div>")
    >>> headline(page).attributes["class"]
    't'
    """
    named = doc.heads.get("title", ())
    title = _plain(doc.meta("og:title") or (named[0].text()[:_LONGEST] if named else ""))
    first = list(doc.heads.get("h1", ()))[:20]
    named_so = [node for node in first if _is_of_title(_plain(node.text()[:_LONGEST]), title, _LEAST)]
    if named_so:  # the site's name may be part of the title too, in a logo
        return max(named_so, key=lambda node: len(node.text()))
    for node in doc.tree.css("h2,h3")[:_MOST] if title else ():
        if _is_of_title(_plain(node.text()[:_LONGEST]), title, _LEAST_LOWER):
            return node
    plain = unmarked(doc)
    if plain is not None:
        return plain[0]
    return max(first, key=lambda node: len(node.text()), default=None)


def unmarked(doc: Document) -> tuple[LexborNode, str] | None:
    """Element outside any heading with which the title of the page begins or ends, and its text, or None.

    What else is in the title names the section and the site, so it may be longer than the headline, but not by much.
    """
    body, named = doc.tree.body, doc.heads.get("title", ())
    stated = (doc.meta("og:title") or "", named[0].text() if named else "")
    titles = {title for text in stated if weight(title := fold(text[:_LONGEST])) >= _LEAST_PLAIN}
    if body is None or not titles:
        return None
    seen = 0
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.tag_id != _TEXT_NODE:
            continue
        seen += 1
        if seen > _MOST_TEXTS:
            break
        text = node.text_content or ""
        start = fold(text[:_LONGEST])
        if not start or node.parent is None or not any(title.startswith(start) or title.endswith(start)
                                                       for title in titles):
            continue
        whole = node.parent.text()[:_LONGEST]
        best = next((t for t in (whole, text) if any(_opens(title, t) for title in titles)), None)
        if best is not None and not _is_elsewhere(node):
            return node.parent, best
    return None


def _opens(title: str, text: str) -> bool:
    """Whether a text is the beginning or the end of a title, and no small part; outlets' names end one too."""
    shown = fold(text)
    if weight(shown) < _LEAST_PLAIN or 2 * len(shown) < len(title):
        return False
    return title.startswith(shown) or (weight(shown) > _LEAST_LOWER and title.endswith(shown))


def _is_elsewhere(node: LexborNode) -> bool:
    here = node.parent
    for _ in range(6):
        if here is None:
            return False
        if here.tag in _ELSEWHERE:
            return True
        here = here.parent
    return False


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_of_title(heading: str, title: str, least: int) -> bool:
    return len(heading) > least and len(title) > least and (heading in title or title in heading)
