"""RSS, RDF, Atom and JSON feeds to records.

Every entry is a headline that stood in the feed, so it becomes a row of ``news_list``. An entry is an article as well
only where the feed carries its full content (``content:encoded``, Atom ``content``, ``content_html``): a summary is
not an article's text.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

from toolkit.errors import InputError
from toolkit.records import Article, NewsItem, Page, Stamp
from toolkit.sources.encodings import codec_name, declared_encoding, decode
from toolkit.sources.inputs import Input, Note, Options, Rejected
from toolkit.sources.provenance import mark, saving_time, set_seen

FULL_CONTENT_WORDS: Final = 60
"""Content shorter than this, and not longer than the summary, is taken for a summary."""
_CUT_OFF: Final = ("no element found", "unclosed token", "unclosed cdata", "mismatched tag", "premature end")
_DECLARATION = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']")
_NAME_AND_ADDRESS = re.compile(r"^\S+@\S+\s*\((.+)\)$|^(.+?)\s*<?\S+@\S+>?$")


def read_feed(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read a feed: one list of headlines, and the articles whose full content it carries.

    Raises
    ------
    InputError
        If the feed is cut off, or has no entries.
    """
    data = in_utf8(source.read())
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        feed = _json_feed(data)
    else:
        note, feed = _xml_feed(data)
        if note:
            yield Note(note)
    entries = feed["entries"]
    if not entries:
        raise InputError("the feed has no entries; download it again, or leave it out if it was empty then")
    clock = _Clock(feed, options)
    headlines = Page(article=None)
    articles: list[Article] = []
    for number, entry in enumerate(entries, 1):
        item = clock.headline(entry, number, feed)
        if item is None:
            yield Rejected(f"{source.ref}#entry{number}", "this entry has no title")
            continue
        headlines.news_list.append(item)
        article = clock.article(entry, item)
        if article is not None:
            article.source_ref = f"{source.ref}#entry{number}"
            articles.append(article)
    seen_at = saving_time(headlines, source.modified_at)
    yield mark(set_seen(headlines, seen_at), options, source.ref, "feed")
    for article in articles:
        ref = article.source_ref or source.ref
        yield mark(set_seen(Page(article=article), seen_at), options, ref, "feed")


def in_utf8(data: bytes) -> bytes:
    """XML or JSON in UTF-16 or UTF-32 as UTF-8, without the declaration of its encoding; other bytes as they are."""
    wide = (declared_encoding(data) or "").startswith(("utf-16", "utf-32"))  # untrue where no byte is null
    if b"\x00" not in data[:4] and not wide:
        return data
    return without_declaration(decode(data).text)


def without_declaration(text: str) -> bytes:
    """XML as UTF-8 that declares no encoding, which means UTF-8."""
    return _DECLARATION.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _xml_feed(data: bytes) -> tuple[str | None, dict[str, Any]]:
    """Entries of an XML feed, with a note where its XML is faulty but whole."""
    import feedparser

    label = declared_encoding(data)
    note = None
    if label and codec_name(label) is None:
        decoded = decode(data)
        data = without_declaration(decoded.text)
        note = decoded.note
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=True)
    fault = parsed.get("bozo_exception") if parsed.get("bozo") else None
    message = str(fault or "").lower()
    if any(sign in message for sign in _CUT_OFF):
        raise InputError(f"the XML is broken ({fault}); the feed was cut off or damaged: download it again")
    if fault is not None and not parsed.entries:
        raise InputError(f"the XML cannot be read ({fault}); download the feed again")
    if fault is not None and "declared as" not in message and not note:
        note = f"the XML is not well-formed ({fault}); read as far as it goes"
    if not parsed.get("version") and not parsed.entries:
        raise InputError("this XML is no RSS, RDF or Atom feed, and no news sitemap")
    head = parsed.feed
    return note, {"title": head.get("title"), "link": head.get("link"), "language": head.get("language"),
                  "entries": [_xml_entry(e) for e in parsed.entries]}


def _xml_entry(entry: Any) -> dict[str, Any]:
    content = max((c.get("value", "") for c in entry.get("content", ())), key=len, default="")
    authors = [a.get("name") for a in entry.get("authors", ()) if a.get("name")] or [entry.get("author")]
    return {
        "title": entry.get("title"), "url": entry.get("link") or _web_id(entry.get("id")),
        "published": entry.get("published"), "modified": dict.get(entry, "updated"),  # entry.get would give "published"
        "summary": entry.get("summary") if entry.get("summary") != content else None, "content": content,
        "authors": [_author_name(a) for a in authors if a],
        "tags": [t.get("label") or t.get("term") for t in entry.get("tags", ()) if t.get("label") or t.get("term")],
        "language": entry.get("title_detail", {}).get("language"),
    }


def _web_id(identifier: str | None) -> str | None:
    return identifier if identifier and identifier.startswith(("http://", "https://")) else None


