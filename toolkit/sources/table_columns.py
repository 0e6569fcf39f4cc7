"""Which column of a table of articles is which field: the caller's mapping first, then known names.

The names below are those that exporters of news collections and scrapers give their columns; within a field the
earlier name wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Final

from toolkit.errors import InputError, OptionError
from toolkit.records import Article

_KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "article_id": ("article_id",),
    "story_id": ("story_id",),
    "url": ("url", "link", "href", "article_url", "page_url", "web_url", "weburl", "permalink", "source_url", "guid"),
    "canonical_url": ("canonical_url", "canonical_link", "canonical"),
    "title": ("title", "headline", "heading", "head", "article_title", "webtitle", "name", "subject"),
    "lead": ("lead", "standfirst", "summary", "description", "subtitle", "abstract", "teaser", "excerpt", "snippet"),
    "text": ("text", "body", "content", "maintext", "main_text", "article_text", "article_body", "articlebody",
             "full_text", "fulltext", "bodytext", "body_text", "cleaned_text", "story_text", "plain_text", "article"),
    "outlet": ("outlet", "media_name", "source_name", "publisher", "publication", "source", "newspaper", "media",
               "outlet_name", "site_name", "source_domain", "domain", "media_url", "site", "website", "hostname"),
    "section": ("section", "section_name", "sectionname", "rubric", "category", "desk", "news_desk"),
    "authors": ("authors", "author", "byline", "by", "writer", "writers", "creator", "journalist"),
    "tags": ("tags", "tag", "keywords", "keyword", "tag_list", "labels", "subjects", "categories"),
    "topics": ("topics",),
    "language": ("language", "lang", "language_code", "locale"),
    "published_at": ("published_at", "publish_date", "published", "publication_date", "date_published",
                     "datepublished", "pub_date", "pubdate", "date_publish", "publishdate", "published_date",
                     "publishedat", "published_time", "published_on", "webpublicationdate", "publication_time",
                     "publish_time", "datetime", "date_time", "timestamp", "date", "created_at", "created", "day"),
    "published_precision": ("published_precision",),
    "published_from": ("published_from",),
    "time_zone": ("time_zone", "timezone", "tz"),
    "time_zone_from": ("time_zone_from",),
    "modified_at": ("modified_at", "updated_at", "date_modified", "datemodified", "date_modify", "last_modified",
                    "modified", "updated", "lastmod", "update_date"),
    "collected_at": ("collected_at", "crawl_date", "date_download", "scraped_at", "crawled_at", "fetched_at",
                     "retrieved_at", "downloaded_at", "indexed_date", "seendate", "saved_at", "date_crawled"),
}
_TIME_OF_DAY: Final = ("time", "hour", "publish_hour", "time_of_day")
_NEEDED: Final = ("title", "url", "text")
_FIELDS: Final = tuple(f.name for f in fields(Article) if f.name not in ("origin", "flags", "word_count"))


def check_mapping(columns: Mapping[str, str] | None) -> None:
    """Raise `OptionError` where a mapping names a field that the articles table has not."""
    if columns is not None and not isinstance(columns, Mapping):
        raise OptionError(f"columns={columns!r} is no mapping of columns to fields; one looks like {{'src': 'url'}}")
    for column, field in (columns or {}).items():
        if field not in _FIELDS:
            raise OptionError(f"columns= maps {column!r} to {field!r}, which is no column of the articles table; "
                              f"there are {', '.join(_FIELDS)}")
    fields_given = list((columns or {}).values())
    twice = next((field for field in fields_given if fields_given.count(field) > 1), None)
    if twice is not None:
        raise OptionError(f"columns= maps more than one column to {twice!r}; choose one of them")


def find_columns(names: Iterable[str], mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Field -> column of a table.

    Parameters
    ----------
    names : iterable of str
        Columns of the table. A dotted name reaches into nested objects (``source.name``).
    mapping : mapping of str to str, optional
        Column -> field, as the caller gave it.

    Returns
    -------
    dict
        Also ``time_of_day`` -> column, where a day and an hour stand in two columns.

    Raises
    ------
    InputError
        If the table lacks a mapped column, or no column holds a title, url or text.

    Examples
    --------
    >>> find_columns(["src", "Headline", "Date"], {"src": "url"})
    {'url': 'src', 'title': 'Headline', 'published_at': 'Date'}
    """
    present = list(names)
    shown = ", ".join(present[:20])
    found: dict[str, str] = {}
    for column, field in (mapping or {}).items():
        if column not in present:
            raise InputError(f"columns= maps {column!r} to {field!r}, but this table has no column {column!r}; it has "
                             f"{shown}")
        found[field] = column
    by_name: dict[str, str] = {}
    for name in present:
        by_name.setdefault(_plain(name), name)
    taken = set(found.values())
    for field, known in _KNOWN.items():
        if field in found:
            continue
        for name in known:
            if name in by_name and by_name[name] not in taken:
                found[field] = by_name[name]
                taken.add(by_name[name])
                break
    if not any(field in found for field in _NEEDED):
        raise InputError("no column of this table is known to hold a title, a url or a text; it has "
                         f"{shown}; say which is which with columns={{'{present[0] if present else 'name'}': 'title'}}")
    if found.get("published_at") and _plain(found["published_at"]) in ("date", "day", "publish_date", "pub_date"):
        for name in _TIME_OF_DAY:
            if name in by_name and by_name[name] not in taken:
                found["time_of_day"] = by_name[name]
                break
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(name).strip().lower()).strip("_")
