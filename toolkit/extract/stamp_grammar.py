"""How dates and times are written: from the tokens of a text to what they state.

One grammar serves all languages, since languages differ in words (`calendar_words`) far more than in the order of the
parts: day month year, month day year, year month day, in numbers or with the month's name; hours and minutes with
any of the usual marks; a number of units ago; a named day. Each function reads from one token on and gives back what
it found and the place behind it, or None.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .calendar_words import (
    AGO,
    FILLER,
    MARK,
    NOW,
    ONE,
    RELATIVE_DAY,
    UNIT,
    WEEKDAY,
    Token,
    fold,
    lexicon,
    tokens,
)
from .stamp_dates import DateReader
from .stamp_tokens import Written

_DAY_WORDS: Final = frozenset((RELATIVE_DAY, NOW))


class Grammar(DateReader):
    """Reader of whole stamps."""

    def ago(self, at: int) -> tuple[Written, int, bool] | None:
        """``3 hours ago``, ``il y a 3 heures``, ``3 órája``; the last value: whether a word says "ago"."""
        place, said = at, False
        if self.word(place, AGO):
            place, said = self._past_space(place + 1), True
        total, unit, stop = 0, 0, place
        for _ in range(3):
            found = self._amount(place, said or unit > 0)
            if found is None:
                break
            total, unit, stop = total + found[0] * found[1], found[1], found[2]
            place = self._past_space(stop)
            if self.word(place, FILLER):
                place = self._past_space(place + 1)
        if not unit:
            return None
        after = self._past_space(stop)
        if self.separator(stop) == ".":
            after = stop + 1
        if self.word(after, AGO):
            stop, said = after + 1, True
        if not said and self.tokens[at].kind == "w":
            return None
        precision = "minute" if unit <= 60 else "hour" if unit == 3600 else "day" if unit < 2592000 else "month"
        if unit >= 31536000 or total > 86400 * 36500:
            return None
        return Written(ago=timedelta(seconds=total), precision=precision), stop, said

    def _amount(self, at: int, bare: bool) -> tuple[int, int, int] | None:
        """Number and unit: (count, seconds of the unit, place behind)."""
        count = self.number(at, (1, 2, 3))
        if count is None and self.word(at, ONE) and self.word(self._past_space(at + 1), UNIT):
            count = 1
        if count is None:
            value = self.word(at, UNIT)
            if value is None:
                return None
            followed = self.word(self._past_space(at + 1), AGO)
            return (value[0], value[1], at + 1) if (bare or followed) and len(self.tokens[at].text) > 1 else None
        place = self._past_space(at + 1)
        if self.word(place, UNIT) is None and self.word(place, FILLER):
            place = self._past_space(place + 1)
        value = self.word(place, UNIT)
        return (count * value[0], value[1], place + 1) if value is not None else None

    def relative_day(self, at: int) -> tuple[Written, int] | None:
        """``yesterday``, ``сьогодні``, ``just now``."""
        days = self.word(at, RELATIVE_DAY)
        if days is not None:
            return Written(ago=timedelta(days=days)), at + 1
        if self.word(at, NOW):
            return Written(ago=timedelta(0), precision="minute"), at + 1
        return None

    def stamp(self, at: int) -> tuple[Written, int, bool] | None:
        """Longest stamp from a place on; the last value: whether it cannot be mistaken for something else."""
        if self.tokens[at].kind == "s":
            return None
        self.named_zone = None
        found = self._stamp(at)
        if found is None or self.named_zone is None:
            return found
        return _in_named_zone(found[0], self.named_zone), found[1], found[2]

    def _stamp(self, at: int) -> tuple[Written, int, bool] | None:
        ago = self.ago(at) if UNIT in self.meant else None
        if ago is not None and ago[2]:
            return ago
        dated = self.date(at)
        if dated is not None:
            return self._date_then_time(dated)
        time = self.time(at, dated=False)
        if time is not None:
            return self._time_then_date(time)
        named = self.relative_day(at) if not _DAY_WORDS.isdisjoint(self.meant) else None
        if named is not None:
            time = self.time(self._past_gap(named[1]), dated=True) if named[0].precision == "day" else None
            return (_joined(named[0], time[0]), time[1], True) if time else (*named, False)
        return ago

    def _date_then_time(self, dated: tuple[Written, int]) -> tuple[Written, int, bool]:
        written, stop = dated
        if written.precision == "month":
            return written, stop, False
        place = self._past_gap(stop)
        if self.word(place, MARK) == "T":
            place += 1
        time = self.time(place, dated=True)
        if time is None:
            return written, stop, written.year is not None
        joined, stop = _joined(written, time[0]), time[1]
        if joined.year is None:
            year = self.number(self._past_space(stop), (4,))
            if year is not None and 1970 < year < 2100:
                return replace(joined, year=year), self._past_space(stop) + 1, True
        return joined, stop, True

    def _time_then_date(self, time: tuple[Written, int]) -> tuple[Written, int, bool]:
        place = self._past_gap(time[1])
        if place < len(self.tokens) and self.tokens[place].kind != "s":
            dated = self.date(place)
            if dated is None:
                dated = self.relative_day(place)
            if dated is not None and dated[0].precision == "day":
                following = self.time(self._past_gap(dated[1]), dated=True)
                if following is None or following[0].minute is None:
                    return _joined(dated[0], time[0]), dated[1], True
        return time[0], time[1], False


def _joined(day: Written, time: Written) -> Written:
    return replace(day, hour=time.hour, minute=time.minute, second=time.second, offset=time.offset,
                   precision=time.precision)


def _in_named_zone(written: Written, zone: str) -> Written:
    """With the offset that the zone had on that day; without a full date nothing is added."""
    if written.year is None or written.hour is None:
        return written
    moment = datetime(written.year, written.month or 1, written.day or 1, written.hour, tzinfo=ZoneInfo(zone))
    return replace(written, offset=int((moment.utcoffset() or timedelta(0)).total_seconds() // 60))


def stray_words(text: str, found: list[tuple[int, int, Written, bool]]) -> int:
    """How many words outside the stamps neither label a stamp nor fill one."""
    folded = fold(text)
    for start, end, _, _ in reversed(found):
        folded = folded[:start] + " " + folded[end:]
    for pattern in lexicon().labels.values():
        folded = pattern.sub(" ", folded) if len(folded.strip()) > 1 else folded
    return sum(1 for t in tokens(folded) if t.kind == "n" or (t.kind == "w" and len(t.text) > 3 and not _fills(t)))


def _fills(token: Token) -> bool:
    return token.senses is not None and (FILLER in token.senses or WEEKDAY in token.senses)
