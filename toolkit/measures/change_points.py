"""Lasting shifts of how much is published: a new level, not a day's burst."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.errors import MissingExtraError, check_whole
from toolkit.measures.spikes import Series, check_coverage, group_names, phase_of, series_of
from toolkit.picked import account
from toolkit.schema import CHANGES, conform

Reals = npt.NDArray[np.float64]

PENALTY: Final = 4.0
"""Times the log of the number of periods: what a shift must explain, in units of the noise's variance."""
Z95: Final = 1.959963984540054


def change_points(coverage: pd.DataFrame, *, min_periods: int = 7) -> pd.DataFrame:
    """Find the periods from which on more, or less, was published for good.

    Counts are freed of their weekday or hour of the week and brought to even variance (twice the square root of
    n + 3/8); then the division into stretches of one level is found that explains most at a price for each shift.
    Periods that were not, or not wholly, collected are left out.

    Parameters
    ----------
    coverage : DataFrame
        Table ``coverage`` of `coverage`, with all its periods.
    min_periods : int, default 7
        Shorter stretches are no level.

    Returns
    -------
    DataFrame
        Table ``changes`` (see ``describe("changes")``) with the columns of the coverage's ``by`` in front.

    Raises
    ------
    ColumnError
        If the frame is no coverage table.
    OptionError
        If an option has a value that it cannot have.
    MissingExtraError
        If ruptures is not installed (extra ``changepoints``).

    References
    ----------
    R. Killick, P. Fearnhead and I. Eckley (2012), Optimal detection of changepoints with a linear computational cost,
    JASA 107 (PELT); F. J. Anscombe (1948), The transformation of Poisson data, Biometrika 35; C. Truong, L. Oudre and
    N. Vayatis (2020), Signal Processing 167, for the ruptures library.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> days = pd.date_range("2025-01-01 12:00", periods=80, tz="UTC")
    >>> articles = pd.DataFrame({"published_at": days.repeat([3, 4, 5, 4] * 10 + [9, 11, 10, 10] * 10)})
    >>> found = change_points(tk.coverage(articles, clock="UTC"))
    >>> found["at"].astype(str).tolist(), found[["before", "after"]].round(0).to_numpy().tolist()
    (['2025-02-10'], [[4.0, 10.0]])
    """
    check_whole("min_periods", min_periods, 2)
    freq = check_coverage(coverage)
    series = series_of(coverage, group_names(coverage))
    rows: list[dict[str, Any]] = []
    for i in range(len(series.n)):
        seen = np.flatnonzero(series.observed[i])
        n = series.n[i, seen]
        season = _season(n, phase_of(series.periods[seen], freq))
        cuts = _cuts(n / season, min_periods)
        for a, b, c in zip(cuts, cuts[1:], cuts[2:], strict=False):
            key = {str(name): value for name, value in series.keys.loc[i].items()}
            rows.append({**key, "at": series.periods[seen[b]], **_shift(n, season, a, b, c)})
    return _framed(rows, series, coverage, min_periods)


def _season(n: Reals, phase: npt.NDArray[np.int64]) -> Reals:
    """Factor of each period's weekday or hour of the week, drawn towards 1 where little was seen."""
    got, seen = np.bincount(phase, n), np.bincount(phase)
    factor = (got + 1) / (seen * n.mean() + 1) if len(n) else got
    return np.maximum(factor[phase], 0.02)


def _cuts(values: Reals, min_periods: int) -> list[int]:
    """Where stretches begin, with 0 and the end."""
    if len(values) < 2 * min_periods:
        return [0, len(values)]
    try:
        import ruptures
    except ImportError:
        raise MissingExtraError("change points need the extra 'changepoints': "
                                "pip install 'media-analysis-toolkit[changepoints]'") from None
    even = 2 * np.sqrt(values + 3 / 8)
    # differences of neighbours tell the noise whatever the levels; a constant series has hardly any
    noise = max(np.median(np.abs(np.diff(even))) / 0.6745 / np.sqrt(2), np.std(np.diff(even)) / np.sqrt(2), 0.3)
    # the linear kernel is the squared-error cost, and is compiled
    found = ruptures.KernelCPD(kernel="linear", min_size=min_periods).fit((even / noise)[:, None])
    return [0, *(int(x) for x in found.predict(pen=PENALTY * np.log(len(values))))]


def _shift(n: Reals, season: Reals, a: int, b: int, c: int) -> dict[str, Any]:
    """Levels before and after, and the interval of their ratio with the dispersion of both stretches."""
    sums, worth = (n[a:b].sum(), n[b:c].sum()), (season[a:b].sum(), season[b:c].sum())
    before, after = sums[0] / worth[0], sums[1] / worth[1]
    expected = np.concatenate([season[a:b] * before, season[b:c] * after])
    squares = ((n[a:c] - expected) ** 2 / np.maximum(expected, 1e-9)).sum()
    dispersion = max(float(squares) / max(c - a - 2, 1), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.float64(after) / before
        reach = np.exp(Z95 * np.sqrt(dispersion * (1 / np.float64(sums[0]) + 1 / np.float64(sums[1]))))
        low, high = ratio / reach, ratio * reach
    known = sums[0] > 0 and sums[1] > 0
    return {"before": before, "after": after, "ratio": ratio if sums[0] > 0 else np.nan,
            "ratio_low": low if known else np.nan, "ratio_high": high if known else np.nan,
            "periods_before": b - a, "periods_after": c - b}


def _framed(rows: list[dict[str, Any]], series: Series, coverage: pd.DataFrame, min_periods: int) -> pd.DataFrame:
    keys = list(series.keys.columns)
    frame = conform(pd.DataFrame(rows, columns=[*keys, *(c for c in CHANGES.names if c not in keys)]), CHANGES)
    front = [name for name in keys if name != "topic"]
    for name in front:
        frame[name] = frame[name].astype(series.keys[name].dtype)
    frame = frame[[*front, *CHANGES.names]].sort_values(["at", *front, "topic"], kind="stable").reset_index(drop=True)
    frame.attrs.update({key: coverage.attrs[key] for key in ("unit", "n", "left_out", "by", "freq", "clock",
                                                             "without_zone", "pages")
                        if key in coverage.attrs})
    frame.attrs.update(account(coverage))
    frame.attrs.update(measure="changes", rows=len(frame), estimator="PELT on season-free, variance-stabilised counts",
                       interval="95 % (ratio)", parameters={"min_periods": min_periods})
    return frame
