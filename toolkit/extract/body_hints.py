"""What an element's class and id say about it: article, standfirst, picture or furniture.

A hint is never the last word: `toolkit.extract.body_container` overrules one that would throw away an article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .body_words import name_pattern

NONE, FURNITURE, BODY, LEAD, PICTURE = 0, 1, 2, 3, 4

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")
# Utility classes ("md:hidden", "[&_ul]:my-0") and WordPress's slugs ("tag-sport") say nothing of the element's role.
_UTILITY = re.compile(r"\S*[:\[\]&!/@]\S*")
_SLUG = re.compile(r"(?<!\S)(?:tag|category|author|format|status|type)-\S+")
_POST = re.compile(r"(?<!\S)(?:hentry|post-\d+|type-post)(?!\S)")
# "has-sidebar" names a neighbour, not the element.
_NEIGHBOUR = re.compile(r"(?<![a-z0-9])(?:has|with|without|no|is|not|hide|show|wo) (?!hidden)[a-z0-9]+")

_FURNITURE = name_pattern("furniture")
_HARMLESS = name_pattern("harmless")
_BODY = name_pattern("body")
_LEAD = name_pattern("lead")
_PICTURE = name_pattern("picture")
_SUBHEADING = name_pattern("subheading")


def words_of(name: str) -> str:
    """Class or id as lower-case words: ``articleBody--wide`` becomes ``article body wide``."""
    if ":" in name or "[" in name:
        name = _UTILITY.sub(" ", name)
    if _POST.search(name):
        name = _SLUG.sub(" ", name)
    words = _GAP.sub(" ", _CAMEL.sub(r"\1 \2", name).lower()).strip()
    return _NEIGHBOUR.sub(" ", words)


@lru_cache(maxsize=4096)
def hint(name: str) -> int:
    """What an element's class and id say about it: `NONE`, `FURNITURE`, `BODY`, `LEAD` or `PICTURE`."""
    words = words_of(name[:400])
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
    return _SUBHEADING.search(words_of(name[:400])) is not None
