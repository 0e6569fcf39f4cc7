"""Section of the outlet in which the article stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, NamedTuple
from unicodedata import normalize

from . import jsonld
from .document import Document
from .folding import fold
from .titles import tidy

_METAS = ("article:section", "og:section", "section", "parsely-section", "sailthru.section", "cxenseparse:section",
          "cxenseparse:category", "og:article:section", "category", "dc.section", "pagesection", "mrf:sections",
          "article:section:name", "rubrik", "rubrica", "articlesection", "cxenseparse:taxonomy")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_LIST = re.compile(r",(?=\S)|\s*[;|]\s*")
_LONGEST_NAME = 40
_TRAIL = ('[class*="readc"],[id*="readc"],[class*="rumb"],[id="hierarchie"],[class*="ariane"],[class*="topicpath"],'
          '[class*="navpath"]')
"""Breadcrumbs, also where their name is misspelt; French, Chinese and Japanese templates have their own."""
_STEP = re.compile(r"</a>(?:\s|&nbsp;|</?(?:span|i|em|b|li|font)\b[^<>]*>){0,6}(?:&gt;|&raquo;|&rsaquo;|[>›»]){1,2}"
                   r"(?:\s|&nbsp;|<)")
"""Behind the first step of breadcrumbs that no class names."""
_STEP_LINK = re.compile(r"<a\b[^<>]*>\s*([^<>]{1,60}?)\s*</a>", re.IGNORECASE)
_END_OF_TRAIL = re.compile(r"</(?:div|p|ul|ol|nav|h\d|td)\b|<(?:h\d|p)\b", re.IGNORECASE)
_TRAIL_REACH = 1500
_LONGEST_TRAIL = 300
_NO_SECTION = re.compile(r"(?:aut(?:h?or|eur|or)(?:s|en|es|i|e)?|users?|profile?|people|tags?|topics?)", re.IGNORECASE)
"""What lies below these in an address is a person's or a tag's."""
_MOST_LINKS = 20
_SLUG = re.compile(r"[a-z][a-z0-9_-]*", re.IGNORECASE)
_HOME = frozenset({"home", "homepage", "start", "startseite", "inicio", "accueil", "головна", "главная",
                   "hlavnistranka", "stronaglowna", "stronagłówna", "anasayfa", "beranda", "トップ", "トップページ",
                   "ホーム", "首页", "首頁", "正文", "홈",
                   "forside", "hem", "frontpage", "post", "posts", "article", "articles", "all",
                   "popular", "etusivu", "portada", "capa", "news", "новини", "전체뉴스"})

_HOMES = ("home", "homepage", "startseite", "inicio", "accueil", "首页", "首頁", "главная", "головна", "홈", "トップ",
          "网", "網")
"""How the first step of breadcrumbs ends, where it is not the site's name."""


class Section(NamedTuple):
    """Name of a section and where it stood."""

    name: str | None
    origin: str | None


def section(doc: Document, article: dict[str, Any] | None, title: str | None, site_names: frozenset[str]) -> Section:
    """Read the section from linked data, metas, breadcrumbs (the last step but one), or the menu.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    title : str or None
        Headline: breadcrumbs often end with it.
    site_names : frozenset of str
        Folded names of the site: breadcrumbs often begin with one.
    """
    if article and (name := _first(jsonld.strings(article.get("articleSection")), title)):
        return Section(name, "json-ld articleSection")
    for meta in _METAS:
        if name := _first(doc.metas.get(meta, ()), title):
            return Section(name, f"meta {meta}")
    for node in jsonld.nodes(doc):
        if "breadcrumblist" in jsonld.types(node):
            steps = [s for s in _steps(node) if fold(s) not in site_names and fold(s) not in _HOME]
            steps = [s for s in steps if not title or (fold(s) not in fold(title) and fold(title) not in fold(s))]
            if name := _first(reversed(steps), title):
                return Section(name, "json-ld breadcrumbs")
    return _shown(doc, title, site_names)


