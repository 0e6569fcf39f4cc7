"""The article of a plain-text page dump: byline and date, headline, paragraphs, tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from toolkit.extract import stamps
from toolkit.extract.stamps import Written
from toolkit.sources.dump_head import BYLINE_WORDS, date_in, find_byline, find_title, is_full, names_in, sentences
from toolkit.sources.dump_lines import Line, count_headlines, is_list_part
from toolkit.sources.dump_tags import has_glue

_CREDIT_WORDS: Final = 6
_BELOW: Final = 6
_BY: Final = frozenset({"by", "von", "par", "por", "di", "av", "af", "autor", "autorka", "author", "authors", "text",
                        "written by", "author of the article", "автор", "автори", "авторы", "авторка", "текст"})
_TEXT_BEHIND: Final = 25
_LIST_LENGTH: Final = 3


@dataclass
class DumpArticle:
    """What was found of the article, as lines.

    Attributes
    ----------
    title : Line or None
        The headline.
    byline : Line
        The line with the date.
    published : Written
        The time written there.
    authors : list of str
        Names beside the date, between headline and date, or behind the text.
    modified : Written or None
        Time of the last update, where one is written beside or below the date.
    lead : Line or None
        Standfirst between headline and date.
    body : list of Line
        Paragraphs in order.
    tags : str or None
        Line of tags, still run together.
    end : int
        Index of the first line behind the article.
    """

    title: Line | None
    byline: Line
    published: Written
    authors: list[str]
    modified: Written | None = None
    lead: Line | None = None
    body: list[Line] = field(default_factory=list)
    tags: str | None = None
    end: int = 0


def find_article(lines: Sequence[Line]) -> DumpArticle | None:
    """Article of a dump; None where no line has a publication date that could be an article's."""
    at = find_byline(lines)
    if at is None:
        return None
    start, end, written = date_in(lines[at])
    title_at = find_title(lines, at)
    between = lines[title_at + 1:at] if title_at is not None and title_at < at else []
    authors = names_in(lines[at].text[:start]) or names_in(lines[at].text[end:])
    if not authors:
        authors = _names_beside(between, lines[at + 1:at + _BELOW])
    title = lines[title_at] if title_at is not None else None
    article = DumpArticle(title, lines[at], written, authors, _updated(lines[at:at + 2]), _standfirst(between))
    first = max(at, title_at if title_at is not None else at) + 1
    article.end = _article_end(lines, first)
    _take_body(article, lines[first:article.end])
    _take_tags_behind(article, lines)
    return article


def _standfirst(lines: Sequence[Line]) -> Line | None:
    return next((line for line in lines if line.words >= 5 and not line.is_chrome and not line.is_credit), None)


def _updated(lines: Sequence[Line]) -> Written | None:
    """Time that is called an update, in the line of the date or the one below."""
    for line in lines:
        last = 0
        for start, end, written in line.stamps:
            called = stamps.label(line.text[last:start])
            if is_full(written) and called == "updated" and line.words <= 2 * BYLINE_WORDS:
                return written
            last = end
    return None


def _names_beside(above: Sequence[Line], below: Sequence[Line]) -> list[str]:
    """Authors on lines of their own: the nearest above the date, one each, or just below it or below ``By``."""
    found: list[str] = []
    for line in reversed(above):
        here = _names_of(line)
        if found and not here:
            break
        found = here + found
    if found:
        return found
    for before, line in zip([None, *below], below, strict=False):
        if line.is_sentence and not _names_of(line):
            break
        if (before is None or before.key in _BY) and (here := _names_of(line)):
            return here
    return []


def _names_of(line: Line) -> list[str]:
    return names_in(line.text) if line.words <= BYLINE_WORDS and not line.is_list_heading else []


