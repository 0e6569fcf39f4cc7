"""Coverage over a moving window, with the intervals that belong to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError, OptionError, check_frame
from toolkit.measures.coverage_frame import NOT_COLLECTED, PARTIAL, interval_columns
from toolkit.measures.strings import repeated
from toolkit.picked import account
from toolkit.schema import STATES

NEEDED = ("period", "n", "total", "state")
MEASURED = ("period", "n", "n_low", "n_high", "total", "share", "share_low", "share_high", "state", "p_silence")
ADDED = ("window", "mean", "mean_low", "mean_high")


def smooth(coverage: pd.DataFrame, *, periods: int) -> pd.DataFrame:
    """Smooth coverage over a centred window; a ratio of sums, its intervals worked out anew.

    Parameters
    ----------
    coverage : DataFrame
        Result of ``coverage``.
    periods : int
        Odd number of periods in the window. At the ends, and beside periods that were not collected, the window holds
        the periods that there are.

    Returns
    -------
    DataFrame
        Table ``coverage`` with the same rows. ``n`` and ``total`` are sums over the window, which the column
        ``window`` gives in periods; ``mean``, ``mean_low`` and ``mean_high`` are n and its interval divided by it:
        articles in one period, null where nothing was collected. ``share`` is the ratio of the two sums, with their
        interval. A row keeps its state, and one that was not collected stays so; one whose window touches a partial
        period becomes partial. ``attrs["smoothed"]`` holds ``periods``.

    Raises
    ------
    ColumnError
        If the frame is not one of ``coverage``.
    OptionError
        If periods is not a positive odd number.

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.measures.coverage import coverage
    >>> articles = pd.DataFrame({"time_zone": "Europe/Kyiv", "published_at": pd.to_datetime(
    ...     ["2025-02-12 08:00", "2025-02-13 08:00", "2025-02-13 09:00", "2025-02-14 08:00"], utc=True)})
    >>> smooth(coverage(articles), periods=3)[["period", "n", "window", "mean"]]
          period  n  window      mean
    0 2025-02-12  3       2  1.500000
    1 2025-02-13  4       3  1.333333
    2 2025-02-14  3       2  1.500000
    """
    if isinstance(periods, bool) or not isinstance(periods, (int, np.integer)) or periods < 1 or periods % 2 == 0:
        raise OptionError(f"periods={periods!r} is not a positive odd number, such as 7 for days")
    check_frame(coverage, "the frame that coverage() returns")
    for name in NEEDED:
        if name not in coverage.columns:
            raise ColumnError(f"the frame has no column {name!r}; give the result of coverage()")
    length = coverage["period"].nunique()
    keys = [c for c in coverage.columns if c not in (*MEASURED, *ADDED)]
    ordered = coverage.sort_values([*keys, "period"], kind="stable", na_position="last")
    if length and len(coverage) % length:
        raise ColumnError("the frame lacks rows: every group needs every period; smooth the result of coverage() as "
                          "it came and pick rows afterwards")
    out = ordered.assign(**_windows(ordered, max(length, 1), int(periods)))
    out = out.loc[coverage.index]
    out.attrs = dict(coverage.attrs)
    out.attrs.update(account(coverage))
    out.attrs |= {"rows": len(out), "n_is": None, "smoothed": int(periods)}  # sums over windows no longer tell n
    return out


def _windows(ordered: pd.DataFrame, length: int, periods: int) -> dict[str, Any]:
    """Columns of the smoothed frame; the rows of one group follow one another."""
    shape = (-1, length)
    states = ordered["state"].map({name: i for i, name in enumerate(STATES)}).to_numpy(dtype=np.int8).reshape(shape)
    collected = states != NOT_COLLECTED

    def summed(values: np.ndarray) -> np.ndarray:
        sums = np.zeros((len(values), length + 1), dtype=np.int64)
        np.cumsum(np.where(collected, values, 0), axis=1, out=sums[:, 1:])
        at = np.arange(length)
        high, low = np.minimum(at + periods // 2 + 1, length), np.maximum(at - periods // 2, 0)
        return np.where(collected, sums[:, high] - sums[:, low], 0)

    n, total = (summed(ordered[name].to_numpy(dtype=np.int64).reshape(shape)) for name in ("n", "total"))
    window = summed(np.ones_like(n))
    cut = summed((states == PARTIAL).astype(np.int64)) > 0
    states = np.where(collected & cut, PARTIAL, states)
    columns: dict[str, Any] = dict(interval_columns(n.ravel(), total.ravel(), ~collected.ravel()))
    columns["state"] = repeated(list(STATES), states.ravel().astype(np.int32))
    columns["window"] = window.ravel()
    with np.errstate(invalid="ignore"):
        columns |= {"mean" + end: columns["n" + end] / columns["window"] for end in ("", "_low", "_high")}
    return columns
