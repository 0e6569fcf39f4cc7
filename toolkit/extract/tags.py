"""Tags of the article: those a reader sees, or the keywords that the page declares.

The declarations (meta keywords, linked data, ``article:tag``) are cleaned of what a publishing system adds for its
own use, and the one that most others agree with is kept. The visible tag block is read where none is declared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from . import jsonld
from .chrome import is_chrome
from .document import Document
from .titles import fold, tidy

_METAS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("news_keywords", "keywords"), 0.35),
    (("article:tag", "og:article:tag", "og:tags", "video:tag", "article:tags", "og:tag"), 0.25),
    (("parsely-tags", "sailthru.tags", "cxenseparse:tags", "cxenseparse:epi-tags", "cxenseparse:keywords",
    "vs:keywords", "tmgads.keywords", "dc.subject", "dcterms.subject", "mrf:tags", "its_tag", "tags", "etiquetas",
    "topics"), 0.1),
)
_LINKED_DATA = 0.30
_SPLIT = re.compile(r"[,;|\n、，؛،]+|\s#(?=\w)")
_KEYED = re.compile(r"^([A-Za-z _-]{2,24})(?::\s*|/)(.+)$")
_SUBJECT_KEYS = frozenset({"subject", "subjects", "topic", "topics", "tag", "tags", "keyword", "keywords", "person",
                           "people", "place", "places", "organization", "organisation", "location", "theme", "thema",
                           "sections", "event", "story", "entity", "product", "company"})
_INTERNAL = re.compile(
    r"^(?:[0-9a-f]{8}-[0-9a-f-]{20,}|[\d\W]+|_.*|.*(?:source:|tagname|https?:|\.com$|\.html?$|paywall|comments-enabled|"
    r"noindex|page type|article type|template|nlp ).*|web|video|article|articles|news|home|homepage|story|post|default|"
    r"general news|"
    r"curated|n/a|none|null|undefined)$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z0-9:_.-]+$")
_VISIBLE = ('a[rel~="tag"],[class*="tag" i] a,[class*="topic" i] a,[class*="keyword" i] a,[class*="tema" i] a,'
            '[class*="theme" i] a,[class*="thema" i] a,[class*="label" i] a,[class*="schlagw" i] a,'
            '[itemprop~="keywords"]')
_BLOCK = re.compile(r"(?:^|[\s_-]|[a-z](?=[A-Z]))(?:[Tt]ags?|TAGS?|[Tt]opics?|[Kk]eywords?|[Tt]emas?|[Ll]abels?|"
                    r"[Tt]hem(?:a|en|e|es)|[Ss]chlagw\w*|[Mm]ots|[Ee]tiquetas?|[Tt]aglist|[Tt]agcloud)(?=$|[\s_-]|[A-Z])")
_HREF = re.compile(r"/(?:tags?|topics?|keywords?|temas?|thema|themen|themes?|sujets?|labels?|schlagwort|etiquetas?|"
                   r"argomenti|emne|amne|tagi|temy|tegi|aihe|stichwort|hub|temat|etiket|konu|subject|subjects|dossiers?|people|"
                   r"organisation|organization|places?)[/?=-]|[?&]tags?=", re.IGNORECASE)
_MOST = 60


class Tags(NamedTuple):
    """Tags and where they stood."""

    tags: list[str]
    origin: str | None


def tags(doc: Document, article: dict[str, Any] | None, *, title: str | None, site_names: frozenset[str],
         authors: Iterable[str] = ()) -> Tags:
    """Choose the tags of the article.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    title : str or None
        Headline: keywords that only repeat its words are no tags.
    site_names : frozenset of str
        Folded names of the site: no tags.
    authors : iterable of str
        Names that signed: no tags.

    Returns
    -------
    Tags
        In the page's order and spelling, each once.
    """
    barred = site_names | {fold(a) for a in authors}
    stated = list(_declared(doc, article, barred, title or ""))
    if not stated:
        return Tags(visible(doc, barred), "visible tags")
    keys = [{fold(t) for t in found} for _, found, _ in stated]
    score = [prior + sum(_overlap(keys[i], keys[j]) for j in range(len(stated)) if j != i)
             for i, (_, _, prior) in enumerate(stated)]
    best = max(range(len(stated)), key=lambda i: score[i])
    if len(stated[best][1]) == 1 and len(stated) == 1:  # one lone keyword is often the section: the page may show more
        shown = visible(doc, barred)
        if len(shown) > 1:
            return Tags(shown, "visible tags")
    return Tags(stated[best][1], stated[best][0])


def _overlap(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _declared(doc: Document, article: dict[str, Any] | None, barred: frozenset[str] | set[str],
              title: str) -> Iterable[tuple[str, list[str], float]]:
    """Each declaration that holds tags: origin, tags, how far it is trusted alone."""
    section = {fold(s) for s in jsonld.strings((article or {}).get("articleSection"))}
    if article and (found := clean_list(jsonld.strings(article.get("keywords")), barred, title)):
        # Keywords that only repeat the section say less than any other declaration.
        yield "json-ld keywords", found, 0.05 if {fold(t) for t in found} <= section else _LINKED_DATA
    for family, prior in _METAS:
        seen: list[set[str]] = []
        for name in family:
            found = clean_list(doc.metas.get(name, ()), barred, title)
            key = {fold(t) for t in found}
            if found and not any(_overlap(key, s) > 0.9 for s in seen):
                seen.append(key)
                yield f"meta {name}", found, prior


def clean_list(values: Iterable[str], barred: Iterable[str], title: str) -> list[str]:
    """Tags of a declaration, each once; empty where the list is codes, or just the words of the headline.

    Examples
    --------
    >>> clean_list(["Rain, Wind,rain", "Subject: Harvest", "Page Type: Article"], (), "")
    ['Rain', 'Wind', 'Harvest']
    """
    kept: dict[str, str] = {}
    for value in list(values)[:500]:
        for part in _SPLIT.split(value[:5000]):
            tag = _clean(part)
            if tag:
                kept.setdefault(fold(tag), tag)
    for name in barred:
        kept.pop(name, None)
    found = [t for key, t in kept.items() if key][:_MOST]
    if _are_codes(found) or _are_words_of(found, title) or _is_word_salad(found):
        return []
    return found


def _clean(part: str) -> str | None:
    tag = tidy(part).strip(" #\"'“”«»[]").strip()
    keyed = _KEYED.match(tag)
    if keyed and (keyed[1].strip().lower() in _SUBJECT_KEYS or (tag[len(keyed[1])] == "/" and tag.islower())):
        tag = keyed[2].strip()
    elif keyed and tag[len(keyed[1])] == ":" and tag[len(keyed[1]) + 1:].startswith(" "):
        return None
    if not 1 < len(tag) <= 100 or _INTERNAL.match(tag):
        return None
    return tag


def _are_codes(found: list[str]) -> bool:
    return len(found) > 3 and sum(bool(_CODE.match(t)) for t in found) > 0.8 * len(found)


def _are_words_of(found: list[str], title: str) -> bool:
    """Tell whether a list is just the headline cut into words."""
    words = set(re.findall(r"\w+", title.casefold()))
    return len(found) > 3 and bool(words) and all(" " not in t for t in found) and (
        sum(t.casefold() in words for t in found) > 0.75 * len(found))


def _is_word_salad(found: list[str]) -> bool:
    """Tell whether the tags were joined by spaces, so that they cannot be told apart."""
    return len(found) == 1 and (len(found[0].split()) > 4)


def visible(doc: Document, barred: Iterable[str]) -> list[str]:
    """Tags of the block of links that looks most like the article's tags."""
    groups: dict[int, tuple[LexborNode, list[LexborNode]]] = {}
    for node in doc.tree.css(_VISIBLE)[:600]:
        holder = _holder(node)
        groups.setdefault(holder.mem_id, (holder, []))[1].append(node)
    best: tuple[float, list[str]] = (0.9, [])
    for holder, links in groups.values():
        if len(links) > 40 or is_chrome(holder):
            continue
        found = clean_list([n.text()[:200] for n in links], barred, "")
        score = _block_score(holder, links, found)
        if score > best[0]:
            best = (score, found)
    return best[1]


def _holder(node: LexborNode) -> LexborNode:
    """Element that holds the whole block of a tag link: the outermost near one whose class says so, else the list."""
    here, found = node.parent, node.parent or node
    for _ in range(4):
        if here is None or here.tag in ("body", "article", "main", "html"):
            break
        if here.tag in ("ul", "ol", "p") or _BLOCK.search(here.attributes.get("class") or ""):
            found = here
        here = here.parent
    return found


def _block_score(holder: LexborNode, links: list[LexborNode], found: list[str]) -> float:
    if not found:
        return 0.0
    hrefs = [n.attributes.get("href") or "" for n in links]
    marked = sum("tag" in (n.attributes.get("rel") or "").split() for n in links) / len(links)
    tag_paths = sum(bool(_HREF.search(h)) for h in hrefs) / len(links)
    named = bool(_BLOCK.search(f"{holder.attributes.get('class') or ''} {holder.attributes.get('id') or ''}"))
    common = Counter(h.rpartition("/")[0] for h in hrefs).most_common(1)[0][1] / len(links)
    long = sum(len(t) > 45 or t.count(" ") > 5 for t in found) / len(found)
    return marked + tag_paths + 0.6 * named + 0.2 * common + min(len(found), 5) / 20 - 2 * long


