"""What a declared table is made of: columns with dtype, unit, null rule and meaning, and the words of some cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toolkit.errors import ColumnError

SCHEMA_VERSION: Final = 1

STRING: Final = "string"
LIST: Final = "list[string]"
TIME: Final = "datetime64[us, UTC]"
PERIOD: Final = "datetime64[us]"
WHOLE: Final = "int64"
NULLABLE_WHOLE: Final = "Int32"
REAL: Final = "float64"
TRUTH: Final = "bool"

PRECISIONS: Final = ("second", "minute", "hour", "day", "month", "none")
EXACT_PRECISIONS: Final = ("second", "minute", "hour")
"""Precisions that know the hour; only these rows enter an hour chart."""
ORIGINS: Final = ("json-ld", "meta", "microdata", "time-tag", "visible", "feed", "sitemap", "listing", "url", "column")
ZONE_ORIGINS: Final = ("stamp", "outlet", "user", "guess")
STATES: Final = ("observed", "partial", "not_collected")
STATUSES: Final = ("loaded", "duplicate", "rejected")


@dataclass(frozen=True)
class Column:
    """One column of a table: its dtype, meaning, unit and whether it may be null."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    null: bool = True


@dataclass(frozen=True)
class Table:
    """A declared table. ``open_ended`` tables carry further columns (those named by ``by=``)."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    open_ended: bool = False

    @property
    def names(self) -> list[str]:
        """Names of the declared columns, in order."""
        return [c.name for c in self.columns]

    def column(self, name: str) -> Column:
        """Declaration of one column."""
        for c in self.columns:
            if c.name == name:
                return c
        raise ColumnError(f"table {self.name!r} declares no column {name!r}; it has {', '.join(self.names)}")

    def label(self, name: str) -> str:
        """Label of a column on axes and in tables: its name in words with the unit, where the name does not say it."""
        c = self.column(name)
        words = name.replace("_", " ")
        return f"{words} ({c.unit})" if c.unit and c.unit not in words else words
