"""Groups of articles by columns and calendar periods, for the measures that take ``by=``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from toolkit.batches import Batch
from toolkit.errors import OptionError
from toolkit.measures.periods import FREQS, periods_of, rows_local, starts_of
from toolkit.schema import EXACT_PRECISIONS

PERIODS: Final = {name: freq for freq, name in FREQS.items()}
"""Calendar periods of the outlet's own clock; a column of the same name comes before them."""
_DAY_KNOWN: Final = (*EXACT_PRECISIONS, "day")
_KNOWN_AT: Final = {"H": EXACT_PRECISIONS, "D": _DAY_KNOWN, "W": _DAY_KNOWN}
_DATED: Final = (*_DAY_KNOWN, "month")

Key = tuple[Any, ...]


def names(by: str | Sequence[str] | None) -> list[str]:
    """``by`` as a list of names, each once."""
    listed = [] if by is None else [by] if isinstance(by, str) else list(by)
    wrong = [name for name in listed if not isinstance(name, str)]
    if wrong or len(set(listed)) != len(listed):
        raise OptionError(f"by={by!r} must name columns or calendar periods ({', '.join(PERIODS)}), each once")
    return listed


def columns(by: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that grouping needs, and those that it uses where they are there."""
    plain = tuple(name for name in by if name not in PERIODS)
    periods = [name for name in by if name in PERIODS]
    if not periods:
        return plain, ()
    return plain, ("published_at", "time_zone", "published_precision", *periods)


def groups(batch: Batch, by: list[str]) -> tuple[npt.NDArray[np.int32], list[Key], dict[str, int]]:
    """Group of each row (-1: in none), the keys of the groups, and why rows are in none."""
    code = np.zeros(len(batch), np.int64)
    left_out: dict[str, int] = {}
    parts: list[Any] = []
    for name in by:
        codes, values, reason = _one(batch, name)
        missing = (codes < 0) & (code >= 0)
        if missing.any():
            left_out[reason] = left_out.get(reason, 0) + int(missing.sum())
        code = np.where((code < 0) | (codes < 0), -1, code * max(len(values), 1) + codes)
        parts.append(values)
    present, where = np.unique(code, return_inverse=True)
    shift = int(len(present) > 0 and present[0] < 0)
    keys = [_key(int(c), parts) for c in present[shift:]]
    return (where - shift).astype(np.int32), keys, left_out


def _key(code: int, parts: list[Any]) -> Key:
    out = []
    for values in reversed(parts):
        code, i = divmod(code, len(values))
        out.append(values[i])
    return tuple(reversed(out))


def _one(batch: Batch, name: str) -> tuple[npt.NDArray[Any], Any, str]:
    """Codes, the values they stand for (null is a value of its own), and what code -1 means."""
    if name in PERIODS and not batch.has(name):
        starts, known = period_starts(batch, name)
        values, where = np.unique(starts[known], return_inverse=True)
        codes = np.full(len(batch), -1, np.int64)
        codes[known] = where
        return codes, values, f"publication {name} not known"
    codes, categories = batch.codes(name)
    if len(codes) and codes.min() < 0:
        categories = np.append(categories, None)  # type: ignore[call-overload]
        codes = np.where(codes < 0, len(categories) - 1, codes)
    return codes, categories, ""


def period_starts(batch: Batch, period: str) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.bool_]]:
    """Start of the local period of each row, and whether the row's time is known that precisely."""
    freq = PERIODS[period]
    local, known = local_quarters(batch, freq)
    starts = np.zeros(len(batch), "datetime64[us]")
    starts[known] = starts_of(periods_of(local[known], freq), freq)
    return starts, known


def local_quarters(batch: Batch, freq: str, clock: str = "outlet") -> tuple[npt.NDArray[np.int64],
                                                                           npt.NDArray[np.bool_]]:
    """Local quarter hour of each row, and whether its time is known precisely enough for periods of this frequency.

    The clock is the outlet's own, or UTC where its zone is not known; or one zone for all.
    """
    micros, known = batch.micros("published_at")
    if batch.has("published_precision"):
        codes, precisions = batch.codes("published_precision")
        enough = np.array([*(p in _KNOWN_AT.get(freq, _DATED) for p in precisions), False])
        known = known & enough[codes]
    zone_codes, zones = zones_of(batch)
    if clock != "outlet":
        zone_codes, zones = np.zeros(len(batch), np.int64), [clock]
    local = np.zeros(len(batch), np.int64)
    local[known] = rows_local(micros[known], zone_codes[known], zones)
    return local, known


def zones_of(batch: Batch) -> tuple[npt.NDArray[Any], list[str | None]]:
    """Place of each row's zone among the zones; None is one that is not known."""
    if not batch.has("time_zone"):
        return np.zeros(len(batch), np.int64), [None]
    codes, known = batch.codes("time_zone")
    return np.where(codes < 0, len(known), codes), [*known, None]


def sort_key(key: Key) -> tuple[tuple[bool, Any], ...]:
    """Order of groups: by value, null last."""
    return tuple((value is None, 0 if value is None else value) for value in key)
