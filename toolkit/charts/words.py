"""The words and numbers on a chart in English, Ukrainian or Russian."""

from __future__ import annotations

import math
import tomllib
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any

import pandas as pd

from toolkit.errors import OptionError


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((resources.files("toolkit.charts") / "words.toml").read_text(encoding="utf-8"))


class Words:
    """The words of one language.

    Parameters
    ----------
    lang : str
        ``en``, ``uk`` or ``ru``.

    Raises
    ------
    OptionError
        If there are no words in this language.

    Examples
    --------
    >>> Words("en")("n_line", n=Words("en").number(1234), unit="articles")
    'n = 1,234 articles'
    >>> Words("uk").percent(0.125)
    '12,5 %'
    """

    def __init__(self, lang: str = "en") -> None:
        tables = _tables()
        if lang not in tables:
            raise OptionError(f"lang={lang!r} is not one of {', '.join(tables)}")
        self.lang = lang
        self._table = tables[lang]

    def __call__(self, key: str, **values: Any) -> str:
        """Text of a key with its places filled in."""
        return str(self._table[key]).format(**values)

    def known(self, text: str) -> str:
        """Translation of a unit or column name; other text as it is."""
        value = self._table.get(text, text)
        return str(value)

    def number(self, value: float, digits: int | None = None) -> str:
        """Number with the separators of the language; without ``digits`` whole or with three significant ones."""
        if value is None or math.isnan(value):
            return "–"
        if digits is None:
            size = abs(value)
            digits = 0 if size >= 100 or float(value).is_integer() else 1 if size >= 10 else 2
            if 0 < size < 0.005:  # something is not nothing
                digits = _two_figures(size)
        text = f"{value:,.{digits}f}"
        swapped = text.replace(",", "\0").replace(".", self._table["decimal"])
        return swapped.replace("\0", str(self._table["thousands"]))

    def rate(self, value: float) -> str:
        """Rate with two decimals, one from ten on, and more where it would else be written as 0.0."""
        size = abs(value)
        return self.number(value, 1 if size >= 10 else 2 if size >= 0.1 or not size > 0 else _two_figures(size))

    def percent(self, share: float, digits: int | None = None) -> str:
        """Share as a percentage."""
        if share is None or math.isnan(share):
            return "–"
        value = 100 * share
        if digits is None and 0 < value < 0.05:  # neither none nor all
            return f"< {self.number(0.1, 1)} %"
        if digits is None and 99.95 <= value < 100:
            return f"> {self.number(99.9, 1)} %"
        places = digits if digits is not None else (0 if value >= 99.95 or value == 0 else 1)
        return f"{self.number(value, places)} %"

    def month(self, number: int, *, alone: bool = False) -> str:
        """Short name of a month, 1 = January; ``alone`` where no day stands before it."""
        return str(self._table["months_alone" if alone else "months"][number - 1])

    def weekday(self, number: int) -> str:
        """Short name of a weekday, 0 = Monday."""
        return str(self._table["weekdays"][number])

    def day(self, when: datetime, *, year: bool = True) -> str:
        """Day as ``3 Feb 2025``."""
        return f"{when.day} {self.month(when.month)}" + (f" {when.year}" if year else "")

    def period(self, when: datetime, freq: str, *, year: bool = True) -> str:
        """Name of the period that starts at ``when``; without ``year`` that of a day or a week is shorter."""
        step = per(freq)
        if step == "per_hour":
            return f"{self.day(when)}, {when:%H:%M}"
        if step == "per_month":
            return f"{self.month(when.month, alone=True)} {when.year}"
        if step == "per_quarter":
            return self("quarter_of", number=(when.month + 2) // 3, year=when.year)
        if step == "per_year":
            return str(when.year)
        day = self.day(when, year=year)
        return self("week_of", day=day) if step == "per_week" else day

    def span(self, start: datetime, end: datetime, freq: str) -> str:
        """Name of the periods from that which starts at ``start`` to that which starts at ``end``."""
        if start == end:
            return self.period(start, freq)
        if per(freq) == "per_week":
            return self("weeks_of", start=self.day(start), end=self.day(end))
        return f"{self.period(start, freq)} – {self.period(end, freq)}"

    def name(self, value: Any) -> str:
        """Name of a group; a null is said in words."""
        return self("unknown") if value is None or value is pd.NA or value != value else str(value)


def _two_figures(size: float) -> int:
    """Decimals with which a small number still shows two figures."""
    return min(1 - math.floor(math.log10(size)), 12)


def per(freq: str | None) -> str:
    """Key of the words for a pandas frequency.

    Examples
    --------
    >>> per("W-MON"), per("MS"), per("h"), per("3D")
    ('per_week', 'per_month', 'per_hour', 'per_period')
    """
    stem = str(freq or "").split("-")[0]
    return {
        "h": "per_hour", "H": "per_hour", "D": "per_day", "W": "per_week", "M": "per_month", "MS": "per_month",
        "ME": "per_month", "Q": "per_quarter", "QS": "per_quarter", "QE": "per_quarter", "Y": "per_year",
        "YS": "per_year", "YE": "per_year", "A": "per_year",
    }.get(stem, "per_period")
