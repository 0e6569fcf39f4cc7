"""Tags of text dumps cut again with what the whole corpus knows.

A dump runs its tags together and knows only its own words. Tags that other inputs of the same load give with their
borders (pages, tables, feeds, dumps with separators) settle where one ends and the next begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.records import Article
from toolkit.sources.dump_tags import has_glue, split_tags
from toolkit.sources.dumps import GLUED
from toolkit.sources.reading import Reading


def recut_dump_tags(readings: Sequence[Reading]) -> None:
    """Give the dumps among the readings the tags that the corpus tells apart."""
    articles = [page.article for reading in readings for page in reading.pages if page.article is not None]
    dumps = [a for a in articles if _line(a) is not None]
    if not dumps:
        return
    known = _known_tags(articles)
    folded = {tag.casefold() for tag in known}
    for article in dumps:
        line = _line(article) or ""
        # what the page alone told apart stays known, so that headings of its own lists keep their say
        own = {tag for tag in article.tags if tag.casefold() not in folded and _stands_in(tag, article)}
        article.tags = split_tags(line, phrases=_phrases(article), known=known | own)


def _known_tags(articles: Sequence[Article]) -> set[str]:
    counts: Counter[str] = Counter()
    for article in articles:
        line = _line(article)
        if line is None or (len(article.tags) > 1 and "," in line):
            counts.update(tag for tag in article.tags if len(tag) > 1 and not has_glue(tag))
    return set(counts)


def _line(article: Article) -> str | None:
    stated = article.origin.get("tags", "")
    return stated.removeprefix(GLUED) if stated.startswith(GLUED) else None


def _phrases(article: Article) -> str:
    return "\n".join((article.title or "", article.text or ""))


def _stands_in(tag: str, article: Article) -> bool:
    return tag.casefold() in _phrases(article).casefold()
