"""From the counts of coverage to its tidy frame: zero-filled periods, states, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit.measures.collection_log import CollectionLog
from toolkit.measures.coverage_counts import Counts, CoverageCounts
from toolkit.measures.exposure import CUT_FROM, Collection, Gap, collection, local_hours
from toolkit.measures.periods import periods_of, starts_of
from toolkit.measures.statistics import garwood, wilson
from toolkit.measures.strings import in_rows, in_runs
from toolkit.measures.tally import Key, check_size, sort_key
from toolkit.schema import COVERAGE, STATES, conform

INTERVAL: Final = "95 % Wilson (share), 95 % Garwood (count)"
OBSERVED, PARTIAL, NOT_COLLECTED = range(3)
ROWS_AT_A_TIME: Final = 1 << 15
"""Rows whose intervals are worked out at a time: what that takes in between then stays in the processor's cache."""
MOSTLY: Final = 0.5
"""Share of a period's expected articles from which on a loss makes it uncollected."""
AHEAD: Final = np.timedelta64(1, "D")
"""No clock on earth is further ahead of UTC: periods that start later have not begun anywhere."""
BARELY: Final = 1e-3
"""Weight of an hour in which nothing is ever published, against one of average output."""


def build(state: Counts, by: Sequence[str], counts: CoverageCounts, topic_name: str | None,
          log: CollectionLog | None) -> pd.DataFrame:
    """Frame of the declared table from the sum of all counts."""
    topics_from = topic_column(state, counts) if topic_name else None
    attrs: dict[str, Any] = {
        "measure": "coverage", "n": state.every.rows, "left_out": dict(state.every.left_out),
        "estimator": "ratio of sums", "by": list(by), "freq": counts.freq, "clock": counts.clock,
        "interval": INTERVAL, "silences": Silences(), "topics_from": topics_from,
        "without_zone": state.every.without_zone if counts.clock == "outlet" else None}
    if not state.every.total.keys:
        columns = [*by, *([topic_name] if topic_name == "topic" else [])]
        out = conform(pd.DataFrame(columns=list(dict.fromkeys(["period", *columns]))), COVERAGE)
        out = out[_order(by, topic_name)]
        out.attrs |= {**attrs, "rows": 0}
        return out
    when = collection(state.every.hours, log, counts.clocks)
    first, last = state.every.total.first, state.every.total.last
    groups = sorted(state.every.total.keys, key=sort_key)
    states, p_silence = _states(state, counts, groups, when, first, last)
    total = state.every.total.spread(groups, first, last)
    rows = _rows(state, counts, groups, topics_from)
    n = total if topics_from is None else state.n[topics_from].spread(rows, first, last)
    group_of = {group: i for i, group in enumerate(groups)}
    of = np.array([group_of[row[:len(counts.groups)]] for row in rows], dtype=np.int64)
    names = [*counts.groups, *([topic_name] if topic_name else [])]
    keys = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    out = _frame(keys, starts_of(np.arange(first, last + 1), counts.freq), n, (total, states, p_silence), of)
    out = out[_order(by, topic_name)]
    once = None if counts.exploded else {"sum": "total", "once": [*counts.groups, "period"]}
    out.attrs |= {**attrs, "silences": _silences(when), "rows": len(out), "n_is": once}
    return out


def topic_column(state: Counts, counts: CoverageCounts) -> str:
    """Column that topics were looked up in: the first that is filled, else the last there is."""
    there = [name for name in counts.within if name in state.n] or list(counts.within)
    return next((name for name in there if name in state.filled), there[-1])


def _order(by: Sequence[str], topic_name: str | None) -> list[str]:
    topic = ["topic"] if topic_name == "topic" and "topic" not in by else []
    return ["period", *by, *topic, "n", "n_low", "n_high", "total", "share", "share_low", "share_high", "state",
            "p_silence"]


def _rows(state: Counts, counts: CoverageCounts, groups: list[Key], column: str | None) -> list[Key]:
    """Keys of the rows of a period: every group with every topic asked for, or the pairs that occur."""
    if column is None:
        return groups
    if counts.topics is not None:
        return [(*group, topic) for group in groups for topic in counts.topics]
    return sorted(state.n[column].keys, key=sort_key)