def _shown(doc: Document, title: str | None, site_names: frozenset[str]) -> Section:
    """Section of the breadcrumbs that a reader sees, else the link to the first part of the page's own address."""
    for trail in doc.tree.css(_TRAIL)[:3]:
        if len(" ".join(trail.text().split())) > _LONGEST_TRAIL:
            continue  # a setting of the whole article
        steps = [tidy(n.text()) for n in trail.css("a[href]")[:10]]
        steps = [s for s in steps if s and fold(s) not in site_names and fold(s) not in _HOME
                 and not (title and fold(s) in fold(title))]
        if name := _first((s for s in reversed(steps) if len(s) <= _LONGEST_NAME), title):
            return Section(name, "visible breadcrumbs")
    if name := _first(_unnamed_trail(doc, title, site_names), title):
        return Section(name, "visible breadcrumbs")
    filed = doc.tree.css_first('a[rel~="category"]')
    if filed is not None and (name := _first([filed.text()[:200]], title)):
        return Section(name, "link to the category")
    return _linked(doc, title, site_names)


def _unnamed_trail(doc: Document, title: str | None, site_names: frozenset[str]) -> list[str]:
    """Steps between the home page and the article, the nearest first, of links parted by arrows; a home must be one."""
    match = _STEP.search(doc.html)
    if match is None:
        return []
    start = max(doc.html.rfind("<a ", 0, match.start()), 0)
    reach = doc.html[start:start + _TRAIL_REACH]
    end = _END_OF_TRAIL.search(reach, match.end() - start)
    steps = [tidy(unescape(m[1])) for m in _STEP_LINK.finditer(reach[:end.start()] if end else "")]
    folded = [fold(s) for s in steps]
    if not steps or not (folded[0] in site_names or any(folded[0].endswith(home) for home in _HOMES)):
        return []
    return [s for s, f in zip(reversed(steps[1:]), reversed(folded[1:]), strict=True)
            if f and f not in site_names and f not in _HOME and len(s) <= _LONGEST_NAME
            and not (title and f in fold(title))]


def _linked(doc: Document, title: str | None, site_names: frozenset[str]) -> Section:
    """Text of the link to a part of the page's own address: the menu says how its section is called."""
    address = doc.url or doc.canonical_link or ""
    parts = address.partition("//")[2].partition("?")[0].rstrip("/").split("/")[1:-1][:3]
    tails: dict[str, str] = {}
    for place, part in enumerate(parts):
        if _NO_SECTION.fullmatch(part):
            break
        if len(part) > 3 and _SLUG.fullmatch(part):
            tails["/".join(("", *parts[:place + 1]))] = part
    links = doc.tree.css(",".join(f'a[href$="{t}"],a[href$="{t}/"]' for t in tails))[:_MOST_LINKS] if tails else []
    for tail, part in reversed(tails.items()):
        for link in links:
            if (link.attributes.get("href") or "").rstrip("/").endswith(tail):
                text = tidy(link.text()[:200])
                is_name = 1 < len(text) <= _LONGEST_NAME and fold(text) not in site_names and _first([text], title)
                if is_name and _is_called(text, part):
                    return Section(text, "link to the section")
    return Section(None, None)


def _is_called(text: str, part: str) -> bool:
    """Tell whether a part of an address may be made of a name: in Latin letters they begin alike."""
    plain = "".join(c for c in normalize("NFKD", text.casefold()) if c.isalpha())
    return all(a == b or not a.isascii() for a, b in zip(plain[:2], filter(str.isalpha, part.lower()), strict=False))


def _first(values: Iterable[str], title: str | None) -> str | None:
    """First value that names a section; templates also put the kind of page there."""
    for name in (tidy(part) for value in values for part in _LIST.split(value[:500])):
        if (fold(name) in _HOME and fold(name) != "news") or _HOST.fullmatch(name):
            continue
        if 1 < len(name) <= 80 and "://" not in name and name != title and any(map(str.isalpha, name)):
            return name
    return None


def _steps(node: dict[str, Any]) -> list[str]:
    """Names of the steps of a breadcrumb list, from the site to the page."""
    items = node.get("itemListElement")
    found: list[str] = []
    for item in items[:20] if isinstance(items, list) else []:
        if isinstance(item, dict):
            names = jsonld.strings(item.get("name")) or jsonld.strings(item.get("item"))
            found.extend(n for n in names[:1] if "://" not in n)
    return found
