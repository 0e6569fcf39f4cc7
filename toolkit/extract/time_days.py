"""Which day a page means: the one in its address, and the order of 3/4/2025."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from .document import Document
from .stamp_tokens import Written
from .stamps import read, reads_day_first
from .time_claims import PUBLISHED, RANK_URL, Claim

_URL_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)([01]?\d|[a-z]{3})\2([0-3]?\d)(?!\d)", re.ASCII)
_URL_PARTED: Final = re.compile(r"/((?:19|20)\d\d)/[a-z._-]+/([01]\d)/([0-3]\d)/", re.ASCII)
"""A section between the year and the month."""
_URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/([01]\d)/", re.ASCII)
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:20)?\d\d(?![\d/])", re.ASCII)


def of_address(doc: Document) -> Claim | None:
    """The day in the page's address."""
    for url in (doc.url, doc.canonical_link, doc.meta("og:url")):
        path = _path(url)
        parted = _URL_PARTED.search(path)
        for year, parting, month, day in [*(m.groups() for m in _URL_DAY.finditer(path)),
                                          *([(parted[1], "/", parted[2], parted[3])] if parted else [])]:
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


def settle_order(doc: Document, claims: list[Claim], language: str | None, zone: str | None) -> list[Claim]:
    """Claims with the day and month of 3/4/2025 in the order that the evidence supports."""
    if not any(c.written.ambiguous for c in claims):
        return claims
    sure = {day_of(c.written) for c in claims if not c.written.ambiguous} - {None}
    day_first = _day_first_on_page(doc, language, zone)
    assumed = reads_day_first(language)
    return [_settled(c, sure, day_first, assumed) if c.written.ambiguous else c for c in claims]


def _day_first_on_page(doc: Document, language: str | None, zone: str | None) -> bool | None:
    firsts = seconds = 0
    for match in _SLASHED.finditer(doc.html[:500_000]):
        first, second = int(match[1]), int(match[2])
        firsts += first > 12 >= second
        seconds += second > 12 >= first
    if firsts != seconds:
        return firsts > seconds
    tag = (language or "").replace("_", "-").lower().split("-")
    region = next((part for part in tag[1:] if len(part) == 2), None)
    if tag[0] == "en" and region is not None:
        return region not in ("us", "ph")
    if zone is not None and tag[0] in ("en", ""):
        return not zone.startswith(("America/", "US/", "Pacific/Honolulu"))
    return None


def _settled(claim: Claim, sure: set[date | None], day_first: bool | None, assumed: bool) -> Claim:
    written = claim.written
    turned = replace(written, month=written.day, day=written.month)
    if day_of(written) in sure:
        return replace(claim, written=replace(written, ambiguous=False))
    if day_of(turned) in sure:
        return replace(claim, written=replace(turned, ambiguous=False))
    return claim if day_first in (None, assumed) else replace(claim, written=turned)


def fill_days(claims: list[Claim], *, known: bool) -> list[Claim]:
    """Claims with the year, or the day of a "today", that another claim states; ``known``: the time of saving is."""
    days = [day for c in claims if c.written.ago is None and (day := day_of(c.written)) is not None]
    if not days or all(c.written.year is not None for c in claims):
        return claims
    return [replace(c, written=_filled(c.written, days, known)) for c in claims]


def _filled(written: Written, days: list[date], known: bool) -> Written:
    if written.year is None and written.month is not None:
        same = next((day for day in days if (day.month, day.day) == (written.month, written.day)), None)
        return replace(written, year=same.year) if same else written
    if not known and written.ago == timedelta(0) and written.hour is not None:
        return replace(written, ago=None, year=days[0].year, month=days[0].month, day=days[0].day)
    return written


def day_of(written: Written) -> date | None:
    """Calendar day that a stamp states, if it states a full one."""
    if written.year is None or written.month is None or written.day is None:
        return None
    try:
        return date(written.year, written.month, written.day)
    except ValueError:
        return None
