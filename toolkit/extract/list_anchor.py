"""The day that a page was saved on, read off the page itself where nobody says when it was saved.

Everything on a page that bears a full date is a lower bound: the page was saved on the latest of these days or after.
For a page with a list of the latest news that latest day is the day of saving, and it is taken for it:
entries with a full date, dates in the addresses of the entries, the page's own last update, and a date shown in the
page's head. It is an inference about the day, not about the hour; a list that ends hours before the page's own article
was written is of another day, and its times stay unknown (`toolkit.extract.list_times.stops_early`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

from .document import Document
from .list_times import clock
from .stamps import Written, find, read_iso

_META = ("article:modified_time", "og:updated_time", "last-modified", "date.modified", "datemodified",
         "article:published_time", "datepublished", "pubdate", "publishdate", "date", "dc.date", "dc.date.issued",
         "parsely-pub-date")
_HEAD_DATES = ('[class*="dat" i],[id*="dat" i],[class*="today" i],[id*="today" i],'
               '[class*="fecha" i],[class*="clock" i],[class*="calendar" i],header time')
"""Every part of it is a pass over the page, so one stands for "date", "datum" and "data"."""
_DATE_NAMES = re.compile(r"date|today|datum|data|fecha|clock|calendar", re.IGNORECASE)
_WORDS_AROUND = 40
_ABOUT_ONE_YEAR = timedelta(days=183)
_MAX_NODES = 40
_LONELY = timedelta(days=2)


def inferred_day(doc: Document, dated: Iterable[Written], days_in_addresses: Iterable[tuple[int, int, int]],
                 updated_at: datetime | None, *, zone: str | None, language: str | None) -> date | None:
    """The latest day that the page itself bears witness of.

    Parameters
    ----------
    doc : Document
        The page.
    dated : iterable of Written
        Stamps of the page's list entries that state year, month and day.
    days_in_addresses : iterable of (int, int, int)
        Year, month and day in the addresses of the entries and of the page.
    updated_at : datetime or None
        Last update (or publication) of the page's own article.
    zone, language : str or None
        The outlet's clock and the page's language.

    Returns
    -------
    date or None
        None where the page bears no full date.
    """
    around = clock(zone) or UTC
    votes = Counter(d for d in (_day(w.year, w.month, w.day) for w in dated) if d is not None)
    votes.update(d for d in (_day(*parts) for parts in days_in_addresses) if d is not None)
    sure = [updated_at.astimezone(around).date()] if updated_at is not None else _meta_days(doc, zone)
    # A single date far ahead of all others is an event's, or misread.
    latest = max([*sure, *(d for d, n in votes.items() if n > 1)], default=None)
    near = [d for d in votes if latest is None or d <= latest + _LONELY]
    known = max([*near, *([latest] if latest else [])], default=None)
    shown = _head_day(doc, known, language)
    return max((d for d in (known, shown) if d is not None), default=None)


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if not (year and month and day):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _meta_days(doc: Document, zone: str | None) -> list[date]:
    days = []
    for name in _META:
        value = doc.meta(name)
        written = read_iso(value) if value else None
        if written is None or (day := _day(written.year, written.month, written.day)) is None:
            continue
        if written.offset is not None and written.hour is not None:
            fixed = timezone(timedelta(minutes=written.offset))
            moment = datetime(day.year, day.month, day.day, written.hour, written.minute or 0, tzinfo=fixed)
            day = moment.astimezone(clock(zone) or fixed).date()
        days.append(day)
    return days


def _head_day(doc: Document, known: date | None, language: str | None) -> date | None:
    """A date shown in the page's head, such as "Sunday, 7 June"; without a year it takes that of the known day."""
    for node in doc.tree.css(_HEAD_DATES)[:_MAX_NODES]:
        attributes = node.attributes
        if node.tag != "time" and not _DATE_NAMES.search(f"{attributes.get('class')} {attributes.get('id')}"):
            continue
        if node.tag in ("html", "body", "script", "meta", "input"):
            continue
        text = node.text(separator=" ").strip()
        if not 5 < len(text) <= _WORDS_AROUND or not any(c.isdigit() for c in text) or _inside_content(node):
            continue
        for _, _, written in find(text, language=language) or []:
            day = _day(written.year or (known.year if known else None), written.month, written.day)
            if day is None or (known is not None and abs(day - known) > _ABOUT_ONE_YEAR):
                continue
            return day
    return None


_CONTENT = re.compile(r"article|story|content|comment|item|teaser|card|post|event", re.IGNORECASE)


def _inside_content(node: object) -> bool:
    above = getattr(node, "parent", None)
    for _ in range(12):
        if above is None or above.tag in ("body", "html"):
            return False
        if above.tag in ("article", "main", "li", "aside", "footer", "a"):
            return True
        if above.tag == "header":
            return False
        above = above.parent
    return False
