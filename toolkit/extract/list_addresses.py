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
_irregular = re.compile(r"[:@\\]").search
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{1,12}:", re.IGNORECASE)
_numbered = re.compile(r"[0-9](?:[^0-9]{0,9}[0-9][^0-9]{0,9}[0-9]|[A-Za-z])").search
"""Three digits near each other, or one beside letters, as in an identifier."""

_NEVER = words("address", "never")
_TOPIC = words("address", "topic")
_SERVICE = words("address", "service")
_MARKED = _NEVER | _TOPIC | _SERVICE
_INDEX_PAGES = frozenset({"list", "index", "archive", "category", "tag", "search", "section", "author", "topic"})
_FILE_ENDINGS = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg", "pdf", "mp3", "mp4", "zip", "xml", "ics", "doc",
                           "docx", "apk"})
_PAGE_ENDINGS = frozenset({"htm", "html", "shtm", "shtml", "phtml", "php", *(f"php{n}" for n in range(10)), "asp",
                           "aspx", "jsp", "ece", "do", "cms", "dhtml", "amp"})
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|[1-9](?=/))\2"
                   r"(?:(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d))?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
_NAMED_DATE = re.compile(rf"(?<!\d)((?:19|20)\d\d)[/-]({'|'.join(_MONTHS)})[a-z]*[/-](\d\d?)(?!\d)", re.IGNORECASE)
_DAY_THEN_WORDS = re.compile(r"[/\d_-]\d\d?(?:/[^/]*[^\W\d_]{3}[^/]*)?/[^/]*[^\W\d_]{3}[^/]*$")
_CODE = re.compile(r"(?:\d+[a-z]+\d[a-z\d]*|[a-z]+\d+[a-z]+\d[a-z\d]*)")
"""Digits and letters by turns, which no word has: ``c4g7x8n9z0lo``."""
_SHORT_CODE = re.compile(r"[a-z]+\d+[a-z]+")
_CODE_LENGTHS = range(6, 33)
_MODEL_WORDS = (3, 4)
_ABOUT = words("address", "about")
_WORD = re.compile(r"(?:^|[-_+.,~%\s])[^-_+.,~%\s]*?[^\W\d_]")
"""One match per word that has a letter."""
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_THREE_DIGITS = re.compile(r"\d{3}")
_QUERY_ID = re.compile(r"(?:^|[?&;])(?:p|id|a|art|art_?id|aid|nid|pid|cid|sid|news_?id|news|article|article_?id|story|"
                       r"story_?id|item_?id|(?:\w+-)?document_?id|doc_?id|content_?id|idnews|no|idxno|newsno|doc|c|n|idx|key|post|post_?id)=(?:[\w-]*\d{3,}|"
                       r"[0-9a-f]{8}-[0-9a-f]{4}-)", re.IGNORECASE)
_COMMENT_SCRIPT = re.compile(r"(?:[a-z]+[_-]){0,2}comments?\.(?:php|aspx?|jsp|do)")
_TO_A_COMMENT = re.compile(r"#(?:comment|komment|coment|reply|reaction|respond|message|msg)\w*?-?\d", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"com", "co", "net", "org", "gov", "gob", "edu", "ac", "or", "ne", "go", "in", "kiev", "nom"})
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|t|instagram|youtube|youtu|linkedin|pinterest|whatsapp|wa|telegram|tiktok|reddit|vk|"
    r"ok|threads|bsky|flipboard|google|apple|spotify|amazon|hatena|line|viber|tumblr|mastodon|snapchat|soundcloud|paypal|"
    r"patreon|doubleclick|outbrain|taboola|bit|weibo|wikipedia|goo)\.[a-z.]{2,6}$"
    r"|(?:^|[.-])(?:comments?\d*|bbs|jobs?|jobat|stellen\w*|emploi|karriere\w*|careers?|shop|webshop|store|boutique|kiosk|abo|tickets?|"
    r"immo\w*|trauer\w*|anzeigen|markt\w*|coupons?|gutscheine?|reisen|dating|oferplan|ofertas|guide-achat|classifieds|"
    r"epaper|digitalpaper|e-?kiosk|promo|podcasts?|newsletters?|prenumerata|subskrypc\w*|abbonament\w*|suscripcion\w*|"
    r"assinaturas?|podpiska|peredplata|pidpyska|predplatne|elofizetes|abonelik|abonnements?|subscri\w+|horosco\w+|"
    r"horosko\w+|games?|spiele|jeux|juegos|jogos|giochi|quiz|puzzles?|weather|wetter|meteo|pogoda|program-?tv|tv-?program\w*|"
    r"tv-?guide|codespromo|codepromo|rabatt\w*|kody-?\w*|vouchers?|ogloszenia|"
    r"anuncios|annunci|inzerce|oglas\w*|skelbimai|sludinajumi|kuulutused|hirdetes\w*|annonces|descuentos|cupones|login|account|konto|passport)(?=[.-])")


class Address(NamedTuple):
    """An address as it stands in ``href``, taken apart."""

    host: str | None
    """None: the page's own."""
    path: str
    query: str
    kind: int
    name: str
    """What makes two addresses of one host the same article: the path, and the query where it names the article."""


