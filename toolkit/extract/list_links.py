"""Which links of a page may lead to a news article: judged by the address and by the place in the page's tree.

Two steps of rising cost. `address_kind` looks at the address alone. `Chains` climbs from a link to the root, once per
ancestor, and knows which ancestors are menus, footers, advertisements or running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

ARTICLE: Final = 2
"""The address has the shape of an article's: a long slug, an identifier, a date."""
PERHAPS: Final = 1
"""The address could be an article's or a section's."""
OTHER: Final = 0
"""A section, a tag, an author, a service, a file, another protocol."""

_SCHEME = re.compile(r"^(?:https?:)?//([^/?#\\]*)(.*)$", re.DOTALL | re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]{1,12}:", re.IGNORECASE)
_NEVER = re.compile(
    r"(?:^|/)(?:(?:[a-z]+[-_])?tags?|labels?|keywords?|etiquetas?|authors?|autor(?:e[ns]?|a|y|zy)?|auteurs?|autorzy|avtor[iy]?|"
    r"forfattere?|skribent|kolumnist|profiles?|profil|users?|members?|account|login|signin|sign-?up|register|"
    r"registration|subscribe|subscriptions?|abo|abonne[rsz]?|abonnement|search|suche|szukaj|poisk|faq|impressum|privacy|"
    r"datenschutz|cookies?|newsletters?|podcasts?|rss|feeds?|shop|store|boutique|tienda|coupons?|vouchers?|gutscheine?|"
    r"rabattcodes?|codes?-promo|jobs?|stellen|karriere|emploi|careers?|sponsored(?:-?content)?|advertorials?|"
    r"brand-?content|brandvoice|partner-?content|promoted|werbung|anzeigen?|sitemap|share|sharer|intent|classifieds|"
    r"presents?|giveaways?|preisvergleich|price-comparison|vergleich|kaufberatung|angebote|ofertas[\w-]*|descuentos|cupones|products?|produkte?|events?|"
    r"veranstaltungen|termine|eventos|agenda|afisha|calendar|kalender|screenshots|gallery|galleries|galer[ií]as?|fotogaler\w+|photo-?galler\w+|gewinnspiele?|sweepstakes|contests?|sorteos?)(?:/|$)", re.IGNORECASE)
_TOPIC = re.compile(r"(?:^|/)(?:topics?|temas?|thema|themen|themes?|tema|temat|tematy|category|categor[iíy]as?|"
                    r"kategori[aeén]*|rubri[ck][as]?|dossiers?|collections?|series?|sections?)(?:/|$)", re.IGNORECASE)
_SERVICE = re.compile(r"(?:^|/)(?:people|person|help|hilfe|about(?:-us)?|contacts?|kontakt|terms|deals|horoscopes?|horoskop|"
                      r"games?|spiele|jeux|quiz|tv-?guide|wetter|weather|apps?|licen[cs]e|native|archives?|archiv|archivo|"
                      r"print|audio-?show)(?:/|$)", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/(?:list|index|archive|category|tag|search|section|author|topic)\.\w{2,5}$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|xml|ics|docx?|apk)$", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"\.(?:s?html?|phtml|php\d?|aspx?|jsp|ece|do|cms|dhtml|amp)$", re.IGNORECASE)
_DATE_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|[1-9](?=/))\2(?:(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d))?")
_WORD_BREAK = re.compile(r"[-_+.,~%\s]+")
_DIGITS = re.compile(r"\d+")
_QUERY_ID = re.compile(r"(?:^|[?&;])(?:p|id|a|art|art_?id|aid|nid|pid|cid|sid|news_?id|news|article|article_?id|story|"
                       r"story_?id|item_?id|idnews|no|idxno|newsno|doc|c|n|idx|key|post|post_?id)=[\w-]*\d{3,}", re.IGNORECASE)
_UUID = re.compile(r"=[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"com", "co", "net", "org", "gov", "gob", "edu", "ac", "or", "ne", "go", "in", "kiev", "nom"})
SERVICES: Final = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|t|instagram|youtube|youtu|linkedin|pinterest|whatsapp|wa|telegram|tiktok|reddit|vk|ok|"
    r"threads|bsky|flipboard|google|apple|spotify|amazon|hatena|line|viber|tumblr|mastodon|snapchat|soundcloud|paypal|"
    r"patreon|doubleclick|outbrain|taboola|bit|weibo|wikipedia|goo)\.[a-z.]{2,6}$")


COMMERCE: Final = re.compile(
    r"(?:^|[.-])(?:jobs?|jobat|stellen\w*|emploi|karriere\w*|careers?|shop|webshop|store|boutique|kiosk|abo|tickets?|immo\w*|"
    r"trauer\w*|anzeigen|markt\w*|coupons?|gutscheine?|reisen|dating|oferplan|ofertas|guide-achat|classifieds|epaper|digitalpaper|e-?kiosk|promo)(?=[.-])")


