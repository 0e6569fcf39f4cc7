"""The user's own record of when each outlet was collected."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toolkit.errors import ColumnError, InputError, check_frame

HOUR = 3_600_000_000
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class CollectionLog:
    """Spans in which each outlet was collected, as written: aware times, or local ones of the outlet's clock."""

    rows: tuple[tuple[str, pd.Timestamp, pd.Timestamp], ...]

    def hours(self, zones: dict[str | None, str | None]) -> dict[str | None, Spans]:
        """UTC hours (start, stop) that were collected, for the outlets that the log names."""
        spans: dict[str | None, Spans] = {}
        for outlet, start, end in self.rows:
            if outlet in zones:
                zone = zones[outlet] or "UTC"
                first, last = (_utc_micros(t, zone) for t in (start, _whole_day(end)))
                spans.setdefault(outlet, []).append((-(-first // HOUR), last // HOUR))
        return spans


def read_log(collected: pd.DataFrame) -> CollectionLog:
    """Read a collection log: columns outlet, start and end (a date alone includes that day).

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If a span is not one, or ends before it starts.
    """
    check_frame(collected, "a collection log with the columns outlet, start and end")
    for name in ("outlet", "start", "end"):
        if name not in collected.columns:
            raise ColumnError(f"the collection log has no column {name!r}; it needs outlet, start and end, and has "
                              f"{', '.join(map(str, collected.columns))}")
    rows = []
    for outlet, start, end in zip(collected["outlet"], collected["start"], collected["end"], strict=True):
        try:
            first, last = pd.Timestamp(start), pd.Timestamp(end)
        except (ValueError, TypeError) as error:
            raise InputError(f"collection log of {outlet!r}: {error}; write times such as '2025-02-12 16:30'") from None
        if pd.isna(first) or pd.isna(last):
            raise InputError(f"collection log of {outlet!r}: start and end must both be known, and are {start!r}, "
                             f"{end!r}")
        if (first.tzinfo is None) == (last.tzinfo is None) and _whole_day(last) < first:
            raise InputError(f"collection log of {outlet!r}: the span ends at {last} before it starts at {first}")
        rows.append((str(outlet), first, last))
    return CollectionLog(tuple(rows))


def _whole_day(end: pd.Timestamp) -> pd.Timestamp:
    """End of the span; a date without time and zone means the end of that day."""
    if end.tzinfo is None and end == end.normalize():
        return end + pd.Timedelta(days=1)
    return end


def _utc_micros(time: pd.Timestamp, zone: str) -> int:
    if time.tzinfo is None:
        time = time.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    return int(time.tz_convert("UTC").value) // 1000