def promising(href: str) -> bool:
    """The quick test that most links of a page fail: something in the address is of an article's.

    Examples
    --------
    >>> promising("/politics/"), promising("/a/minister-resigns-today"), promising("/a/71234")
    (False, True, True)
    """
    # every link of a page comes by here: a letter that is not there is told faster than how often it is
    return (("-" in href and href.count("-") > 1) or "=" in href or ".htm" in href or _numbered(href) is not None
            or "%" in href or ("_" in href and href.count("_") > 1) or ("+" in href and href.count("+") > 1)
            ) and href[0] != "#" and ("#" not in href or _TO_A_COMMENT.search(href) is None)


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
    parts = _parts(href)
    if parts is None:
        return None
    host, path, query = parts
    kind = address_kind(path, query, trusted)
    return Address(host or None, path, query, kind, _name(path, query))


@lru_cache(maxsize=16384)
def article_address(href: str, trusted: str = "") -> tuple[str | None, str, int] | None:
    """Host, name and kind of an address (see `Address`) that may be an article's; None for all others.

    Examples
    --------
    >>> article_address("/a/71234"), article_address("/world/")
    ((None, '/a/71234', 2), None)
    """
    parts = _parts(href)
    if parts is None:
        return None
    host, path, query = parts
    kind = address_kind(path, query, trusted)
    if kind == OTHER:
        return None
    # a query that names no article has had no part in the judgement: the path tells, and names, enough
    plain = not query or not (trusted or _names_an_article(query))
    return host or None, path.rstrip("/") if plain else _name(path, query), kind


def _name(path: str, query: str) -> str:
    """The path, and the query where the path alone says too little: ``/news/view.html?idxno=48211``."""
    name = path.rstrip("/")
    if query and (kind := address_kind(path)) != ARTICLE and (kind == OTHER or _names_an_article(query)):
        return f"{name}?{query}"
    return name


def _names_an_article(query: str) -> bool:
    # most queries tell where a reader comes from, and have no digits
    return ("-" in query or _THREE_DIGITS.search(query) is not None) and _QUERY_ID.search(query) is not None


def _parts(href: str) -> tuple[str, str, str] | None:
    """Host, path and query; nearly all links are written in one of two ways, which need no pattern."""
    if href[:1] == "/" and href[1:2] != "/":
        if "?" in href or "#" in href:
            path, _, query = href.partition("#")[0].partition("?")
            return "", path, query
        return "", href, ""
    if href[:8] == "https://":
        rest, _, query = href[8:].partition("#")[0].partition("?") if "?" in href or "#" in href else (href[8:], "", "")
        host, slash, path = rest.partition("/")
        if _irregular(host) is None:
            return host.lower(), slash + path, query
    elif href[:1] != "/" and _OTHER_SCHEME.match(href):
        return None
    found = _ADDRESS.match(href)
    if found is None:
        return None
    host, path, query = found.groups("")
    return host.lower(), path, query


@lru_cache(maxsize=4096)
def is_service(host: str) -> bool:
    """Whether a host is a platform's, a shop's or a job market's; a page's links have few hosts."""
    return _ELSEWHERE.search(host) is not None


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
    segments = clean.split("/")
    last = segments[-1]
    stem, dot, ending = last.rpartition(".") if "." in last else (last, "", "")
    if dot and (ending in _FILE_ENDINGS or (stem in _INDEX_PAGES and len(segments) > 1 and 1 < len(ending) < 6)):
        if stem == "index" and ending in _PAGE_ENDINGS and (_dated(clean) or len(_WORD.findall(segments[-2])) > 1):
            return address_kind(clean.rpartition("/")[0])  # many a site gives every article a folder of its own
        return OTHER
    doubtful = topical = False
    if _MARKED.isdisjoint(segments):
        if last.count("-") > 3 and _slug(last):
            return ARTICLE
    else:
        if not _NEVER.isdisjoint(segments):
            return OTHER
        doubtful, topical = not _SERVICE.isdisjoint(segments), not _TOPIC.isdisjoint(segments)
    if query and "comment" in last and _COMMENT_SCRIPT.fullmatch(last):
        return OTHER
    if query and _names_an_article(query):
        return PERHAPS if topical or doubtful else ARTICLE
    if len(clean) < 4:
        return OTHER
    kind = _shape(clean, segments)
    if kind == OTHER or not (topical or doubtful) or (topical and _DATE.search(clean) is not None):
        return kind
    return kind - 1


def code_shape(href: str) -> tuple[str, int] | None:
    """Folder of an address that ends in a code, and how long the code is; None for all others.

    A code without many digits cannot be told from a word by itself, but all articles of an outlet bear one as long.

    Examples
    --------
    >>> code_shape("https://news.example/c/7ppPolhwrwW"), code_shape("/c/8abQolhwrwX")[1], code_shape("/c/elections")
    (('/c', 11), 11, None)
    """
    last = href.partition("?")[0].rpartition("/")[2]
    if len(last) not in _CODE_LENGTHS or not last.isalnum() or last.isalpha() or last.isdecimal():
        return None
    parts = _parts(href)
    return (parts[1].rpartition("/")[0], len(last)) if parts is not None else None


