"""Coverage that somebody else has counted: a Media Cloud export, a GDELT timeline, any table of counts per period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit import schema
from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.measures.coverage_frame import interval_columns
from toolkit.measures.periods import FREQS, check_freq

# what the exports call their columns, folded to letters: Media Cloud (date, count, total_count, ratio), GDELT's raw
# timeline (datetime, article count, all articles; or date, value, norm)
_NAMES: Final = {
    "period": ("period", "date", "day", "datetime", "timestamp", "week", "month", "storydate", "publishdate", "time"),
    "n": ("n", "count", "articlecount", "stories", "storycount", "articles", "value", "hits", "matches"),
    "total": ("total", "totalcount", "allarticles", "norm", "totalmonitoredarticles", "totalstories", "totalarticles"),
}
_STEPS: Final = {"H": "h", "D": "D", "W": "W-MON", "M": "MS", "Q": "QS", "Y": "YS"}
_LONGEST_DAYS: Final = {"H": 0.99, "D": 6.99, "W": 27.99, "M": 88.99, "Q": 364.99}


def precounted(table: Any, *, by: str | Sequence[str] | None = None, topic: str | None = None, freq: str | None = None,
               columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Bring a table of counts per period into the frame of `coverage`.

    Parameters
    ----------
    table : DataFrame or path
        One row per period (and group): a Media Cloud export with ``date, count, total_count, ratio``, a raw GDELT
        timeline with ``datetime, Article Count, All Articles`` or ``date, value, norm``, or any other. A path is
        read as CSV with commas, semicolons or tabs.
    by : str or list of str, optional
        Columns that name the group of a row (collection, outlet, series).
    topic : str, optional
        What was counted, for the chart's title.
    freq : str, optional
        H, D, W, M, Q or Y; without it the shortest step between two rows tells.
    columns : mapping, optional
        Column -> ``period``, ``n`` or ``total``, where the usual names do not fit.

    Returns
    -------
    DataFrame
        Table ``coverage``. Periods that the table lacks, and those whose total is 0, are ``not_collected``: a table of
        counts cannot tell silence from absence. Where there is no total, ``total`` equals ``n`` and ``share`` is null.
        Periods are those of the source's own calendar (for both services that is UTC).

    Raises
    ------
    ColumnError
        If period or count cannot be found; the message says how to name them. Shares alone are refused, since
        intervals need counts.
    InputError
        If a cell is no date or count, a period stands twice, or more articles match than there are.
    OptionError
        If freq is not one of those above.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> export = pd.DataFrame({"date": ["2026-03-02", "2026-03-04"], "count": [3, 0], "total_count": [10, 12],
    ...                        "ratio": [0.3, 0.0]})
    >>> tk.precounted(export, topic="dam")[["period", "n", "total", "state"]]
          period  n  total          state
    0 2026-03-02  3     10       observed
    1 2026-03-03  0      0  not_collected
    2 2026-03-04  0     12       observed
    """
    frame = table if isinstance(table, pd.DataFrame) else _read(table)
    groups = [by] if isinstance(by, str) else list(by or [])
    missing = [g for g in groups if g not in frame.columns]
    if missing:
        raise ColumnError(f"the table has no column {missing[0]!r} to group by; it has {_listed(frame)}")
    rows = _rows(frame, groups, _found_columns(frame, columns or {}, groups))
    step = check_freq(freq) if freq is not None else _step(rows["period"])
    rows["period"] = _starts(rows["period"], step)
    _check_rows(rows, groups)
    out = _filled(rows, groups, step)
    return _finished(out, groups, topic, step, has_total=bool(rows["total"].notna().any()))


def _read(path: str | PathLike[str]) -> pd.DataFrame:
    if not isinstance(path, (str, PathLike)):
        raise OptionError(f"a table of counts is a DataFrame or the path of a CSV file, not {type(path).__name__}")
    try:
        with Path(path).open(encoding="utf-8-sig") as f:
            header = f.readline()
        return pd.read_csv(Path(path), sep=max(",;\t", key=header.count))
    except (OSError, ValueError) as e:  # pandas' parser and empty-file errors are ValueErrors
        raise InputError(f"the table of counts cannot be read: {e}", str(path)) from e


def _listed(frame: pd.DataFrame) -> str:
    return ", ".join(map(str, frame.columns))


def _found_columns(frame: pd.DataFrame, given: Mapping[str, str], groups: list[str]) -> dict[str, str]:
    """Field -> column of the table."""
    found = {}
    for column, field in given.items():
        if field not in _NAMES:
            raise OptionError(f"columns={{{column!r}: {field!r}}}: a table of counts has the fields "
                              f"{', '.join(_NAMES)}")
        if column not in frame.columns:
            raise ColumnError(f"the table has no column {column!r}; it has {_listed(frame)}")
        found[field] = column
    folded = {re.sub(r"[^a-z]", "", str(c).lower()): c for c in frame.columns if c not in groups}
    for field, names in _NAMES.items():
        if field not in found:
            known = next((folded[name] for name in names if name in folded), None)
            found |= {} if known is None else {field: known}
    for field, words in (("period", "date"), ("n", "count of articles")):
        if field not in found:
            raise ColumnError(f"no column of this table is known to hold the {words}; it has {_listed(frame)}; say "
                              f"which with columns={{'...': {field!r}}} (shares alone are not enough: intervals need "
                              "counts)")
    return found


