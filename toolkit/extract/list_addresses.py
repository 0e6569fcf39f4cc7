"""What the address of a link alone says: an article, perhaps one, or a section, a tag, an author, a shop, a service."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from .list_words import words

ARTICLE: Final = 2
"""The address has the shape of an article's: a long slug, an identifier, a date."""
PERHAPS: Final = 1
"""The address could be an article's or a section's."""
OTHER: Final = 0
"""A section, a tag, an author, a service, a file, another protocol."""

_ADDRESS = re.compile(r"(?:(?:https?:)?//(?:[^/?#\\@]*@)?([^/?#:\\]*)[^/?#\\]*)?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{1,12}:", re.IGNORECASE)
_three_digits = re.compile(r"\d\D{0,9}\d\D{0,9}\d").search

_NEVER = words("address", "never")
_TOPIC = words("address", "topic")
_SERVICE = words("address", "service")
_INDEX_PAGE = re.compile(r"/(?:list|index|archive|category|tag|search|section|author|topic)\.\w{2,5}$")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|xml|ics|docx?|apk)$")
_PAGE_ENDING = re.compile(r"\.(?:s?html?|phtml|php\d?|aspx?|jsp|ece|do|cms|dhtml|amp)$")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|[1-9](?=/))\2"
                   r"(?:(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d))?")
_WORD = re.compile(r"(?:^|[-_+.,~%\s])[^-_+.,~%\s]*?[^\W\d_]")
"""One match per word that has a letter."""
_DIGIT = re.compile(r"\d")
_FIVE_DIGITS = re.compile(r"\d{5}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_THREE_DIGITS = re.compile(r"\d{3}")
_MIXED = re.compile(r"(?:\d[^\d]*){4}")
_QUERY_ID = re.compile(r"(?:^|[?&;])(?:p|id|a|art|art_?id|aid|nid|pid|cid|sid|news_?id|news|article|article_?id|story|"
                       r"story_?id|item_?id|idnews|no|idxno|newsno|doc|c|n|idx|key|post|post_?id)=(?:[\w-]*\d{3,}|"
                       r"[0-9a-f]{8}-[0-9a-f]{4}-)", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"com", "co", "net", "org", "gov", "gob", "edu", "ac", "or", "ne", "go", "in", "kiev", "nom"})
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|t|instagram|youtube|youtu|linkedin|pinterest|whatsapp|wa|telegram|tiktok|reddit|vk|"
    r"ok|threads|bsky|flipboard|google|apple|spotify|amazon|hatena|line|viber|tumblr|mastodon|snapchat|soundcloud|paypal|"
    r"patreon|doubleclick|outbrain|taboola|bit|weibo|wikipedia|goo)\.[a-z.]{2,6}$"
    r"|(?:^|[.-])(?:jobs?|jobat|stellen\w*|emploi|karriere\w*|careers?|shop|webshop|store|boutique|kiosk|abo|tickets?|"
    r"immo\w*|trauer\w*|anzeigen|markt\w*|coupons?|gutscheine?|reisen|dating|oferplan|ofertas|guide-achat|classifieds|"
    r"epaper|digitalpaper|e-?kiosk|promo)(?=[.-])")


class Address(NamedTuple):
    """An address as it stands in ``href``, taken apart."""

    host: str | None
    """None: the page's own."""
    path: str
    query: str
    kind: int
    service: bool
    """The host is a platform's, a shop's or a job market's."""
    name: str
    """What makes two addresses of one host the same article: the path, and the query where it names the article."""


def promising(href: str) -> bool:
    """The quick test that most links of a page fail: something in the address is of an article's.

    Examples
    --------
    >>> promising("/politics/"), promising("/a/minister-resigns-today"), promising("/a/71234")
    (False, True, True)
    """
    return (href.count("-") > 1 or href.count("_") > 1 or "%" in href or "=" in href or ".htm" in href
            or href.count("+") > 1 or _three_digits(href) is not None) and href[0] != "#"


@lru_cache(maxsize=16384)
def address(href: str, trusted: str = "") -> Address | None:
    """Take an address apart and judge it.

    Parameters
    ----------
    href : str
        As it stands in the link.
    trusted : str
        See `trusted_prefix`.

    Returns
    -------
    Address or None
        None where it leads to no page (another protocol).

    Examples
    --------
    >>> address("https://news.example/world/minister-resigns-after-long-debate-123456?x=1").kind == ARTICLE
    True
    >>> address("/world/").kind == OTHER, address("mailto:desk@news.example")
    (True, None)
    """
    if href[:1] != "/" and _OTHER_SCHEME.match(href):
        return None
    found = _ADDRESS.match(href)
    if found is None:
        return None
    host, path, query = found.groups()
    host = host.lower() if host else None
    name = path.rstrip("/")
    if query and address_kind(path) == OTHER:
        name = f"{name}?{query}"
    return Address(host, path, query or "", address_kind(path, query or "", trusted), _is_service(host), name)


