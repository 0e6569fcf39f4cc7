"""What one teaser states about its time, in attributes and in the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

from .calendar_words import AGO, NOW, RELATIVE_DAY, fold, lexicon
from .list_blocks import Teaser, squeeze
from .stamps import Written, read, read_iso, read_or_find

_CLOCK = re.compile(r"([01]?\d|2[0-3])([:.hH])([0-5]\d)(?::([0-5]\d))?")
_TIME_ATTRIBUTES: Final = ("datetime", "data-datetime", "data-timestamp", "data-time", "data-date")
_TIME_NAMES = frozenset(_TIME_ATTRIBUTES)
_LONGEST_STAMP_SEGMENT = 80
_LONGEST_TITLE_STAMP = 45
_SAME_BEGINNING = 14
_LONGEST_WORDS = 28
_FEWEST_DIGITS = 4
"""Of a number alone that can be a stamp."""
_SHORT = 16
_EXCERPT = 120
_LONGEST_CLOCK = 8
_BETWEEN_TEXTS = "\x1f"
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile("[^\\s!-@\\[-`{-~\u00a0-\u00bf\u060c\u061b\u06d4\u0964\u2000-\u206f\u3000-\u303f]+")
"""Words with the marks of scripts that write vowels above and below; what parts them is spaces and punctuation."""
_LETTERS_BESIDE_TIME = 45
_LETTERS_BESIDE_DAY = 25
_RELATIVE = frozenset({AGO, NOW, RELATIVE_DAY})
_SENTENCE = re.compile("^.{8,}[，。；].{8,}[，。；]|[，。；].{25}")
"""A Chinese or Japanese sentence: a date in it is not set apart by spaces."""
_SPACELESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STAMPLIKE = re.compile(r"\d(?:[:.hH：]\d\d|[./-]\d|\d\d\d|[年月日分時天시분일]|\.? ?[^\W\d_]{2,12}\.?,? \d"
                        r"|(?<=[^\W\d_] \d),|\d?(?<= \d\d),)")
"""Every alternative begins with a digit, so that texts without one are passed over fast."""


@dataclass(slots=True)
class Shown:
    """What a teaser states about its time: in an attribute and in the text that a reader sees."""

    attribute: Written | None = None
    text: Written | None = None
    dotted: tuple[int, int] | None = None
    """``18.47``: a time of day or a day of a month; the whole list decides."""


def shown_time(teaser: Teaser, title: str, *, language: str | None, thorough: bool = True,
               marks: Sequence[LexborNode] = (), durations: bool = False) -> Shown:
    """What the box of a teaser states about its time.

    Parameters
    ----------
    teaser : Teaser
        A boxed teaser.
    title : str
        Its headline: what stands in it is not its time.
    language : str or None
        BCP-47 language of the page.
    thorough : bool
        Whether attributes of any element are looked at, and texts that bear neither a clock time nor a date in digits
        ("an hour ago").
    marks : sequence of nodes
        The ``time`` elements in the box.
    durations : bool
        Whether the length of a film is told from a time of day.

    Returns
    -------
    Shown
        Empty where nothing is stated.
    """
    shown = Shown()
    for node in marks:
        if shown.attribute is None or shown.attribute.hour is None:
            _from_node(shown, node, node.attributes, language)
    if shown.text is None and shown.dotted is None:
        _from_segments(shown, teaser, title, language, thorough=thorough, durations=durations)
    if shown.attribute is None and _lacking(shown.text) and (thorough or shown.text is not None):
        for node in teaser.box.traverse():
            attributes = node.attributes
            if not marks and attributes and not _TIME_NAMES.isdisjoint(attributes):
                _from_node(shown, node, attributes, language)
            if "title" in attributes:
                value = attributes["title"]
                if value and len(value) <= _LONGEST_TITLE_STAMP and not _overlap(value, title):
                    _titled(shown, value, language)
            if shown.attribute is not None:
                break
    return shown


def _from_node(shown: Shown, node: LexborNode, attributes: dict[str, str | None], language: str | None) -> None:
    """Read an element that is made to state a time."""
    stated = False
    for name in _TIME_ATTRIBUTES:
        value = attributes.get(name)
        written = _of_attribute(value, language) if value else None
        if written is not None:
            stated = True
            if _fuller(written, shown.attribute):
                shown.attribute = written
            break
    if stated or node.tag == "time":
        text = squeeze(node.text(separator=" "))
        if text and len(text) <= _LONGEST_STAMP_SEGMENT:
            _take(shown, text, language)


def _overlap(text: str, title: str) -> bool:
    """Whether a text is the headline or a part of it: a date in a headline is not its time."""
    text, title = squeeze(text).casefold(), title.casefold()
    return text in title or title in text or text[:_SAME_BEGINNING] == title[:_SAME_BEGINNING]


def _lacking(written: Written | None) -> bool:
    return written is None or written.ago is not None or written.day is None


def _titled(shown: Shown, value: str, language: str | None) -> None:
    if not _DIGIT.search(value):
        return
    written = read(value, language=language)
    if written is not None and written.year is not None and _fuller(written, shown.attribute):
        shown.attribute = written


def _of_attribute(value: str, language: str | None) -> Written | None:
    if len(value) > 60 or not _DIGIT.search(value):
        return None
    return read_iso(value) or clock_reading(value.strip()) or read(value, language=language)


def _fuller(written: Written, other: Written | None) -> bool:
    return other is None or (written.hour is not None, written.year is not None) > (other.hour is not None,
                                                                                     other.year is not None)


def clock_reading(text: str) -> Written | None:
    """``18:58``, ``17h17``: a time of day alone."""
    found = _CLOCK.fullmatch(text)
    if found is None or found.group(2) == ".":
        return None
    second = found.group(4)
    return Written(None, None, None, int(found.group(1)), int(found.group(3)), int(second) if second else None, None,
                   precision="second" if second else "minute")


def _take(shown: Shown, text: str, language: str | None) -> bool:
    """Read one segment of text; True where it stated a time."""
    text = text.strip(" \t\n|·•–—>»›,()[]")
    quick = clock_reading(text)
    if quick is not None:
        shown.text = shown.text or quick
        return True
    dotted = _CLOCK.fullmatch(text)
    if dotted is not None:
        shown.dotted = (int(dotted.group(1)), int(dotted.group(3)))
        return True
    written = reading(text, language)
    if written is None:
        return False
    if shown.text is None or _fuller(written, shown.text):
        shown.text = written
    return True


def _from_segments(shown: Shown, teaser: Teaser, title: str, language: str | None, *, thorough: bool,
                   durations: bool) -> None:
    whole = teaser.box.text(separator=_BETWEEN_TEXTS).strip()
    if (not thorough and _DIGIT.search(whole) is None) or whole == title:
        return
    for segment in _segments(whole):
        segment = segment.strip()
        if not segment or len(segment) > _LONGEST_STAMP_SEGMENT or segment == title:
            continue
        promising = _STAMPLIKE.search(segment) or (len(segment) <= _SHORT and _DIGIT.search(segment)) \
            or (thorough and len(segment) <= _LONGEST_WORDS and _relative(segment))
        if not promising or _overlap(segment, title) or _SENTENCE.search(segment) or (
                durations and len(segment) <= _LONGEST_CLOCK and _is_duration(segment, teaser.box)):
            continue
        if _take(shown, segment, language):
            return
    lead = next((t for t in teaser.texts if t), "")
    if lead != title and title in lead:
        for edge in (lead[: lead.index(title)], lead[lead.index(title) + len(title):]):
            if _STAMPLIKE.search(edge) and len(edge) <= _LONGEST_STAMP_SEGMENT and _take(shown, edge, language):
                return


def _segments(whole: str) -> list[str]:
    """The lines of the texts of a teaser; a text that is an excerpt of the article has none that states its time."""
    if len(whole) > _EXCERPT:
        whole = "\n".join(text for text in whole.split(_BETWEEN_TEXTS)
                          if len(text) <= _EXCERPT or len(squeeze(text)) <= _EXCERPT)
    return whole.replace(_BETWEEN_TEXTS, "\n").split("\n")


def shows_a_duration(box: LexborNode) -> bool:
    """Whether an element of a box is named a duration."""
    return box.css_first('[class*="duration"]') is not None


def _is_duration(text: str, box: LexborNode) -> bool:
    """Whether ``05:02`` says how long a film or a recording is."""
    return clock_reading(text) is not None and any(
        squeeze(node.text()) == text for node in box.css('[class*="duration"]'))


@lru_cache(maxsize=1)
def _relative_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words of relative times ("ago", "yesterday", "now") in all languages, and those of scripts without spaces."""
    words = {word for word, phrases in lexicon().entries.items()
             if any(not _RELATIVE.isdisjoint(senses) for _, senses in phrases)}
    joined = sorted((w for w in words if _SPACELESS.match(w)), key=len, reverse=True)
    return frozenset(words), re.compile("|".join(map(re.escape, joined)) or "(?!)")


