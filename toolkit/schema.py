"""Every table of the toolkit, declared once: column, dtype, unit, null rule and meaning.

Loaders conform to these declarations, tests check them, and charts take their labels and units from them.
`describe` shows a declaration as a frame.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError, OptionError
from toolkit.schema_measures import (
    CHANGES,
    CLOCK,
    CLOCK_PAIRS,
    COVERAGE,
    FORMATS,
    HEADLINES,
    HEALTH,
    LEADS,
    PAIR_CHANGES,
    PAIRS,
    READERS,
    SPIKES,
    STABILITY,
    TIMES,
    TOPICS,
)
from toolkit.schema_types import (
    EXACT_PRECISIONS,
    LIST,
    NULLABLE_WHOLE,
    ORIGINS,
    PERIOD,
    PRECISIONS,
    REAL,
    SCHEMA_VERSION,
    STATES,
    STATUSES,
    STRING,
    TIME,
    TRUTH,
    WHOLE,
    ZONE_ORIGINS,
    Column,
    Table,
)

__all__ = [
    "ARTICLES", "CHANGES", "CLOCK", "CLOCK_PAIRS", "COVERAGE", "EXACT_PRECISIONS", "FORMATS", "HEADLINES", "HEALTH",
    "LEADS", "LIST", "NEWS_LIST", "NULLABLE_WHOLE", "ORIGINS", "PAIRS", "PAIR_CHANGES", "PERIOD", "PRECISIONS",
    "READERS", "REAL", "REPORT", "SCHEMA_VERSION", "SPIKES", "STABILITY", "STATES", "STATUSES", "STRING", "TABLES",
    "TIME", "TIMES", "TOPICS", "TRUTH", "WHOLE", "ZONE_ORIGINS", "Column", "Table", "conform", "describe", "empty",
    "pandas_dtype", "table", "violations",
]

ARTICLES: Final = Table(
    "articles",
    "one row per article",
    (
        Column("article_id", STRING, "stable hash of canonical_url; without one, of outlet, title and day", null=False),
        Column("story_id", STRING, "same for copies and language editions of one story; article_id until stories() ran",
               null=False),
        Column("url", STRING, "address as found"),
        Column("canonical_url", STRING, "address cleaned of tracking parts and fragment"),
        Column("outlet", STRING, "one spelling per outlet"),
        Column("title", STRING, "headline as the page shows it"),
        Column("lead", STRING, "standfirst or first paragraph set apart by the page"),
        Column("text", STRING, "paragraphs of the article, joined by a blank line"),
        Column("section", STRING, "section of the outlet"),
        Column("authors", LIST, "people who signed the article, one entry each", null=False),
        Column("tags", LIST, "tags as the page shows them", null=False),
        Column("topics", LIST, "topics given by topics(); empty before", null=False),
        Column("language", STRING, "BCP-47 language"),
        Column("published_at", TIME, "first publication; of day precision: the start of that day in time_zone", "UTC"),
        Column("published_precision", STRING, "second, minute, hour, day, month or none: what the source wrote",
               null=False),
        Column("published_from", STRING, "json-ld, meta, microdata, time-tag, visible, feed, sitemap, listing, url or "
               "column"),
        Column("time_zone", STRING, "zone of the outlet's clock", "IANA name"),
        Column("time_zone_from", STRING, "stamp, outlet, user or guess"),
        Column("modified_at", TIME, "last update that the source states", "UTC"),
        Column("collected_at", TIME, "when the bytes were saved", "UTC"),
        Column("word_count", NULLABLE_WHOLE, "words of text", "words"),
        Column("source_format", STRING, "format that the input was read as", null=False),
        Column("source_ref", STRING, "file, and member, line or offset inside it", null=False),
    ),
)

NEWS_LIST: Final = Table(
    "news_list",
    "one row per headline seen in a list on a page, feed or sitemap",
    (
        Column("list_ref", STRING, "which list: source_ref of the page and the number of the list on it", null=False),
        Column("list_heading", STRING, "heading that the page gives the list"),
        Column("position", NULLABLE_WHOLE, "place in the list, 1 = top"),
        Column("title", STRING, "headline as shown", null=False),
        Column("url", STRING, "absolute address"),
        Column("canonical_url", STRING, "address cleaned of tracking parts and fragment"),
        Column("article_id", STRING, "article_id that the linked article has or would have"),
        Column("outlet", STRING, "outlet of the linked article"),
        Column("language", STRING, "BCP-47 language of the page that shows the list"),
        Column("published_at", TIME, "publication as the list states it", "UTC"),
        Column("published_precision", STRING, "second, minute, hour, day, month or none", null=False),
        Column("published_from", STRING, "where the list states it: listing, time-tag, feed or sitemap"),
        Column("time_zone", STRING, "zone of the outlet's clock", "IANA name"),
        Column("seen_at", TIME, "when the list was saved", "UTC"),
        Column("source_ref", STRING, "file, and member, line or offset inside it", null=False),
    ),
)

REPORT: Final = Table(
    "report",
    "one row per input (file, address, object), and one per part of it that was rejected or is a duplicate: "
    "rows = loaded + duplicate + rejected",
    (
        Column("source_ref", STRING, "file, and member, line or offset inside it", null=False),
        Column("status", STRING, "loaded, duplicate or rejected", null=False),
        Column("reason", STRING, "why it was not loaded, and what would have worked; of a loaded one what to know of "
               "it, such as dates that could not be read"),
        Column("rows", WHOLE, "rows of articles and news_list that it gave", "rows", null=False),
    ),
)

TABLES: Final[dict[str, Table]] = {
    t.name: t for t in (ARTICLES, NEWS_LIST, REPORT, HEADLINES, COVERAGE, TIMES, CLOCK, CLOCK_PAIRS, PAIRS, SPIKES,
                        CHANGES, LEADS, HEALTH, TOPICS, PAIR_CHANGES, STABILITY,
                        READERS, FORMATS)
}


def table(name: str) -> Table:
    """Declared table of that name (upper or lower case)."""
    try:
        return TABLES[name.lower()]
    except (KeyError, AttributeError):
        raise OptionError(f"no table {name!r}; there are {', '.join(TABLES)}") from None


def describe(table_name: str) -> pd.DataFrame:
    """Show what the columns of a table mean.

    Parameters
    ----------
    table_name : str
        One of articles, news_list, report, coverage, times, pairs, health and the other declared tables.

    Returns
    -------
    DataFrame
        One row per column: ``column, dtype, unit, null, meaning``.

    Raises
    ------
    OptionError
        If there is no such table; the message lists those that exist.

    Examples
    --------
    >>> import toolkit as tk
    >>> tk.describe("report")["column"].tolist()
    ['source_ref', 'status', 'reason', 'rows']
    """
    rows = [(c.name, c.dtype, c.unit, c.null, c.meaning) for c in table(table_name).columns]
    return pd.DataFrame(rows, columns=["column", "dtype", "unit", "null", "meaning"])


def pandas_dtype(declared: str) -> object:
    """Dtype in pandas of a declared one; lists are Python lists in an object column."""
    if declared == STRING:
        return pd.StringDtype("pyarrow")
    return object if declared == LIST else declared


def empty(declared: Table) -> pd.DataFrame:
    """Frame of a table without rows."""
    return conform(pd.DataFrame(columns=declared.names), declared)


def conform(frame: pd.DataFrame, declared: Table) -> pd.DataFrame:
    """Frame with the declared columns in order and dtype; missing columns become null (lists: empty).

    Columns that the table does not declare are kept behind the declared ones if it is open-ended and dropped if not.

    Raises
    ------
    ColumnError
        If a column stands there twice, or holds something that its dtype cannot; the message names column and value.
    """
    out: dict[str, pd.Series] = {}
    for c in declared.columns:
        if c.name in frame.columns:
            values = frame[c.name]
            if isinstance(values, pd.DataFrame):
                raise ColumnError(f"the table has more than one column {c.name!r}; drop or rename all but one")
        else:
            values = pd.Series([None] * len(frame), index=frame.index, dtype=object)
        out[c.name] = _converted(values, c)
    if declared.open_ended:
        out |= {name: frame[name] for name in frame.columns if name not in out}
    return pd.DataFrame(out, index=frame.index)


def _converted(values: pd.Series, column: Column) -> pd.Series:
    """Column in its declared dtype."""
    if column.dtype == LIST:
        return pd.Series([_as_list(v, column.name) for v in values], index=values.index, dtype=object)
    try:
        if column.dtype == TIME:
            return _times(values, column.name)
        return values.astype(pandas_dtype(column.dtype))  # type: ignore[call-overload,no-any-return]
    except (ValueError, TypeError, OverflowError) as error:
        odd = next((v for v in values if not _fits(v, column.dtype)), values.dtype)
        raise ColumnError(f"column {column.name!r} holds {odd!r}, which cannot be {column.dtype} ({column.meaning}): "
                          f"{error}") from None


def _as_list(value: object, name: str) -> list[object]:
    if isinstance(value, (list, tuple, np.ndarray)):
        return list(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)  # a set has no order of its own that could be kept
    if isinstance(value, (str, bytes, dict)):
        raise ColumnError(f"column {name!r} holds {value!r}, not a list; split such texts first, for instance with "
                          f"frame[{name!r}].str.split(';')")
    return []


def _times(values: pd.Series, name: str) -> pd.Series:
    """Aware times; what has no zone is refused, since any zone would be a guess."""
    known = values.dropna()
    if len(known) and not _has_zone(known):
        raise ColumnError(f"column {name!r} holds {known.iloc[0]!r}, not a time with a zone; convert it with "
                          f"pd.to_datetime(frame[{name!r}]).dt.tz_localize('Europe/Kyiv'), naming the zone that it is "
                          "written in")
    return pd.to_datetime(values, utc=True).astype(TIME)


def _has_zone(known: pd.Series) -> bool:
    if isinstance(known.dtype, pd.ArrowDtype):
        return getattr(known.dtype.pyarrow_dtype, "tz", None) is not None
    if known.dtype == object:
        return all(getattr(value, "tzinfo", None) is not None for value in known)
    return isinstance(known.dtype, pd.DatetimeTZDtype)


def _fits(value: object, dtype: str) -> bool:
    try:
        pd.Series([value]).astype(pandas_dtype(dtype))  # type: ignore[call-overload]
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def violations(frame: pd.DataFrame, declared: Table) -> list[str]:
    """Where a frame departs from its table: missing columns, wrong dtypes, nulls where none may be."""
    found = []
    for c in declared.columns:
        if c.name not in frame.columns:
            found.append(f"column {c.name} is missing")
            continue
        values = frame[c.name]
        if values.dtype != pandas_dtype(c.dtype):
            found.append(f"column {c.name} is {values.dtype}, not {c.dtype}")
        if not c.null and values.isna().any():
            found.append(f"column {c.name} has {int(values.isna().sum())} nulls, and may have none")
    return found
