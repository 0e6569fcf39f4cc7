"""Texts compared by their letters and digits alone."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")
_REMEMBERED = 200


def fold(text: str) -> str:
    """Letters and digits of a text in one case: what two spellings of it share.

    Examples
    --------
    >>> fold("Rain, again!") == fold("RAIN AGAIN")
    True
    """
    return _folded(text) if len(text) <= _REMEMBERED else _folded.__wrapped__(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Short texts are remembered: the readers of a page compare the same few titles, names and tags."""
    return "".join(_WORD.findall(text.casefold())).replace("_", "")
