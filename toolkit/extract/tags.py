"""Tags of the article: those a reader sees, or the keywords that the page declares.

The declarations (meta keywords, linked data, ``article:tag``) are cleaned of what a publishing system adds for its
own use, and the one that most others agree with is kept. The visible block of tags is read where none is declared,
and where what is declared may be the site's keywords or no more than the first tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from . import jsonld
from .chrome import plain_text
from .document import Document
from .folding import fold
from .tag_blocks import RARE, labelled, visible
from .tag_cleaning import clean_list, has_site_words

_COPIED = 0.1
"""How far names are trusted that templates fill with the keywords once more."""
_METAS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("news_keywords", "keywords"), 0.35),
    (("article:tag", "og:article:tag", "og:tags", "video:tag", "article:tags", "og:tag"), 0.25),
    (("parsely-tags", "sailthru.tags", "cxenseparse:tags", "cxenseparse:epi-tags", "cxenseparse:keywords",
    "vs:keywords", "tmgads.keywords", "dc.subject", "dcterms.subject", "mrf:tags", "its_tag", "tags", "etiquetas",
    "topics"), _COPIED),
)
_LINKED_DATA = 0.30
_LONG_TITLE = 20
_MANY_WORDS = 8
_FEW_FORMS, _SECTIONS = 5, 3
_TITLE_BREAK = re.compile(r"[|_–—·»:]|\s-\s")
_SLUG_BREAK = re.compile(r"[\W_]+")


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
    signed = {fold(a) for a in (*authors, *doc.metas.get("author", ())[:5])}  # two may be one: "Ann Lee and Bo Fox"
    barred = site_names | signed | _after_title(doc, title)
    if len(whole := fold(title or "")) > _LONG_TITLE:
        barred |= {whole}
    section = {fold(s) for s in jsonld.strings((article or {}).get("articleSection"))}
    stated = [_Stated(origin, found, {fold(t) for t in found}, trust) for origin, found, trust in
              _declared(doc, article, barred, f"{title or ''} {_slug(doc.url)}")]
    every = frozenset().union(*(s.keys for s in stated))
    stated = [s for s in stated if _is_of_article(s, stated, title or "", f"{title} {lead}", doc)]
    if not stated or max(len(s.keys - section) for s in stated) < 1 or all(_is_word_salad(s.tags) for s in stated):
        # Nothing, just the section, or words that cannot be told apart: a reader may see more.
        about = f"{title} {lead}"
        if shown := (visible(doc, barred, every, about=about) or labelled(doc, barred, about)
                     or visible(doc, barred, every, marks=RARE, about=about)):
            return Tags(shown, "visible tags")
        if not stated:
            return Tags([], None)
    best = max(stated, key=lambda s: (s.trust * (0.2 if s.keys <= section or _is_word_salad(s.tags) else
                                                 0.5 if _is_of_site(s, stated, doc, barred) else 1)
                                      + sum(_overlap(s.keys, o.keys) for o in stated if o is not s)))
    if shown := _better_shown(doc, best, stated, section, barred, f"{title} {lead}"):
        return Tags(shown, "visible tags")
    best = next((s for s in stated if len(s.keys) > 1 and s.keys < best.keys and best.keys - s.keys <= section), best)
    return Tags(_spelt_out(best.tags, stated), best.origin)


def _spelt_out(found: list[str], stated: list[_Stated]) -> list[str]:
    """Tags as another declaration writes them where the chosen one has parts of addresses ("city-hall")."""
    if not any("-" in t and t.islower() for t in found):
        return found
    spelt = {fold(t): t for s in stated for t in s.tags if " " in t or not t.islower()}
    return [spelt.get(fold(t), t) for t in found] if spelt else found


class _Stated(NamedTuple):
    """One declaration of tags: where, the tags, their folded spelling, how far it is trusted alone."""

    origin: str
    tags: list[str]
    keys: set[str]
    trust: float


def _slug(url: str | None) -> str:
    return _SLUG_BREAK.sub(" ", (url or "").rpartition("//")[2].partition("?")[0])


def _after_title(doc: Document, title: str | None) -> set[str]:
    """The one thing that follows the headline in the ``title`` element: often all that tells of the site."""
    for node in doc.heads.get("title", ())[:1] if title else ():
        rest = node.text()[:500].partition(title or "")[2]
        parts = [folded for part in _TITLE_BREAK.split(rest) if (folded := fold(part))]
        return set(parts) if len(parts) == 1 else set()  # of several, some are sections
    return set()


def _is_of_article(stated: _Stated, others: list[_Stated], title: str, words: str, doc: Document) -> bool:
    """Tell whether a declaration is about this article and not the same on every page of the site."""
    if any(_overlap(stated.keys, o.keys) > 0.3 for o in others if o is not stated):
        return True
    short = fold(words)
    if _is_of_template(stated.keys, doc, fold(title)):
        return False
    if stated.origin == "meta keywords" and has_site_words(doc.metas["keywords"]):
        # words are inflected, and the description may speak of the site
        text = fold(title) + fold(plain_text(doc))
        return 2 * sum(k[:max(4, 2 * len(k) // 3)] in text for k in stated.keys) > len(stated.keys)
    if len(stated.keys) < 4 or any(k in short for k in stated.keys):
        return True
    if stated.origin == "meta article:tag" and len(doc.metas["article:tag"]) >= len(stated.keys):
        return True  # written one by one: nobody takes the pains for what is on every page
    text = fold(plain_text(doc))
    return not text or sum(k in text for k in stated.keys) >= len(stated.keys) / 6


def _is_of_template(keys: set[str], doc: Document, title: str) -> bool:
    """Tell whether a list is one name of the site in all its forms, or its sections with and without "news"."""
    if len(keys) < _FEW_FORMS:
        return False
    if sum(k + "news" in keys for k in keys) >= _SECTIONS:
        return True
    stem = min(keys, key=len)
    if not all(stem in k for k in keys):
        return False
    text = title + fold(plain_text(doc))  # the description may be the site's
    return not any(k in text for k in keys if k != stem)


def _better_shown(doc: Document, stated: _Stated, others: list[_Stated], section: set[str], barred: Iterable[str],
                  words: str) -> list[str]:
    """Tags that a reader sees, where what is declared is one of them alone, or mostly about other things."""
    if len(stated.keys) == 1:
        shown = [] if stated.keys <= section else visible(doc, barred, frozenset(stated.keys), beside=True)
        return shown if stated.keys < {fold(t) for t in shown} else []
    if stated.origin != "meta keywords" or any(
            _overlap(stated.keys, o.keys) > 0.3 for o in others if o is not stated and o.trust > _COPIED):
        return []
    if _names_site(doc.metas.get("keywords", ()), barred) and len(
            shown := visible(doc, barred) or labelled(doc, barred, words)) > 1:
        return shown  # a list for search engines
    shown = visible(doc, barred, frozenset(stated.keys), about=words)
    keys = {fold(t) for t in shown}
    if keys <= stated.keys:
        return []  # often no more than the first of them
    if len(keys) > 1 and not keys.isdisjoint(stated.keys):
        return shown
    text = fold(f"{words} {plain_text(doc)}")
    support = sum(k in text for k in keys) / len(keys)
    if len(keys) > 1 and (support >= 1 / 3 or (support and _is_word_list(stated.tags))):
        return shown
    rival = sum(k in text for k in stated.keys) / len(stated.keys)
    return shown if len(stated.keys) > 3 and rival < 1 / 3 and support > rival else []


def _is_of_site(stated: _Stated, others: list[_Stated], doc: Document, barred: Iterable[str]) -> bool:
    """Tell whether a list of keywords names the site, as those for search engines do, and no other agrees with it."""
    return (len(others) > 1 and stated.origin in ("meta keywords", "meta news_keywords")
            and _names_site(doc.metas[stated.origin.removeprefix("meta ")], barred)
            and not any(_overlap(stated.keys, o.keys) > 0.3 for o in others if o is not stated))


def _names_site(values: Iterable[str], barred: Iterable[str]) -> bool:
    parts = {fold(p) for v in values for p in re.split("[,;،、]", v[:2000])}
    return not parts.isdisjoint(barred)


def _overlap(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _declared(doc: Document, article: dict[str, Any] | None, barred: Iterable[str],
              words: str) -> Iterable[tuple[str, list[str], float]]:
    """Each declaration that holds tags: origin, tags, how far it is trusted alone."""
    if article and (found := clean_list(jsonld.strings(article.get("keywords")), barred, words)):
        yield "json-ld keywords", found, _LINKED_DATA
    for family, trust in _METAS:
        seen: list[set[str]] = []
        read: list[list[str]] = []
        for name in family:
            values = doc.metas.get(name)
            if not values or values in read:
                continue
            read.append(values)
            found = clean_list(values, barred, words)
            key = {fold(t) for t in found}
            if found and not any(_overlap(key, s) > 0.9 for s in seen):
                seen.append(key)
                yield f"meta {name}", found, trust


def _is_word_list(found: list[str]) -> bool:
    """Tell whether a list is single words of the text, as a machine takes them: "list", "wait", "worsen"."""
    return len(found) >= _MANY_WORDS and all(t.islower() and " " not in t for t in found)


def _is_word_salad(found: list[str]) -> bool:
    """Tell whether the tags were joined by spaces, so that they cannot be told apart."""
    return len(found) == 1 and (len(found[0].split()) > 4)
