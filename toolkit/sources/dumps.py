"""Plain-text dumps of pages (all text of a page, copied or printed) to records.

A dump has lost the page's structure, so the article is told from its surroundings by what lines look like: the byline
with its date and the headline above it begin the article, a run of lines without sentence ends begins the lists.
The rules name kinds of lines in several languages and no site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from toolkit.errors import InputError
from toolkit.extract.list_times import clock_only, end_of_day, run_back
from toolkit.extract.stamps import Written, resolve
from toolkit.records import Article, NewsItem, Page, Stamp
from toolkit.sources.dump_article import DumpArticle, find_article
from toolkit.sources.dump_lines import Line, split_lines
from toolkit.sources.dump_lists import HeadlineList, find_lists
from toolkit.sources.dump_outlet import find_outlet
from toolkit.sources.dump_tags import split_tags
from toolkit.sources.encodings import decode
from toolkit.sources.inputs import Input, Note, Options
from toolkit.sources.provenance import is_empty, mark, saving_time, set_seen

GLUED: Final = "dump line "
"""``origin["tags"]`` of a dump: this and the line as it stood; a load cuts it again with the tags of the corpus."""
MAX_DUMP_BYTES: Final = 4 * 2**20
MAX_DUMP_LINES: Final = 50_000
"""The text of one page is some hundred lines; a file beyond these bounds is something else, and would take minutes."""
_LISTING_TIMES = 3
_HEAD_LINES = 5


def read_dump(source: Input, options: Options) -> Iterator[Page | Note]:
    """Read the text dump of one page.

    Raises
    ------
    InputError
        If neither an article (headline, date, text) nor a list of headlines is found.
    """
    decoded = decode(source.read(MAX_DUMP_BYTES))
    if decoded.text.count("\n") > MAX_DUMP_LINES:
        raise InputError(f"more than {MAX_DUMP_LINES:,} lines; the text of one page has a few hundred: split the "
                         "file at its articles, or load them as a table (CSV, JSONL, Parquet)")
    if decoded.note:
        yield Note(decoded.note)
    yield mark(read_dump_text(decoded.text, source, options), options, source.ref, "text")


def read_dump_text(text: str, source: Input, options: Options) -> Page:
    """Article and headlines of a dump's text."""
    lines = split_lines(text)
    found = find_article(lines)
    outside = _outside(lines, found)
    words = "\n".join(line.text for line in (found.body if found is not None else lines)[:40])
    address = next((line.address for line in outside[:_HEAD_LINES * 2] if line.address), None)
    outlet = find_outlet([line.text for line in outside], source.path.name, words, options)
    article = None
    if found is not None and any(line.is_sentence for line in found.body):
        article = _article(found, outlet, _head_day(lines, found, outlet.time_zone))
        article.url = address
    if found is not None and article is not None and found.tags:
        known = {line.key for line in lines[found.end:] if line.words <= 4}
        article.tags = split_tags(found.tags, phrases="\n".join([article.title or "", article.text or ""]), known=known)
        article.origin["tags"] = GLUED + found.tags
    topics = {tag.casefold() for tag in article.tags} if article is not None else set()
    lists = _lists(lines, found if article is not None else None, topics)
    if article is None:
        lists = [one for one in lists if sum(e.written is not None for e in one.entries) >= _LISTING_TIMES]
    page = Page(article, _headlines(lists, outlet))
    _set_list_times(page, lists, _page_day(lines, found, lists, outlet.time_zone), outlet, source)
    if is_empty(page):
        raise InputError("no article (a headline, a line with the date, paragraphs) and no list of headlines with "
                         "times was found in this text; is it the dump of a news page?")
    return page


def _lists(lines: Sequence[Line], found: DumpArticle | None, topics: set[str]) -> list[HeadlineList]:
    """Lists behind the article, and those before it that show times or are called a list: others are menus."""
    if found is None:
        return find_lists(lines, topics)
    start = lines.index(found.title if found.title is not None else found.byline)
    before = [one for one in find_lists(lines[:start], topics)
              if sum(e.written is not None for e in one.entries) >= _LISTING_TIMES]
    return [*before, *find_lists(lines[found.end:], topics)]


def _outside(lines: Sequence[Line], found: DumpArticle | None) -> list[Line]:
    """Lines of the page around article and headlines: these name the outlet, the others may name any."""
    if found is None:
        return [line for line in lines if not line.is_headline]
    head = lines[:lines.index(found.title if found.title is not None else found.byline)]
    return [*head, *(line for line in lines[len(head):] if line.is_chrome)]


