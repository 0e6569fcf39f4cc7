"""Section of the outlet in which the article stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from . import jsonld
from .document import Document
from .titles import fold, tidy

_METAS = ("article:section", "og:section", "section", "parsely-section", "sailthru.section", "cxenseparse:section",
          "cxenseparse:category", "og:article:section", "category", "dc.section", "pagesection", "mrf:sections",
          "article:section:name", "rubrik", "rubrica", "articlesection", "cxenseparse:taxonomy")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_LIST = re.compile(r",(?=\S)|\s*[;|]\s*")
_HOME = frozenset({"home", "homepage", "start", "startseite", "inicio", "accueil", "головна", "главная",
                   "hlavnistranka", "stronaglowna", "stronagłówna", "anasayfa", "beranda", "トップ", "トップページ",
                   "ホーム", "首页", "홈", "forside", "hem", "frontpage", "post", "posts", "article", "articles", "all",
                   "popular", "etusivu", "portada", "capa", "news", "новини"})


class Section(NamedTuple):
    """Name of a section and where it stood."""

    name: str | None
    origin: str | None


def section(doc: Document, article: dict[str, Any] | None, title: str | None, site_names: frozenset[str]) -> Section:
    """Read the section from linked data, metas, or the last step but one of the breadcrumbs.

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
    return Section(None, None)


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
