"""The same article read twice: which copy stays, and what the report says of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from toolkit.normalise import complete_article, complete_item
from toolkit.records import Article, NewsItem, Page
from toolkit.sources.reading import Reading

ReportRow = tuple[str, str, str | None, int]
_BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
_FULLNESS: Final = {"text": 1, "jsonl": 2, "json": 2, "csv": 2, "parquet": 2, "feed": 3}
"""A page says more of its article than a table about it, and that more than a feed; other formats rank with pages."""


class Ledger:
    """Readings, in the order of the inputs, to the rows of the three tables.

    Attributes
    ----------
    articles : list of Article
        Those that stay, in the order of the inputs.
    headlines : list of NewsItem
        All headlines; also those of a page whose article is a duplicate, since its lists were seen at another time.
    report : list of tuple
        Source, status, reason and rows.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.articles: list[Article] = []
        self.headlines: list[NewsItem] = []
        self.report: list[ReportRow] = []
        self._first_by_digest: dict[str, str] = {}
        whole = [(r, self._twin(r)) for r in readings]
        kept = _kept([p.article for r, twin in whole if twin is None for p in r.pages if p.article is not None])
        for reading, twin in whole:
            self._enter(reading, twin, kept)

    def _twin(self, reading: Reading) -> str | None:
        """Input seen before with the very same bytes."""
        if reading.digest is None or (reading.error and not reading.pages):
            return None
        first = self._first_by_digest.setdefault(reading.digest, reading.ref)
        return None if first == reading.ref else first

    def _enter(self, reading: Reading, twin: str | None, kept: dict[str, Article]) -> None:
        if twin is not None:
            self.report.append((reading.ref, "duplicate", f"same bytes as {twin}", 0))
            return
        inner: list[ReportRow] = [(r.source_ref, "rejected", r.reason, 0) for r in reading.rejected]
        own_duplicate: str | None = None
        rows = copies = 0
        for page in reading.pages:
            rows += self._enter_headlines(page)
            article = page.article
            if article is None:
                continue
            winner = kept[str(article.article_id)]
            if winner is article:
                self.articles.append(article)
                rows += 1
                continue
            copies += 1
            reason = f"same article as {winner.source_ref}, which {_preference(article, winner)}"
            if article.source_ref == reading.ref:
                own_duplicate = reason
            else:
                inner.append((str(article.source_ref), "duplicate", reason, 0))
        self.report.append(_own_row(reading, own_duplicate, rows, copies))
        if reading.error and rows:
            inner.append((f"{reading.ref}#rest", "rejected", reading.error, 0))
        self.report.extend(inner)

    def _enter_headlines(self, page: Page) -> int:
        items = [complete_item(item) for item in page.news_list if item.title]
        self.headlines.extend(items)
        return len(items)


def _own_row(reading: Reading, duplicate: str | None, rows: int, copies: int) -> ReportRow:
    """Row of the report for the input as a whole."""
    notes = "; ".join(reading.notes) or None
    if duplicate is not None:
        kept = f"; its {rows} headlines are kept" if rows else ""
        return reading.ref, "duplicate", duplicate + kept, rows
    if reading.error:
        if rows:
            return reading.ref, "loaded", "only in part; the rest is a rejected row of its own", rows
        return reading.ref, "rejected", reading.error, 0
    if not rows and copies:
        return reading.ref, "duplicate", f"all its {copies} articles were loaded from elsewhere", 0
    if not rows:
        return reading.ref, "rejected", f"none of its {len(reading.rejected)} parts could be read", 0
    return reading.ref, "loaded", notes, rows


def _kept(articles: Sequence[Article]) -> dict[str, Article]:
    """Copy of each article that stays: the fullest format, then the latest version, then the first read."""
    best: dict[str, tuple[tuple[int, float, float, int], Article]] = {}
    for order, article in enumerate(articles):
        complete_article(article)
        latest = article.modified_at or article.published_at or _BEGINNING
        saved = article.collected_at or _BEGINNING
        rank = (_FULLNESS.get(article.source_format or "", 0), -_seconds(latest), -_seconds(saved), order)
        key = str(article.article_id)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, article)
    return {key: article for key, (_, article) in best.items()}


def _seconds(moment: datetime) -> float:
    return (moment - _BEGINNING).total_seconds()


def _preference(article: Article, winner: Article) -> str:
    """Why the winner stays, in words."""
    if _FULLNESS.get(winner.source_format or "", 0) < _FULLNESS.get(article.source_format or "", 0):
        return f"is the fuller source ({winner.source_format})"
    own, other = article.modified_at or article.published_at, winner.modified_at or winner.published_at
    if other is not None and (own is None or other > own):
        return "is the later version"
    if winner.collected_at is not None and (article.collected_at is None or winner.collected_at > article.collected_at):
        return "was saved later"
    return "comes first"
