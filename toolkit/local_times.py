"""Times as their outlet's clock showed them, for whatever prints a table.

Tables keep instants in UTC. A date without an hour is kept as the start of that day on the outlet's clock, which in UTC
is the evening before for every outlet east of Greenwich; so no time is printed before it is put back on that clock.
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

ZONE: Final = "time_zone"
LOCAL: Final = "local time"
_PRECISIONS: Final = {"published_at": "published_precision"}
"""Column of times -> column that says how precise they are; all others are exact."""
_LENGTHS: Final = {"day": 10, "month": 7}
"""Letters of ``2025-02-12 08:05`` that a time of this precision knows."""

_FIRST, _LAST = np.datetime64("0001-01-03", "us"), np.datetime64("9999-12-29", "us")
"""Beyond them a clock ahead of or behind UTC would leave the calendar."""


class LocalTime(str):
    """A time as text; a type of its own, so that a table can set it apart from other text."""

    __slots__ = ()


def wall_clock(moments: pd.Series, zones: pd.Series | None) -> tuple[np.ndarray, np.ndarray]:
    """Times (datetime64) on the clocks of their rows, and which rows have a known one; the others stay in UTC.

    Parameters
    ----------
    moments : Series
        Aware times.
    zones : Series or None
        IANA zone of each row.
    """
    utc = pd.to_datetime(moments, utc=True)
    local = utc.dt.tz_localize(None).to_numpy(dtype="datetime64[us]", copy=True)
    known = np.zeros(len(utc), dtype=bool)
    # A missing zone may be pd.NA, and a comparison with that is no truth value: an empty name stands for it.
    names = np.empty(0, dtype=object) if zones is None else \
        np.array([name if isinstance(name, str) else "" for name in zones], dtype=object)
    inside = (local > _FIRST) & (local < _LAST)
    for name in set(names) - {""}:
        mine = (names == name) & inside
        try:
            there = utc[mine].dt.tz_convert(ZoneInfo(name)).dt.tz_localize(None)
        except (ValueError, OSError, LookupError):  # it is no zone
            continue
        local[mine] = there.to_numpy(dtype="datetime64[us]")
        known |= mine
    return local, known


def local_days(articles: pd.DataFrame) -> pd.Series:
    """Day of publication on the outlet's clock; of articles without a known clock the day in UTC."""
    local, _ = wall_clock(articles["published_at"], articles.get(ZONE))
    return pd.Series(local.astype("datetime64[D]").astype("datetime64[us]"), index=articles.index)


def on_their_clocks(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Frame with its times as text on the clock of each row, no finer than they are known.

    Returns
    -------
    DataFrame
        Aware times as text such as ``2025-02-12 08:05``, or ``2025-02-12`` where only the day is known. A row without
        a zone says UTC where others have one.
    dict
        For each such column what clock it is: the zone, ``local time`` where rows differ, or ``UTC``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"published_at": pd.to_datetime(["2025-02-11 22:00", "2025-02-12 06:05"], utc=True),
    ...                      "published_precision": ["day", "minute"], "time_zone": "Europe/Kyiv"})
    >>> shown, clocks = on_their_clocks(rows)
    >>> shown["published_at"].tolist(), clocks
    (['2025-02-12', '2025-02-12 08:05'], {'published_at': 'Europe/Kyiv'})
    """
    if not frame.columns.is_unique:
        return frame, {}
    clocks: dict[str, str] = {}
    columns = {}
    for name, values in frame.items():
        if _is_aware(values):
            local, known = wall_clock(values, frame.get(ZONE))
            zones = set(frame[ZONE][known & values.notna().to_numpy()]) if known.any() else set()
            several = bool(zones) or (ZONE in frame and not len(frame))
            clocks[str(name)] = str(zones.pop()) if len(zones) == 1 else LOCAL if several else "UTC"
            text = _text(local, known if known.any() else None, frame.get(_PRECISIONS.get(str(name), "")))
            columns[name] = pd.Series(text, index=frame.index, dtype=object)
        else:
            columns[name] = values
    if not clocks:
        return frame, clocks
    out = pd.DataFrame(columns, index=frame.index)
    out.attrs = frame.attrs
    return out, clocks


def with_local_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Frame with ``published_local`` behind ``published_at``, for files that people read."""
    if not {"published_at", ZONE} <= set(frame.columns) or "published_local" in frame.columns \
            or not frame.columns.is_unique or not _is_aware(frame["published_at"]):
        return frame
    local, known = wall_clock(frame["published_at"], frame[ZONE])
    text = _text(local, known, frame.get("published_precision"))
    out = frame.copy(deep=False)
    out.insert(list(frame.columns).index("published_at") + 1, "published_local",
               pd.Series(text, index=frame.index, dtype=object))
    return out


def _is_aware(values: pd.Series) -> bool:
    kind = values.dtype
    return isinstance(kind, pd.DatetimeTZDtype) or (isinstance(kind, pd.ArrowDtype) and kind.kind == "M"
                                                    and getattr(kind.pyarrow_dtype, "tz", None) is not None)


def _text(local: np.ndarray, known: np.ndarray | None, precisions: pd.Series | None) -> list[LocalTime | None]:
    """Local times as text; ``known`` marks those that are not in UTC, where some are."""
    levels = [None] * len(local) if precisions is None else precisions.tolist()
    marks = [True] * len(local) if known is None else known.tolist()
    words = np.datetime_as_string(local, unit="m").tolist()
    return [None if gone else LocalTime(text.replace("T", " ")[:_LENGTHS.get(level)] + ("" if mark else " UTC"))
            for text, level, gone, mark in zip(words, levels, np.isnat(local).tolist(), marks, strict=True)]
