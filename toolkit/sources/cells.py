"""Cells of tables to values: lists, times, numbers as text."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from toolkit.records import Stamp

_EMPTY: Final = frozenset({"", "na", "n/a", "nan", "nat", "none", "null", "<na>", "-", "--"})
_PART_KEYS: Final = ("name", "label", "title", "text", "tag", "value")
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d[T ]00:00(?::00(?:\.0+)?)?$")
_NO_COMMAS = re.compile(r"^\[(?:'[^']*'|\"[^\"]*\")\s+['\"]")
_NAME_LIKE = re.compile(r"[^\W\d_][\w.'’ʼ-]*(?:\s+[\w.'’ʼ-]+){1,4}$")


def text_cell(value: Any) -> str | None:
    """Text of a cell; None where it is empty or a word for emptiness."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dict):
        return next((text for key in _PART_KEYS if (text := text_cell(value.get(key)))), None)
    if isinstance(value, (list, tuple)):
        return "; ".join(list_cell(value)) or None
    text = (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).strip()
    return None if text.lower() in _EMPTY else text


def list_cell(value: Any, *, names: bool = False) -> list[str]:
    """Entries of a list cell: an array, a JSON or Python list as text, or text with a separator.

    Parameters
    ----------
    value : object
        The cell.
    names : bool
        Whether the entries are names of people; then a comma separates only where both sides look like full names,
        so that ``Last, First`` stays one name.

    Examples
    --------
    >>> list_cell("energy|Storks"), list_cell("['a', 'b']"), list_cell("Stoll, Petra", names=True)
    (['energy', 'Storks'], ['a', 'b'], ['Stoll, Petra'])
    """
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, str):
        value = _parsed_list(value.strip())
    if isinstance(value, (list, tuple, set)):
        parts: Iterable[str | None] = (text_cell(v) for v in value)
    else:
        whole = text_cell(value)
        parts = _split(whole, names) if whole else []
    return list(dict.fromkeys(p.strip() for p in parts if p and p.strip()))


def _parsed_list(text: str) -> Any:
    if text[:1] not in "[(" or text[-1:] not in "])":
        return text
    if _NO_COMMAS.search(text):  # pandas writes arrays as ['a' 'b'], which Python would read as one string
        return [a or b for a, b in re.findall(r"'([^']*)'|\"([^\"]*)\"", text)]
    try:
        parsed = json.loads(text)
    except ValueError:
        try:
            parsed = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return text
    return parsed if isinstance(parsed, (list, tuple)) else text


def _split(text: str, names: bool) -> list[str]:
    for separator in ("|", ";", "\t", "\n"):
        if separator in text:
            return text.split(separator)
    parts = text.split(",")
    if names and not all(_NAME_LIKE.match(p.strip()) for p in parts):
        return [text]
    return parts


def time_cell(value: Any, zone: str | None, zone_from: str | None, *, midnight_is_day: bool = False) -> Stamp | None:
    """Time in a cell.

    Parameters
    ----------
    value : object
        Text, a number of seconds (or milli-, micro-, nanoseconds) since 1970, a date or a datetime.
    zone, zone_from : str or None
        Zone that a time without an offset is read in, and where it is known from.
    midnight_is_day : bool
        Whether 00:00 without an offset is a mere date, because the whole column is at midnight.

    Returns
    -------
    Stamp or None
        With origin ``column``; None where the cell holds no time.
    """
    if isinstance(value, bool) or value is None or value != value:
        return None
    if isinstance(value, datetime):
        return _from_datetime(value, zone, zone_from, midnight_is_day)
    if isinstance(value, date):
        return _local(datetime(value.year, value.month, value.day), "day", zone, zone_from)
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"\d{9,19}(\.\d+)?", value.strip())):
        return _from_epoch(float(value), zone, zone_from)
    text = text_cell(value)
    if text is None:
        return None
    if midnight_is_day and _MIDNIGHT.match(text):
        text = text[:10]
    return _from_text(text, zone, zone_from)


def _from_text(text: str, zone: str | None, zone_from: str | None) -> Stamp | None:
    from toolkit.extract import stamps

    written = stamps.read_iso(text) or stamps.read(text)
    if written is None or (written.ambiguous and written.offset is None and zone is None):
        return None
    return stamps.resolve(written, zone=zone, origin="column", zone_from=zone_from)


def _from_epoch(number: float, zone: str | None, zone_from: str | None) -> Stamp | None:
    """Seconds since 1970; larger numbers are the smaller units that databases and JavaScript write."""
    for unit in (1, 1e3, 1e6, 1e9):
        if 3e8 <= number / unit < 1e10:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / unit)
            return Stamp(moment, "second", "column", zone, zone_from)
    return None


def _from_datetime(value: datetime, zone: str | None, zone_from: str | None, midnight_is_day: bool) -> Stamp:
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime(warn=False)
    if value.tzinfo is not None:
        return Stamp(value.astimezone(UTC), "second", "column", zone, zone_from)
    at_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return _local(value, "day" if midnight_is_day and at_midnight else "second", zone, zone_from)


def _local(value: datetime, precision: str, zone: str | None, zone_from: str | None) -> Stamp:
    clock = ZoneInfo(zone) if zone else UTC
    return Stamp(value.replace(tzinfo=clock).astimezone(UTC), precision, "column", zone, zone_from)


def all_midnight(values: Iterable[Any]) -> bool:
    """Whether a column holds only dates that were written as midnight: then they are dates."""
    seen = 0
    for value in values:
        if isinstance(value, datetime) and value == value and value.tzinfo is None:
            if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
                return False
            seen += 1
        elif isinstance(value, str) and (text := value.strip()):
            if not _MIDNIGHT.match(text):
                return False
            seen += 1
    return seen >= 2
