"""One page in, its article and its news list out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from .. import outlets
from ..errors import InputError, OptionError
from ..records import Article, NewsItem, Page, Stamp
from .body import Body
from .body import body as read_body
from .body_blocks import weight
from .document import Document
from .folding import fold
from .metadata import guarded, metadata
from .news_list import news_list as read_news_list
from .published import Times, published
from .titles import site_of_title
from .urls import article_id, host_of

_ARTICLE_PATH = re.compile(r"\.s?html?$|\d{5}|-[^/]*-[^/]*-[^/]*$")
"""Addresses of articles end in a file, hold a long number, or a headline."""

_LISTING_ITEMS = 5
_ARTICLE_TEXT = 600


def read_page(html: str, url: str | None = None, *, time_zone: str | None = None, seen_at: datetime | None = None,
              body: bool = True) -> Page:
    """Read the article and the headlines of one saved page.

    Parameters
    ----------
    html : str
        The decoded page.
    url : str, optional
        Where it was found: for relative links, the outlet, and its clock.
    time_zone : str, optional
        IANA zone of the outlet's clock; without it that of the known outlet, else a marked guess.
    seen_at : datetime, optional
        When the page was saved: the anchor of "3 hours ago" and of bare times of day. Without an offset it is UTC.
    body : bool
        False skips the text of the article: several times faster, for corpora of headlines.

    Returns
    -------
    Page
        ``article`` (None on a page that only lists others) and ``news_list``. ``article.origin`` says where each
        field came from; ``article.flags`` which contradictions were settled, and what could not be read.
        newspaper3k has no part in this reading: it would cost more than all the rest.

    Raises
    ------
    InputError
        If ``html`` is no text.
    OptionError
        If ``time_zone`` is no IANA zone or ``seen_at`` no datetime. Nothing that a page can contain raises.

    Examples
    --------
    >>> import toolkit as tk
    >>> page = tk.read_page('<html lang="en"><h1>Rain</h1><time datetime="2024-05-01T10:00:00+02:00"></time></html>')
    >>> page.article.title, page.article.published_at.isoformat(), page.article.origin["title"]
    ('Rain', '2024-05-01T08:00:00+00:00', 'visible h1')
    """
    if not isinstance(html, str):
        raise InputError(f"read_page takes the decoded page as str, not {type(html).__name__}; decode bytes first")
    outlets.find(None, time_zone=time_zone)  # a wrong option is the caller's mistake, not the page's
    seen_at = as_utc(seen_at)
    url = url.encode("utf-8", "replace").decode().strip() if isinstance(url, str) and url.strip() else None
    doc = Document(html, url)
    article = metadata(doc, url)
    if doc.url is None:
        doc.url = article.canonical_url  # relative links lead from where the page says it stands
    guarded(article.flags, "outlet", None, set_outlet, article, doc, time_zone)
    set_times(article, doc, seen_at)
    if body:
        set_text(article, doc)
    return _assemble(doc, article, seen_at, time_zone)


def set_outlet(article: Article, doc: Document, time_zone: str | None) -> None:
    """Fill the outlet and its clock by the page's address; where that is lost, by the site's name in its head."""
    address, place = article.url or article.canonical_url, "host"
    site = None
    if address is None:
        site, place = doc.meta("og:site_name", "application-name"), "meta og:site_name"
        if site is None:
            site, place = site_of_title(doc, article.title), "title element"
        address = outlets.mentioned([site]) if site else None
    outlet = outlets.find(address, language=article.language, time_zone=time_zone)
    article.outlet, article.time_zone, article.time_zone_from = (
        outlet.name or site, outlet.time_zone, outlet.time_zone_from)
    if article.outlet:
        article.origin["outlet"] = place
    if outlet.time_zone_from:
        article.origin["time_zone"] = outlet.time_zone_from


def set_times(article: Article, doc: Document, seen_at: datetime | None) -> None:
    """Fill publication and last update, and the flags of their contradictions."""
    times = guarded(article.flags, "published_at", Times(None, None, []), published, doc, zone=article.time_zone,
                    zone_from=article.time_zone_from, language=article.language, seen_at=seen_at)
    article.flags += times.flags
    if times.published is not None:
        stamp = times.published
        article.published_at, article.published_precision = stamp.instant, stamp.precision
        article.published_from = article.origin["published_at"] = stamp.origin
        article.utc_offset = stamp.offset
        if stamp.offset and (article.time_zone is None or _overturns(stamp, article)):
            # the list beside the article shows the same clock
            article.time_zone, article.time_zone_from = stamp.zone, "stamp"
            article.origin["time_zone"] = "stamp"
    if times.modified is not None and not _holds(times.modified, article.published_at):
        article.modified_at, article.origin["modified_at"] = times.modified.instant, times.modified.origin


def _overturns(stamp: Stamp, article: Article) -> bool:
    """Whether an offset that the page states tells of another clock than the one guessed, in lands of several.

    Where the country of the domain has a single clock, a faulty setting of the server is the likelier reason. Offsets
    of zero say nothing: systems write UTC whatever the clock on their wall.
    """
    if article.time_zone_from != "guess" or article.time_zone is None or stamp.offset is None:
        return False
    guessed = stamp.instant.astimezone(ZoneInfo(article.time_zone)).utcoffset()
    return guessed != timedelta(minutes=stamp.offset) and not outlets.has_one_clock(
        host_of(article.url or article.canonical_url))


def _holds(modified: Stamp, published_at: datetime | None) -> bool:
    """Tell whether an update known to the day alone is of the day of publication: its start would be before that."""
    return (published_at is not None and modified.precision == "day"
            and modified.instant < published_at < modified.instant + timedelta(days=1))


def set_text(article: Article, doc: Document) -> None:
    """Fill the text, and the lead where the body sets one apart."""
    found = guarded(article.flags, "text", Body("", None, ""), read_body, doc, title=article.title, lead=article.lead,
                    authors=article.authors)
    if found.text:
        article.text, article.origin["text"] = found.text, found.origin
    if found.lead:
        article.lead, article.origin["lead"] = found.lead, "visible"


def _assemble(doc: Document, article: Article, seen_at: datetime | None, time_zone: str | None) -> Page:
    none: list[NewsItem] = []
    items = guarded(article.flags, "news_list", none, read_news_list, doc, zone=article.time_zone,
                    language=article.language, seen_at=seen_at, updated_at=article.modified_at or article.published_at)
    own = (article.url or article.canonical_url or "").partition("://")[2].partition("/")[0]
    names: dict[str, str | None] = {own: article.outlet}  # most headlines are of the same outlet
    for item in items:
        if item.outlet is None:
            host = (item.canonical_url or "//").split("/", 3)[2]
            if host not in names:
                names[host] = outlets.find(host, time_zone=time_zone).name or article.outlet
            item.outlet = names[host]
        if item.article_id is None and item.canonical_url:
            item.article_id = article_id(item.canonical_url)
        item.language = article.language
    listing = guarded(article.flags, "listing", False, is_listing, doc, article, len(items))
    return Page(None if listing else article, items)


def is_listing(doc: Document, article: Article, items: int) -> bool:
    """Tell whether a page only lists other articles: a home page, or a section without an article of its own."""
    from .jsonld import is_article, nodes

    length = weight(article.text or "")
    if items < _LISTING_ITEMS or length > 4 * _ARTICLE_TEXT:
        return False
    address = article.url or article.canonical_url
    if address is not None:
        steps = [s for s in urlsplit(address).path.split("/") if s]
        if not steps or (len(steps) == 1 and len(steps[0]) <= 3):
            return True
        if _ARTICLE_PATH.search("/".join(steps)):
            return False
    if any(is_article(n) for n in nodes(doc)) or (doc.meta("og:type") or "").lower().startswith(("article", "news")):
        return False
    if length >= _ARTICLE_TEXT:
        return False
    # The title of an article's page is its headline; that of a home page is the outlet's name.
    return article.published_at is None or (address is None and not _is_titled(doc, article.title))


def _is_titled(doc: Document, title: str | None) -> bool:
    named = doc.heads.get("title", ())
    return bool(title and named and fold(title) in fold(named[0].text()[:500]))


def as_utc(moment: datetime | None) -> datetime | None:
    """Aware moment in UTC; one without an offset is taken for UTC."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        raise OptionError(f"seen_at={moment!r} is no datetime; give one such as datetime(2025, 2, 12, 18, 58)")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
