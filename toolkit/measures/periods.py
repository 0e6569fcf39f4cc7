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
HOURS_OF_WEEK: Final = 168
FREQS: Final = {"H": "hour", "D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


def check_freq(freq: str) -> str:
    """The frequency, if it is one that there is."""
    if freq not in FREQS:
        raise OptionError(f"freq={freq!r} is not one of {', '.join(map(repr, FREQS))}")
    return freq


def check_clock(clock: str) -> str:
    """The clock, if it is 'outlet' or an IANA zone."""
    if clock != "outlet" and not _is_zone(clock):
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


def local_quarters(first: int, last: int, zone: str | None) -> np.ndarray:
    """Local quarter hour, as if local time were UTC, of every UTC quarter hour from first to last, both included."""
    return _convert(np.arange(first, last + 1, dtype=np.int64) * QUARTER, zone)


def _convert(micros: np.ndarray, zone: str | None) -> np.ndarray:
    if zone is None or zone == "UTC":
        return quarters_of(micros)
    if not _is_zone(zone):
        raise ColumnError(f"time_zone holds {zone!r}, which is no IANA zone; write, for instance, 'Europe/Kyiv'")
    stamps = pd.DatetimeIndex(micros.view("datetime64[us]"), tz="UTC").tz_convert(zone).tz_localize(None)
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
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // {"M": 1, "Q": 3, "Y": 12}[freq]


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
    return (local // 4 + 72) % HOURS_OF_WEEK  # 1970-01-01 was a Thursday
