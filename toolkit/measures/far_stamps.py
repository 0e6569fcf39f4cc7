"""Stamps far from all others: one wrong year makes a table of days two thousand years long.

Such articles are kept, since the measure cannot know which stamp is wrong; they are told, by name, with the days that
the rest lies between. A table that would be nearly all emptiness is refused.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from toolkit import engine
from toolkit.batches import Batch
from toolkit.errors import OptionError, ToolkitWarning
from toolkit.measures.periods import starts_of
from toolkit.measures.tally import Tally

Days = npt.NDArray[np.int64]

MOST_PERIODS: Final = 400_000
"""Periods that a table may be long: hours of 45 years, days of a thousand."""
RARE: Final = 0.1
"""Rows out there, against the rest, up to which they are odd ones and not a part of the collection."""
FIVE_YEARS: Final = 5 * 365
MONTH: Final = 30
ONLINE: Final = int(np.datetime64("1995-01-01", "D").astype(np.int64))
"""News pages are younger."""
NAMED: Final = 3
_NAMES: Final = ("source_ref", "article_id", "title")
_DAY: Final = 86_400_000_000


def check_span(articles: Any, tally: Tally, freq: str, *, periods: int = 0) -> None:
    """Warn of rows far from all others, and refuse a table of too many periods.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows, to name the articles.
    tally : Tally
        Rows by period.
    freq : str
        What the periods are.
    periods : int
        Periods that the result will have a row for; 0 where it has none for each.

    Raises
    ------
    OptionError
        If the periods are more than `MOST_PERIODS`.
    """
    rows = tally.counts.sum(axis=0, dtype=np.int64)
    busy = np.flatnonzero(rows)
    if not len(busy):
        return
    days = _days(tally.first + busy, freq)
    begin, end = _rest(days, rows[busy])
    too_long = periods > MOST_PERIODS
    if (begin, end) == (0, len(days) - 1) and not too_long:
        return
    first, last = int(days[begin]), int(_days(tally.first + busy[end:end + 1] + 1, freq)[0])
    last -= freq != "H"  # the day before the next period; the next hour mostly is of the same day
    far = int(rows.sum() - rows[busy[begin:end + 1]].sum())
    named = _named(articles, first, last)
    bounds = f"toolkit.between(articles, '{_date(first)}', '{_date(last)}')"
    if too_long:
        remedy = f"leave out what is stamped wrongly{named} with {bounds}, or take" if far else "take"
        raise OptionError(f"there would be {periods:,} periods, from {_date(days[0])} to {_date(days[-1])}; "
                          f"{remedy} a coarser freq")
    stretched = "the table has a row for every period between" if periods else "the time between counts as observed"
    warnings.warn(f"{far:,} of {rows.sum():,} rows are stamped far from the others{named}, and {stretched}; correct "
                  f"them, or leave them out with {bounds}", ToolkitWarning, stacklevel=3)


def _rest(days: Days, rows: Days) -> tuple[int, int]:
    """Places of the first and last day without the odd ones.

    Those are few rows beyond a gap that is longer than five years and than nearly all the rest, or beyond one on whose
    other side no page can have been published; of those in the future, any that are not most of the rows.
    """
    total = np.cumsum(rows)
    middle = days[np.searchsorted(total, [0.05 * total[-1], 0.95 * total[-1]])]
    gaps, least = np.diff(days), max(int(middle[1] - middle[0]), FIVE_YEARS)
    before, after = total[:-1], total[-1] - total[:-1]
    today = int(np.datetime64(datetime.now(UTC).date(), "D").astype(np.int64))
    offline = (days[:-1] < ONLINE) & (days[1:] >= ONLINE) & (gaps > FIVE_YEARS)
    to_come = (days[1:] > today + 1) & (days[:-1] <= today + 1) & (gaps > MONTH)
    left = np.flatnonzero((before <= RARE * after) & ((gaps > least) | offline))
    # what is yet to come cannot have been published, however little there is besides
    right = np.flatnonzero(((after <= RARE * before) & (gaps > least)) | ((after < before) & to_come))
    return (int(left[-1]) + 1 if len(left) else 0), (int(right[0]) if len(right) else len(days) - 1)


def _days(periods: Days, freq: str) -> Days:
    return starts_of(periods, freq).astype("datetime64[D]").astype(np.int64)


def _date(day: int) -> str:
    return str(np.datetime64(int(day), "D"))


def _named(articles: Any, first: int, last: int) -> str:
    """The articles outside, as far as a few words go."""
    found = engine.reduce(articles, _Outside((first - 1) * _DAY, (last + 2) * _DAY))
    shown = [f"{name} ({np.datetime64(micros, 'us').astype('datetime64[D]')})" for micros, name in found[:NAMED]]
    return f" ({', '.join(shown)})" if shown else ""


@dataclass(frozen=True)
class _Outside:
    """Names of the rows before and after two instants."""

    first: int
    last: int

    @property
    def columns(self) -> tuple[str, ...]:
        return ("published_at",)

    @property
    def optional(self) -> tuple[str, ...]:
        return _NAMES

    def partial(self, batch: Batch) -> list[tuple[int, str]]:
        micros, known = batch.micros("published_at")
        rows = np.flatnonzero(known & ((micros < self.first) | (micros > self.last)))
        rows = rows[np.argsort(micros[rows], kind="stable")]
        rows = np.unique(np.r_[rows[:NAMED], rows[-NAMED:]]) if len(rows) > 2 * NAMED else rows
        return sorted((int(micros[row]), self._name(batch, int(row))) for row in rows)

    def _name(self, batch: Batch, row: int) -> str:
        for column in _NAMES:
            if batch.has(column):
                codes, names = batch.codes(column)
                if codes[row] >= 0:
                    return f"{column} {names[codes[row]]!r}"
        return "row without a name"

    def combine(self, one: list[tuple[int, str]], other: list[tuple[int, str]]) -> list[tuple[int, str]]:
        return sorted(one + other)
