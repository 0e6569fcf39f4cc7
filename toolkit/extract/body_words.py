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


def _phrases(entries: list[str]) -> str:
    # The longest first, so that the whole of "article content" is taken rather than its opening.
    return "|".join(re.escape(e).replace("\\ ", " ?") for e in sorted(entries, key=len, reverse=True))


def text_pattern(kind: str, form: str) -> re.Pattern[str]:
    """Pattern of one vocabulary of texts, set into ``form`` at ``{}``."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_tables()['texts'][kind])})"), re.IGNORECASE)
