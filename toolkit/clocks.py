"""One clock per outlet: guesses are settled by what the outlet's own stamps say.

Of an outlet that no table knows, the clock is guessed page by page, from domain and language. Across a load there is
more to go by: stamps that state their offset. The first zone that has these offsets at these moments is the outlet's
clock, tried in this order: the zones guessed on its pages, the most frequent first, then, from three stamps on or
where there is no guess, a list of zones that stands for the offsets in use. Without such stamps the most frequent
guess counts for all of the outlet. Offsets of zero are no evidence, since many a system writes UTC whatever the clock
on its wall.

Times that were read in another zone than the settled one are read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from toolkit.records import Article, NewsItem, Page

AGREEING: Final = 0.9
"""Share of an outlet's stated offsets that a zone must have; a few stamps of agencies and visitors may differ."""

OVERTURNING: Final = 3
"""Stamps that it takes to overturn a guess: fewer may be one faulty server setting."""

STANDING_FOR: Final = (
    "Europe/London", "Europe/Berlin", "Europe/Kyiv", "Europe/Moscow", "Europe/Istanbul", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix", "America/Halifax",
    "America/St_Johns", "America/Sao_Paulo", "America/Bogota", "America/Caracas", "America/Mexico_City",
    "Africa/Johannesburg", "Africa/Lagos", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran", "Asia/Dubai",
    "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney", "Australia/Brisbane",
    "Pacific/Auckland", "Pacific/Honolulu",
)
"""Zones that stand for a clock; others may keep the same one, so the name is a guess even where the offset is not."""


def settle_clocks(pages: Iterable[Page]) -> None:
    """Give all articles and headlines of an outlet of unknown clock the same one, in place.

    Parameters
    ----------
    pages : iterable of Page
        Those of the whole load. What has its zone from the user or from the table of outlets is left alone.
    """
    of_outlet: dict[str, list[Article]] = {}
    items: list[NewsItem] = []
    for page in pages:
        article = page.article
        if article is not None and article.outlet and article.time_zone_from not in ("user", "outlet"):
            of_outlet.setdefault(article.outlet, []).append(article)
        items += page.news_list
    settled = {outlet: _clock(group) for outlet, group in of_outlet.items()}
    for outlet, group in of_outlet.items():
        for article in group:
            _set_zone(article, settled[outlet][0])
            if settled[outlet][0] is not None and article.time_zone_from != "stamp":
                article.time_zone_from = settled[outlet][1]
    for item in items:
        if item.outlet in settled:
            _set_zone(item, settled[item.outlet][0])


def _clock(articles: list[Article]) -> tuple[str | None, str]:
    guesses = [zone for zone, _ in Counter(a.time_zone for a in articles if _is_guess(a.time_zone)).most_common()]
    stated = [(a.published_at, a.utc_offset) for a in articles if a.published_at is not None and a.utc_offset]
    if not stated:
        return (guesses[0] if guesses else None), "guess"
    if guesses and len(stated) < OVERTURNING:
        fitting = [zone for zone in guesses if all(_offset(zone, moment) == offset for moment, offset in stated)]
        return (fitting[0], "stamp") if fitting else (guesses[0], "guess")
    for zone in dict.fromkeys((*guesses, *STANDING_FOR)):
        agreeing = sum(_offset(zone, moment) == offset for moment, offset in stated)
        if agreeing >= AGREEING * len(stated):
            return zone, "stamp"
    return (guesses[0] if guesses else None), "guess"


def _is_guess(zone: str | None) -> bool:
    """Whether a zone says more than the one offset that a page states."""
    return zone is not None and not zone.startswith("Etc/")


def _set_zone(record: Article | NewsItem, zone: str | None) -> None:
    """Put a record on the settled clock, and read its time again if another clock was taken for it."""
    if zone is None:
        return
    moment, old = record.published_at, record.time_zone or "UTC"
    # "hour" is the precision of relative times, which do not depend on a clock
    if moment is not None and record.utc_offset is None and record.published_precision != "hour" and old != zone:
        wall = moment.astimezone(ZoneInfo(old)).replace(tzinfo=None)
        record.published_at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    record.time_zone = zone


@lru_cache(maxsize=65_536)
def _offset(zone: str, moment: datetime) -> int:
    """Minutes by which the zone is ahead of UTC at that moment."""
    ahead = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds() // 60)