def _relative(text: str) -> bool:
    """Whether a text without a date may state a relative time."""
    words, joined = _relative_words()
    folded = fold(text)
    return not words.isdisjoint(folded.split()) or (not folded.isascii() and joined.search(folded) is not None)


def may_be_relative(text: str) -> bool:
    """Whether a text without digits can be a stamp at all: it is one only with a word as "ago", "today" or "now" has.

    Examples
    --------
    >>> may_be_relative("(Yesterday)"), may_be_relative("Local news")
    (True, False)
    """
    if _relative(text):
        return True
    words, _ = _relative_words()
    return not text.replace(" ", "").isalpha() and not words.isdisjoint(_LETTERS.findall(fold(text)))


def _stands_out(rest: str, written: Written) -> bool:
    """Whether a stamp is more than a date in a sentence: beside it stands a name at most, or a label if it is a day."""
    letters = sum(map(str.isalpha, rest))
    if letters and not rest.isascii():  # a sign of Chinese or Japanese says as much as a few letters
        letters += int(1.5 * len(_SPACELESS.findall(rest)))
    return letters <= (_LETTERS_BESIDE_TIME if written.hour is not None else _LETTERS_BESIDE_DAY)


@lru_cache(maxsize=8192)
def reading(text: str, language: str | None) -> Written | None:
    """The stamp that a short text is or holds. Section names and the like come again and again."""
    if _DIGIT.search(text) is None:
        written = read(text, language=language) if may_be_relative(text) else None
    elif text.isdecimal() and len(text) < _FEWEST_DIGITS:  # a rank, a number of comments
        written = None
    else:
        stated = read_or_find(text, language=language)
        if isinstance(stated, list):
            found = [w for start, end, w in stated if _stands_out(text[:start] + text[end:], w)]
            written = max(found, key=lambda w: (w.day is not None, w.hour is not None), default=None)
        else:
            written = stated
    return None if written is None or written.ambiguous else written
