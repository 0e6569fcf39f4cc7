"""One pass over the links of a page: the teasers of news articles, in the order of the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborNode

from .document import Document
from .list_addresses import ARTICLE, OTHER, Address, address, promising, site_of, trusted_prefix
from .list_blocks import Teaser, seen_text
from .list_links import CHROME, Ancestor, Chains
from .list_words import any_of

_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_WIDE_WORTH = 1.8
_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_MAX_LINKS: Final = 6000
_SAME_TEASER_LEVELS = 7
_LEAD_LETTERS = 15
_LONGEST_MORE = 24
_FRONT = re.compile(r"(?:https?:)?//([^/?#]+)/?$", re.IGNORECASE)
_READ_MORE = any_of("text", "read_more")


@dataclass
class Scan:
    """What one pass over the links found."""

    teasers: list[Teaser] = field(default_factory=list)
    chains: Chains = field(default_factory=Chains)
    links: list[tuple[LexborNode, str]] = field(default_factory=list)
    own_key: str | None = None

    @cached_property
    def tabs(self) -> dict[str, LexborNode]:
        """Fragment of the page -> the link that leads to it: the label of a tab."""
        found: dict[str, LexborNode] = {}
        for link, href in self.links:
            if "#" in href:
                found.setdefault(href.partition("#")[2], link)
        return found


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
    worth = weight(text)
    wide = worth > len(text) + 5
    spaces = text.count(" ")
    if kind == ARTICLE:
        return worth >= 12 and (spaces >= 1 or wide or worth >= 24)
    return kind != OTHER and worth >= 28 and (spaces >= 3 or wide)


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
    result = Scan()
    own = address(doc.url or doc.meta("og:url") or "")
    own_host = _own_host(doc, own)
    result.own_key = _key(own, own_host) if own is not None and own.path else None
    nodes = doc.heads.get("a") or doc.tree.css("a[href]")
    result.links = [(link, (link.attrs["href"] or "").strip()) for link in nodes[:_MAX_LINKS]]
    found = _with_headlines(result.links, trusted_prefix(own.path) if own is not None else "")
    own_site = site_of(own_host) if own_host else _commonest_site(found)
    fronts: set[str] | None = None
    told = {_key(at, own_host) for _, _, at, text in found if text}
    for link, href, at, text in found:
        key = _key(at, own_host)
        if (not text and key in told) or (key == result.own_key and "#" in href):
            continue
        outside = False
        if at.host is not None and at.host != own_host:
            if at.service:
                continue
            if site_of(at.host) != own_site:
                fronts = _front_pages(result.links) if fronts is None else fronts
                outside = site_of(at.host) not in fronts and at.host.removeprefix("www.") not in fronts
        _add(result, link, href, key, text, kind=at.kind, outside=outside)
    return result


def _with_headlines(links: list[tuple[LexborNode, str]], trusted: str) -> list[tuple[LexborNode, str, Address, str]]:
    """Links to articles that show a headline, or nothing (a picture); the cheapest tests come first."""
    found: list[tuple[LexborNode, str, Address, str]] = []
    for link, href in links:
        if not href or not promising(href):
            continue
        at = address(href, trusted)
        if at is None or at.kind == OTHER:
            continue
        text = seen_text(link)
        if text and len(text) < _LONGEST_MORE and _READ_MORE.match(text.lstrip("»›→>[( ")):
            text = ""
        if headline_like(text, at.kind) or (not text and at.kind == ARTICLE):
            found.append((link, href, at, text))
    return found


def _front_pages(links: list[tuple[LexborNode, str]]) -> set[str]:
    """Hosts whose front page this page links to: the sister papers in its menus."""
    hosts = (_FRONT.match(href) for _, href in links)
    return {found.group(1).lower().removeprefix("www.") for found in hosts if found is not None}


def _key(at: Address, own_host: str | None) -> str:
    """What makes two links lead to one article."""
    return (at.host or own_host or "").removeprefix("www.") + at.name


def _own_host(doc: Document, own: Address | None) -> str | None:
    if own is not None and own.host:
        return own.host
    base = address(doc.base_url) if doc.base_url else None
    return base.host if base is not None else None


def _commonest_site(found: list[tuple[LexborNode, str, Address, str]]) -> str | None:
    """The outlet's own domain where the page's address is not known: none if links without a host prevail."""
    sites = Counter(site_of(at.host) if at.host else "" for _, _, at, _ in found)
    best = sites.most_common(1)
    return best[0][0] or None if best else None


def _add(result: Scan, link: LexborNode, href: str, key: str, text: str, *, kind: int, outside: bool) -> None:
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
    result.teasers.append(Teaser(key, href, kind, [link], [text], above, link, outside=outside,
                                 state=above.state))


def _shared(a: Ancestor, b: Ancestor, known: dict[int, Ancestor]) -> Ancestor:
    shared = a
    for x, y in zip(a.path, b.path, strict=False):
        if x != y:
            break
        shared = known[x]
    return shared


def _one_card(last: Teaser, above: Ancestor, known: dict[int, Ancestor]) -> bool:
    """Whether two links of one article lie in one card, not at the end of one list and the head of the next."""
    ours, theirs = above.path, last.above.path
    common = len(_shared(last.above, above, known).path)
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
                return True
    return _amid_words(link, text)


def _amid_words(link: LexborNode, text: str) -> bool:
    """Whether words of a sentence stand right before or after a link, in its parent or around inline elements."""
    node = link
    for _ in range(3):
        before, after = node.prev, node.next
        if before is not None and before.is_text_node and _letters(before) > _LEAD_LETTERS:
            return True
        if after is not None and (after.is_text_node or after.tag == "span"):
            rest = _plain(after).lstrip()
            if rest and len(rest) > 2 and (rest[0].islower() or rest[0] in ",;") and (
                    after.is_text_node or (before is not None and _letters(before) > 2)):
                return True
            if text[:1].islower() and _letters(after) > 2:
                return True
        if node.parent is None or node.parent.tag not in ("span", "b", "i", "em", "strong", "u", "font"):
            return False
        node = node.parent
    return False


def _plain(node: LexborNode) -> str:
    return (node.text_content if node.is_text_node else node.text()) or ""


def _letters(node: LexborNode) -> int:
    return sum(c.isalpha() for c in _plain(node))
