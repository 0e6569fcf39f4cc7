"""When an article was first published and last updated, as its page states it.

The rules, in order:

1. *Who is believed.* Linked data of the article, then ``meta`` elements, then microdata and RDFa, each first where it
   says "published" and then where it says "created"; then ``time`` elements and visible date lines near the headline;
   then ``meta`` elements of no common name and linked data of other objects; the date in the address comes last, with
   precision day. Where a page states an update only, its day is taken, and flagged.
2. *Day and time.* A date without a time, and midnight, which is how programs write such a date, take hour and minute
   from the next claim of the same day that has them, visible ones too. Without one the precision is day.
3. *Zone.* A stated offset holds. A stamp without one takes the offset that another claim with the same clock reading
   states, then the outlet's zone, then (where that is a guess or unknown) an offset that another stamp of the page
   states.
4. *Z for local time.* An offset of 0 is disbelieved where the outlet's clock differs and the page shows that very
   reading as its local time: another claim has it with the outlet's offset, a visible line has it while none shows
   the converted time, or the page was saved before that instant. A fraction of a second comes from a program's
   clock, which knows UTC, so such a stamp is always believed.
5. *3/4/2025.* The order that another claim, the address or another date of the page agrees with; then that of the
   language and its region, then that of the outlet's part of the world.

Whatever was overruled is named in the flags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..records import Stamp
from .document import Document
from .stamp_tokens import Written
from .stamps import read, reads_day_first, resolve
from .time_claims import MODIFIED, PUBLISHED, RANK_MARKUP, RANK_OTHER_META, RANK_URL, Claim, head_claims
from .time_lines import body_claims, marked_claims

_URL_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)([01]?\d|[a-z]{3})\2([0-3]?\d)(?!\d)", re.ASCII)
_URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/([01]\d)/", re.ASCII)
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:20)?\d\d(?![\d/])", re.ASCII)
_AGREEMENT: Final = timedelta(hours=26)


@dataclass(slots=True)
class Times:
    """Publication and last update of an article.

    Attributes
    ----------
    published, modified : Stamp or None
    flags : list of str
        Contradictions and what was done about them.
    """

    published: Stamp | None = None
    modified: Stamp | None = None
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known before the page is asked."""

    zone: str | None
    zone_from: str | None
    language: str | None
    seen_at: datetime | None

    def stamp(self, claim: Claim) -> Stamp | None:
        return resolve(claim.written, zone=self.zone, anchor=self.seen_at, origin=claim.origin,
                       zone_from=self.zone_from)

    def local_offset(self, instant: datetime) -> int | None:
        """Offset of the outlet's clock at an instant, in minutes."""
        if self.zone is None:
            return None
        try:
            offset = instant.astimezone(ZoneInfo(self.zone)).utcoffset()
        except (KeyError, ValueError, OSError, OverflowError):
            return None
        return None if offset is None else int(offset.total_seconds() // 60)


def published(doc: Document, *, zone: str | None, zone_from: str | None, language: str | None,
              seen_at: datetime | None) -> Times:
    """Find when an article was published and last updated.

    Parameters
    ----------
    doc : Document
        The parsed page.
    zone, zone_from : str or None
        IANA zone of the outlet's clock, and where it is known from (``outlet``, ``user``, ``guess``).
    language : str or None
        BCP-47 language of the page; its region helps to read 3/4/2025.
    seen_at : datetime or None
        Aware time when the page was saved; relative times count from it.

    Returns
    -------
    Times
        The two stamps, None where the page does not state them, and the contradictions.

    Examples
    --------
    >>> page = Document('<meta property="article:published_time" content="2025-02-12T14:30+02:00">')
    >>> published(page, zone=None, zone_from=None, language=None, seen_at=None).published.instant.isoformat()
    '2025-02-12T12:30:00+00:00'
    """
    setting = _Setting(zone, zone_from, language, seen_at)
    claims = head_claims(doc)
    walked = not _suffices(doc, claims, setting)
    if walked:
        claims += [*marked_claims(doc, language), *body_claims(doc, language)]
    address = _of_address(doc)
    if address is not None:
        claims.append(address)
    claims = _settle_order(doc, claims, setting)
    claims = _lend_offsets(claims, setting)
    times = Times()
    claims = _distrust_utc(claims, setting, times)
    chosen = _first_publication(claims, setting, times)
    times.published = chosen
    times.modified = _last_update(claims, setting, times)
    _flag_contradictions(claims, setting, times)
    return times


# ---- whether the head is enough
def _suffices(doc: Document, claims: list[Claim], setting: _Setting) -> bool:
    """Whether the body need not be searched: the best claim has a time of day, and its offset is beyond doubt."""
    best = next(iter(_in_order(claims)), None)
    if best is None or best.rank >= RANK_MARKUP or best.role == MODIFIED or not _has_time(best.written):
        return False
    written = best.written
    if written.offset is None:
        return setting.zone is not None and setting.zone_from != "guess"
    if written.offset != 0 or best.clocked:
        return True
    stamp = setting.stamp(best)
    local = setting.local_offset(stamp.instant) if stamp else None
    if stamp is None or not local:
        return True
    if setting.seen_at is not None and stamp.instant > setting.seen_at:
        return False
    return not _shows_clock(doc.html, written)


def _shows_clock(html: str, written: Written) -> bool:
    """Whether the page's source has this clock reading elsewhere than inside an ISO stamp: a cheap first look."""
    hour, minute = written.hour or 0, written.minute or 0
    for shown in {hour, hour % 12 or 12}:
        for mark in (":", ".", "h"):
            needle = f"{shown}{mark}{minute:02}"
            at = html.find(needle)
            for _ in range(40):
                if at < 0:
                    break
                behind = html[at + len(needle) : at + len(needle) + 2]
                before = html[max(0, at - 2) : at].lstrip("0")[-1:]
                if not before.isdigit() and before not in ("T", ":", ".", "-") and not (
                        behind[:1].isdigit() or (behind[:1] in (":", ".") and behind[1:].isdigit())):
                    return True
                at = html.find(needle, at + 1)
    return False


def _has_time(written: Written) -> bool:
    """Whether a stamp has a time of day that is one: midnight to the second is a date that a program wrote out."""
    if written.ago is not None:
        return written.precision in ("minute", "hour")
    return written.hour is not None and not (written.hour == 0 and not written.minute and not written.second)


# ---- order of belief
def _in_order(claims: list[Claim]) -> list[Claim]:
    def key(claim: Claim) -> tuple[int, int]:
        if claim.role == MODIFIED:
            return 3, claim.rank
        if claim.rank <= RANK_MARKUP:
            return 0 if claim.role == PUBLISHED else 1, claim.rank
        return 2, claim.rank

    return sorted((c for c in claims), key=key)


def _of_address(doc: Document) -> Claim | None:
    """The day in the page's address."""
    for url in (doc.url, doc.link("canonical"), doc.meta("og:url")):
        path = _path(url)
        for match in _URL_DAY.finditer(path):
            year, parting, month, day = match.groups()
            if not parting and len(month + day) != 4:
                continue
            written = read(f"{year}-{month}-{day}") if month.isdigit() else read(f"{day} {month} {year}", language="en")
            if written is not None and 1990 < (written.year or 0) < 2100:
                return Claim(PUBLISHED, replace(written, precision="day"), "url", RANK_URL)
        monthly = _URL_MONTH.search(path)
        if monthly is not None and 1 <= int(monthly[2]) <= 12:
            return Claim(PUBLISHED, Written(int(monthly[1]), int(monthly[2]), precision="month"), "url", RANK_URL)
    return None


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path.lower()[:500]
    except ValueError:
        return ""


# ---- day and month
def _settle_order(doc: Document, claims: list[Claim], setting: _Setting) -> list[Claim]:
    """Claims with the day and month of 3/4/2025 in the order that the evidence supports."""
    if not any(c.written.ambiguous for c in claims):
        return claims
    sure = {_day_of(c.written) for c in claims if not c.written.ambiguous} - {None}
    day_first = _day_first_on_page(doc, setting)
    assumed = reads_day_first(setting.language)
    return [_settled(c, sure, day_first, assumed) if c.written.ambiguous else c for c in claims]


def _day_first_on_page(doc: Document, setting: _Setting) -> bool | None:
    firsts = seconds = 0
    for match in _SLASHED.finditer(doc.html[:500_000]):
        first, second = int(match[1]), int(match[2])
        firsts += first > 12 >= second
        seconds += second > 12 >= first
    if firsts != seconds:
        return firsts > seconds
    tag = (setting.language or "").replace("_", "-").lower().split("-")
    region = next((part for part in tag[1:] if len(part) == 2), None)
    if tag[0] == "en" and region is not None:
        return region not in ("us", "ph")
    if setting.zone is not None and tag[0] in ("en", ""):
        return not setting.zone.startswith(("America/", "US/", "Pacific/Honolulu"))
    return None


def _settled(claim: Claim, sure: set[date | None], day_first: bool | None, assumed: bool) -> Claim:
    written = claim.written
    turned = replace(written, month=written.day, day=written.month)
    if _day_of(written) in sure:
        return replace(claim, written=replace(written, ambiguous=False))
    if _day_of(turned) in sure:
        return replace(claim, written=replace(turned, ambiguous=False))
    return claim if day_first in (None, assumed) else replace(claim, written=turned)


def _day_of(written: Written) -> date | None:
    if written.year is None or written.month is None or written.day is None:
        return None
    try:
        return date(written.year, written.month, written.day)
    except ValueError:
        return None


# ---- offsets
def _clock(written: Written) -> tuple[int | None, ...]:
    return written.year, written.month, written.day, written.hour, written.minute


def _lend_offsets(claims: list[Claim], setting: _Setting) -> list[Claim]:
    """Claims without an offset, with the one that the page states elsewhere (rule 3)."""
    by_clock: dict[tuple[int | None, ...], int] = {}
    stated = []
    for claim in claims:
        if claim.written.offset is not None and claim.written.hour is not None:
            by_clock.setdefault(_clock(claim.written), claim.written.offset)
            if claim.written.offset:
                stated.append(claim.written.offset)
    doubtful = setting.zone is None or setting.zone_from == "guess"
    common = stated[0] if doubtful and stated and len(set(stated)) == 1 else None
    out = []
    for claim in claims:
        written = claim.written
        if written.offset is None and written.hour is not None and written.year is not None:
            offset = by_clock.get(_clock(written)) or (common if _is_other_than_guess(claim, common, setting) else None)
            if offset:
                claim = replace(claim, written=replace(written, offset=offset))
        out.append(claim)
    return out


def _is_other_than_guess(claim: Claim, offset: int | None, setting: _Setting) -> bool:
    """Whether a stated offset contradicts the guessed zone in every season; summer and winter differ by an hour."""
    if offset is None or setting.zone is None:
        return offset is not None
    stamp = setting.stamp(claim)
    local = setting.local_offset(stamp.instant) if stamp else None
    return local is None or abs(local - offset) > 60


def _distrust_utc(claims: list[Claim], setting: _Setting, times: Times) -> list[Claim]:
    """Claims whose offset of 0 is local time in truth, read as local time (rule 4)."""
    suspects = {_clock(c.written) for c in claims if _is_suspect(c, claims, setting)}
    if not suspects:
        return claims
    first = next(c for c in _in_order(claims) if _clock(c.written) in suspects and c.written.offset == 0)
    offset = _offset_beside(first, claims)
    times.flags.append(f"{first.origin} writes local time as UTC")
    return [replace(c, written=replace(c.written, offset=offset)) if c.written.offset == 0 and not c.clocked
            and c.written.hour is not None and c.rank <= RANK_OTHER_META else c for c in claims]


def _is_suspect(claim: Claim, claims: list[Claim], setting: _Setting) -> bool:
    written = claim.written
    if written.offset != 0 or claim.clocked or not _has_time(written) or claim.role == MODIFIED:
        return False
    stamp = setting.stamp(claim)
    local = setting.local_offset(stamp.instant) if stamp else None
    if stamp is None or not local or any(c.clocked and c.written.offset == 0 and c.role != MODIFIED for c in claims):
        return False
    if _offset_beside(claim, claims) is not None:
        return True
    instants = (setting.stamp(c) for c in claims if c.written.offset and c.written.offset != 0)
    if any(other is not None and abs(other.instant - stamp.instant) < timedelta(minutes=1) for other in instants):
        return False
    if setting.zone_from == "guess":
        return False
    shown = [c for c in claims if c.origin == "visible" and c.written.hour is not None and c.written.offset is None]
    as_written = any(_clock(c.written) == _clock(written) for c in shown)
    wall = stamp.instant + timedelta(minutes=local)
    converted = any(_clock(c.written) == (wall.year, wall.month, wall.day, wall.hour, wall.minute) for c in shown)
    if as_written and not converted:
        return True
    return setting.seen_at is not None and not converted and local > 0 and (
        setting.seen_at < stamp.instant <= setting.seen_at + timedelta(minutes=local))


def _offset_beside(claim: Claim, claims: list[Claim]) -> int | None:
    """Offset other than 0 that another claim states for the same clock reading."""
    for other in claims:
        if other.written.offset and _clock(other.written) == _clock(claim.written):
            return other.written.offset
    return None


# ---- the two stamps
def _first_publication(claims: list[Claim], setting: _Setting, times: Times) -> Stamp | None:
    ordered = [(c, s) for c in _in_order(claims) if (s := setting.stamp(c)) is not None]
    if not ordered:
        return None
    best, stamp = ordered[0]
    if best.role == MODIFIED:
        return _from_update(ordered, setting, times)
    if best.origin == "url":
        return stamp
    if _has_time(best.written):
        return stamp
    for other, found in ordered[1:]:
        if other.role != MODIFIED and _has_time(other.written) and _same_day(best, found, setting) \
                and other.rank <= RANK_OTHER_META:
            return found
    return _as_day(best, stamp, setting)


def _from_update(ordered: list[tuple[Claim, Stamp]], setting: _Setting, times: Times) -> Stamp:
    """Day of the last update, where the page states nothing else."""
    claim, stamp = ordered[0]
    times.flags.append("only an update is stated; its day stands for the publication")
    return _as_day(claim, stamp, setting)


def _as_day(claim: Claim, stamp: Stamp, setting: _Setting) -> Stamp:
    """Start of the stated day in the outlet's zone."""
    if stamp.precision == "month":
        return stamp
    written = claim.written
    if written.year is None:
        zone = ZoneInfo(setting.zone) if stamp.zone is not None and setting.zone else UTC
        local = stamp.instant.astimezone(zone)
        written = Written(local.year, local.month, local.day)
    offset = written.offset if setting.zone is None or setting.zone_from == "guess" else None
    bare = replace(written, hour=None, minute=None, second=None, offset=offset, precision="day")
    return resolve(bare, zone=setting.zone, origin=claim.origin, zone_from=setting.zone_from) or stamp


def _same_day(best: Claim, found: Stamp, setting: _Setting) -> bool:
    """Whether a full stamp falls on the day that a claim states, in the outlet's clock."""
    day = _day_of(best.written)
    offset = setting.local_offset(found.instant)
    if offset is None:
        offset = best.written.offset or 0
    return (found.instant + timedelta(minutes=offset)).date() == day


def _last_update(claims: list[Claim], setting: _Setting, times: Times) -> Stamp | None:
    for claim in sorted((c for c in claims if c.role == MODIFIED), key=lambda c: (not _has_time(c.written), c.rank)):
        stamp = setting.stamp(claim)
        if stamp is not None:
            return stamp if _has_time(claim.written) else _as_day(claim, stamp, setting)
    return None


def _flag_contradictions(claims: list[Claim], setting: _Setting, times: Times) -> None:
    first, last = times.published, times.modified
    if first is None:
        return
    if last is not None and _ends(last) < first.instant:
        times.flags.append(f"updated {last.instant:%Y-%m-%d %H:%M} UTC, before the publication")
    if setting.seen_at is not None and first.instant > setting.seen_at + timedelta(minutes=5):
        times.flags.append("published after the page was saved")
    for other, stamp in _others(claims, setting):
        if abs(stamp.instant - first.instant) > _AGREEMENT:
            times.flags.append(f"{other.origin} states {stamp.instant:%Y-%m-%d}, {first.origin} is believed")
            break


def _ends(stamp: Stamp) -> datetime:
    try:
        return stamp.instant + timedelta(days={"day": 1, "month": 31}.get(stamp.precision, 0), minutes=1)
    except OverflowError:
        return stamp.instant


def _others(claims: list[Claim], setting: _Setting) -> Iterator[tuple[Claim, Stamp]]:
    """Claims that say "published" and are about the article for sure."""
    for claim in claims:
        if claim.role == PUBLISHED and claim.rank <= RANK_MARKUP:
            stamp = setting.stamp(claim)
            if stamp is not None:
                yield claim, stamp
