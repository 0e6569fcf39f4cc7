"""Tags of the article: those a reader sees, or the keywords that the page declares.

The declarations (meta keywords, linked data, ``article:tag``) are cleaned of what a publishing system adds for its
own use, and the one that most others agree with is kept. The visible tag block is read where none is declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from . import jsonld
from .chrome import is_chrome, plain_text
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
_EDGE = " \t\"'“”«»[]"
_KEYED = re.compile(r"^([A-Za-z _-]{2,24})(: |:|/)\s*(\S.*)$")
_SUBJECT_KEYS = frozenset({"subject", "subjects", "topic", "topics", "tag", "tags", "keyword", "keywords", "person",
                           "people", "place", "places", "organization", "organisation", "location", "theme", "thema",
                           "sections", "event", "story", "entity", "product", "company"})
_INTERNAL = re.compile(
    r"^(?:[0-9a-f]{8}-[0-9a-f-]{20,}|[\d\W]+|@.*|.*_.*|.*(?:source:|tagname|https?:|\.com$|\.html?$|paywall|"
    r"comments-enabled|noindex|page type|article type|template|nlp ).*|web|video|article|articles|news|home|homepage|"
    r"front page|story|post|default|general news|curated|n/a|none|null|undefined)$", re.IGNORECASE)
_CJK_WORDS = re.compile("^[\u3040-\u9fff\uac00-\ud7af]+(?: [\u3040-\u9fff\uac00-\ud7af]+){2,}$")
_CODE = re.compile(r"^[A-Z0-9:_.-]+$")
_VISIBLE = ('[rel~="tag"],[class*="tag" i],[class*="topic" i],[class*="keyword" i],[class*="tema" i],'
            '[class*="thema" i],[itemprop~="keywords"],a[href*="/tag"],a[href*="/topic"],a[href*="/them"],'
            'a[href*="/tema"]')
_BLOCK = re.compile(r"(?:^|[\s_-]|[a-z](?=[A-Z]))(?:[Tt]ags?|TAGS?|[Tt]opics?|[Kk]eywords?|[Tt]emas?|[Ll]abels?|"
                    r"[Tt]hem(?:a|en|e|es)|[Ss]chlagw\w*|[Mm]ots|[Ee]tiquetas?|[Tt]aglist|[Tt]agcloud)(?=$|[\s_-]|[A-Z])")
_HREF = re.compile(r"/(?:tags?|topics?|keywords?|temas?|thema|themen|themes?|sujets?|labels?|schlagwort|etiquetas?|"
                   r"argomenti|emne|amne|tagi|temy|tegi|aihe|stichwort|hub|temat|etiket|konu|subject|subjects|dossiers?|people|"
                   r"organisation|organization|places?)[/?=-]|[?&]tags?=", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:теги|теми|тема|темы|мітки|метки|ключові слова|ключевые слова|тэги|tags?|tagged|topics?|"
    r"related topics|keywords?|filed under|schlagw(?:örter|orte)|themen|stichw(?:örter|orte)|mots[- ]clés|"
    r"thèmes|sujets|etiquetas|temas|palabras clave|palavras-chave|assuntos|tematy|tagi|słowa kluczowe|"
    r"argomenti|onderwerpen|trefwoorden|emner|ämnen|aiheet|avainsanat|témata|štítky|címkék|kulcsszavak|"
    r"etichete|етикети|θέματα|ετικέτες|etiketler|konular|žymos|temos|birkas|märksõnad|キーワード|タグ|关键词|标签|關鍵字|"
    r"標籤|태그|الوسوم|תגיות|chủ đề|nhãn)\s*(?:[:：]|$)", re.IGNORECASE)
"""Words before a block of tags, in the languages of the date lines."""
_MOST = 60
_MOST_LINKS = 400


class Tags(NamedTuple):
    """Tags and where they stood."""

    tags: list[str]
    origin: str | None


def tags(doc: Document, article: dict[str, Any] | None, *, title: str | None, lead: str | None,
         site_names: frozenset[str], authors: Iterable[str] = ()) -> Tags:
    """Choose the tags of the article.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    title, lead : str or None
        Headline and description: keywords that only repeat the headline's words are no tags, and keywords of which
        neither these nor the text have one are those of the site.
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
    section = {fold(s) for s in jsonld.strings((article or {}).get("articleSection"))}
    stated = [_Stated(origin, found, {fold(t) for t in found}, trust) for origin, found, trust in
              _declared(doc, article, barred, f"{title or ''} {_slug(doc.url)}")]
    stated = [s for s in stated if _is_of_article(s, stated, f"{title} {lead}", doc)]
    if not stated or max(len(s.keys - section) for s in stated) < 1 or all(_is_word_salad(s.tags) for s in stated):
        # Nothing, just the section, or words that cannot be told apart: a reader may see more.
        if shown := visible(doc, barred):
            return Tags(shown, "visible tags")
        if not stated:
            return Tags([], None)
    best = max(stated, key=lambda s: (s.trust * (0.2 if s.keys <= section or _is_word_salad(s.tags) else 1)
                                      + sum(_overlap(s.keys, o.keys) for o in stated if o is not s)))
    return Tags(best.tags, best.origin)


