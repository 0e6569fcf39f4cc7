"""Tables of headlines, as the toolkit writes its own ``news_list``, back to records."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from toolkit.records import NewsItem, Page
from toolkit.schema import ORIGINS, PRECISIONS
from toolkit.sources.cells import text_cell, time_cell

_SIGNS: Final = frozenset({"list_ref", "position", "title"})
_TEXTS: Final = ("list_ref", "list_heading", "title", "url", "canonical_url", "article_id", "outlet", "language",
                  "time_zone")


def is_headline_table(names: Collection[str]) -> bool:
    """Whether the columns are those of a table of headlines."""
    return set(names) >= _SIGNS


def headline(cells: dict[str, Any]) -> Page | None:
    """One row as a page with one headline; None without a title."""
    item = NewsItem()
    for name in _TEXTS:
        setattr(item, name, text_cell(cells.get(name)))
    if item.title is None:
        return None
    position = text_cell(cells.get("position"))
    item.position = int(float(position)) if position and position.replace(".", "", 1).isdigit() else None
    stamp = time_cell(cells.get("published_at"), item.time_zone, None)
    if stamp is not None:
        precision, origin = text_cell(cells.get("published_precision")), text_cell(cells.get("published_from"))
        item.published_at, item.utc_offset = stamp.instant, stamp.offset
        item.published_precision = precision if precision in PRECISIONS else stamp.precision
        item.published_from = origin if origin in ORIGINS else stamp.origin
    seen = time_cell(cells.get("seen_at"), item.time_zone, None)
    item.seen_at = seen.instant if seen is not None else None
    return Page(article=None, news_list=[item])
