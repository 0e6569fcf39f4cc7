"""When an article was first published and last updated, as its page states it.

The rules, in order:

1. *Who is believed.* Linked data of the article, then ``meta`` elements, then microdata and RDFa, each first where it
   says "published" and then where it says "created"; then ``time`` elements and visible date lines near the headline;
   then ``meta`` elements of no common name and linked data of other objects; the date in the address comes last, with
   precision day. Where a page states an update only, its day is taken, and flagged.
2. *Day and time.* A date without a time, and midnight, which is how programs write such a date, take hour and minute
   from the next claim of the same day that has them, visible ones too. Without one the precision is day.
3. *Zone.* A stated offset holds. A stamp without one takes the offset that another claim with the same clock reading
   states; it is UTC where another claim states that very instant with its offset; else it takes the outlet's zone, or
   (where that is a guess or unknown) an offset that another stamp of the page states.
4. *Z for local time.* An offset of 0 is disbelieved where the outlet's clock differs and the page shows that very
   reading as its local time: another claim has it with an offset, a visible line has it while none shows the
   converted time, or the page was saved before that instant. It is believed after all where the page's source has
   the instant in Unix seconds or converted to local time, where it has a fraction of a second (a program's clock
   wrote it, and that knows UTC), on pages that a script draws: their servers print UTC until the script runs, and
   where the outlet's clock is guessed for a page in English, which is written in lands of many clocks.
5. *3/4/2025.* The order that another claim, the address or another date of the page agrees with; then that of the
   language and its region, then that of the outlet's part of the world. A visible day without a year, and "today",
   take the year or day of another claim or of the address.
6. *What a program got wrong.* Where a page is said to be created days after the time that it shows beside its headline,
   the page was made anew, and the time shown is believed. Where the metadata have 02:39 and the page shows 14:39 of the
   same day, a clock of twelve hours wrote them. A date inside a longer text gives way to a day in the address that is
   not its own.

Whatever was overruled is named in the flags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..records import Stamp
from .document import Document
from .stamp_tokens import Written
from .stamps import resolve
from .time_claims import CREATED, MODIFIED, PUBLISHED, RANK_MARKUP, RANK_META, RANK_OTHER_META, Claim, head_claims
from .time_days import day_of, fill_days, of_address, settle_order
from .time_lines import body_claims, marked_claims
from .time_offsets import Setting, distrust_utc, has_time, in_order, lend_offsets, shows_clock

_DAYS_AGREE: Final = timedelta(hours=26)
_CLOCKS_AGREE: Final = timedelta(minutes=15)
_HALF_A_DAY: Final = 12
_EXACT: Final = frozenset(("second", "minute"))


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
    setting = Setting(zone, zone_from, language, seen_at)
    claims = head_claims(doc, language)
    if not _suffices(doc, claims, setting):
        claims += [*marked_claims(doc, language), *body_claims(doc, language)]
    address = of_address(doc)
    if address is not None:
        claims = [*(c for c in claims if c.alone or not _is_far(c.written, address.written)), address]
    claims = fill_days(settle_order(doc, claims, language, zone), known=seen_at is not None)
    if (zone or "").startswith("Australia/"):
        claims = [_in_australia(c) for c in claims]
    claims = lend_offsets(claims, setting)
    times = Times()
    claims, doubted = distrust_utc(claims, doc.html, setting)
    if doubted:
        times.flags.append(f"{doubted} writes local time as UTC")
    times.published = _first_publication(claims, setting, times)
    times.modified = _last_update(claims, setting, times)
    _flag_contradictions(claims, setting, times)
    return times


def _in_australia(claim: Claim) -> Claim:
    """A claim whose EST and EDT mean the local time there, and not New York's."""
    american = claim.written.offset in (-300, -240)
    return replace(claim, written=replace(claim.written, offset=None)) if american else claim


def _is_far(written: Written, address: Written) -> bool:
    """Whether a date is more than days from the one in the address."""
    here, there = (w.year * 372 + w.month * 31 + (w.day or 15) if w.year and w.month else None
                   for w in (written, address))
    return here is not None and there is not None and abs(here - there) > (3 if address.day else 46)


def _suffices(doc: Document, claims: list[Claim], setting: Setting) -> bool:
    """Whether the body need not be searched: the best claim has a time of day, and its offset is beyond doubt."""
    best = next(iter(in_order(claims)), None)
    if best is None or best.rank >= RANK_MARKUP or best.role == MODIFIED or not has_time(best.written):
        return False
    if best.role == CREATED and best.origin == "meta":
        return False  # of the file, perhaps
    written = best.written
    hour = written.hour or 0
    if 0 < hour < _HALF_A_DAY and shows_clock(doc.html, replace(written, hour=hour + _HALF_A_DAY), setting.language):
        return False  # a clock of twelve hours, perhaps
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
    return not shows_clock(doc.html, written, setting.language)


