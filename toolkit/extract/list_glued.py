"""What is glued to the headlines of a list alike: its rank before it, a counter of comments or readers behind it.

One headline alone does not tell: "7 ways to ..." is a headline, and so is "Elections 2025".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_RANK: Final = re.compile(r"\W{0,2}(\d{1,2})(?!\d|[.,:]\d|\s?[%€$])(?:\s?[位위名.)º°ª:])?[\s\W]*(?=\S)")
_COUNT: Final = re.compile(r"\s\W{0,2}(\d{1,3}(?:[.,\s]\d{3})+|\d{1,7})\W{0,2}$")
_YEARS: Final = range(1900, 2101)
_FEWEST: Final = 3
_MOST_MISSING: Final = 4


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
    >>> without_numbers(["1 Ferry stops", "2 Bridge opens", "4 Mill burns", "1 Team wins", "2 Star sings"])[2:]
    ['Mill burns', 'Team wins', 'Star sings']
    >>> without_numbers(["Ferry stops", "2 Bridge opens", "3 Mill burns", "4 Team wins"])
    ['Ferry stops', 'Bridge opens', 'Mill burns', 'Team wins']
    >>> without_numbers(["7 ways to sleep", "Bridge opens", "Mill burns"])
    ['7 ways to sleep', 'Bridge opens', 'Mill burns']
    """
    if len(titles) < _FEWEST:
        return list(titles)
    begun = sum(title[:3].strip(" #.(")[:1].isdigit() for title in titles)
    if begun >= _FEWEST and 3 * begun >= 2 * len(titles):
        ranks = [_RANK.match(title) for title in titles]
        numbers = [int(found[1]) for found in ranks if found is not None]
        # a row may bear its rank in another way than the others; then the others bear their places in the list
        offsets = {int(found[1]) - place for place, found in enumerate(ranks) if found is not None}
        if len(numbers) >= _FEWEST and (len(offsets) == 1 or (len(numbers) == len(titles) and _ranks(numbers))):
            return [title if found is None else title[found.end():] for title, found in zip(titles, ranks, strict=True)]
    if all(title[-1:].isdigit() or title[-2:-1].isdigit() for title in titles):
        counts = [_COUNT.search(title) for title in titles]
        if all(found is not None and int(re.sub(r"\D", "", found[1])) not in _YEARS and found.start() > 0
               for found in counts):
            return [title[:found.start()] for title, found in zip(titles, counts, strict=True) if found is not None]
    return list(titles)


def _ranks(numbers: Sequence[int]) -> bool:
    """Whether numbers are ranks: one after the other, where some rows may be missing and a new chart begins again."""
    steps = [b - a for a, b in pairwise(numbers)]
    return 2 * sum(step == 1 for step in steps) >= len(steps) and all(step <= _MOST_MISSING for step in steps)
