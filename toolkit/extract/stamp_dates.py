"""How calendar dates are written: in numbers, with the month's name, with marks behind the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from .calendar_words import FILLER, HALF, MARK, MONTH, UNIT, lexicon
from .stamp_clock import ClockReader
from .stamp_persian import WRITTEN_IN, common_day, is_persian
from .stamp_tokens import Written

_EARLIEST, _LATEST = 1800, 2200
MONTH_FIRST: Final = frozenset({"en"})
_YEAR_FIRST: Final = frozenset({"ko", "zh", "ja"})
INFLECTING: Final = frozenset(("fi", "et", "hu", "eu", "lt", "lv", "tr", "az", "ka", "hy", "is", "sq", "sl",
                                 "sr", "hr", "mk"))
_DATE_WORDS: Final = frozenset((MONTH, MARK))


class DateReader(ClockReader):
    """Reader of calendar dates."""

    def date(self, at: int) -> tuple[Written, int] | None:
        """Calendar date from a place on, in any of the forms."""
        worded = not _DATE_WORDS.isdisjoint(self.meant) or self.language in INFLECTING
        if self.tokens[at].kind == "n":
            found = self._numeric(at)
            if found is not None or not worded:
                return found
            return self._marked(at) or self._day_month(at) or self._year_month_day(at) or self._persian(at)
        return self._month_day(at) or self._era(at) or self._vietnamese(at) if worded else None

    def _numeric(self, at: int) -> tuple[Written, int] | None:
        first, second = self.number(at, (1, 2, 4)), self.number(at + 2)
        parting = self.separator(at + 1)
        if first is None or second is None or parting not in ("-", "/", "."):
            return None
        if parting == "-" and self.tokens[at + 1].text != "-":
            return None
        third = self.number(at + 4, (1, 2, 4))
        if third is None or self.separator(at + 3) != parting:
            return self._day_and_month_only(at, first, second, parting)
        written = self._order(first, second, third, parting, (len(self.tokens[at].text), len(self.tokens[at + 4].text)))
        if written is None or self._goes_on(at + 5, parting):
            return None
        return written, at + 5

    def _goes_on(self, at: int, parting: str) -> bool:
        """Whether further numbers follow that are no time of day, as in the version 3.4.40-1.0."""
        if at + 2 >= len(self.tokens) or self.tokens[at].text not in (parting, "-", "."):
            return False
        return (self.number(at + 1, (1, 2, 3)) is not None and self.separator(at + 2) in (".", "-", "/")
                and self.number(at + 3, (2, 4)) is None)

    def _order(self, first: int, second: int, third: int, parting: str, lengths: tuple[int, int]) -> Written | None:
        if lengths[0] == 4:
            if self.language in WRITTEN_IN and is_persian(first):
                return _common(first, second, third)
            return _day(first, second, third) if lengths[1] <= 2 else None
        if lengths[1] == 1:
            return None
        year_first = lengths[0] == 2 and lengths[1] <= 2 and self.language in _YEAR_FIRST
        if year_first and _day(2000 + first, second, third):
            return _day(2000 + first, second, third)
        year = third if lengths[1] == 4 else _century(third, self.language)
        day_first, sure = self._day_first(first, second, parting)
        day, month = (first, second) if day_first else (second, first)
        written = _day(year, month, day)
        return replace(written, ambiguous=not sure) if written else None

    def _day_first(self, first: int, second: int, parting: str) -> tuple[bool, bool]:
        """Whether the day stands first, and whether that is sure."""
        if first > 12 or second > 12 or first == second:
            return first > 12 or first == second, True
        if self.day_first is not None:
            return self.day_first, True
        if parting == ".":
            return True, True
        return self.language not in MONTH_FIRST, self.language is not None and self.language not in MONTH_FIRST

    def _day_and_month_only(self, at: int, first: int, second: int, parting: str) -> tuple[Written, int] | None:
        """``12.02.`` and ``12/02``, believed only before a time, since they could be any other number."""
        stop = at + 3
        if (parting == "-" and self.language != "zh") or len(self.tokens[at].text) == 4:
            return None
        if self.separator(at - 1) == parting and at > 1 and self.tokens[at - 2].kind == "n":
            return None  # the end of a longer number: a date of another calendar
        time = self.time(self._past_gap(stop), dated=True)
        if time is None or self.separator(stop) in (None, ":"):
            return None
        year_first = self.language in _YEAR_FIRST
        day_first, sure = (False, True) if year_first else self._day_first(first, second, parting)
        day, month = (first, second) if day_first else (second, first)
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        return Written(month=month, day=day, ambiguous=not sure), stop

    def _marked(self, at: int) -> tuple[Written, int] | None:
        """``2025年2月12日``, ``2월 12일``."""
        year = None
        number, mark, stop = self._counted(at)
        if mark == "Y" and number is not None:
            year, at = number, stop
            if len(self.tokens[at - 2].text) == 2 and year < 100:
                year = 2000 + year
            number, mark, stop = self._counted(self._past_space(at))
        if mark != "M" or number is None:
            return None
        month = number
        day, mark, end = self._counted(self._past_space(stop))
        if mark != "D" or day is None:
            return (Written(year, month, precision="month"), stop) if year and 1 <= month <= 12 else None
        if year is None:
            return (Written(month=month, day=day), end) if 1 <= month <= 12 and 1 <= day <= 31 else None
        written = _day(year, month, day)
        return (written, end) if written else None

    def _counted(self, at: int) -> tuple[int | None, Any, int]:
        number = self.number(at, (1, 2, 3, 4))
        after = self._past_space(at + 1)
        if number is None:
            return None, None, at
        return number, self.word(after, MARK), after + 1

    def _era(self, at: int) -> tuple[Written, int] | None:
        """``令和7年2月12日``, ``民國114年2月12日``."""
        start = self.word(at, MARK)
        if not isinstance(start, int):
            return None
        found = self._marked(self._past_space(at + 1))
        if found is None:
            years, mark, stop = self._counted(self._past_space(at + 1))
            found = self._marked(self._past_space(stop)) if mark == "Y" else None
        else:
            years = self.number(self._past_space(at + 1), (1, 2, 3))
        if found is None or years is None or found[0].month is None or found[0].day is None:
            return None
        written = _day(start + years, found[0].month, found[0].day)
        return (written, found[1]) if written else None

    def _persian(self, at: int) -> tuple[Written, int] | None:
        """``22 بهمن 1404``, ``22 بهمن ماه 1404``."""
        day, place = self.number(at), self._past_space(at + 1)
        month = self.word(place, MARK)
        if day is None or not isinstance(month, str) or month[:1] != "P":
            return None
        place = self._past_space(place + 1)
        if self.word(place, UNIT):
            place = self._past_space(place + 1)
        if self.separator(place) == ",":
            place += 1
        year = self.number(place, (4,))
        written = _common(year, int(month[1:]), day) if year is not None else None
        return (written, place + 1) if written else None

    def _vietnamese(self, at: int) -> tuple[Written, int] | None:
        """``ngày 12 tháng 2 năm 2025``."""
        return self._day_month(self._past_space(at + 1)) if self.word(at, MARK) == "W" else None

    def _month(self, at: int) -> tuple[int, int] | None:
        month = self.word(at, MONTH)
        if month is not None:
            # Arabic papers name a month twice, as East and West call it.
            again = self.separator(at + 1) in ("/", "(") and self.word(at + 2, MONTH) == month
            if not again:
                return month, at + 1
            return month, at + 4 if self.separator(at + 3) == ")" else at + 3
        if self.word(at, MARK) == "V":
            number = self.number(self._past_space(at + 1))
            if number is not None and 1 <= number <= 12:
                return number, self._past_space(at + 1) + 1
        return self._inflected_month(at)

    def _inflected_month(self, at: int) -> tuple[int, int] | None:
        """Month with an ending that no table has (helmikuuta, veebruaril, otsailaren)."""
        if at >= len(self.tokens) or self.tokens[at].kind != "w" or self.language not in INFLECTING:
            return None
        text = self.tokens[at].text
        for length in range(len(text) - 1, max(3, len(text) - 5), -1):
            month = _month_named(text[:length], self.language)
            if month is not None:
                return month, at + 1
        return None

    def _day_month(self, at: int) -> tuple[Written, int] | None:
        """``12 February 2025``, ``12. února``, ``12-Feb-25``, ``12 de febrero de 2025``."""
        day = self.number(at)
        if day is None or not 1 <= day <= 31:
            return None
        for after in self._after_day(at + 1):
            found = self._month(after)
            if found is not None:
                year, stop = self._year(found[1])
                return _partial(year, found[0], day, stop)
        return None

    def _after_day(self, at: int) -> list[int]:
        """Places where the month may stand: behind an ordinal ending, separators and a filler."""
        places = []
        if self.separator(at) is None or self.separator(at) in ("-", "'", "°"):
            ending = at if self.separator(at) is None else at + 1
            if ending < len(self.tokens) and self.tokens[ending].kind == "w" and len(self.tokens[ending].text) <= 4:
                places.append(ending + 1)
        places.append(at)
        out = []
        for place in places:
            for _ in range(4):
                separator = self.separator(place)
                if separator is not None and separator in ("", ".", "-", "/", ",", "'", ")", "°"):
                    place += 1
                if self._month(place) is not None or not self.word(place, FILLER):
                    break
                place += 1
            out.append(place)
        return out

    def _month_day(self, at: int) -> tuple[Written, int] | None:
        """``February 12th, 2025``, ``Feb. 12``, ``February 2025``."""
        found = self._month(at)
        if found is None:
            return None
        month, at = found
        if self.separator(at) in ("", ".", "-", "/", ","):
            at += 1
        year = self.number(at, (4,))
        if year is not None and _EARLIEST < year < _LATEST:
            return Written(year, month, precision="month"), at + 1
        day = self.number(at)
        if day is None or not 1 <= day <= 31 or self.separator(at + 1) == ":":
            return None
        at += 1
        if at < len(self.tokens) and self.tokens[at].kind == "w" and len(self.tokens[at].text) <= 2:
            at += 1
        year, stop = self._year(at)
        return _partial(year, month, day, stop)

    def _year(self, at: int) -> tuple[int | None, int]:
        """Year behind a month or day; the place stays where there is none."""
        place, separator = at, ""
        for _ in range(4):
            found = self.separator(place)
            if found is not None:
                if not set(found) <= set(".,-/'"):
                    break
                separator = separator + found
                place += 1
            elif self.word(place, FILLER):
                place += 1
            else:
                break
        year = self.number(place, (4,))
        if year is not None:
            year = year - 543 if 2400 < year < 2700 else year
            return (year, place + 1) if _EARLIEST < year < _LATEST else (None, at)
        year = self.number(place, (2,))
        if year is None or not self._closes(place + 1) or (separator[-1:] not in ("'", "-", "/") and year < 10):
            return None, at
        return _century(year, self.language), place + 1

    def _closes(self, at: int) -> bool:
        """Whether a two-digit number before this place can be a year: no hour, and nothing is counted by it."""
        separator = self.separator(at)
        if separator in (":", "%") or (separator == "." and self.number(at + 1) is not None):
            return False
        after = self._past_space(at)
        return self.word(after, MARK) is None and self.word(after, HALF) is None and (
            after >= len(self.tokens) or self.tokens[after].kind != "w" or bool(self.word(after, FILLER)))

    def _year_month_day(self, at: int) -> tuple[Written, int] | None:
        """``2025. február 12.``, ``2025 m. vasario 12 d.``, ``2025. gada 12. februāris``."""
        year = self.number(at, (4,))
        if year is None or not _EARLIEST < year < _LATEST:
            return None
        place = at + 1
        for _ in range(4):
            if self.separator(place) in ("", ".", ",", "-", "'", ".,") or (
                    self._month(place) is None and (self.word(place, FILLER) or self._ending(place))):
                place += 1
        found = self._month(place)
        if found is None:
            later = self._day_month(place)
            if later is None or later[0].year is not None or later[0].month is None or later[0].day is None:
                return None
            return _partial(year, later[0].month, later[0].day, later[1])
        month, place = found
        if self.separator(place) in ("", ".", "-"):
            place += 1
        day = self.number(place)
        if day is None or self.separator(place + 1) == ":":
            return Written(year, month, precision="month"), found[1]
        return _partial(year, month, day, place + 1)

    def _ending(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind == "w" and len(self.tokens[at].text) <= 3


@lru_cache(maxsize=4096)
def _month_named(stem: str, language: str | None) -> int | None:
    for further, senses in lexicon().entries.get(stem, ()):
        if not further and MONTH in senses and language in senses[MONTH]:
            return int(senses[MONTH][language])
    return None


def _century(year: int, language: str | None) -> int:
    if language == "th" and year >= 50:
        return 1957 + year  # of the Buddhist era
    return 2000 + year if year < 70 else 1900 + year


def _day(year: int, month: int, day: int) -> Written | None:
    if 2400 < year < 2700:
        year -= 543
    if not _EARLIEST < year < _LATEST:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Written(year, month, day)


def _common(year: int, month: int, day: int) -> Written | None:
    """Day of the Persian calendar."""
    found = common_day(year, month, day)
    return Written(found.year, found.month, found.day) if found else None


def _partial(year: int | None, month: int, day: int, stop: int) -> tuple[Written, int] | None:
    written = _day(year if year is not None else 2000, month, day)
    if written is None:
        return None
    return (written if year is not None else replace(written, year=None)), stop