# ---- the two stamps
def _first_publication(claims: list[Claim], setting: Setting, times: Times) -> Stamp | None:
    ordered = [(c, s) for c in in_order(claims) if (s := setting.stamp(c)) is not None]
    if not ordered:
        return None
    best, stamp = ordered[0]
    if best.role == MODIFIED:
        return _from_update(ordered, setting, times)
    if best.origin == "url":
        return stamp
    if best.role == CREATED and best.origin == "meta" and (shown := _shown_before(stamp, ordered)) is not None:
        times.flags.append(f"created {stamp.instant:%Y-%m-%d %H:%M} UTC, after the date that the page shows")
        best, stamp = shown
    if has_time(best.written):
        return _of_the_afternoon(best, stamp, ordered, times) or stamp
    for other, found in ordered[1:]:
        if other.role != MODIFIED and has_time(other.written) and _same_day(best, found, setting) \
                and other.rank <= RANK_OTHER_META:
            return found
    return _as_day(best, stamp, setting)


def _of_the_afternoon(best: Claim, stamp: Stamp, ordered: list[tuple[Claim, Stamp]], times: Times) -> Stamp | None:
    """The time shown beside the headline, where the best claim has it with the hour of a clock of twelve hours.

    Programs that write "02:39" for 14:39 are not rare; the same minute twelve hours on is no chance.
    """
    written = best.written
    if written.hour is None or not 0 < written.hour < _HALF_A_DAY:
        return None
    later = replace(written, hour=written.hour + _HALF_A_DAY)
    shown = [(c, s) for c, s in ordered if c.origin in ("visible", "time-tag") and c.role == PUBLISHED
             and c.written.minute == written.minute and day_of(c.written) == day_of(written)]
    if any(c.written.hour == written.hour for c, _ in shown):
        return None
    for claim, found in shown:
        if claim.written.hour == later.hour and abs(found.instant - stamp.instant) > _CLOCKS_AGREE:
            times.flags.append(f"{best.origin} has the hour {written.hour:02}, the page shows {later.hour:02}")
            return found
    return None


def _shown_before(created: Stamp, ordered: list[tuple[Claim, Stamp]]) -> tuple[Claim, Stamp] | None:
    """The time shown beside the headline that is days before an article's page was created: it was made anew."""
    return next(((c, s) for c, s in ordered if c.role == PUBLISHED and c.alone and c.origin in ("visible", "time-tag")
                 and c.written.year is not None and has_time(c.written)
                 and created.instant - s.instant > 2 * _DAYS_AGREE), None)


def _from_update(ordered: list[tuple[Claim, Stamp]], setting: Setting, times: Times) -> Stamp:
    """Day of the last update, where the page states nothing else."""
    claim, stamp = ordered[0]
    times.flags.append("only an update is stated; its day stands for the publication")
    return _as_day(claim, stamp, setting)


def _as_day(claim: Claim, stamp: Stamp, setting: Setting) -> Stamp:
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


def _same_day(best: Claim, found: Stamp, setting: Setting) -> bool:
    """Whether a full stamp falls on the day that a claim states, in the outlet's clock or in that of programs."""
    day = day_of(best.written)
    if best.rank <= RANK_META and best.written.offset is None and found.instant.date() == day:
        return True  # a program wrote the day in UTC
    offset = setting.local_offset(found.instant)
    if offset is None:
        offset = found.offset if found.offset is not None else best.written.offset or 0
    return (found.instant + timedelta(minutes=offset)).date() == day


def _last_update(claims: list[Claim], setting: Setting, times: Times) -> Stamp | None:
    for claim in sorted((c for c in claims if c.role == MODIFIED), key=lambda c: (not has_time(c.written), c.rank)):
        stamp = setting.stamp(claim)
        if stamp is not None:
            return stamp if has_time(claim.written) else _as_day(claim, stamp, setting)
    return None


def _flag_contradictions(claims: list[Claim], setting: Setting, times: Times) -> None:
    first, last = times.published, times.modified
    if first is None:
        return
    if last is not None and _ends(last) < first.instant:
        times.flags.append(f"updated {last.instant:%Y-%m-%d %H:%M} UTC, before the publication")
    if setting.seen_at is not None and first.instant > setting.seen_at + timedelta(minutes=5):
        times.flags.append("published after the page was saved")
    for other, stamp in _others(claims, setting):
        exact = stamp.precision in _EXACT and first.precision in _EXACT
        if abs(stamp.instant - first.instant) > (_CLOCKS_AGREE if exact else _DAYS_AGREE):
            times.flags.append(f"{other.origin} states {stamp.instant:%Y-%m-%d %H:%M} UTC, {first.origin} is believed")
            break


def _ends(stamp: Stamp) -> datetime:
    try:
        return stamp.instant + timedelta(days={"day": 1, "month": 31}.get(stamp.precision, 0), minutes=1)
    except OverflowError:
        return stamp.instant


def _others(claims: list[Claim], setting: Setting) -> Iterator[tuple[Claim, Stamp]]:
    """Claims that say "published" and are about the article for sure."""
    for claim in claims:
        if claim.role == PUBLISHED and claim.rank <= RANK_MARKUP:
            stamp = setting.stamp(claim)
            if stamp is not None:
                yield claim, stamp