def _frame(keys: dict[str, list[str | None]], starts: np.ndarray, n: np.ndarray,
           of_groups: tuple[np.ndarray, np.ndarray, np.ndarray], of: np.ndarray) -> pd.DataFrame:
    """The rows, one for each key and period; totals, states and chances are those of the group that a key is of."""
    check_size(*n.shape)
    total, states, p_silence = of_groups
    columns: dict[str, Any] = {"period": np.tile(starts, len(n))}
    for name, values in keys.items():
        columns[name] = in_runs(values, len(starts))
    columns |= interval_columns(n.ravel(), total[of].ravel(), (states == NOT_COLLECTED)[of].ravel())
    columns["state"] = in_rows(STATES, states, of)
    columns["p_silence"] = p_silence[of].ravel()
    return pd.DataFrame(columns, copy=False)


def interval_columns(n: np.ndarray, total: np.ndarray, missing: np.ndarray) -> dict[str, np.ndarray]:
    """Columns n to share_high; where nothing was collected the intervals say nothing."""
    n_low, n_high = count_interval(n)
    share, share_low, share_high = _shares(n, total)
    if missing.any():
        n_low[missing] = n_high[missing] = np.nan
    return {"n": n, "n_low": n_low, "n_high": n_high, "total": total, "share": share, "share_low": share_low,
            "share_high": share_high}


