"""Episodes in which far more was published than the trend and the season of a series make likely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.errors import ColumnError, OptionError, check_frame
from toolkit.measures.statistics import benjamini_hochberg
from toolkit.picked import account
from toolkit.schema import COVERAGE, SPIKES, conform

Reals = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

WINDOWS: Final = {"H": 28 * 24, "D": 28, "W": 13, "M": 12, "Q": 6, "Y": 4}
"""Periods before and after that tell the level of a period."""
SEASONS: Final = {"H": 168, "D": 7}
"""Length of the season: hours or days of the week."""
ROUNDS: Final = 4
OUTLIER: Final = 1e-5
"""Periods less likely than this are left out of the level, season and dispersion of the others."""
HIGHEST: Final = 0.02
"""Share of the periods left out of the first round."""
SAFETY: Final = 3.0
"""Standard errors added to the dispersion."""
WITH_THE_TOTAL: Final = 0.05
"""A topic's period must also be this unlikely given what else its group published; else the whole group was busy."""
PRIOR: Final = 0.5
"""Jeffreys prior of a Poisson rate, in articles."""


def spikes(coverage: pd.DataFrame, *, max_q: float = 0.05, window: int | None = None,
           min_articles: int = 3) -> pd.DataFrame:
    """Find episodes of unusual attention in a coverage table.

    Each series (group and topic) is compared with itself: the level of a period is that of the periods around it,
    the period itself and its neighbours left aside; days and hours have the season of their weekday or hour of the
    week; periods that stand out are left out of both, in rounds. A topic must stand out from what its group
    published in all at the time, too: a day on which an outlet writes more about everything is no spike of a topic.
    The count follows a negative-binomial distribution, whose variance holds the series' own dispersion and the
    uncertainty of level and season. Periods that were not collected neither count nor are tested.

    Parameters
    ----------
    coverage : DataFrame
        Table ``coverage`` of `coverage`, with all its periods.
    max_q : float, default 0.05
        Share of false spikes to put up with among those found, over all periods of all series.
    window : int, optional
        Periods before and after that tell the level. By default four weeks of days or hours, 13 weeks, 12 months,
        6 quarters or 4 years.
    min_articles : int, default 3
        Spikes with fewer articles at their peak are not shown. They are tested all the same.

    Returns
    -------
    DataFrame
        Table ``spikes`` (see ``describe("spikes")``) with the columns of the coverage's ``by`` in front: adjacent
        periods with q up to max_q are one episode; the least likely first. ``attrs["family"]`` is the number of tests.

    Raises
    ------
    ColumnError
        If the frame is no coverage table.
    OptionError
        If an option has a value that it cannot have.

    See Also
    --------
    explain_spikes : which tags, words and headlines make each spike.

    References
    ----------
    P. Farrington et al. (1996), A statistical algorithm for the early detection of outbreaks of infectious disease,
    JRSS A 159, for the scheme; A. Noufaily et al. (2013), Stat. Med. 32, for its negative-binomial form.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> days = pd.date_range("2025-01-01 12:00", periods=60, tz="UTC")
    >>> articles = pd.DataFrame({"published_at": days.repeat([2] * 40 + [15] + [2] * 19)})
    >>> found = spikes(tk.coverage(articles, clock="UTC"))
    >>> found[["start", "periods", "n"]].astype(str).to_numpy().tolist()
    [['2025-02-10', '1', '15']]
    """
    freq = _check(coverage, max_q, window)
    series = series_of(coverage, group_names(coverage))
    model = _fit(series, window or WINDOWS[freq], SEASONS.get(freq, 1), freq)
    p, of_total = _tail(series.n, model.expected, model.size), _tail(series.n, model.of_total, model.size_of_total)
    p = np.where(of_total < WITH_THE_TOTAL, p, np.maximum(p, of_total))  # p may only grow, so q keeps its promise
    q = np.ones(p.shape)
    q[series.tested] = benjamini_hochberg(p[series.tested])
    frame = _episodes(series, model, p, q, max_q, min_articles)
    frame.attrs.update({key: coverage.attrs[key] for key in ("unit", "n", "left_out", "by", "freq", "clock",
                                                             "without_zone", "pages", "topics_from")
                        if key in coverage.attrs})
    frame.attrs.update(account(coverage))
    frame.attrs.update(measure="spikes", rows=len(frame), family=int(series.tested.sum()),
                       estimator="negative-binomial tail against level and season of the same series",
                       parameters={"max_q": max_q, "window": window or WINDOWS[freq], "min_articles": min_articles})
    return frame


def _check(coverage: pd.DataFrame, max_q: float, window: int | None) -> str:
    if not isinstance(max_q, (int, float)) or not 0 < max_q < 1:
        raise OptionError(f"max_q={max_q!r} must lie between 0 and 1, such as 0.05")
    if window is not None and (not isinstance(window, int) or window < 3):
        raise OptionError(f"window={window!r} must be 3 periods or more, or None")
    return check_coverage(coverage)


