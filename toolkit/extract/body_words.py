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


def name_pattern(kind: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of class names, whole words and, where the table has them, openings of words."""
    names = _tables()["names"]
    parts = [rf"(?:{_phrases(names[kind])})(?![a-z0-9])"]
    if f"{kind}_openings" in names:
        parts.append(rf"(?:{_phrases(names[f'{kind}_openings'])})")
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})")


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


def _phrases(entries: list[str]) -> str:
    # The longest first, so that the whole of "article content" is taken rather than its opening.
    return "|".join(re.escape(e).replace("\\ ", " ?") for e in sorted(entries, key=len, reverse=True))


def text_pattern(kind: str, form: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of texts in lower case, set into ``form`` at ``{}``."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_tables()['texts'][kind])})"))
