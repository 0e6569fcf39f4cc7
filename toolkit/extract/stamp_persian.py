"""The Persian calendar: its months by name, and its days as those of the common calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

# Folded by the lexicon; "P" parts these months from the other marks.
PERSIAN_MONTHS: Final = {name: f"P{number}" for number, names in enumerate((
    ("فروردین", "حمل"), ("اردیبهشت", "ثور"), ("خرداد", "جوزا"), ("تیر", "سرطان"), ("مرداد", "امرداد", "اسد"),
    ("شهریور", "سنبله"), ("مهر", "میزان"), ("آبان", "عقرب"), ("آذر", "قوس"), ("دی", "جدی"), ("بهمن", "دلو"),
    ("اسفند", "حوت")), 1) for name in names}
WRITTEN_IN: Final = frozenset(("fa", "ps", "ckb", "az"))
"""Languages in which 1404/11/22 is of this calendar; the Arabic press has years of the moon that look alike."""

_EARLIEST, _LATEST = 1350, 1450
_LEAPS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
"""Leap years of the cycle of 33, which holds for the years of the press."""
_ANCHOR: Final = (1400, date(2021, 3, 21).toordinal())
_HALF: Final = 6
"""Months of 31 days; those behind them have 30, the last 29 or 30."""


def is_persian(year: int) -> bool:
    """Tell whether a year of four digits is one of the press in this calendar."""
    return _EARLIEST <= year <= _LATEST


def common_day(year: int, month: int, day: int) -> date | None:
    """Day of the common calendar, None where there is no such day.

    References
    ----------
    Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74 (1996), 223-230.

    Examples
    --------
    >>> common_day(1404, 11, 22).isoformat()
    '2026-02-11'
    """
    longest = 31 if month <= _HALF else 30 if month < 12 or year % 33 in _LEAPS else 29
    if not (is_persian(year) and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    since = (month - 1) * 30 + min(month - 1, _HALF) + day - 1
    return date.fromordinal(_ANCHOR[1] + 365 * (year - _ANCHOR[0]) + _leaps(year) - _leaps(_ANCHOR[0]) + since)


def _leaps(year: int) -> int:
    """Leap years before a year."""
    return len(_LEAPS) * (year // 33) + sum(year % 33 > leap for leap in _LEAPS)
