"""Which offset a stamp has: lent to stamps that state none, and doubted where UTC is written for local time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..records import Stamp
from .calendar_words import base_language
from .stamp_tokens import Written
from .stamps import resolve
from .time_claims import MODIFIED, PUBLISHED, RANK_MARKUP, RANK_OTHER_META, Claim

# Marks between hour and minute, and languages that never write hours as 2 pm: both only save searches.
_ON_24_HOURS: Final = frozenset((
    "uk", "ru", "be", "pl", "de", "fr", "it", "nl", "sv", "no", "da", "fi", "cs", "sk", "sl", "hr", "sr", "bg", "lt",
    "lv", "et", "hu", "is", "ro", "pt", "tr", "lb",
))  # fmt: skip
_MARKS: Final = {"fr": ":h", "pt": ":h", "ca": ":h"} | dict.fromkeys((
    "uk", "ru", "be", "pl", "nl", "bg", "mk", "sr", "lt", "hu", "ro", "el", "tr", "ar", "he", "zh", "ja", "ko", "vi",
    "hy", "ka", "fa", "es",
), ":")  # fmt: skip
_DRAWN_BY_SCRIPT: Final = re.compile(
    r"data-reactid|data-reactroot|__NEXT_DATA__|self\.__next_f|__NUXT|ng-version=|data-sveltekit|__INITIAL_STATE__"
    r"|__PRELOADED_STATE__|__APOLLO_STATE__|<astro-island|data-server-rendered|___gatsby|__remixContext|data-v-app")


_MOST_READINGS: Final = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before the page is asked."""

    zone: str | None
    zone_from: str | None
    language: str | None
    seen_at: datetime | None
    _stamps: dict[int, tuple[Claim, Stamp | None]] = field(default_factory=dict, compare=False, repr=False)

    def stamp(self, claim: Claim) -> Stamp | None:
        """What a claim comes to; several rules ask for the same."""
        known = self._stamps.get(id(claim))
        if known is None:  # the claim is kept beside its stamp, so that no other can take its id
            known = self._stamps[id(claim)] = claim, resolve(
                claim.written, zone=self.zone, anchor=self.seen_at, origin=claim.origin, zone_from=self.zone_from)
        return known[1]

    def is_loose_guess(self) -> bool:
        """Whether the zone is a guess among several: English pages are written everywhere, in lands of many clocks."""
        return self.zone_from == "guess" and base_language(self.language) in ("en", None)

    def local_offset(self, instant: datetime) -> int | None:
        """Offset of the outlet's clock at an instant, in minutes."""
        if self.zone is None:
            return None
        try:
            offset = instant.astimezone(ZoneInfo(self.zone)).utcoffset()
        except (KeyError, ValueError, OSError, OverflowError):
            return None
        return None if offset is None else int(offset.total_seconds() // 60)


def has_time(written: Written) -> bool:
    """Whether a stamp has a time of day that is one: midnight to the second is a date that a program wrote out."""
    if written.ago is not None:
        return written.precision in ("minute", "hour")
    return written.hour is not None and not (written.hour == 0 and not written.minute and not written.second)


def in_order(claims: list[Claim]) -> list[Claim]:
    """Claims about the publication in the order of belief (rule 1), those about the update last."""
    def key(claim: Claim) -> tuple[int, int]:
        if claim.role == MODIFIED:
            return 3, claim.rank
        if claim.rank <= RANK_MARKUP:
            return 0 if claim.role == PUBLISHED else 1, claim.rank
        return 2, claim.rank

    return sorted((c for c in claims), key=key)


def shows_clock(html: str, written: Written, language: str | None) -> bool:
    """Whether the page's source has this clock reading elsewhere than inside an ISO stamp: a cheap first look."""
    hour = written.hour or 0
    base = base_language(language)
    twelve = base not in _ON_24_HOURS and not 0 < hour <= 12
    hours = (str(hour), str(hour % 12 or 12)) if twelve else (str(hour),)
    marks = _MARKS.get(base or "", ":.")
    minute = f"{written.minute or 0:02}"  # without hour and mark: then one pass over the long page does for all
    at, left = html.find(minute, max(0, html.find("<body"))), _MOST_READINGS
    while at > 0 and left:
        if html[at - 1] in marks:
            left -= 1
            if any(_is_reading(html, at - 1 - len(shown), at + 2, shown) for shown in hours) and not (
                    hour > 12 and twelve and html[at + 2:at + 4].lstrip()[:1] in ("a", "A")):
                return True
        at = html.find(minute, at + 2)
    return False


def _is_reading(html: str, start: int, end: int, hour: str) -> bool:
    """Whether a reading from ``start`` to ``end`` shows the hour, and is no part of an ISO stamp or a number."""
    if start < 0 or not html.startswith(hour, start):
        return False
    behind, before = html[end:end + 2], html[max(0, start - 2):start].lstrip("0")[-1:]
    return not before.isdigit() and before not in ("T", ":", ".", "-") and not (
        behind[:1].isdigit() or (behind[:1] in (":", ".") and behind[1:].isdigit()))


def _clock(written: Written) -> tuple[int | None, ...]:
    return written.year, written.month, written.day, written.hour, written.minute


def lend_offsets(claims: list[Claim], setting: Setting) -> list[Claim]:
    """Claims without an offset, with the one that the page states elsewhere (rule 3)."""
    by_clock: dict[tuple[int | None, ...], int] = {}
    stated = []
    for claim in claims:
        if claim.written.offset is not None and claim.written.hour is not None:
            by_clock.setdefault(_clock(claim.written), claim.written.offset)
            if claim.written.offset:
                stated.append(claim.written.offset)
    in_utc = {_reading(s.instant) for c in claims if c.written.offset and (s := setting.stamp(c)) is not None}
    doubtful = setting.zone is None or setting.zone_from == "guess"
    common = stated[0] if doubtful and stated and len(set(stated)) == 1 else None
    out = []
    for claim in claims:
        written = claim.written
        if written.offset is None and written.hour is not None and written.year is not None:
            offset = by_clock.get(_clock(written))
            # A visible line with the reading of a UTC stamp is evidence against that stamp (rule 4), not of UTC.
            if offset == 0 and claim.rank > RANK_MARKUP:
                offset = None
            if offset is None and _clock(written) in in_utc:
                offset = 0
            elif offset is None and _is_other_than_guess(claim, common, setting):
                offset = common
            if offset is not None:
                claim = replace(claim, written=replace(written, offset=offset))
        out.append(claim)
    return out


def _is_other_than_guess(claim: Claim, offset: int | None, setting: Setting) -> bool:
    """Whether a stated offset contradicts the guessed zone in every season; summer and winter differ by an hour."""
    if offset is None or setting.zone is None:
        return offset is not None
    stamp = setting.stamp(claim)
    local = setting.local_offset(stamp.instant) if stamp else None
    return local is None or abs(local - offset) > 60


def distrust_utc(claims: list[Claim], html: str, setting: Setting) -> tuple[list[Claim], str | None]:
    """Claims whose offset of 0 is local time in truth, read as local time (rule 4), and the origin of the first."""
    suspect = next((c for c in in_order(claims) if c.role != MODIFIED and _is_local(c, claims, html, setting)), None)
    if suspect is None:
        return claims, None
    offset = _offset_beside(suspect, claims)
    return [replace(c, written=replace(c.written, offset=offset)) if c.written.offset == 0 and not c.clocked
            and c.written.hour is not None and c.rank <= RANK_OTHER_META else c for c in claims], suspect.origin


def _is_local(claim: Claim, claims: list[Claim], html: str, setting: Setting) -> bool:
    """Whether a claim of offset 0 is the outlet's local time."""
    written = claim.written
    if written.offset != 0 or not has_time(written) or any(
            c.clocked and c.written.offset == 0 and c.role != MODIFIED for c in claims):
        return False
    stamp = setting.stamp(claim)
    local = setting.local_offset(stamp.instant) if stamp else None
    if stamp is None or not local:
        return False
    wall = stamp.instant + timedelta(minutes=local)
    if _offset_beside(claim, claims) is None and not _seen_locally(stamp.instant, wall, local, claims, html, setting):
        return False
    # The source is searched last, since that takes longest.
    return not (_has_instant(html, stamp.instant) or f"{wall:%Y-%m-%dT%H:%M}" in html
                or f"{wall:%Y-%m-%d %H:%M}" in html)


def _seen_locally(instant: datetime, wall: datetime, local: int, claims: list[Claim], html: str, setting: Setting
                  ) -> bool:
    """Whether the visible lines, or the time when the page was saved, say that a reading is local time."""
    if setting.is_loose_guess() or any(_at(c, instant, setting) for c in claims if c.written.offset):
        return False
    shown = {_clock(c.written) for c in claims if c.origin == "visible" and c.written.offset is None}
    if _reading(wall) in shown:
        return False
    if _reading(instant) in shown and not _DRAWN_BY_SCRIPT.search(html):
        return True
    return setting.seen_at is not None and setting.seen_at < instant <= setting.seen_at + timedelta(minutes=local)


def _reading(moment: datetime) -> tuple[int | None, ...]:
    return moment.year, moment.month, moment.day, moment.hour, moment.minute


def _has_instant(html: str, instant: datetime) -> bool:
    """Whether the page's source has an instant in Unix seconds (or milliseconds, which begin with them)."""
    return str(int(instant.timestamp())) in html


def _at(claim: Claim, instant: datetime, setting: Setting) -> bool:
    stamp = setting.stamp(claim)
    return stamp is not None and abs(stamp.instant - instant) < timedelta(minutes=1)


def _offset_beside(claim: Claim, claims: list[Claim]) -> int | None:
    """Offset other than 0 that another claim states for the same clock reading."""
    for other in claims:
        if other.written.offset and _clock(other.written) == _clock(claim.written):
            return other.written.offset
    return None
