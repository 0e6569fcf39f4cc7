"""Tags that a reader sees: the block of short links that is named, addressed or labelled as tags."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborNode

from .chrome import is_chrome, main_part, plain_text
from .document import Document
from .folding import fold
from .tag_cleaning import clean_list, leads_on
from .word_patterns import by_initial, initials

_LINKS = 'a[href*="/tag"],a[href*="/topic"],a[href*="/them"],a[href*="/tema"],a[rel~="tag"]'
_VISIBLE = f'{_LINKS},[rel~="tag"],[class*="tag" i],[class*="opic"],[class*="eyword"],[itemprop~="keywords"]'
"""Few patterns, and no more letters without case than needed: each is held against every class of the page."""
RARE = '[class*="tiche"],[class*="tiket"],[class*="imke"],[class*="znake"],[class*="rgoment"]'
"""Looked for where the others find nothing."""
_BLOCK = re.compile(r"(?:^|[\s_-]|[a-z](?=[A-Z]))(?:[Tt]ags?|TAGS?|[Tt]opics?|[Kk]eywords?|[Tt]emas?|[Ll]abels?|"
                    r"[Tt]hem(?:a|en|e|es)|[Ss]chlagw\w*|[Mm]ots|[Ee]tiquetas?|[Ee]ti[ck]h?e?t(?:e|a|ler)|[Cc]imkek?|[Oo]znake|[Ss]titky|[Tt]ag(?:ovi|y|i)|[Tt]aglist|[Tt]agcloud)(?=$|[\s_-]|[A-Z])")
_POST = re.compile(r"(?:^|\s)(?:hentry|type-post|post-\d+|status-publish)(?=\s|$)")
"""An article that wears its tags as classes."""
_PLAIN_NAME = re.compile(
    r"(?:^|\s)(?:(?:post|article|entry|story|news|content|single|item)[-_]+(?:\w+[-_]+)?)?tags?"
    r"(?:[-_]+(?:lists?|links|container|wrapper|block|items?))?(?=\s|$)")
"""A class that is the name of a block of tags, and no more: "tags", "post-tags", "article_tags-list"."""
_HREF = re.compile(r"/(?:tags?|topics?|keywords?|temas?|thema|themen|themes?|sujets?|labels?|schlagwort|etiquetas?|"
                   r"etichet[ae]|cimkek?|birkas?|oznak[ae]|avainsanat?|hashtags?|"
                   r"argomenti|emne|amne|tagi|temy|tegi|aihe|stichwort|hub|temat|etiket|konu|subject|subjects|"
                   r"dossiers?|people|organisation|organization|places?)[/?=-]|[?&]tags?=", re.IGNORECASE)
_WORDS = (
    r"tags?|topics?|keywords|subjects|related (?:tags|topics|keywords|subjects)|article (?:tags|topics)|more topics"
    r"|tagged(?: (?:with|in|as|under))?|filed (?:under|to|in)|related items"
    r"|topics in this (?:article|story)|in this (?:article|story)"
    r"|read more (?:on|about)|more (?:on|about)|explore (?:more )?(?:topics|on these topics)"
    r"|теги|теми|тема|темы|мітки|метки|ключові слова|ключевые слова|тэги|більше (?:про|на тему)|ще (?:про|за темою)"
    r"|ещё (?:о|по теме)|больше (?:о|по теме)|schlagw(?:örter|orte|ort)|themen|stichw(?:örter|orte|ort)|getaggt mit"
    r"|verschlagwortet mit|abgelegt unter"
    r"|mehr (?:lesen )?(?:über|zu)|mehr zu diesen themen|mots[- ]cl(?:é|ef)s|thèmes|classé sous|sujets|lire plus sur"
    r"|en savoir plus sur"
    r"|plus sur|etiquetas|temas|palabras clave|leer más sobre|más sobre|archivado en"
    r"|etiquetado (?:con|como|en)|palavras-chave|assuntos"
    r"|leia mais sobre|mais sobre|tematy|tagi|słowa kluczowe|czytaj więcej o|więcej (?:o|na temat)|argomenti"
    r"|leggi altro su|altro su|onderwerpen|trefwoorden|lees meer over|meer over|emner|les mer om|læs mere om|mere? om"
    r"|ämnen|läs mer om|aiheet|avainsanat|lisää aiheesta|témata|štítky|více o|viac o|címkék|kulcsszavak|etichete"
    r"|етикети|θέματα|ετικέτες|etiketler|konular|žymos|temos|birkas|märksõnad|関連(?:キーワード|タグ|トピックス?|ワード)|キーワード|タグ"
    r"|トピックス?|相关标签|文章标签|关键词|标签|相關標籤|關鍵字|關鍵詞|標籤|태그"
    r"|тэгі|тагове|тагови|ключови думи|клучни зборови|кључне речи|oznake|ključne (?:riječi|reči|besede)|tagovi|teqlər"
    r"|açar sözlər|raktažodžiai|atslēgvārdi|nyckelord|nøkkelord|stikord|тегтер|topik(?: terkait)?|kata kunci"
    r"|tag terkait|λέξεις[- ]κλειδιά|แท็ก|คำค้น|टैग|ট্যাগ|বিষয়|برچسب(?:\u200c| )?ها|کلید ?واژه(?:\u200c| )?ها|کلمات کلیدی"
    r"|ٹیگز?|الكلمات (?:المفتاحية|الدالة)|נושאים|תגים|თეგები|տեգեր|պիտակներ|từ khoá"
    r"|الوسوم|كلمات مفتاحية|תגיות|chủ đề|nhãn|từ khóa"
)
"""Words before a block of tags, in the languages of the date lines."""
_LABEL = re.compile(rf"\s*(?:{by_initial(_WORDS)})\s*(?:[:：]|$)")
_LABELLED = re.compile(
    rf">\s*+(?=[{initials(_WORDS, lower='tkтк')}])({by_initial(_WORDS)})\s*+([:：]?)\s*+([^<>]{{0,200}})<")
_SURE_LABEL = re.compile(
    "(?:article )?tag|keywords|schlagw|stichw|verschlagw|getaggt|mots|etiquet|palabras|palavras|słowa|trefw"
    "|标签|文章标签|标籤|標籤|相关标签|相關標籤|关键词|關鍵|キーワード|タグ|태그|тег|мітки|метки|ключ", re.IGNORECASE)
"""Words that no menu or list of other articles begins with."""
_LINK = re.compile(r"<a\b[^<>]*>([^<>]*+(?:<(?!/a\b)[^<>]*+>[^<>]*+)*+)</a\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:h[1-6]|p|article|section|script|footer|form)\b|</(?:article|section|main|body|ul|ol|nav)\b",
                    re.IGNORECASE)
_MOST = 60
_MOST_LINKS = 400
_MOST_TAGS = 30
_SAMPLE = 10
_LONGEST_CLASS = 500
_MOST_INSIDE = 5000
_REACH = 8000
_MOST_LABELS = 20
_SURE = 2.0


def visible(doc: Document, barred: Iterable[str], declared: frozenset[str] = frozenset(), *,
            beside: bool = False, marks: str = _VISIBLE, about: str = "") -> list[str]:
    """Tags of the block of links that looks most like the article's tags.

    Parameters
    ----------
    doc : Document
        The parsed page.
    barred : iterable of str
        Folded names that are no tags here.
    declared : frozenset of str
        Folded tags that the page declares: a block with all of them is the article's, and not what is popular today.
    beside : bool
        Look only for what stands beside a declared tag in a block of links addressed as tags.
    marks : str
        Selector of what may be a tag or a block of them.
    about : str
        Headline and description: tags are mostly of what they or the text speak of.
    """
    best: tuple[float, list[str]] = (1.2, [])
    aside: list[list[str]] = []
    text = ""
    for holder, links in _groups(doc, _LINKS if beside else marks):
        if beside and (len(links) < 2 or not any(fold(n.text()[:200]) in declared for n in links[:_MOST_TAGS])):
            continue
        score = _block_score(holder, links[:_SAMPLE]) if len(links) <= _MOST_TAGS else 0.0
        if score <= best[0] - 1.5:
            continue
        found = clean_list([t for n in links if not leads_on(t := n.text()[:200])], barred, "")
        if not found or not _is_block(holder, links):
            continue
        if _in_chrome(doc, holder):
            if score >= _SURE and found not in aside and _are_marked(holder, links):
                aside.append(found)
            continue
        text = text or fold(f"{about} {plain_text(doc)}")
        keys = {fold(t) for t in found}
        support = sum(k in text for k in keys) / len(keys)
        if len(found) > 9 and support < 0.15 and 2 * len(declared & keys) <= len(declared):
            continue  # what the site's readers look for today
        score += support + min(len(found), 5) / 10
        if score > best[0]:
            best = (score, found)
    # Templates call the part around an article "sidebar", or put its tags there; several such blocks are others'.
    return best[1] or (aside[0] if len(aside) == 1 and not beside else [])


def labelled(doc: Document, barred: Iterable[str], about: str) -> list[str]:
    """Tags after a word such as "Tags", "Themen", "Mehr über" where neither class nor address tells of them.

    Read from the source: on such pages any element may hold the word. Only what stands after the headline counts, and
    of links only those of which the article speaks: menus have headings like these too.
    """
    start = doc.html.find("<h1")
    for match in itertools.islice(_LABELLED.finditer(doc.html, max(start, 0)), _MOST_LABELS):
        if match[3]:
            values = [match[3]] if match[2] else []
        else:
            values = _linked(doc.html[match.end() - 1:match.end() + _REACH])
        found = clean_list([v for v in values if not leads_on(v)], barred, "")
        if found and len(found) <= 15 and all(len(t) <= 45 and t.count(" ") < 6 for t in found):
            text = fold(f"{about} {plain_text(doc)}")
            certain = _SURE_LABEL.match(match[1]) is not None
            if sum(fold(t) in text for t in found) >= len(found) / (4 if certain else 2):
                return found
    return []


def _linked(source: str) -> list[str]:
    """Texts of the links that follow each other from here on, with hardly a word between."""
    found: list[str] = []
    last = 0
    for link in _LINK.finditer(source):
        between = source[last:link.start()]
        if len(_MARKUP.sub("", between).strip()) > 12 or (found and _BREAK.search(between)):
            break
        found.append(unescape(_MARKUP.sub(" ", link[1]))[:200])
        last = link.end()
    return found


def _groups(doc: Document, selector: str) -> Iterable[tuple[LexborNode, list[LexborNode]]]:
    """Links that could be tags, each once, by the block that they stand in."""
    groups: dict[int, tuple[LexborNode, dict[int, LexborNode]]] = {}
    looked_at = 0
    part = main_part(doc)
    for node in part.css(selector)[:_MOST_LINKS] if part is not None else ():
        link = node if node.tag == "a" else node.parent
        if link is not None and link.tag == "a":  # or a label inside one
            holder, links = _holder(link), [link]
        elif node.mem_id not in doc.trunk and (_named(node.attributes.get("class") or "") or _is_marked(node)):
            holder = _outermost(doc, node)
            inside = [] if holder.mem_id in groups or looked_at > _MOST_INSIDE else holder.css("a")
            looked_at += len(inside)
            links = inside[:_MOST]
        else:
            continue
        groups.setdefault(holder.mem_id, (holder, {}))[1].update((n.mem_id, n) for n in links)
    return ((holder, list(links.values())) for holder, links in groups.values() if links)


def _are_marked(holder: LexborNode, links: list[LexborNode]) -> bool:
    """Tell whether all links of a block say that they are tags, and it is no cloud of the site's."""
    attributes = [n.attributes for n in links]
    return ("cloud" not in (holder.attributes.get("class") or "")
            and all((a.get("rel") or "").split() == ["tag"] and "cloud" not in (a.get("class") or "")
                    and "tag-link" not in (a.get("class") or "") for a in attributes))


