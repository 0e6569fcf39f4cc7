"""The times of a list in the order of the list: how ``18:58 ... 00:10 ... 23:50`` runs back over midnight.

The rule. A list that shows the newest first states, for each entry that bears only a time of day, *the latest instant
not after the entry above it at which the outlet's clock read so*; the first entry is held against the anchor, the
moment when the page was saved. Nothing else is needed: midnight, the hour that the clock skips in spring and the hour
that it shows twice in autumn follow from it. Of the two readings of the repeated hour the later one is taken unless the
entry above lies before it.

Where the addresses of the entries bear days with which the whole list runs backwards, those days count (`with_days`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toolkit.records import Stamp

from .stamps import Written, resolve

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_FEW, _OFTEN, _HOURS = 4, 3, 180
"""Entries from which the pace of a list is known, and how many of its longest pauses, and minutes, it stays silent."""


@lru_cache(maxsize=256)
def clock(zone: str | None) -> ZoneInfo | None:
    """The zone of this IANA name, or None where there is none of that name."""
    if not zone:
        return None
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def end_of_day(day: date, zone: str | None) -> datetime:
    """Last minute of a day on the outlet's clock (UTC where no zone is known), as an aware UTC datetime."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock(zone) or UTC).astimezone(UTC)


def latest_reading(hour: int, minute: int, second: int | None, *, not_after: datetime, zone: ZoneInfo) -> datetime:
    """Latest instant, not after a moment (to the minute), at which the clock of a zone showed this time of day.

    Examples
    --------
    >>> moment = datetime(2025, 2, 12, 0, 30, tzinfo=timezone.utc)
    >>> latest_reading(23, 50, None, not_after=moment, zone=ZoneInfo("UTC")).isoformat()
    '2025-02-11T23:50:00+00:00'
    """
    limit = not_after.astimezone(UTC).replace(microsecond=0)
    if second is None:
        limit = limit.replace(second=0)
    day = limit.astimezone(zone).date()
    for back in (-1, 0, 1, 2, 3):
        try:
            local = datetime.combine(day - back * _DAY, time(hour, minute, second or 0), tzinfo=zone)
            readings = (local.replace(fold=1).astimezone(UTC), local.replace(fold=0).astimezone(UTC))
        except (OverflowError, ValueError):
            continue
        for instant in readings:
            shown = instant.astimezone(zone)
            if instant <= limit and (shown.hour, shown.minute) == (hour, minute):
                return instant
    return limit


def clock_only(written: Written) -> bool:
    """Whether a stamp states a time of day and no day."""
    return written.hour is not None and written.day is None and written.month is None and written.ago is None \
        and written.year is None


