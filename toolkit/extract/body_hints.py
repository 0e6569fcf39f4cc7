"""What an element's class and id say about it: article, standfirst, picture or furniture.

A hint is never the last word: `toolkit.extract.body_container` overrules one that would throw away an article.

No regular expressions here: a page asks for a hundred names that no page before it had, and between two pages the
processor's caches are full of other things. Then a pattern of hundreds of words costs twenty times what it costs in
a loop, and a look-up of single words next to nothing.
"""

from __future__ import annotations

import string
from functools import lru_cache

from .body_words import phrase_words, phrases, whole_words

NONE, FURNITURE, BODY, LEAD, PICTURE, CONTESTED = 0, 1, 2, 3, 4, 5

# "has-sidebar" names a neighbour, not the element.
_NEIGHBOURLY = frozenset(("has", "with", "without", "no", "is", "not", "hide", "show", "wo"))
# Signs of utility classes ("md:hidden", "[&_ul]:my-0"), which say nothing of the element's role.
_UTILITY = frozenset(":[]&!/@")
# WordPress writes the terms of a post into its class: "hentry tag-sport category-local".
_POST = ("hentry", "type-post", "post-")
_SLUGS = ("tag-", "category-", "author-", "format-", "status-", "type-")
_MOST_NAMES = 60
_LONGEST = 120

_FURNITURE = phrases("furniture")
_HARMLESS = phrases("harmless")
_BODY = phrases("body")
_LEAD = phrases("lead")
_PICTURE = phrases("picture")
_SUBHEADING = phrases("subheading")


# What a word can be in a name: the first or second of a phrase (of an article's body; of anything else), a whole name.
_FIRST, _SECOND, _OTHER_FIRST, _OTHER_SECOND, _WHOLE, _SURELY_FURNITURE, _IN_DOUBT = (1 << n for n in range(7))
_SURE, _SURE_OPENINGS = whole_words("furniture")
_NAMES, _OPENINGS = whole_words("body", "lead", "picture")
_BODY_PHRASES, _OTHER_PHRASES = phrase_words("body", "harmless"), phrase_words("furniture", "lead", "picture")
_DOUBTS = whole_words("body", "harmless")[0] | _NEIGHBOURLY
_TELLING = _SURE | _NAMES | _DOUBTS | _BODY_PHRASES[0] | _BODY_PHRASES[1] | _OTHER_PHRASES[0] | _OTHER_PHRASES[1]
_STARTS = frozenset(o[:3] for o in (*_SURE_OPENINGS, *_OPENINGS, *_BODY_PHRASES[2], *_OTHER_PHRASES[2]))
_STARTS |= {start + letter for start in _STARTS if len(start) < 3 for letter in string.ascii_lowercase + string.digits}
_ALONE = dict.fromkeys(whole_words("picture")[0], PICTURE) | dict.fromkeys(whole_words("lead")[0], LEAD)
"""Words that are the name of a picture or a standfirst all by themselves."""


def words_of(name: str) -> list[str]:
    """Class names or an id as lower-case words: ``articleBody--wide`` is article, body, wide."""
    plain = name.replace("-", " ").replace("_", " ")
    if plain.islower():
        return plain.split()
    words: list[str] = []
    for piece in plain.split():
        if piece.islower() or piece[1:].islower() or piece.isupper():
            words.append(piece.lower())
        else:
            words += _humps(piece)
    return words


def _humps(piece: str) -> list[str]:
    """Words of a name in camel case."""
    words, start = [], 0
    for at in range(1, len(piece)):
        if piece[at].isupper() and not piece[at - 1].isupper():
            words.append(piece[start:at].lower())
            start = at
    words.append(piece[start:].lower())
    return words


def _says(word: str) -> int:
    """What a word can be in a name: a sum of the flags."""
    said = (_SURELY_FURNITURE if word in _SURE or word.startswith(_SURE_OPENINGS) else 0) | (
        _WHOLE if word in _NAMES or word.startswith(_OPENINGS) else 0) | (_IN_DOUBT if word in _DOUBTS else 0)
    for place, (first, second, openings) in ((_FIRST, _BODY_PHRASES), (_OTHER_FIRST, _OTHER_PHRASES)):
        said |= (place if word in first else 0) | (2 * place if word in second or word.startswith(openings) else 0)
    return said


_SAID = {word: _says(word) for word in _TELLING}


def _said(words: list[str]) -> tuple[int, int]:
    """What the words of a name can be, and what those can that stand before one that may follow them."""
    said = before = following = 0
    for word in words:
        flags = _SAID.get(word, 0)
        if not flags and word[:3] in _STARTS:
            flags = _says(word)
        if flags:
            said |= flags
            following |= before & (flags >> 1)
        before = flags
    return said, following


def _tells(said: int, following: int) -> bool:
    return bool(said & (_SURELY_FURNITURE | _WHOLE) or following & (_FIRST | _OTHER_FIRST))


@lru_cache(maxsize=32768)
def hint(name: str) -> int:
    """What an element's classes and id say about it; `CONTESTED` where one says article body and another furniture."""
    words = words_of(name)
    said, following = _said(words)
    if not _tells(said, following):
        return NONE
    posted = any(mark in name for mark in _POST)
    if _is_plain(said, following) and not posted and _UTILITY.isdisjoint(name):
        return _of_single_words(said, words)
    names = name.split()
    if posted and len(names) > 1:
        names = [n for n in names if not n.startswith(_SLUGS)]
    found = set(map(_hint, names[:_MOST_NAMES]))
    if FURNITURE in found:
        return CONTESTED if BODY in found else FURNITURE
    return next((kind for kind in (BODY, LEAD, PICTURE) if kind in found), NONE)


def _is_plain(said: int, following: int) -> bool:
    """Tell whether each word of a name speaks for itself: no phrase among them, none that turns another's meaning."""
    if said & _IN_DOUBT or following & _FIRST:
        return False
    return bool(said & _SURELY_FURNITURE or not following & _OTHER_FIRST)


def _of_single_words(said: int, words: list[str]) -> int:
    if said & _SURELY_FURNITURE:
        return FURNITURE
    found = set(map(_ALONE.get, words))
    return LEAD if LEAD in found else PICTURE if PICTURE in found else NONE


def _hint(name: str) -> int:
    """What one class or id says."""
    words = words_of(name[:_LONGEST])
    said, following = _said(words)
    if not _tells(said, following) or not _UTILITY.isdisjoint(name):
        return NONE
    if _is_plain(said, following):
        return _of_single_words(said, words)
    words = _without_neighbours(words)
    telling = _HARMLESS.removed(words)
    if _BODY.within(telling):
        # "article-body-ad" is an advertisement inside a body; the more telling word wins.
        return FURNITURE if _FURNITURE.within(_BODY.removed(telling)) else BODY
    if _FURNITURE.within(telling):
        return FURNITURE
    if _LEAD.within(words):
        return LEAD
    return PICTURE if _PICTURE.within(telling) else NONE


def _without_neighbours(words: list[str]) -> list[str]:
    """Words with a gap where a neighbour is named."""
    if _NEIGHBOURLY.isdisjoint(words):
        return words
    kept: list[str] = []
    at = 0
    while at < len(words):
        named = words[at] in _NEIGHBOURLY and at + 1 < len(words) and not words[at + 1].startswith("hidden")
        kept.append("" if named else words[at])
        at += 2 if named else 1
    return kept


def is_subheading(name: str) -> bool:
    """Tell whether a class or id calls its element a heading inside the text."""
    return any(_SUBHEADING.within(_without_neighbours(words_of(n))) for n in name[:400].split())