def _outermost(doc: Document, node: LexborNode) -> LexborNode:
    """Outermost near element around a named block that is named so too: blocks stand in wrappers, tags in items."""
    here, found = node.parent, node
    for _ in range(4):
        if here is None or here.mem_id in doc.trunk:
            break
        if _named(here.attributes.get("class") or ""):
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
    named = _named(holder.attributes.get("class") or "")  # then each may have its "follow" button
    room = (3 if named else 1.5) * sum(map(len, texts)) + 50
    hidden = sum(len(" ".join(n.text().split())) for n in holder.css("script,style,template"))
    return len(" ".join(holder.text().split())) - hidden < room and long <= len(texts) / 3


def _holder(node: LexborNode) -> LexborNode:
    """Element that holds the whole block of a tag link: the outermost near one whose class says so, else the list."""
    here, found = node.parent, node.parent or node
    for _ in range(4):
        if here is None or here.tag in ("body", "article", "main", "html"):
            break
        if here.tag in ("ul", "ol", "p") or _named(here.attributes.get("class") or ""):
            found = here
        here = here.parent
    return found


def _block_score(holder: LexborNode, links: list[LexborNode]) -> float:
    """How much like tags the links are by relation, address, the block's name and the word before it: 0 to 4.1."""
    attributes = [n.attributes for n in links]
    marked = sum("tag" in (a.get("rel") or "").split() for a in attributes) / len(links)
    tag_paths = sum(bool(_HREF.search(a.get("href") or "")) for a in attributes) / len(links)
    own = holder.attributes
    named = _is_marked(holder) or _named(f"{own.get('class') or ''} {own.get('id') or ''}") or all(
        _named(a.get("class") or "") or _holds_named(n) for n, a in zip(links, attributes, strict=True))
    labels = [n.text(deep=False) for n in (holder, links[0].parent) if n is not None]
    labels += [n.text()[:60] for n in (_element_before(holder), *_first_inside(holder)) if n is not None]
    plain = 0.5 if named and len(links) > 1 and _PLAIN_NAME.search((own.get("class") or "")[:_LONGEST_CLASS]) else 0.0
    return marked + tag_paths + 0.6 * named + plain + any(map(_LABEL.match, labels))


