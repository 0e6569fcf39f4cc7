"""Linked data in ``<script type="application/ld+json">``: every object of the page in one flat list.

Pages write it by hand and by template, so it is often broken: line breaks inside strings, trailing commas, comments
around it, escaped entities, two objects in a row. What can be mended is; of the rest the plain ``"key": "value"``
pairs are kept. Nothing here raises for any input.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from .document import Document

ARTICLE_TYPES = frozenset({
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle",
    "backgroundnewsarticle", "askpublicnewsarticle", "advertisercontentarticle", "satiricalarticle", "liveblogposting",
    "blogposting", "socialmediaposting", "techarticle", "scholarlyarticle", "report", "medicalscholarlyarticle",
    "discussionforumposting",
})
"""schema.org's Article and the types below it, in lower case."""

_PARTS = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "about", "itemReviewed", "video")
"""Keys whose objects are about the page itself. Lists of other pages (itemListElement, hasPart, ...) stay closed."""

_MAX_OBJECTS = 2000
_MOST_TYPES, _LONGEST_TYPE = 20, 100
_VOCABULARY = re.compile(r"[/:#]")
_PAIR = re.compile(
    r'"(@type|@id|url|headline|name|alternativeHeadline|description|datePublished|dateModified|dateCreated|uploadDate'
    r'|keywords|articleSection|inLanguage|articleBody)"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_AUTHOR_NAME = re.compile(r'"(?:author|creator)"\s*:\s*[\[{\s]{0,9}[^\]}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_MISSING_COMMA = re.compile(r'(["}\]0-9])(\s*\n\s*)(")')
_LINE_COMMENT = re.compile(r"(?m)^\s*//[^\n]*$")
_WRAPPERS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$", re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_ADDRESS_PATH = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#]*)?([^?#\s]*)")
_INLINE = re.compile(r"</?(?:a|abbr|b|br|em|font|i|mark|p|q|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def nodes(doc: Document) -> list[dict[str, Any]]:
    """All objects of a page's linked data.

    Parameters
    ----------
    doc : Document
        The parsed page. The result is kept on it: the scripts are read once.

    Returns
    -------
    list of dict
        Top-level objects, members of arrays and of ``@graph``, and objects that describe the same page
        (``mainEntity``, ``mainEntityOfPage``, ...), in the order of the page.

    References
    ----------
    .. [1] W3C, JSON-LD 1.1, 2020, https://www.w3.org/TR/json-ld11/
    """
    if doc.linked_data is None:
        doc.linked_data = list(_read_scripts(doc))
    return doc.linked_data


def types(node: dict[str, Any]) -> frozenset[str]:
    """Types of an object in lower case, without their vocabulary (``http://schema.org/NewsArticle``)."""
    found = node.get("@type")
    if isinstance(found, str):
        return _kinds(found[:_LONGEST_TYPE])
    names = found[:_MOST_TYPES] if isinstance(found, list) else ()
    return frozenset(kind for n in names if isinstance(n, str) for kind in _kinds(n[:_LONGEST_TYPE]))


@lru_cache(maxsize=256)
def _kinds(name: str) -> frozenset[str]:
    return frozenset({_VOCABULARY.split(name)[-1].strip().lower()})


def is_article(node: dict[str, Any]) -> bool:
    """Tell whether an object says that it is an article, by its type or, wrongly typed, by its keys."""
    kinds = types(node)
    if kinds & ARTICLE_TYPES:
        return True
    return not kinds and "headline" in node and "datePublished" in node


def article(doc: Document) -> dict[str, Any] | None:
    """The object that describes the article of this page.

    Of several articles the one that names the page's own address wins, then the one with most of headline, date and
    author, then the first. A ``WebPage`` with a headline or a date stands in where there is no article.
    """
    best: tuple[tuple[int, int, int], dict[str, Any]] | None = None
    own = own_paths(doc)
    for place, node in enumerate(nodes(doc)):
        rank = _rank(node, own)
        if rank is not None and (best is None or (*rank, -place) > best[0]):
            best = ((*rank, -place), node)
    return best[1] if best else None


def strings(value: Any) -> list[str]:
    """Texts of a value that may be a text, a list, or an object with a name or ``@value``."""
    found: list[str] = []
    waiting = [value]
    while waiting and len(found) < _MAX_OBJECTS:
        v = waiting.pop()
        if isinstance(v, str):
            if v.strip():
                found.append(clean(v))
        elif isinstance(v, list):
            waiting.extend(reversed(v[:_MAX_OBJECTS]))
        elif isinstance(v, dict):
            waiting.append(v.get("name") or v.get("@value") or v.get("headline"))
    return found


def text(node: dict[str, Any] | None, *keys: str) -> str | None:
    """First text that an object has under one of the keys."""
    for key in keys:
        found = strings(node.get(key)) if node else []
        if found:
            return found[0]
    return None


def clean(value: str) -> str:
    """Text without entities (some templates escape once too often), inline markup and runs of white space."""
    for _ in range(2):
        if "&" not in value:
            break
        value = html.unescape(value)
    if "<" in value:
        value = _INLINE.sub("", value)
    return " ".join(value.split())


def own_paths(doc: Document) -> set[str]:
    """Paths by which linked data may name this page: that of its address and of its canonical link."""
    found = {_path(u) for u in (doc.url, doc.canonical_link, doc.meta("og:url")) if u}
    return found - {""}


def _path(url: str) -> str:
    found = _ADDRESS_PATH.match(url)
    return found[1].rstrip("/") if found else ""


def _rank(node: dict[str, Any], own: set[str]) -> tuple[int, int] | None:
    filled = sum(bool(node.get(k)) for k in ("headline", "datePublished", "author", "articleBody"))
    if is_article(node):
        kind = 2
    elif filled and (types(node) & {"webpage", "itempage", "creativework", "videoobject", "podcastepisode", "recipe",
                                    "review", "imagegallery", "mediaobject"} or not types(node)):
        kind = 0
    else:
        return None
    named = [u for u in (node.get("url"), node.get("@id"), _identifier(node.get("mainEntityOfPage")))
             if isinstance(u, str)]
    same = any(_path(u) in own for u in named)
    return kind + (2 if same and kind else 1 if same else 0), filled


def _identifier(value: Any) -> Any:
    return (value.get("@id") or value.get("url")) if isinstance(value, dict) else value


def _read_scripts(doc: Document) -> Iterator[dict[str, Any]]:
    left = _MAX_OBJECTS
    for source in doc.linked_data_scripts():
        for node in _flatten(parse(source)):
            if left == 0:
                return
            left -= 1
            yield node


def _flatten(value: Any) -> Iterator[dict[str, Any]]:
    """Objects in the order of the page, without recursion: the nesting is the page's to choose."""
    waiting = [value]
    for _ in range(20 * _MAX_OBJECTS):
        if not waiting:
            return
        v = waiting.pop()
        if isinstance(v, list):
            waiting.extend(reversed(v[:_MAX_OBJECTS]))
        elif isinstance(v, dict):
            if len(v) > (1 if "@context" in v and "@graph" in v else 0) and set(v) - {"@context", "@graph"}:
                yield v
            waiting.extend(v[key] for key in reversed(_PARTS) if isinstance(v.get(key), (list, dict)))


def parse(source: str) -> Any:
    """Value of a JSON text, mended where it is broken; an empty list where nothing can be read."""
    for candidate in _candidates(source):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return _several(source) or _pairs(source)


def _candidates(source: str) -> Iterator[str]:
    """The text itself, then ever bolder repairs."""
    yield source
    mended = _WRAPPERS.sub("", source.strip("\ufeff \t\r\n\0")).strip().rstrip(";").strip()
    yield mended
    if len(mended) > 2_000_000:
        return
    if "&quot;" in mended and '"' not in mended:
        mended = html.unescape(mended)
    mended = _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", _LINE_COMMENT.sub("", mended)))
    yield mended
    yield _MISSING_COMMA.sub(r"\1,\2\3", mended)


def _several(source: str) -> list[Any]:
    """Values of JSON texts that follow each other, or of the first one where rubbish follows."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    while at < len(source) and len(found) < 100:
        start = _OPENING.search(source, at)
        if start is None:
            break
        try:
            value, at = decoder.raw_decode(source, start.start())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _pairs(source: str) -> list[dict[str, Any]]:
    """One object of the plain text pairs of a text that no repair could mend; first value of a key wins."""
    node: dict[str, Any] = {}
    for match in _PAIR.finditer(source[:200_000]):
        node.setdefault(match[1], _unescape(match[2]))
    if names := [_unescape(m[1]) for m in _AUTHOR_NAME.finditer(source[:200_000])]:
        node["author"] = names
    return [node] if node else []


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def absolute(doc: Document, address: str) -> str:
    """Address of linked data read against the page's own."""
    try:
        return urljoin(doc.base_url or "", address)
    except ValueError:
        return address
