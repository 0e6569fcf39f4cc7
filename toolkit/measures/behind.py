"""From a figure back to its rows: which articles lie in a period, in an hour of the week, or between two days.

The same conversions decide here as in `coverage` and `times`, so that the rows found for a figure are those that it
counts.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toolkit import engine
from toolkit.batches import Batch
from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.measures.coverage_counts import DATED, KNOWN_AT
from toolkit.measures.first_rows import FirstRows, check_count, check_stories
from toolkit.measures.periods import check_clock, check_freq, hours_of_week, periods_of, rows_local, starts_of
from toolkit.measures.row_counts import countable, zones_of
from toolkit.schema import EXACT_PRECISIONS

ROW = "row of the frame"
"""Name of the column that carries a row's place through a measure."""


def between(articles: pd.DataFrame, first: str | date | None = None, last: str | date | None = None, *,
            clock: str = "outlet") -> pd.DataFrame:
    """Rows published from one day to another, both included, in the outlet's own clock.

    Parameters
    ----------
    articles : DataFrame
        One row per article or headline. Needs ``published_at``; uses ``time_zone`` and ``published_precision``.
    first, last : str or date, optional
        Days such as ``"2025-02-12"``; None leaves that side open.
    clock : str
        ``'outlet'``: the zone in ``time_zone`` of each row; or one IANA zone for all.

    Returns
    -------
    DataFrame
        Those rows, in their order. Where a bound is given, rows without a time are left out, and so are rows that are
        known to the month only, unless the whole month lies between the bounds.

    Raises
    ------
    ColumnError
        If there is no ``published_at``, or it holds something else than UTC times.
    OptionError
        If a bound is no day, or the last comes before the first.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"title": ["Ferry late", "Pier open"], "time_zone": "Europe/Kyiv",
    ...     "published_at": pd.to_datetime(["2025-02-12 21:30", "2025-02-12 22:30"], utc=True)})
    >>> between(articles, "2025-02-13")["title"].tolist()
    ['Pier open']
    """
    if not isinstance(articles, pd.DataFrame):
        raise InputError(f"this is a {type(articles).__name__}, not a DataFrame; give a table of articles or headlines")
    check_clock(clock)
    bounds = [_day(name, value) for name, value in (("first", first), ("last", last))]
    low, high = bounds
    if low is not None and high is not None and high < low:
        raise OptionError(f"last={last!r} comes before first={first!r}")
    if low is None and high is None:
        return articles
    batch = _batch(articles)
    kept, days = _local(batch, DATED, clock)
    days = days // 96
    ends = np.where(_to_the_month(batch), _ends_of_months(days), days)
    if low is not None:
        kept &= days >= low
    if high is not None:
        kept &= ends <= high
    return articles[kept]


def period_of_rows(articles: pd.DataFrame, freq: str, *, clock: str = "outlet") -> np.ndarray:
    """Start of the period in which `coverage` counts each row (datetime64); NaT for rows that it leaves out."""
    kept, quarters = _local(_batch(articles), KNOWN_AT.get(check_freq(freq), DATED), clock)
    out = np.full(len(articles), np.datetime64("NaT", "us"))
    out[kept] = starts_of(periods_of(quarters[kept], freq), freq)
    return out


def hour_of_rows(articles: pd.DataFrame) -> np.ndarray:
    """Hour of the week in which `times` counts each row: 0 is Monday 00:00-00:59; -1 for rows that it leaves out."""
    kept, quarters = _local(_batch(articles), EXACT_PRECISIONS, "outlet")
    return np.where(kept, hours_of_week(quarters), -1)


def counted_rows(articles: pd.DataFrame, count: str, within: tuple[str, ...] = ()) -> pd.DataFrame:
    """The rows that ``count=`` counts: all, or the first of each story (and of each group of ``within``)."""
    if check_count(count) == "articles":
        return articles
    check_stories(articles, f"count={count!r}")
    rows = articles.assign(**{ROW: np.arange(len(articles)).astype(str)})
    wanted = FirstRows((ROW,), (), within if count == "stories" else ())
    first = wanted.whole(engine.reduce(rows, wanted))
    at = np.sort(first.column(ROW).cast("string").to_numpy(zero_copy_only=False).astype(np.int64))
    return articles.iloc[at]


def _batch(articles: pd.DataFrame) -> Batch:
    if not isinstance(articles, pd.DataFrame):
        raise ColumnError(f"a DataFrame with a row per article is needed, not {type(articles).__name__}")
    return Batch.of(articles, ("published_at", "published_precision", "time_zone"))


def _local(batch: Batch, precisions: Any, clock: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose time is known so precisely, and the local quarter hour of each (0 where it is not known)."""
    check_clock(clock)
    micros, known = batch.micros("published_at")
    kept, _ = countable(batch, known, precisions)
    codes, zones = zones_of(batch)
    clocks: list[str | None] = zones if clock == "outlet" else [clock] * len(zones)
    quarters = np.zeros(len(batch), dtype=np.int64)
    if kept.any():
        quarters[kept] = rows_local(micros[kept], codes[kept], clocks)
    return kept.copy(), quarters


def _to_the_month(batch: Batch) -> np.ndarray:
    if not batch.has("published_precision"):
        return np.zeros(len(batch), dtype=bool)
    codes, categories = batch.codes("published_precision")
    return np.isin(codes, np.flatnonzero(categories == "month"))


def _ends_of_months(days: np.ndarray) -> np.ndarray:
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return (months + 1).astype("datetime64[D]").astype(np.int64) - 1


def _day(name: str, value: str | date | None) -> int | None:
    """Days since 1970."""
    if value is None:
        return None
    # other orders than year first would be guessed, and a list would become no single time
    written = not isinstance(value, str) or re.match(r"\d{4}(?!\d{2}$)", value.strip())
    day: Any = pd.to_datetime(value, errors="coerce") if written and isinstance(value, (str, date, np.datetime64)) \
        else None
    if not isinstance(day, pd.Timestamp) or day.tzinfo is not None or day.year < 1 or day != day.normalize():
        raise OptionError(f"{name}={value!r} is not a day such as '2025-02-12'")
    return int(np.datetime64(day.date(), "D").astype(np.int64))