@lru_cache(maxsize=4096)
def _is_service(host: str | None) -> bool:
    """Whether a host is a platform's, a shop's or a job market's; a page's links have few hosts."""
    return host is not None and _ELSEWHERE.search(host) is not None


def address_kind(path: str, query: str = "", trusted: str = "") -> int:
    """Judge the path and query of an address: `ARTICLE`, `PERHAPS` or `OTHER`.

    Examples
    --------
    >>> address_kind("/tag/energy-policy-of-the-union") == OTHER, address_kind("/news", "id=81234") == ARTICLE
    (True, True)
    """
    clean = path.rstrip("/").lower()
    if trusted and clean.startswith(trusted + "/"):
        kind = address_kind(clean[len(trusted):], query)
        return kind if kind == ARTICLE or trusted[1:] not in _NEVER else OTHER
    segments = [s for s in clean.split("/") if s]
    if not _NEVER.isdisjoint(segments) or ("." in clean and (_FILE.search(clean) or _INDEX_PAGE.search(clean))):
        return OTHER
    doubtful = not _SERVICE.isdisjoint(segments)
    topical = not _TOPIC.isdisjoint(segments)
    if query and _QUERY_ID.search(query):
        return PERHAPS if topical or doubtful else ARTICLE
    if len(clean) < 4 or not segments:
        return OTHER
    kind = _shape(clean, segments)
    if kind == OTHER:
        return OTHER
    if topical and _DATE.search(clean) is not None:
        return kind
    return kind - 1 if topical or doubtful else kind


def _shape(path: str, segments: list[str]) -> int:
    last = segments[-1]
    ending = _PAGE_ENDING.search(last) if "." in last else None
    dated = ("20" in path or "19" in path) and _DATE.search(path) is not None
    best = _segment(last[: ending.start()] if ending else last, last=True, dated=dated)
    if best != ARTICLE and len(segments) > 1:
        best = max(best, _segment(segments[-2], last=False, dated=dated))
    if best == PERHAPS and dated:
        return ARTICLE
    if best == OTHER and (dated or (ending and len(segments) > 1)):
        return PERHAPS
    return best


def _segment(name: str, *, last: bool, dated: bool) -> int:
    if "%" in name:
        name = unquote(name)
    numbered = _DIGIT.search(name) is not None  # most words have none: then no pattern of digits is tried
    if numbered and _FIVE_DIGITS.search(name):
        return ARTICLE
    mixed = numbered and len(name) >= 8 and _MIXED.search(name) is not None
    count = len(_WORD.findall(name))
    if count >= 5 or (mixed and (dated or _FOUR_DIGITS.search(name))) or (count >= 4 and last and len(name) >= 22):
        return ARTICLE
    return PERHAPS if count >= 3 or mixed or (numbered and _THREE_DIGITS.search(name)) else OTHER


def site_of(host: str) -> str:
    """Registrable domain of a host by the usual second levels (``co.uk``, ``com.ua``): good enough to compare.

    Examples
    --------
    >>> site_of("www.example.co.uk"), site_of("sport.example.com")
    ('example.co.uk', 'example.com')
    """
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and len(parts[-1]) == 2 and (parts[-2] in _SECOND_LEVEL or len(parts[-2]) == 1) else 2
    return ".".join(parts[-keep:])


def trusted_prefix(path: str) -> str:
    """First segment of an article's own address with the slash before it, if more than a section follows it.

    An outlet that keeps its articles below ``/authors/...`` or ``/topics/...`` makes these words say nothing.

    Examples
    --------
    >>> trusted_prefix("/authors/jane-roe/minister-resigns-after-long-debate-in-parliament")
    '/authors'
    >>> trusted_prefix("/tag/energy")
    ''
    """
    segments = [s for s in path.lower().split("/") if s]
    if len(segments) < 2 or _shape("/" + segments[-1], segments[-1:]) != ARTICLE:
        return ""
    return "/" + segments[0]


def date_in_path(path: str) -> tuple[int, int, int] | None:
    """Year, month and day that an address states, if it states a day.

    Examples
    --------
    >>> date_in_path("/2025/02/13/some-story.html"), date_in_path("/2025/02/some-story")
    ((2025, 2, 13), None)
    """
    for found in _DATE.finditer(path):
        if found.group(4):
            return int(found.group(1)), int(found.group(3)), int(found.group(4))
    return None
