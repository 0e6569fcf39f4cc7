"""Fields of an article other than its times and its text, each with where it came from.

A new rule has one obvious place: `titles`, `names` and `authors`, `tags` with `tag_cleaning` (what is declared) and
`tag_blocks` (what is shown), `sections`, `language` with `function_words`, `urls`; the linked data that they share is
read by `jsonld`. Each field is guarded alone: whatever a page does to one reader, the others
still answer, and the failure is a flag of the article.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urljoin

from ..records import Article
from . import jsonld
from .authors import authors
from .chrome import plain_text
from .document import Document
from .folding import fold
from .language import Language, language
from .sections import section
from .tags import tags
from .titles import tidy, title
from .urls import article_id, canonical_url, host_of

T = TypeVar("T")

_ORGANISATION_TYPES = frozenset({"organization", "newsmediaorganization", "website", "corporation"})


def guarded(flags: list[str], field: str, default: T, read: Callable[..., T], *args: Any, **options: Any) -> T:
    """Value of a reader; its default and a flag where the page breaks the reader.

    Pages are hostile input, and one field must never cost the others: this is the one place that catches everything.
    """
    try:
        return read(*args, **options)
    except Exception as error:  # noqa: BLE001
        flags.append(f"{field}: not read ({type(error).__name__})")
        return default


def metadata(doc: Document, url: str | None) -> Article:
    """Read title, lead, section, authors, tags, language and addresses of a page.

    Parameters
    ----------
    doc : Document
        The parsed page.
    url : str or None
        Where it was found.

    Returns
    -------
    Article
        With ``origin`` for each field that is filled and ``flags`` for what was settled by a rule.
    """
    out = Article(url=url)
    flags, origin = out.flags, out.origin
    node: dict[str, Any] | None = guarded(flags, "json-ld", None, jsonld.article, doc)
    names: frozenset[str] = guarded(flags, "outlet", frozenset(), site_names, doc, url)
    if doc.linked_data is None:
        doc.linked_data = []  # it could not be read: the other readers do without
    out.canonical_url = guarded(flags, "canonical_url", None, _canonical, doc, url, origin)
    if out.canonical_url:
        out.article_id = article_id(out.canonical_url)
    if headline := guarded(flags, "title", None, title, doc, node, names):
        out.title, origin["title"] = headline
    out.lead = guarded(flags, "lead", None, _lead, doc, node, out.title, origin)
    spoken = guarded(flags, "language", Language(None, None, False), language, doc, node,
                     f"{out.title or ''} {out.lead or ''}", lambda: plain_text(doc))
    if spoken.tag:
        out.language, origin["language"] = spoken.tag, spoken.origin or "detected"
    if spoken.doubtful:
        flags.append(f"language: declarations contradict each other or the text; {spoken.tag} by {spoken.origin}")
    signed = guarded(flags, "authors", None, authors, doc, node, names, out.language, out.title)
    if signed and signed.names:
        out.authors, origin["authors"] = signed.names, signed.origin or ""
    labels = guarded(flags, "tags", None, tags, doc, node, title=out.title, lead=out.lead,
                     site_names=names, authors=out.authors)
    if labels and labels.tags:
        out.tags, origin["tags"] = labels.tags, labels.origin or ""
    part = guarded(flags, "section", None, section, doc, node, out.title, names)
    if part and part.name:
        out.section, origin["section"] = part.name, part.origin or ""
    return out


def site_names(doc: Document, url: str | None) -> frozenset[str]:
    """Names by which a page calls its site, folded: from metas, linked data and the host."""
    found = [doc.meta("og:site_name"), doc.meta("application-name"), doc.meta("apple-mobile-web-app-title"),
             doc.meta("al:ios:app_name"), doc.meta("publisher", "article:publisher", "dc.publisher", "copyright")]
    for node in jsonld.nodes(doc):
        if jsonld.types(node) & _ORGANISATION_TYPES:
            found += jsonld.strings(node.get("name"))[:1] + jsonld.strings(node.get("alternateName"))[:1]
        found += jsonld.strings(node.get("publisher"))[:1]
    host = host_of(url) or host_of(doc.canonical_link) or host_of(doc.meta("og:url"))
    if host:
        labels = host.split(".")
        found += [host, ".".join(labels[-2:]), *(p for p in labels[-3:-1] if len(p) > 3)]
    folded = {fold(name) for name in found if name and len(name) < 60 and "://" not in name}
    return frozenset(folded | {name.removeprefix("the") for name in folded} - {""})


def _canonical(doc: Document, url: str | None, origin: dict[str, str]) -> str | None:
    """Canonical link or ``og:url`` if it is of the same site and no home page; else the page's own address."""
    own = canonical_url(url)
    for stated, place in ((doc.canonical_link, "link canonical"), (doc.meta("og:url"), "meta og:url")):
        if not stated:
            continue
        try:
            cleaned = own if stated == url else canonical_url(urljoin(doc.base_url or "", stated))
        except ValueError:
            continue
        if cleaned and _is_plausible(cleaned, own):
            origin["canonical_url"] = place
            return cleaned
    if own:
        origin["canonical_url"] = "url"
    return own


def _is_plausible(stated: str, own: str | None) -> bool:
    path = stated.split("/", 3)[3]
    if own is None:
        return bool(path)
    if not path and own.split("/", 3)[3]:
        return False
    return _site(stated) == _site(own)


def _site(url: str) -> str:
    """Last two labels of a clean address's host, or three below a country's second level (co.uk, com.ua)."""
    labels = url.split("/", 3)[2].removeprefix("www.").partition(":")[0].split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if deep else -2:])


def _lead(doc: Document, node: dict[str, Any] | None, headline: str | None, origin: dict[str, str]) -> str | None:
    """Description that the page gives the article: a short text that is not the headline again."""
    stated = ((jsonld.text(node, "description", "abstract"), "json-ld description"),
              (doc.meta("og:description"), "meta og:description"), (doc.meta("description"), "meta description"),
              (doc.meta("twitter:description"), "meta twitter:description"))
    for value, place in stated:
        lead = tidy(value) if value and len(value) < 5000 else ""
        if len(lead) > 20 and fold(lead) != fold(headline or ""):
            origin["lead"] = place
            return lead
    return None
