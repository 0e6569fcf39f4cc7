"""The day of an outlet in a few numbers: when it publishes, how surely, when it rests and how long its gaps are."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.batches import Batch
from toolkit.errors import OptionError, ToolkitWarning
from toolkit.measures.circular import circular_mean, concentration, rayleigh, resultant_length
from toolkit.measures.exposure import Collection, collection
from toolkit.measures.group_columns import check_columns, names_of
from toolkit.measures.periods import HOURS_OF_WEEK, QUARTER, Clocks, hours_of_week, rows_local
from toolkit.measures.row_counts import RowCounts, Rows, count_rows
from toolkit.measures.statistics import garwood
from toolkit.measures.tally import Key, sort_key
from toolkit.measures.times import exposures
from toolkit.schema import CLOCK, EXACT_PRECISIONS, conform

HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
QUIET: Final = 0.25
"""An hour is quiet where its rate is surely under this share of the mean rate."""


@dataclass(frozen=True)
class ClockState:
    """Counts for the exposure, and the stamps of every group in UTC and as time of day in microseconds."""

    counts: RowCounts
    stamps: dict[Key, tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class ClockCounts:
    """Partial and combine of `daily_clock`."""

    groups: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*self.groups, "published_at")

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("outlet", "time_zone", "published_precision")

    def partial(self, batch: Batch) -> ClockState:
        """Count one batch."""
        rows = Rows.of(batch, self.groups, EXACT_PRECISIONS)
        counts, _ = count_rows(rows, hours_of_week)
        kept = np.flatnonzero(rows.kept)
        micros, groups = rows.micros[kept], rows.groups[0][kept]
        local = rows_local(micros, rows.zones[0][kept], rows.zones[1])
        of_day = local % 96 * QUARTER + micros % QUARTER
        order = np.argsort(groups, kind="stable")
        bounds = np.searchsorted(groups[order], np.arange(len(rows.groups[1]) + 1))
        stamps = {key: (micros[order[a:b]], of_day[order[a:b]])
                  for key, a, b in zip(rows.groups[1], bounds[:-1], bounds[1:], strict=True) if b > a}
        return ClockState(counts, stamps)

    def combine(self, one: ClockState, other: ClockState) -> ClockState:
        """Add two states."""
        stamps = dict(one.stamps)
        for key, (micros, of_day) in other.stamps.items():
            own = stamps.get(key)
            stamps[key] = (micros, of_day) if own is None else (np.r_[own[0], micros], np.r_[own[1], of_day])
        return ClockState(one.counts.plus(other.counts), stamps)


def daily_clock(articles: Any, *, by: str | Sequence[str] = "outlet") -> pd.DataFrame:
    """Sum up the day of each group: circular mean, concentration, quiet hours, gaps between publications.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        As for ``times``; rows whose hour is not known are left out. The stamps of all rows are kept in memory.
    by : str or list of str
        Columns of single values that make the groups.

    Returns
    -------
    DataFrame
        Table ``clock`` (``describe("clock")``), one row per group. ``mean_hour`` is the circular mean of the local
        time of day and ``length`` its mean resultant length; ``p`` is that of the Rayleigh test of an even day. The
        quiet hours are the longest run of clock hours whose rate is surely (95 %) under a quarter of the mean rate.
        Gaps across time that was not collected are not counted.

    Raises
    ------
    ColumnError
        If a column is missing or holds something else than it should.
    OptionError
        If ``by`` names a column of lists.

    References
    ----------
    N. I. Fisher (1993), Statistical Analysis of Circular Data. J. H. Zar (2010), Biostatistical Analysis, ch. 27.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": "A", "time_zone": "Europe/Kyiv", "published_at": pd.to_datetime(
    ...     ["2025-02-12 21:00", "2025-02-12 23:00", "2025-02-13 21:00", "2025-02-13 23:00"], utc=True)})
    >>> daily_clock(articles)[["outlet", "n", "mean_hour", "gap_median"]]
      outlet  n  mean_hour  gap_median
    0      A  4        0.0         2.0
    """
    names = names_of(by)
    if listed := check_columns(articles, names):
        raise OptionError(f"by={by!r}: {listed[0]!r} is a column of lists; a gap between publications needs "
                          "single values")
    state = engine.reduce(articles, ClockCounts(tuple(names)))
    if unknown := state.counts.rows_without_zone:
        warnings.warn(f"{unknown} rows have no time_zone and are counted in UTC; fill the column time_zone, "
                      "for instance with articles.assign(time_zone='Europe/Kyiv')", ToolkitWarning, stacklevel=2)
    out = _frame(state, names)
    out.attrs |= {
        "measure": "clock", "n": state.counts.rows, "left_out": dict(state.counts.left_out), "by": names,
        "estimator": "circular mean", "freq": None, "clock": "outlet", "interval": None, "parameters": {"by": names},
        **engine_parts.origin(articles)}
    return out


def _frame(state: ClockState, names: list[str]) -> pd.DataFrame:
    groups = sorted(state.stamps, key=sort_key)
    columns = [*names, *CLOCK.names]
    if not groups:
        return conform(pd.DataFrame(columns=columns), CLOCK)[columns]
    when = collection(state.counts.hours)
    observed = exposures(state.counts, groups, when, Clocks())
    n = state.counts.total.spread(groups, 0, HOURS_OF_WEEK - 1)
    rows = []
    for i, group in enumerate(groups):
        micros, of_day = state.stamps[group]
        outlets = {outlet for key, (outlet, _) in state.counts.members if key == group}
        by_hour = n[i].reshape(7, 24).sum(axis=0), observed[i].reshape(7, 24).sum(axis=0)
        rows.append((*group, *_day(of_day), *_quiet(*by_hour), *_gaps(micros, when, outlets)))
    out = conform(pd.DataFrame(rows, columns=columns), CLOCK)[columns]
    return out.astype(dict.fromkeys(names, pd.StringDtype("pyarrow")))


def _day(of_day: np.ndarray) -> tuple[Any, ...]:
    """n, mean hour, resultant length, concentration and p of the Rayleigh test."""
    angles, repeats = np.unique(of_day, return_counts=True)
    angles = angles * (2 * np.pi / DAY)
    length = resultant_length(angles, repeats)
    hour = circular_mean(angles, repeats) % (2 * np.pi) * 24 / (2 * np.pi)
    mean = round(hour, 9) % 24 if length > 1e-9 else float("nan")  # an even day has no mean
    return len(of_day), mean, length, concentration(min(length, 1.0)), rayleigh(angles, repeats)[1]


def _quiet(n: np.ndarray, exposure: np.ndarray) -> tuple[float, float, float]:
    """First hour, hour after the last, and number of the hours in the longest quiet run around the clock."""
    _, high = garwood(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        quiet = high / exposure < QUIET * n.sum() / exposure.sum()
    if not quiet.any():
        return float("nan"), float("nan"), 0.0
    best, start = max((_run(quiet, hour), -hour) for hour in range(24))
    return -start, (-start + best) % 24, float(best)


def _run(quiet: np.ndarray, start: int) -> int:
    hours = np.flatnonzero(~np.roll(quiet, -start))
    return int(hours[0]) if len(hours) else 24


def _gaps(micros: np.ndarray, when: Collection, outlets: set[str | None]) -> tuple[float, float]:
    """Median and 90 % quantile, in hours, of the time between two publications that follow one another."""
    ordered = np.sort(micros)
    lost = np.logical_and.reduce([when.lost_hours(outlet) for outlet in sorted(outlets, key=str)])
    before = np.r_[0, np.cumsum(lost)]
    hours = np.clip(ordered // HOUR - when.first, 0, when.hours)
    collected = before[hours[1:]] == before[hours[:-1]]
    gaps = np.diff(ordered)[collected] / HOUR
    return (float("nan"), float("nan")) if not len(gaps) else (float(np.median(gaps)), float(np.quantile(gaps, 0.9)))
