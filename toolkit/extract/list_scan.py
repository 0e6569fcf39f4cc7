"""One pass over the links of a page: the teasers of news articles, in the order of the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborNode

from .document import Document
from .list_addresses import (
    ARTICLE,
    OTHER,
    Address,
    address,
    article_address,
    built_alike,
    code_shape,
    is_service,
    may_name_an_article,
    promising,
    site_of,
    trusted_prefix,
)
from .list_blocks import Teaser, common_length, seen_text, squeeze
from .list_items import heading_around
from .list_links import CHROME, Ancestor, Chains
from .list_siblings import vouched_for
from .list_words import any_of, beginnings

_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_WIDE_WORTH = 1.8
_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_MAX_LINKS: Final = 6000
_INLINE_TAGS = frozenset({"span", "b", "i", "em", "strong", "u", "font"})
_SAME_TEASER_LEVELS = 7
_LEAD_LETTERS = 15
_FIRST_LETTERS = 40
_HARDLY_ANY = 3
_ENOUGH = 12
_MOST_OF_A_MENU = 2500
_FEWEST_CODES = 3
_DIGIT = re.compile(r"\d")
_LONGEST_MORE = 24
_CLOCK_AT_EDGE = re.compile(r"^\W*\d\d?[:.h]\d\d(?!\d)|(?<!\d)\d\d?[:h]\d\d\W*$")
_COMMON_NAMES = frozenset({"news", "com", "gov", "org", "net", "edu"})
"""First parts of domains that many an outlet has."""
_COUNT = re.compile(rf"[\d.,\s]+\W{{0,2}}(?:{any_of('text', 'counted').pattern})[\W\d]*", re.IGNORECASE)
_READ_MORE = any_of("text", "read_more")
_READ_MORE_BEGINNINGS = beginnings("text", "read_more")


@dataclass
class Scan:
    """What one pass over the links found."""

    own: Address | None
    """The page's own address."""
    own_key: str | None
    chains: Chains
    links: list[LexborNode]
    hrefs: list[str]
    teasers: list[Teaser] = field(default_factory=list)

    @cached_property
    def tabs(self) -> dict[str, LexborNode]:
        """Fragment of the page -> the link that leads to it: the label of a tab."""
        labels = [(href, link) for link, href in zip(self.links, self.hrefs, strict=True) if "#" in href]
        return {href.partition("#")[2]: link for href, link in reversed(labels)}  # the first one counts

    @cached_property
    def targets(self) -> frozenset[str]:
        """All that the links lead to, in lower case."""
        return frozenset(map(str.lower, self.hrefs))

    def leads_to_front(self, host: str) -> bool:
        """Whether the page links to the front page of a host, as to the sister papers in its menus."""
        return not self.targets.isdisjoint([f"{scheme}//{www}{host}{slash}" for scheme in ("https:", "http:", "")
                                            for www in ("www.", "") for slash in ("/", "")])


def weight(text: str) -> float:
    """Length of a text in letters of an alphabet: a Chinese, Japanese, Korean or Thai one says more."""
    if text.isascii():
        return len(text)
    return len(text) + _WIDE_WORTH * len(_WIDE.findall(text))


def headline_like(text: str, kind: int) -> bool:
    """Whether a text is long enough for a headline, given how sure the address is.

    Examples
    --------
    >>> headline_like("Minister resigns", ARTICLE), headline_like("World news", OTHER)
    (True, False)
    """
    if kind == ARTICLE and len(text) >= _LONGEST_MORE:
        return True
    if text.isascii():
        worth: float = len(text)
        wide = False
    else:
        worth = weight(text)
        wide = worth > len(text) + 5
    if kind == ARTICLE:
        return worth >= 12 and (" " in text or wide or worth >= 24)
    return kind != OTHER and worth >= 28 and (wide or text.count(" ") >= 3)


