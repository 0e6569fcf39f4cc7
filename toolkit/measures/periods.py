"""Calendar periods and hours of the week in an outlet's own clock.

Time is counted in quarter hours: since 1980 every offset of the IANA database is a multiple of 15 minutes, so all
instants of one UTC quarter hour share their local quarter hour, and it is enough to convert each quarter hour once
for each zone. Older instants are converted one by one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError, OptionError

QUARTER: Final = 900_000_000
"""Microseconds of a quarter hour."""
WHOLE_QUARTERS_FROM: Final = 3652 * 96
"""1980-01-01, in quarter hours since 1970: older offsets need not be multiples of a quarter hour."""
LOOK: Final = 48
"""Quarter hours between two looks at a zone's offset."""
MARGIN: Final = 3 * 96 * 366
"""Quarter hours beyond a batch that clock changes are looked up for: the next batch mostly is the next in time."""
HOURS_OF_WEEK: Final = 168
EARLIEST: Final = -719_160 * 96
LATEST: Final = 2_932_890 * 96
"""Quarter hours of the years 1 to 9999, a few days short of both ends: no clock is known beyond."""
MONDAY: Final = 4 * 72
"""Quarter hours from a Monday to 1970-01-01, which was a Thursday."""
FREQS: Final = {"H": "hour", "D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


def check_freq(freq: str) -> str:
    """The frequency, if it is one that there is."""
    if not isinstance(freq, str) or freq not in FREQS:
        meant = FREQS.get(freq[:1].upper()) if isinstance(freq, str) else None
        hint = f"; did you mean {freq[:1].upper()!r} ({meant})?" if meant else ""
        raise OptionError(f"freq={freq!r} is not one of {', '.join(map(repr, FREQS))}{hint}")
    return freq


def check_clock(clock: str) -> str:
    """The clock, if it is 'outlet' or an IANA zone."""
    if not isinstance(clock, str) or (clock != "outlet" and not _is_zone(clock)):
        raise OptionError(f"clock={clock!r} is neither 'outlet' nor an IANA zone such as 'Europe/Kyiv' or 'UTC'")
    return clock


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, TypeError):  # ZoneInfoNotFoundError is a KeyError
        return False
    except KeyError:
        return False
    return True


def quarters_of(micros: np.ndarray) -> np.ndarray:
    """UTC quarter hours since 1970."""
    return np.floor_divide(micros, QUARTER)


class Clocks:
    """Clock changes of the zones that one call meets, looked up once for all of its batches."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int, np.ndarray, np.ndarray]] = {}

    def local_quarters(self, first: int, last: int, zone: str | None) -> np.ndarray:
        """As the function of that name."""
        quarters = np.arange(first, last + 1, dtype=np.int64)
        if zone is None or zone == "UTC":
            return quarters
        for start, stop, offset in self._turns(first, last, zone):
            quarters[start - first:stop - first] += offset
        return quarters

    def hours_of_week(self, first: int, last: int, zone: str | None) -> np.ndarray:
        """Local hour of the week (int16) of every UTC quarter hour from first to last: slices of one long week."""
        turns = [(first, last + 1, 0)] if zone is None or zone == "UTC" else self._turns(first, last, zone)
        longest = max(stop - start for start, stop, _ in turns)
        weeks = np.resize(np.repeat(np.arange(HOURS_OF_WEEK, dtype=np.int16), 4), longest + 4 * HOURS_OF_WEEK)
        kinds = np.empty(last - first + 1, dtype=np.int16)
        for start, stop, offset in turns:
            at = (start + offset + MONDAY) % (4 * HOURS_OF_WEEK)
            kinds[start - first:stop - first] = weeks[at:at + stop - start]
        return kinds

    def _turns(self, first: int, last: int, zone: str) -> list[tuple[int, int, int]]:
        """Spans of quarter hours without a clock change, and their offsets."""
        if zone not in self._known or not self._known[zone][0] <= first <= last <= self._known[zone][1]:
            known = self._known.get(zone, (first, last))
            start = max(min(known[0], first) - MARGIN, min(first, EARLIEST))
            stop = min(max(known[1], last) + MARGIN, max(last, LATEST))
            self._known[zone] = (start, stop, *_offsets(start, stop, zone))
        _, _, starts, offsets = self._known[zone]
        at, end = np.searchsorted(starts, [first, last], side="right").tolist()
        bounds = [first, *starts[at:end].tolist(), last + 1]
        return list(zip(bounds[:-1], bounds[1:], offsets[at - 1:end].tolist(), strict=True))


def local_quarters(first: int, last: int, zone: str | None) -> np.ndarray:
    """Local quarter hour, as if local time were UTC, of every UTC quarter hour from first to last, both included."""
    quarters = np.arange(first, last + 1, dtype=np.int64)
    if zone is None or zone == "UTC":
        return quarters
    starts, offsets = _offsets(first, last, zone)
    quarters += np.repeat(offsets, np.diff(np.r_[starts, last + 1]))
    return quarters


def _offsets(first: int, last: int, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Quarter hours at which a zone's offset changes, the first included, and the offsets from there on.

    No zone has changed its clock twice within half a day since 1980, so half days tell where to look closely.
    """
    marks = np.append(np.arange(first, last, LOOK), last)
    at_marks = _convert(marks * QUARTER, zone) - marks
    changed = np.flatnonzero(np.diff(at_marks))
    if not len(changed):
        return np.array([first]), at_marks[:1]
    near = (marks[changed, None] + np.arange(1, LOOK + 1)).ravel()
    near = near[near <= last]
    offset = _convert(near * QUARTER, zone) - near
    before = np.r_[at_marks[0], offset[:-1]]
    turns = np.flatnonzero(offset != before)
    return np.r_[first, near[turns]], np.r_[at_marks[0], offset[turns]]


