"""The vocabularies of ``body_words.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


class Phrases:
    """One vocabulary of class names, to be found in names taken apart into words.

    A space of an entry may be missing in the name ("sub head" is also "subhead"). An empty word is a gap, over which no
    entry reaches.
    """

    __slots__ = ("_lengths", "_openings", "_reach", "_starts")

    def __init__(self, entries: list[str], openings: list[str]) -> None:
        self._lengths = {e.replace(" ", ""): len(e.split()) for e in entries}
        self._openings = tuple(o.replace(" ", "") for o in openings)
        self._starts = frozenset(o[:2] for o in self._openings)
        # How many words an entry or an opening can have that begins with these letters.
        self._reach: dict[str, int] = {}
        for words in (e.split() for e in (*entries, *openings)):
            for start in _joined(words):
                self._reach[start] = max(len(words), self._reach.get(start, 0))

    def _covers(self, words: list[str], at: int) -> int:
        """How many words from a place on are an entry, the longest that there is."""
        first = words[at]
        opens = first[:2] in self._starts
        reach = self._reach.get(first, 0)
        if not (reach or opens):
            return 0
        for count in range(min(reach, len(words) - at), 1, -1):
            joined = "".join(words[at:at + count])
            if self._lengths.get(joined, 0) >= count or (opens and joined.startswith(self._openings)):
                return count
        return 1 if first in self._lengths or (opens and first.startswith(self._openings)) else 0

    def within(self, words: list[str]) -> bool:
        """Tell whether an entry is among the words."""
        if not self._openings and self._reach.keys().isdisjoint(words):
            return False
        for at in range(len(words)):  # noqa: SIM110 - a generator takes twice as long
            if self._covers(words, at):
                return True
        return False

    def removed(self, words: list[str]) -> list[str]:
        """Words with a gap where an entry was."""
        if not self._openings and self._reach.keys().isdisjoint(words):
            return words
        kept: list[str] = []
        at = 0
        while at < len(words):
            count = self._covers(words, at)
            kept.append("" if count else words[at])
            at += count or 1
        return kept


def phrases(kind: str) -> Phrases:
    """One vocabulary of class names, whole words and, where the table has them, openings of words."""
    names = _tables()["names"]
    return Phrases(names[kind], names.get(f"{kind}_openings", []))


def whole_words(*kinds: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that are a class name of these kinds all by themselves, and openings of words that are."""
    names = _tables()["names"]
    return (frozenset(entry.replace(" ", "") for kind in kinds for entry in names[kind]),
            tuple(entry.replace(" ", "") for kind in kinds for entry in names.get(f"{kind}_openings", ())))


def phrase_words(*kinds: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """First and second words of the class names of several words of these kinds, and openings of second words."""
    names = _tables()["names"]
    whole = [entry.split() for kind in kinds for entry in names[kind] if " " in entry]
    opening = [entry.split() for kind in kinds for entry in names.get(f"{kind}_openings", ()) if " " in entry]
    return (frozenset(first for entry in (*whole, *opening) for first in _joined(entry[:-1])),
            frozenset(second for entry in whole for second in _joined(entry[1:])),
            tuple({second for entry in opening for second in _joined(entry[1:])}))


def _joined(words: list[str]) -> list[str]:
    """The first word, the first two written as one, and so on."""
    return ["".join(words[:n + 1]) for n in range(len(words))]


def text_pattern(kind: str, form: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of texts in lower case, set into ``form`` at ``{}``."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_tables()['texts'][kind])})"))
