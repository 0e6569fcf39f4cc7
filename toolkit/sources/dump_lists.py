"""The lists of headlines in a plain-text page dump: where each begins, its heading, its entries and their times."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.extract.stamps import Written
from toolkit.sources.dump_lines import Line

_HEADING_WORDS = 4


@dataclass
class Entry:
    """One headline of a list: its line, its text and the time it bears."""

    line: Line
    title: str
    written: Written | None = None


@dataclass
class HeadlineList:
    """One list: its heading and its entries in order."""

    heading: str | None = None
    entries: list[Entry] = field(default_factory=list)


def find_lists(lines: Sequence[Line], topics: Collection[str] = ()) -> list[HeadlineList]:
    """Lists of headlines in the part of a dump that belongs to no article.

    Parameters
    ----------
    lines : sequence of Line
        That part.
    topics : collection of str
        The article's tags, case-folded: such a line alone is the heading of a topic's list.

    Returns
    -------
    list of HeadlineList
        Those with at least one entry, in order.
    """
    found = [HeadlineList()]
    times_first = _times_come_first(lines)
    waiting: Written | None = None
    for kind, line, text, written in _kinds(lines, topics):
        current = found[-1]
        if kind == "end":
            found.append(HeadlineList())
            waiting = None
        elif kind == "heading":
            if current.entries:
                found.append(HeadlineList())
            found[-1].heading = text
            waiting = None
        elif kind == "time" and not times_first and current.entries and current.entries[-1].written is None:
            current.entries[-1].written = written
        elif kind == "time":
            waiting = written
        else:
            current.entries.append(Entry(line, text, written or waiting))
            waiting = None
    return [one for one in found if one.entries]


def _kinds(lines: Sequence[Line], topics: Collection[str]) -> Iterator[tuple[str, Line, str, Written | None]]:
    """Each line as end of a list, heading, time or entry; everything else is passed over."""
    after_end, comments = True, False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        comments = (comments or line.is_comments) and not line.is_list_heading
        if comments:
            continue
        if line.is_closer:
            yield "end", line, "", None
            after_end = True
            continue
        if line.is_ad or line.is_chrome:
            continue
        if line.clock is not None:
            written, text = line.clock
            yield ("entry", line, text, written) if len(text.split()) >= 2 else ("time", line, "", written)
        elif line.is_list_heading or _is_heading(line, following, topics, after_end):
            yield "heading", line, line.text.rstrip(" :"), None
        elif line.words >= 2 and not (line.is_sentence and line.text.endswith((".", ":"))):
            yield "entry", line, line.without_number, None
        after_end = False


def _is_heading(line: Line, following: Line | None, topics: Collection[str], after_end: bool) -> bool:
    """Whether a short line heads the list that follows it."""
    if line.words > _HEADING_WORDS or following is None or following.is_closer:
        return False
    if line.key in topics or line.text.endswith(":"):
        return True
    if line.text.isupper() and (following.words > _HEADING_WORDS or following.clock is not None):
        return True
    return (after_end or line.after_blank) and line.words <= 3 and (following.words > line.words
                                                                    or following.clock is not None)


def _times_come_first(lines: Sequence[Line]) -> bool:
    """Whether a time on a line of its own belongs to the headline below it rather than to that above."""
    before = after = 0
    for index, line in enumerate(lines):
        if line.clock is None or line.clock[1]:
            continue
        above = lines[index - 1] if index else None
        below = lines[index + 1] if index + 1 < len(lines) else None
        before += below is not None and below.words >= 3 and below.clock is None
        after += above is not None and above.words >= 3 and above.clock is None
    return before >= after