def split_address(href: str) -> tuple[str | None, str, str] | None:
    """Host (None: the page's own), path and query of an address as it stands in ``href``; None if it is no page."""
    if _OTHER_SCHEME.match(href):
        return None
    found = _SCHEME.match(href)
    host: str | None = None
    if found:
        host = found.group(1).rpartition("@")[2].partition(":")[0].lower()
        href = found.group(2)
    path, _, query = href.partition("#")[0].partition("?")
    return host, path, query


def site_of(host: str) -> str:
    """Registrable domain of a host by the usual second levels (``co.uk``, ``com.ua``); good enough to compare two hosts.

    Examples
    --------
    >>> site_of("www.example.co.uk"), site_of("sport.example.com")
    ('example.co.uk', 'example.com')
    """
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and len(parts[-1]) == 2 and (parts[-2] in _SECOND_LEVEL or len(parts[-2]) == 1) else 2
    return ".".join(parts[-keep:])


@lru_cache(maxsize=4096)
def address_kind(path: str, query: str, trusted: str = "") -> int:
    """Judge the path and query of an address: `ARTICLE`, `PERHAPS` or `OTHER`.

    Parameters
    ----------
    path, query : str
        As `split_address` gives them.
    trusted : str
        First segment of the address of an article of the same outlet: its word says nothing against an address.

    Returns
    -------
    int
        One of the three.

    Examples
    --------
    >>> address_kind("/world/minister-resigns-after-long-debate-123456", "") == ARTICLE
    True
    >>> address_kind("/world/", "") == OTHER, address_kind("/tag/energy-policy-of-the-union", "") == OTHER
    (True, True)
    """
    clean = path.rstrip("/")
    if trusted and clean.startswith(trusted + "/"):
        kind = address_kind(clean[len(trusted):], query)
        return kind if kind == ARTICLE or _NEVER.search(trusted) is None else OTHER
    if _NEVER.search(clean) or _FILE.search(clean) or _INDEX_PAGE.search(clean):
        return OTHER
    if query and (_QUERY_ID.search(query) or _UUID.search(query)):
        return PERHAPS if _TOPIC.search(clean) or _SERVICE.search(clean) else ARTICLE
    if len(clean) < 4:
        return OTHER
    kind = _shape(clean)
    if kind != OTHER and _TOPIC.search(clean) and _DATE_IN_PATH.search(clean) is None:
        return kind - 1
    return kind if kind == OTHER or not _SERVICE.search(clean) else kind - 1


def _shape(path: str) -> int:
    segments = [s for s in path.split("/") if s]
    ending = _PAGE_ENDING.search(segments[-1])
    names = [segments[-1][: ending.start()] if ending else segments[-1], *segments[-2:-1]]
    dated = _DATE_IN_PATH.search(path) is not None
    best = OTHER
    for place, name in enumerate(names):
        best = max(best, _segment(unquote(name) if "%" in name else name, last=place == 0, dated=dated))
    if best == PERHAPS and dated:
        return ARTICLE
    if best == OTHER and (dated or (ending and len(segments) > 1)):
        return PERHAPS
    return best


def _segment(name: str, *, last: bool, dated: bool) -> int:
    words = [w for w in _WORD_BREAK.split(name) if w]
    letters = sum(1 for w in words if any(c.isalpha() for c in w))
    longest_number = max((len(n) for n in _DIGITS.findall(name)), default=0)
    mixed = len(name) >= 8 and sum(c.isdigit() for c in name) >= 4
    if letters >= 5 or longest_number >= 5 or (mixed and (longest_number >= 4 or dated)):
        return ARTICLE
    if letters >= 4 and len(name) >= 22 and last:
        return ARTICLE
    if letters >= 3 or longest_number >= 3 or mixed:
        return PERHAPS
    return OTHER


def trusted_prefix(path: str) -> str:
    """First segment of an article's own address with the slash before it, if it is followed by more than one segment.

    Examples
    --------
    >>> trusted_prefix("/authors/jane-roe/minister-resigns-after-long-debate-in-parliament"), trusted_prefix("/tag/energy")
    ('/authors', '')
    """
    segments = [s for s in path.split("/") if s]
    if len(segments) < 2 or _shape("/" + segments[-1]) != ARTICLE:
        return ""
    return "/" + segments[0]


def date_in_path(path: str) -> tuple[int, int, int] | None:
    """Year, month and day that an address states, if it states a day.

    Examples
    --------
    >>> date_in_path("/2025/02/13/some-story.html"), date_in_path("/2025/02/some-story")
    ((2025, 2, 13), None)
    """
    for found in _DATE_IN_PATH.finditer(path):
        if found.group(4):
            return int(found.group(1)), int(found.group(3)), int(found.group(4))
    return None


