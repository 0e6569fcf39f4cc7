"""One parsed page, shared by all the extractors so that it is parsed once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from .bounds import MAX_DEPTH, bounded

_WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)
"""Callbacks on every change of the tree are of use only to ``<selectedcontent>``."""
_HEAD = 'meta,link[rel~="canonical" i],base[href],title,html,h1,script[type*="ld+json" i],a[href],time,main'


class Document:
    """A page's tree with the parts that several extractors need, each found once and on first use.

    Parameters
    ----------
    html : str
        The decoded page.
    url : str, optional
        Where it was found; relative links are read against it (or against ``<base href>``).
    """

    def __init__(self, html: str, url: str | None = None) -> None:
        self.html = html
        self.url = url
        self.tree = LexborHTMLParser(bounded(html), options=_WITHOUT_EVENTS)
        self.linked_data: list[dict[str, Any]] | None = None
        """Objects of the page's linked data once `toolkit.extract.jsonld.nodes` has read them."""
        self.sample: str | None = None
        self.part: LexborNode | None = None
        """Running text and part that holds the article, once `toolkit.extract.chrome` has found them."""

    @property
    def root(self) -> LexborNode | None:
        """The ``html`` element."""
        return self.tree.root

    @cached_property
    def heads(self) -> dict[str, list[LexborNode]]:
        """Elements that speak of the whole page, links and times, by tag: one walk over the tree for all."""
        found: defaultdict[str, list[LexborNode]] = defaultdict(list)
        for node in self.tree.css(_HEAD):
            found[node.tag or ""].append(node)
        return dict(found)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of the ``meta`` elements by lower-cased name, property, itemprop or http-equiv, in order."""
        found: dict[str, list[str]] = {}
        for node in self.heads.get("meta", ()):
            attributes = node.attributes
            content = attributes.get("content")
            if not content:
                continue
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = attributes.get(key)
                if name:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """Content of the first of these meta names that the page has."""
        for name in names:
            values = self.metas.get(name)
            if values and values[0].strip():
                return values[0].strip()
        return None

    @cached_property
    def canonical_link(self) -> str | None:
        """Address of the first ``link rel="canonical"``, as written."""
        hrefs = (node.attributes.get("href") for node in self.heads.get("link", ()))
        return next((href.strip() for href in hrefs if href and href.strip()), None)

    @cached_property
    def main_parts(self) -> dict[str, set[int]]:
        """Ids of the elements that hold a ``main``, and of those that hold an ``h1``, by that tag."""
        found: dict[str, set[int]] = {}
        for tag in ("main", "h1"):
            around = found[tag] = set()
            for node in self.heads.get(tag, ()):
                here: LexborNode | None = node
                while here is not None and here.mem_id not in around:
                    around.add(here.mem_id)
                    here = here.parent
        return found

    @cached_property
    def trunk(self) -> frozenset[int]:
        """Ids of the elements that hold the page's heading: the branch on which the article grows."""
        headings = [h for h in self.heads.get("h1", ())[:10] if not _in_menu(h)]
        found = {self.tree.body.mem_id} if self.tree.body is not None else set()
        if headings:
            node = max(headings, key=lambda h: len(h.text().strip())).parent
            while node is not None and len(found) < MAX_DEPTH:
                found.add(node.mem_id)
                node = node.parent
        return frozenset(found)

    def linked_data_scripts(self) -> list[str]:
        """Texts of the ``application/ld+json`` scripts, in order."""
        return [node.text() for node in self.heads.get("script", ())]

    @cached_property
    def base_url(self) -> str | None:
        """Address that relative links are read against."""
        node = next(iter(self.heads.get("base", ())), None)
        href = node.attributes.get("href") if node is not None else None
        if not href:
            return self.url
        try:
            return urljoin(self.url or "", href.strip())
        except ValueError:
            return self.url


def _in_menu(node: LexborNode) -> bool:
    here = node.parent
    for _ in range(6):
        if here is None:
            return False
        if here.tag in ("nav", "aside", "footer"):
            return True
        here = here.parent
    return False