def scan(doc: Document) -> Scan:
    """Read all links of a page and keep those that may be teasers.

    Parameters
    ----------
    doc : Document
        The parsed page.

    Returns
    -------
    Scan
        The teasers in the order of the page; neighbouring links of one article are one teaser.
    """
    own = address(doc.url or doc.meta("og:url") or "")
    own_host = _own_host(doc, own)
    own_key = _key(own.host or own_host, own.name) if own is not None and own.path else None
    links = doc.heads.get("a", [])[:_MAX_LINKS]
    result = Scan(own, own_key, Chains(doc), links, [(link.attrs["href"] or "").strip() for link in links])
    trusted = trusted_prefix(own.path) if own is not None else ""
    model = own if own is not None and own.kind != OTHER and doc.meta("og:type") == "article" else None
    found = _with_headlines(result, trusted, own_host, model)
    own_site = site_of(own_host) if own_host else _commonest_site(found)
    strange: dict[str | None, bool | None] = {None: False, own_host: False}
    told = {each[3] for each in found if each[5]}
    found = [each for each in found if (each[5] or each[3] not in told) and (each[3] != own_key or "#" not in each[1])]
    if own_key and "?" in own_key:  # the page's own address with more in its query
        found = [each for each in found if not each[3].startswith(own_key + "&")]
    for each in found:
        host = each[2]
        if host not in strange:
            strange[host] = _strange(host or "", own_site, result)
        outside = strange[host]
        if outside is not None:
            _add(result, each, outside=outside)
    if len(result.teasers) < _HARDLY_ANY:
        _look_into_columns(doc, result, [(each, bool(strange[each[2]])) for each in found
                                         if strange[each[2]] is not None])
        _add_headed(result, own_host)
    _add_vouched_for(result, trusted, {host for host, outside in strange.items() if outside is False}, own_host)
    return result


def _look_into_columns(doc: Document, result: Scan, found: list[tuple[_Found, bool]]) -> None:
    """On a front page where hardly any article was found, a "menu" that holds much text is none, but a column."""
    if result.own is None or result.own.path.strip("/") or len(found) < _ENOUGH:
        return
    result.chains, result.teasers = Chains(doc, most=_MOST_OF_A_MENU), []
    for each, outside in found:
        _add(result, each, outside=outside)


def _add_headed(result: Scan, own_host: str | None) -> None:
    """Where addresses tell of hardly any article: links of the outlet that are headings, or stand beside a clock."""
    known = {t.key for t in result.teasers}
    for link, href in zip(result.links, result.hrefs, strict=True):
        if "-" not in href and _DIGIT.search(href) is None:
            continue
        text = seen_text(link)  # few links show as much, and an address takes longer to judge
        if not headline_like(text, ARTICLE) or _leads_on(text):
            continue
        at = address(href)
        if at is None or at.host not in (None, own_host) or not (at.kind or may_name_an_article(at.path)):
            continue
        key = _key(at.host or own_host, at.name)
        if key in known or key == result.own_key:
            continue
        if heading_around(link) is not None or link.css_first("h2,h3,h4,h5") is not None or _beside_clock(link):
            _add(result, (link, href, at.host, key, ARTICLE, text), outside=False)
    order = {link.mem_id: n for n, link in enumerate(result.links)}
    result.teasers.sort(key=lambda t: order.get(t.links[0].mem_id, 0))


def _beside_clock(link: LexborNode) -> bool:
    """Whether a time of day stands right before or after a link."""
    return any(node is not None and len(text := squeeze(_plain(node))) < _LONGEST_MORE and _CLOCK_AT_EDGE.search(text)
               for node in (link.prev, link.next))


def _add_vouched_for(result: Scan, trusted: str, hosts: set[str | None], own_host: str | None) -> None:
    """Add the rows of lists that only their neighbours tell to be articles."""
    known = {t.key for t in result.teasers}
    added = False
    for row in list(vouched_for(result.teasers, result.chains, headline_like, trusted)):
        key = _key(row.host or own_host, row.name)
        if row.host not in hosts or key in known or _leads_on(row.text) or (
                row.text and _in_running_text(row.link, row.text, row.above, result.chains)):
            continue
        result.teasers.append(Teaser(key, row.href, ARTICLE, [row.link], [row.text], row.above, row.link,
                                     state=row.above.state, vouched_for=True))
        added = True
    if added:
        order = {link.mem_id: n for n, link in enumerate(result.links)}
        result.teasers.sort(key=lambda t: order.get(t.links[0].mem_id, 0))