def _first_inside(node: LexborNode) -> Iterable[LexborNode]:
    """What a block begins with, from the outside in, up to its first link: one may be its heading."""
    here: LexborNode | None = node
    for _ in range(3):
        here = here.child if here is not None else None
        while here is not None and not here.is_element_node:
            here = here.next
        if here is None or here.tag == "a":
            return
        yield here


def _holds_named(link: LexborNode) -> bool:
    inner = link.child
    while inner is not None and not inner.is_element_node:
        inner = inner.next
    return inner is not None and _named(inner.attributes.get("class") or "")


def _is_marked(node: LexborNode) -> bool:
    return "keywords" in (node.attributes.get("itemprop") or "")


def _named(classes: str) -> bool:
    """Tell whether class names are those of a block of tags."""
    return bool(classes) and _is_block_name(classes[:_LONGEST_CLASS])


@lru_cache(maxsize=4096)
def _is_block_name(classes: str) -> bool:
    """The answer is remembered: the same few classes are asked about for each link."""
    return _BLOCK.search(classes) is not None and _POST.search(classes) is None


def _element_before(node: LexborNode) -> LexborNode | None:
    """The element before a block in the same parent: often its heading."""
    here = node.prev
    while here is not None and not here.is_element_node:
        here = here.prev
    return here
