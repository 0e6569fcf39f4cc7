"""Saved HTML pages and MHTML files to records."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from toolkit.errors import InputError
from toolkit.records import Page
from toolkit.sources.encodings import decode
from toolkit.sources.inputs import MAX_PAGE_BYTES, Input, Note, Options
from toolkit.sources.provenance import is_empty, mail_date, mark, saved_marks, saving_time, set_seen

_MHTML_BYTES = 4 * MAX_PAGE_BYTES  # these hold their pictures by design
_INLINE_MEDIA = re.compile(r"data:(?:image|font|video|audio|application)/[\w.+-]+;base64,[A-Za-z0-9+/=]{200,}")


@dataclass(frozen=True, slots=True)
class Saved:
    """One stored page and what is known about its storing.

    Attributes
    ----------
    data : bytes
        The page as it was served or saved.
    ref : str
        How the tables name it.
    source_format : str
        Format of the file that held it.
    url, encoding : str or None
        Address and encoding that the container (MHTML, archive, HTTP answer) states.
    collected_at : datetime or None
        Time of saving that the container states.
    file_time : datetime or None
        Time of the file; believed only where it fits the page.
    """

    data: bytes
    ref: str
    source_format: str = "html"
    url: str | None = None
    encoding: str | None = None
    collected_at: datetime | None = None
    file_time: datetime | None = None


def read_html(source: Input, options: Options) -> Iterator[Page | Note]:
    """Read a saved HTML page.

    Raises
    ------
    InputError
        If the file is no text, of no known encoding, or holds neither an article nor a list of headlines.
    """
    return read_saved(Saved(source.read(), source.ref, file_time=source.modified_at), options)


def read_saved(saved: Saved, options: Options) -> Iterator[Page | Note]:
    """Decode one stored page and read it with the reader that the caller chose."""
    decoded = decode(saved.data, stated=saved.encoding)
    html = _INLINE_MEDIA.sub("data:,", decoded.text) if len(decoded.text) > 500_000 else decoded.text
    marked_url, marked_time = saved_marks(html)
    url, seen_at = saved.url or marked_url, saved.collected_at or marked_time
    page = _read(html, url, seen_at, options)
    if seen_at is None and (seen_at := saving_time(page, saved.file_time)) is not None:
        if any(item.published_at is None for item in page.news_list):
            page = _read(html, url, seen_at, options)
        page = set_seen(page, seen_at)
    if is_empty(page):
        raise InputError("neither an article (no title, no text) nor a list of headlines was found on this page; "
                         "if a script fills the page, save it from the browser after it has loaded")
    set_seen(page, saved.collected_at or marked_time)
    if page.article is not None and page.article.url is None:
        page.article.url = page.article.canonical_url  # the page's own word for its address is the only one left
    if decoded.note:
        yield Note(decoded.note)
    yield mark(page, options, saved.ref, saved.source_format)


def _read(html: str, url: str | None, seen_at: datetime | None, options: Options) -> Page:
    if options.reader == "newspaper3k":
        from toolkit.sources.newspaper import read_page_with_newspaper

        return read_page_with_newspaper(html, url, time_zone=options.time_zone)
    from toolkit.extract.page import read_page

    return read_page(html, url, time_zone=options.time_zone, seen_at=seen_at)


def read_mhtml(source: Input, options: Options) -> Iterator[Page | Note]:
    """Read a page that a browser saved as one MHTML file.

    Raises
    ------
    InputError
        If the file holds no HTML part, or nothing can be read from it.
    """
    message = email.message_from_bytes(source.read(_MHTML_BYTES), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(part, EmailMessage):
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            data = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if not isinstance(data, bytes) or len(data) > MAX_PAGE_BYTES:
                continue
            return read_saved(Saved(data, source.ref, "mhtml", url=_web_address(url), encoding=charset,
                                    collected_at=mail_date(str(message.get("Date", ""))),
                                    file_time=source.modified_at), options)
    raise InputError("the MHTML file holds no HTML part; save the page again as 'Webpage, single file'")


def _web_address(url: object) -> str | None:
    text = str(url).strip() if url else ""
    return text if text.startswith(("http://", "https://")) else None