def _leads_on(text: str) -> bool:
    """Whether a text is of the kind of "read more"."""
    text = text.lstrip("»›→>[( ")
    return text[:2].lower() in _READ_MORE_BEGINNINGS and _READ_MORE.match(text) is not None


_Found = tuple[LexborNode, str, str | None, str, int, str]
"""A link to an article that shows a headline, or nothing (a picture): link, href, host, key, kind and text."""


def _with_headlines(result: Scan, trusted: str, own_host: str | None, model: Address | None) -> list[_Found]:
    """Links that may be teasers by what they say themselves; the cheapest tests come first.

    ``model`` is the page's own address if it is an article's for sure: doubtful addresses built alike are too.
    """
    found: list[_Found] = []
    coded: list[int] = []
    for link, href in zip(result.links, result.hrefs, strict=True):
        if not href or not promising(href):
            continue
        text = seen_text(link)
        if text and len(text) < _LONGEST_MORE:
            if _leads_on(text):
                text = ""
            elif not headline_like(text, ARTICLE) or (text[:1].isdecimal() and _COUNT.fullmatch(text)):
                continue  # whatever the address
        at = article_address(href, trusted)
        if at is None:
            if "-" not in href[-8:] and code_shape(href) is not None and (plain := address(href, trusted)) is not None:
                coded.append(len(found))
                found.append((link, href, plain.host, _key(plain.host or own_host, plain.name), OTHER, text))
            continue
        host, name, kind = at
        if kind != ARTICLE and model is not None and built_alike(name, model.path):
            kind = ARTICLE
        if kind == ARTICLE or (text and (headline_like(text, kind) or (
                _CLOCK_AT_EDGE.search(text) and headline_like(text, ARTICLE)))):
            found.append((link, href, host, _key(host or own_host, name), kind, text))
    return _with_like_codes(found, coded) if coded else found


def _with_like_codes(found: list[_Found], coded: list[int]) -> list[_Found]:
    """Keep of the addresses that end in a code those built as several that are articles' for sure."""
    shapes = Counter(code_shape(each[1]) for each in found if each[4] == ARTICLE)
    for n in coded:
        each = found[n]
        if shapes[code_shape(each[1])] >= _FEWEST_CODES:
            found[n] = (*each[:4], ARTICLE, each[5])
    return [each for each in found if each[4] != OTHER]


def _strange(host: str, own_site: str | None, result: Scan) -> bool | None:
    """Whether a host is neither the outlet's own nor that of a sister paper to whose front page the page links.

    None for a host that has no news at all.
    """
    if is_service(host):
        return None
    site = site_of(host)
    if site == own_site or _one_name(site, own_site) or result.leads_to_front(site):
        return False
    name = host.removeprefix("www.")
    return name == site or not result.leads_to_front(name)


def _one_name(site: str, own_site: str | None) -> bool:
    """Whether an outlet has two domains that differ in country or kind alone: ``example.com``, ``example.co.uk``."""
    name = site.partition(".")[0]
    return own_site is not None and len(name) > 2 and name not in _COMMON_NAMES and name == own_site.partition(".")[0]


def _key(host: str | None, name: str) -> str:
    """What makes two links lead to one article."""
    return (host or "").removeprefix("www.") + name


def _own_host(doc: Document, own: Address | None) -> str | None:
    if own is not None and own.host:
        return own.host
    base = address(doc.base_url) if doc.base_url else None
    return base.host if base is not None else None


def _commonest_site(found: list[_Found]) -> str | None:
    """The outlet's own domain where the page's address is not known: none if links without a host prevail."""
    sites = Counter(site_of(host) if host else "" for _, _, host, _, _, _ in found)
    best = sites.most_common(1)
    return best[0][0] or None if best else None


