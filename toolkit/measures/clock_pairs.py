"""Whether two outlets, or two periods, publish at other times of the day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.errors import OptionError
from toolkit.measures.circular import circular_mean
from toolkit.measures.clock import DAY, HOUR, ClockCounts
from toolkit.measures.group_columns import check_columns, names_of
from toolkit.measures.statistics import benjamini_hochberg
from toolkit.measures.tally import Key, sort_key
from toolkit.schema import CLOCK_PAIRS, conform

LEAST: Final = 10
"""Articles of each group from which on the asymptotic p of Watson's test may be used (Zar 2010, ch. 27.6)."""
_TERMS: Final = np.arange(1, 51)


def compare_clocks(articles: Any, *, by: str | Sequence[str] = "outlet") -> pd.DataFrame:
    """Test every two groups for publishing at other times of the day.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        As for ``daily_clock``; rows whose hour is not known are left out. Two periods are compared by a column that
        names them.
    by : str or list of str
        Columns of single values that make the groups.

    Returns
    -------
    DataFrame
        Table ``clock_pairs`` (``describe("clock_pairs")``), one row per two groups. ``u2`` and ``p`` are those of
        Watson's two-sample test, which sees any difference between the two days, not that of the means alone; ``q``
        is held over all pairs. Two effect sizes: ``difference``, by how many hours the mean of b is later, and
        ``overlap``, the part of the two days' hourly shares that is common to both. Articles count as independent of
        each other; where they come in bursts p is too small, and the effect sizes say more.

    Raises
    ------
    ColumnError
        If a column is missing or holds something else than it should.
    OptionError
        If ``by`` names a column of lists.

    References
    ----------
    G. S. Watson (1962), Goodness-of-fit tests on a circle II, Biometrika 49: 57-63. J. H. Zar (2010), Biostatistical
    Analysis, ch. 27.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> stamps = pd.date_range("2025-02-03", periods=20, freq="D", tz="UTC")
    >>> articles = pd.DataFrame({"outlet": ["A", "B"] * 20, "time_zone": "Europe/Kyiv", "published_at": [
    ...     t for day in stamps for t in (day + pd.Timedelta("7h"), day + pd.Timedelta("10h"))]})
    >>> tk.compare_clocks(articles)[["a", "b", "difference", "overlap"]]
       a  b  difference  overlap
    0  A  B         3.0      0.0
    """
    names = names_of(by)
    if listed := check_columns(articles, names):
        raise OptionError(f"by={by!r}: {listed[0]!r} is a column of lists; two clocks need single values")
    state = engine.reduce(articles, ClockCounts(tuple(names)))
    days = {key: np.sort(of_day) for key, (_, of_day) in state.stamps.items()}
    out = _frame(days)
    out.attrs |= {
        "measure": "clock_pairs", "n": state.counts.rows, "left_out": dict(state.counts.left_out), "by": names,
        "estimator": "Watson's two-sample U2", "freq": None, "clock": "outlet", "interval": None, "family": len(out),
        "parameters": {"by": names}, **engine_parts.origin(articles)}
    return out


def _frame(days: dict[Key, np.ndarray]) -> pd.DataFrame:
    rows = []
    for one, other in combinations(sorted(days, key=sort_key), 2):
        a, b = days[one], days[other]
        u2 = watson_u2(a, b)
        p = watson_p(u2) if min(len(a), len(b)) >= LEAST else np.nan
        rows.append((_label(one), _label(other), len(a), len(b), _difference(a, b), _overlap(a, b), u2, p))
    frame = pd.DataFrame(rows, columns=CLOCK_PAIRS.names[:-1])
    tested = frame["p"].notna().to_numpy(bool)
    q = np.full(len(frame), np.nan)
    q[tested] = benjamini_hochberg(frame.loc[tested, "p"].to_numpy(float))
    return conform(frame.assign(q=q), CLOCK_PAIRS)


def _label(key: Key) -> str:
    return ", ".join("(unknown)" if part is None else str(part) for part in key)


def watson_u2(a: np.ndarray, b: np.ndarray) -> float:
    """Watson's U2 of two samples on a circle; ties are allowed.

    Examples
    --------
    >>> round(watson_u2(np.array([1, 2, 3]), np.array([1, 2, 3])), 6)
    0.0
    """
    places, ties = np.unique(np.concatenate([a, b]), return_counts=True)
    n, m = len(a), len(b)
    ahead = (np.searchsorted(np.sort(a), places, "right") / n) - (np.searchsorted(np.sort(b), places, "right") / m)
    size = n + m
    return float(n * m / size**2 * ((ties * ahead**2).sum() - (ties * ahead).sum() ** 2 / size))


def watson_p(u2: float) -> float:
    """Asymptotic chance of a U2 at least as large, were both samples of one distribution (Watson 1962)."""
    if u2 <= 0.02:  # the series converges slowly there, and its value is 1 to six digits
        return 1.0
    terms = np.exp(-2 * (_TERMS * np.pi) ** 2 * u2)
    return float(np.clip(2 * (terms * (-1.0) ** (_TERMS - 1)).sum(), 0.0, 1.0))


def _difference(a: np.ndarray, b: np.ndarray) -> float:
    """Hours by which the circular mean of b is later than that of a, from -12 to 12; null where a day is even."""
    turn = 2 * np.pi / DAY
    apart = (circular_mean(b * turn) - circular_mean(a * turn)) * 12 / np.pi
    return float((apart + 12) % 24 - 12)


def _overlap(a: np.ndarray, b: np.ndarray) -> float:
    shares = [np.bincount(x // HOUR, minlength=24) / len(x) for x in (a, b)]
    return float(np.minimum(*shares).sum())