def _article(found: DumpArticle, outlet: Any, today: datetime | None) -> Article:
    paragraphs = [line.without_bullet for line in ([found.lead] if found.lead else []) + found.body]
    text = "\n\n".join(paragraphs)
    stamp = resolve(found.published, zone=outlet.time_zone, anchor=today, origin="visible",
                    zone_from=outlet.time_zone_from)
    lead = found.lead.text if found.lead is not None else _lead(found.body)
    article = Article(title=found.title.text if found.title is not None else None, text=text, lead=lead,
                      authors=found.authors, outlet=outlet.name,
                      time_zone=outlet.time_zone, time_zone_from=outlet.time_zone_from, language=outlet.language)
    modified = found.modified and resolve(found.modified, zone=outlet.time_zone, anchor=today, origin="visible")
    article.modified_at = modified.instant if modified else None
    if stamp is not None:
        article.published_at, article.published_precision = stamp.instant, stamp.precision
        article.utc_offset = stamp.offset
        article.published_from = stamp.origin
        article.time_zone_from = stamp.zone_from or article.time_zone_from
    return article


def _lead(body: Sequence[Line]) -> str | None:
    """First paragraph where labelled fields follow it, which sets it apart."""
    if len(body) > 1 and body[0].label is None and body[1].label is not None:
        return body[0].text
    return None


def _headlines(lists: Sequence[HeadlineList], outlet: Any) -> list[NewsItem]:
    return [NewsItem(list_ref=f"#{number}", list_heading=one.heading, position=position, title=entry.title,
                     outlet=outlet.name, time_zone=outlet.time_zone, language=outlet.language)
            for number, one in enumerate(lists, 1) for position, entry in enumerate(one.entries, 1)]


def _head_dates(lines: Sequence[Line], found: DumpArticle | None) -> list[Written]:
    head = lines[:lines.index(found.byline)] if found is not None else lines[:_HEAD_LINES]
    return [s[2] for line in head for s in line.stamps]


def _head_day(lines: Sequence[Line], found: DumpArticle | None, zone: str | None) -> datetime | None:
    """End of the day that the head of the page shows: what "today" in it means."""
    days = [date(w.year, w.month, w.day) for w in _head_dates(lines, found) if w.year and w.month and w.day]
    return end_of_day(max(days), zone) if days else None


def _page_day(lines: Sequence[Line], found: DumpArticle | None, lists: Sequence[HeadlineList],
              zone: str | None) -> datetime | None:
    """End of the day on which the page was saved, as far as the page tells: the latest day that it bears.

    Without a date in the page's head that is the day of its article, unless its newest headline shows a time of day
    before the article's: such a page was saved on a later day, which nothing tells.
    """
    shown = _head_dates(lines, found)
    own = [w for w in (found.published, found.modified) if w is not None] if found is not None else []
    days = [date(w.year, w.month, w.day) for w in (*shown, *own) if w.year and w.month and w.day]
    if not days:
        return None
    if not any(w.day and w.month and w.year for w in shown):
        latest = max(((w.hour, w.minute or 0) for w in own if w.hour is not None), default=(0, 0))
        newest = next(((e.written.hour, e.written.minute or 0) for one in lists for e in one.entries
                       if e.written is not None and e.written.hour is not None and clock_only(e.written)), latest)
        if newest < latest:
            return None
    return end_of_day(max(days), zone)


def _set_list_times(page: Page, lists: Sequence[HeadlineList], day: datetime | None, outlet: Any,
                    source: Input) -> None:
    """Times of day to instants, counted back from the file's time where that fits, else from the page's day."""
    _fill(page, lists, day, outlet, exact=False)
    seen_at = saving_time(page, source.modified_at)
    if seen_at is not None:
        _fill(page, lists, seen_at, outlet, exact=True)
        set_seen(page, seen_at)


def _fill(page: Page, lists: Sequence[HeadlineList], anchor: datetime | None, outlet: Any, *, exact: bool) -> None:
    stamps: list[Stamp | None] = []
    for one in lists:
        stamps += run_back([entry.written for entry in one.entries], anchor=anchor, zone=outlet.time_zone,
                           zone_from=outlet.time_zone_from, exact=exact)
    for item, stamp in zip(page.news_list, stamps, strict=True):
        item.published_at = stamp.instant if stamp is not None else None
        item.published_precision = stamp.precision if stamp is not None else "none"
        item.published_from = "listing" if stamp is not None else None