def _add(result: Scan, each: _Found, *, outside: bool) -> None:
    link, href, _, key, kind, text = each
    above = result.chains.above(link)
    if above is None or above.state == CHROME:
        return
    if text and _in_running_text(link, text, above, result.chains):
        return
    last = result.teasers[-1] if result.teasers else None
    if last is not None and last.key == key and _one_card(last, above, result.chains.known):
        last.links.append(link)
        last.texts.append(text)
        last.kind = max(last.kind, kind)
        last.above = _shared(last.above, above, result.chains.known)
        return
    result.teasers.append(Teaser(key, href, kind, [link], [text], above, link, outside=outside, state=above.state))


def _shared(a: Ancestor, b: Ancestor, known: dict[int, Ancestor]) -> Ancestor:
    common = common_length(a.path, b.path)
    return known[a.path[common - 1]] if common else a


def _one_card(last: Teaser, above: Ancestor, known: dict[int, Ancestor]) -> bool:
    """Whether two links of one article lie in one card, not at the end of one list and the head of the next."""
    ours, theirs = above.path, last.above.path
    common = common_length(ours, theirs)
    if max(len(ours), len(theirs)) - common > _SAME_TEASER_LEVELS:
        return False
    return not any(known[i].tag in _CARD_TAGS for i in (*ours[common:], *theirs[common:]))


def _in_running_text(link: LexborNode, text: str, above: Ancestor, chains: Chains) -> bool:
    """Whether a link is some words of a sentence."""
    if above.paragraph:
        node: LexborNode | None = above.node
        while node is not None and node.tag not in ("p", "blockquote"):
            node = node.parent
        if node is not None:
            around = chains.text_length(node)
            if around > 1.3 * len(text) + 25:
                return not _heads_paragraph(link, node)
    return _amid_words(link, text, above.tag)


def _heads_paragraph(link: LexborNode, paragraph: LexborNode) -> bool:
    """Whether a link is the first line of a paragraph of a class of its own, below a date or a picture at most.

    So a list of news is built where a paragraph is the box of an entry.
    """
    if paragraph.tag != "p" or not paragraph.attributes.get("class"):
        return False
    node = link
    while node.mem_id != paragraph.mem_id:
        after = node.next
        while after is not None and after.is_text_node and not (after.text_content or "").strip():
            after = after.next
        if after is not None:
            if after.tag != "br":
                return False
            break
        node = node.parent or paragraph
    before = node.prev
    while before is not None:
        if _has_letters(_plain(before), _LEAD_LETTERS):
            return False
        before = before.prev
    return node.mem_id != paragraph.mem_id


def _amid_words(link: LexborNode, text: str, tag: str) -> bool:
    """Whether words of a sentence stand right before or after a link, in its parent or around inline elements."""
    node = link
    for level in range(3):
        before, after = node.prev, node.next
        if before is not None and before.is_text_node and _has_letters(before.text_content, _LEAD_LETTERS):
            return True
        if after is not None:
            plain = after.is_text_node
            if plain or after.tag == "span":
                rest = ((after.text_content if plain else after.text()) or "").lstrip()
                clause = rest[:1] in (",", ";") and not (len(rest) < _LONGEST_MORE and rest[1:].lstrip()[:1].isdigit())
                if len(rest) > 2 and (rest[0].islower() or clause) and (
                        plain or (before is not None and _has_letters(_plain(before), 2))):
                    return True
                if rest and text[:1].islower() and _has_letters(rest, 2):
                    return True
        above = node.parent
        if above is None or (tag if not level else above.tag) not in _INLINE_TAGS:
            return False
        node = above
    return False


def _plain(node: LexborNode) -> str:
    return (node.text_content if node.is_text_node else node.text()) or ""


def _has_letters(text: str | None, more_than: int) -> bool:
    """Whether a text has more than so many letters; mostly it is an indentation, and seldom are all to be counted."""
    text = text.strip() if text else ""
    return len(text) > more_than and (sum(map(str.isalpha, text[:_FIRST_LETTERS])) > more_than
                                      or sum(map(str.isalpha, text)) > more_than)
