"""Patterns of many words, made so that searching a whole page for them is cheap."""

from __future__ import annotations

import re


def by_initial(words: str) -> str:
    """Pattern of words in any case, sorted by their first letter: at a place only those of one letter are tried.

    Parameters
    ----------
    words : str
        Alternatives joined by bars, each beginning with a letter; groups of one level may stand inside.

    Examples
    --------
    >>> by_initial("tags?|topic|label")
    '[tT](?i:ags?|opic)|[lL](?i:abel)'
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(_alternatives(words), key=len, reverse=True):  # the longer first, lest "tag" hide "tags"
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in groups.items())


def initials(words: str, *, lower: str = "") -> str:
    """Capitals that words begin with, and some of the small letters, for a look at the first letter of a place.

    Examples
    --------
    >>> initials("tags?|topic|label", lower="t")
    'LTt'
    """
    return "".join(sorted({word[0].upper() for word in _alternatives(words)})) + lower


def _alternatives(words: str) -> list[str]:
    return re.split(r"\|(?![^(]*\))", words)