def _shares(n: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share and its Wilson interval; worked out once for each pair of counts where few pairs fill many rows."""
    width = int(total.max(initial=0)) + 1
    size = (int(n.max(initial=0)) + 1) * width
    if size > len(n) // 2:
        out = np.empty((3, len(n)))
        for start in range(0, len(n), ROWS_AT_A_TIME):
            rows = slice(start, start + ROWS_AT_A_TIME)
            with np.errstate(invalid="ignore"):
                np.divide(n[rows], total[rows], out=out[0, rows])
            out[1, rows], out[2, rows] = wilson(n[rows], total[rows])
        return out[0], out[1], out[2]
    pairs = n * width
    pairs += total
    used = np.flatnonzero(np.bincount(pairs, minlength=size))
    table = np.zeros((3, size))
    with np.errstate(invalid="ignore"):
        table[0, used] = (used // width) / (used % width)
    table[1, used], table[2, used] = wilson(used // width, used % width)
    return table[0][pairs], table[1][pairs], table[2][pairs]


def count_interval(n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Garwood interval of many counts, worked out once for each that occurs."""
    most = int(n.max(initial=0))
    if most > 4 * len(n) + 1000:
        distinct, place = np.unique(n, return_inverse=True)
        low, high = garwood(distinct)
        return low[place], high[place]
    used = np.flatnonzero(np.bincount(n, minlength=most + 1))
    table = np.zeros((2, most + 1))
    table[0, used], table[1, used] = garwood(used)
    return table[0][n], table[1][n]


def _states(state: Counts, counts: CoverageCounts, groups: list[Key], when: Collection, first: int,
            last: int) -> tuple[np.ndarray, np.ndarray]:
    """State of every group and period, and how probable the silence was."""
    hours = {zone: periods_of(local_hours(when.first, when.hours, zone, counts.clocks) * 4, counts.freq) - first
             for zone in {when.clock_of(outlet, counts.clock) for outlet in when.zones}}
    by_outlet = {outlet: _outlet_states(when, outlet, counts, first, last, hours[when.clock_of(outlet, counts.clock)])
                 for outlet in when.zones}
    members: dict[Key, list[str | None]] = {}
    for group, (outlet, _) in state.every.members:
        members.setdefault(group, []).append(outlet)
    states = np.empty((len(groups), last - first + 1), dtype=np.int8)
    chances = np.empty(states.shape)
    for i, group in enumerate(groups):
        outlets = [group[counts.groups.index("outlet")]] if "outlet" in counts.groups else members.get(group, [None])
        own = [by_outlet[outlet] for outlet in outlets if outlet in by_outlet]
        if not own:
            states[i], chances[i] = OBSERVED, np.nan
        elif len(own) == 1:
            states[i], chances[i] = own[0]
        else:
            all_states = np.stack([s for s, _ in own])
            silent = (all_states == NOT_COLLECTED).all(axis=0)
            touched = (all_states != OBSERVED).any(axis=0)
            states[i] = np.where(silent, NOT_COLLECTED, np.where(touched, PARTIAL, OBSERVED))
            chances[i] = np.where(silent, np.max(np.stack([p for _, p in own]), axis=0), np.nan)
    articles = state.every.total.spread(groups, first, last)
    to_come = starts_of(np.arange(first, last + 1), counts.freq) > np.datetime64("now") + AHEAD
    if 2 * articles[:, to_come].sum() < articles.sum():  # else this computer's clock is wrong, or the news is made up
        states[:, to_come], chances[:, to_come] = NOT_COLLECTED, np.nan  # nobody can have observed them
    silent = states == NOT_COLLECTED
    states[silent & (articles > 0)] = PARTIAL
    chances[states != NOT_COLLECTED] = np.nan
    return states, chances


def _outlet_states(when: Collection, outlet: str | None, counts: CoverageCounts, first: int, last: int,
                   hours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """State of one outlet's periods by what was lost of them, before its articles are looked at.

    ``hours`` is the period that each UTC hour of the data begins in, counted from the first.
    """
    width = last - first + 1
    states, p = np.full(width, OBSERVED, dtype=np.int8), np.full(width, np.nan)
    covered = outlet in when.logged
    if when.gaps[outlet] or covered or counts.freq == "H":
        inside = (hours >= 0) & (hours < width)
        _mark_losses(when, outlet, hours, inside, states, p)
        if counts.freq == "H":  # the hour that a clock change leaves out never was
            states[np.bincount(hours[inside], minlength=width) == 0] = NOT_COLLECTED
    for edge, inner in ((0, 1), (width - 1, width - 2)):
        if covered:
            cut = states[edge] == OBSERVED and not _is_covered(when, outlet, first + edge, counts)
        else:  # a gap no longer than the cut period is its cut
            cut = states[edge] == OBSERVED or (width > 1 and states[inner] != NOT_COLLECTED)
        if cut:
            states[edge] = PARTIAL
    return states, p


def _mark_losses(when: Collection, outlet: str | None, hours: np.ndarray, inside: np.ndarray, states: np.ndarray,
                 p: np.ndarray) -> None:
    own, lost = when.rhythms[outlet], when.lost_hours(outlet) & inside
    if not lost.any():
        return
    width = len(states)
    weight = own.season + BARELY
    worth = np.bincount(hours[inside], weights=weight[inside], minlength=width)
    gone = np.bincount(hours[lost], weights=weight[lost], minlength=width)
    cut_from = 0.0 if outlet in when.logged else CUT_FROM
    states[(gone > 0) & (gone * own.rate >= cut_from)] = PARTIAL
    states[gone > MOSTLY * worth] = NOT_COLLECTED
    for gap in when.gaps[outlet]:
        touched = np.unique(hours[max(gap.start - when.first, 0):gap.stop - when.first])
        touched = touched[(touched >= 0) & (touched < width)]
        p[touched] = np.fmin(p[touched], gap.p)


def _is_covered(when: Collection, outlet: str | None, period: int, counts: CoverageCounts) -> bool:
    """Whether the collection log spans a whole period, which the data may fill only in part."""
    zone = when.clock_of(outlet, counts.clock) or "UTC"
    ends = pd.DatetimeIndex(starts_of(np.array([period, period + 1]), counts.freq)).tz_localize(
        zone, ambiguous=np.array([True, True]), nonexistent="shift_forward")
    start, stop = (ends.tz_convert("UTC").as_unit("us").asi8 // 3_600_000_000).tolist()
    at = start
    for first, last in sorted(when.logged[outlet]):
        if first <= at:
            at = max(at, last)
    return at >= stop


class Silences(list[dict[str, Any]]):
    """List whose entries a deep copy shares: pandas copies ``attrs`` with every step, and of many gaps that is slow."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Silences:
        return Silences(self)


def _silences(when: Collection) -> Silences:
    """Gaps found, for the reader: between which articles, and how improbable; one of all outlets stands there once."""
    def instant(hour: int) -> str:
        return str(np.datetime64(hour, "h").astype("datetime64[m]")) + "Z"

    found: dict[tuple[str | None, Gap], None] = {}
    for outlet in sorted(when.gaps, key=lambda o: (o is None, o or "")):
        for gap in when.gaps[outlet]:
            found[None if gap.found_by == "all outlets" else outlet, gap] = None
    return Silences({"outlet": outlet, "start": instant(gap.start), "end": instant(gap.stop),
                     "p": None if gap.found_by == "log" else gap.p, "found_by": gap.found_by} for outlet, gap in found)
