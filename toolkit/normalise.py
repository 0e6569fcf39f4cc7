"""Records to the declared tables: identifiers, cleaned addresses, word counts, dtypes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from toolkit.extract.urls import article_id, canonical_url
from toolkit.records import Article, NewsItem
from toolkit.schema import ARTICLES, NEWS_LIST, REPORT, STRING, TIME, Table, pandas_dtype

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ.][^\W_]+)*")
_UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})
"""Languages that write words without spaces between them; their words are not counted."""


def complete_article(article: Article) -> Article:
    """Fill what follows from other fields: canonical address, identifiers and word count."""
    article.canonical_url = canonical_url(article.canonical_url or article.url)
    article.article_id = article.article_id or _identifier(article)
    article.story_id = article.story_id or article.article_id
    return with_word_count(article)


def with_word_count(article: Article) -> Article:
    """Fill the word count, which hangs on the text alone."""
    if article.word_count is None and article.text and (article.language or "")[:2] not in _UNSPACED:
        article.word_count = count_words(article.text)
    return article


def complete_item(item: NewsItem) -> NewsItem:
    """Fill a headline's canonical address and the identifier that the linked article has or would have."""
    if item.canonical_url and item.article_id == article_id(item.canonical_url):
        return item  # the reader of pages has done both
    item.canonical_url = canonical_url(item.canonical_url or item.url)
    if item.article_id is None and item.canonical_url:
        item.article_id = article_id(item.canonical_url)
    return item


def count_words(text: str) -> int:
    """Count the words of a text; a compound with hyphens or apostrophes is one.

    Examples
    --------
    >>> count_words("П'ять днів: нова-стара школа, 3.5 тис. дітей")
    7
    """
    return len(_WORD.findall(text))


def _identifier(article: Article) -> str:
    if article.canonical_url:
        return article_id(article.canonical_url)
    if article.title:
        key = "\x1f".join((article.outlet or "", article.title, _local_day(article)))
    else:
        key = article.source_ref or article.text or ""
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _local_day(article: Article) -> str:
    """Day of publication in the outlet's calendar."""
    if article.published_at is None:
        return ""
    moment = article.published_at.astimezone(ZoneInfo(article.time_zone)) if article.time_zone else article.published_at
    return f"{moment:%Y-%m-%d}"


def articles_frame(articles: Sequence[Article]) -> pd.DataFrame:
    """Articles as the declared table."""
    return _frame(articles, ARTICLES)


def news_list_frame(items: Sequence[NewsItem]) -> pd.DataFrame:
    """Headlines as the declared table."""
    return _frame(items, NEWS_LIST)


def report_frame(rows: Sequence[tuple[str, str, str | None, int]]) -> pd.DataFrame:
    """Account of the inputs as the declared table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(REPORT.names)
    return _typed(dict(zip(REPORT.names, map(list, columns), strict=True)), REPORT)


def _frame(records: Sequence[Any], table: Table) -> pd.DataFrame:
    return _typed({name: [getattr(record, name) for record in records] for name in table.names}, table)


def _typed(columns: dict[str, list[Any]], table: Table) -> pd.DataFrame:
    """Column by column, so that no mixed-type frame is built on the way."""
    import pandas as pd

    out: dict[str, Any] = {}
    for column in table.columns:
        values = columns[column.name]
        if column.dtype == TIME:
            out[column.name] = pd.Series(pd.to_datetime(pd.Series(values, dtype=object), utc=True).astype(TIME))
        elif column.dtype == STRING:
            out[column.name] = pd.Series([_clean(v) for v in values], dtype=pandas_dtype(STRING))  # type: ignore[call-overload]
        else:
            out[column.name] = pd.Series(values, dtype=pandas_dtype(column.dtype))  # type: ignore[call-overload]
    return pd.DataFrame(out)


def _clean(value: Any) -> str | None:
    """Text that Arrow can store: no lone surrogates, no empty strings."""
    if not value:
        return None
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
