"""How times of day are written: 14:30, 2.30 pm, 14h30, 14 Uhr, 午後2時30分, and the zone behind them."""

from __future__ import annotations

from typing import Final

from .calendar_words import HALF, MARK, ZONE
from .stamp_tokens import TokenReader, Written

_CLOCK_WORDS: Final = frozenset(("kl", "klo", "klokken", "klockan", "kello", "um", "ore", "alle", "plkst", "kell",
                                 "pukul", "jam", "ob", "saat", "om", "uhr", "at"))

_LEADING_HALVES: Final = frozenset(("am", "pm", "de", "du", "delelott", "delutan", "oo", "os"))


class ClockReader(TokenReader):
    """Reader of times of day."""

    named_zone: str | None = None
    """IANA zone that the last time named without saying which half of the year (ET)."""

    def time(self, at: int, *, dated: bool) -> tuple[Written, int] | None:
        """Time of day from a place on. ``dated``: a date stands beside it, so that 14.30 can be nothing else."""
        half = self.word(at, HALF) if self._leads(at) and not self._leads_a_date(at) else None
        start = self._past_space(at + 1) if half is not None else at
        hour = self.number(start)
        if hour is None or hour > 24:
            return None
        minute, second, at = self._minutes(start, dated or half is not None)
        if minute is None and (self._decimal(start) or (half is not None and not self._hour_marked(start))):
            return None
        behind = self.word(self._past_space(at), HALF)
        if behind is not None and self.number(self._past_space(at) + 1) is None:
            half, at = behind, self._past_space(at) + 1
        if minute is None:
            if half is None and not (dated and self._hour_marked(start)):
                return None
            if at == start + 1 and self._hour_marked(start):
                at = self._past_space(start + 1) + 1
        hour = _on_24_hours(hour, half)
        if hour is None:
            return None
        offset, at = self._offset(at)
        precision = "hour" if minute is None else "minute" if second is None else "second"
        return Written(hour=hour, minute=minute, second=second, offset=offset, precision=precision), at

    def _leads(self, at: int) -> bool:
        """Whether the word at a place can be a half of the day that stands before the hour (오후 2:30, PM 2:30)."""
        if at >= len(self.tokens) or self.tokens[at].kind != "w":
            return False
        text = self.tokens[at].text
        return text in _LEADING_HALVES or text[0] > "\u2e7f"

    def _leads_a_date(self, at: int) -> bool:
        """Whether dots part the numbers behind the word, as in the German "am 12.02.2025": "am" is "on the" there."""
        start = self._past_space(at + 1)
        return self.separator(start + 1) == "." and (self.tokens[at].text in ("am", "pm")
                                                     or self.separator(start + 3) == ".")

    def _decimal(self, at: int) -> bool:
        return self.separator(at + 1) in (".", ",") and self.number(at + 2, (1, 2, 3)) is not None

    def _hour_marked(self, at: int) -> bool:
        return self.word(self._past_space(at + 1), MARK) == "h"

    def _minutes(self, at: int, dated: bool) -> tuple[int | None, int | None, int]:
        """Minute and second behind the hour at a place."""
        separator, after = self.separator(at + 1), at + 2
        if separator == ":" or (separator == "." and (dated or self._clock_words(at))):
            minute = self.number(at + 2, (2,))
        elif self._hour_marked(at):
            after = self._past_space(self._past_space(at + 1) + 1)
            minute = self.number(after)
            counted = self.word(self._past_space(after + 1), MARK) == "m"
            if minute is not None and len(self.tokens[after].text) == 1 and not counted:
                minute = None
        else:
            return None, None, at + 1
        if minute is None or minute > 59:
            return None, None, at + 1
        at = after + 1
        if self.word(self._past_space(at), MARK) == "m":
            at = self._past_space(at) + 1
            second, mark = self.number(self._past_space(at)), self._past_space(self._past_space(at) + 1)
            if second is not None and second < 60 and self.word(mark, MARK) == "s":
                return minute, second, mark + 1
            return minute, None, at
        second = self.number(at + 1, (2,)) if separator and self.separator(at) == separator else None
        if second is None or second > 59:
            return minute, None, at
        at += 2
        if self.separator(at) in (".", ",") and self.number(at + 1, (1, 2, 3, 6, 7, 9)) is not None \
                and self.tokens[at].text in (".", ","):
            at += 2
        return minute, second, at

    def _clock_words(self, at: int) -> bool:
        """Whether words beside ``14.30`` say that it is a time (kl. 14.30, 14.30 Uhr)."""
        before = at - 1
        while before >= 0 and self.separator(before) in ("", "."):
            before -= 1
        if before >= 0 and self.tokens[before].kind == "w" and self.tokens[before].text in _CLOCK_WORDS:
            return True
        return self.word(self._past_space(at + 3), MARK) == "h"

    def _offset(self, at: int) -> tuple[int | None, int]:
        """UTC offset or zone name behind a time."""
        place = at
        separator = self.separator(place)
        if separator in ("", "(", "[", ",", ".", ". (") and self.word(place + 1, ZONE) is not None:
            place += 1
        zone = self.word(place, ZONE)
        if zone is not None and self._in_capitals(place) and not (zone == "America/Chicago" and self.language == "zh"):
            signed = self._signed(place + 1)
            if signed is not None:
                return signed
            if isinstance(zone, int):
                return zone, place + 1
            self.named_zone = zone
            return None, place + 1
        signed = self._signed(at)
        return signed if signed is not None else (None, at)

    def _in_capitals(self, at: int) -> bool:
        token = self.tokens[at]
        return self.original[token.start : token.end].isupper()

    def _signed(self, at: int) -> tuple[int, int] | None:
        """``+0200``, ``+02:00``, ``+2`` behind UTC."""
        if at >= len(self.tokens) or self.tokens[at].kind != "s" or self.tokens[at].text.strip(" (") not in ("+", "-"):
            return None
        text = self.tokens[at].text
        if text.endswith(" "):
            return None
        sign = -1 if "-" in text else 1
        behind_zone = at > 0 and self.tokens[at - 1].kind == "w"
        compact = self.number(at + 1, (4,))
        if compact is not None:
            hours, minutes, stop = compact // 100, compact % 100, at + 2
        else:
            found = self.number(at + 1)
            if found is None:
                return None
            hours, minutes, stop = found, 0, at + 2
            part = self.number(at + 3, (2,)) if self.separator(at + 2) == ":" else None
            if part is not None:
                minutes, stop = part, at + 4
            elif not behind_zone and (text != "+" or len(self.tokens[at + 1].text) != 2):
                return None
        return (sign * (hours * 60 + minutes), stop) if hours <= 14 and minutes < 60 else None


def _on_24_hours(hour: int, half: int | None) -> int | None:
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    return hour if hour < 24 else 0 if hour == 24 else None
