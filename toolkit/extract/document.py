"""One parsed page, shared by all the extractors so that it is parsed once."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode


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
        self.tree = LexborHTMLParser(html)

    @property
    def root(self) -> LexborNode | None:
        """The ``html`` element."""
        return self.tree.root

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of the ``meta`` elements by lower-cased name, property, itemprop or http-equiv, in order."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta"):
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
    def base_url(self) -> str | None:
        """Address that relative links are read against."""
        node = self.tree.css_first("base[href]")
        href = node.attributes.get("href") if node is not None else None
        if not href:
            return self.url
        try:
            return urljoin(self.url or "", href.strip())
        except ValueError:
            return self.url
