"""When articles come out: rates by weekday and hour of the outlet's own clock."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.batches import Batch
from toolkit.errors import ToolkitWarning
from toolkit.measures.coverage_frame import AHEAD, count_interval
from toolkit.measures.exposure import Collection, collection
from toolkit.measures.far_stamps import check_span
from toolkit.measures.first_rows import COUNTS, FirstRows, check_count, check_stories, count_first_rows
from toolkit.measures.group_columns import check_columns, list_columns, names_of
from toolkit.measures.periods import HOURS_OF_WEEK, Clocks, hours_of_week
from toolkit.measures.row_counts import Member, RowCounts, Rows, count_rows
from toolkit.measures.strings import in_runs
from toolkit.measures.tally import Key, sort_key
from toolkit.schema import EXACT_PRECISIONS, TIMES, conform

INTERVAL: Final = "95 % Garwood (rate)"


@dataclass(frozen=True)
class TimesCounts:
    """Partial and combine of `times`; the group columns in ``exploded`` are entries of a list column each."""

    groups: tuple[str, ...]
    exploded: tuple[tuple[str, str], ...] = ()
    clocks: Clocks = field(default_factory=Clocks, compare=False, repr=False)

    @property
    def scalar_groups(self) -> tuple[str, ...]:
        """Groups that are columns of single values."""
        return tuple(name for name in self.groups if name not in dict(self.exploded))

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*self.scalar_groups, "published_at", *(column for _, column in self.exploded))

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("outlet", "time_zone", "published_precision")

    def partial(self, batch: Batch) -> RowCounts:
        """Count one batch."""
        state, _ = count_rows(Rows.of(batch, self.scalar_groups, EXACT_PRECISIONS), hours_of_week,
                              clocks=self.clocks, noted=False)
        if not self.exploded:
            return state
        entries = batch
        for name, column in self.exploded:
            entries = entries.exploded(column, name)
        inner, _ = count_rows(Rows.of(entries, self.groups, EXACT_PRECISIONS), hours_of_week, clocks=self.clocks,
                              noted=False)
        return replace(state, total=inner.total, members=inner.members)

    def combine(self, one: RowCounts, other: RowCounts) -> RowCounts:
        """Add two counts."""
        return one.plus(other)


def times(articles: Any, *, by: str | Sequence[str] | None = None, count: str = "articles") -> pd.DataFrame:
    """Count articles per observed hour by weekday and hour of the outlet's own clock.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        One row per article (table ``articles``), or the headlines of ``headlines()``. Needs ``published_at`` and the
        columns of ``by``; uses ``time_zone``, ``published_precision`` and ``outlet``. Rows whose hour is not known
        (day or month precision) are left out and counted in ``attrs["left_out"]``; without a precision column all
        stamps are taken to be exact.
    by : str or list of str, optional
        Columns that make the groups; of a column of lists each entry counts.
    count : {'articles', 'stories', 'first'}
        Articles; or each story once in every group, at its first publication there; or each story once, for whoever
        published it first.

    Returns
    -------
    DataFrame
        Table ``times`` (``describe("times")``): 168 rows for every group, from Monday 00 to Sunday 23. ``exposure``
        counts, quarter hour by quarter hour, how often that hour came between the first and the last article of the
        group's outlets, less the time in which none of them was collected; so neither a clock change nor an outage
        leaves a mark on ``rate``. Both passes of a repeated hour count in it. Where a group's articles are of several
        zones its exposure is the mean over them, weighted by articles.

    Raises
    ------
    ColumnError
        If a column is missing or holds something else than it should.
    OptionError
        If an option has a value that there is not.

    References
    ----------
    F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": "A", "time_zone": "Europe/Kyiv", "published_at": pd.to_datetime(
    ...     ["2025-02-12 06:05", "2025-02-12 06:40", "2025-02-19 06:50"], utc=True)})
    >>> out = times(articles, by="outlet")
    >>> out[out["n"] > 0][["outlet", "weekday", "hour", "n", "exposure", "rate"]]
       outlet  weekday  hour  n  exposure  rate
    56      A        2     8  3       2.0   1.5
    """
    if check_count(count) != "articles":
        check_stories(articles, f"count={count!r}")
    names = names_of(by)
    listed = check_columns(articles, names)
    counter = TimesCounts(tuple(names), tuple((name, list_columns(articles, name, f"by={name!r}")[0])
                                              for name in listed))
    state = engine.reduce(articles, counter)
    check_span(articles, state.hours, "H")
    if count != "articles":
        within = counter.scalar_groups if count == "stories" else ()
        one = count_first_rows(articles, FirstRows(counter.columns, counter.optional, within), counter)
        state = replace(one, hours=state.hours)
    _warn_of_zones(state)
    out = _frame(state, names, counter.clocks)
    origin = engine_parts.origin(articles)
    out.attrs |= {"unit": origin["unit"] if count == "articles" else COUNTS[count], "pages": origin["pages"],
                  "n_is": None if counter.exploded else {"sum": "n", "once": []},
                  "parameters": {"by": names, "count": count}}
    return out


def _warn_of_zones(state: RowCounts) -> None:
    if unknown := state.rows_without_zone:
        warnings.warn(f"{unknown} rows have no time_zone and are counted in UTC; fill the column time_zone, "
                      "for instance with articles.assign(time_zone='Europe/Kyiv')", ToolkitWarning, stacklevel=3)


def _frame(state: RowCounts, names: list[str], clocks: Clocks) -> pd.DataFrame:
    attrs: dict[str, Any] = {
        "measure": "times", "n": state.rows, "left_out": dict(state.left_out), "estimator": "n / exposure",
        "by": names, "freq": None, "clock": "outlet", "interval": INTERVAL,
        "without_zone": state.without_zone}
    groups = sorted(state.total.keys, key=sort_key)
    if not groups:
        out = conform(pd.DataFrame(columns=[*names, *TIMES.names]), TIMES)[[*names, *TIMES.names]]
        out.attrs |= {**attrs, "rows": 0}
        return out
    n = state.total.spread(groups, 0, HOURS_OF_WEEK - 1)
    exposure = exposures(state, groups, collection(state.hours, clocks=clocks), clocks)
    low, high = count_interval(n.ravel())
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = [np.where(exposure.ravel() > 0, v / exposure.ravel(), np.nan) for v in (n.ravel(), low, high)]
    week = np.tile(np.arange(HOURS_OF_WEEK), len(groups))
    out = pd.DataFrame({
        **{name: in_runs([group[i] for group in groups], HOURS_OF_WEEK) for i, name in enumerate(names)},
        "weekday": week // 24, "hour": week % 24, "n": n.ravel(), "exposure": exposure.ravel(),
        "rate": rates[0], "rate_low": rates[1], "rate_high": rates[2]}, copy=False)
    out.attrs |= {**attrs, "rows": len(out)}
    return out


def exposures(state: RowCounts, groups: list[Key], when: Collection, clocks: Clocks) -> np.ndarray:
    """Hours of each kind that were observed of each group.

    The hours of an outlet's first and last article count as whole ones: the quarter hour of a single article would make
    it four articles an hour.
    """
    members: dict[Key, dict[Member, int]] = {}
    for (group, member), n in state.members.items():
        members.setdefault(group, {})[member] = n
    observed = {outlet: _observed(when, outlet) for outlet in {outlet for _, (outlet, _) in state.members}}
    first, last = 4 * when.first, 4 * (when.first + when.hours) - 1
    kinds = {zone: clocks.hours_of_week(first, last, zone).reshape(-1, 4)
             for zone in {zone for _, (_, zone) in state.members}}
    whole = {zone: np.bincount(kind.ravel(), minlength=HOURS_OF_WEEK) for zone, kind in kinds.items()}
    unseen: dict[frozenset[str | None], np.ndarray] = {}
    out = np.zeros((len(groups), HOURS_OF_WEEK))
    for i, group in enumerate(groups):
        outlets = frozenset(outlet for outlet, _ in members[group])
        if outlets not in unseen:
            unseen[outlets] = np.flatnonzero(~np.logical_or.reduce([observed[outlet] for outlet in outlets]))
        weights: dict[str | None, int] = {}
        for (_, zone), n in members[group].items():
            weights[zone] = weights.get(zone, 0) + n
        for zone in sorted(weights, key=lambda z: (z is None, z or "")):
            lost = np.bincount(kinds[zone][unseen[outlets]].ravel(), minlength=HOURS_OF_WEEK)
            out[i] += (whole[zone] - lost) / 4 * (weights[zone] / sum(weights.values()))
    return out


def _observed(when: Collection, outlet: str | None) -> np.ndarray:
    """Whether each UTC hour of the data was observed of an outlet: those from its first to its last, less its gaps.

    Nobody has observed the hours to come, unless most articles lie there: then the news is made up, or this computer's
    clock is wrong.
    """
    first, last = when.extent(outlet)
    seen = np.zeros(when.hours, dtype=bool)
    seen[first - when.first:last - when.first + 1] = True
    come = max(int((np.datetime64("now") + AHEAD).astype("datetime64[h]").astype(np.int64)) + 1 - when.first, 0)
    counts = when.rhythms[outlet].counts
    if 2 * counts[come:].sum() < counts.sum():
        seen[come:] = False
    return seen & ~when.lost_hours(outlet)
