"""What an element's class and id say about it: article, standfirst, picture or furniture.

A hint is never the last word: `toolkit.extract.body_container` overrules one that would throw away an article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .body_words import name_pattern, phrase_words, whole_words

NONE, FURNITURE, BODY, LEAD, PICTURE, CONTESTED = 0, 1, 2, 3, 4, 5

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[A-Z]*[a-z0-9]+|[A-Z]+")
# "has-sidebar" names a neighbour, not the element.
_NEIGHBOURLY = frozenset(("has", "with", "without", "no", "is", "not", "hide", "show", "wo"))
_NEIGHBOUR = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(_NEIGHBOURLY))}) (?!hidden)[a-z0-9]+")
# Signs of utility classes ("md:hidden", "[&_ul]:my-0"), which say nothing of the element's role.
_UTILITY = re.compile(r"[:\[\]&!/@]")
# WordPress writes the terms of a post into its class: "hentry tag-sport category-local".
_POST = ("hentry", "type-post", "post-")
_SLUGS = ("tag-", "category-", "author-", "format-", "status-", "type-")
_MOST_NAMES = 60
_LONGEST = 120
_UNPLAIN = re.compile("|".join((_UTILITY.pattern, *_POST)))
"""Signs that a name is not just its words."""

_FURNITURE = name_pattern("furniture")
_HARMLESS = name_pattern("harmless")
_BODY = name_pattern("body")
_LEAD = name_pattern("lead")
_PICTURE = name_pattern("picture")
_SUBHEADING = name_pattern("subheading")


# What a word can be in a name: the first or second of a phrase (of an article's body; of anything else), a whole name.
_FIRST, _SECOND, _OTHER_FIRST, _OTHER_SECOND, _WHOLE, _SURELY_FURNITURE, _IN_DOUBT = (1 << n for n in range(7))
_SURE, _SURE_OPENINGS = whole_words("furniture")
_NAMES, _OPENINGS = whole_words("body", "lead", "picture")
_BODY_PHRASES, _OTHER_PHRASES = phrase_words("body", "harmless"), phrase_words("furniture", "lead", "picture")
_DOUBTS = whole_words("body", "harmless")[0] | _NEIGHBOURLY
_TELLING = _SURE | _NAMES | _DOUBTS | _BODY_PHRASES[0] | _BODY_PHRASES[1] | _OTHER_PHRASES[0] | _OTHER_PHRASES[1]
_TELLING_STARTS = frozenset(o[:3] for o in (*_SURE_OPENINGS, *_OPENINGS, *_BODY_PHRASES[2], *_OTHER_PHRASES[2]))


def words_of(name: str) -> str:
    """One class or id as lower-case words: ``articleBody--wide`` becomes ``article body wide``."""
    words = _GAP.sub(" ", _CAMEL.sub(r"\1 \2", name).lower()).strip()
    return _NEIGHBOUR.sub(" ", words) if " " in words else words


@lru_cache(maxsize=32768)
def _says(word: str) -> int:
    """What a word, in any case, can be in a name: a sum of the flags."""
    word = word.lower()
    if word not in _TELLING and word[:3] not in _TELLING_STARTS and word[:2] not in _TELLING_STARTS:
        return 0
    said = (_SURELY_FURNITURE if word in _SURE or word.startswith(_SURE_OPENINGS) else 0) | (
        _WHOLE if word in _NAMES or word.startswith(_OPENINGS) else 0) | (_IN_DOUBT if word in _DOUBTS else 0)
    for place, (first, second, openings) in ((_FIRST, _BODY_PHRASES), (_OTHER_FIRST, _OTHER_PHRASES)):
        said |= (place if word in first else 0) | (2 * place if word in second or word.startswith(openings) else 0)
    return said


@lru_cache(maxsize=32768)
def hint(name: str) -> int:
    """What an element's classes and id say about it; `CONTESTED` where one says article body and another furniture."""
    # Class attributes are new with every outlet, but the words in them are the same few hundred everywhere: what each
    # says is looked up, and only names in which several words must be weighed are given to the patterns.
    said = before = phrases = 0
    for flags in map(_says, _WORD.findall(name)):
        said |= flags
        phrases |= before & (flags >> 1)
        before = flags
    if said & _SURELY_FURNITURE:
        if not (phrases & _FIRST or said & _IN_DOUBT or len(name) > _LONGEST or _UNPLAIN.search(name)):
            return FURNITURE
    elif not (said & _WHOLE or phrases & (_FIRST | _OTHER_FIRST)):
        return NONE
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
    words = words_of(name[:_LONGEST])
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