def newest_first(times: Sequence[Written | None]) -> bool:
    """Whether the times of day of a list run backwards: hardly any of them rises."""
    readings = [w.hour * 60 + (w.minute or 0) for w in times if w is not None and w.hour is not None and clock_only(w)]
    rises = sum(after > before for before, after in pairwise(readings))
    return rises <= max(1, len(readings) // 8)


def stops_early(times: Sequence[Written | None], moment: datetime | None, zone: str | None) -> bool:
    """Whether a list of the latest ends hours before a moment at which its page was being written.

    A list that runs every half an hour and ends at 08:15, beside an article of 17:46, is that of another day.

    Parameters
    ----------
    times : sequence of Written or None
        Times of day, newest first.
    moment : datetime or None
        Publication or last update of the page's own article: the page was saved after it.
    zone : str or None
        The outlet's clock.

    Examples
    --------
    >>> from toolkit.extract.stamps import read
    >>> moment = datetime(2025, 2, 12, 17, 46, tzinfo=timezone.utc)
    >>> stops_early([read("08:15"), read("07:50"), read("07:20"), read("07:05")], moment, "Europe/London")
    True
    """
    readings = [w.hour * 60 + (w.minute or 0) for w in times if w is not None and w.hour is not None and clock_only(w)]
    around = clock(zone)
    if moment is None or around is None or len(readings) < _FEW:
        return False
    gaps = [before - after for before, after in pairwise(readings) if before >= after]
    local = moment.astimezone(around)
    late = local.hour * 60 + local.minute - readings[0]
    return len(gaps) >= _FEW - 1 and late > max(_HOURS, _OFTEN * max(gaps))


def with_days(times: Sequence[Written | None], days: Sequence[tuple[int, int, int] | None]) -> list[Written | None]:
    """Give bare times of day the days that the addresses of their entries bear.

    A slow list may pass over a day, which its times of day alone do not show. The days are believed only if the whole
    list then runs backwards; else they are something other than the day shown (a day in UTC, or that of a first version
    under the time of an update), and the times stay as they are.

    Examples
    --------
    >>> from toolkit.extract.stamps import read
    >>> found = with_days([read("09:10"), read("08:00")], [(2025, 5, 4), (2025, 5, 2)])
    >>> [(w.day, w.hour) for w in found]
    [(4, 9), (2, 8)]
    """
    dated = [replace(w, year=d[0], month=d[1], day=d[2]) if w is not None and d is not None and clock_only(w) else w
             for w, d in zip(times, days, strict=True)]
    moments = [(w.year, w.month, w.day, w.hour, w.minute) for w in dated if w is not None and w.year is not None
               and w.hour is not None]
    backwards = all(after <= before for before, after in pairwise(moments))  # type: ignore[operator]
    return dated if backwards else list(times)


def run_back(times: Sequence[Written | None], *, anchor: datetime | None, zone: str | None, origin: str = "listing",
             zone_from: str | None = None, exact: bool = True, ordered: bool = True) -> list[Stamp | None]:
    """Give the entries of a newest-first list their instants.

    Parameters
    ----------
    times : sequence of Written or None
        What each entry states, in the order of the list; None for an entry without a time (it does not break the run).
    anchor : datetime or None
        Aware moment that no entry is after: when the page was saved. Without it a time of day stays unknown.
    zone : str or None
        IANA zone of the clock that the page shows. Without it a time of day stays unknown.
    origin, zone_from : str
        What the stamps say about themselves (see `toolkit.records.Stamp`).
    exact : bool
        Whether the anchor is the very moment of saving. If it is only the end of a day that was inferred, relative
        times ("2 hours ago") stay unknown.
    ordered : bool
        Whether the list shows the newest first. In a list in another order (the most read) a rise is no midnight: each
        time of day is the latest before the moment of saving, and unknown where that moment is not known.

    Returns
    -------
    list of Stamp or None
        One per entry, in the same order.

    Examples
    --------
    >>> from toolkit.extract.stamps import read
    >>> saved = datetime(2025, 2, 12, 1, 0, tzinfo=timezone.utc)
    >>> stamps = run_back([read("00:40"), None, read("23:55")], anchor=saved, zone="Europe/London")
    >>> [s and s.instant.isoformat() for s in stamps]
    ['2025-02-12T00:40:00+00:00', None, '2025-02-11T23:55:00+00:00']
    """
    around = clock(zone)
    limit = anchor
    stamps: list[Stamp | None] = []
    for written in times:
        if written is None:
            stamps.append(None)
        elif not clock_only(written):
            stamp = _dated(written, anchor, zone, origin, zone_from, exact=exact)
            stamps.append(stamp)
            limit = _lowered(limit, stamp)
        elif anchor is None or limit is None or (around is None and written.offset is None) or not (ordered or exact):
            stamps.append(None)
        else:
            stamp = _of_clock(written, limit if ordered else anchor, around, zone, origin, zone_from)
            stamps.append(stamp)
            limit = stamp.instant
    return stamps


def _of_clock(written: Written, limit: datetime, around: ZoneInfo | None, zone: str | None, origin: str,
              zone_from: str | None) -> Stamp:
    stated = written.offset is not None
    if stated and written.offset is not None:
        fixed = timezone(timedelta(minutes=written.offset))
        day = limit.astimezone(fixed).replace(hour=written.hour or 0, minute=written.minute or 0,
                                              second=written.second or 0, microsecond=0)
        instant = (day if day <= limit.replace(second=59) else day - _DAY).astimezone(UTC)
    else:
        assert around is not None
        instant = latest_reading(written.hour or 0, written.minute or 0, written.second, not_after=limit, zone=around)
    return Stamp(instant, written.precision, origin, zone, "stamp" if stated else zone_from, written.offset)


def _dated(written: Written, anchor: datetime | None, zone: str | None, origin: str, zone_from: str | None, *,
           exact: bool) -> Stamp | None:
    """A stamp with a day of its own; a day without year is the latest not after the anchor.

    "3 hours ago" and "2 days ago" count from the moment of saving; "yesterday 10:48" needs no more than its day.
    """
    if written.ago is not None and written.hour is None and not exact:
        return None
    return resolve(written, zone=zone, anchor=anchor, origin=origin, zone_from=zone_from)


def _lowered(limit: datetime | None, stamp: Stamp | None) -> datetime | None:
    """The moment that no later entry is after, now that a dated entry was met.

    An entry that is more than a day older than its neighbours is pinned or promoted and says nothing about them.
    """
    if stamp is None or limit is None:
        return limit
    instant = stamp.instant + _DAY - _MINUTE if stamp.precision == "day" else stamp.instant
    return instant if limit - 2 * _DAY < instant <= limit else limit