def _convert(micros: np.ndarray, zone: str | None) -> np.ndarray:
    if zone is None or zone == "UTC":
        return quarters_of(micros)
    if not _is_zone(zone):
        raise ColumnError(f"time_zone holds {zone!r}, which is no IANA zone; write, for instance, 'Europe/Kyiv'")
    try:
        stamps = pd.DatetimeIndex(micros.view("datetime64[us]"), tz="UTC").tz_convert(zone).tz_localize(None)
    except (OverflowError, NotImplementedError):
        raise ColumnError(f"a time lies outside the years 1 to 9999, where {zone} has no clock; drop such rows first, "
                          "tk.health counts the stamps of the future") from None
    return quarters_of(stamps.as_unit("us").asi8)


def rows_local(micros: np.ndarray, zone_codes: np.ndarray, zones: list[str | None]) -> np.ndarray:
    """Local quarter hour of each row, each in its own zone.

    Parameters
    ----------
    micros : ndarray of int64
        Microseconds since 1970, UTC.
    zone_codes : ndarray of int
        Index of each row's zone in ``zones``.
    zones : list of str or None
        IANA zones; None is read as UTC.
    """
    quarters = quarters_of(micros)
    if not len(quarters):
        return quarters
    first, last = int(quarters.min()), int(quarters.max())
    if first < WHOLE_QUARTERS_FROM or last - first > 4 * len(quarters):
        return _rows_by_distinct_instant(micros, quarters, zone_codes, zones)
    if len(zones) == 1:
        return local_quarters(first, last, zones[0])[quarters - first]
    table = np.stack([local_quarters(first, last, zone) for zone in zones])
    return table.ravel()[zone_codes * np.int64(table.shape[1]) + (quarters - first)]


def _rows_by_distinct_instant(micros: np.ndarray, quarters: np.ndarray, zone_codes: np.ndarray,
                              zones: list[str | None]) -> np.ndarray:
    """For few or old rows: convert what stands there instead of the whole span between first and last."""
    out = np.empty(len(micros), dtype=np.int64)
    instants = np.where(quarters < WHOLE_QUARTERS_FROM, micros, quarters * QUARTER)
    for code, zone in enumerate(zones):
        mine = np.flatnonzero(zone_codes == code)
        distinct, place = np.unique(instants[mine], return_inverse=True)
        out[mine] = _convert(distinct, zone)[place]
    return out


def periods_of(local: np.ndarray, freq: str) -> np.ndarray:
    """Number of the period (hours, days, ISO weeks, months, quarters or years) that local quarter hours lie in."""
    if freq == "H":
        return local // 4
    days = local // 96
    if freq == "D":
        return days
    if freq == "W":
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    first = int(days.min(initial=0))
    if int(days.max(initial=0)) - first <= len(days):  # each day once
        table = np.arange(first, int(days.max(initial=0)) + 1)
        return _months(table, freq)[days - first]
    return _months(days, freq)


def _months(days: np.ndarray, freq: str) -> np.ndarray:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // {"M": 1, "Q": 3, "Y": 12}[freq]


def starts_of(periods: np.ndarray, freq: str) -> np.ndarray:
    """Start of numbered periods as local datetimes."""
    periods = np.asarray(periods, dtype=np.int64)
    if freq == "H":
        return periods.astype("datetime64[h]").astype("datetime64[us]")
    if freq in "DW":
        days = periods if freq == "D" else periods * 7 - 3
        return days.astype("datetime64[D]").astype("datetime64[us]")
    months = periods * {"M": 1, "Q": 3, "Y": 12}[freq]
    return months.astype("datetime64[M]").astype("datetime64[us]")


def hours_of_week(local: np.ndarray) -> np.ndarray:
    """Hour of the week of local quarter hours: 0 is Monday 00:00-00:59."""
    hours = local // 4 + 72  # 1970-01-01 was a Thursday
    return hours - hours // HOURS_OF_WEEK * HOURS_OF_WEEK  # numpy divides by a constant faster than it takes remainders
