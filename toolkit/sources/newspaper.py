"""newspaper3k's articles, and pages read through newspaper3k, to the same records.

newspaper3k takes a date from the address before anything else and returns it as midnight without a zone. Such a
date is stored as what it is: a day, from the address. What newspaper3k found is otherwise passed on unchanged, so
that its reading can be compared with the toolkit's own.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from toolkit.errors import InputError, MissingExtraError
from toolkit.records import Article, Page, Stamp

_DATED_ADDRESS = re.compile(r"([./\-_]{0,1}(19|20)\d{2})[./\-_]{0,1}(([0-3]{0,1}[0-9][./\-_])|(\w{3,5}[./\-_]))"
                            r"([0-3]{0,1}[0-9][./\-]{0,1})?")
"""As newspaper3k 0.2.8 looks for a date in an address (urls.STRICT_DATE_REGEX without its front part)."""


def is_newspaper_article(thing: object) -> bool:
    """Whether an object is an article of newspaper3k (or of newspaper4k, which has the same attributes)."""
    return type(thing).__name__ == "Article" and type(thing).__module__.startswith("newspaper")


def read_article_object(given: Any, ref: str, *, outlet: str | None = None, time_zone: str | None = None) -> Page:
    """Fields of a newspaper3k ``Article`` that was downloaded and parsed.

    Raises
    ------
    InputError
        If it was not parsed, or parsing found neither title nor text.
    """
    if not getattr(given, "is_parsed", False):
        raise InputError("this newspaper3k Article is not parsed; call its download() and parse() first", ref)
    article = _fields(given, time_zone)
    if not (article.title or article.text):
        raise InputError("newspaper3k found neither title nor text", ref)
    article.outlet = outlet or article.outlet
    article.source_format, article.source_ref = "newspaper3k", ref
    return Page(article=article)


def read_page_with_newspaper(html: str, url: str | None, *, time_zone: str | None = None) -> Page:
    """One page as newspaper3k reads it; it gives no lists of headlines.

    Raises
    ------
    MissingExtraError
        If newspaper3k cannot be imported.
    InputError
        If newspaper3k fails on the page.
    """
    try:
        from newspaper import Article as Newspaper3kArticle
        from newspaper import Config
    except ImportError as error:
        raise MissingExtraError(f"reader='newspaper3k' needs newspaper3k and lxml_html_clean ({error})") from error
    config = Config()
    config.fetch_images = False
    config.memoize_articles = False
    address = url or _stated_address(html) or "http://localhost/"
    given = Newspaper3kArticle(address, config=config)
    try:
        given.download(input_html=html)
        given.parse()
    except Exception as error:
        raise InputError(f"newspaper3k cannot read this page ({type(error).__name__}: {error}); "
                         "try reader='best'") from error
    article = _fields(given, time_zone)
    if address == "http://localhost/":
        article.url = article.canonical_url = None
    return Page(article=article)


def _stated_address(html: str) -> str | None:
    from toolkit.extract.document import Document

    doc = Document(html)
    link = doc.tree.css_first("link[rel=canonical]")
    found = (link.attributes.get("href") if link is not None else None) or doc.meta("og:url")
    return found if found and found.startswith(("http://", "https://")) else None


def _fields(given: Any, time_zone: str | None) -> Article:
    from toolkit import outlets

    url = given.url or None
    language = given.meta_lang or None
    outlet = outlets.find(given.canonical_link or url, language=language, time_zone=time_zone)
    stamp = _stamp(given, outlet.time_zone, outlet.time_zone_from)
    return Article(
        url=url, canonical_url=given.canonical_link or None, outlet=outlet.name, title=given.title or None,
        lead=given.meta_description or None, text=given.text or None, authors=list(given.authors or ()),
        tags=sorted(given.tags or ()), language=language,
        published_at=stamp.instant if stamp else None, published_precision=stamp.precision if stamp else "none",
        utc_offset=stamp.offset if stamp else None,
        published_from=stamp.origin if stamp else None, time_zone=outlet.time_zone,
        time_zone_from=(stamp.zone_from if stamp else None) or outlet.time_zone_from)


def _stamp(given: Any, zone: str | None, zone_from: str | None) -> Stamp | None:
    """Time that newspaper3k gave, with the precision that it can have."""
    found = given.publish_date
    if isinstance(found, str) or not isinstance(found, datetime):
        return None
    if found.tzinfo is not None:
        return Stamp(found.astimezone(UTC), "second", "meta", zone, "stamp")
    midnight = found.time() == time(0)
    from_address = midnight and _DATED_ADDRESS.search(given.url or "") is not None
    local = found.replace(tzinfo=ZoneInfo(zone) if zone else UTC).astimezone(UTC)
    return Stamp(local, "day" if midnight else "second", "url" if from_address else "meta", zone, zone_from)
