"""What an element's class and id say about it: article, standfirst, picture or furniture.

A hint is never the last word: `toolkit.extract.body_container` overrules one that would throw away an article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .body_words import name_pattern, starts

NONE, FURNITURE, BODY, LEAD, PICTURE, CONTESTED = 0, 1, 2, 3, 4, 5

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")
# "has-sidebar" names a neighbour, not the element.
_NEIGHBOUR = re.compile(r"(?<![a-z0-9])(?:has|with|without|no|is|not|hide|show|wo) (?!hidden)[a-z0-9]+")
# Signs of utility classes ("md:hidden", "[&_ul]:my-0"), which say nothing of the element's role.
_UTILITY = re.compile(r"[:\[\]&!/@]")
# WordPress writes the terms of a post into its class: "hentry tag-sport category-local".
_POST = ("hentry", "type-post", "post-")
_SLUGS = ("tag-", "category-", "author-", "format-", "status-", "type-")
_MOST_NAMES = 60

_FURNITURE = name_pattern("furniture")
_HARMLESS = name_pattern("harmless")
_BODY = name_pattern("body")
_LEAD = name_pattern("lead")
_PICTURE = name_pattern("picture")
_SUBHEADING = name_pattern("subheading")


_FIRST_WORDS, _FIRST_LETTERS = starts()


def words_of(name: str) -> str:
    """One class or id as lower-case words: ``articleBody--wide`` becomes ``article body wide``."""
    words = _GAP.sub(" ", _CAMEL.sub(r"\1 \2", name).lower()).strip()
    return _NEIGHBOUR.sub(" ", words) if " " in words else words


@lru_cache(maxsize=32768)
def hint(name: str) -> int:
    """What an element's classes and id say about it; `CONTESTED` where one says article body and another furniture."""
    names = name.split()[:_MOST_NAMES]
    if any(mark in name for mark in _POST):
        names = [n for n in names if not n.startswith(_SLUGS)]
    found = {_hint(n) for n in names}
    if BODY in found and FURNITURE in found:
        return CONTESTED
    return next((kind for kind in (FURNITURE, BODY, LEAD, PICTURE) if kind in found), NONE)


@lru_cache(maxsize=32768)
def _hint(name: str) -> int:
    """What one class or id says."""
    if _UTILITY.search(name):
        return NONE
    words = words_of(name[:120])
    if not any(w in _FIRST_WORDS or w[:3] in _FIRST_LETTERS for w in words.split()):
        return NONE
    telling = _HARMLESS.sub(" ", words)
    if _BODY.search(telling):
        # "article-body-ad" is an advertisement inside a body; the more telling word wins.
        return FURNITURE if _FURNITURE.search(_BODY.sub(" ", telling)) else BODY
    if _FURNITURE.search(telling):
        return FURNITURE
    if _LEAD.search(words):
        return LEAD
    return PICTURE if _PICTURE.search(telling) else NONE


def is_subheading(name: str) -> bool:
    """Tell whether a class or id calls its element a heading inside the text."""
    return any(_SUBHEADING.search(words_of(n)) for n in name[:400].split())
