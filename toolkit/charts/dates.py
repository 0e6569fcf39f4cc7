"""Ticks of a time axis, chosen so that their labels fit, in the language of the chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from toolkit.charts.fit import text_width
from toolkit.charts.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMED: Final = 12
"""Periods up to which each is named on the axis."""
_HOURS = (1, 3, 6, 12)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


def date_ticks(
    ax: Axes, start: datetime, end: datetime, words: Words, *, width: float, size: float,
    periods: tuple[Sequence[datetime], str] | None = None,
) -> None:
    """Set ticks and labels from ``start`` to ``end`` that fit into ``width`` points at font size ``size``.

    ``periods`` are the starts of what the axis counts and what one of them is, such as per_week: few stand at each.
    """
    from matplotlib.dates import date2num

    few = period_ticks(periods[0], (start, end), periods[1], words, width=width, size=size) if periods else None
    at, labels = few or ticks(start, end, words, width=width, size=size)
    ax.set_xticks([float(date2num(t)) for t in at], labels)


def period_ticks(
    starts: Sequence[datetime], ends: tuple[datetime, datetime], step: str, words: Words, *, width: float, size: float,
) -> tuple[list[datetime], list[str]] | None:
    """Places and labels of the periods themselves where they are few enough to be all named; None where not.

    ``step`` is what one of them is: per_week, per_day, per_month, per_quarter, per_year.
    """
    kind = {"per_week": "day", "per_day": "day", "per_month": "month", "per_quarter": "quarter",
            "per_year": "year"}.get(step)
    if kind is None or len(starts) > MOST_NAMED:
        return None
    at, labels = list(starts), _labels(list(starts), kind, words)
    span = max((ends[1] - ends[0]).total_seconds(), 1.0)
    return (at, labels) if _fit(at, labels, ends[0], span, width, size) else None


def ticks(
    start: datetime, end: datetime, words: Words, *, width: float, size: float
) -> tuple[list[datetime], list[str]]:
    """Places and labels of the finest calendar step whose labels do not touch."""
    span = max((end - start).total_seconds(), 1.0)
    last: tuple[list[datetime], list[str]] = ([], [])
    for kind, step in [*(("hour", h) for h in _HOURS), *(("day", d) for d in _DAYS), *(("month", m) for m in _MONTHS)]:
        if (kind == "hour" and span > 4 * 86400) or span / _seconds(kind, step) > 400:
            continue
        at = _places(start, end, kind, step)
        labels = _labels(at, kind, words)
        if not at:
            break
        last = (at, labels)
        if _fit(at, labels, start, span, width, size):
            return last
    at, labels = last
    return (at[:1], labels[:1]) if at else ([start], [words.day(start)])


def _fit(at: list[datetime], labels: list[str], start: datetime, span: float, width: float, size: float) -> bool:
    edge = -1e9
    for when, label in zip(at, labels, strict=True):
        centre = (when - start).total_seconds() / span * width
        half = max(text_width(line, size) for line in label.split("\n")) / 2
        if centre - half < edge:
            return False
        edge = centre + half + 0.9 * size
    return True


def _seconds(kind: str, step: int) -> float:
    return {"hour": 3600.0, "day": 86400.0, "month": 30.4 * 86400}[kind] * step


def _places(start: datetime, end: datetime, kind: str, step: int) -> list[datetime]:
    if kind == "month":
        return _months(start, end, step)
    first = datetime(start.year, start.month, start.day)
    if kind == "day" and step >= 7:
        first -= timedelta(days=first.weekday())
        if step == 14 and first < start and first + timedelta(days=7) <= end:
            first += timedelta(days=7)
    delta = timedelta(hours=step) if kind == "hour" else timedelta(days=step)
    found = []
    while first <= end:
        if first >= start:
            found.append(first)
        first += delta
    return found


def _months(start: datetime, end: datetime, step: int) -> list[datetime]:
    found = []
    count = start.year * 12
    while count <= end.year * 12 + end.month - 1:
        when = datetime(count // 12, count % 12 + 1, 1)
        if count % step == 0 and start <= when <= end:
            found.append(when)
        count += 1 if count % step else step
    return found


def _labels(at: list[datetime], kind: str, words: Words) -> list[str]:
    """Labels that say only what changes: the year at the first tick and at each new one."""
    labels = []
    before: datetime | None = None
    for when in at:
        if kind == "hour":
            label = f"{when:%H:%M}"
            below = words.day(when) if before is None or when.date() != before.date() else ""
        elif kind == "year":
            label, below = str(when.year), ""
        else:
            label = _name(when, kind, words)
            below = str(when.year) if before is None or when.year != before.year else ""
        labels.append(f"{label}\n{below or ' '}")  # always two lines: labels of one and of two are not set alike
        before = when
    return labels


def _name(when: datetime, kind: str, words: Words) -> str:
    """Month, quarter or day without its year."""
    if kind == "quarter":
        return words("quarter_of", number=(when.month + 2) // 3, year="").strip()
    return words.month(when.month, alone=True) if kind == "month" else words.day(when, year=False)
