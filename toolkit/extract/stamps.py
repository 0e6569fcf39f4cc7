"""Times as they are written, read and put on the UTC line.

`read` takes a text that is a stamp, `find` looks for stamps in a text, `read_iso` reads what stands in metadata, and
`resolve` turns what was written into an instant. The languages are those of ``calendar_words.toml``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ..records import Stamp
from .calendar_words import base_language, fold, lexicon, tokens
from .stamp_dates import INFLECTING, MONTH_FIRST
from .stamp_grammar import Grammar, stray_words
from .stamp_tokens import LONGEST, Written, windows

__all__ = ["Written", "find", "label", "read", "read_iso", "read_or_find", "resolve"]

_ISO: Final = re.compile(
    r"\s*([12]\d{3})-(\d{1,2})-(\d{1,2})(?:(?:T|\s+|_)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:]\d{1,12})?)?"
    r"\s{0,3}(Z|UTC|GMT|[+\- ]?\d{2}:?\d{2}|[+-]\d{1,2})?(?:\[[\w/+-]{1,40}\])?\s*Z?)?\s*", re.ASCII | re.IGNORECASE)
_COMPACT: Final = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_UNIX: Final = re.compile(r"(?:/?Date\()?(\d{9,10})(\d{3}|\d{6})?(?:\.\d{1,9})?(?:[+-]\d{4})?(?:\)/?)?", re.ASCII)
_ESCAPED: Final = (("%2B", "+"), ("%3A", ":"), ("&#43;", "+"), ("&#x2B;", "+"))
_DIGIT: Final = re.compile(r"\d")
_FEWEST_NUMBERS: Final = 2
"""Of a stamp without words."""
_UNSETTLED: Final = frozenset(("month",))


def read_iso(text: str) -> Written | None:
    """Read a stamp of metadata: ISO 8601 and its usual misspellings, Unix seconds, RFC 2822.

    Parameters
    ----------
    text : str
        Content of an attribute or value of a key.

    Returns
    -------
    Written or None
        None where the text is none of these.

    References
    ----------
    ISO 8601-1:2019; RFC 3339; RFC 2822 section 3.3.

    Examples
    --------
    >>> read_iso("2025-02-12T14:30:00+02:00").offset
    120
    >>> read_iso("1739363400").hour
    12
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    return _exact(text) or (_only_full_date(text) if _DIGIT.search(text, 0, 40) else None)


def _exact(text: str) -> Written | None:
    """ISO 8601 and Unix seconds."""
    if text[4:5] == text[7:8] == "-" and text[10:11] == "T" and text[0] in "12":
        written = _plain_iso(text)
        if written is not None:
            return written
    if "%" in text or "&" in text:
        for escaped, plain in _ESCAPED:
            text = text.replace(escaped, plain)
    match = _ISO.match(text)
    if match is not None and match.end() == len(text):
        return _from_groups(*match.groups())
    text = text.strip().strip("\"'")
    if text[:1].isdigit() or text[:1] in "/D":
        match = _COMPACT.fullmatch(text)
        if match is not None and (len(text) != 10 or int(text) > 1_990_000_000):
            found = _from_groups(*match.groups())
            if found is not None:
                return found
        match = _UNIX.fullmatch(text)
        if match is not None:
            return _from_unix(int(match[1]))
    return None


def _plain_iso(text: str) -> Written | None:
    """Date and time in the usual form of ISO 8601: nearly all stamps of metadata, and a pattern takes much longer."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset()
    if text[13:14] != ":" or (offset is not None and (offset.seconds % 60 or abs(offset) >= timedelta(hours=15))):
        return None
    second, precision = (moment.second, "second") if text[16:17] == ":" else (None, "minute")
    return Written(moment.year, moment.month, moment.day, moment.hour, moment.minute, second,
                   None if offset is None else offset // timedelta(minutes=1), precision=precision)


def _only_full_date(text: str) -> Written | None:
    """The one date with a year that a text has, if its order is sure (RFC 2822, "Feb 12, 2025 10:00")."""
    found = _find(text, "en", None)
    if len(found) != 1 or not found[0][3]:
        return None
    start, end, written, _ = found[0]
    return written if written.year is not None and not written.ambiguous and len(text) - (end - start) < 60 else None


def _from_groups(year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None,
                 offset: str | None) -> Written | None:
    parts = [int(p) if p else None for p in (hour, minute, second)]
    try:
        # 24:00 is the end of the day in ISO 8601; sites mean its beginning.
        checked = datetime(int(year), int(month), int(day), (parts[0] or 0) % 24, parts[1] or 0, min(parts[2] or 0, 59))
    except ValueError:
        return None
    precision = "day" if hour is None else "minute" if second is None else "second"
    return Written(checked.year, checked.month, checked.day, None if hour is None else checked.hour, parts[1],
                   None if second is None else checked.second, _minutes_of(offset), precision=precision)


def _minutes_of(offset: str | None) -> int | None:
    if not offset:
        return None
    if offset.upper() in ("Z", "UTC", "GMT"):
        return 0
    digits = offset.strip("+- ").replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:2]), int(digits[2:]))
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if offset.startswith("-") else 1)


def _from_unix(seconds: int) -> Written | None:
    if not 200_000_000 < seconds < 4_102_444_800:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return Written(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, 0,
                   precision="second")


def read(text: str, *, language: str | None = None, day_first: bool | None = None) -> Written | None:
    """Read a text that is a stamp, perhaps with a few words that label it.

    Parameters
    ----------
    text : str
        "Published: 12 February 2025, 14:30", "3 години тому", "2025-02-12T14:30Z".
    language : str, optional
        BCP-47 tag; words are looked up in all languages, in this one first.
    day_first : bool, optional
        Order of day and month in numeric dates that allow both.

    Returns
    -------
    Written or None
        What the first stamp states; None where the text is not a stamp or says more than one.

    Examples
    --------
    >>> read("Опубліковано: 12 лютого 2025 о 14:30", language="uk").day
    12
    >>> read("3/4/2025").ambiguous
    True
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    return _read(text, base_language(language), day_first)[0]