def _author_name(author: str) -> str:
    match = _NAME_AND_ADDRESS.match(author.strip())
    return (match.group(1) or match.group(2)).strip() if match else author.strip()


def _json_feed(data: bytes) -> dict[str, Any]:
    try:
        feed = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the JSON feed is broken ({error}); download it again") from None
    items = feed.get("items")
    if not isinstance(items, list):
        raise InputError("the JSON feed has no list 'items'")
    entries = []
    for item in items:
        if not isinstance(item, dict):
            entries.append(dict.fromkeys(("title", "url", "published", "modified", "summary", "content", "language"))
                           | {"authors": [], "tags": []})  # without a title it becomes a rejected row
            continue
        people = item.get("authors") or [item.get("author")]
        entries.append({
            "title": _string(item.get("title")), "url": _string(item.get("url")) or _web_id(str(item.get("id", ""))),
            "published": _string(item.get("date_published")), "modified": _string(item.get("date_modified")),
            "summary": _string(item.get("summary")),
            "content": _string(item.get("content_html")) or _string(item.get("content_text")) or "",
            "authors": [p["name"] for p in _list(people) if isinstance(p, dict) and _string(p.get("name"))],
            "tags": [t for t in _list(item.get("tags")) if isinstance(t, str)],
            "language": _string(item.get("language")),
        })
    return {"title": _string(feed.get("title")), "link": _string(feed.get("home_page_url")),
            "language": _string(feed.get("language")), "entries": entries}


def _string(value: Any) -> str | None:
    """Value of a JSON field that must be a string, with whatever stands there."""
    return value if isinstance(value, str) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class _Clock:
    """Entries to records, in the clock of the feed's outlet."""

    def __init__(self, feed: dict[str, Any], options: Options) -> None:
        from toolkit import outlets

        self._language = _language(feed.get("language"))
        link = feed.get("link") or next((e["url"] for e in feed["entries"] if e["url"]), None)
        self._outlet = outlets.find(link, language=self._language, time_zone=options.time_zone)

    def headline(self, entry: dict[str, Any], number: int, feed: dict[str, Any]) -> NewsItem | None:
        title = plain_text(entry["title"])
        if not title:
            return None
        item = NewsItem(list_ref="#1", list_heading=plain_text(feed.get("title")), position=number, title=title,
                        url=entry["url"], outlet=self._outlet.name, time_zone=self._outlet.time_zone,
                        language=_language(entry["language"]) or self._language)
        stamp = self._stamp(entry["published"] or entry["modified"])
        if stamp is not None:
            item.published_at, item.published_precision = stamp.instant, stamp.precision
            item.published_from, item.utc_offset = "feed", stamp.offset
        return item

    def article(self, entry: dict[str, Any], item: NewsItem) -> Article | None:
        text = html_text(entry["content"])
        summary = plain_text(entry["summary"])
        words = len(text.split())
        if words < FULL_CONTENT_WORDS and (not summary or words <= len(summary.split())):
            return None
        published, modified = self._stamp(entry["published"]), self._stamp(entry["modified"])
        return Article(
            url=item.url, outlet=item.outlet, title=item.title, lead=summary, text=text, authors=entry["authors"],
            tags=[str(t) for t in entry["tags"]], language=_language(entry["language"]) or self._language,
            published_at=published.instant if published else None,
            published_precision=published.precision if published else "none",
            utc_offset=published.offset if published else None,
            published_from="feed" if published else None,
            time_zone=self._outlet.time_zone,
            time_zone_from=(published.zone_from if published else None) or self._outlet.time_zone_from,
            modified_at=modified.instant if modified else None)

    def _stamp(self, text: str | None) -> Stamp | None:
        from toolkit.extract import stamps

        written = (stamps.read_iso(text) or stamps.read(text)) if text else None
        if written is None:
            return None
        return stamps.resolve(written, zone=self._outlet.time_zone, origin="feed",
                              zone_from=self._outlet.time_zone_from)


def _language(label: str | None) -> str | None:
    match = re.match(r"([a-z]{2,3})(?:[-_]([a-z0-9]{2,8}))?$", (label or "").strip(), re.I)
    if match is None:
        return None
    return match.group(1).lower() + (f"-{match.group(2).upper()}" if match.group(2) else "")


def html_text(html: str | None) -> str:
    """Paragraphs of a fragment of HTML, joined by a blank line."""
    if not html:
        return ""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, iframe, figure"):
        node.decompose()
    for node in tree.css("p, li, h1, h2, h3, h4, blockquote, div, br, tr"):
        node.insert_before("\n\n")
    body = tree.body
    text = body.text() if body is not None else ""
    paragraphs = (re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(p for p in paragraphs if p)


def plain_text(html: str | None) -> str | None:
    """Text of a title or summary that may hold markup or entities, on one line."""
    if not html:
        return None
    text = html_text(html) if "<" in html or "&" in html else html
    return re.sub(r"\s+", " ", text).strip() or None
