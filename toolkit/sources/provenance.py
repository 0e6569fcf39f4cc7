"""Where a record came from: its format, file and saving time, written the same way by every reader."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from toolkit.records import Page
from toolkit.sources.inputs import Options

FRESH: Final = timedelta(hours=48)
"""A file's own time counts as the time of saving only up to this long after the newest stamp inside."""
_CLOCK_SLACK: Final = timedelta(minutes=5)

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?Page saved with SingleFile(.{0,4000}?)-->", re.S)
_MIRRORED = re.compile(
    r"<!--\s*Mirrored from (\S+) by HTTrack[^>]*?,\s*(\w{3}, \d{1,2} \w{3} \d{4} [\d:]{8} GMT)\s*-->", re.I)
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d{1,2}, \d{4})")
_SAVE_PAGE = re.compile(r"<meta\s+name=[\"']?savepage-(url|date)[\"']?\s+content=\"([^\"]*)\"", re.I)
_JS_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})")
_MARK_BYTES = 20_000


def saved_marks(html: str) -> tuple[str | None, datetime | None]:
    """Address and time of saving that the program which saved a page wrote into it.

    Examples
    --------
    >>> saved_marks("<!-- saved from url=(0021)https://example.org/a --><html>")
    ('https://example.org/a', None)
    """
    head, tail = html[:_MARK_BYTES], html[-_MARK_BYTES:]
    if match := _SAVED_FROM.search(head):
        return _address(match.group(1)), None
    if match := _SINGLE_FILE.search(head):
        url = re.search(r"url:\s*(\S+)", match.group(1))
        return _address(url.group(1)) if url else None, _js_date(match.group(1))
    if match := _MIRRORED.search(head) or _MIRRORED.search(tail):
        return _address("http://" + match.group(1)), mail_date(match.group(2))
    if match := _ARCHIVED.search(tail):
        return None, datetime.strptime(match.group(1), "%H:%M:%S %b %d, %Y").replace(tzinfo=UTC)
    marks = {name.lower(): value for name, value in _SAVE_PAGE.findall(head)}
    return _address(marks.get("url")), _js_date(marks.get("date", ""))


def _address(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _js_date(text: str) -> datetime | None:
    match = _JS_DATE.search(text)
    if match is None:
        return None
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None


def mail_date(text: str) -> datetime | None:
    """Time of an RFC 5322 date; None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def newest_stamp(page: Page) -> datetime | None:
    """Latest time that a page states for itself or for a headline."""
    times = [item.published_at for item in page.news_list]
    if page.article is not None:
        times += [page.article.published_at, page.article.modified_at]
    return max((t for t in times if t is not None), default=None)


def saving_time(page: Page, file_time: datetime | None) -> datetime | None:
    """Return the file's own time, if it can be the time of saving.

    A copied, unpacked or checked-out file bears the time of that. It is taken only where it lies between the newest
    stamp on the page and 48 hours later; a page without any stamp proves nothing.
    """
    newest = newest_stamp(page)
    if newest is None or file_time is None:
        return None
    return file_time if newest - _CLOCK_SLACK <= file_time <= newest + FRESH else None


def mark(page: Page, options: Options, ref: str, source_format: str) -> Page:
    """Write format, file and the caller's outlet and zone into the records of a page."""
    article = page.article
    if article is not None:
        article.source_ref, article.source_format = ref, source_format
        article.outlet = options.outlet or article.outlet
    for item in page.news_list:
        item.list_ref = ref + (item.list_ref or "#1")
        item.source_ref = ref
        item.outlet = options.outlet or item.outlet
    return page


def set_seen(page: Page, moment: datetime | None) -> Page:
    """Write the time of saving where the page did not state one itself."""
    if moment is None:
        return page
    if page.article is not None and page.article.collected_at is None:
        page.article.collected_at = moment
    for item in page.news_list:
        item.seen_at = item.seen_at or moment
    return page


def is_empty(page: Page) -> bool:
    """Whether a page gave neither a headline list nor an article with a title or text."""
    article = page.article
    return not page.news_list and (article is None or not (article.title or article.text))