class _Stated(NamedTuple):
    """One declaration of tags: where, the tags, their folded spelling, how far it is trusted alone."""

    origin: str
    tags: list[str]
    keys: set[str]
    trust: float


def _slug(url: str | None) -> str:
    return re.sub(r"[\W_]+", " ", (url or "").rpartition("//")[2].partition("?")[0])


def _is_of_article(stated: _Stated, others: list[_Stated], words: str, doc: Document) -> bool:
    """Tell whether a declaration is about this article and not the same on every page of the site."""
    if len(stated.keys) < 4 or any(_overlap(stated.keys, o.keys) > 0.3 for o in others if o is not stated):
        return True
    short = fold(words)
    if any(k in short for k in stated.keys):
        return True
    text = fold(plain_text(doc))
    return not text or sum(k in text for k in stated.keys) >= len(stated.keys) / 6


def _overlap(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _declared(doc: Document, article: dict[str, Any] | None, barred: Iterable[str],
              words: str) -> Iterable[tuple[str, list[str], float]]:
    """Each declaration that holds tags: origin, tags, how far it is trusted alone."""
    if article and (found := clean_list(jsonld.strings(article.get("keywords")), barred, words)):
        yield "json-ld keywords", found, _LINKED_DATA
    for family, trust in _METAS:
        seen: list[set[str]] = []
        for name in family:
            found = clean_list(doc.metas[name], barred, words) if name in doc.metas else []
            key = {fold(t) for t in found}
            if found and not any(_overlap(key, s) > 0.9 for s in seen):
                seen.append(key)
                yield f"meta {name}", found, trust


def clean_list(values: Iterable[str], barred: Iterable[str], title: str) -> list[str]:
    """Tags of a declaration, each once; empty where the list is codes, or just the words of the headline.

    Examples
    --------
    >>> clean_list(["Rain, Wind,rain", "Subject: Harvest", "Page Type: Article"], (), "")
    ['Rain', 'Wind', 'Harvest']
    """
    parts = [t for v in list(values)[:500] for p in _SPLIT.split(v[:5000]) if (t := tidy(p).strip(_EDGE))]
    if len(parts) == 1 and _CJK_WORDS.match(parts[0]):  # scripts without spaces part whole tags by them
        parts = parts[0].split()
    keyed = [m for p in parts if (m := _KEYED.match(p))]
    only_keyed = len(keyed) > 2 and len(keyed) > len(parts) / 2  # then a word without a key is a setting too
    kept: dict[str, str] = {}
    for part in parts:
        tag = _clean(part, only_keyed)
        if tag and not _INTERNAL.match(tag):
            kept.setdefault(fold(tag), tag)
    for name in barred:
        kept.pop(name, None)
    found = [t for key, t in kept.items() if key][:_MOST]
    return [] if _are_codes(found) or _are_words_of(found, title) else found


def _clean(part: str, only_keyed: bool) -> str | None:
    """Tag without its key ("Subject: ", "topic/"); None for a setting of the publishing system."""
    keyed = _KEYED.match(part)
    if keyed:
        if keyed[1].strip().lower() in _SUBJECT_KEYS:
            part = keyed[3].strip()
        elif keyed[2] == ": " or (keyed[2] == ":" and keyed[1].islower()):
            return None
        elif keyed[2] == "/" and part.islower():
            part = keyed[3].strip()
    elif only_keyed:
        return None
    return part if 1 < len(part) <= 80 and part.count(" ") < 8 else None


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
    best: tuple[float, list[str]] = (1.2, [])
    text = ""
    for holder, links in _groups(doc):
        score = _block_score(holder, links)
        if len(links) > 30 or score <= best[0] - 1.5:
            continue
        found = clean_list([n.text()[:200] for n in links], barred, "")
        if not found or _in_chrome(doc, holder) or not _is_block(holder, links):
            continue
        text = text or fold(plain_text(doc))
        support = sum(fold(t) in text for t in found) / len(found)
        if len(found) > 9 and support < 0.15:
            continue  # what the site's readers look for today
        score += support + min(len(found), 5) / 10
        if score > best[0]:
            best = (score, found)
    return best[1]


def _groups(doc: Document) -> Iterable[tuple[LexborNode, list[LexborNode]]]:
    """Links that could be tags, each once, by the block that they stand in."""
    groups: dict[int, tuple[LexborNode, dict[int, LexborNode]]] = {}
    for node in doc.tree.css(_VISIBLE)[:_MOST_LINKS]:
        if node.tag == "a":
            holder, links = _holder(node), [node]
        elif node.mem_id not in doc.trunk and _BLOCK.search(node.attributes.get("class") or ""):
            holder = _outermost(doc, node)
            links = [] if holder.mem_id in groups else holder.css("a")[:_MOST]
        else:
            continue
        groups.setdefault(holder.mem_id, (holder, {}))[1].update((n.mem_id, n) for n in links)
    return ((holder, list(links.values())) for holder, links in groups.values() if links)


def _outermost(doc: Document, node: LexborNode) -> LexborNode:
    """Outermost near element around a named block that is named so too: blocks stand in wrappers, tags in items."""
    here, found = node.parent, node
    for _ in range(4):
        if here is None or here.mem_id in doc.trunk:
            break
        if _BLOCK.search(here.attributes.get("class") or ""):
            found = here
        here = here.parent
    return found


def _in_chrome(doc: Document, holder: LexborNode) -> bool:
    around = holder.parent or holder
    if around.tag == "nav" and around.parent is not None:  # a block of tags may be marked up as navigation of its own
        around = around.parent
    return is_chrome(doc, around)


def _is_block(holder: LexborNode, links: list[LexborNode]) -> bool:
    """Tell whether a block is little else than its links, and these are short."""
    texts = [" ".join(n.text().split()) for n in links]
    long = sum(len(t) > 45 or t.count(" ") > 5 for t in texts)
    named = bool(_BLOCK.search(holder.attributes.get("class") or ""))  # then each may have its "follow" button
    room = (3 if named else 1.5) * sum(map(len, texts)) + 50
    hidden = sum(len(" ".join(n.text().split())) for n in holder.css("script,style,template"))
    return len(" ".join(holder.text().split())) - hidden < room and long <= len(texts) / 3


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


def _block_score(holder: LexborNode, links: list[LexborNode]) -> float:
    """How much like tags the links are by relation, address, the block's name and the word before it: 0 to 3.6."""
    attributes = [n.attributes for n in links]
    marked = sum("tag" in (a.get("rel") or "").split() for a in attributes) / len(links)
    tag_paths = sum(bool(_HREF.search(a.get("href") or "")) for a in attributes) / len(links)
    named = bool(_BLOCK.search(f"{holder.attributes.get('class') or ''} {holder.attributes.get('id') or ''}"))
    labelled = any(_LABEL.match(n.text(deep=False)) for n in (holder, links[0].parent) if n is not None)
    return marked + tag_paths + 0.6 * named + labelled
