"""The head of an article in a text dump: its headline, its authors and the line with its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from toolkit.extract import names, stamps
from toolkit.extract.calendar_words import WEEKDAY, fold, sense, tokens
from toolkit.extract.stamps import Written
from toolkit.sources.dump_lines import Line, is_heading

BYLINE_WORDS: Final = 8
_PARTS: Final = re.compile(r"\s*[|•·]\s*|\s+[—–-]\s+")
_SIGNS: Final = " ,.|•·–—-:;()[]"
_TITLE_REACH: Final = 16
_TEXT_REACH: Final = 14
_SMALL_WORD: Final = 4  # "Uhr", "год.", "GMT" beside a time
_LABEL_WORDS: Final = 4
_SENTENCE_REACH: Final = 14
_BELOW: Final = 3
_STEM: Final = 5
_ENOUGH: Final = 2


def date_in(line: Line) -> tuple[int, int, Written]:
    """First full date of a line that is not called an update, with its place."""
    full = [s for s in line.stamps if is_full(s[2])]
    return next((s for s in full if stamps.label(line.text[:s[0]]) != "updated"), full[0])


def is_full(written: Written) -> bool:
    """Whether a stamp is a publication date: a full one, or a day without year, or "today", with a time of day."""
    if written.ago is not None:
        return written.hour is not None
    return written.day is not None and written.month is not None and (written.year or written.hour) is not None


def find_byline(lines: Sequence[Line]) -> int | None:
    """Line that dates the article.

    It bears a full date with little beside it but a name. A time of day, a headline above and running text soon below
    speak for a line, a place among dated headlines against it.
    """
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        if line.words > 2 * BYLINE_WORDS or not any(is_full(s[2]) for s in line.stamps):
            continue
        start, end, written = date_in(line)
        before, after = _trim(line.text[:start]), _trim(line.text[end:])
        beside = f"{before} {after}".strip()
        called = stamps.label(line.text[:start]) is not None
        if len(beside.split()) > BYLINE_WORDS * (2 if called else 1) or line.is_chrome or "://" in line.text:
            continue
        score = 2.0 * (written.hour is not None) - (written.year is None)
        score += 2 if len(beside) <= _SMALL_WORD or called or names_in(beside) else 0
        score += min(3, sentences(lines[index + 1:index + _SENTENCE_REACH])) - 3 * _is_list_time(lines, index)
        title = find_title(lines, index)
        score += 0 if title is None else 1 if title < index else 0.5
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best is not None else None


def sentences(lines: Sequence[Line]) -> int:
    """Lines of running text among these."""
    return sum(line.words >= 8 and line.is_sentence and not line.is_chrome for line in lines)


def _is_list_time(lines: Sequence[Line], index: int) -> bool:
    """Whether a date stands in a list of dated headlines, with another dated line two lines on either side."""
    near = [i for i in (index - 2, index + 2) if 0 <= i < len(lines)]
    return sum(any(is_full(s[2]) for s in lines[i].stamps) and lines[i].words <= BYLINE_WORDS for i in near) >= 1


def _trim(text: str) -> str:
    """Text beside a date without the weekday, even one glued to a name, and without signs."""
    text = text.strip(_SIGNS)
    words = text.split()
    if not words:
        return ""
    last = words[-1]
    for cut in range(len(last)):
        ending = last[cut:]
        boundary = cut == 0 or (last[cut - 1].islower() and ending[0].isupper())
        if (boundary or len(ending) >= 6) and _is_weekday(ending):
            words[-1] = last[:cut]
            break
    return " ".join(w for w in words if w).strip(_SIGNS)


def _is_weekday(word: str) -> bool:
    found = tokens(fold(word))
    return len(found) == 1 and sense(found[0], WEEKDAY, None) is not None


def names_in(text: str) -> list[str]:
    """Names of people, or of one agency, in what stands beside a date; empty where it is something else.

    Examples
    --------
    >>> names_in("By Olena Tkach and Petro SydorenkoWednesday, ")
    ['Olena Tkach', 'Petro Sydorenko']
    >>> names_in("Latest news")
    []
    """
    text = _trim(text)
    for part in (text, *_PARTS.split(text)):  # beside the name may stand a section or the number of views
        found = names.split(part, visible=True)
        if sum(map(len, found)) * 2 > len(part) or (found and part.startswith(found[0] + ",")):
            return found
    agency = names.clean(text)
    return [agency] if 0 < len(agency.split()) <= 2 and names.is_organisation(agency) and not is_heading(agency) else []


def find_title(lines: Sequence[Line], at: int) -> int | None:
    """Headline of the article that the line ``at`` dates: among the lines above it, or just below, the likeliest.

    For a line speak its nearness, that it comes again (as a headline does above a picture), that its words come
    again in the text, and a headline's length; against it that it is made of sentences, as a standfirst is.
    """
    keys = [line.key for line in lines[max(0, at - _TITLE_REACH - 4):at + 6]]
    words = _long_words(" ".join(line.text for line in lines[at + 1:at + 1 + _TEXT_REACH]))
    best: tuple[float, int] | None = None
    for index in range(max(0, at - _TITLE_REACH), min(len(lines), at + _BELOW + 1)):
        line = lines[index]
        if index == at or not _could_be_title(line) or sentences(lines[at + 1:index]):
            continue
        score = 2.0 * (keys.count(line.key) > 1) - 0.25 * abs(at - index) - 2.0 * (index > at)
        score += 2.5 * _share(_long_words(line.text), words) + (1 if 4 <= line.words <= 20 else 0)
        score -= 2.0 * (line.text.endswith(".") or ". " in line.text) + 1.5 * (line.is_credit or line.names_network)
        if best is None or score > best[0]:
            best = (score, index)
    return best[1] if best is not None else None


def _long_words(text: str) -> set[str]:
    """Beginnings of the longer words, which keep inflected forms together."""
    return {word[:_STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) >= _STEM - 1}


def _share(some: set[str], of: set[str]) -> float:
    return len(some & of) / len(some) if some else 0.0


def _could_be_title(line: Line) -> bool:
    return line.is_title_like and not line.is_list_heading and not any(is_full(s[2]) for s in line.stamps) \
        and not names_in(line.text) and not line.text.endswith(":") \
        and (line.words > _LABEL_WORDS or stamps.label(line.text) is None)
