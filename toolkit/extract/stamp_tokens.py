"""What a text states about a time, and the tokens that its readers step through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from .calendar_words import FILLER, HALF, WEEKDAY, Token, sense

LONGEST: Final = 300
"""Letters of a text that is looked at as a whole."""
_WINDOW: Final = (80, 120)
_GAP: Final = frozenset(" \t\n\r,;|/·•-:()[]@.'\"→›»>~*")


@dataclass(frozen=True, slots=True)
class Written:
    """What a text states about a time, before a zone is applied.

    Attributes
    ----------
    year, month, day, hour, minute, second : int or None
        The parts that the text has.
    offset : int or None
        Stated UTC offset in minutes.
    ago : timedelta or None
        How long before the anchor; with ``hour`` set ("yesterday 10:48") only the day is relative.
    precision : str
        ``second``, ``minute``, ``hour``, ``day`` or ``month``.
    ambiguous : bool
        Whether day and month could also be the other way round (3/4/2025).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    ago: timedelta | None = None
    precision: str = "day"
    ambiguous: bool = False


class TokenReader:
    """Reader of one text's tokens.

    Parameters
    ----------
    tokens : list of Token
        The folded text in pieces.
    original : str
        The text before folding: zone abbreviations count in capitals only.
    language : str, optional
        Base language code; words mean what they mean there first.
    day_first : bool, optional
        Order of numeric dates where the numbers allow both.
    """

    def __init__(self, tokens: list[Token], original: str, language: str | None, day_first: bool | None) -> None:
        self.tokens = tokens
        self.original = original
        self.language = language
        self.day_first = day_first
        self.meant = {category for token in tokens if token.senses for category in token.senses}
        """Categories of all the words: what needs a word of another is not tried at all."""

    # ---- single tokens
    def number(self, at: int, digits: tuple[int, ...] = (1, 2)) -> int | None:
        """Value of the number at a place, if it has one of these lengths."""
        if at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "n" and len(token.text) in digits:
                return int(token.text)
        return None

    def separator(self, at: int) -> str | None:
        """Separator at a place, without spaces around it."""
        if at < len(self.tokens) and self.tokens[at].kind == "s":
            return self.tokens[at].text.strip()
        return None

    def word(self, at: int, category: int) -> Any:
        """What the word at a place means in a category."""
        if at < len(self.tokens) and self.tokens[at].kind == "w":
            return sense(self.tokens[at], category, self.language)
        return None

    def _past_space(self, at: int) -> int:
        return at + 1 if self.separator(at) == "" else at

    def _past_gap(self, at: int, limit: int = 8) -> int:
        """Place behind separators, fillers and weekday names."""
        for _ in range(limit):
            separator = self.separator(at)
            if separator is not None:
                if len(self.tokens[at].text) > 24 or not set(separator) <= _GAP:
                    break
                at += 1
                if separator.endswith("(") and at + 1 < len(self.tokens) and self.tokens[at].kind == "w" \
                        and len(self.tokens[at].text) <= 4 and (self.separator(at + 1) or "").startswith(")"):
                    at += 1
            elif self.word(at, HALF) is not None and (self.number(self._past_space(at + 1)) or 99) <= 12:
                break
            elif self.word(at, FILLER) or self.word(at, WEEKDAY):
                at += 1
            else:
                break
        return at


def windows(folded: str) -> list[tuple[int, int]]:
    """Pieces of a text in which stamps are looked for: the whole of a short one, else the surroundings of digits."""
    if len(folded) <= LONGEST:
        return [(0, len(folded))]
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[0-9]+", folded[:200_000]):
        start, end = max(0, match.start() - _WINDOW[0]), min(len(folded), match.end() + _WINDOW[1])
        while start > 0 and not folded[start - 1].isspace() and match.start() - start < 100:
            start -= 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
