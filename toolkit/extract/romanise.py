"""Cyrillic names in Latin letters, as their owners write them for readers abroad.

References
----------
Ukrainian: resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010. Russian and others: BGN/PCGN
romanisation of Russian (1947) without its apostrophes.
"""

from __future__ import annotations

import re
from typing import Final

_COMMON: Final = {"а": "a", "б": "b", "в": "v", "д": "d", "е": "e", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m",
                  "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
                  "ч": "ch", "ш": "sh", "щ": "shch"}
_RUSSIAN: Final = _COMMON | {"г": "g", "ё": "yo", "и": "i", "й": "y", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
                             "я": "ya", "і": "i", "ў": "w"}
_UKRAINIAN: Final = _COMMON | {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu",
                               "я": "ia", "ь": "", "зг": "zgh", "'": "", "’": "", "ʼ": ""}
_UKRAINIAN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanise(text: str, language: str | None = None) -> str:
    """Write a Cyrillic text in lower-case Latin letters; other letters stay.

    Parameters
    ----------
    text : str
        A name.
    language : str, optional
        Its language; ``uk`` has rules of its own, and so has a text with letters that only Ukrainian has.

    Examples
    --------
    >>> romanise("Зарічанські вісті", "uk"), romanise("Заречная волна", "ru")
    ('zarichanski visti', 'zarechnaya volna')
    """
    folded = text.casefold()
    ukrainian = (language or "").startswith("uk") or re.search("[їєґ]", folded) is not None
    if not ukrainian:
        return "".join(_RUSSIAN.get(c, c) for c in folded)
    first = re.sub(r"(?<![\w'’ʼ])[єїйюя]", lambda m: _UKRAINIAN_FIRST[m.group()], folded)
    return re.sub("зг|.", lambda m: _UKRAINIAN.get(m.group(), m.group()), first, flags=re.S)
