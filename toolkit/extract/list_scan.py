"""One pass over the links of a page: the teasers of news articles, in the order of the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from .document import Document
from .list_blocks import Teaser, seen_text, squeeze
from .list_links import (
    ARTICLE,
    CHROME,
    COMMERCE,
    OTHER,
    SERVICES,
    Ancestor,
    Chains,
    address_kind,
    site_of,
    split_address,
    trusted_prefix,
)

_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_WIDE_WORTH = 1.8
_CARD_TAGS = frozenset({"li", "article", "tr", "dd"})
_MAX_LINKS: Final = 6000
_SAME_TEASER_LEVELS = 7
_LEAD_LETTERS = 15


@dataclass(slots=True)
class Scan:
    """What one pass over the links found."""

    teasers: list[Teaser] = field(default_factory=list)
    chains: Chains = field(default_factory=Chains)
    tabs: dict[str, LexborNode] = field(default_factory=dict)
    """Fragment of the page -> the link that leads to it: the label of a tab."""
    own_key: str | None = None


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
    own_host, own_key = _own(doc)
    result.own_key = own_key
    own_site = site_of(own_host) if own_host else None
    trusted = trusted_prefix((split_address(doc.url or "") or ("", "", ""))[1])
    fronts: set[str] = set()
    found: list[tuple[LexborNode, str, str | None, str, str, int]] = []
    for link in doc.tree.css("a[href]")[:_MAX_LINKS]:
        href = (link.attributes.get("href") or "").strip()
        if href[:1] == "#":
            result.tabs.setdefault(href[1:], link)
            continue
        address = split_address(href)
        if address is None:
            continue
        host, path, query = address
        if host and len(path) < 2:
            fronts.add(host)
        kind = address_kind(path, query, trusted)
        if kind == OTHER:
            if "#" in href:
                result.tabs.setdefault(href.partition("#")[2], link)
            continue
        found.append((link, href, host, path, query, kind))
    if own_site is None:
        own_site = _commonest_site(found)
    for link, href, host, path, query, kind in found:
        site = site_of(host) if host else own_site
        outside = site != own_site and not (host in fronts or (site or "") in {f.removeprefix("www.") for f in fronts})
        if host and host != own_host and (COMMERCE.search(host) or SERVICES.search(host)):
            continue
        key = f"{(host or own_host or '').removeprefix('www.')}{path.rstrip('/')}"
        if address_kind(path, "") == OTHER:
            key = f"{key}?{query}"
        if "#" in href and key == own_key:
            result.tabs.setdefault(href.partition("#")[2], link)
            continue
        _add(result, link, href, key, kind, outside=outside)
    _drop_what_is_no_headline(result)
    return result


def _own(doc: Document) -> tuple[str | None, str | None]:
    address = split_address(doc.base_url or "") if doc.base_url else None
    page = split_address(doc.url or doc.meta("og:url") or "")
    host = (page and page[0]) or (address and address[0]) or None
    if page is None or not page[1]:
        return host, None
    key = f"{(host or '').removeprefix('www.')}{page[1].rstrip('/')}"
    if address_kind(page[1], "") == OTHER:
        key = f"{key}?{page[2]}"
    return host, key


def _commonest_site(found: list[tuple[LexborNode, str, str | None, str, str, int]]) -> str | None:
    """The outlet's own domain where the page's address is not known: none if links without a host prevail."""
    sites = Counter(site_of(host) if host else "" for _, _, host, _, _, _ in found)
    best = sites.most_common(1)
    return best[0][0] or None if best else None


def _add(result: Scan, link: LexborNode, href: str, key: str, kind: int, *, outside: bool) -> None:
    above = result.chains.above(link)
    if above is None or above.state == CHROME:
        return
    text = seen_text(link)
    if text and _in_running_text(link, text, above):
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


def _in_running_text(link: LexborNode, text: str, above: Ancestor) -> bool:
    """Whether a link is some words of a sentence."""
    if above.paragraph:
        node: LexborNode | None = above.node
        while node is not None and node.tag not in ("p", "blockquote"):
            node = node.parent
        if node is not None:
            around = len(squeeze(node.text(separator=" ")))
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


def _drop_what_is_no_headline(result: Scan) -> None:
    kept: list[Teaser] = []
    for teaser in result.teasers:
        if any(headline_like(t, teaser.kind) for t in teaser.texts):
            kept.append(teaser)
        elif teaser.kind == ARTICLE and not any(teaser.texts):
            kept.append(teaser)
    result.teasers = kept