def _read(text: str, language: str | None, day_first: bool | None) -> tuple[Written | None, bool]:
    """What a text states if it is a stamp, and whether there is any in it."""
    exact = _exact(text) if text[:5].strip()[:2].isdigit() else None
    if exact is not None and len(text.strip()) > 9:
        return exact, True
    found = _find(text, language, day_first, whole=True)
    if not found:
        return None, False
    written, sure = found[0][2:]
    stray = stray_words(text, found)
    return written if stray <= (4 if sure else 0) else None, True


def read_or_find(text: str, *, language: str | None = None) -> Written | list[tuple[int, int, Written]]:
    """As `read`, or where the text is no stamp as `find`; what holds none at all is looked through once.

    Examples
    --------
    >>> read_or_find("18:14").hour, [w.hour for _, _, w in read_or_find("Court halts its work at 18:14 for a while")]
    (18, [18])
    """
    if len(text) <= LONGEST:
        written, any_stamp = _read(text, base_language(language), None)
        if written is not None:
            return written
        if not any_stamp:
            return []
    return find(text, language=language)


def find(text: str, *, language: str | None = None, day_first: bool | None = None) -> list[tuple[int, int, Written]]:
    """Find the stamps in a text.

    Parameters
    ----------
    text : str
        Any text. In long ones only the surroundings of digits are looked at.
    language, day_first
        As for `read`.

    Returns
    -------
    list of (int, int, Written)
        Start, end and content of each, in order. A bare HH:MM is found, a bare "today" is not.

    Examples
    --------
    >>> [(s, e, w.hour) for s, e, w in find("Kyiv, 12 Feb 2025, 14:30 | Updated 15:05")]
    [(6, 24, 14), (35, 40, 15)]
    """
    if not isinstance(text, str):
        return []
    return [(start, end, written) for start, end, written, _ in _find(text, base_language(language), day_first)]


def find_sure(text: str, *, language: str | None = None, day_first: bool | None = None
              ) -> list[tuple[int, int, Written]]:
    """As `find`, without the stamps that may be something else: a bare HH:MM, a day without a year."""
    return [(start, end, written) for start, end, written, sure in _find(text, base_language(language), day_first)
            if sure]


def _find(text: str, language: str | None, day_first: bool | None, *, whole: bool = False
          ) -> list[tuple[int, int, Written, bool]]:
    folded = fold(text)
    found: list[tuple[int, int, Written, bool]] = []
    for start, end in windows(folded):
        pieces = tokens(folded[start:end])
        grammar = Grammar(pieces, text[start:end], language, day_first)
        # A stamp begins with a number or a word that means something (or, inflected, may mean a month).
        any_word = language in INFLECTING
        if not (grammar.meant or any_word) and sum(piece.kind == "n" for piece in pieces) < _FEWEST_NUMBERS:
            continue
        at = 0
        while at < len(pieces):
            kind, senses = pieces[at].kind, pieces[at].senses
            stamp = grammar.stamp(at) if kind == "n" or (kind == "w" and (senses is not None or any_word)) else None
            if stamp is None or not (whole or _stands_alone(stamp[0], stamp[2])):
                at += 1
                continue
            written, stop, sure = stamp
            found.append((start + pieces[at].start, start + pieces[stop - 1].end, written, sure))
            at = stop
    return found


def _stands_alone(written: Written, sure: bool) -> bool:
    """Whether a stamp may be taken for one inside running text."""
    if sure:
        return True
    return written.ago is None and written.precision not in _UNSETTLED and written.minute is not None