_CHROME_TAGS = frozenset({"nav", "dialog", "template", "select", "button", "figcaption"})
_CHROME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|navs|menus?|(?:main|top|sub|side|burger|mobile|mega)-?menu|breadcrumbs?|"
    r"social|socials|sns|share|sharing|share-?buttons?|cookies?|consent|login|paywall|pagination|pager|lang(?:uage)?s?"
    r"(?:-switch)?|tags?-?(?:list|cloud|s)?|taglist|post-tags|keywords|author(?:s|-box|-bio|-info)?|byline|newsletter|"
    r"skip(?:-link)?|search(?:-form|-box)?|comments?(?:-list|-section|-area)?|toc|weather|currency|horoscope)(?=[\s_-]|$)",
    re.IGNORECASE)
_ADVERT_CLASS = re.compile(
    r"(?:^|\s)(?:ads?|adv|dfp|gpt)(?=[\s_-]|$)|(?:^|[\s_-])(?:advert\w*|adbox|adslot|adwrap\w*|banner-?ads?|sponsor\w*|sponsored|commercial\w*|"
    r"promot(?:ed|ion)|outbrain|taboola|dianomi|plista|revcontent|mgid|gnezdo|smi2|recreativ|partners?|native-?ads?|"
    r"affiliates?|shop(?:ping)?|deals?|coupons?|vouchers?|jobs?|job-?box|emploi|stellenmarkt|classifieds?|marketplace|"
    r"anzeigen?|werbung|publi(?:cidad|cite|redactional)|reklam[ay]?)(?=[\s_-]|$)|commercialcomponent|OUTBRAIN|trc_related",
    re.IGNORECASE)
_FOOT_CLASS = re.compile(r"(?:^|[\s_-])(?:site|page|main|global)[_-]?footer|^footer(?=[\s_-]|$)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PAGE_WIDE_TEXT = 2500
_STOP_TAGS = frozenset({"li", "article", "tr"})

OPEN: Final = 0
CHROME: Final = 1
ADVERT: Final = 2
FOOT: Final = 3
"""Below a footer or an advertisement a link is a teaser only if its whole list looks like one."""


@dataclass(slots=True)
class Ancestor:
    """One element above a link: its place in the tree and what it says about the links below it."""

    node: LexborNode
    mem_id: int
    tag: str
    names: str
    path: tuple[int, ...]
    state: int
    paragraph: bool


@dataclass(slots=True)
class Chains:
    """Ancestors of links, each visited once however many links lie below it."""

    known: dict[int, Ancestor] = field(default_factory=dict)

    def above(self, link: LexborNode) -> Ancestor | None:
        """The record of a link's parent element (None where the link has no parent)."""
        waiting: list[tuple[LexborNode, int]] = []
        node = link.parent
        known = self.known
        top: Ancestor | None = None
        while node is not None:
            mem_id = node.mem_id
            if mem_id in known:
                top = known[mem_id]
                break
            tag = node.tag
            if tag == "-document" or tag == "html":
                break
            waiting.append((node, mem_id))
            node = node.parent
        for node, mem_id in reversed(waiting):
            top = known[mem_id] = _ancestor(node, mem_id, top)
        return top


def _ancestor(node: LexborNode, mem_id: int, parent: Ancestor | None) -> Ancestor:
    tag = node.tag or ""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    state = parent.state if parent else OPEN
    if state == OPEN and tag != "body":
        state = _state(node, tag, names, parent)
    path = (*parent.path, mem_id) if parent else (mem_id,)
    paragraph = tag in ("p", "blockquote") or (parent is not None and parent.paragraph and tag not in _STOP_TAGS)
    return Ancestor(node, mem_id, tag, names, path, state, paragraph)


def _state(node: LexborNode, tag: str, names: str, parent: Ancestor | None) -> int:
    if tag in _CHROME_TAGS or (tag == "header" and not inside_card(parent)):
        return CHROME
    if tag == "footer":
        return OPEN if inside_card(parent) else FOOT
    if tag == "form":
        return OPEN if _page_wide(node) else CHROME
    if len(names) > 2:
        split = _CAMEL.sub("-", names)
        if _FOOT_CLASS.search(split) and not inside_card(parent):
            return FOOT
        state = ADVERT if _ADVERT_CLASS.search(split) else CHROME if _CHROME_CLASS.search(split) else OPEN
        return OPEN if state != OPEN and _page_wide(node) else state
    return OPEN


def _page_wide(node: LexborNode) -> bool:
    """Whether an element holds the page's main part: then its class speaks of the layout ("has-ads"), not of itself."""
    if node.css_first("main") is not None:
        return True
    return node.css_first("h1") is not None and len(node.text()) > _PAGE_WIDE_TEXT


def named_advert(node: LexborNode) -> bool:
    """Whether an element's class names it an advertisement."""
    names = node.attributes.get("class")
    return bool(names) and _ADVERT_CLASS.search(_CAMEL.sub("-", names or "")) is not None


def inside_card(above: Ancestor | None) -> bool:
    """Whether a teaser card is around: then ``header`` is the head of the card, not of the page."""
    return above is not None and above.tag in ("article", "li", "section", "aside", "main", "a")
