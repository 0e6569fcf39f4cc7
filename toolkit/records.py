"""What one page, feed entry or table row states, before it becomes a row of a table.

Every reader produces these records and `toolkit.normalise` turns them into the tables of `toolkit.schema`.
They read like an object (``article.title``), like a mapping (``article["title"]``) and feed
``pandas.DataFrame`` directly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any


class _Mapping:
    """Read-only mapping access to the fields of a dataclass."""

    __slots__ = ()

    def keys(self) -> tuple[str, ...]:
        """Names of the fields, in order."""
        return tuple(f.name for f in fields(self))  # type: ignore[arg-type]

    def __getitem__(self, name: str) -> Any:
        if not isinstance(name, str) or name not in self.keys():
            raise KeyError(name)
        return getattr(self, name)

    def get(self, name: str, default: Any = None) -> Any:
        """Value of a field, or ``default`` where there is no such field."""
        return getattr(self, name) if name in self.keys() else default


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point in time with what is known about it.

    Attributes
    ----------
    instant : datetime
        Aware, in UTC. A stamp of day precision holds the start of that day in ``zone``.
    precision : str
        ``second``, ``minute``, ``hour``, ``day`` or ``month``: what the source wrote, never more.
    origin : str
        Where it stood: json-ld, meta, microdata, time-tag, visible, feed, sitemap, listing, url, column.
    zone : str or None
        IANA zone of the outlet's clock, or None where nothing is known (then UTC was assumed).
    zone_from : str or None
        ``stamp`` (the text states the offset), ``outlet``, ``user`` or ``guess``.
    offset : int or None
        UTC offset that the text states, in minutes; None where it was read in ``zone``.
    """

    instant: datetime
    precision: str
    origin: str
    zone: str | None = None
    zone_from: str | None = None
    offset: int | None = None


@dataclass(slots=True)
class Article(_Mapping):
    """The fields of one row of the articles table as one source states them; None or empty where it does not."""

    article_id: str | None = None
    story_id: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    title: str | None = None
    lead: str | None = None
    text: str | None = None
    section: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    language: str | None = None
    published_at: datetime | None = None
    published_precision: str = "none"
    published_from: str | None = None
    time_zone: str | None = None
    time_zone_from: str | None = None
    modified_at: datetime | None = None
    collected_at: datetime | None = None
    word_count: int | None = None
    source_format: str | None = None
    source_ref: str | None = None
    origin: dict[str, str] = field(default_factory=dict)
    """Field name -> where its value came from (``json-ld``, ``meta og:title``, ``visible h1``, ...)."""
    flags: list[str] = field(default_factory=list)
    """Contradictions that were settled by a rule, one short text each (kept for `toolkit.health`)."""
    utc_offset: int | None = None
    """UTC offset that the stamp of publication states, in minutes; None where it was read in ``time_zone``."""


@dataclass(slots=True)
class NewsItem(_Mapping):
    """One headline in a list on a page, in a feed or in a sitemap: a row of the news_list table."""

    list_ref: str | None = None
    list_heading: str | None = None
    position: int | None = None
    title: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    article_id: str | None = None
    outlet: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_precision: str = "none"
    published_from: str | None = None
    time_zone: str | None = None
    seen_at: datetime | None = None
    source_ref: str | None = None
    utc_offset: int | None = None
    """UTC offset that the list states, in minutes; None where the time was read in ``time_zone``."""


@dataclass(slots=True)
class Page:
    """What one page holds: its article (None on a pure listing page) and the headlines of its news lists."""

    article: Article | None
    news_list: list[NewsItem] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.article, self.news_list))