def _article_end(lines: Sequence[Line], first: int) -> int:
    """Index of the line where the lists of headlines begin."""
    for index in range(first, len(lines)):
        line = lines[index]
        if not is_list_part(line) or line.is_credit:
            continue
        run = count_headlines(lines[index:])
        opened = line.is_list_heading and run >= 1
        if run < _LIST_LENGTH and not opened:
            continue
        behind = lines[index + run:]
        if not sentences(lines[first:index]):
            # nothing read yet: captions, subtitles and buttons for sharing look like headlines too
            if not sentences(behind[:_TEXT_BEHIND]):
                return index
            continue
        if _text_goes_on(lines, index):
            continue
        return index
    return len(lines)


def _text_goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether sentences follow a run of short lines, so that the run belongs to the text."""
    at = index
    while at < len(lines) and is_list_part(lines[at]):
        at += 1
    after = [line for line in lines[at:at + 3] if not line.is_chrome]
    return sum(line.is_sentence or line.label is not None for line in after) >= 2


def _take_body(article: DumpArticle, lines: Sequence[Line]) -> None:
    """Paragraphs without the repeated headline, captions and chrome; and the line of tags."""
    title = article.title.key if article.title is not None else None
    body = [line for line in lines if line.key != title and not line.is_chrome and line.tag_label is None
            and not (line.is_credit and line.words <= _CREDIT_WORDS and not line.text.endswith("."))]
    for index, line in enumerate(lines):
        if line.tag_label is not None:
            follows = lines[index + 1].text if index + 1 < len(lines) else ""
            article.tags = line.tag_label or follows or None
            body = [b for b in body if line.tag_label or b.text != follows]
    while body and not _reads_on(body[0]) and (body[0].is_credit or not body[0].is_sentence) and len(body) > 1 \
            and any(b.is_sentence for b in body[1:]):
        if not article.authors and body[0].words <= BYLINE_WORDS:
            article.authors = names_in(body[0].text)
        body = body[1:]
    if article.tags is None and body and _is_tag_line(body[-1]):
        article.tags = _joined(body.pop())
    if body and not article.authors and body[-1].words <= BYLINE_WORDS and not body[-1].is_sentence:
        article.authors = names_in(body[-1].text)
        body = body[:-1] if article.authors else body
    while body and not body[-1].is_sentence and body[-1].words <= 4 and body[-1].label is None \
            and not body[-1].is_bullet:
        body.pop()
    article.body = body


def _take_tags_behind(article: DumpArticle, lines: Sequence[Line]) -> None:
    """Tags that stand just where the lists begin, so that they look like the first entry of one."""
    at = article.end
    while at < len(lines) and lines[at].is_chrome:
        at += 1
    if article.tags is not None or at >= len(lines):
        return
    label = lines[at].tag_label
    following = lines[at + 1] if at + 1 < len(lines) else None
    if label == "" and following is not None:
        article.tags, article.end = following.text, at + 2
    elif label or _is_run_together(lines[at]) or _is_alone(lines[at], following):
        article.tags, article.end = label or _joined(lines[at]), at + 1


def _joined(line: Line) -> str:
    """Tags of a line; several spaces between them are separators."""
    return "; ".join(line.columns) if len(line.columns) > 1 else line.text


def _is_alone(line: Line, following: Line | None) -> bool:
    """Whether a line in small letters stands alone between the text and the heading of a list, as tags do."""
    headed = following is None or following.is_list_heading or following.is_ad
    return headed and line.text[0].islower() and line.words <= 12 and not line.is_sentence


def _is_run_together(line: Line) -> bool:
    if line.is_sentence or line.words > 25 or line.clock is not None:
        return False
    pieces = [p for p in re.split(r"[,;|•·]", line.text) if p.strip()]
    short = len(pieces) >= 3 and all(len(p.split()) <= 3 for p in pieces)
    glued = sum(has_glue(word) for word in line.text.split())
    return line.text.startswith("#") or short or glued * 3 >= line.words


def _reads_on(line: Line) -> bool:
    return line.label is not None or line.is_bullet


def _is_tag_line(line: Line) -> bool:
    """Whether the last line of an article lists its tags."""
    if line.is_sentence or line.is_bullet or line.label is not None or line.words > 25:
        return False
    return has_glue(line.text) or line.words <= 6 or line.text.count(",") >= 2 or line.text.startswith("#")