def may_name_an_article(path: str) -> bool:
    """Whether an address that says little is at least none of a section, a service or a file: two words, or a number.

    Examples
    --------
    >>> may_name_an_article("/news/mill-burns"), may_name_an_article("/tag/mill-burns"), may_name_an_article("/news")
    (True, False, False)
    """
    segments = path.rstrip("/").lower().split("/")
    last = unquote(segments[-1])
    return (_MARKED.isdisjoint(segments) and last.rpartition(".")[2] not in _FILE_ENDINGS and len(last) > 5
            and _ABOUT.isdisjoint(last.split("-"))
            and (len(_WORD.findall(last)) > 1 or _THREE_DIGITS.search(last) is not None))


def about_the_site(path: str) -> bool:
    """Whether the last part of an address has a word of the pages that a site keeps about itself.

    Examples
    --------
    >>> about_the_site("/info/how-we-handle-data-and-cookies"), about_the_site("/news/mill-burns-down")
    (True, False)
    """
    last = path.rstrip("/").rpartition("/")[2].lower().partition(".")[0]
    return not _ABOUT.isdisjoint(last.replace("_", "-").split("-")) or last in _ABOUT


@lru_cache(maxsize=4096)
def built_alike(path: str, model: str) -> bool:
    """Whether a doubtful address is built as one of an article: as many parts, and three words at the end of both.

    Only an outlet that names its articles so briefly, without a number, is a model.

    Examples
    --------
    >>> built_alike("/sport/team-wins-final", "/news/bridge-opens-again"), built_alike("/about-us-all", "/news/a-b-c")
    (True, False)
    >>> built_alike("/sport/team-wins-final", "/news/bridge-opens-again-after-two-years")
    False
    """
    ours, theirs = unquote(path).rstrip("/").split("/"), unquote(model).rstrip("/").split("/")
    return (len(ours) == len(theirs) and len(_WORD.findall(theirs[-1])) in _MODEL_WORDS
            and len(_WORD.findall(ours[-1])) >= _MODEL_WORDS[0] and _DIGIT.search(theirs[-1]) is None
            and _MARKED.isdisjoint(ours) and _ABOUT.isdisjoint(ours[-1].split("-")))


def _shape(path: str, segments: list[str]) -> int:
    last = segments[-1]
    page = False
    if "." in last:
        stem, _, ending = last.rpartition(".")
        page = ending in _PAGE_ENDINGS
        last = stem if page else last
    best = _segment(last, path, last=True)
    if best == ARTICLE:
        return best
    above = [s for s in segments[:-1] if s]
    before = above[-1] if above else ""
    if before:
        best = max(best, _segment(before, path, last=False, slug="-" in last))
        if best == ARTICLE:
            return best
    if len(above) > 1 and last.isalpha():  # ``/12345/long-title/story``
        best = max(best, _segment(above[-2], path, last=False))
        if best == ARTICLE:
            return best
    if _dated(path):
        return ARTICLE if _DAY_THEN_WORDS.search(unquote(path)) else best + 1
    return PERHAPS if best == OTHER and page and before else best


def _slug(name: str) -> bool:
    """Whether five words or more stand in a name: the slug of most articles."""
    return sum(map(str.isalpha, name.split("-"))) > 4


def _dated(path: str) -> bool:
    return ("20" in path or "19" in path) and (_DATE.search(path) is not None or _NAMED_DATE.search(path) is not None)


def _segment(name: str, path: str, *, last: bool, slug: bool = False) -> int:
    if name.isalpha():  # one word
        return OTHER
    if name.isdecimal():  # part of a date, or a number
        return ARTICLE if len(name) > 4 else PERHAPS if len(name) > 2 else OTHER
    parts = name.split("-")
    count = sum(map(str.isalpha, parts))
    if count > 4:
        return ARTICLE
    plain = count == len(parts)  # words alone, which needs no pattern to be counted
    if "%" in name:
        name = unquote(name)
    digits = [] if plain else _DIGITS.findall(name)
    longest = len(max(digits, key=len)) if digits else 0
    if longest > 4:
        return ARTICLE
    if digits and len(name) in _CODE_LENGTHS and (_CODE.fullmatch(name) or (slug and _SHORT_CODE.fullmatch(name))):
        return ARTICLE
    mixed = len(name) >= 8 and sum(map(len, digits)) > 3
    if not plain:
        count = len(_WORD.findall(name))
    if count >= 5 or (count >= 4 and last and len(name) >= 22) or (mixed and (longest > 3 or _dated(path))):
        return ARTICLE
    return PERHAPS if count >= 3 or mixed or longest > 2 else OTHER


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
    >>> date_in_path("/world/2025/feb/13/some-story")
    (2025, 2, 13)
    """
    for found in _DATE.finditer(path):
        if found.group(4):
            return int(found.group(1)), int(found.group(3)), int(found.group(4))
    named = _NAMED_DATE.search(path)
    if named is not None and 0 < int(named[3]) < 32:
        return int(named[1]), _MONTHS[named[2].lower()], int(named[3])
    return None
