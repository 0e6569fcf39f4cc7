"""News sitemaps to headlines.

References
----------
sitemaps.org protocol 0.9; Google, "News sitemaps" (the ``news:news`` element with ``publication``,
``publication_date``, ``title``, ``keywords``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.errors import InputError
from toolkit.records import NewsItem, Page
from toolkit.sources.encodings import codec_name, declared_encoding, decode
from toolkit.sources.feeds import in_utf8, without_declaration
from toolkit.sources.inputs import Input, Options, Rejected
from toolkit.sources.provenance import mark, saving_time, set_seen


def read_sitemap(source: Input, options: Options) -> Iterator[Page | Rejected]:
    """Read a news sitemap: one list of headlines with their times.

    Raises
    ------
    InputError
        If the XML is broken, the file is an index of other sitemaps, or no entry has a headline.
    """
    root = _parsed(_readable(source.read()))
    if _local(root) == "sitemapindex":
        raise InputError(f"an index of {len(root)} sitemaps, without headlines of its own; download the sitemaps that "
                         "it lists and load them")
    page = Page(article=None)
    without_title = 0
    zones: dict[str | None, Any] = {}
    for entry in root:
        fields = _fields(entry)
        if not fields.get("title"):
            without_title += 1
            continue
        page.news_list.append(_headline(fields, len(page.news_list) + 1, options, zones))
    if not page.news_list:
        raise InputError(f"{without_title} addresses, none with a news:title; only news sitemaps give headlines")
    if without_title:
        yield Rejected(f"{source.ref}#untitled", f"{without_title} addresses without a news:title")
    yield mark(set_seen(page, saving_time(page, source.modified_at)), options, source.ref, "sitemap")


def _readable(data: bytes) -> bytes:
    """XML in an encoding that the parser knows."""
    label = declared_encoding(data)
    if label and codec_name(label) is None:
        return without_declaration(decode(data).text)
    return in_utf8(data)


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the XML is broken ({error.msg}); the sitemap was cut off or damaged: download it again"
                         ) from None


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _fields(entry: Any) -> dict[str, str]:
    """Texts of an entry and of its news element by local name; ``loc`` stands apart from image locations."""
    found: dict[str, str] = {}
    for node in entry.iter():
        text = (node.text or "").strip()
        name, parent = _local(node), _local(node.getparent()) if node.getparent() is not None else ""
        if text and parent in ("url", "news", "publication"):
            found.setdefault(name, text)
    return found


def _headline(fields: dict[str, str], position: int, options: Options, zones: dict[str | None, Any]) -> NewsItem:
    from toolkit import outlets
    from toolkit.extract import stamps

    url = fields.get("loc")
    site = "/".join(url.split("/")[:3]) if url else None
    if site not in zones:
        zones[site] = outlets.find(url, language=fields.get("language"), time_zone=options.time_zone)
    outlet = zones[site]
    item = NewsItem(list_ref="#1", position=position, title=fields["title"], url=url,
                    outlet=outlet.name, time_zone=outlet.time_zone, language=fields.get("language"))
    written = stamps.read_iso(fields.get("publication_date") or fields.get("lastmod") or "")
    stamp = stamps.resolve(written, zone=outlet.time_zone, origin="sitemap",
                           zone_from=outlet.time_zone_from) if written else None
    if stamp is not None:
        item.published_at, item.published_precision, item.published_from = stamp.instant, stamp.precision, "sitemap"
        item.utc_offset = stamp.offset
    return item
