"""The entries of one list: title and time, with the days and times that stand between the entries."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from toolkit.records import Stamp

from .list_blocks import Block, Teaser, squeeze
from .list_glued import without_numbers
from .list_items import title_of
from .list_shown import Shown, clock_reading, reading, shown_time, shows_a_duration
from .list_split import between
from .list_times import clock_only
from .stamps import Written

_DIGIT = re.compile(r"\d")
_MAX_GAP = 80
_TRIED = 2
_DOT_CLOCK_LANGUAGES = frozenset({"sv", "fi", "da", "nb", "nn", "no", "is", "et", "id", "ms"})
"""Languages that write 18.47 for a time of day."""


@dataclass(slots=True)
class Entry:
    """One entry of a list."""

    teaser: Teaser
    title: str
    shown: Shown
    written: Written | None = None
    from_attribute: bool = False
    stamp: Stamp | None = None


def entries_of(block: Block, taken: dict[int, list[LexborNode]], divider: Written | None,
               language: str | None) -> list[Entry]:
    """Read the entries of a list.

    Parameters
    ----------
    block : Block
        The list.
    taken : dict of lists of nodes
        Ids of the boxes of all teasers of the page, and the ``time`` elements in each.
    divider : Written or None
        The day that stands above the list.
    language : str or None
        BCP-47 language of the page.

    Returns
    -------
    list of Entry
        One per article; an article that stands twice in the list counts at its first place.
    """
    entries: list[Entry] = []
    gaps: list[list[str]] = []
    before: Teaser | None = None
    thorough = True
    for teaser in block.teasers:
        title = title_of(teaser)
        # Where the first entries state no time, the others are searched for digits only.
        if len(entries) == _TRIED:
            thorough = any(e.shown.text or e.shown.attribute for e in entries)
        entries.append(Entry(teaser, title, shown_time(teaser, title, language=language, thorough=thorough,
                                                       marks=taken.get(teaser.box.mem_id, ()))))
        gaps.append(_gap_before(before, teaser, taken))
        before = teaser
    clocks = [e for e in entries if e.shown.text is not None and clock_only(e.shown.text)]
    if clocks and shows_a_duration(clocks[0].teaser.box):
        for entry in clocks:
            entry.shown = shown_time(entry.teaser, entry.title, language=language, durations=True,
                                     marks=taken.get(entry.teaser.box.mem_id, ()))
    for entry, title in zip(entries, without_numbers([e.title for e in entries]), strict=True):
        entry.title = title
    _settle_dotted(entries, language)
    for entry in entries:
        entry.written, entry.from_attribute = chosen(entry.shown)
    _use_gaps(entries, gaps, _gap_after(block.teasers[-1], taken) if block.teasers else [], divider, language)
    return _once(entries)


def _once(entries: list[Entry]) -> list[Entry]:
    kept: dict[str, Entry] = {}
    for entry in entries:
        first = kept.setdefault(entry.teaser.key, entry)
        if first is not entry:
            if first.written is None and entry.written is not None:
                first.written, first.from_attribute, first.shown = entry.written, entry.from_attribute, entry.shown
            if not first.title:
                first.title = entry.title
    return list(kept.values())


def _settle_dotted(entries: Sequence[Entry], language: str | None) -> None:
    """Decide for a whole list whether ``18.47`` is a time of day or a day of a month."""
    pairs = [e.shown.dotted for e in entries if e.shown.dotted is not None]
    if not pairs:
        return
    clocks = any(second > 12 or first == 0 for first, second in pairs)
    if not clocks and (language or "").partition("-")[0].lower() not in _DOT_CLOCK_LANGUAGES:
        return
    for entry in entries:
        if entry.shown.dotted is not None and entry.shown.text is None:
            hour, minute = entry.shown.dotted
            entry.shown.text = Written(None, None, None, hour, minute, None, None, precision="minute")


def chosen(shown: Shown) -> tuple[Written | None, bool]:
    """The better of attribute and shown text, and whether it is the attribute."""
    attribute, text = shown.attribute, shown.text
    if attribute is None or text is None:
        return (attribute, True) if attribute is not None else (text, False)
    if attribute.year is not None and attribute.hour is None and clock_only(text):
        return replace(text, year=attribute.year, month=attribute.month, day=attribute.day), True
    if attribute.year is None and text.year is not None:
        return text, False
    if attribute.hour is None and text.hour is not None and text.ago is None:
        return text, False
    return attribute, True


def _gap_before(before: Teaser | None, teaser: Teaser, taken: Container[int]) -> list[str]:
    """Short texts between a teaser and the one before it in the list, in the order of the page."""
    texts: list[str] = []
    nodes = teaser.gap if teaser.gap is not None and teaser.before is before else between(before, teaser)
    for node in nodes:
        if node.mem_id in taken:
            break
        text = _words(node)
        if len(text) > _MAX_GAP:
            break
        if text and before is None and node.is_element_node and (node.tag == "h1" or node.css_first("h1") is not None):
            break  # what stands by the headline of the page is the day of its article
        if text:
            texts.append(text)
    return texts[::-1]


def _gap_after(teaser: Teaser, taken: Container[int]) -> list[str]:
    texts: list[str] = []
    node = teaser.box.next
    while node is not None and len(texts) < 2 and node.mem_id not in taken:
        text = _words(node)
        if len(text) > _MAX_GAP:
            break
        if text:
            texts.append(text)
        node = node.next
    return texts


def _words(node: LexborNode) -> str:
    if node.is_element_node:
        return squeeze(node.text(separator=" ")) if node.tag not in ("script", "style", "template") else ""
    return squeeze(node.text_content or "") if node.is_text_node else ""


def _use_gaps(entries: list[Entry], gaps: list[list[str]], after: list[str], divider: Written | None,
              language: str | None) -> None:
    """Apply days and times that stand between the boxes."""
    if not (after or divider or any(gaps)):
        return
    read_gaps = [_stamps(texts, language) for texts in gaps]
    if not any(read_gaps) and divider is None and not after:
        return
    if entries and not any(e.written for e in entries) and not read_gaps[0] and divider is None:
        trailing = [*read_gaps[1:], _stamps(after, language)]
        if sum(bool(t) for t in trailing) >= max(1, len(entries) - 1):
            for entry, stamps in zip(entries, trailing, strict=True):
                entry.written = stamps[0] if stamps else None
            return
    day = divider
    for entry, stamps in zip(entries, read_gaps, strict=True):
        for written in stamps:
            if written.hour is None:
                day = written
            elif entry.written is None:
                entry.written = written
        if day is not None:
            entry.written = _on_day(entry.written, day)


def _on_day(written: Written | None, day: Written) -> Written | None:
    if written is None:
        return replace(day, precision="day")
    if not clock_only(written):
        return written
    return replace(written, year=day.year, month=day.month, day=day.day, ago=day.ago)


def _stamps(texts: list[str], language: str | None) -> list[Written]:
    stamps = []
    for text in texts:
        if len(text) > 20 and not _DIGIT.search(text):
            continue
        written = clock_reading(text.strip(" \t|·•–—-:[]()")) or reading(text, language)
        if written is not None and not written.ambiguous and (written.ago is None or written.precision == "day"
                                                              or written.hour is not None):
            stamps.append(written)
    return stamps
