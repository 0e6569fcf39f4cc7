"""The news list of a page: every headline that leads to another article, by block, with its time.

A block is a piece of repeated structure whose entries are links to articles: the latest news, the most read, related
stories, teasers of a section. What is a link to an article is judged by its address, its words and its place; menus,
advertisements, shops, authors, tags and links in running text are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from toolkit.records import NewsItem, Stamp

from .document import Document
from .list_addresses import ARTICLE, Address, about_the_site, date_in_path
from .list_anchor import inferred_day
from .list_blocks import Block, box_teasers, marks_in_boxes, share_of_links, squeeze
from .list_entries import Entry, entries_of
from .list_headings import headings_above
from .list_items import headed
from .list_links import ADVERT, FOOT, OPEN
from .list_scan import Scan, headline_like, scan, weight
from .list_shown import reading
from .list_split import split_blocks
from .list_times import clock, clock_only, end_of_day, newest_first, run_back, stops_early, with_days
from .list_words import any_of
from .stamps import Written
from .urls import canonical_url

_NO_NEWS_HEADING: Final = any_of("heading", "no_news", whole=True)
_RANKING: Final = any_of("heading", "ranking")
_NEWS_HEADING: Final = any_of("heading", "news")
_HEADING_MARKS = " \t\n|·•–—>»›:<+"
_LONE_WORTH = 20
_UNSURE_WORTH = 45
_LIST_WORTH = 20
_HEADED_WORTH = 13
_ORIGIN = re.compile(r"https?://[^/?#]+")
_PLAIN = re.compile(r"https?://[a-z0-9.-]*[a-z0-9]/[A-Za-z0-9/._~-]*")
"""An address that is in its canonical spelling already."""
_MAX_MARKS = 1000
_FEW = 0.34
_TIMED_IN_ADVERT = 3
_NEAR_LEVELS = 4
_SHORT_HEADLINE = 20
_OFTEN = 3
_NUMBER = re.compile(r"(?:\d[^/\d]*){4}")
_NEARLY_ALL = 0.8
_MANY = 5


def news_list(doc: Document, *, zone: str | None, language: str | None, seen_at: datetime | None,
              updated_at: datetime | None) -> list[NewsItem]:
    """Read the news list of one page.

    Parameters
    ----------
    doc : Document
        The parsed page.
    zone : str or None
        IANA zone of the outlet's clock. Without it a bare time of day stays unknown.
    language : str or None
        BCP-47 language of the page.
    seen_at : datetime or None
        When the page was saved: the anchor of bare and relative times. Without it the day is read off the page
        (see `toolkit.extract.list_anchor`), and relative times stay unknown.
    updated_at : datetime or None
        Last update (else publication) of the page's own article.

    Returns
    -------
    list of NewsItem
        In the order of the page; ``list_ref`` numbers the lists (``#1``, ``#2``, ...), ``position`` the entries of one.

    Examples
    --------
    >>> page = Document('<h2>Latest</h2><ul><li>18:58 <a href="/2025/02/12/storm-closes-all-ports-1234">Storm closes '
    ...                 'all ports</a><li>17:30 <a href="/2025/02/12/parliament-votes-on-budget-1233">Parliament votes '
    ...                 'on the budget</a></ul>', "https://news.example/2025/02/12/some-story-1230")
    >>> [(i.list_heading, i.position, i.title, i.published_at.isoformat()) for i in
    ...  news_list(page, zone="UTC", language="en", seen_at=None, updated_at=None)]
    [('Latest', 1, 'Storm closes all ports', '2025-02-12T18:58:00+00:00'),
     ('Latest', 2, 'Parliament votes on the budget', '2025-02-12T17:30:00+00:00')]
    """
    found = scan(doc)
    if not found.teasers:
        return []
    known = found.chains.known
    box_teasers(found.teasers, known, doc.main_parts["h1"])
    taken = marks_in_boxes(found.teasers, doc.heads.get("time", ())[:_MAX_MARKS])
    lists: list[tuple[str | None, list[Entry]]] = []
    order = {id(t): i for i, t in enumerate(found.teasers)}
    # an advertisement between two entries of a list does not part it
    blocks = [b for state in (OPEN, ADVERT, FOOT) if (alike := [t for t in found.teasers if t.state == state])
              for b in split_blocks(alike, known)]
    for block in sorted(blocks, key=lambda b: order[id(b.teasers[0])]):
        entries, heading = _read_block(block, found, taken, language)
        if entries:
            lists.append((heading, entries))
    own = found.own if doc.url else None
    lists = _unlike_the_others(lists, own)
    _settle_times(doc, lists, own, zone=zone, language=language, seen_at=seen_at, updated_at=updated_at)
    return list(_items(doc, lists, found.own_key, zone, seen_at))


def _read_block(block: Block, found: Scan, taken: dict[int, list[LexborNode]],
                language: str | None) -> tuple[list[Entry], str | None]:
    inside = [t for t in block.teasers if not t.outside]
    if 2 * len(inside) < len(block.teasers):
        return [], None
    block.teasers = inside
    if len(block.teasers) <= 2 and share_of_links(block) < _FEW:
        return [], None
    heading, near, divider = _heading(block, found, taken, language)
    if heading and _NO_NEWS_HEADING.search(heading):
        return [], None
    entries = _with_headlines(entries_of(block, taken, divider, language))
    if inside[0].state != OPEN and not _list_for_sure(entries, inside[0].state):
        return [], None
    return (entries, heading or None) if _accepted(entries, heading if near else None, found.own_key) else ([], None)


def _with_headlines(entries: list[Entry]) -> list[Entry]:
    """Entries with a headline: a short one counts where the address, a time beside it or the rest of the list tells."""
    sure = sum(e.teaser.kind == ARTICLE for e in entries)
    listed = sure > 1 and 2 * sure >= len(entries)
    return [e for e in entries if headline_like(e.title, e.teaser.kind) or (e.teaser.vouched_for and " " in e.title)
            or ((listed or e.written is not None) and headline_like(e.title, ARTICLE))]


def _list_for_sure(entries: list[Entry], state: int) -> bool:
    """Whether entries in a footer or in a box named like an advertisement are news all the same."""
    if sum(e.written is not None for e in entries) >= _TIMED_IN_ADVERT:
        return True
    # a footer list with one page that a site keeps about itself is a list of such pages
    return state == FOOT and len(entries) >= 3 and all(e.teaser.kind == ARTICLE for e in entries) \
        and not any(about_the_site(e.teaser.key) for e in entries) \
        and sum(weight(e.title) for e in entries) >= 30 * len(entries)


def _heading(block: Block, found: Scan, taken: dict[int, list[LexborNode]],
             language: str | None) -> tuple[str | None, bool, Written | None]:
    """Heading of a list, whether it stands close by, and the day that stands above the list instead or besides."""
    divider: Written | None = None
    plain: str | None = None
    for heading in headings_above(block, found.tabs, taken):
        text = heading.text.strip(_HEADING_MARKS)
        if not text:
            continue
        day = reading(text, language) if len(text) <= 40 else None
        if day is not None and day.hour is None:
            divider = divider or (day if heading.level <= 2 else None)
        elif heading.marked:
            if len(text) > _SHORT_HEADLINE and _is_own_headline(text, found):
                return "", heading.level <= _NEAR_LEVELS, None  # and the day below it is that of the page's own article
            return text, heading.level <= _NEAR_LEVELS, divider
        elif plain is None and heading.level <= 2 and day is None:
            plain = text
    return plain, plain is not None, divider


def _is_own_headline(text: str, found: Scan) -> bool:
    """Whether a text is the headline of the page's own article."""
    return found.own is not None and found.own.kind == ARTICLE and any(
        squeeze(node.text(separator=" ")) == text for node in found.chains.doc.heads.get("h1", ()))


def _accepted(entries: list[Entry], heading: str | None, own_key: str | None) -> bool:
    """Whether entries are a news list: repeated, or alone but set apart as one."""
    others = [e for e in entries if e.teaser.key != own_key]
    if not others:
        return False
    timed = any(e.written is not None for e in entries)
    sure = sum(e.teaser.kind == ARTICLE for e in others)
    telling = [e for e in others if not e.teaser.vouched_for] or others
    worth = sum(weight(e.title) for e in telling) / len(telling)
    if not timed and 2 * sum(about_the_site(e.teaser.key) for e in others) > len(others):
        return False
    if len({e.teaser.key for e in entries}) == 1:
        card = others[0].teaser.box.css_first("h1,h2,h3,h4,h5,h6") is not None
        shown = card or bool(others[0].teaser.box.text(strip=True))  # a lone picture is a banner
        return sure == 1 and worth >= _LONE_WORTH and shown and (timed or card or heading is not None)
    if sure == 0:
        return timed or (len(others) >= 3 and worth >= _UNSURE_WORTH)
    if timed or worth >= _LIST_WORTH:
        return True
    if worth < _HEADED_WORTH or len(others) < 3:
        return False
    if heading is not None and (_RANKING.search(heading) is not None or _NEWS_HEADING.search(heading) is not None):
        return True
    return sure == len(others) and all(e.teaser.box.tag == "article" and headed(e.teaser) for e in others)


def _unlike_the_others(lists: list[tuple[str | None, list[Entry]]],
                       own: Address | None) -> list[tuple[str | None, list[Entry]]]:
    """Lists without those whose addresses lack the number that the page's own address and other lists bear.

    An outlet that numbers or dates its articles does not list articles without (but services, results, guides).
    """
    if own is None or len(lists) < 2 or not _NUMBER.search(own.path):
        return lists
    shares = [sum(_NUMBER.search(e.teaser.key) is not None for e in entries) / len(entries) for _, entries in lists]
    if not any(share >= _NEARLY_ALL and len(entries) >= 3 for share, (_, entries) in zip(shares, lists, strict=True)):
        return lists
    return [found for share, found in zip(shares, lists, strict=True)
            if share > 1 - _NEARLY_ALL or len(found[1]) < _MANY or any(e.written for e in found[1])]


def _settle_times(doc: Document, lists: list[tuple[str | None, list[Entry]]], own: Address | None, *, zone: str | None,
                  language: str | None, seen_at: datetime | None, updated_at: datetime | None) -> None:
    entries = [e for _, block in lists for e in block]
    if not any(e.written is not None for e in entries):
        return
    _without_moment_of_page(entries)
    if _false_z(entries, zone):
        for e in entries:
            if e.written is not None and e.from_attribute and e.written.offset == 0:
                e.written = replace(e.written, offset=None)
    anchor, exact = seen_at, seen_at is not None
    if not exact and any(e.written is not None and e.written.year is None for e in entries):
        dated = [e.written for e in entries if e.written is not None and e.written.year is not None]
        days = [d for d in (date_in_path(e.teaser.key) for e in entries) if d is not None]
        if own is not None and (day := date_in_path(own.path)):
            days.append(day)
        day_of_page = inferred_day(doc, dated, days, updated_at, zone=zone, language=language)
        anchor = end_of_day(day_of_page, zone) if day_of_page is not None else None
    for heading, block in lists:
        times = [e.written for e in block]
        if not any(times):
            continue
        ranked = heading is not None and _RANKING.search(heading) is not None
        # Where only the day is known, a list that rises again and again is hardly one of many days.
        ordered = not ranked if exact else newest_first(times)
        if ordered and any(w is not None and clock_only(w) for w in times):
            times = with_days(times, [date_in_path(e.teaser.key) for e in block])
        other_day = not exact and ordered and stops_early(times, updated_at, zone)
        stamps = run_back(times, anchor=None if other_day else anchor, zone=zone, exact=exact, ordered=ordered)
        for e, stamp in zip(block, stamps, strict=True):
            e.stamp = stamp


def _without_moment_of_page(entries: list[Entry]) -> None:
    """Drop attributes that state one moment for many entries which show several days: it is when the page was made."""
    moments = Counter(a for e in entries if (a := e.shown.attribute) is not None and a.hour is not None)
    for moment, times in moments.items():
        if times < _OFTEN:
            continue
        stated = [e for e in entries if e.shown.attribute == moment]
        days = {(e.shown.text.month, e.shown.text.day) for e in stated if e.shown.text is not None and e.shown.text.day}
        if len(days) >= _OFTEN:
            for e in stated:
                e.shown.attribute, e.written, e.from_attribute = None, e.shown.text, False


def _false_z(entries: list[Entry], zone: str | None) -> bool:
    """Whether attributes of this page say UTC and mean the local clock: they have the digits of the shown time."""
    around = clock(zone)
    if around is None:
        return False
    local = honest = 0
    for e in entries:
        a, t = e.shown.attribute, e.shown.text
        if a is None or t is None or a.offset != 0 or a.hour is None or not a.year:
            continue
        if t.hour is None or t.offset is not None:
            continue
        utc = datetime(a.year, a.month or 1, a.day or 1, a.hour, a.minute or 0, tzinfo=clock("UTC"))
        there = utc.astimezone(around)
        if there.utcoffset() == timedelta(0):
            continue
        local += (a.hour, a.minute) == (t.hour, t.minute)
        honest += (there.hour, there.minute) == (t.hour, t.minute)
    return local > honest


def _items(doc: Document, lists: list[tuple[str | None, list[Entry]]], own_key: str | None, zone: str | None,
           seen_at: datetime | None) -> Iterator[NewsItem]:
    base = doc.base_url or doc.url or ""
    for number, (heading, entries) in enumerate(lists, start=1):
        for position, entry in enumerate(entries, start=1):
            if entry.teaser.key == own_key:
                continue
            url = _absolute(base, entry.teaser.href)
            stamp: Stamp | None = entry.stamp
            yield NewsItem(
                list_ref=f"#{number}", list_heading=heading, position=position, title=entry.title, url=url,
                canonical_url=_canonical(url) if url else None,
                published_at=stamp.instant if stamp else None, published_precision=stamp.precision if stamp else "none",
                published_from=("time-tag" if entry.from_attribute else "listing") if stamp else None,
                time_zone=zone, seen_at=seen_at, utc_offset=stamp.offset if stamp else None)


def _canonical(url: str) -> str | None:
    return url if _PLAIN.fullmatch(url) else canonical_url(url)


def _absolute(base: str, href: str) -> str | None:
    if href[:8] == "https://" or href[:7] == "http://":
        return href
    try:
        if href[:1] == "/" and href[1:2] != "/" and (found := _ORIGIN.match(base)):
            return found.group() + href
        return urljoin(base, href)
    except ValueError:
        return None