def check_coverage(coverage: pd.DataFrame) -> str:
    """Frequency of a coverage table; raises if the frame is none."""
    check_frame(coverage, "the frame that coverage() returns")
    missing = [name for name in ("period", "n", "state") if name not in coverage.columns]
    if missing:
        raise ColumnError(f"the frame lacks {', '.join(missing)}; give the frame that coverage() returns")
    if "window" in coverage.columns:
        raise OptionError("the coverage is smoothed: its periods share articles, so that none can be judged by the "
                          "others; give the result of coverage() as it came")
    freq = coverage.attrs.get("freq") or _guess(coverage["period"])
    if freq not in WINDOWS:
        raise OptionError(f"the coverage has freq={freq!r}; it must be one of {', '.join(WINDOWS)}")
    return str(freq)


def group_names(coverage: pd.DataFrame) -> list[str]:
    """Columns that tell the series of a coverage table apart."""
    by = [name for name in coverage.columns if name not in (*COVERAGE.names, "p_silence")]
    return [*by, *(["topic"] if "topic" in coverage else [])]


def phase_of(periods: npt.NDArray[np.datetime64], freq: str) -> npt.NDArray[np.int64]:
    """Hour of the week, or weekday, of each period; 0 where the frequency has no season."""
    hours = periods.astype("datetime64[h]").astype(np.int64)
    return {"H": (hours + 72) % 168, "D": (hours // 24 + 3) % 7}.get(freq, np.zeros(len(hours), np.int64))


def _guess(periods: pd.Series) -> str:
    """Frequency of a table whose attrs were lost on the way, from the commonest step."""
    steps = pd.Series(periods.drop_duplicates().sort_values().diff().dropna())
    hours = steps.mode().iloc[0].total_seconds() / 3600 if len(steps) else 24
    return next(freq for freq, most in (("H", 1), ("D", 24), ("W", 168), ("M", 745), ("Q", 2209), ("Y", 1e9))
                if hours <= most)


@dataclass(frozen=True)
class Series:
    """Counts of every series and period."""

    keys: pd.DataFrame
    periods: npt.NDArray[np.datetime64]
    n: Reals
    total: Reals
    observed: Mask
    tested: Mask


@dataclass(frozen=True)
class _Model:
    """Expected count of every cell, that given the rest of the total, and the sizes of the two distributions."""

    expected: Reals
    of_total: Reals
    size: Reals
    size_of_total: Reals


def series_of(coverage: pd.DataFrame, names: list[str]) -> Series:
    """Counts of a coverage table as one array."""
    frame = coverage.reset_index(drop=True)
    if names:
        code = frame.groupby(names, sort=False, dropna=False, observed=True).ngroup().to_numpy()
    else:
        code = np.zeros(len(frame), np.int64)
    first = np.unique(code, return_index=True)[1]
    periods, place = np.unique(frame["period"].to_numpy("datetime64[us]"), return_inverse=True)
    shape = (len(first), len(periods))
    n, total = np.zeros(shape), np.zeros(shape)
    observed, tested = np.zeros(shape, bool), np.zeros(shape, bool)
    n[code, place] = frame["n"]
    # without a topic every article counts, and the total says nothing more
    total[code, place] = frame["total"] if {"topic", "total"} <= set(frame) else np.nan
    state = frame["state"].astype(object).to_numpy()
    observed[code, place] = state == "observed"
    tested[code, place] = state != "not_collected"
    return Series(frame.loc[first, names].reset_index(drop=True), periods, n, total, observed, tested)


def _fit(series: Series, window: int, season: int, freq: str) -> _Model:
    """Level, season and dispersion of each series; periods that stand out are left out in the next round."""
    phase = phase_of(series.periods, freq)
    used = series.observed & ~_highest(series, _fit_once(series, series.observed, phase, window, season))
    for _ in range(ROUNDS):
        model = _fit_once(series, used, phase, window, season)
        used = series.observed & (_tail(series.n, model.expected, model.size) > OUTLIER)
    return _fit_once(series, used, phase, window, season)


def _highest(series: Series, model: _Model) -> Mask:
    """The highest periods of each series: a spike must not hide itself by the dispersion that it makes."""
    known = series.observed & np.isfinite(model.expected)
    above = np.where(known, (series.n - model.expected) / np.sqrt(np.maximum(model.expected, 1e-9)), -np.inf)
    spared = np.ceil(HIGHEST * known.sum(axis=1)).astype(int)
    ranked = np.sort(above, axis=1)
    limit = ranked[np.arange(len(ranked)), np.maximum(ranked.shape[1] - 1 - spared, 0)]
    return np.asarray(above > limit[:, None])


def _fit_once(series: Series, used: Mask, phase: npt.NDArray[np.int64], window: int, season: int) -> _Model:
    """What each cell would be by the cells around it: its own count enters neither its level nor its season.

    It does enter the dispersion of its series. A short series with one high period may well be a series of high
    periods; estimates without the highest period promise more than they keep (see ``tests/benchmarks/calibration.py``).
    """
    n = series.n
    factor, own_factor, seen = _season(n, used, phase, window, season)
    around, exposure = _around(n * used, window), _around(factor * used, window)
    expected = own_factor * (around + PRIOR) / np.maximum(exposure, 1e-9)
    expected = np.where(exposure > 0, expected, np.inf)  # nothing to compare with: no spike
    variance = _dispersion(n, expected, used) + 1 / (around + PRIOR) + 1 / seen
    # a topic's own burst is part of the total: it is set against the rest, with the dispersion that is left then
    odds = (around + PRIOR) / (_around((series.total - n) * used, window) + PRIOR)
    of_total = np.nan_to_num((series.total - n) * odds, nan=0.0)
    left = _dispersion(n, of_total, used) + 1 / (around + PRIOR)
    return _Model(expected, of_total, 1 / variance, 1 / left)


def _season(n: Reals, used: Mask, phase: npt.NDArray[np.int64], window: int, season: int) -> tuple[Reals, ...]:
    """Factor of each cell's day or hour of the week, that without the cell itself, and the articles behind the latter.

    Factors are drawn towards 1 where little was seen.
    """
    if season == 1:
        return np.ones(n.shape), np.ones(n.shape), np.full(n.shape, np.inf)
    level = _around(n * used, window) / np.maximum(_around(used.astype(float), window), 1)
    member = np.zeros((len(phase), season))
    member[np.arange(len(phase)), phase] = 1.0
    got, worth = ((values * used) @ member for values in (n, level))
    factor, weight = (got + 1) / (worth + 1), used @ member
    mean = np.maximum((factor * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1), 1e-9)[:, None]
    others = got[:, phase] - n * used + 1
    own = others / np.maximum(worth[:, phase] - level * used + 1, 1)
    return factor[:, phase] / mean, own / mean, others


def _around(values: Reals, window: int) -> Reals:
    """Sum of the periods around each, without itself and its two neighbours."""
    sums = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    at = np.arange(values.shape[1])

    def total(reach: int) -> Reals:
        return np.asarray(sums[:, np.minimum(at + reach + 1, len(at))] - sums[:, np.maximum(at - reach, 0)])
    return np.maximum(total(window) - total(1), 0.0)


def _dispersion(n: Reals, expected: Reals, used: Mask) -> Reals:
    """Negative-binomial dispersion of each series by moments, plus standard errors to be on the safe side.

    A short or sparse series tells little of its own dispersion and borrows from the others (DerSimonian and Laird).
    """
    known = used & np.isfinite(expected)
    e = np.where(known, expected, 0.0)
    squares = np.maximum((e * e).sum(axis=1), 1e-12)
    own = np.where(known, (n - e) ** 2 - e, 0.0).sum(axis=1) / squares
    if len(own) == 0:
        return own[:, None]
    # one over the variance of the estimate, which grows with the dispersion
    weight = 1 / ((2 * e * e + e).sum(axis=1) / squares**2 * (1 + np.maximum(own, 0)) ** 2 + 1e-12)
    common = (own * weight).sum() / weight.sum()
    spread = (weight * (own - common) ** 2).sum() - (len(own) - 1)
    between = max(spread / max(weight.sum() - (weight**2).sum() / weight.sum(), 1e-12), 0.0) if len(own) > 1 else np.inf
    prior = 1 / (between + 1 / weight.sum())
    drawn = (own * weight + common * prior) / (weight + prior) + SAFETY / np.sqrt(weight + prior)
    return np.asarray(np.maximum(drawn, 0.0)[:, None])


def _tail(n: Reals, expected: Reals, size: Reals) -> Reals:
    """Probability of n or more in each cell; 1 below the mean, where no spike can be."""
    from scipy.special import betainc

    p = np.ones(n.shape)
    above = (n >= 1) & (n > expected)
    k, mean, shape = n[above], expected[above], size[above]
    p[above] = np.where(mean > 0, betainc(k, shape, mean / (mean + shape)), 0.0)
    return p


def _episodes(series: Series, model: _Model, p: Reals, q: Reals, max_q: float, min_articles: int) -> pd.DataFrame:
    found = q <= max_q
    edges = np.diff(np.pad(found, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    out: list[dict[str, Any]] = []
    for row, start, end in zip(rows, starts, ends, strict=True):
        span = slice(start, end)
        peak = start + int(np.argmin(p[row, span]))
        n, expected = float(series.n[row, span].sum()), float(model.expected[row, span].sum())
        if series.n[row, peak] >= min_articles:
            key = {str(name): value for name, value in series.keys.loc[row].items()}
            out.append({**key, "start": series.periods[start],
                        "end": series.periods[end - 1], "periods": end - start, "peak": series.periods[peak],
                        "n": int(n), "expected": expected, "ratio": n / expected, "p": p[row, peak],
                        "q": q[row, peak]})
    frame = pd.DataFrame(out, columns=[*series.keys.columns, *(c for c in SPIKES.names if c not in series.keys)])
    frame = conform(frame, SPIKES)
    front = [name for name in series.keys.columns if name != "topic"]
    for name in front:
        frame[name] = frame[name].astype(series.keys[name].dtype)
    order = ["p", "start", *front, "topic"]
    return frame[[*front, *SPIKES.names]].sort_values(order, kind="stable").reset_index(drop=True)