def reads_day_first(language: str | None) -> bool:
    """Which order `read` takes for 3/4/2025 when nothing else settles it."""
    return base_language(language) not in MONTH_FIRST


def label(text: str) -> str | None:
    """Which stamp a text announces: ``published``, ``updated``, or None.

    Examples
    --------
    >>> label("Mis à jour le")
    'updated'
    """
    folded = fold(text[-LONGEST:])
    labels = lexicon().labels
    published, updated = (max((m.start() for m in labels[name].finditer(folded)), default=-1)
                          for name in ("published", "updated"))
    if published < 0 and updated < 0:
        return None
    if updated >= published:
        return "updated"
    # "Updated on (date)": the second word belongs to the first as long as no stamp stands between.
    joined = updated >= 0 and published - updated < 30 and not any(c.isdigit() for c in folded[updated:published])
    return "updated" if joined else "published"


@lru_cache(maxsize=512)
def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def resolve(written: Written, *, zone: str | None, anchor: datetime | None = None, origin: str,
            zone_from: str | None = None) -> Stamp | None:
    """Put what was written on the UTC line.

    Parameters
    ----------
    written : Written
        What a text states.
    zone : str or None
        IANA zone of the outlet's clock; without one a stamp that states no offset is read as UTC.
    anchor : datetime, optional
        Aware time from which relative times count, and which supplies the year or the day where the text has none:
        the last such day that is not after the anchor.
    origin : str
        Where the text stood.
    zone_from : str, optional
        Where ``zone`` is from; a stated offset makes it ``stamp``.

    Returns
    -------
    Stamp or None
        None where the text needs an anchor and there is none.

    Examples
    --------
    >>> resolve(read("12.02.2025 14:30"), zone="Europe/Kyiv", origin="visible").instant.isoformat()
    '2025-02-12T12:30:00+00:00'
    """
    clock = _zone(zone)
    tz: timezone | ZoneInfo = clock or UTC
    if written.offset is not None:
        tz = timezone(timedelta(minutes=written.offset))
    try:
        moment = _moment(written, tz, anchor)
        if moment is None:
            return None
        instant = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if written.offset is not None:
        beside = _zone_beside(written.offset, zone, clock, zone_from, instant)
        return Stamp(instant, written.precision, origin, beside, "stamp", written.offset)
    return Stamp(instant, written.precision, origin, zone if clock else None, zone_from if clock else None)


def _moment(written: Written, tz: timezone | ZoneInfo, anchor: datetime | None) -> datetime | None:
    if written.ago is not None:
        if anchor is None:
            return None
        then = anchor.astimezone(tz) - written.ago if written.ago.days else (anchor - written.ago).astimezone(tz)
        if written.hour is not None:
            return then.replace(hour=written.hour, minute=written.minute or 0, second=written.second or 0,
                                microsecond=0)
        if written.precision == "day":
            return then.replace(hour=0, minute=0, second=0, microsecond=0)
        if written.precision == "month":
            return then.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return then.replace(second=0, microsecond=0)
    time = (written.hour or 0, written.minute or 0, written.second or 0)
    if written.year is not None:
        return datetime(written.year, written.month or 1, written.day or 1, *time, tzinfo=tz)
    if anchor is None:
        return None
    now = anchor.astimezone(tz)
    if written.month is None:
        today = now.replace(hour=time[0], minute=time[1], second=time[2], microsecond=0)
        return today if today <= now + timedelta(minutes=15) else today - timedelta(days=1)
    for year in range(now.year + 1, now.year - 9, -1):
        if written.month == 2 and written.day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
            continue
        then = datetime(year, written.month, written.day or 1, *time, tzinfo=tz)
        if then <= now + timedelta(days=1):
            return then
    return None


_HALF_HOUR_ZONES: Final = {330: "Asia/Kolkata", 345: "Asia/Kathmandu", 390: "Asia/Yangon", 210: "Asia/Tehran",
                           270: "Asia/Kabul", -210: "America/St_Johns", 570: "Australia/Darwin"}


def _zone_beside(offset: int, zone: str | None, clock: ZoneInfo | None, zone_from: str | None, instant: datetime
                 ) -> str | None:
    """Zone of the outlet's clock where the stamp states an offset.

    A zone that is known stays. A guess goes where the offset belies it, since the stamp is the better witness; but an
    offset of 0 is what servers write, whatever the outlet's clock.
    """
    if clock is not None and (zone_from != "guess" or offset == 0):
        return zone
    if clock is not None and clock.utcoffset(instant.astimezone(clock)) == timedelta(minutes=offset):
        return zone
    if offset % 60 or offset == 0:
        return _HALF_HOUR_ZONES.get(offset)
    return f"Etc/GMT{-offset // 60:+d}"
