"""The vocabularies of ``body_words.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_LETTERS = 3


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def name_pattern(kind: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of class names, whole words and, where the table has them, openings of words."""
    names = _tables()["names"]
    parts = [rf"(?:{_phrases(names[kind])})(?![a-z0-9])"]
    if f"{kind}_openings" in names:
        parts.append(rf"(?:{_phrases(names[f'{kind}_openings'])})")
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})")


def starts() -> tuple[frozenset[str], frozenset[str]]:
    """First words of all class names that mean something, and the first letters of all such openings of words.

    Most names on a page mean nothing; a look at these two spares them the patterns.
    """
    words: set[str] = set()
    letters: set[str] = set()
    for kind, entries in _tables()["names"].items():
        for entry in entries:
            parts = entry.split()
            if kind.endswith("_openings"):
                letters.add(entry[:_LETTERS])
            words.update("".join(parts[:n + 1]) for n in range(len(parts)))
    return frozenset(words), frozenset(letters)


def _phrases(entries: list[str]) -> str:
    # The longest first, so that the whole of "article content" is taken rather than its opening.
    return "|".join(re.escape(e).replace("\\ ", " ?") for e in sorted(entries, key=len, reverse=True))


def text_pattern(kind: str, form: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of texts in lower case, set into ``form`` at ``{}``."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_tables()['texts'][kind])})"))
