"""What is glued to every headline of a list alike: its rank before it, a counter of comments or readers behind it.

One headline alone does not tell: "7 ways to ..." is a headline, and so is "Elections 2025".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_RANK: Final = re.compile(r"\W{0,2}(\d{1,2})(?!\d|[.,:]\d|\s?[%€$])(?:\s?[位위名.)º°ª:])?[\s\W]*(?=\S)")
_COUNT: Final = re.compile(r"\s\W{0,2}(\d{1,3}(?:[.,\s]\d{3})+|\d{1,7})\W{0,2}$")
_YEARS: Final = range(1900, 2101)
_FEWEST: Final = 3


def without_numbers(titles: Sequence[str]) -> list[str]:
    """Headlines of one list without ranks before them or counters behind them, which all of them bear.

    Parameters
    ----------
    titles : sequence of str
        The headlines in the order of the list.

    Returns
    -------
    list of str
        As many headlines.

    Examples
    --------
    >>> without_numbers(["1. Ferry stops", "2. Bridge opens", "3. Mill burns"])
    ['Ferry stops', 'Bridge opens', 'Mill burns']
    >>> without_numbers(["7 ways to sleep", "Bridge opens", "Mill burns"])
    ['7 ways to sleep', 'Bridge opens', 'Mill burns']
    """
    if len(titles) < _FEWEST:
        return list(titles)
    if all(title[:3].strip(" #.(")[:1].isdigit() for title in titles):
        ranks = [_RANK.match(title) for title in titles]
        numbers = [int(found[1]) for found in ranks if found is not None]
        if len(numbers) == len(titles) and all(n == numbers[0] + i for i, n in enumerate(numbers)):
            return [title[found.end():] for title, found in zip(titles, ranks, strict=True) if found is not None]
    if all(title[-1:].isdigit() or title[-2:-1].isdigit() for title in titles):
        counts = [_COUNT.search(title) for title in titles]
        if all(found is not None and int(re.sub(r"\D", "", found[1])) not in _YEARS and found.start() > 0
               for found in counts):
            return [title[:found.start()] for title, found in zip(titles, counts, strict=True) if found is not None]
    return list(titles)