def _rows(frame: pd.DataFrame, groups: list[str], found: dict[str, str]) -> pd.DataFrame:
    rows = frame[groups].reset_index(drop=True)
    rows["period"] = _dates(frame[found["period"]])
    for field in ("n", "total"):
        rows[field] = _counts(frame[found[field]], found[field]) if field in found else pd.NA
    return rows


def _dates(values: pd.Series) -> pd.Series:
    """Starts of periods, without a zone; GDELT writes 20260302T000000Z."""
    dates = pd.to_datetime(values.astype(str), format="mixed", utc=True, errors="coerce").dt.tz_localize(None)
    dates = dates.reset_index(drop=True)
    if dates.isna().any():
        row = int(np.flatnonzero(dates.isna())[0])
        raise InputError(f"row {row + 1}: {values.iloc[row]!r} in column {values.name!r} is no date; one looks like "
                         "2026-03-02")
    return dates.astype(schema.PERIOD)


def _counts(values: pd.Series, name: str) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce").reset_index(drop=True)
    wrong = numbers.isna() | (numbers < 0) | (numbers % 1 != 0)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InputError(f"row {row + 1}: {str(values.iloc[row])!r} in column {name!r} is no count of articles; a "
                         "share or an intensity is not enough, export the raw counts")
    return numbers.astype("int64")


def _step(periods: pd.Series) -> str:
    """Frequency whose step is the shortest distance between two periods."""
    gaps = np.diff(np.unique(periods.to_numpy()))
    if not len(gaps):
        return "D"
    days = gaps.min() / np.timedelta64(1, "D")
    return next((f for f, longest in _LONGEST_DAYS.items() if days < longest), "Y")


def _starts(periods: pd.Series, step: str) -> pd.Series:
    floors = {"H": "h", "D": "D"}
    if step in floors:
        return periods.dt.floor(floors[step]).astype(schema.PERIOD)
    return periods.dt.to_period({"W": "W-SUN"}.get(step, step)).dt.start_time.astype(schema.PERIOD)


def _check_rows(rows: pd.DataFrame, groups: list[str]) -> None:
    twice = rows.duplicated([*groups, "period"])
    if twice.any():
        row = int(np.flatnonzero(twice)[0])
        raise InputError(f"row {row + 1}: the period {rows['period'].iloc[row]:%Y-%m-%d %H:%M} stands twice; name the "
                         "column that tells the rows apart with by=, or give the longer freq=")
    more = rows["total"].notna() & (rows["n"] > rows["total"].fillna(0))
    if more.any():
        row = int(np.flatnonzero(more)[0])
        raise InputError(f"row {row + 1}: {rows['n'].iloc[row]} matching articles of {rows['total'].iloc[row]} in all")


def _filled(rows: pd.DataFrame, groups: list[str], step: str) -> pd.DataFrame:
    """Every group in every period from the first to the last."""
    if rows.empty:
        return rows.assign(state=pd.Series(dtype=str))
    periods = pd.DataFrame({"period": pd.date_range(rows["period"].min(), rows["period"].max(), freq=_STEPS[step])})
    periods["period"] = periods["period"].astype(schema.PERIOD)
    grid = rows[groups].drop_duplicates().merge(periods, how="cross") if groups else periods
    out = grid.merge(rows, how="left", on=[*groups, "period"], validate="one_to_one")
    absent = out["n"].isna() | (out["total"].notna() & (out["total"].fillna(1) == 0))
    return out.assign(state=np.where(absent, "not_collected", "observed"))


def _finished(out: pd.DataFrame, groups: list[str], topic: str | None, step: str, *, has_total: bool) -> pd.DataFrame:
    n = out["n"].fillna(0).astype("int64").to_numpy()
    total = out["total"].fillna(0).astype("int64").to_numpy() if has_total else n
    columns: dict[str, Any] = {"period": out["period"], **{g: out[g] for g in groups}}
    if topic is not None:
        columns["topic"] = topic
    columns |= {"n": n, "total": total} | interval_columns(n, total, out["state"].to_numpy() == "not_collected")
    frame = pd.DataFrame(columns | {"state": out["state"], "p_silence": np.nan}, index=out.index)
    if not has_total:
        frame[["share", "share_low", "share_high"]] = np.nan
    order = ["period", *groups, *(["topic"] if topic is not None else [])]
    declared = [c for c in schema.COVERAGE.names if c not in order and c in frame.columns]
    for c in {*declared, *order} & set(schema.COVERAGE.names):
        frame[c] = frame[c].astype(schema.pandas_dtype(schema.COVERAGE.column(c).dtype))  # type: ignore[call-overload]
    frame = frame[[*order, *declared]]
    frame.attrs = {
        "measure": "coverage", "unit": "articles", "n": int(n.sum()), "left_out": None, "rows": len(frame),
        "n_is": {"sum": "n", "once": []}, "estimator": "counts as given",
        "by": groups, "freq": step, "clock": "UTC", "interval": "95 % Wilson (share), 95 % Garwood (count)",
        "pages": None, "silences": [], "topics_from": None,
        "parameters": {"by": groups, "topic": topic, "freq": FREQS[step]}}
    return frame
